"""How two tellings of a time stand to each other."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal
from zoneinfo import ZoneInfo

from feeds.records import When

#: same: to the minute; agrees: one says more; within: a day of a longer one, or of a rule; clock: the same day
#: at another time; apart: other days.
Relation = Literal["same", "agrees", "within", "clock", "apart"]
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def compare(new: When, old: When) -> Relation:
    if old.rrule or new.rrule:
        return _compare_rules(new, old)
    if "year" in (new.precision, old.precision) or "month" in (new.precision, old.precision):
        return _compare_coarse(new, old)
    if new.first_day == old.first_day:
        if new.all_day or old.all_day:
            return "same" if (new.start, new.end) == (old.start, old.end) else "agrees"
        if moment(new) == moment(old):
            return "same" if new.end == old.end else "agrees"
        return "clock"
    if not new.all_day and not old.all_day and moment(new) == moment(old):
        return "agrees"  # 23:00 in Ürümqi is the next day in Beijing
    if old.first_day <= new.first_day <= old.last_day or new.first_day <= old.first_day <= new.last_day:
        return "within"
    return "apart"


def _compare_coarse(new: When, old: When) -> Relation:
    year = "year" in (new.precision, old.precision)
    if new.first_day.year == old.first_day.year and (year or new.first_day.month == old.first_day.month):
        return "same" if new.precision == old.precision else "agrees"
    return "apart"


def _compare_rules(new: When, old: When) -> Relation:
    if new.rrule and old.rrule:
        if rule(new)[0] != rule(old)[0] or _over(old, new) or _over(new, old):
            return "apart"
        if not new.all_day and not old.all_day and clock(new) != clock(old):
            return "clock"
        return "same" if (new.rrule, new.exdates) == (old.rrule, old.exdates) else "agrees"
    whole, one = (old, new) if old.rrule else (new, old)
    if not occurs(whole, one.first_day):
        return "apart"
    if not new.all_day and not old.all_day and clock(new) != clock(old):
        return "clock"
    return "within"


def _over(one: When, other: When) -> bool:
    """A rule that ended before the other begins."""
    until = rule(one)[1]
    return until is not None and until[:8] < other.first_day.strftime("%Y%m%d")


def rule(when: When) -> tuple[tuple[str, ...], str | None]:
    """The parts of a rule but its end, and its end; a weekly rule without a day has that of its start.

    >>> rule(When(dt.date(2025, 5, 17), rrule="FREQ=WEEKLY;UNTIL=20250601"))
    (('BYDAY=SA', 'FREQ=WEEKLY'), '20250601')
    """
    parts = [part for part in (when.rrule or "").split(";") if part]
    if "FREQ=WEEKLY" in parts and not any(part.startswith("BYDAY") for part in parts):
        parts.append(f"BYDAY={DAYS[when.first_day.weekday()]}")
    until = next((part.removeprefix("UNTIL=") for part in parts if part.startswith("UNTIL=")), None)
    kept = [part for part in parts if not part.startswith(("UNTIL=", "WKST=")) and part != "INTERVAL=1"]
    return tuple(sorted("=".join(_sorted_days(part)) for part in kept)), until


def _sorted_days(part: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    return name, ",".join(sorted(value.split(",")))


def occurs(when: When, day: dt.date) -> bool:
    """Whether a rule may have an occurrence on that day: its weekday, its end, its exceptions.

    >>> market = When(dt.date(2025, 5, 17), rrule="FREQ=WEEKLY;BYDAY=SA;UNTIL=20250601")
    >>> occurs(market, dt.date(2025, 5, 24)), occurs(market, dt.date(2025, 5, 25)), occurs(market, dt.date(2025, 6, 7))
    (True, False, False)
    """
    parts, until = rule(when)
    if day < when.first_day or (until and day.strftime("%Y%m%d") > until[:8]):
        return False
    named = next((part.removeprefix("BYDAY=").split(",") for part in parts if part.startswith("BYDAY=")), [])
    if named and not any(re.sub(r"^[+-]?\d+", "", each) == DAYS[day.weekday()] for each in named):
        return False
    months = next((part.removeprefix("BYMONTHDAY=").split(",") for part in parts if part.startswith("BYMONTHDAY=")), [])
    return not months or str(day.day) in months


def clock(when: When) -> dt.time | None:
    return when.start.time() if isinstance(when.start, dt.datetime) else None


def moment(when: When) -> dt.datetime:
    """UTC; the day's beginning when no clock time is told."""
    start = when.start if isinstance(when.start, dt.datetime) else dt.datetime.combine(when.start, dt.time())
    return start.replace(tzinfo=ZoneInfo(when.timezone)).astimezone(dt.UTC)


def same_start(told: dt.date | dt.datetime | None, start: dt.date | dt.datetime) -> bool:
    """Whether a start that was told is that of a time, as exactly as it was told.

    >>> same_start(dt.date(2025, 8, 31), dt.datetime(2025, 8, 31, 8, 30))
    True
    """
    if told is None:
        return False
    if isinstance(told, dt.datetime) and isinstance(start, dt.datetime):
        return told == start
    return day(told) == day(start)


def day(start: dt.date | dt.datetime) -> dt.date:
    return start.date() if isinstance(start, dt.datetime) else start


def distance(new: When, old: When) -> int:
    """Days between two spans of days; 0 when they touch."""
    if new.first_day > old.last_day:
        return (new.first_day - old.last_day).days
    return max((old.first_day - new.last_day).days, 0)
