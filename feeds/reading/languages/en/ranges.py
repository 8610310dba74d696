"""From one time to another, and what is open at one side."""

from __future__ import annotations

from collections.abc import Sequence

from feeds.reading.languages.en.clocks import clocks, ending, settled
from feeds.reading.languages.en.items import Made, Production, whole
from feeds.reading.timex.partial import Item, Partial, Span2
from feeds.reading.timex.productions import days_with_clock, joined, partials


def ranged(kind: str = "range") -> Production:
    """From one day to another, each lending the other what it leaves out."""

    def make(items: Sequence[Item]) -> Made:
        items = compact(items)
        years = [i for i in items if i.kind in ("year", "short-year")]
        ends = [i for i in items if type(i.value) in (Partial, int) and i.kind not in ("zone", "part")]
        if len([i for i in ends if i not in years]) > 1:
            ends = [i for i in ends if i not in years]
        if len(ends) < 2:
            return None
        a, b = _numbered(ends[0].value, ends[-1].value)
        if a is None or b is None:
            return None
        if years and years[-1] not in ends:
            b = b.but(year=years[-1].value.year)
        a, b = _lent(a, b)
        if "weekday of a week" in ends[-1].rules and a.weekday and a.weeks is a.day is None:
            a = a.but(weeks=b.weeks)  # Wednesday to Friday of next week
        return joined(kind, items, Span2(a, ending(b)))

    return make


def _numbered(a: Partial | int, b: Partial | int) -> tuple[Partial | None, Partial | None]:
    """Bare numbers as days: of the month of the other end, or of the one in force."""
    if not all(1 <= n <= 31 for n in (a, b) if isinstance(n, int)):
        return None, None
    if isinstance(a, int) and isinstance(b, int):
        return Partial("d", day=a), Partial("d", day=b)
    if isinstance(a, int) and isinstance(b, Partial):
        like = b.but(day=a, weekday=None, hour=None, minute=None, grain="d", sure=False)
        return (like if b.month is not None else None), b
    if isinstance(b, int) and isinstance(a, Partial):
        like = a.but(day=b, weekday=None, year=None, hour=None, minute=None, grain="d")
        return a, (like if a.month is not None or a.months is not None else None)
    assert isinstance(a, Partial)
    assert isinstance(b, Partial)
    return a, b


def _lent(a: Partial, b: Partial) -> tuple[Partial, Partial]:
    """Friday 14th - Sunday 16th March, Monday 3 March - Wednesday 5, May-September 2025."""
    if a.day is not None and b.day is not None:
        if a.month is a.months is None and b.month is not None:
            back = a.day > b.day
            year = b.year - 1 if b.year and back and b.month == 1 else b.year
            a = a.but(month=(b.month - 2) % 12 + 1 if back else b.month, year=year)
        elif a.month is not None and b.month is None and b.weekday is not None:
            b = b.but(month=a.month, year=a.year)
    elif a.grain == b.grain == "m" and a.year is None and b.year is not None and (a.month or 0) <= (b.month or 0):
        a = a.but(year=b.year)
    return a, b


def days_told_twice(items: Sequence[Item]) -> Made:
    """Thursday and Friday, April 16-17: the numbers say it all."""
    month = next(p for p in partials(items) if p.month)
    year = next((p.year for p in partials(items) if p.year), None)
    numbers = [i.value for i in items if type(i.value) is int]
    if len(numbers) != 2 or not 1 <= numbers[0] < numbers[1] <= 31:
        return None
    first, last = (month.but(grain="d", day=n, year=year) for n in numbers)
    return joined("range", items, Span2(first, last))


def days_with_hours(items: Sequence[Item]) -> Made:
    """4/12-4/13, 9-5: days and opening hours, without a.m. and p.m."""
    made = clocks()(items[-3:])
    return days_with_clock([items[0], made]) if isinstance(made, Item) else None


def weekdays_and_range(items: Sequence[Item]) -> Made:
    """Monday through Friday, Jan. 27-31: the weekdays are told twice."""
    span: Span2 = items[-1].value
    if span.first is None or span.first.day is None:
        return None
    return joined("range", items, Span2(span.first.but(weekday=None), span.last))


def days_of_month(items: Sequence[Item]) -> Made:
    """From 4 to 22 this month, between 4 and 22 in September."""
    numbers, month = [i.value for i in items if i.kind == "num"], partials(items)[-1]
    if len(numbers) != 2 or not all(1 <= n <= 31 for n in numbers) or month.grain != "m":
        return None
    first, last = (month.but(grain="d", day=n) for n in numbers)
    return joined("range", items, Span2(first, last))


def compact(items: Sequence[Item]) -> list[Item]:
    """Monday 17 to Friday 21 February: a weekday and its number in one."""
    out: list[Item] = []
    for item in items:
        if out and item.kind == "num" and out[-1].kind in ("weekday", "short-weekday"):
            out[-1] = joined("wday-number", [out[-1], item], out[-1].value.but(day=item.value))
        else:
            out.append(item)
    return out


def from_now(items: Sequence[Item]) -> Made:
    days = partials(items)
    return joined("range", items, Span2(Partial("d", days=0), days[-1])) if days else None


def opened(side: str, mod: str | None = None) -> Production:
    def make(items: Sequence[Item]) -> Made:
        value = next((i.value for i in items if isinstance(i.value, (Partial, Span2))), None)
        if isinstance(value, Span2):
            value = value.last if side == "start" else value.first
        if value is None:
            return None
        if value.grain == "t" and value.hour is not None:
            value = settled(value)
        if items[0].kind == "since" and value in (
            Partial("d", weekday=value.weekday),
            Partial("m", month=value.month),
            Partial("d", month=value.month, day=value.day),
        ):
            value = value.but(ahead=-1)
        if items[0].kind == "from" and value.grain in "ec":
            return joined("period", items[1:], value)  # furniture from the 1890s
        if mod and not (mod == "BEFORE" and value.mod == "END"):  # before the end of the year
            value = value.but(mod=mod)
        elif (
            side == "end"
            and items[0].kind == "from"
            and any((getattr(value, n) or 0) < 0 for n in ("weeks", "months", "years", "days"))
        ):
            return joined("period", items[1:], value)  # the minutes from last week
        if side == "start":
            return joined("open-start", items, Span2(None, ending(value), open=side))
        return joined("open-end", items, Span2(value, None, open=side))

    return make


def both_open(items: Sequence[Item]) -> Made:
    """After 2016 and before 2018."""
    first, last = (i.value for i in items if isinstance(i.value, Span2))
    if first.first is None or last.last is None:
        first, last = last, first
    return joined("range", items, Span2(first.first, last.last)) if first.first and last.last else None


def from_today(items: Sequence[Item]) -> Made:
    return joined("open-end", items, Span2(Partial("d", days=0), None, open="end"))


def endless(items: Sequence[Item]) -> Made:
    """Until further notice, from a day where one is told."""
    first = next(iter(partials(items)), None)
    if first is None:
        return joined("vague-open", items, Span2(None, None, open="end"))
    return joined("open-end", items, Span2(first, None, open="end"))


def days_after_clock(items: Sequence[Item]) -> Made:
    """9pm to 5am, Monday 18 to Thursday 21 January."""
    made = days_with_clock([items[-1], items[0]])
    return whole(items, made)
