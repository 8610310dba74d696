"""What a person said of one field: it wins over every page, that field alone, until it is taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from feeds.records import Facts, Override, When

#: Fields of an event that a person may set, besides `hidden` and `confirmed`.
FIELDS = (
    *("title", "start", "end", "place", "status", "phase", "kind"),
    *("categories", "organizer", "contact", "price", "url", "rrule", "exdates"),
)
OF_TIME = frozenset({"start", "end", "rrule", "exdates"})


def apply(facts: Facts, overrides: Iterable[Override]) -> Facts:
    """The facts as a person corrected them, the latest word on each field.

    >>> hall = Override("place", "县文化馆", who="ana", at=dt.datetime(2025, 1, 1))
    >>> apply(Facts("冬捕节", None, place="湖边"), [hall]).place
    '县文化馆'
    """
    said = {each.field: each.value for each in overrides}
    plain = {field: value for field, value in said.items() if field in FIELDS and field not in OF_TIME}
    if said.keys() & OF_TIME:
        plain["when"] = _when(facts.when, said)
    return replace(facts, **plain) if plain else facts


def _when(when: When | None, said: dict[str, object]) -> When | None:
    start = said.get("start", when.start if when else None)
    if not isinstance(start, dt.date):
        return when
    timed = isinstance(start, dt.datetime)
    when = when or When(start, precision="time" if timed else "day")
    if "start" in said:
        moved = when.start != start
        keeps = when.end is not None and isinstance(when.end, dt.datetime) == timed and when.end > start
        precision = "time" if timed else ("day" if when.precision == "time" or moved else when.precision)
        when = replace(when, start=start, end=when.end if keeps else None, precision=precision)
    end = said.get("end", when.end)
    if end is None or (isinstance(end, dt.date) and isinstance(end, dt.datetime) == timed and end > start):
        when = replace(when, end=end)
    if "rrule" in said:
        when = replace(when, rrule=str(said["rrule"]) if said["rrule"] else None)
    if isinstance(exdates := said.get("exdates"), tuple):
        when = replace(when, exdates=exdates)
    return when


def hidden(overrides: Iterable[Override]) -> bool | None:
    """What a person said of showing it; None when nobody did."""
    return next((bool(each.value) for each in reversed(tuple(overrides)) if each.field == "hidden"), None)


def confirmed(overrides: Iterable[Override]) -> bool:
    return any(each.field == "confirmed" and each.value for each in overrides)
