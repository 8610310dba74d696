"""On which days a When happens: what windows, pages and archives ask, told once.

Rules without an end go on for ever here: nothing is ever cut at a horizon of our own.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from feeds.records import When

if TYPE_CHECKING:
    from dateutil.rrule import rrule as Rule

_UNTIL = re.compile(r"(?:^|;)UNTIL=(\d{4})-?(\d{2})-?(\d{2})[^;]*", re.I)
_ONE_DAY = dt.timedelta(days=1)
#: Those of RFC 5545 that a calendar of days can follow; a page may claim anything.
_PACES = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_PARTS = frozenset(
    ("FREQ", "INTERVAL", "COUNT", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST")
)
#: Past these a rule is nobody's habit, and past 2**31 no calendar reads it.
_WIDEST, _MOST = 1000, 10_000_000
#: How many days a rule of days is followed until it names one.
_LIFETIME = 30 * 366
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: Occurrences after which the last one is not looked for any more.
_COUNTED = 5000


def until(rrule: str) -> dt.date | None:
    """The last local day of a rule, as our records keep it; None when it has none.

    >>> until("FREQ=WEEKLY;BYDAY=SA;UNTIL=20250630")
    datetime.date(2025, 6, 30)
    """
    found = _UNTIL.search(rrule)
    if not found:
        return None
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def first_and_last(when: When) -> tuple[dt.date, dt.date]:
    """The days of the first occurrence, both told; a month is all its days.

    >>> first_and_last(When(dt.date(2025, 2, 1), precision="month"))
    (datetime.date(2025, 2, 1), datetime.date(2025, 2, 28))
    """
    first, last = when.first_day, when.last_day
    if when.end is None and when.precision == "month":
        last = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - _ONE_DAY
    elif when.end is None and when.precision == "year":
        last = first.replace(month=12, day=31)
    return first, last


@lru_cache(maxsize=4096)
def _rule(rrule: str, start: dt.date) -> Rule | None:
    """The rule over whole days; None when a calendar could not read it, or when it names no day in a lifetime."""
    from dateutil.rrule import rrulestr

    last = until(rrule)
    text = _UNTIL.sub("", rrule).strip(";")
    parts = {part.partition("=")[0].upper(): part.partition("=")[2].upper() for part in text.split(";")}
    if not parts.keys() <= _PARTS or parts.get("FREQ") not in _PACES:
        return None
    if last:
        text += f";UNTIL={last:%Y%m%d}"
    try:
        if not _possible(parts, start):
            return None
        rule: Rule = rrulestr(text, dtstart=dt.datetime.combine(start, dt.time()))  # type: ignore[assignment]
        return rule if next(iter(rule), None) is not None else None
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError):
        return None


def _possible(parts: dict[str, str], start: dt.date) -> bool:
    """Whether the rule can name a day at all: dateutil would look for it until the year 9999."""
    interval = int(parts.get("INTERVAL", 1))
    months = {int(month) for month in parts.get("BYMONTH", "").split(",") if month}
    days = {int(day) for day in parts.get("BYMONTHDAY", "").split(",") if day}
    if (
        not 1 <= interval <= _WIDEST
        or int(parts.get("COUNT", 1)) > _MOST
        or not months <= set(range(1, 13))
        or not all(1 <= abs(day) <= 31 for day in days)
    ):
        return False
    if months and days and not any(abs(day) <= monthrange(2024, month)[1] for month in months for day in days):
        return False
    if parts["FREQ"] != "DAILY":
        return True
    names = {name for name in parts.get("BYDAY", "").split(",") if name}
    if not parts.keys() <= {"FREQ", "INTERVAL", "COUNT", "WKST", "BYDAY", "BYMONTH", "BYMONTHDAY"} or interval > 366:
        return False
    for step in range(0, _LIFETIME, interval):
        day = start + dt.timedelta(days=step)
        from_end = day.day - monthrange(day.year, day.month)[1] - 1
        if (
            (not months or day.month in months)
            and (not days or day.day in days or from_end in days)
            and (not names or _DAYS[day.weekday()] in names)
        ):
            return True
    return False


def readable(rrule: str, start: dt.date) -> bool:
    """Whether the rule says anything at all from that day on."""
    return _rule(rrule, start) is not None


def occurrences(when: When, first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """The occurrences that touch a day of first..last (both inside), as (first day, last day), in order.

    >>> list(occurrences(When(dt.date(2025, 1, 4), rrule="FREQ=WEEKLY"), dt.date(2025, 1, 10), dt.date(2025, 1, 20)))
    [(datetime.date(2025, 1, 11), datetime.date(2025, 1, 11)), (datetime.date(2025, 1, 18), datetime.date(2025, 1, 18))]
    """
    start, end = first_and_last(when)
    rule = _rule(when.rrule, start) if when.rrule else None
    if rule is None:
        if start <= last and end >= first:
            yield start, end
        return
    length = end - start
    try:
        after = dt.datetime.combine(first - length, dt.time())
    except OverflowError:
        after = dt.datetime.min
    for moment in rule.xafter(after, inc=True):
        day = moment.date()
        if day > last:
            return
        if day not in when.exdates:
            yield day, day + length


def happens(when: When, first: dt.date, last: dt.date) -> bool:
    """Whether any day of it lies inside first..last."""
    return next(occurrences(when, first, last), None) is not None


def final_day(when: When) -> dt.date:
    """The last day of its last occurrence; date.max when its rule has no end."""
    start, end = first_and_last(when)
    if not when.rrule:
        return end
    rule = _rule(when.rrule, start)
    if rule is None:
        return end
    told = until(when.rrule)
    if told is None and "COUNT=" not in when.rrule.upper():
        return dt.date.max
    last = None
    for number, last in enumerate(rule):  # noqa: B007
        if number == _COUNTED:
            return told or dt.date.max
    return last.date() + (end - start) if last else end
