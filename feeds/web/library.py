"""What the pages show: the store's records, read once a generation and kept until the next."""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

from feeds.config import Config
from feeds.records import Entry, Event


class Records(Protocol):
    """As much of the store as the pages need; a test may hand in a shelf of its own."""

    def events(self) -> Iterable[Event]: ...
    def entries(self) -> Iterable[Entry]: ...
    def generation(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """One generation of the records."""

    generation: int
    events: tuple[Event, ...]
    by_uid: dict[str, Event]
    #: Newest first.
    entries: tuple[Entry, ...]
    by_id: dict[str, Entry]
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
        generation = self.records.generation()
        shown = self._shown
        if shown is not None and shown.generation == generation:
            return shown
        with self._lock:
            if self._shown is None or self._shown.generation != generation:
                self._shown = _read(self.records, generation)
            return self._shown


def _read(records: Records, generation: int) -> Shown:
    every = tuple(records.events())
    events = tuple(event for event in every if not event.hidden)
    epoch = dt.date.min
    entries = tuple(sorted(records.entries(), key=lambda e: (e.published or epoch, e.created, e.id), reverse=True))
    return Shown(
        generation=generation,
        events=events,
        by_uid={event.uid: event for event in every},
        entries=entries,
        by_id={entry.id: entry for entry in entries},
        places=tuple(sorted({event.facts.place for event in events if event.facts.place})),
        categories=tuple(sorted({category for event in events for category in event.facts.categories})),
    )


def clock() -> dt.datetime:
    """UTC now; FEEDS_NOW fixes it."""
    fixed = os.environ.get("FEEDS_NOW")
    if fixed:
        moment = dt.datetime.fromisoformat(fixed)
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return dt.datetime.now(dt.UTC)
