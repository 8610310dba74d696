"""Events in the order people want them: what is on, what is coming by month and day, what was last."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dateutil.rrule import rrulestr

from feeds.records import Event, When


@dataclass(frozen=True, slots=True)
class Row:
    event: Event
    #: Of the occurrence that is shown: the next one, or the last when none is left.
    when: When

    @property
    def day(self) -> dt.date:
        return self.when.first_day


@dataclass(frozen=True, slots=True)
class Day:
    #: None for what is known to the month alone.
    day: dt.date | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Month:
    first: dt.date
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    now: tuple[Row, ...]
    coming: tuple[Row, ...]
    #: Newest first.
    past: tuple[Row, ...]


def agenda(events: Iterable[Event], today: dt.date) -> Agenda:
    """Sort events by where they stand to today; one without a day has no place in an agenda."""
    now, coming, past = [], [], []
    for event in events:
        if event.facts.when is None:
            continue
        when = occurrence(event.facts.when, today)
        row = Row(event, when)
        if _last(when) < today:
            past.append(row)
        elif when.precision in ("time", "day") and when.first_day < today:
            now.append(row)
        else:
            coming.append(row)
    now.sort(key=lambda row: (row.when.last_day, _order(row)))
    coming.sort(key=_order)
    past.sort(key=_order, reverse=True)
    return Agenda(tuple(now), tuple(coming), tuple(past))


def in_order(events: Iterable[Event], first: dt.date | None) -> tuple[Row, ...]:
    """Rows from the first day asked for on, when the reader chose the days."""
    rows = [Row(e, occurrence(e.facts.when, first or e.facts.when.first_day)) for e in events if e.facts.when]
    return tuple(sorted(rows, key=_order))


def by_month(rows: Iterable[Row]) -> tuple[Month, ...]:
    """Rows under months and days, in the order they come; month-precise ones after the month's days."""
    months: dict[dt.date, dict[dt.date | None, list[Row]]] = {}
    for row in rows:
        day = row.day if row.when.precision in ("time", "day") else None
        months.setdefault(row.day.replace(day=1), {}).setdefault(day, []).append(row)
    return tuple(
        Month(first, tuple(Day(day, tuple(days[day])) for day in sorted(days, key=lambda day: day is None)))
        for first, days in months.items()
    )


def occurrence(when: When, today: dt.date) -> When:
    """The occurrence that is on or next as of `today`, or the last one; what does not recur is itself."""
    if not when.rrule:
        return when
    length = when.end - when.start if when.end is not None else None
    found: dt.date | dt.datetime | None = None
    for start in _starts(when):
        found = start
        shown = replace(when, start=start, end=start + length if length is not None else None)
        if shown.last_day >= today:
            return shown
    if found is None:
        return when
    return replace(when, start=found, end=found + length if length is not None else None)


def _starts(when: When) -> Iterator[dt.date | dt.datetime]:
    """Starts of the occurrences, at most a long life's worth; a broken rule is its first day alone."""
    timed = isinstance(when.start, dt.datetime)
    first = when.start if isinstance(when.start, dt.datetime) else dt.datetime.combine(when.start, dt.time())
    # UNTIL is the inclusive last local date: for dateutil, the end of that day.
    rule = re.sub(r"UNTIL=(\d{8})(?!T)", r"UNTIL=\1T235959", when.rrule or "")
    try:
        starts = rrulestr(rule, dtstart=first)
    except (ValueError, TypeError):
        yield when.start
        return
    for count, start in enumerate(starts):
        if count > 20_000:
            return
        if start.date() not in when.exdates:
            yield start if timed else start.date()


def _last(when: When) -> dt.date:
    """The day after which it is over; a month is over with its last day."""
    if when.precision == "year" and when.end is None:
        return dt.date(when.first_day.year, 12, 31)
    if when.precision == "month" and when.end is None:
        following = when.first_day.replace(day=28) + dt.timedelta(days=4)
        return following.replace(day=1) - dt.timedelta(days=1)
    return when.last_day


def _order(row: Row) -> tuple[int, int, int, dt.datetime, str, str]:
    """By month, then by day; what has no day after what has one; whole days before hours."""
    start = row.when.start
    moment = start if isinstance(start, dt.datetime) else dt.datetime.combine(start, dt.time())
    loose = row.when.precision in ("month", "year")
    return (moment.year, moment.month, int(loose), moment, row.event.facts.title, row.event.uid)
