"""What an HTML page says of itself: its main part, its furniture, its title, its day, its JSON-LD statements."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

from lxml.html import HtmlElement

_FURNITURE_TAGS = frozenset(("nav", "footer", "aside", "form", "dialog", "menu"))
_FURNITURE_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "dialog", "alertdialog")
)
_FURNITURE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|breadcrumbs?|crumbs?|sidebar|side-?bar|footer|foot|related"
    r"|recommend(?:ed|ations?)?|share|sharing|social"
    r"|cookies?|consent|comments?|disqus|adverts?|advertisement|ads?|sponsor(?:ed)?|promo|subscribe|newsletter"
    r"|signup|sign-up|log-?in|pagination|pager"
    r"|popup|modal|skip(?:-?link|-to-content)?|toolbar|popular|trending|most-read|read-?more|more-stories"
    r"|also-like|tags?|tag-list|search(?:-form|-box)?"
    r"|site-header|masthead|topbar|top-bar|utility|print-only|sr-only|visually-hidden|screen-reader-text"
    r"|copyright|prevnext|prev-next|next-prev"
    r"|widget-area|calendar-?widget|sharedaddy|jp-relatedposts|addtoany\w*|a2a_kit"
    r"|tribe-events-c-subscribe-dropdown|tribe-events-nav|ical|add-to-calendar|addtocalendar|translate|weixin"
    r"|qrcode|bdsharebuttonbox|xgxw|xgyd)(?=$|[\s_-])",
    re.I,
)
_MAIN_NAMES = re.compile(
    r"(?:^|[\s_-])(?:main-?content|maincontent|page-?content|article-?body|article-?content|entry-?content"
    r"|post-?content|post-?body|story-?body|content-?main"
    r"|TRS_Editor|zoom|news_?content|xl_content|detail-?content|con_text|contentText|event-?detail"
    r"|eventdetails)(?=$|[\s_-])",
    re.I,
)
_DAY_NAMES = tuple(
    re.findall(
        r"\S+",
        "article:published_time og:published_time datepublished date pubdate publishdate publish-date publish_date"
        " publicationdate publication_date dc.date dc.date.issued dcterms.date dcterms.issued dcterms.created"
        " sailthru.date parsely-pub-date article.published created others release_date _pubtime publish_time apub:time",
    )
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ISO = re.compile(r"\s*((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})")
_STATED = re.compile(r"\s*(?:19|20)\d\d-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?)?\s*$")
_ENTRY_TIME = re.compile(
    r"(?:^|[\s_-])(?:published|entry-date|post-date|posted(?:-on)?|dateline|pubdate|date-published"
    r"|publish(?:ed)?-?(?:date|time))(?=$|[\s_-])",
    re.I,
)
_ENOUGH = 0.35
_ARTICLES = frozenset(
    (
        "NewsArticle",
        "Article",
        "BlogPosting",
        "ReportageNewsArticle",
        "WebPage",
        "PublicationIssue",
        "Report",
        "GovernmentService",
    )
)


def names(element: HtmlElement) -> str:
    """Its classes and id, camelCase parted: calendarWidget is calendar-Widget."""
    said = f"{element.get('class', '')} {element.get('id', '')}"
    return _CAMEL.sub("-", said) if len(said) > 1 else said


def is_furniture(element: HtmlElement, keep: HtmlElement | None) -> bool:
    """Navigation, footers, related stories, share buttons: what stands on every page of the site."""
    if element is keep:
        return False
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in _FURNITURE_TAGS or element.get("role", "") in _FURNITURE_ROLES:
        # A page may put its story in a form (old ASP.NET pages put everything in one).
        return tag != "form" or not any(True for _ in element.iter("p", "table", "h1", "h2", "article"))
    if tag == "header":
        return _site_header(element)
    if tag in ("body", "html", "main", "article"):
        return False
    found = names(element)
    return len(found) > 1 and bool(_FURNITURE_NAMES.search(found)) and not _MAIN_NAMES.search(found)


def _site_header(element: HtmlElement) -> bool:
    parent = element.getparent()
    while parent is not None:
        if parent.tag in ("article", "main", "section"):
            return False
        parent = parent.getparent()
    return element.find(".//h1") is None


def main(body: HtmlElement) -> HtmlElement | None:
    """The element that holds the page's own story; None when nothing marks one and the whole body must do."""
    whole = max(_length(body), 1)
    marked = [e for e in body.iter("main", "article", "div", "section", "td") if _is_main(e)]
    articles = [e for e in body.iter("article") if not _inside_furniture(e)]
    if (len(articles) == 1 and _length(articles[0]) >= 200) or (
        len(articles) == 1 and _length(articles[0]) >= _ENOUGH * whole
    ):
        return articles[0]
    for element in marked:
        if _length(element) >= _ENOUGH * whole or (element.tag == "main" and _length(element) >= 120):
            return element
    return None


def _is_main(element: HtmlElement) -> bool:
    if element.tag == "main" or element.get("role") == "main" or element.get("itemprop") == "articleBody":
        return True
    return element.get("id", "").lower() in ("content", "main", "maincontent", "zoom") or bool(
        _MAIN_NAMES.search(names(element))
    )


