"""How sure we are, from the evidence a draft carries: a small table, calibrated on the corpus."""

from __future__ import annotations

import datetime as dt
import math

from feeds.reading.mentions.drafts import Draft
from feeds.reading.mentions.lexicon import lexicon

#: Log odds by mark of evidence. The base is that of a bare day and a name.
BASE = -0.1
WEIGHTS = {
    "row": 1.2,
    "columns": 0.8,
    "label": 1.4,
    "deadline": 2.0,
    "verb open": 1.3,
    "verb close": 1.0,
    "verb hold": 0.9,
    "verb host": 0.9,
    "verb visit": -0.1,
    "verb stop": 1.0,
    "verb resume": -0.8,
    "verb moved": 1.7,
    "verb postponed": 1.4,
    "verb cancelled": 1.4,
    "verb nominal": -1.2,
    "head": 0.9,
    "place": 0.6,
    "twice": 0.4,
    "timed": 0.5,
    "headline": -0.6,
    # A whole month, or a day long past: of those that pages told and nobody listed they were more than half.
    "month": -1.3,
    "past": -2.6,
    "past, opened or closed": -0.9,
    "future": 0.4,
    # A name that is nothing but its kind (音乐会, market), or of a word or two.
    "bare name": -0.9,
    "short name": -0.3,
    # A row that nothing marks as one: no columns, no place, no happening's word.
    "thin row": -0.9,
}
_FRESH = dt.timedelta(7)


def of(draft: Draft, published: dt.date | None) -> float:
    """Confidence in [0, 1], rounded to two digits."""
    marks = set(draft.marks)
    if draft.when.precision == "time":
        marks.add("timed")
    if draft.when.precision in ("month", "year"):
        marks.add("month")
    if published is not None:
        gone = draft.when.last_day < published - _FRESH and not draft.when.rrule
        told = marks & {"verb open", "verb close"}
        marks.add("future" if not gone else "past, opened or closed" if told else "past")
    marks |= _of_the_name(draft)
    if "row" in marks and not marks & {"columns", "place", "head"}:
        marks.add("thin row")
    odds = BASE + sum(WEIGHTS.get(mark, 0.0) for mark in marks)
    return round(min(max(1 / (1 + math.exp(-odds)), 0.02), 0.99), 2)


def _of_the_name(draft: Draft) -> set[str]:
    if draft.kind == "deadline":
        return set()
    words = lexicon(draft.language)
    folded = words.folded(draft.title)
    found = {"bare name"} if words.heads.fullmatch(folded) or words.generic.fullmatch(folded) else set()
    short = len(draft.title.split()) == 1 if words.spaced else len(draft.title) <= 4
    return found | ({"short name"} if short else set())
