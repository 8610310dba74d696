"""The records every room speaks in, in the terms of RFC 5545, RFC 4287 and TIMEX3.

They are frozen and plain, and import nothing of ours. Every range is half-open, spans and days alike
(the meaning of DTEND): 13-14 January ends on the 15th; only people-facing output shows the last day.
Clock times are naive and local to the `timezone` that stands beside them.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Precision = Literal["time", "day", "month", "year"]
Phase = Literal["opening", "closing"]
Status = Literal["confirmed", "tentative", "cancelled", "postponed"]
Kind = Literal["event", "deadline"]
PublishedFrom = Literal["given", "printed", "inferred"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open character offsets into a text; `document.text[span.start:span.end]` are the words."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be settled, beside the results: never a guess, never only a log line."""

    span: Span
    message: str


# --- what a page is ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the document of which the format knows more than its letters."""

    span: Span
    kind: Literal["text", "heading", "row", "item", "caption", "quote", "furniture"] = "text"
    #: Heading level, 1 the highest; None when the format knows none.
    level: int | None = None
    #: Height of the letters in points, where the format tells (PDF, OCR).
    size: float | None = None
    #: The cells of a table row, in order.
    cells: tuple[Span, ...] = ()
    #: Confidence of the letters in [0, 1]; below 1 only for OCR.
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Structured:
    """An event that the format itself states (JSON-LD, microdata, h-event, ICS): no prose to read."""

    facts: Facts
    #: The format's own identifier (ICS UID, JSON-LD @id), kept as a foreign key; None when it gives none.
    foreign_id: str | None
    #: Which syntax stated it: "json-ld", "microdata", "h-event", "ics", "table", "rss".
    syntax: str
    #: Where the statement stands in the document's text; None when it stands outside (a <script>).
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """A day or a moment that the format states beside the words that stand for it (<time datetime>)."""

    #: The words, in the document's text.
    span: Span
    #: ISO 8601, as stated: "2026-02-10", "2026-02-10T19:00", "2026-02-10T19:00:00-05:00".
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """One page as read from bytes. `text` is the raw text that every later span points into."""

    #: The name of the source it came from (config.toml), or the file's name.
    source: str
    media_type: str
    text: str
    #: BCP 47: zh-Hans, zh-Hant, en, ru, kk; None until known.
    language: str | None = None
    published: dt.date | None = None
    published_from: PublishedFrom | None = None
    #: In reading order; empty when the format knows no more than lines (plain text).
    blocks: tuple[Block, ...] = ()
    structured: tuple[Structured, ...] = ()
    stamps: tuple[Stamp, ...] = ()
    title: str | None = None
    #: Absolute URL of the page, when it has one.
    url: str | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class SpanMap:
    """Where each character of a derived text stands in the document.

    Runs (start in the text, start in the document, length), sorted by the first; characters in no run
    (the blank line between paragraphs) were put in by us and stand nowhere.
    """

    runs: tuple[tuple[int, int, int], ...] = ()

    def spans(self, span: Span) -> tuple[Span, ...]:
        """The document's spans behind a span of the derived text, joined where they touch.

        >>> SpanMap(((0, 10, 3), (3, 20, 4))).spans(Span(1, 5))
        (Span(start=11, end=13), Span(start=20, end=22))
        """
        found: list[Span] = []
        first = max(bisect_right(self.runs, span.start, key=lambda run: run[0]) - 1, 0)
        for start, origin, length in self.runs[first:]:
            if start >= span.end:
                break
            low, high = max(start, span.start), min(start + length, span.end)
            if low < high:
                here = Span(origin + low - start, origin + high - start)
                if found and found[-1].end == here.start:
                    found[-1] = Span(found[-1].start, here.end)
                else:
                    found.append(here)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A restored paragraph of an article, or one row or item of a listing."""

    text: str
    kind: Literal["text", "heading", "row", "item", "signature", "quote"] = "text"
    level: int | None = None
    #: The cells of a table row as spans into `text`.
    cells: tuple[Span, ...] = ()
    #: Confidence of the letters in [0, 1]; below 1 only for OCR.
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Article:
    #: "a1", "a2", … within its document.
    id: str
    headline: str
    paragraphs: tuple[Paragraph, ...]
    kicker: str | None = None
    deck: str | None = None
    bylines: tuple[str, ...] = ()
    #: From `text` to the document.
    origin: SpanMap = SpanMap()
    #: From `headline` to the document.
    headline_origin: SpanMap = SpanMap()
    #: The article's own date and address, where the format tells (RSS items, mail parts); else the document's.
    published: dt.date | None = None
    url: str | None = None

    @property
    def text(self) -> str:
        """The paragraphs joined by a blank line: what mentions are read from."""
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)


# --- what it says -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression, in the terms of TIMEX3, resolved as far as the text allows and no further."""

    #: Where it stands in the text that was read.
    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    #: "2025-01-18", "2025-01", "2025", "2025-01-18T10:30"; None for an open start or an unresolved mention.
    value: str | None
    #: Half-open end, as exact as `value`: "1月20日至22日" ends at "2025-01-23", "3月至5月" at "2025-06",
    #: "19:30—21:00" at "…T21:00". None for one day or moment, and for an open end.
    end: str | None = None
    #: "start" (截至, until, before), "end" (起, from … on, until further notice).
    open: Literal["start", "end"] | None = None
    #: RFC 5545 RECUR without the RRULE: prefix; UNTIL is the inclusive last local DATE.
    rrule: str | None = None
    #: Days a rule leaves out, "2025-01-20" each.
    exdates: tuple[str, ...] = ()
    #: IANA name when the text names a zone (新疆时间 -> "Asia/Urumqi"); None: the document's.
    zone: str | None = None
    #: TIMEX3 mod: START MID END APPROX BEFORE AFTER (旬, 月初, 许, 前, 后); None when the text has none.
    mod: str | None = None
    #: TIMEX3 part of the day when that is all that is said: MO MI AF EV NI (上午 中午 下午 晚 夜).
    daypart: str | None = None
    #: ISO 8601 duration that was told (为期三天 -> "P3D"), also when it closed a span.
    duration: str | None = None
    #: The parts the text left out and context filled in: {"year", "month", "day"}.
    inferred: frozenset[str] = frozenset()
    #: Names of the rules that fired, the outermost first.
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    #: First day, or local moment; the first of the month (year) when `precision` is month (year).
    start: dt.date | dt.datetime
    #: Half-open, of the type of `start`; None when the text gives none (it is never invented).
    end: dt.date | dt.datetime | None = None
    #: IANA; "" until it is read, where a format states a time without a zone.
    timezone: str = "Asia/Shanghai"
    precision: Precision = "day"
    #: RFC 5545 RECUR; UNTIL is the inclusive last local DATE (writers convert it to UTC for timed rules).
    rrule: str | None = None
    exdates: tuple[dt.date, ...] = ()

    @property
    def all_day(self) -> bool:
        return self.precision != "time"

    @property
    def first_day(self) -> dt.date:
        return self.start.date() if isinstance(self.start, dt.datetime) else self.start

    @property
    def last_day(self) -> dt.date:
        """The last day as people say it (of the first occurrence, when it recurs)."""
        if self.end is None:
            return self.first_day
        if isinstance(self.end, dt.datetime):
            return max(self.first_day, (self.end - dt.timedelta(microseconds=1)).date())
        return max(self.first_day, self.end - dt.timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of a happening. In a Mention by one article, in an Event by all, in the words printed."""

    title: str
    #: None only for a mention that names no day ("因故取消").
    when: When | None
    phase: Phase | None = None
    place: str | None = None
    status: Status = "confirmed"
    kind: Kind = "event"
    categories: tuple[str, ...] = ()
    organizer: str | None = None
    contact: str | None = None
    price: str | None = None
    url: str | None = None
    #: Where it was before it was moved; None when it was not, or the text does not say.
    previous_start: dt.date | dt.datetime | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """What ONE article says of one happening. Never edited."""

    facts: Facts
    #: Article.id within its document; the stored article's id once it is stored.
    article: str
    #: The sentence it was read from, as restored.
    evidence: str
    confidence: float
    #: Spans into the document's text, by field: title, start, end, place, status, …
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    #: Names of the rules that fired.
    rules: tuple[str, ...] = ()
    #: The name of the source and the day of the page; filled in from the document.
    source: str = ""
    published: dt.date | None = None
    #: Title of the festival this is a programme row of; None when it stands alone.
    parent: str | None = None
    #: The publisher's own identifier, when the format states one (ICS UID).
    foreign_id: str | None = None
    #: What is known once it is stored: its number, its article's headline, when we first read it (UTC),
    #: and whether a person said to which event it belongs.
    id: int | None = None
    headline: str = ""
    #: Titles of what else its article told: 领队会 means little without 健步走活动 beside it.
    beside: tuple[str, ...] = ()
    at: dt.datetime | None = None
    pinned: bool = False
    #: The new hour of a happening whose day is not told: "will now start at 11am".
    clock: dt.time | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """A dated phrase that was read and is no event, with the reason: what `--explain` shows."""

    article: str
    span: Span
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document says."""

    #: With language, published and published_from settled.
    document: Document
    articles: tuple[Article, ...]
    mentions: tuple[Mention, ...]
    #: The document's own problems among them.
    problems: tuple[Problem, ...] = ()
    rejections: tuple[Rejection, ...] = ()


# --- what is known ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an event before and after; values as in Facts."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Revision:
    #: SEQUENCE of RFC 5545: 0 when the event was first seen.
    sequence: int
    #: UTC, told once at ingest and stored.
    at: dt.datetime
    changes: tuple[Change, ...] = ()
    #: For people: which article or person, and the score of the merge where there was one.
    because: str = ""
    #: The stored article's id, or "person:NAME".
    source: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """What a PERSON said of one field: it wins over every page, survives re-reading, can be taken back."""

    field: str
    value: Any
    who: str
    at: dt.datetime
    because: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """What ALL articles say of one happening, merged, with what persons said applied."""

    uid: str
    facts: Facts
    mentions: tuple[Mention, ...] = ()
    #: Oldest first; never empty once stored.
    revisions: tuple[Revision, ...] = ()
    overrides: tuple[Override, ...] = ()
    hidden: bool = False
    #: UIDs: the festival of a programme row (RELATED-TO;RELTYPE=PARENT).
    parent: str | None = None
    #: In [0, 1]: that of its best mention; 1 when a person confirmed it.
    confidence: float = 1.0

    @property
    def sequence(self) -> int:
        return self.revisions[-1].sequence if self.revisions else 0

    @property
    def created(self) -> dt.datetime:
        return self.revisions[0].at

    @property
    def last_modified(self) -> dt.datetime:
        return self.revisions[-1].at


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored article as an entry of RFC 4287; `id` is minted once (a UUID without urn:uuid:)."""

    id: str
    article: Article
    source: str
    language: str
    #: The day it was printed; None when nothing tells.
    published: dt.date | None
    timezone: str
    #: When we first read it and when its text last changed, UTC.
    created: dt.datetime
    updated: dt.datetime
    url: str | None = None
    #: UIDs of the events it speaks of.
    events: tuple[str, ...] = ()
    document: str = ""


# --- what is asked for ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Selection:
    """Which records a feed holds; None and () mean no limit. One selection for every format."""

    q: str | None = None
    place: str | None = None
    category: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    #: Inclusive days as people say them: "2025-01-18", "today", "+7d", "-30d".
    from_: str | None = None
    to: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A named feed of config.toml (or the unfiltered "events" and "news"), or an ad-hoc one."""

    #: Last segment of its path, without the extension: /<name>.<ext>
    name: str
    title: str
    #: events: happenings; news: articles; announced, soon, changed: happenings as items.
    content: Literal["events", "news", "announced", "soon", "changed"] = "events"
    selection: Selection = Selection()
    description: str = ""
    language: str | None = None
    cancelled: Literal["mark", "keep", "drop"] = "mark"
    #: Days back that stay in the feed; None: as far as the size budget allows.
    past_days: int | None = None
    #: CSS3 colour name (RFC 7986 COLOR).
    color: str | None = None
    #: ISO 8601 duration of a VALARM trigger ("-PT1H"), only when asked for.
    alarm: str | None = None
    #: What of an article is published.
    show: Literal["full", "summary", "link"] = "full"
    #: Bytes of the identity body past which the oldest move to archives.
    budget: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Site:
    """What a body needs to know of the site: [site] of config.toml."""

    #: The fixed name under which UIDs are minted; never the URL.
    id: str
    #: Absolute, without a trailing slash.
    url: str
    title: str
    language: str = "zh-Hans"
    timezone: str = "Asia/Shanghai"
    author: str = ""
    hub: str | None = None
    #: Seconds: REFRESH-INTERVAL, ttl, max-age.
    refresh: int = 3600