def _inside_furniture(element: HtmlElement) -> bool:
    parent = element.getparent()
    while parent is not None:
        if is_furniture(parent, None):
            return True
        parent = parent.getparent()
    return False


def _length(element: HtmlElement) -> int:
    """Characters of its text, less those of scripts, styles and furniture."""
    total = 0
    stack = [element]
    while stack:
        one = stack.pop()
        if not isinstance(one.tag, str) or one.tag in ("script", "style", "noscript", "template"):
            continue
        if one is not element and is_furniture(one, None):
            continue
        total += len((one.text or "").strip())
        for child in one:
            total += len((child.tail or "").strip())
            stack.append(child)
    return total


def title(root: HtmlElement) -> str | None:
    """The page's own title: its first h1, else what it tells others, without the site's name."""
    said = _meta(root, ("og:title", "twitter:title", "articletitle", "dc.title"))
    element = root.find(".//title")
    written = " ".join(element.text_content().split()) if element is not None else ""
    heads = [" ".join(h.text_content().split()) for h in root.iter("h1")]
    for head in sorted(heads, key=lambda head: written.find(head) if head in written else len(written)):
        if head and (len(heads) == 1 or head in written or head == said):
            return head
    whole = said or written
    parts = re.split(r"\s+[|–—·»-]\s+|_|\s[|]\s?", whole)
    return (max(parts[:2], key=len) if len(parts) > 1 else whole).strip() or None


def address(root: HtmlElement) -> str | None:
    for link in root.iter("link"):
        if link.get("rel") == "canonical" and str(link.get("href", "")).startswith(("http://", "https://")):
            return str(link.get("href"))
    said = _meta(root, ("og:url",))
    return said if said and said.startswith(("http://", "https://")) else None


def _meta(root: HtmlElement, wanted: tuple[str, ...]) -> str | None:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        content = " ".join(str(meta.get("content") or "").split())
        if name in wanted and content:
            found.setdefault(name, content)
    return next((found[name] for name in wanted if name in found), None)


def published(root: HtmlElement, stated: list[dict[str, Any]]) -> dt.date | None:
    """The day in a meta tag, an article's JSON-LD, or a <time> that says that it is the page's."""
    said = _day(_meta(root, _DAY_NAMES))
    if said:
        return said
    for one in stated:
        if _ARTICLES & set(kinds(one)):
            day = _day(one.get("datePublished"))
            if day:
                return day
    for time in root.iter("time"):
        parent = time.getparent()
        around = f"{names(time)} {names(parent) if parent is not None else ''} {time.get('itemprop', '')}"
        if time.get("pubdate") is not None or _ENTRY_TIME.search(around) or "datepublished" in around.lower():
            day = _day(time.get("datetime"))
            if day:
                return day
    return None


def stated_day(element: HtmlElement) -> str | None:
    """The ISO day or moment that an element states beside its words; None when it states none."""
    said = (
        element.get("datetime") or element.get("content") or (element.get("title") if element.tag == "abbr" else None)
    )
    return said.strip() if said and _STATED.match(said) else None


def _day(said: object) -> dt.date | None:
    """The local day of a date or moment: 2025-10-02T09:15:00-04:00 is 2 October."""
    found = _ISO.match(said) if isinstance(said, str) else None
    try:
        return dt.date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def statements(root: HtmlElement) -> list[dict[str, Any]]:
    """All JSON-LD objects of a page, those of a graph one by one."""
    out: list[dict[str, Any]] = []
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = re.sub(r"^\s*(?:<!--|<!\[CDATA\[|//.*\n)|(?:-->|\]\]>|;)\s*$", "", script.text or "")
        try:
            said = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        out += _objects(said, 0)
    return out


def _objects(said: object, depth: int) -> list[dict[str, Any]]:
    if depth > 6:
        return []
    if isinstance(said, list):
        return [one for part in said for one in _objects(part, depth + 1)]
    if not isinstance(said, dict):
        return []
    inner: list[dict[str, Any]] = []
    for key in ("@graph", "itemListElement", "item", "subEvent", "event", "events", "mainEntity"):
        if isinstance(said.get(key), list | dict):
            inner += _objects(said[key], depth + 1)
    return [said, *inner]


def kinds(one: dict[str, Any]) -> tuple[str, ...]:
    said = one.get("@type") or ()
    return tuple(str(kind).rpartition("/")[2] for kind in (said if isinstance(said, list) else [said]))


def is_event(one: dict[str, Any]) -> bool:
    return any(kind.endswith("Event") or kind == "Festival" for kind in kinds(one)) and bool(one.get("startDate"))


def marked(root: HtmlElement) -> tuple[str, ...]:
    """The syntaxes beside JSON-LD in which the page marks events."""
    found = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if "microdata" not in found and re.search(
            r"schema\.org/\w*(?:Event|Festival)\b", element.get("itemtype") or ""
        ):
            found.append("microdata")
        if "microformat" not in found and re.search(r"(?:^|\s)(?:h-event|vevent)(?:\s|$)", element.get("class") or ""):
            found.append("microformat")
    return tuple(found)
