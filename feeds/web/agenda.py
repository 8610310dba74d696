"""Events in the order people want them: what is on, what is coming by month and day, what was last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from feeds.publishing.recurrence import final_day, first_and_last, occurrences
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
    #: What is known to the year alone stands apart, after its months.
    whole_year: bool = False


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
        if first_and_last(when)[1] < today:
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
    months: dict[tuple[dt.date, bool], dict[dt.date | None, list[Row]]] = {}
    for row in rows:
        day = row.day if row.when.precision in ("time", "day") else None
        year = row.when.precision == "year"
        months.setdefault((row.day.replace(day=1), year), {}).setdefault(day, []).append(row)
    return tuple(
        Month(first, tuple(Day(day, tuple(days[day])) for day in sorted(days, key=lambda day: day is None)), year)
        for (first, year), days in months.items()
    )


def occurrence(when: When, today: dt.date) -> When:
    """The occurrence that is on or next as of `today`, or the last one; what does not recur is itself."""
    if not when.rrule:
        return when
    found = next(occurrences(when, today, dt.date.max), None)
    if found is None:
        last = final_day(when)
        found = next(occurrences(when, last, last), None)
    if found is None:
        return when
    length = when.end - when.start if when.end is not None else None
    start: dt.date | dt.datetime = found[0]
    if isinstance(when.start, dt.datetime):
        start = dt.datetime.combine(found[0], when.start.time())
    return replace(when, start=start, end=start + length if length is not None else None)


def _order(row: Row) -> tuple[int, int, int, dt.datetime, str, str]:
    """By month, then by day; what has no day after what has one; whole days before hours."""
    start = row.when.start
    moment = start if isinstance(start, dt.datetime) else dt.datetime.combine(start, dt.time())
    loose = row.when.precision in ("month", "year")
    month = 13 if row.when.precision == "year" else moment.month
    return (moment.year, month, int(loose), moment, row.event.facts.title, row.event.uid)
