"""What the rules of every language make of the items they match; none of it knows a language's words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from feeds.reading.timex.partial import Item, Length, Partial, Recurrence, Span2

_FINE = "ceyhqmxwkdt"
_CLOCK = {"h": "H", "n": "M", "s": "S"}
DAYS = ("", "MO", "TU", "WE", "TH", "FR", "SA", "SU")


def joined(kind: str, items: Sequence[Item], value: object) -> Item:
    """One item for several, over all their letters, remembering their rules."""
    return Item(kind, items[0].start, items[-1].end, value, tuple(r for i in items for r in i.rules))


def partials(items: Sequence[Item]) -> list[Partial]:
    return [item.value for item in items if isinstance(item.value, Partial)]


def merged(parts: Sequence[Partial]) -> Partial | None:
    """All that several partials say, as exact as the finest; None when two of them contradict each other.

    >>> merged([Partial("y", year=2025), Partial("m", month=1), Partial("d", day=18)]).day
    18
    """
    if len(parts) == 1:
        return parts[0]
    joint: dict[str, Any] = {}
    grain = "c"
    for part in parts:
        if _FINE.find(part.grain) > _FINE.find(grain):
            grain = part.grain
        for name, value in part.said.items():
            if joint.setdefault(name, value) != value and name != "grain":
                return None
    joint["grain"] = grain
    return Partial(**joint)


def merge(kind: str) -> Callable[[Sequence[Item]], Item | None]:
    """The items' partials in one, as an item of that kind."""

    def production(items: Sequence[Item]) -> Item | None:
        value = merged(partials(items))
        return joined(kind, items, value) if value else None

    return production


def spread(kind: str) -> Callable[[Sequence[Item]], list[Item] | None]:
    """7、8日, 20-22日: what the last says of its unit, each number says (of the last's kind, or of `kind`)."""

    def production(items: Sequence[Item]) -> list[Item] | None:
        last = items[-1].value
        if not isinstance(last, Partial):
            return None
        out = []
        for item in items[:-1]:
            if isinstance(item.value, int) and not isinstance(item.value, bool):
                value = with_number(last, item.value)
                if value is None:
                    return None
                out.append(Item(kind or items[-1].kind, item.start, item.end, value))
            else:
                out.append(Item(item.kind, item.start, item.end, item.value))
        return [*out, Item(kind or items[-1].kind, items[-1].start, items[-1].end, last)]

    return production


def with_number(like: Partial, number: int) -> Partial | None:
    """The partial that this bare number stands for beside one of that kind: 7 beside 8日 is 7日."""
    if like.hour is not None and like.grain == "t":
        return like.but(hour=number, minute=None, second=None) if number <= 24 else None
    if like.day is not None:
        return like.but(day=number) if 1 <= number <= 31 else None
    if like.month is not None:
        return like.but(month=number) if 1 <= number <= 12 else None
    if like.year is not None:
        return like.but(year=number) if 1000 <= number <= 2999 else None
    return None


def span(kind: str, opening: str | None = None) -> Callable[[Sequence[Item]], Item | None]:
    """From the first partial to the last; a bare number at one end is of the other end's unit."""

    def production(items: Sequence[Item]) -> Item | None:
        ends = [i.value for i in items if isinstance(i.value, (Partial, int, Span2)) and not isinstance(i.value, bool)]
        if len(ends) < 2:
            return None
        first: Partial | int | Span2 | None = ends[0]
        last: Partial | int | Span2 | None = ends[-1]
        if isinstance(first, int) and isinstance(last, Partial):
            first = with_number(last, first)
        if isinstance(last, int) and isinstance(first, Partial):
            last = with_number(first.but(year=None), last)
        if not isinstance(first, Partial) or not isinstance(last, Partial):
            return None
        return joined(kind, items, Span2(first, last, opening))

    return production


def opened(kind: str, side: str, mod: str | None = None) -> Callable[[Sequence[Item]], Item | None]:
    """截至1月10日, 1月20日起: open at the start or at the end."""

    def production(items: Sequence[Item]) -> Item | None:
        for item in items:
            if isinstance(item.value, Partial):
                value = item.value.but(mod=mod) if mod else item.value
                first, last = (None, value) if side == "start" else (value, None)
                return joined(kind, items, Span2(first, last, open=side))
        return None

    return production


