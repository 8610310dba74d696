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
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from html import escape, unescape
from typing import Any

from feeds.errors import DocumentError
from feeds.sources import Part

#: Items of one feed that are read.
MAX_ITEMS = 1000
_YEAR_FIRST = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")


def parts(
    data: bytes, name: str, *, language: str | None = None, url: str | None = None, charset: str | None = None
) -> Iterator[Part]:
    """A Part an item. DocumentError when it is no feed at all."""
    if data.lstrip().startswith(b"{"):
        yield from _json_feed(data, name, language)
        return
    import feedparser

    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    if url:
        headers["content-location"] = url
    feed = feedparser.parse(data, response_headers=headers)
    if not feed.get("version"):
        raise DocumentError(f"{name}: no feed that can be read; check the address")
    tongue = language or _language(feed.feed.get("language"))
    for entry in feed.entries[:MAX_ITEMS]:
        contents = [content.get("value", "") for content in entry.get("content", [])]
        body = max([*contents, entry.get("summary", "")], key=len)
        item = _Item(entry.get("id"), entry.get("title", ""), body, _entry_day(entry), entry.get("link"))
        yield item.part(name, tongue, language)


def _json_feed(data: bytes, name: str, language: str | None) -> Iterator[Part]:
    try:
        feed = json.loads(data)
        items = feed["items"] if isinstance(feed, dict) else None
        if not isinstance(items, list):
            raise ValueError("no items")
    except (ValueError, KeyError, RecursionError):
        raise DocumentError(f"{name}: no JSON Feed: it has no items; check the address") from None
    tongue = language or _language(feed.get("language"))
    for item in (item for item in items[:MAX_ITEMS] if isinstance(item, dict)):
        body = item.get("content_html") or item.get("content_text") or item.get("summary") or ""
        day = _day(item.get("date_published")) or _day(item.get("date_modified"))
        made = _Item(item.get("id"), str(item.get("title") or ""), str(body), day, item.get("url"))
        yield made.part(name, tongue, language)


@dataclass(frozen=True, slots=True)
class _Item:
    key: Any
    title: str
    body: str
    day: dt.date | None
    link: Any

    def part(self, name: str, tongue: str | None, language: str | None) -> Part:
        """The page it would be: its HTML is read, and stored, like any other.

        The feed's own word for its language is a hint, as that of a page is: many say "en" in every language.
        """
        link = self.link if isinstance(self.link, str) and self.link.startswith(("http://", "https://")) else None
        heading = " ".join(_plain(self.title).split())
        day = f'<meta property="article:published_time" content="{self.day.isoformat()}">' if self.day else ""
        lang = f' lang="{tongue}"' if tongue else ""
        page = (
            f"<!doctype html><html{lang}><head><title>{escape(heading)}</title>{day}</head>"
            f"<body><article><h1>{escape(heading)}</h1>{_marked_up(self.body)}</article></body></html>"
        )
        label = link or f"{name}#{' '.join(str(self.key or heading).split())[:200]}"
        return Part(label, page.encode("utf-8", "replace"), "text/html; charset=utf-8", link, language=language)


def _plain(markup: str) -> str:
    """The words of a title, in which some feeds put tags and entities."""
    return unescape(re.sub(r"<[^<>]{0,500}>", "", markup)) if "<" in markup or "&" in markup else markup


def _marked_up(body: str) -> str:
    """HTML as it is; plain text with its paragraphs and lines kept."""
    if re.search(r"<(?:p|br|div|li|ul|ol|table|a|b|i|em|strong|span|h\d|img)\b", body, re.I):
        return body
    paragraphs = re.split(r"\n\s*\n", body)
    return "".join(f"<p>{'<br>'.join(escape(unescape(p)).splitlines())}</p>" for p in paragraphs)


def _entry_day(entry: Any) -> dt.date | None:
    """The day on the paper's own clock, as the date is written; feedparser tells the moment in UTC alone."""
    for key in (key for key in ("published", "updated") if key in entry or f"{key}_parsed" in entry):
        if day := _day(entry.get(key)):
            return day
        if moment := entry.get(f"{key}_parsed"):
            return dt.datetime.fromtimestamp(calendar.timegm(moment), dt.UTC).date()
    return None


def _day(text: Any) -> dt.date | None:
    """The day that a date names, whatever its clock and zone: RFC 822, ISO 8601, or as people write it.

    >>> _day("Thu, 16 Jan 2025 00:30:00 +0800"), _day("2025-01-16T00:30:00+08:00"), _day("2025年1月16日 8:00")
    (datetime.date(2025, 1, 16), datetime.date(2025, 1, 16), datetime.date(2025, 1, 16))
    """
    said = text[:100] if isinstance(text, str) else ""
    try:
        if found := _YEAR_FIRST.match(said):
            return dt.date(*map(int, found.groups()))
        return parsedate_to_datetime(said).date()
    except (ValueError, TypeError, IndexError):
        return None


def _language(tag: Any) -> str | None:
    return tag if isinstance(tag, str) and tag.replace("-", "").isalnum() else None
