"""What comes back, in Chinese: the productions of the rules for recurrences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from feeds.reading.languages.zh import feasts
from feeds.reading.timex.partial import Item, Partial, Recurrence, Span2
from feeds.reading.timex.productions import DAYS, by_day, clock_of, joined, partials, span, weekdays_of


def each_months_workday(items: Sequence[Item]) -> Item:
    """每月最后一个工作日."""
    by = (("BYDAY", "MO,TU,WE,TH,FR"), ("BYSETPOS", str(items[-2].value)))
    return joined("set", items, Recurrence("MONTHLY", 1, by))


def monthly(items: Sequence[Item]) -> Item | None:
    first, last = clock_of(items)
    nth = [i.value for i in items if i.kind in ("nth", "nth-week")]
    nth += [n for i in items if i.kind == "nths" for n in i.value]
    if nth:
        days = weekdays_of(items)
        by: tuple[tuple[str, str], ...] = (("BYDAY", ",".join(f"{n}{DAYS[d]}" for n in nth for d in days)),)
    else:
        numbers = [p.day for p in partials(items) if p.day] + [i.value for i in items if i.kind == "number"]
        if not numbers:
            return None
        by = (("BYMONTHDAY", ",".join(str(n) for n in sorted(numbers))),)
    return joined("set", items, Recurrence("MONTHLY", by=by, first=first, last=last))


def yearly(items: Sequence[Item]) -> Item | None:
    first, last = clock_of(items)
    parts = partials(items)
    nth = [p.nth for p in parts if p.nth]
    months = [p.month for p in parts if p.month]
    month = months[0] if months else None
    day = next((p.day for p in parts if p.day), None)
    feast = next((feasts.fixed(p.feast) for p in parts if p.feast), None)
    if feast:
        month, day = feast
    elif any(p.lunar or p.feast for p in parts):
        return joined("vague", items, Partial("-"))
    by: tuple[tuple[str, str], ...] = (
        (("BYMONTH", ",".join(map(str, months if not feast else [month]))),) if month else ()
    )
    if nth and month:
        by += (("BYDAY", ",".join(f"{p.nth}{DAYS[p.weekday or 0]}" for p in parts if p.nth)),)
    elif day:
        by += (("BYMONTHDAY", str(day)),)
    return joined("set", items, Recurrence("YEARLY", by=by, first=first, last=last))


def each_month(items: Sequence[Item]) -> Item | None:
    """每月1日至5日; 每月上旬 is found, but no rule of days says it."""
    days = [p.day for p in partials(items) if p.day]
    if len(days) != 2 or days[0] >= days[1]:
        return joined("vague", items, Partial("-"))
    by = (("BYMONTHDAY", ",".join(str(n) for n in range(days[0], days[1] + 1))),)
    return joined("set", items, Recurrence("MONTHLY", 1, by))


def but_for_weekdays(items: Sequence[Item]) -> Item | None:
    """除周一外，每天9:00—17:00."""
    return joined("set", items, replace(items[-1].value, without=tuple(weekdays_of(items[:-1]))))


def weekends(items: Sequence[Item]) -> Item | None:
    """周末下午2点, where no word says which weekend."""
    if items[0].value.weeks is not None:
        return None
    return joined("set", items, Recurrence("WEEKLY", 1, by_day((6, 7)), *clock_of(items)))


def every_length_on(items: Sequence[Item]) -> Item | None:
    """每隔两周的周五."""
    made = every_length(items)
    days = weekdays_of(items)
    if made is None or made.value.freq != "WEEKLY" or not days:
        return None
    return joined("set", items, replace(made.value, by=by_day(days)))


def weekdays_or_days(items: Sequence[Item]) -> Item | None:
    """周一至周五: a habit beside 开放 or 受理, else the days of this week."""
    days = span("span")(items)
    rule = Recurrence("WEEKLY", 1, by_day(weekdays_of(items)), once=days.value if days else None)
    return joined("set", items, rule)


def every_length(items: Sequence[Item]) -> Item | None:
    """每两周, 每三个月."""
    length = next(i.value for i in items if i.kind == "length")
    freq = {"y": "YEARLY", "m": "MONTHLY", "w": "WEEKLY", "d": "DAILY", "h": "HOURLY"}.get(length[0][0])
    if freq is None or len(length) > 1 or not 1 <= length[0][1] == int(length[0][1]):
        return None
    return joined("set", items, Recurrence(freq, int(length[0][1])))


def limited(items: Sequence[Item]) -> Item | None:
    """1月20日至2月22日每周六: a rule between two days."""
    days = next((i.value for i in items if i.kind in ("span", "date", "month", "open", "year")), None)
    rule = next(i.value for i in items if isinstance(i.value, Recurrence))
    if not isinstance(days, Partial | Span2):
        return None
    since, until = (days.first, days.last) if isinstance(days, Span2) else (days, None)
    return joined("set", items, replace(rule, since=since, until=until))


def with_clock(items: Sequence[Item]) -> Item | None:
    rule = next(i.value for i in items if isinstance(i.value, Recurrence))
    first, last = clock_of(items)
    if first is None:
        first, last = rule.first, rule.last
    return joined("set", items, Recurrence(rule.freq, rule.interval, rule.by, first, last, rule.since, rule.until))


def without(items: Sequence[Item]) -> Item | None:
    """每天9:00—17:00（周一闭馆）."""
    rule, days = items[0].value, tuple(weekdays_of(items[1:]))
    kept = Recurrence(rule.freq, rule.interval, rule.by, rule.first, rule.last, rule.since, rule.until, days)
    return joined("set", items, kept)


def but_for(items: Sequence[Item]) -> Item | None:
    """逢星期二上午（5月26日除外）."""
    rule = items[0].value
    days = tuple(i.value for i in items[1:] if i.kind in ("date", "day"))
    left = Recurrence(
        rule.freq, rule.interval, rule.by, rule.first, rule.last, rule.since, rule.until, rule.without, days
    )
    return joined("set", items, left)


def hours_on_days(items: Sequence[Item]) -> list[Item]:
    """8:30-12:00，14:00-18:00（周一至周五）: the rule at each of the hours."""
    rule = items[-2].value
    out = [
        Item("set", i.start, i.end, Recurrence(rule.freq, rule.interval, rule.by, *clock_of([i])), i.rules)
        for i in items[:-4]
        if i.kind == "times"
    ]
    return [*out, joined("set", items[-4:], Recurrence(rule.freq, rule.interval, rule.by, *clock_of(items[-4:])))]


def each_time(items: Sequence[Item]) -> list[Item] | None:
    """每天上午11点、下午4点: the rule, and the rule again at each further time."""
    rule = items[0].value
    out = [items[0]]
    for item in items[1:]:
        if item.kind in ("time", "times"):
            again = Recurrence(
                rule.freq, rule.interval, rule.by, *clock_of([item]), rule.since, rule.until, rule.without
            )
            out.append(Item("set", item.start, item.end, again, item.rules))
    return out if rule.first is not None and rule.first.hour is not None else None


def closed_on(items: Sequence[Item]) -> list[Item] | None:
    """周一闭馆: every Monday."""
    days = weekdays_of(items)
    return [Item("set", items[0].start, items[-2].end, Recurrence("WEEKLY", 1, by_day(days)))] if days else None
