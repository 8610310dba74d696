"""Items into records: partial values, spans and recurrences resolved in the order of the text."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import fields
from typing import Literal

from feeds.reading.timex import almanac
from feeds.reading.timex.bounds import Bounds, later, minutes
from feeds.reading.timex.grammar import Machine
from feeds.reading.timex.partial import Item, Length, Partial, Recurrence, Span2
from feeds.reading.timex.productions import DAYS, by_day, iso_length
from feeds.reading.timex.resolve import Context
from feeds.records import Span, Timex

Kind = Literal["DATE", "TIME", "DURATION", "SET"]


def stamp(moment: dt.date | dt.datetime, grain: str) -> str:
    """As exact as the grain and no more."""
    if isinstance(moment, dt.datetime):
        return moment.isoformat(timespec="seconds" if moment.second else "minutes")
    if grain in "yce":
        return f"{moment.year:04d}"
    return moment.isoformat()[:7] if grain in "mhq" else moment.isoformat()


def timex(item: Item, context: Context, offset: int) -> Timex | None:
    """The record of an item found at `offset`; None when the calendar knows no such time."""
    where = Span(offset + item.start, offset + item.end)
    context.start, context.end = where.start, where.end
    kept: Kept | Literal[False] | None = item.kept
    if context.since is not None and isinstance(item.value, Recurrence):  # 自9月3日起，每周三
        return _read(item, where, context)
    if kept is None or (kept and kept.now != context.now):
        kept = Kept(item, where, context) if _free(item, context) else False
        item.kept = kept
        return kept.timex if kept else _read(item, where, context)
    return kept.again(where, context) if kept else _read(item, where, context)


class Kept:
    """What an item was read as on a day, where only that counts: so a listing's 每周六 is reckoned once."""

    __slots__ = ("fields", "noted", "now", "stretch", "timex")

    def __init__(self, item: Item, where: Span, context: Context) -> None:
        before, context.noted, context.stretch = context.stretch, None, None
        self.now, self.timex, self.noted = context.now, _read(item, where, context), context.noted
        self.stretch = context.stretch and context.stretch[:2]
        context.stretch = context.stretch or before
        self.fields = tuple((put, get(self.timex)) for get, put in _FIELDS) if self.timex else None

    def again(self, where: Span, context: Context) -> Timex | None:
        """The same at another place."""
        if self.noted is not None:
            context.remember(self.noted, where.end)
        if self.stretch is not None:
            context.stretch = (*self.stretch, where.end)
        if self.fields is None:
            return None
        # Filled slot by slot: a frozen record made by its own constructor takes four times as long.
        made: Timex = object.__new__(Timex)
        for put, value in self.fields:
            put(made, value)
        _PLACE(made, where)
        return made


_FIELDS = [(slot.__get__, slot.__set__) for field in fields(Timex) for slot in (Timex.__dict__[field.name],)]
_PLACE = Timex.__dict__["span"].__set__


def _free(item: Item, context: Context) -> bool:
    """Whether it says so much that only the day of reading counts besides."""
    value = item.value
    if isinstance(value, Partial):
        return item.kind != "in-length" and _whole(value, context)
    if isinstance(value, Span2):
        return (
            value.first is not None
            and value.last is not None
            and value.length is None
            and all(_whole(p, context) for p in (value.first, value.last))
        )
    if isinstance(value, Recurrence):
        return value.since is None and value.until is None and value.once is None and not value.exdates
    return False


_ELSEWHERE = frozenset(["coming", "spoken", "feast", "lunar", "later", "nth", "either"])
_WHOLE = frozenset(["year", "month", "day"])
_COUNTED = frozenset(["days", "weeks", "ago"])


def _whole(p: Partial, context: Context) -> bool:
    said = p.said.keys()
    if not _ELSEWHERE.isdisjoint(said):
        return False
    if said >= _WHOLE:
        return (p.year or 0) >= context.today.year
    return not _COUNTED.isdisjoint(said) and "year" not in said and "month" not in said


def _read(item: Item, where: Span, context: Context) -> Timex | None:
    value = item.value
    if isinstance(value, Partial):
        return _point(value, item, where, context)
    if isinstance(value, Span2):
        return _span(value, item, where, context)
    if isinstance(value, Recurrence):
        return _set(value, item, where, context)
    if isinstance(value, tuple):
        told = iso_length(value) if all(amount for _, amount in value) else None
        return Timex(where, "DURATION", None, duration=told, rules=item.rules)
    return None


