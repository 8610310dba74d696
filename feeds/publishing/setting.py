"""What a body is a function of, beside its records: the site, the feed, and what each source allows to be shown."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from feeds.records import Feed, Site

#: Moves when a renderer writes other bytes for the same record.
VERSION = "4"


@dataclass(frozen=True, slots=True)
class Paper:
    """A source as its readers know it."""

    title: str = ""
    show: Literal["full", "summary", "link"] = "full"
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    site: Site
    feed: Feed
    papers: Mapping[str, Paper] = field(default_factory=dict)
    #: The query under which an ad-hoc feed is asked for; "" for a feed with an address of its own.
    query: str = ""
    #: The month of an archive document, "2025-01"; None for the feed itself.
    month: str | None = None
    #: Months of the archive documents before and after this one (RFC 5005).
    previous: str | None = None
    following: str | None = None
    #: Of a feed that was asked for and is longer than its budget: which page this is, and whether another follows.
    page: int = 1
    more: bool = False
    #: HTML beside the plain description in every event of a calendar; for a single one, where it costs nothing.
    rich: bool = False

    def query_of(self, page: int) -> str:
        """The query under which another page of this feed is asked for."""
        return "&".join(filter(None, (self.query, f"page={page}" if page > 1 else "")))

    def paper(self, source: str) -> Paper:
        return self.papers.get(source) or Paper(title=source)

    def profile(self, extension: str) -> str:
        """All that a component's bytes depend on beside its record: under it they are kept."""
        site, feed = self.site, self.feed
        papers = sorted((name, paper.title, paper.show, paper.licence) for name, paper in self.papers.items())
        kind = feed.content if feed.content in ("news", "soon", "changed") else "events"
        place = (site.url, site.language, site.timezone, feed.language)
        ahead = feed.selection.to if feed.content == "soon" else None
        parts = (VERSION, extension, kind, *place, feed.cancelled, feed.alarm, feed.show, ahead)
        return hashlib.sha256(repr((parts, papers)).encode()).hexdigest()[:24]
