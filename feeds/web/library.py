"""What the pages show: the store's records, read once a generation and kept until the next."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

from feeds.config import Config
from feeds.publishing.selection import select, select_entries
from feeds.records import Document, Entry, Event, Selection


class Records(Protocol):
    """As much of the store as the pages need; a test may hand in a shelf of its own."""

    def events(self) -> Iterable[Event]: ...
    def entries(self) -> Iterable[Entry]: ...
    def generation(self) -> int: ...
    def floor(self) -> int: ...
    def changed_since(self, generation: int) -> tuple[list[Event], list[Entry]]: ...
    def search(self, q: str) -> dict[str, None]: ...
    def document(self, id: str) -> Document | None: ...
    def merged_into(self, uid: str) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """One generation of the records."""

    generation: int
    #: Hidden ones too: their pages say so.
    events: Mapping[str, Event]
    entries: Mapping[str, Entry]
    places: tuple[str, ...]
    categories: tuple[str, ...]


class Library:
    def __init__(self, open_records: Callable[[], Records], config: Config, now: Callable[[], dt.datetime]) -> None:
        self.config, self._open, self._now = config, open_records, now
        self._records: Records | None = None
        self._shown: Shown | None = None
        self._lock = threading.Lock()

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

    def select(self, selection: Selection) -> list[Event]:
        """The events of a feed with this selection, whatever its format can show."""
        return select(self.shown().events.values(), selection, self.today(), found=self._found(selection))

    def select_entries(self, selection: Selection) -> list[Entry]:
        return select_entries(self.shown().entries.values(), selection, self.today(), found=self._found(selection))

    def _found(self, selection: Selection) -> Container[str] | None:
        return None if selection.q is None else self.records.search(selection.q)


def _read(records: Records, generation: int, last: Shown | None) -> Shown:
    """All of it the first time (and after a restore), then what changed since."""
    if last is None or records.floor() > last.generation:
        events = {event.uid: event for event in records.events()}
        entries = {entry.id: entry for entry in records.entries()}
    else:
        new_events, new_entries = records.changed_since(last.generation)
        events = {**last.events, **{event.uid: event for event in new_events}}
        entries = {**last.entries, **{entry.id: entry for entry in new_entries}}
    visible = [event.facts for event in events.values() if not event.hidden]
    return Shown(
        generation=generation,
        events=events,
        entries=entries,
        places=tuple(sorted({facts.place for facts in visible if facts.place})),
        categories=tuple(sorted({category for facts in visible for category in facts.categories})),
    )