def _point(p: Partial, item: Item, where: Span, context: Context) -> Timex | None:
    if p.grain == "-":
        kind: Kind = "TIME" if p.daypart else "DATE"
        return Timex(where, kind, None, mod=p.mod, daypart=_part(p.daypart), rules=item.rules)
    if item.kind == "in-length" and p.ago and context.tense() < 0:  # how long it took: "finished in 31 minutes"
        return Timex(where, "DURATION", None, duration=iso_length(p.ago), rules=item.rules)
    found = context.resolve(p)
    if found is None:
        return Timex(where, "DATE", None, mod=p.mod, rules=item.rules) if p.feast else None
    if item.kind != "fiscal-year" and not context.history(p, context.today):  # nor is a year of the books
        context.remember(found, where.end)
    end = None
    if found.last is not None and found.grain not in "ymd":
        end = stamp(found.last, found.grain)
    elif found.grain == "d" and found.last is not None and found.last != almanac.add_days(found.day, 1):
        end = stamp(found.last, "d")
    kind = "TIME" if found.grain == "t" or (p.daypart and p.grain == "t") else "DATE"
    return Timex(
        where, kind, stamp(found.first, found.grain), end,
        zone=p.zone, mod=p.mod, daypart=_part(p.daypart), inferred=found.inferred, rules=item.rules,
    )  # fmt: skip


def _part(daypart: str | None) -> str | None:
    return "MO" if daypart == "DA" else daypart


def _span(s: Span2, item: Item, where: Span, context: Context) -> Timex | None:
    first = last = None
    if s.first is s.last is None:
        return Timex(where, "DATE", None, open="end" if s.open == "end" else None, rules=item.rules)
    if s.first is not None and s.last is not None:
        ends = between(s.first, s.last, context)
        if ends is None:
            return None
        first, last = ends
    elif s.first is not None:
        first = context.resolve(s.first)
        if first is None:
            return None
    elif s.last is not None:
        last = context.resolve(s.last)
        if last is None:
            return None
    if s.length is not None and (first or last):
        first, last = _stretch(first, last, s.length, context)
    known = first or last
    if known is None:
        return None
    p = s.first or s.last
    assert p is not None
    of_books = item.kind == "period"  # the 2025-26 season: the days told beside it are in either year
    if (
        not of_books
        and (last is None or last.day >= known.day)
        and not context.history(p, context.today, open_start=s.last is None and s.length is None)
    ):
        context.remember(last or known, where.end)
    if first is not None and last is not None and 0 < (last.day - first.day).days < 7:
        context.stretch = (first.day, last.day, where.end)
    side: Literal["start", "end"] | None = None
    if first is None:
        side = "start"
    elif last is None and s.open:
        side = "end"
        context.since, context.since_at = known.day, where.end
    return Timex(
        where, "TIME" if known.grain == "t" else "DATE",
        _opening(first, p.mod) if first else None,
        _closing(last, s.last.mod if s.last else None) if last else None,
        open=side, zone=p.zone or (s.last.zone if s.last else None), mod=p.mod, daypart=_part(p.daypart),
        duration=iso_length(s.length) if s.length else None, inferred=known.inferred, rules=item.rules,
    )  # fmt: skip


def _opening(first: Bounds, mod: str | None) -> str:
    """The start of a span; "after 2016" begins when 2016 is over, "after March 1" on that day."""
    if mod == "AFTER" and first.grain in "ceyhqmxwk" and first.last is not None:
        return stamp(first.last, first.grain)
    return stamp(first.first, first.grain)


def _closing(last: Bounds, mod: str | None) -> str:
    """The half-open end of a span: what its last day is followed by; "before March 1" ends where that day begins."""
    if last.grain == "t" or mod == "BEFORE":
        return stamp(last.first, last.grain)
    return stamp(last.last or last.first, last.grain)


