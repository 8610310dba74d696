"""Samples of every format, each with the events that a careful editor would list of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Sample:
    #: The line of `make score` it counts for.
    format: str
    #: As the file is called; its extension is a hint as in life.
    name: str
    make: Callable[[], bytes]
    events: tuple[dict[str, Any], ...]
    #: When the page came in; what the page says of its own day is its own affair.
    published: dt.date = dt.date(2025, 3, 3)
    #: Words that must be in no event.
    traps: tuple[str, ...] = ()

    def gold(self) -> dict[str, Any]:
        """As tests/corpus/score.py wants it."""
        return {
            "source": self.name, "published": self.published.isoformat(), "published_given": True, "articles": [],
            "events": list(self.events), "not_events": list(self.traps),
        }  # fmt: skip


def event(
    title: str, start: str, place: str | None = None, *alt: str, end: str | None = None, must: bool = True, **more: Any
) -> dict[str, Any]:
    """An event of the gold; `alt` are other titles that are just as right."""
    return {
        "title": title, "title_alt": list(alt), "start": start, "end": end, "place": place, "phase": None,
        "precision": "time" if "T" in start else "day", "rrule": None, "timezone": "Asia/Shanghai",
        "status": "confirmed", "kind": "event", "article": None, "evidence": "", "must": must, **more,
    }  # fmt: skip