def dated_times(kind: str) -> Callable[[Sequence[Item]], Item | None]:
    """A day and a span of clock times: both ends are of that day."""

    def production(items: Sequence[Item]) -> Item | None:
        times = next(i.value for i in items if isinstance(i.value, Span2))
        day = merged(partials(items))
        if day is None or times.first is None or times.last is None:
            return None
        first = merged([day, times.first])
        # The end carries the day too; the resolver moves it past midnight when it must.
        last = merged([day.but(daypart=None), times.last])
        return joined(kind, items, Span2(first, last)) if first and last else None

    return production


def days_with_clock(items: Sequence[Item]) -> Item | None:
    """1月20日至22日19:30: on each of the days at that hour."""
    spans = [i.value for i in items if isinstance(i.value, Span2)]
    days = spans[0]
    clock = partials(items)
    if len(spans) == 2:
        first, last = spans[1].first, spans[1].last
    else:
        first, last = merged(clock), None
    if first is None or days.first is None or days.last is None or "t" in (days.first.grain, days.last.grain):
        return None
    return joined("set", items, Recurrence("DAILY", first=first, last=last, since=days.first, until=days.last))


# --- recurrences ------------------------------------------------------------------------------------------


def by_day(numbers: Sequence[int]) -> tuple[tuple[str, str], ...]:
    return (("BYDAY", ",".join(DAYS[n] for n in dict.fromkeys(numbers))),)


def weekdays_of(items: Sequence[Item]) -> list[int]:
    """周一至周五, 周六、周日, "Tue and Thu": the numbers of the weekdays; a tuple of them is a word for several."""
    days: list[int] = []
    through = False
    for item in items:
        through = through or item.kind == "to"
        found = item.value if item.kind in ("weekdays", "workdays") else ()
        if isinstance(item.value, Partial):
            found = (item.value.weekday,) if item.value.weekday else (6, 7) if item.value.grain == "k" else ()
        for day in found:
            if through and days:
                days += [(days[-1] + n) % 7 + 1 for n in range((day - days[-1]) % 7)]
                through = False
            else:
                days.append(day)
    return days


def clock_of(items: Sequence[Item]) -> tuple[Partial | None, Partial | None]:
    """The clock time, or both ends of the span of clock times, among the items."""
    for item in items:
        if isinstance(item.value, Span2) and item.kind == "times":
            return item.value.first, item.value.last
    clocks = [p for i in items if i.kind in ("time", "part", "clock") and (p := i.value)]
    return merged(clocks) if clocks else None, None


def weekly(items: Sequence[Item]) -> Item | None:
    days = weekdays_of(items)
    if not days:
        return None
    interval = 2 if any(i.kind == "every-other-week" for i in items) else 1
    return joined("set", items, Recurrence("WEEKLY", interval, by_day(days), *clock_of(items)))


def daily(items: Sequence[Item]) -> Item | None:
    first, last = clock_of(items)
    return joined("set", items, Recurrence("DAILY", first=first, last=last))


# --- lengths ----------------------------------------------------------------------------------------------


def scaled(length: Length, factor: float) -> Length:
    return tuple((unit, amount * factor) for unit, amount in length)


def iso_length(length: Length) -> str:
    """A length as ISO 8601 writes it.

    >>> iso_length((("y", 1), ("m", 3))), iso_length((("h", 1.5),)), iso_length((("w", 2),))
    ('P1Y3M', 'PT1.5H', 'P2W')
    """
    if len(length) == 1 and length[0][0] == "w":
        return f"P{length[0][1]:g}W"
    date = "".join(f"{a * 7 if u == 'w' else a:g}{'D' if u == 'w' else u.upper()}" for u, a in length if u in "ymwd")
    clock = "".join(f"{a:g}{_CLOCK[u]}" for u, a in length if u in "hns")
    return f"P{date}" + (f"T{clock}" if clock else "")
