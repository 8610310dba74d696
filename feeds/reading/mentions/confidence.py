"""How sure we are, from the evidence a draft carries: a small table, calibrated on the corpus."""

from __future__ import annotations

import datetime as dt
import math

from feeds.reading.mentions.drafts import Draft

#: Log odds by mark of evidence. The base is that of a bare day and a name.
BASE = -0.1
WEIGHTS = {
    "row": 1.2,
    "columns": 0.8,
    "label": 1.4,
    "deadline": 1.4,
    "verb open": 1.3,
    "verb close": 1.0,
    "verb hold": 0.9,
    "verb host": 0.9,
    "verb visit": -0.1,
    "verb stop": 1.0,
    "verb resume": -0.8,
    "verb moved": 1.3,
    "verb postponed": 1.0,
    "verb cancelled": 1.0,
    "verb nominal": -0.9,
    "head": 0.9,
    "place": 0.6,
    "twice": 0.4,
    "timed": 0.5,
    "headline": -0.6,
    "month": -0.5,
    "past": -0.7,
    "future": 0.4,
}


def of(draft: Draft, published: dt.date | None) -> float:
    """Confidence in [0, 1], rounded to two digits."""
    marks = set(draft.marks)
    if draft.when.precision == "time":
        marks.add("timed")
    if draft.when.precision in ("month", "year"):
        marks.add("month")
    if published is not None:
        last = draft.when.last_day
        marks.add("past" if last < published - dt.timedelta(2) and not draft.when.rrule else "future")
    odds = BASE + sum(WEIGHTS.get(mark, 0.0) for mark in marks)
    return round(min(max(1 / (1 + math.exp(-odds)), 0.02), 0.99), 2)
