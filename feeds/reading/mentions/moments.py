"""From time expressions to the days and hours of one happening.

`moments` takes each Timex apart; `combine` puts the moments said of one happening together again: a list of
days shares one clock, several clocks on one day are several showings, a rule takes its bounds from the range beside it.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from feeds.reading.mentions.drafts import CLOCK, DAY, LENGTH, SET, UNTIL, VAGUE, Moment, timex_kind
from feeds.records import Timex, When

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: Words before a day that make it the first of a rule.
_STARTS = re.compile(
    r"(?i)(?:from|starting|starts?|resum\w+|begin\w*|commenc\w+|自|从|從|始于)\s*(?:again\s*)?(?:on\s*)?$"
)
_WEEKDAYS = re.compile(r"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=(\d{8})")
#: Words behind a day that make it the first, or the last, of a rule.
_FIRST = re.compile(r"\s*(?:起|开[课課班始讲]|開[課班始講]|首[场場次])")
_AFTERWARDS = re.compile(r".?(?:之|以)?[后後](?!天|日)")
_LAST = re.compile(r"\s*(?:结束|結束|截止|为止|為止|止)")
_PERIOD = re.compile(r"^P(?:(\d+)D|(\d+)W)$")


def _value(value: str | None) -> tuple[dt.date | None, dt.time | None, str]:
    """
    >>> _value("2025-01-18T10:30")
    (datetime.date(2025, 1, 18), datetime.time(10, 30), 'time')
    >>> _value("2025-01")
    (datetime.date(2025, 1, 1), None, 'month')
    """
    try:
        if not value:
            return None, None, "day"
        if len(value) == 4:
            return dt.date(int(value), 1, 1), None, "year"
        if len(value) == 7:
            return dt.date(int(value[:4]), int(value[5:]), 1), None, "month"
        day = dt.date.fromisoformat(value[:10])
        if len(value) == 10:
            return day, None, "day"
        if value[11:13] == "24":
            return day + dt.timedelta(1), dt.time(), "time"
        return day, dt.time.fromisoformat(value[11:16]), "time"
    except ValueError:
        return None, None, "day"


def _before(end: dt.date, precision: str) -> dt.date:
    """The last day of a half-open range that ends before `end`; of a range of months, its last month's first day."""
    if precision == "month":
        return (end - dt.timedelta(1)).replace(day=1)
    return end - dt.timedelta(1)


def _named(end: dt.date, words: str) -> bool:
    """Is the half-open end itself the day printed (5月6日前: the sixth is the day people know)?"""
    printed = {int(n) for n in re.findall(r"\d+", words)}
    return end.day in printed and (end - dt.timedelta(1)).day not in printed


def moment(timex: Timex, words: str) -> Moment:
    """A Timex, taken apart; `words` are what it was read from."""
    kind = timex_kind(timex)
    day, clock, precision = _value(timex.value)
    end_day, end_clock, end_precision = _value(timex.end)
    last, until = None, None
    if end_day is not None:
        if end_clock is not None:
            last, until = end_day, end_clock
        else:
            last = end_day if kind == UNTIL and _named(end_day, words) else _before(end_day, end_precision)
    if kind == UNTIL:
        day, clock, last, until, precision = last, until, None, None, "day" if end_clock is None else "time"
    if kind == CLOCK:
        crosses = bool(day and last and last > day)
        day, last = None, dt.date.max if crosses else None
    if kind != UNTIL and precision == "day" and timex.mod in ("START", "MID", "END") and (last is None or last != day):
        day, last, precision = (day.replace(day=1) if day else None), None, "month"
    if precision == "month" and last is not None and day is not None and last <= day:
        last = None
    if last is not None and day is not None and last < day:
        last, until = None, None
    rrule = timex.rrule
    if clock is None and day and rrule and (bounded := _WEEKDAYS.fullmatch(rrule)):
        # February 9 through 20, weekdays: a span of days; no hour is told that would recur.
        kind, rrule, last = DAY, None, dt.datetime.strptime(bounded[1], "%Y%m%d").date()
    return Moment(
        span=timex.span,
        kind=VAGUE if kind == DAY and day is None else kind,
        day=day,
        clock=clock,
        last=last,
        until=until,
        precision=precision,
        rrule=rrule,
        exdates=tuple(d for d in (_value(x)[0] for x in timex.exdates) if d),
        zone=timex.zone,
        open=timex.open,
        daypart=timex.daypart,
        duration=timex.duration,
        rules=timex.rules,
        guessed="year" in timex.inferred,
    )


