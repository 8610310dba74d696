"""The formats by extension: which records each can tell, their bytes, and what stands around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar
from zlib import crc32

import icalendar

from feeds.publishing import facts, ics, items, jcal, jsonfeed, jsonld, syndication
from feeds.publishing.recurrence import final_day
from feeds.publishing.selection import Matcher, moves, soon
from feeds.publishing.setting import Setting
from feeds.publishing.sheaf import Part, Piece, Sheaf
from feeds.records import Entry, Event, Feed, Selection

T = TypeVar("T")

EVENTS = frozenset({"events", "soon"})
ITEMS = frozenset({"events", "news", "announced", "soon", "changed"})


class Make(Protocol):
    """Renders one record; in `memo`, which lives as long as the record, formats share what they have in common."""

    def __call__(self, record: Event | Entry, setting: Setting, memo: Memo | None = None) -> Piece | None: ...


#: What was made of a record in a setting (both by `id`), by kind.
Memo = dict[tuple[str, int, int], Any]


@dataclass(frozen=True, slots=True)
class Format:
    extension: str
    #: With its charset.
    media_type: str
    label: str
    #: The contents of feeds that it serves.
    contents: frozenset[str]
    #: The newest stands first, and the order is that of telling; else the order is that of happening.
    newest_first: bool
    #: Between two components.
    separator: bytes
    #: Whether older components go to archive documents; else they are left out.
    archives: bool
    make: Make
    head: Callable[[Setting, Collection[str]], bytes]
    foot: Callable[[Setting, Collection[str]], bytes]

    def sheaf(self) -> Sheaf:
        return Sheaf(descending=self.newest_first, suffix=self.separator)


def key(record: Event | Entry) -> str:
    """Under what a component is kept, beside its profile: the record, its revision, and what moves without one."""
    if isinstance(record, Entry):
        return f"{record.id} {record.updated.isoformat()} {crc32(' '.join(record.events).encode()):x}"
    told, first = facts.teller(record), facts.first_told(record)
    beside = (told.article if told else "", str(first), f"{record.confidence:.2f}", record.parent or "")
    return f"{record.uid} {record.sequence} {record.last_modified.isoformat()} {crc32(' '.join(beside).encode()):x}"


def identity(record: Event | Entry) -> str:
    return record.id if isinstance(record, Entry) else record.uid


# --- makers -------------------------------------------------------------------------------------------------


def _last_first(event: Event) -> str:
    """The order of calendars: by the last day, since that decides what is past, then by start and uid."""
    when = event.facts.when
    assert when is not None
    return f"{final_day(when).isoformat()}|{when.start.isoformat()}|{event.uid}"


def _shared(
    memo: Memo | None, kind: str, made: Callable[[Any, Setting], T], record: Event | Entry, setting: Setting
) -> T:
    if memo is None:
        return made(record, setting)
    name = (kind, id(record), id(setting))
    if name not in memo:
        memo[name] = made(record, setting)
    found: T = memo[name]
    return found


def _calendar(component: Callable[[icalendar.Event], bytes]) -> Make:
    def make(record: Event | Entry, setting: Setting, memo: Memo | None = None) -> Piece | None:
        if isinstance(record, Entry) or not ics.holds(record):
            return None
        zone = ics.tag(record)
        assert record.facts.when is not None
        mark = f"{zone} {record.facts.when.first_day.year}" if zone else ""
        return Piece(_last_first(record), mark, component(_shared(memo, "vevent", ics.vevent, record, setting)))

    return make


def _graph(record: Event | Entry, setting: Setting, memo: Memo | None = None) -> Piece | None:
    if isinstance(record, Entry) or record.facts.when is None:
        return None
    return Piece(_last_first(record), "", jsonld.component(record, setting))


def _items(component: Callable[[items.Item, Setting], bytes]) -> Make:
    def make(record: Event | Entry, setting: Setting, memo: Memo | None = None) -> Piece | None:
        item = _shared(memo, "item", items.of, record, setting)
        return None if item is None else Piece(items.order(item), items.stamp(item), component(item, setting))

    return make


def _zones(marks: Collection[str]) -> list[tuple[str, int]]:
    """Each zone once, with the year of its first event."""
    first: dict[str, int] = {}
    for mark in marks:
        zone, _, year = mark.partition(" ")
        if zone:
            first[zone] = min(int(year), first.get(zone, 9999))
    return sorted(first.items())


def _always(octets: bytes) -> Callable[[Setting, Collection[str]], bytes]:
    return lambda setting, marks: octets


FORMATS: Mapping[str, Format] = {
    made.extension: made
    for made in (
        Format(
            *("ics", "text/calendar; charset=utf-8", "iCalendar", EVENTS, False, b"", True, _calendar(ics.component)),
            lambda setting, marks: ics.head(setting, _zones(marks)),
            _always(ics.FOOT),
        ),
        Format(
            *("rss", "application/rss+xml; charset=utf-8", "RSS 2.0", ITEMS, True, b"", True),
            _items(syndication.rss_component),
            lambda setting, marks: syndication.rss_head(setting, list(marks)),
            _always(syndication.RSS_FOOT),
        ),
        Format(
            *("atom", "application/atom+xml; charset=utf-8", "Atom 1.0", ITEMS, True, b"", True),
            _items(syndication.atom_component),
            lambda setting, marks: syndication.atom_head(setting, list(marks)),
            _always(syndication.ATOM_FOOT),
        ),
        Format(
            *("json", "application/feed+json; charset=utf-8", "JSON Feed 1.1", ITEMS, True, b",\n", True),
            _items(jsonfeed.component),
            lambda setting, marks: jsonfeed.head(setting, list(marks)),
            _always(jsonfeed.FOOT),
        ),
        Format(
            *("jcal", "application/calendar+json; charset=utf-8", "jCal", EVENTS, False, b",\n", False),
            _calendar(jcal.component),
            lambda setting, marks: jcal.head(setting),
            lambda setting, marks: jcal.foot(_zones(marks)),
        ),
        Format(
            *("jsonld", "application/ld+json; charset=utf-8", "JSON-LD (schema.org)", EVENTS, False, b",\n", False),
            *(_graph, _always(jsonld.HEAD), _always(jsonld.FOOT)),
        ),
    )
}


# --- whole feeds --------------------------------------------------------------------------------------------


def selection_of(feed: Feed) -> Selection:
    return soon(feed.selection) if feed.content == "soon" else feed.selection


def moving(feed: Feed) -> bool:
    """Whether the feed is another one on another day though nothing was read."""
    return moves(selection_of(feed))


def cut(sheaf: Sheaf, made: Format, feed: Feed, day: dt.date) -> str:
    """The order from which the feed itself begins: what is coming always stays, of the past what the budget bears."""
    return sheaf.since(feed.budget, _always_from(made, day), _never_before(feed, day))


def _never_before(feed: Feed, day: dt.date) -> str:
    """The order before which the settings want nothing."""
    if feed.past_days is None:
        return ""
    return (day - dt.timedelta(days=min(feed.past_days, day.toordinal() - 1))).isoformat()


def _always_from(made: Format, day: dt.date) -> str:
    """The order from which nothing is cut off: calendars keep what is coming, items are news and grow old."""
    return "9999-99" if made.newest_first else day.isoformat()


def around(made: Format, setting: Setting, part: Part) -> tuple[bytes, bytes]:
    """Head and foot for a stretch of a feed."""
    marks = part.marks()
    return made.head(setting, marks), made.foot(setting, marks)


def render(
    made: Format,
    setting: Setting,
    records: Iterable[Event | Entry],
    day: dt.date,
    *,
    kept: Mapping[str, bytes] | None = None,
    failed: Callable[[Event | Entry, Exception], object] | None = None,
) -> tuple[bytes, str]:
    """A whole feed of selected records, and its ETag: what an ad-hoc query answers.

    A record that cannot be told raises, or is handed to `failed` and left out.
    """
    found: dict[str, Piece] = {}
    budget, always, spent = setting.feed.budget, _always_from(made, day), 0
    for order, record in _newest_first(made, setting, records, day):
        if order and order < always and spent > budget * setting.page:
            break  # what is older would be cut off again
        value = kept.get(key(record)) if kept else None
        try:
            piece = Piece.unpack(value) if value else made.make(record, setting)
        except Exception as error:
            if failed is None:
                raise
            failed(record, error)
            continue
        if piece is not None:
            found[identity(record)] = piece
            spent += min(len(piece.octets), budget)
    if made.newest_first:
        pages = _pages(made, setting.feed, found, day)
        setting = replace(setting, more=setting.page < len(pages))
        found = pages[setting.page - 1] if setting.page <= len(pages) else {}
    sheaf = made.sheaf()
    for name, piece in found.items():
        sheaf.put(name, piece)
    part = sheaf.part(cut(sheaf, made, setting.feed, day))
    head, foot = around(made, setting, part)
    return b"".join([head, *part.pieces(), foot]), part.etag(head, foot)


def _pages(made: Format, feed: Feed, found: Mapping[str, Piece], day: dt.date) -> list[dict[str, Piece]]:
    """Items by the pages that the budget makes, the newest first; at least one stands on each, however large."""
    pages: list[dict[str, Piece]] = []
    never, room = _never_before(feed, day), -1
    for name, piece in sorted(found.items(), key=lambda each: each[1].order, reverse=True):
        if piece.order < never:
            break
        room -= len(piece.octets) + len(made.separator)
        if room < 0:
            pages.append({})
            room = feed.budget - len(piece.octets) - len(made.separator)
        pages[-1][name] = piece
    return pages


def _newest_first(
    made: Format, setting: Setting, records: Iterable[Event | Entry], day: dt.date
) -> list[tuple[str, Event | Entry]]:
    """The records a feed still tells, each with its order, the last first; "" where the order is not known yet."""
    placed = []
    for record in records:
        if isinstance(record, Event):
            gone = facts.expires(record, setting)
            if record.facts.when is None or (gone is not None and gone <= day):
                continue
        if made.newest_first:
            order = items.order_of(record, setting)
        else:
            order = None if isinstance(record, Entry) else _last_first(record)
        placed.append((order or "", record))
    return sorted(placed, key=lambda each: each[0], reverse=True)


def one(event: Event, setting: Setting) -> bytes:
    """A calendar of one event, for its download."""
    piece = FORMATS["ics"].make(event, replace(setting, rich=True))
    if piece is None:
        return b""
    return ics.head(setting, _zones([piece.mark])) + piece.octets + ics.FOOT


__all__ = [
    "FORMATS",
    "Format",
    "Matcher",
    "around",
    "cut",
    "identity",
    "key",
    "moving",
    "one",
    "render",
    "selection_of",
]