def _stretch(
    first: Bounds | None, last: Bounds | None, length: Length, context: Context
) -> tuple[Bounds | None, Bounds | None]:
    """未来三天, 过去三年, 18日起五天: a span that is so long after (or before) a known end of it."""
    known = first or last
    assert known is not None
    sign = 1 if first else -1
    edge = known.first if first or known.last is None else known.last
    moment = edge if isinstance(edge, dt.datetime) else dt.datetime.combine(edge, dt.time())
    grain = "t" if length[-1][0] in "hns" else "d"
    if grain == "t" and first is not None and not isinstance(known.first, dt.datetime):
        moment = context.now
    other = later(moment, tuple((u, sign * a) for u, a in length), grain)
    if other is None:
        return first, last
    if grain == "t":
        here = Bounds(moment, None, "t")
        return (here, other) if first else (other, here)
    bounds = Bounds(other.day, other.day, "d", known.inferred)
    return (first, bounds) if first else (bounds, last)


def between(a: Partial, b: Partial, context: Context) -> tuple[Bounds, Bounds] | None:
    """Both ends of a range, each filled in from the other, the last never before the first."""
    if a.grain == "t" and b.grain == "t" and (_NAMED.isdisjoint(b.said) or _carries(b, a)):
        a, b = _halves(a, b)
    year = context.year_of(b)
    if year is not None and b.month is not None and a.month is not None and a.year is a.years is None:
        a = a.but(year=year - (_order(a) > _order(b)))
    if a.day is not None and a.month is None and a.months is None and a.weekday is None and b.month is not None:
        if b.day is not None and a.day <= b.day:
            a = a.but(month=b.month, year=b.year, years=b.years)
        elif b.day is not None:
            year = b.year - 1 if b.month == 1 and b.year else b.year
            a = a.but(month=(b.month - 2) % 12 + 1, year=year)
    first = context.resolve(a)
    if first is None:
        return None
    last = _last(b, a, first, context)
    if last is None or (_same(first, last) and (last.last or last.first) < first.first):  # "now until this month"
        return None
    return first, last


def _same(first: Bounds, last: Bounds | None) -> bool:
    return last is not None and isinstance(first.first, dt.datetime) == isinstance(last.first, dt.datetime)


def _order(p: Partial) -> tuple[int, int]:
    return (p.month or 0, p.day or 0)


def _halves(a: Partial, b: Partial) -> tuple[Partial, Partial]:
    """The half of the day that only one end names is both ends': 下午3点到5点, 6–8 p.m."""
    if b.daypart is None and not b.sure and a.daypart is not None:
        b = b.but(daypart=a.daypart)
        low, high = minutes(a), minutes(b)
        if low is not None and high is not None and high <= low and (b.hour or 0) <= 12:
            plain = b.but(daypart="AF") if a.daypart in ("MO", "DA", "MI") else b.but(daypart=None)
            b = plain if (minutes(plain) or 0) > low or a.daypart in ("EV", "NI") else b
    elif a.daypart is None and not a.sure and b.daypart is not None:
        plain, a = a, a.but(daypart=b.daypart)
        low, high = minutes(a), minutes(b)
        if low is not None and high is not None and low >= high:
            a = plain
    elif a.daypart is b.daypart is None and not (a.sure or b.sure):
        low, high = minutes(a), minutes(b)
        if low is not None and high is not None and high < low <= 720 and (b.hour or 0) < 12:
            b = b.but(daypart="AF")
    return a, b


def _last(b: Partial, a: Partial, first: Bounds, context: Context) -> Bounds | None:
    """The last end of a range whose first is known."""
    start = first.day
    if b.grain == "t" and (_NAMED.isdisjoint(b.said) or _carries(b, a)):
        last = context._with_clock(b, start, first.inferred)
        if last is not None and first.grain == "t" and last.first <= first.first:  # past midnight
            following = almanac.add_days(start, 1)
            last = context._with_clock(b, following, first.inferred) if following else None
        return last
    if b.spoken:
        context.remember(first, context.start)
    if b.year is None and b.years is None and b.month is not None and not b.lunar:
        found = context.resolve(b.but(year=start.year))
        if found is None or found.day < start:
            found = context.resolve(b.but(year=start.year + 1)) or found
        return Bounds(found.first, found.last, found.grain, first.inferred) if found else None
    if b.day is not None and b.month is b.months is b.days is None:
        for shift in (0, 1):
            month = almanac.month_start(start, shift)
            if month is None:
                return None
            found = context.resolve(b.but(year=month.year, month=month.month))
            if found is not None and found.day >= start:
                return Bounds(found.first, found.last, found.grain, first.inferred)
        return None
    if b.weekday is not None and b.month is b.day is b.nth is None and b.weeks is None:
        ahead = (b.weekday - start.isoweekday()) % 7
        day = almanac.add_days(start, ahead)
        found = Bounds(day, almanac.add_days(day, 1), "d", first.inferred) if day else None
        return found and (context._with_clock(b, found.day, first.inferred) if b.hour is not None else found)
    if (b.feast or b.lunar) and b.year is b.years is None:
        for year in (start.year - 1, start.year, start.year + 1):
            found = context.resolve(b.but(year=year))
            if found is not None and found.day >= start:
                return found
        return None
    return context.resolve(b)


