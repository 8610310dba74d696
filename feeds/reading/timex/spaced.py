"""Rules that languages with the same order of words share: "18 января 2025 года", "2025 жылғы 18 қаңтар".

Kinds: number year month weekday weekdays part clock date, relative days and weeks ("date", "week", "about-weekday"),
and the connecting words to and from until before at every open close pause. A language adds its own rules to these.
"""

from __future__ import annotations

from collections.abc import Sequence

from feeds.reading.timex.grammar import Production, Rule
from feeds.reading.timex.partial import Item, Partial, Recurrence, Span2
from feeds.reading.timex.productions import (
    clock_of,
    daily,
    dated_times,
    joined,
    merge,
    merged,
    opened,
    partials,
    scaled,
    span,
    weekdays_of,
    weekly,
)


def days_of_month(items: Sequence[Item]) -> list[Item] | None:
    """18, 19 и 21 января; 18–22 января: every number is a day of the month that stands last."""
    month = merged(partials(items))
    if month is None:
        return None
    numbers = [n for n, item in enumerate(items) if item.kind == "number"]
    out = []
    for n, item in enumerate(items[: numbers[-1] + 1]):
        if item.kind == "year":
            continue
        if n not in numbers:
            out.append(Item(item.kind, item.start, item.end, item.value))
            continue
        if not 1 <= item.value <= 31:
            return None
        end = items[-1].end if n == numbers[-1] and items[-1].kind != "number" else item.end
        start = items[0].start if n == numbers[0] and items[0].kind == "year" else item.start
        out.append(Item("date", start, end, month.but(grain="d", day=item.value)))
    return out


def _time(items: Sequence[Item]) -> Item | None:
    """в 12:00: the words before the clock are not of the expression."""
    inside = [i for i in items if i.kind != "at"]
    value = merged(partials(inside))
    return joined("time", inside, value) if value else None


def _moment(items: Sequence[Item]) -> Item | None:
    value = merged(partials(items))
    return joined("moment", items, value) if value else None


def range_(items: Sequence[Item]) -> Item | None:
    """с 18 по 22 января; a clock at the last day alone is that of every day."""
    inside = [i for i in items if i.kind != "from"]
    ends = [i.value for i in inside if isinstance(i.value, (Partial, Span2))]
    first, last = ends[0], ends[-1]
    if isinstance(first, Span2):
        return None
    if isinstance(last, Span2):
        if first.hour is not None or last.first is None:
            return None
        day = last.first.but(hour=None, minute=None, daypart=None, grain="d", sure=False)
        return joined("set", inside, Recurrence("DAILY", 1, (), last.first, last.last, first, day))
    if first.hour is None and last.hour is not None and first.grain == "d":
        day = last.but(hour=None, minute=None, daypart=None, grain="d", sure=False)
        return joined("set", inside, Recurrence("DAILY", 1, (), last, None, first, day))
    return span("span")(inside)


def _since(items: Sequence[Item]) -> Item | None:
    return joined("open", items, Span2(partials(items)[0], None, open="end"))


def _ago(sign: int) -> Production:
    def production(items: Sequence[Item]) -> Item | None:
        length = next(i.value for i in items if i.kind == "length")
        grain = "t" if length[-1][0] in "hns" else "d"
        return joined("date", items, Partial(grain, ago=scaled(length, sign)))

    return production


def _weekly_without(items: Sequence[Item]) -> Item | None:
    rule, days = items[0].value, tuple(weekdays_of(items[1:]))
    return joined("set", items, Recurrence(rule.freq, rule.interval, rule.by, rule.first, rule.last, without=days))


def _limited(items: Sequence[Item]) -> Item | None:
    days = next(i.value for i in items if i.kind in ("span", "date"))
    rule = next(i.value for i in items if isinstance(i.value, Recurrence))
    since, until = (days.first, days.last) if isinstance(days, Span2) else (days, None)
    return joined("set", items, Recurrence(rule.freq, rule.interval, rule.by, rule.first, rule.last, since, until))


def _day_of_every_month(items: Sequence[Item]) -> Item | None:
    numbers = [i.value for i in items if i.kind == "number" and 1 <= i.value <= 31]
    if not numbers:
        return None
    by = (("BYMONTHDAY", ",".join(map(str, sorted(numbers)))),)
    return joined("set", items, Recurrence("MONTHLY", 1, by, *clock_of(items)))


_X = "(date|moment|month|year|about-weekday|weekday|week|weekend|period)"
_W = "(weekday|weekdays)((and|to|pause) (weekday|weekdays))*"
_AT = "(pause? from? (times|time|part))?"

