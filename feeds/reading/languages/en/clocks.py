"""Clock times, their spans, and days with clock times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from feeds.reading.languages.en.items import Made, Production, after, has, integer, merged
from feeds.reading.timex.partial import Item, Partial, Span2
from feeds.reading.timex.productions import joined, partials

#: Nothing is said of a day by these alone: a clock without its half of the day, up to this hour, is after noon.
AFTERNOON = 7


def clock_of(value: Any) -> Partial | None:
    if isinstance(value, Partial):
        return value
    return Partial("t", hour=value) if type(value) is int and 0 <= value <= 24 else None


def settled(clock: Partial) -> Partial:
    """A clock that no word gave a half of the day: 7.30 and before it is after noon, 8 and after it is before."""
    if clock.sure or clock.daypart or clock.hour is None:
        return clock
    if 1 <= clock.hour <= AFTERNOON:
        return clock.but(hour=clock.hour + 12, sure=True)
    return clock


def clock(items: Sequence[Item]) -> Made:
    """At 7.30, half past nine, eleven o'clock, with the part of the day, the zone and "about" where they stand."""
    values = [clock_of(i.value) for i in items if i.kind not in ("part", "zone", "about") and clock_of(i.value)]
    parts = [v for v in partials(items) if v.grain in "cd" and (v.zone or v.daypart)]
    value = values[-1] if values and type(values[-1]) is Partial else None
    if value is None or value.hour is None:
        return None
    if value.sure:
        parts = [p.but(daypart=None) if p.daypart else p for p in parts]
    found = merged([value, *parts])
    mod = "APPROX" if has(items, "about") else value.mod
    return after(items, "clock", found.but(grain="t", mod=mod), "at") if found else None


def halves(a: Partial, b: Partial) -> tuple[Partial, Partial]:
    """6–8 p.m., 11–1pm, 9–5: the half of the day that one end names, or that makes the range run forward."""
    if b.sure and not a.sure and not a.daypart and b.hour is not None and a.hour is not None:
        later = b.hour >= 12 and a.hour < 12
        hour = a.hour + 12 if later and (a.hour + 12, a.minute or 0) < (b.hour, b.minute or 0) else a.hour
        if a.hour == 12 and b.hour < 12:
            hour = 0
        return a.but(hour=hour, sure=True), b
    if a.sure and not b.sure and not b.daypart and a.hour is not None and b.hour is not None:
        early = (b.hour, b.minute or 0) <= (a.hour, a.minute or 0)
        return a, b.but(hour=b.hour + 12 if early and b.hour < 12 else b.hour, sure=True)
    if not a.sure and not b.sure and not a.daypart and not b.daypart and a.hour is not None and b.hour is not None:
        if (b.hour, b.minute or 0) <= (a.hour, a.minute or 0):  # 9–5, 10-4, 11–1
            return a.but(sure=True), b.but(hour=b.hour + 12 if b.hour < 12 else b.hour, sure=True)
        if a.hour <= AFTERNOON - 1 or (a.hour == AFTERNOON and b.hour <= 10):
            return a.but(hour=a.hour + 12, sure=True), b.but(hour=b.hour + 12 if b.hour < 12 else b.hour, sure=True)
    return a, b


def clocks(kind: str = "clocks") -> Production:
    """From 6:30 to 8:30 p.m."""

    def make(items: Sequence[Item]) -> Made:
        part = next((i.value for i in items if i.kind == "part"), None)
        zone = next((i.value.zone for i in items if i.kind == "zone"), None)
        times = [
            c
            for i in items
            if i.kind not in ("part", "zone") and type(i.value) in (int, Partial) and (c := clock_of(i.value))
        ]
        if len(times) != 2:
            return None
        a, b = times
        if any(t.hour is None or t.hour > 24 for t in times):
            return None
        if part is not None and not (a.sure or b.sure):
            a, b = a.but(daypart=part.daypart), b.but(daypart=part.daypart)
        a, b = halves(a, b)
        zone = zone or b.zone or a.zone
        return after(items, kind, Span2(a.but(grain="t", zone=zone), b.but(grain="t", zone=zone)), "at", "mark")

    return make


def zoned(items: Sequence[Item]) -> Made:
    value: Span2 = items[0].value
    zone = partials(items)[-1].zone
    assert value.first is not None
    assert value.last is not None
    return joined(items[0].kind, items, Span2(value.first.but(zone=zone), value.last.but(zone=zone)))


def shared_half(items: Sequence[Item]) -> Made:
    """2, 5 and 8 p.m.: the half of the day that the last one names, a clock time each."""
    last: Partial = items[-1].value
    if last.hour is None:
        return None
    out: list[Item] = []
    for item in items[:-1]:
        time = clock_of(item.value) if item.kind not in ("at", "comma", "and", "or") else None
        if time is None or time.hour is None:
            continue
        if not 0 < time.hour <= 12 and not time.sure:
            return None
        if not time.sure:
            time, _ = halves(time, last.but(hour=last.hour or 24))
        out.append(Item("clock", item.start, item.end, time.but(grain="t", zone=last.zone), item.rules))
    return [*out, items[-1]]


def arrival(items: Sequence[Item]) -> Made:
    """7 for 7.30pm: come at seven, it starts at half past."""
    return joined("clock", items, items[-1].value)


def on_day(day: Partial, clock: Partial) -> Partial | None:
    """A day and a clock in one moment; the part of the day told with the day settles the clock."""
    tonight = day.daypart == "NI"
    if (day.daypart and clock.sure) or (day.daypart and clock.daypart and day.daypart != clock.daypart):
        day = day.but(daypart=None)
    if clock.hour == 0 and clock.sure and not clock.minute and day.daypart is None and day.days == 0 and tonight:
        day, clock = day.but(days=1), clock.but(minute=0)  # the night's end, once and for all
    value = merged([day.but(grain="d"), clock.but(grain="t")])
    return value if value is None or value.daypart else settled(value)