#: What stands between hours that are listed.
_ADJACENT = re.compile(r"[\s,;、，；。.|/()（）]*(?:and|&|及|和|与)?\s*")
_CLOCK_FIELDS = ("hour", "minute", "second", "daypart", "sure", "zone")
_NAMED = frozenset(["day", "month", "weekday", "days", "feast"])
_WHICH_DAY = ("year", "month", "day", "weekday", "days", "weeks", "years", "months", "feast", "ago", "nth")


def _carries(b: Partial, a: Partial) -> bool:
    """The end's day is the start's (it was only merged into it)."""
    mine, other = b.said.get, a.said.get
    for name in _WHICH_DAY:  # noqa: SIM110 - a plain loop: this is asked of every span of clock times
        if mine(name) != other(name):
            return False
    return True


# --- recurrences ------------------------------------------------------------------------------------------


def _set(r: Recurrence, item: Item, where: Span, context: Context) -> Timex | None:
    single = _no_rule(r, item, where, context)
    if single is not None:
        return _span(single, item, where, context)
    start, until, inferred = context.today, None, frozenset[str]()
    if r.since is not None and r.until is not None:
        ends = between(r.since, r.until, context)
        if ends is None:
            return None
        start, until = ends[0].day, ends[1].day
        if ends[1].last is not None and not isinstance(ends[1].last, dt.datetime):
            until = ends[1].last - almanac.DAY
        inferred = ends[0].inferred
    elif r.since is not None or r.until is not None:
        found = context.resolve(r.since or r.until or Partial("d"))
        if found is None:
            return None
        if r.since is not None:
            start = found.day
            if found.grain in "yqmhx" and found.last is not None:
                until = found.last - almanac.DAY
                start = max(start, min(context.today, until))
        else:
            until = found.day
    elif context.since is not None and 0 <= where.start - context.since_at <= 20:
        start = max(start, context.since)  # 自9月3日起，每周三
    first = occurrence(r, start)
    if first is None:
        return None
    if until is not None:
        context.remember(Bounds(first, almanac.add_days(first, 1), "d", frozenset({"day"})), where.end)
    value, end = stamp(first, "d"), None
    if r.first is not None and r.first.hour is not None:
        a, b = _halves(r.first, r.last) if r.last else (r.first, None)
        moment = context._with_clock(a.but(grain="t"), first, inferred)
        if moment is None:
            return None
        value = stamp(moment.first, "t")
        if b is not None and (closing := _last(b, a, moment, context)):
            end = stamp(closing.first, "t")
    left_out = sorted(_left_out(p, start, context) for p in r.exdates)
    zone = r.first.zone if r.first else None
    part = r.first.daypart if r.first else None
    return Timex(
        where, "SET", value, end, rrule=_rule(r, until), exdates=tuple(map(str, left_out)),
        zone=zone, daypart=_part(part), inferred=inferred, rules=item.rules,
    )  # fmt: skip


_CLOCK_OF_WEEKDAY = frozenset(["grain", "weekday", *_CLOCK_FIELDS])


