"""Bounds of a time once it is known, and the arithmetic of clocks and lengths."""

from __future__ import annotations

import datetime as dt

from feeds.reading.timex import almanac
from feeds.reading.timex.partial import Length, Partial


class Bounds:
    """When it is: days (the last exclusive) or moments; `last` None for a single moment."""

    __slots__ = ("day", "first", "grain", "inferred", "last")

    def __init__(
        self,
        first: dt.date | dt.datetime,
        last: dt.date | dt.datetime | None,
        grain: str,
        inferred: frozenset[str] = frozenset(),
    ) -> None:
        self.first, self.last, self.grain, self.inferred = first, last, grain, inferred
        #: The day of the first moment.
        self.day: dt.date = first.date() if isinstance(first, dt.datetime) else first


def later(moment: dt.datetime | None, length: Length, grain: str) -> Bounds | None:
    """A moment moved by a length; as exact as the length's smallest unit."""
    assert moment is not None
    date: dt.date | None = moment.date()
    clock = 0.0
    for unit, amount in length:
        if date is None or abs(amount) > 1e6:
            return None
        if unit in "ym":
            date = almanac.add_months(date, round(amount * (12 if unit == "y" else 1)))
        elif unit in "wd":
            date = almanac.add_days(date, int(amount * (7 if unit == "w" else 1)))
        else:
            clock += amount * {"h": 3600, "n": 60, "s": 1}[unit]
    if date is None:
        return None
    if grain == "t":
        try:
            return Bounds(dt.datetime.combine(date, moment.time()) + dt.timedelta(seconds=clock), None, "t")
        except OverflowError:
            return None
    return Bounds(date, almanac.add_days(date, 1), "d")


def minutes(p: Partial) -> int | None:
    """Minutes since midnight: 晚8点 is 20:00, 晚12点 and 24时 are past the day's end; None for no such clock."""
    hour, minute = p.hour or 0, p.minute or 0
    if not (0 <= hour <= 24 and 0 <= minute < 60):
        return None
    if not p.sure:
        part = p.daypart
        if (
            (part == "AF" and hour < 12)
            or (part == "MI" and 1 <= hour <= 4)
            or (part in ("EV", "NI") and (5 <= hour <= 12))
        ):
            hour += 12
        elif part == "EV" and hour <= 4:
            hour += 24
        elif part == "DA" and hour == 12:
            hour = 0
    return hour * 60 + minute


def at_clock(day: dt.date, p: Partial) -> dt.datetime | None:
    clock = minutes(p)
    if clock is None:
        return None
    try:
        moment = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=clock, seconds=p.second or 0)
    except OverflowError:
        return None
    return moment