def ending(clock: Partial) -> Partial:
    """Midnight at the end of a span is the end of its day."""
    if clock.grain == "t" and clock.hour == 0 and clock.minute is None and clock.sure:
        return clock.but(hour=24)
    return clock


def dates_of(items: Sequence[Item]) -> list[Partial]:
    return [p for p in partials(items) if p.hour is None and p.grain != "c"]


def moment(items: Sequence[Item]) -> Made:
    """A day with its clock, or with its clock times, in either order."""
    days, times = dates_of(items), [p for p in partials(items) if p.hour is not None]
    spans = [i.value for i in items if isinstance(i.value, Span2)]
    parts = [p for p in days if p == Partial("d", daypart=p.daypart)]
    dates = [p for p in days if p not in parts]
    day = merged(dates)
    if day is None:
        return None
    if parts and not day.daypart:
        day = day.but(daypart=parts[0].daypart)
    if spans:
        a, b = spans[-1].first, spans[-1].last
        if a is None or b is None:
            return None
        first, last = on_day(day, a), on_day(day, b)
        return after(items, "moments", Span2(first, last), "at") if first and last else None
    if not times:
        return joined("rel" if day.grain != "d" or day.month is None else "day", items, day)
    value = on_day(day, times[-1])
    return after(items, "moment", value, "at") if value else None


def ordinal_moment(items: Sequence[Item]) -> Made:
    """The 22nd at 3:30 pm: of the month in force."""
    if not all(1 <= i.value <= 31 for i in items if i.kind == "the-ordinal"):
        return None
    day = [Item("day", i.start, i.end, Partial("d", day=i.value)) if i.kind == "the-ordinal" else i for i in items]
    return moment(day)


def about_hour(items: Sequence[Item]) -> Made:
    """Tonight around 7."""
    day, hour = items[0].value, items[-1].value
    if day.hour is not None or not 1 <= hour <= 12:
        return None
    value = on_day(day, Partial("t", hour=hour, mod="APPROX"))
    return joined("moment", items, value) if value else None


def day_with_hours(items: Sequence[Item]) -> Made:
    """Sat 8 Feb, 10-4: opening hours, without a.m. and p.m."""
    first, last = items[-3].value, items[-1].value
    if items[0].kind != "rel" and items[-4].kind == "comma" and first < last:  # June 27, 29-30
        return None
    made = clocks()(items[-3:])
    if not isinstance(made, Item):
        return None
    return moment([*items[:-3], made])


def more_clocks(items: Sequence[Item]) -> Made:
    """Jan. 24 at 4 p.m. and 7 p.m.: one moment each."""
    first = items[0]
    base: Partial = first.value if isinstance(first.value, Partial) else first.value.first
    day = base.but(grain="d", hour=None, minute=None, second=None, sure=False, daypart=None, mod=None)
    out = [first]
    for item in items[1:]:
        if isinstance(item.value, Span2) and item.value.first and item.value.last:
            a, b = on_day(day, item.value.first), on_day(day, item.value.last)
            if a and b:
                out.append(Item("moments", item.start, item.end, Span2(a, b), item.rules))
        elif (c := clock_of(item.value)) is not None and item.value is not True:
            value = on_day(day, c)
            if value:
                out.append(Item("moment", item.start, item.end, value, item.rules))
    return out


def clocks_before(items: Sequence[Item]) -> Made:
    """11:30 a.m. and 2 p.m. on March 8."""
    made = more_clocks([items[-1], *[i for i in items[:-1] if isinstance(i.value, (Partial, Span2))]])
    return [*made[1:], items[-1]] if isinstance(made, list) else None


def listed_with_clock(items: Sequence[Item]) -> Made:
    """March 14, 15 and 21 at 7:30 p.m.: on each of the days."""
    days, times = [i for i in items if i.kind == "listed"], items[-1]
    out: list[Item] = []
    for n, day in enumerate(days):
        last = n == len(days) - 1
        made = moment(
            [
                Item("day", day.start, day.end, day.value, day.rules),
                Item(times.kind, times.start, times.end, times.value, times.rules),
            ]
        )
        if not isinstance(made, Item):
            return None
        made.start, made.end = day.start, times.end if last else day.end
        out.append(made)
    return out


def number_clock(items: Sequence[Item]) -> Made:
    value = integer(items)
    if value is None or not 1 <= value <= 24:
        return None
    zone = next((i.value.zone for i in items if i.kind == "zone"), None)
    return after(items, "clock-number", Partial("t", hour=value, zone=zone, sure=value > 12), "at")


def two_numbers(items: Sequence[Item]) -> Made:
    """From nine to five."""
    numbers = [i for i in items if isinstance(i.value, int) and i.value is not True]
    if len(numbers) != 2 or not all(1 <= n.value <= 12 for n in numbers):
        return None
    made = clocks("clock-numbers")([Item("num", n.start, n.end, n.value) for n in numbers])
    if isinstance(made, Item):
        made.start, made.end = items[0].start, items[-1].end
    return made


def clock_then_day(items: Sequence[Item]) -> Made:
    numbers = [i for i in items if i.kind == "num"]
    if numbers:
        if not 1 <= numbers[0].value <= 12:
            return None
        made = Item("clock", numbers[0].start, numbers[0].end, Partial("t", hour=numbers[0].value))
        items = [made, *[i for i in items if i.kind not in ("num", "at")]]
    return moment(items)
