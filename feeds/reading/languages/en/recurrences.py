"""What comes back: weekdays, opening hours, the nth day of a month, with beginnings, ends and exceptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from feeds.reading.languages.en.clocks import clock_of, clocks, moment, settled
from feeds.reading.languages.en.items import Made, has
from feeds.reading.timex.partial import Item, Length, Partial, Recurrence, Span2
from feeds.reading.timex.productions import DAYS, joined, partials


def weekdays_of(items: Sequence[Item]) -> list[int] | None:
    """The weekdays that are listed, ranges filled in."""
    out: list[int] = []
    to = False
    for item in items:
        days = item.value if isinstance(item.value, tuple) and item.kind == "weekdays" else None
        if isinstance(item.value, Partial) and item.value.weekday and item.kind in ("weekday", "short-weekday"):
            days = (item.value.weekday,)
        if item.kind in ("to", "dash", "through", "until"):
            to = True
        elif days:
            day = days[0]
            if to and out:
                while out[-1] % 7 + 1 != day:
                    out.append(out[-1] % 7 + 1)
            out.append(day)
            to = False
    return sorted(set(out)) if out else None


def weekly(items: Sequence[Item]) -> Made:
    """Every Tuesday and Thursday; Mondays through Thursdays; alternate Fridays; Sunday evenings."""
    days = weekdays_of(items)
    if has(items, "workdays", "business"):
        days = [1, 2, 3, 4, 5]
    elif has(items, "weekends", "weekend"):
        days = sorted({6, 7, *(days or [])})
    if not days:
        return None
    part = next((i.value for i in items if i.kind in ("part", "parts")), None)
    interval = next((i.value[1] for i in items if i.kind == "frequency"), 2 if has(items, "alternate") else 1)
    by = ",".join(DAYS[d] for d in days)
    first = Partial("d", daypart=part.daypart) if part else None
    return joined("set", items, Recurrence("WEEKLY", interval, (("BYDAY", by),), first=first))


_FREQUENCIES = {
    "d": ("DAILY", 1),
    "b": ("WEEKLY", 1),
    "w": ("WEEKLY", 1),
    "2w": ("WEEKLY", 2),
    "m": ("MONTHLY", 1),
    "q": ("MONTHLY", 3),
    "y": ("YEARLY", 1),
    "10y": ("YEARLY", 10),
    "h": ("HOURLY", 1),
    "n": ("MINUTELY", 1),
}


def every_unit(items: Sequence[Item]) -> Made:
    """Every day, every two weeks, every other month, every evening."""
    part = next((i.value for i in items if i.kind in ("part", "parts")), None)
    unit = next((i.value for i in items if i.kind == "unit"), "d" if part else None)
    number = next(
        (
            int(i.value)
            for i in items
            if i.kind in ("num", "cardinal", "amount", "ordinal", "ordinal-word") and i.value >= 1
        ),
        1,
    )
    size: Length = next((i.value for i in items if i.kind == "length"), ())
    if len(size) == 1 and size[0][1] == int(size[0][1]):
        unit, number = size[0][0], int(size[0][1])
    if unit not in _FREQUENCIES:
        return None
    freq, times = _FREQUENCIES[unit]
    by = (("BYDAY", "MO,TU,WE,TH,FR"),) if unit == "b" else ()
    interval = times * (2 if has(items, "alternate") else number)
    first = Partial("d", daypart=part.daypart) if part else None
    return joined("set", items, Recurrence(freq, interval, by, first=first))


def frequency(items: Sequence[Item]) -> Made:
    freq, interval = items[0].value
    return joined("frequency-set", items, Recurrence(freq, interval))


def monthly(items: Sequence[Item]) -> Made:
    """The first and third Tuesdays, the last Sunday of each month, the 1st of every month."""
    numbers = [i.value for i in items if i.kind in ("ordinal", "the-ordinal", "ordinal-word")]
    numbers += [-1 for i in items if i.kind == "which" and i.value[0] == -1]
    days = weekdays_of([i for i in items if i.kind in ("weekday", "short-weekday", "weekdays")])
    unit = [i.value for i in items if i.kind == "unit"]
    if not numbers or (unit and unit[-1] not in ("m", "y")):
        return None
    if not days:
        if unit[:1] == ["b"] and all(-1 <= n <= 23 for n in numbers):  # the last working day of every month
            by = (("BYDAY", "MO,TU,WE,TH,FR"), ("BYSETPOS", ",".join(map(str, sorted(numbers)))))
            return joined("set", items, Recurrence("MONTHLY", 1, by))
        if "b" in unit or not all(1 <= n <= 31 or n == -1 for n in numbers):
            return None
        return joined("set", items, Recurrence("MONTHLY", 1, (("BYMONTHDAY", ",".join(map(str, sorted(numbers)))),)))
    if not all(-1 <= n <= 5 for n in numbers):
        return None
    places = ",".join(f"{n}{DAYS[d]}" for d in days for n in sorted(numbers, key=lambda n: (n < 0, n)))
    return joined("set", items, Recurrence("MONTHLY", 2 if has(items, "alternate") else 1, (("BYDAY", places),)))


def yearly(items: Sequence[Item]) -> Made:
    """Every June 1, every Christmas, every year on the first Saturday in May, each spring."""
    value = partials(items)[-1]
    if value.weekday is not None and value.day is not None:  # every Saturday, April 4 through November 21
        return joined("set", items, Recurrence("WEEKLY", 1, (("BYDAY", DAYS[value.weekday]),), since=value))
    if value.nth is not None and value.weekday is not None and value.month is not None:
        by: tuple[tuple[str, str], ...] = (
            ("BYMONTH", str(value.month)),
            ("BYDAY", f"{value.nth}{DAYS[value.weekday]}"),
        )
    elif value.month is not None and value.day is not None:
        by = (("BYMONTH", str(value.month)), ("BYMONTHDAY", str(value.day)))
    elif value.month is not None:
        by = (("BYMONTH", str(value.month)),)
    elif value.grain == "q" and value.segment in ("spring", "summer", "autumn", "winter"):
        by = ()
    elif value.feast is not None:
        return joined("set", items, Recurrence("YEARLY", 1, FEAST_RULES.get(value.feast, ())))
    else:
        return None
    return joined("set", items, Recurrence("YEARLY", 1, by))


#: Holidays that stand on the same day of the year in every year.
FEAST_RULES: dict[str, tuple[tuple[str, str], ...]] = {
    "christmas": (("BYMONTH", "12"), ("BYMONTHDAY", "25")),
    "new year's day": (("BYMONTH", "1"), ("BYMONTHDAY", "1")),
    "thanksgiving": (("BYMONTH", "11"), ("BYDAY", "4TH")),
    "independence day": (("BYMONTH", "7"), ("BYMONTHDAY", "4")),
    "halloween": (("BYMONTH", "10"), ("BYMONTHDAY", "31")),
    "labor day": (("BYMONTH", "9"), ("BYDAY", "1MO")),
    "memorial day": (("BYMONTH", "5"), ("BYDAY", "-1MO")),
}


def set_with_clock(items: Sequence[Item]) -> Made:
    """Every Tuesday at 10am; daily, 10 a.m.–5 p.m.; two clock times make two sets."""
    base: Recurrence = next(i.value for i in items if isinstance(i.value, Recurrence))
    if base.first is not None and base.first.hour is not None:
        return None
    part = base.first.daypart if base.first else None
    times: list[Item] = []
    if any(i.kind == "num" for i in items) and has(items, "dash", "to", "until"):
        numbers = [n for n, i in enumerate(items) if i.kind in ("num", "hm", "hm24", "hmdot")]
        made = clocks()(items[numbers[0] : numbers[-1] + 1])
        times = [made] if isinstance(made, Item) else []
    else:
        for item in items:
            if item.kind in ("clock", "clocks", "clock-number", "hm", "hm24", "hmdot", "num", "oclock", "past"):
                times.append(item)
            elif item.kind == "part":
                part = item.value.daypart
    if not times:
        return None
    out: list[Item] = []
    for n, item in enumerate(times):
        a, b = (item.value.first, item.value.last) if isinstance(item.value, Span2) else (clock_of(item.value), None)
        if a is None:
            return None
        if part and not a.sure:
            a, b = a.but(daypart=part), b and (b if b.sure else b.but(daypart=part))
        a, b = settled(a) if not b else a, b
        rule = Recurrence(base.freq, base.interval, base.by, a, b, base.since, base.until, base.without, base.exdates)
        start = items[0].start if n == 0 else item.start
        end = items[-1].end if n == len(times) - 1 else item.end
        out.append(Item("set", start, end, rule, tuple(r for i in items for r in i.rules)))
    return out


def set_between(items: Sequence[Item]) -> Made:
    """Every Monday from 3 February to 24 March; Fridays until 28 March; Thursdays in March."""
    base: Recurrence = next(i.value for i in items if isinstance(i.value, Recurrence))
    since, until = base.since, base.until
    for item in items:
        if isinstance(item.value, Span2):
            since, until = item.value.first or since, item.value.last or until
        elif isinstance(item.value, Partial) and item.value.grain != "-":
            since, until = (since, item.value) if has(items, "to") else (item.value, until)
    rule = Recurrence(
        base.freq, base.interval, base.by, base.first, base.last, since, until, base.without, base.exdates
    )
    return joined("set", items, rule)


def monthly_at(items: Sequence[Item]) -> Made:
    """Second Tuesday, 7 p.m.: a row of a list of what comes back every month."""
    made = monthly(items[:2])
    return set_with_clock([made, *items[2:]]) if isinstance(made, Item) else None


def set_between_at(items: Sequence[Item]) -> Made:
    """Every Tuesday from January 21 to February 27, 5:30–6:30 p.m."""
    day = next(n for n, i in enumerate(items) if i.kind == "range")
    made = set_between(items[: day + 1])
    return set_with_clock([made, *items[day + 1 :]]) if isinstance(made, Item) else None


def set_without(items: Sequence[Item]) -> Made:
    """Every day except Monday; Tuesdays except January 28; daily, closed Mondays."""
    base: Recurrence = items[0].value
    rest = items[1:]
    days = weekdays_of(rest) or []
    if has(rest, "weekends", "weekend"):
        days += [6, 7]
    dates = tuple(
        p for p in partials([i for i in rest if i.kind not in ("weekday", "short-weekday")]) if p.grain == "d"
    )
    days += [
        DAYS.index(d)
        for i in rest
        if isinstance(i.value, Recurrence)
        for k, v in i.value.by
        if k == "BYDAY"
        for d in v.split(",")
        if d in DAYS
    ]
    if not days and not dates:
        return None
    freq = "WEEKLY" if days and base.freq == "DAILY" else base.freq
    rule = Recurrence(
        freq, base.interval, base.by, base.first, base.last, base.since, base.until, (*base.without, *days), dates
    )
    return joined("set", items, rule)


def bare_weekdays(items: Sequence[Item]) -> Made:
    """Mon–Fri and Sat, Sun 10–4: weekdays that opening hours follow."""
    days = weekdays_of(
        [i for i in items if i.kind in ("weekday", "short-weekday", "weekdays", "to", "dash", "through", "until")]
    )
    if not days:
        return None
    by = ",".join(DAYS[d] for d in days)
    return joined("set", items, Recurrence("WEEKLY", 1, (("BYDAY", by),)))


def hours_of_weekdays(items: Sequence[Item]) -> Made:
    """Mon–Thu 9–8, Wed, Fri and Sun 1–5pm, Monday to Friday 2–4pm."""
    last = max(n for n, i in enumerate(items) if i.kind in ("weekday", "short-weekday", "weekdays"))
    days = bare_weekdays(items[: last + 1])
    return set_with_clock([days, *items[last + 1 :]]) if isinstance(days, Item) else None


def days_with_hours(items: Sequence[Item]) -> Made:
    """Saturday and Sunday at 2 p.m.: each of the coming days, none of them every week."""
    clock = next(n for n, i in enumerate(items) if i.kind not in ("weekday", "comma", "and", "or"))
    days = [i for i in items[:clock] if i.kind == "weekday"]
    out: list[Item] = []
    for n, day in enumerate(days):
        made = moment([Item(day.kind, day.start, day.end, day.value), *items[clock:]])
        if not isinstance(made, Item):
            return None
        made.start, made.end = day.start, items[-1].end if n == len(days) - 1 else day.end
        out.append(made)
    return out


def hours_before_weekdays(items: Sequence[Item]) -> Made:
    """8.30am to 6pm Monday to Friday."""
    first = min(n for n, i in enumerate(items) if i.kind in ("weekday", "short-weekday", "weekdays"))
    days = bare_weekdays(items[first:])
    made = set_with_clock([days, *items[:first]]) if isinstance(days, Item) else None
    if isinstance(made, list) and made:
        made[0].start, made[-1].end = items[0].start, items[-1].end
    return made


def joined_sets(items: Sequence[Item]) -> Made:
    """Fortnightly on Wednesdays."""
    first, second = items[0].value, items[1].value
    return joined("set", items, replace(second, interval=max(first.interval, second.interval)))