#: Numbers and months into days.
DAYS = (
    Rule("days of a month", "number ((and|to|until|pause) number)+ month year?", days_of_month),
    Rule("day, month, year", "number month (pause? year)?", days_of_month),
    Rule("year, day, month", "year number ((and|to|pause) number)* month", days_of_month),
    Rule("month of a year", "month year|year month", merge("period")),
    Rule("from one short date to another", "short-date to (date|short-date)", span("span")),
    Rule("so long ago", "length ago", _ago(-1)),
    Rule("so long on", "after length", _ago(1)),
)
CLOCKS = (
    Rule("weekday and date", "(weekday|about-weekday) pause? date", lambda i: _weekday_date(i)),
    Rule("date and weekday", "date (pause weekday|open weekday close|weekday)", lambda i: _weekday_date(i)),
    Rule("clock time", "at? part? clock part?", _time),
)
SPANS_OF_TIME = (
    Rule("clock to clock", "from? time (to|until) time", lambda i: span("times")([x for x in i if x.kind != "from"])),
)
RECURRENCES = (
    Rule("weekdays, weekly", f"every {_W} {_AT}", weekly),
    Rule("weekdays, weekly", f"weekdays ((and|to|pause) (weekday|weekdays))* {_AT}", weekly),
    Rule("weekdays through", f"from? weekday (to|until) weekday {_AT}", weekly),
    Rule("every day", f"everyday {_AT}", daily),
    Rule("every day at that part", "every part", daily),
    Rule("every month's day", f"every-month number ((and|pause) number)* {_AT}", _day_of_every_month),
)
MOMENTS = (
    Rule("except weekdays", f"set pause? open? except {_W} close?", _weekly_without),
    Rule("day with hours", "(date|about-weekday|weekday) (pause|at)? times", dated_times("moment")),
    Rule(
        "day and clock", "(date|about-weekday|weekday) (pause|at)? time|time (pause|at)? (date|about-weekday)", _moment
    ),
    Rule(
        "day and part of the day", "(date|about-weekday|weekday) part|part (date|about-weekday|weekday)", merge("date")
    ),
)
RANGES = (
    Rule("range", f"from? {_X} (to|until) {_X}", range_),
    Rule("hours of a day", "from? moment (to|until) time", span("span")),
)
ENDS = (
    Rule("rule between days", "(span|date) pause? set", _limited),
    Rule("until", f"(until|before) {_X}|{_X} before", opened("open", "start")),
    Rule("from on", f"from {_X}|{_X} onward", _since),
)
#: The same for a language that says "from" and "until" by words behind the day (18 қаңтардан 22 қаңтарға дейін).
_BEHIND = (
    Rule("from one day to another", f"{_X} {_X} before", lambda i: _whole("span", i, range_(i[:2]))),
    Rule("between days", f"{_X} to {_X} between?", lambda i: _whole("span", i, range_(i[:3]))),
    Rule("from on", f"{_X} onward", _since),
)
_HOURS_BEHIND = (
    Rule("clock to clock", "time time before", lambda i: _whole("times", i, span("times")(i[:2]))),
    Rule("clock to clock", "time to time", span("times")),
)
_SETS_BEHIND = (
    Rule("weekdays, weekly", f"{_W} saiyn {_AT}", weekly),
    Rule("weekdays, weekly", f"every {_W} saiyn? {_AT}", weekly),
    *RECURRENCES[2:4],
)
_LENGTHS_BEHIND = (
    Rule("so long on", "length hence", _ago(1)),
    Rule("a month", "month", lambda i: joined("period", i, i[0].value)),
)
STAGES = (DAYS, CLOCKS, SPANS_OF_TIME, RECURRENCES, MOMENTS, RANGES, ENDS)
CASED = (DAYS, _LENGTHS_BEHIND, CLOCKS, _HOURS_BEHIND, _SETS_BEHIND, MOMENTS, _BEHIND, ENDS)
_DATES = frozenset({"date", "moment", "month", "year", "about-weekday", "weekday", "week", "weekend", "period"})
EMITS = _DATES | {"span", "times", "time", "set", "open", "length", "vague"}


def _whole(kind: str, items: Sequence[Item], made: Item | None) -> Item | None:
    return joined(kind, items, made.value) if made else None


def _weekday_date(items: Sequence[Item]) -> Item | None:
    value = merged([p.but(weeks=None) for p in partials(items)])
    return joined("date", items, value) if value else None


__all__ = ["EMITS", "STAGES", "days_of_month", "range_"]
