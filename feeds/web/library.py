"""What the pages show: the store's records, read once a generation and kept until the next."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from itertools import islice
from typing import Any, Literal, Protocol, TypeVar
from zoneinfo import ZoneInfo

from feeds.config import Config
from feeds.publishing import ics
from feeds.publishing.facts import expires
from feeds.publishing.selection import select, select_entries
from feeds.publishing.setting import Setting
from feeds.records import Document, Entry, Event, Feed, Selection
from feeds.web.agenda import Agenda, agenda

T = TypeVar("T")
Cancelled = Literal["mark", "keep", "drop"]
#: Lists kept (they refer to records, which are there anyhow), and pages as they were sent.
ANSWERS, PAGES = 100, 200


class Records(Protocol):
    """As much of the store as the pages need; a test may hand in a shelf of its own."""

    def events(self) -> Iterable[Event]: ...
    def entries(self) -> Iterable[Entry]:
        """The newest first."""
        ...

    def entry(self, id: str) -> Entry | None: ...
    def generation(self) -> int: ...
    def floor(self) -> int: ...
    def changed_since(self, generation: int) -> tuple[list[Event], list[Entry]]: ...
    def search(self, q: str) -> dict[str, None]: ...
    def document(self, id: str) -> Document | None: ...
    def merged_into(self, uid: str) -> str | None: ...


class Shown:
    """One generation of the records. Articles are many times the bytes of events: they are read when asked for."""

    def __init__(
        self, generation: int, events: Mapping[str, Event], read: Callable[[], Mapping[str, Entry]], *, ready: bool
    ) -> None:
        self.generation = generation
        #: Hidden ones too: their pages say so.
        self.events = events
        visible = [event for event in events.values() if not event.hidden]
        facts = [event.facts for event in visible]
        self.places = tuple(sorted({each.place for each in facts if each.place}))
        self.categories = tuple(sorted({category for each in facts for category in each.categories}))
        self.languages = tuple(sorted({each.language for each in facts if each.language}))
        self.sources = tuple(sorted({mention.source for event in visible for mention in event.mentions}))
        self._lock = threading.Lock()
        self._read = read
        self._entries = read() if ready else None

    @property
    def entries(self) -> Mapping[str, Entry]:
        with self._lock:
            if self._entries is None:
                self._entries = self._read()
            return self._entries

    @property
    def ready(self) -> bool:
        """Whether the articles have been read."""
        return self._entries is not None


class Kept:
    """What was made, under the state of the world it was made from; the least used goes first."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                kept: T = self._kept[key]
                return kept
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return made


class Library:
    def __init__(self, open_records: Callable[[], Records], config: Config, now: Callable[[], dt.datetime]) -> None:
        self.config, self._open, self._now = config, open_records, now
        self._records: Records | None = None
        self._shown: Shown | None = None
        self._lock = threading.Lock()
        self._answers, self._pages = Kept(ANSWERS), Kept(PAGES)

    @property
    def records(self) -> Records:
        with self._lock:
            if self._records is None:
                self._records = self._open()
            return self._records

    def today(self) -> dt.date:
        """The day in the site's zone."""
        return self._now().astimezone(ZoneInfo(self.config.site.timezone)).date()

    def now(self) -> dt.datetime:
        return self._now()

    def shown(self) -> Shown:
        """The records as of now: the same object as long as the store's generation stays."""
        records = self.records
        generation = records.generation()
        shown = self._shown
        if shown is not None and shown.generation == generation:
            return shown
        with self._lock:
            if self._shown is None or self._shown.generation != generation:
                self._shown = _read(records, generation, self._shown)
            return self._shown

    def remember(self, name: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, made once for each generation and day."""
        return self._answers.get((self.shown().generation, self.today(), name), make)

    def page(self, name: Hashable, make: Callable[[], T]) -> T:
        """The same for whole pages, which are many and large, and must not drive out what they are made of."""
        return self._pages.get((self.shown().generation, self.today(), name), make)

    def select(self, selection: Selection, cancelled: Cancelled | None = None) -> list[Event]:
        """The events of a feed with this selection, whatever its format can show.

        `cancelled`: what the feed does with those; it tells them for some days only.
        """

        def make() -> list[Event]:
            events, found, today = self.shown().events, self._found(selection), self.today()
            # What a search found is little beside all there is.
            among = events.values() if found is None else [events[uid] for uid in found if uid in events]
            selected = select(among, selection, today, found=found)
            if cancelled is None:
                return selected
            setting = Setting(self.config.site, Feed("", "", cancelled=cancelled))
            gone = ((event, expires(event, setting)) for event in selected)
            return [event for event, day in gone if day is None or day > today]

        return self.remember(("events", cancelled, selection), make)

    def agenda(self, selection: Selection, cancelled: Cancelled | None = None, *, dated: bool = False) -> Agenda:
        """The same by where they stand to today; `dated`: only what a calendar can show."""

        def make() -> Agenda:
            events = self.select(selection, cancelled)
            return agenda([each for each in events if not dated or ics.holds(each)], self.today())

        return self.remember(("agenda", dated, cancelled, selection), make)

    def select_entries(self, selection: Selection) -> list[Entry]:
        def make() -> list[Entry]:
            entries, found = self.shown().entries, self._found(selection)
            among = entries.values() if found is None else [entries[id] for id in found if id in entries]
            return select_entries(among, selection, self.today(), found=found)

        return self.remember(("entries", selection), make)

    def entry(self, id: str) -> Entry | None:
        shown = self.shown()
        return shown.entries.get(id) if shown.ready else self.remember(("entry", id), lambda: self.records.entry(id))

    def latest(self, count: int) -> list[Entry]:
        """The newest articles."""
        if self.shown().ready:
            return self.select_entries(Selection())[:count]
        return self.remember(("latest", count), lambda: list(islice(self.records.entries(), count)))

    def _found(self, selection: Selection) -> dict[str, None] | None:
        return None if selection.q is None else self.records.search(selection.q)


def _read(records: Records, generation: int, last: Shown | None) -> Shown:
    """All of it the first time (and after a restore), then what changed since."""

    def every_entry() -> dict[str, Entry]:
        return {entry.id: entry for entry in records.entries()}

    if last is None or records.floor() > last.generation:
        events = {event.uid: event for event in records.events()}
        return Shown(generation, events, every_entry, ready=False)
    new_events, new_entries = records.changed_since(last.generation)
    events = {**last.events, **{event.uid: event for event in new_events}}
    if not last.ready:
        return Shown(generation, events, every_entry, ready=False)
    entries = {**last.entries, **{entry.id: entry for entry in new_entries}}
    return Shown(generation, events, lambda: entries, ready=True)