def days_of(duration: str | None) -> int | None:
    """How many days an ISO 8601 duration of whole days or weeks lasts.

    >>> days_of("P3D"), days_of("P2W"), days_of("PT2H")
    (3, 14, None)
    """
    found = _PERIOD.match(duration or "")
    if not found:
        return None
    return int(found[1]) if found[1] else 7 * int(found[2])


def _rule(rrule: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in rrule.split(";") if "=" in part)


def _nth(day: dt.date, position: int) -> bool:
    last = (day.replace(day=28) + dt.timedelta(4)).replace(day=1) - dt.timedelta(1)
    return position == (day.day - 1) // 7 + 1 or position == -((last.day - day.day) // 7 + 1)


def first_on(rrule: str, day: dt.date) -> dt.date:
    """The first day on or after `day` that a rule names; `day` itself when the rule names none we know.

    >>> first_on("FREQ=WEEKLY;BYDAY=SU", dt.date(2025, 2, 28))
    datetime.date(2025, 3, 2)
    """
    rule = _rule(rrule)
    wanted = [(int(x[:-2] or 0), x[-2:]) for x in rule.get("BYDAY", "").split(",") if x[-2:] in WEEKDAYS]
    month_days = {int(x) for x in rule.get("BYMONTHDAY", "").split(",") if x.lstrip("-").isdigit()}
    if not wanted and not month_days:
        return day
    for offset in range(370):
        at = day + dt.timedelta(offset)
        if wanted and not any(w == WEEKDAYS[at.weekday()] and (not n or _nth(at, n)) for n, w in wanted):
            continue
        if month_days and at.day not in month_days:
            continue
        if "BYMONTH" in rule and str(at.month) not in rule["BYMONTH"].split(","):
            continue
        return at
    return day


def when(at: Moment, timezone: str) -> When | None:
    """One moment as the When of a happening; None when it names no day."""
    if at.day is None:
        return None
    zone = at.zone or timezone
    if at.clock is not None:
        start = dt.datetime.combine(at.day, at.clock)
        end: dt.datetime | None = None
        if at.until is not None:
            last = at.last if at.last and at.last >= at.day else at.day
            end = dt.datetime.combine(last, at.until)
            if end <= start:
                end += dt.timedelta(1)
            if end - start > dt.timedelta(days=400):
                end = None
        elif at.last is not None and at.last > at.day and not at.rrule:
            end = None
        return When(start, end, zone, "time", at.rrule, at.exdates)
    end_day = None
    if at.last is not None and at.last >= at.day and at.precision == "day":
        end_day = at.last + dt.timedelta(1)
    precision = at.precision if at.precision in ("month", "year") else "day"
    return When(at.day, end_day, zone, precision, at.rrule, at.exdates)  # type: ignore[arg-type]


def _clocked(day: Moment, clock: Moment) -> Moment:
    """A day with the clock that stands beside it."""
    last, until = day.last, clock.until
    if until is not None and day.last is None and day.day is not None:
        crosses = clock.last is not None or (clock.clock is not None and until <= clock.clock)
        last = day.day + dt.timedelta(1) if crosses and until <= (clock.clock or dt.time()) else day.day
    return replace(day, clock=clock.clock, until=until, last=last, zone=day.zone or clock.zone, precision="time")


def run(found: list[Moment]) -> list[Moment]:
    """Days in a row told one by one (12月25及26日休館) as one span each."""
    if len(found) < 2 or any(at.day is None or at.clock or at.rrule or at.last for at in found):
        return found
    spans = [found[0]]
    for at in found[1:]:
        last = spans[-1].last or spans[-1].day
        if at.day and last and (at.day - last).days == 1:
            spans[-1] = replace(spans[-1], last=at.day)
        else:
            spans.append(at)
    return spans