def every_week(item: Item, last: Item | None, found: list[Timex], text: str, offset: int, machine: Machine) -> Item:
    """The hours of a weekday right beside hours of every week, or under their heading, are every week's too:
    "Mon-Fri 9am-6pm, Sat 10am-4pm"."""
    value = item.value
    if not isinstance(value, Span2) or value.first is None or value.last is None or not value.first.weekday:
        return item
    if value.first.hour is None or not (value.first.said.keys() | value.last.said.keys()) <= _CLOCK_OF_WEEKDAY:
        return item
    start = offset + item.start
    rule = last.value if last is not None and found and isinstance(last.value, Recurrence) else None
    beside = rule is not None and rule.freq == "WEEKLY" and rule.first is not None
    if not (beside and _ADJACENT.fullmatch(text[found[-1].span.end : start])) and not machine.hours.search(
        text[max(0, start - 20) : start]
    ):
        return item
    first, end = (Partial(**{n: v for n, v in p.said.items() if n != "weekday"}) for p in (value.first, value.last))
    weekly = Recurrence("WEEKLY", 1, by_day((value.first.weekday,)), first, end)
    return Item("set", item.start, item.end, weekly, ("hours of every week", *item.rules))


def _no_rule(r: Recurrence, item: Item, where: Span, context: Context) -> Span2 | None:
    """The span that looks like a rule: weekdays of one week, a term that ends at an hour (报名：2月1日至20日18:00)."""
    if r.once is not None and r.first is None and r.since is r.until is None and not r.without:
        before, after = context.text[max(0, where.start - 8) : where.start], context.text[where.end : where.end + 10]
        return None if context.machine.habit.search(before + after) else r.once
    if r.freq != "DAILY" or item.rules[0] != "range" or r.since is None or r.until is None or r.first is None or r.last:
        return None
    before, after = context.clause(40)
    if not context.machine.through.search(before + after[:6]):
        return None
    return Span2(r.since, r.until.but(grain="t", **{n: v for n, v in r.first.said.items() if n in _CLOCK_FIELDS}))


def _rule(r: Recurrence, until: dt.date | None) -> str:
    """The RECUR of RFC 5545."""
    parts = [f"FREQ={r.freq}"] + ([f"INTERVAL={r.interval}"] if r.interval > 1 else [])
    by = dict(r.by)
    if r.without:
        kept = by.get("BYDAY", ",".join(DAYS[1:])).split(",")
        by["BYDAY"] = ",".join(d for d in kept if DAYS.index(d) not in r.without)
        parts[0] = "FREQ=WEEKLY"
    parts += [f"{k}={v}" for k, v in by.items()]
    if until is not None:
        parts.append(f"UNTIL={until:%Y%m%d}")
    return ";".join(parts)


def _left_out(p: Partial, start: dt.date, context: Context) -> dt.date:
    """A day on which the recurrence rests: the first such day after it begins."""
    found = context.resolve(p)
    if p.year is p.years is None and p.month is not None and (found is None or found.day < start):
        found = context.resolve(p.but(year=start.year + ((p.month, p.day or 1) < (start.month, start.day))))
    return found.day if found else start


def occurrence(r: Recurrence, start: dt.date) -> dt.date | None:
    """The first day on or after `start` that the rule names."""
    by = dict(r.by)
    days = by.get("BYDAY", "").split(",") if "BYDAY" in by else []
    plain = {DAYS.index(d) for d in days if d in DAYS}
    ordinal = [(int(d[:-2]), DAYS.index(d[-2:])) for d in days if d not in DAYS]
    months = {int(m) for m in by.get("BYMONTH", "").split(",") if m}
    numbers = {int(n) for n in by.get("BYMONTHDAY", "").split(",") if n}
    places = {int(n) for n in by.get("BYSETPOS", "").split(",") if n}
    date: dt.date | None = start
    for _ in range(366 * (5 if months else 1)):
        if date is None:
            return None
        fits = (not months or date.month in months) and (not numbers or _numbered(date, numbers))
        fits = fits and (not plain or date.isoweekday() in plain) and date.isoweekday() not in r.without
        if fits and ordinal:
            fits = any(almanac.nth_weekday(date.year, date.month, w, n) == date for n, w in ordinal)
        if fits and places:
            fits = any(almanac.nth_workday(date.year, date.month, n) == date for n in places)
        if fits:
            return date
        date = almanac.add_days(date, 1)
    return None


def _numbered(date: dt.date, numbers: set[int]) -> bool:
    following = almanac.add_days(date, 1)
    return date.day in numbers or (-1 in numbers and following is not None and following.day == 1)
