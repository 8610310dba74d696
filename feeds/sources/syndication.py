"""RSS, Atom and JSON Feed in: each item is an article, a page with its own day and address.

feedparser reads RSS and Atom in all their dialects; its resolving of relative links and cleaning of HTML is left on.
An item without text is a link and nothing more: the pipeline fetches its page when the source says so.
"""

from __future__ import annotations

import calendar
import datetime as dt
import json
import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Any

from feeds.errors import DocumentError
from feeds.sources import Part

#: Items of one feed that are read.
MAX_ITEMS = 1000


def parts(
    data: bytes, name: str, *, language: str | None = None, url: str | None = None, charset: str | None = None
) -> Iterator[Part]:
    """A Part an item. DocumentError when it is no feed at all."""
    if data.lstrip().startswith(b"{"):
        yield from _json_feed(data, name, language, url)
        return
    import feedparser

    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    if url:
        headers["content-location"] = url
    feed = feedparser.parse(data, response_headers=headers)
    if not feed.get("version"):
        raise DocumentError(f"{name}: no feed that can be read; check the address")
    language = language or _language(feed.feed.get("language"))
    for entry in feed.entries[:MAX_ITEMS]:
        contents = [content.get("value", "") for content in entry.get("content", [])]
        body = max([*contents, entry.get("summary", "")], key=len)
        day = _day(entry.get("published_parsed") or entry.get("updated_parsed"))
        yield _item(name, entry.get("id"), entry.get("title", ""), body, day, entry.get("link"), language)


def _json_feed(data: bytes, name: str, language: str | None, url: str | None) -> Iterator[Part]:
    try:
        feed = json.loads(data)
        items = feed["items"] if isinstance(feed, dict) else None
        if not isinstance(items, list):
            raise ValueError("no items")
    except (ValueError, KeyError, RecursionError):
        raise DocumentError(f"{name}: no JSON Feed: it has no items; check the address") from None
    language = language or _language(feed.get("language"))
    for item in (item for item in items[:MAX_ITEMS] if isinstance(item, dict)):
        body = item.get("content_html") or item.get("content_text") or item.get("summary") or ""
        day = _iso_day(item.get("date_published") or item.get("date_modified"))
        yield _item(name, item.get("id"), str(item.get("title") or ""), str(body), day, item.get("url"), language)


def _item(name: str, key: Any, title: str, body: str, day: dt.date | None, link: Any, language: str | None) -> Part:
    """One item as the page it would be: its HTML is read, and stored, like any other."""
    address = link if isinstance(link, str) and link.startswith(("http://", "https://")) else None
    heading = " ".join(_plain(title).split())
    told = f'<meta property="article:published_time" content="{day.isoformat()}">' if day else ""
    tongue = f' lang="{language}"' if language else ""
    page = (
        f"<!doctype html><html{tongue}><head><title>{escape(heading)}</title>{told}</head>"
        f"<body><article><h1>{escape(heading)}</h1>{_marked_up(body)}</article></body></html>"
    )
    label = address or f"{name}#{' '.join(str(key or heading).split())[:200]}"
    return Part(label, page.encode("utf-8", "replace"), "text/html; charset=utf-8", address, language=language)


def _plain(markup: str) -> str:
    """The words of a title, in which some feeds put tags and entities."""
    return unescape(re.sub(r"<[^<>]{0,500}>", "", markup)) if "<" in markup or "&" in markup else markup


def _marked_up(body: str) -> str:
    """HTML as it is; plain text with its paragraphs and lines kept."""
    if re.search(r"<(?:p|br|div|li|ul|ol|table|a|b|i|em|strong|span|h\d|img)\b", body, re.I):
        return body
    paragraphs = re.split(r"\n\s*\n", body)
    return "".join(f"<p>{'<br>'.join(escape(unescape(p)).splitlines())}</p>" for p in paragraphs)


def _day(moment: Any) -> dt.date | None:
    """feedparser tells the moment in UTC; the paper's own day is that of its clock, which it does not keep."""
    return dt.datetime.fromtimestamp(calendar.timegm(moment), dt.UTC).date() if moment else None


def _iso_day(text: Any) -> dt.date | None:
    try:
        return dt.datetime.fromisoformat(text).date()
    except (TypeError, ValueError):
        return None


def _language(tag: Any) -> str | None:
    return tag if isinstance(tag, str) and tag.replace("-", "").isalnum() else None