def _recurring(base: Moment, others: Sequence[Moment], text: str, start: int) -> Moment:
    """A rule with the clock, the first and the last day that stand beside it."""
    rrule, day, clock, until = base.rrule or "", base.day, base.clock, base.until
    bound: dt.date | None = None
    if rrule == "FREQ=DAILY" and until is not None and day is not None:
        before = [o for o in others if o.kind == DAY and o.day and o.span.start < base.span.start]
        before = [o for o in before if o.last is None and o.open is None]
        if before and base.span.start - before[-1].span.end <= 3 and before[0].day and before[-1].day:
            # 9月12日、13日每天11:00至20:00: opening hours on a span of days.
            last = max(before[-1].day, day) if len(before) == 1 else before[-1].day
            return replace(
                base, kind=DAY, rrule=None, day=before[0].day, last=last, clock=None, until=None, precision="day"
            )
    for other in others:
        if other.kind == CLOCK and clock is None:
            clock, until = other.clock, other.until
        elif other.kind == UNTIL and other.day:
            bound = other.day
        elif (
            other.kind == DAY
            and other.span.start > base.span.start
            and _AFTERWARDS.match(text, other.span.end - start - 1)
        ):
            continue  # 6月30日后休演
        elif other.kind == DAY and other.day and _LAST.match(text, other.span.end - start):
            bound = other.day  # 每周五、周六…，6月27日结束
        elif other.kind == DAY and other.day and other.precision in ("day", "time"):
            if other.last is not None and other.last > other.day:
                bound, day = other.last, other.day
            elif (
                other.open == "end"
                or day is None
                or (
                    other.day > day
                    and (
                        other.span.start < base.span.start
                        or _STARTS.search(text[: other.span.start - start])
                        or _FIRST.match(text, other.span.end - start)
                    )
                )
            ):
                day = other.day
            if clock is None and other.clock is not None:
                clock, until = other.clock, other.until
    if clock is None and bound and day and rrule == "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR":
        # February 9 through 20, weekdays: a span of days; no hour is told that would recur.
        return replace(base, kind=DAY, rrule=None, day=day, last=bound, clock=None, until=None, precision="day")
    if day is not None:
        day = first_on(rrule, day)
    if bound and "UNTIL" not in rrule and "COUNT" not in rrule and day and bound >= day:
        rrule += f";UNTIL={bound:%Y%m%d}"
    closing = day if until is not None else None
    return replace(
        base, rrule=rrule, day=day, clock=clock, until=until, last=closing, precision="time" if clock else "day"
    )


def _shared(days: list[Moment], text: str, base: int) -> list[Moment]:
    """Days joined in a list ("3月7日、8日19:30") share the clock that stands behind the last of them."""
    for i in range(len(days) - 2, -1, -1):
        here, after = days[i], days[i + 1]
        gap = text[here.span.end - base : after.span.start - base]
        if (
            here.clock is None
            and after.clock is not None
            and here.precision == "day"
            and here.last is None
            and len(gap) <= 5
        ):
            last = here.day if after.until else None
            days[i] = replace(here, clock=after.clock, until=after.until, last=last, precision="time")
    return days


def combine(found: Iterable[Moment], text: str, base: int, context: dt.date | None = None) -> list[Moment]:
    """The moments of one happening, in the order printed; `text` starts at offset `base` of the article."""
    found = [at for at in found if at.kind not in (VAGUE, LENGTH)]
    found = [_bracketed(at, found, text, base) for at in found]
    sets = [at for at in found if at.kind == SET]
    if sets:
        return [_recurring(sets[0], [at for at in found if at is not sets[0]], text, base)]
    days: list[Moment] = []
    clocked: list[Moment] = []
    waiting: list[Moment] = []
    for at in found:
        if at.kind == UNTIL and days and at.day and _opens(days[-1], at):
            # 18 января … Выставка работает до 9 февраля: the end of the day told before.
            days[-1] = replace(days[-1], last=at.day, clock=None, until=None, precision="day")
        elif at.kind in (DAY, UNTIL):
            days.append(at)
            if waiting and at.clock is None and at.precision == "day":
                # A clock printed before its day: "10:00 on 3 May".
                days[-1] = _clocked(at, waiting.pop(0))
            waiting = []
        elif at.kind == CLOCK and at.clock is not None:
            if days and days[-1].clock is not None and _for(days[-1], at, text, base):
                days[-1] = _clocked(replace(days[-1], clock=None, until=None), at)
            elif days and days[-1].clock is None and days[-1].precision == "day":
                days[-1] = _nightly(days[-1], at) if _spans(days[-1]) else _clocked(days[-1], at)
            elif days and days[-1].clock is not None and _joined(days[-1], at, clocked, text, base):
                clocked.append(replace(_clocked(replace(days[-1], last=None), at), span=at.span))
            elif not days:
                waiting.append(at)
    if not days and context is not None:
        return [_clocked(Moment(at.span, DAY, context), at) for at in waiting]
    merged = sorted([*_shared(days, text, base), *clocked], key=lambda at: at.span)
    return _daily([at for at in merged if at.precision != "year"], text, base)


_DAILY = re.compile(r"(?i)每[天日]|\b(?:daily|each day|every day)\b")


def _daily(found: list[Moment], text: str, base: int) -> list[Moment]:
    """9月12日、13日每天11:00至20:00: opening hours on days in a row are one span of days."""
    if len(found) < 2 or len({(at.clock, at.until) for at in found}) > 1 or found[0].until is None:
        return found
    days = [at.day for at in found if at.day]
    in_a_row = all((b - a).days == 1 for a, b in itertools.pairwise(days))
    words = text[found[0].span.start - base : found[-1].span.end - base]
    if not in_a_row or any(at.rrule for at in found) or not _DAILY.search(words):
        return found
    return [replace(found[0], last=days[-1], clock=None, until=None, precision="day")]


def _for(day: Moment, clock: Moment, text: str, base: int) -> bool:
    """7.45pm for 8pm: people come at the first, it begins at the second."""
    gap = text[day.span.end - base : clock.span.start - base].strip().lower()
    return gap == "for" and clock.span.start > day.span.end


def _opens(day: Moment, end: Moment) -> bool:
    return (
        day.kind == DAY
        and day.precision in ("day", "time")
        and bool(day.day and end.day and day.last in (None, day.day) and end.day > day.day)
    )


def _bracketed(at: Moment, found: list[Moment], text: str, base: int) -> Moment:
    """5月8日及9日（星期五、六）晚上7時30分: weekdays in brackets explain the days and are no rule."""
    begin = at.span.start - base
    if at.kind != SET or not 0 < begin <= len(text) or text[begin - 1 : begin + 1].strip()[:1] not in ("（", "("):
        return at
    if not any(o.kind == DAY and 0 <= at.span.start - o.span.end <= 2 for o in found) or at.clock is None:
        return at
    return replace(at, kind=CLOCK, rrule=None, day=None, last=None)


def _spans(day: Moment) -> bool:
    return day.day is not None and day.last is not None and day.last > day.day


def _nightly(day: Moment, clock: Moment) -> Moment:
    """One show time on a span of days is a show every day; opening hours leave it a plain span."""
    if clock.until is not None or day.last is None:
        return day
    rrule = f"FREQ=DAILY;UNTIL={day.last:%Y%m%d}"
    return replace(day, rrule=rrule, clock=clock.clock, last=None, precision="time")


def _joined(day: Moment, clock: Moment, clocked: list[Moment], text: str, base: int) -> bool:
    """Is the second clock one more showing ("10:30、15:30"), and not the end of something told further on?"""
    before = clocked[-1].span.end if clocked else day.span.end
    gap = text[before - base : clock.span.start - base].strip()
    return gap in ("、", "，", ",", "/", "&", "和", "及", "and", ";", "；")
