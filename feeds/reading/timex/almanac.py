"""Days of the calendar, as arithmetic: months, weeks, quarters, seasons, the Chinese calendar, Easter."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from functools import lru_cache

DAY = dt.timedelta(days=1)
#: First months of the seasons as newspapers count them in the north.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def day(year: int, month: int, number: int) -> dt.date | None:
    """The date, or None when the calendar has no such day.

    >>> day(2025, 2, 29)
    """
    try:
        return dt.date(year, month, number)
    except (ValueError, OverflowError):
        return None


def month_start(date: dt.date, shift: int = 0) -> dt.date | None:
    """The first of the month `shift` months on.

    >>> month_start(dt.date(2025, 1, 16), -1)
    datetime.date(2024, 12, 1)
    """
    number = date.year * 12 + date.month - 1 + shift
    return day(number // 12, number % 12 + 1, 1)


def add_months(date: dt.date, shift: int) -> dt.date | None:
    """The same day so many months on, or the last of a shorter month.

    >>> add_months(dt.date(2025, 1, 31), 1)
    datetime.date(2025, 2, 28)
    """
    first = month_start(date, shift)
    return first and first.replace(day=min(date.day, monthrange(first.year, first.month)[1]))


def add_days(date: dt.date, shift: float) -> dt.date | None:
    try:
        return date + dt.timedelta(days=shift)
    except OverflowError:
        return None


def monday(date: dt.date) -> dt.date:
    return date - dt.timedelta(days=min(date.weekday(), date.toordinal() - 1))


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> dt.date | None:
    """The nth weekday (1 Monday … 7) of a month; -1 the last.

    >>> nth_weekday(2025, 5, 7, 2)
    datetime.date(2025, 5, 11)
    """
    first = day(year, month, 1)
    if first is None:
        return None
    length = monthrange(year, month)[1]
    number = 1 + (weekday - 1 - first.weekday()) % 7 + 7 * (nth - 1)
    if nth < 0:
        last = first.replace(day=length)
        number = length - (last.weekday() - (weekday - 1)) % 7 + 7 * (nth + 1)
    return first.replace(day=number) if 1 <= number <= length else None


def nth_workday(year: int, month: int, nth: int) -> dt.date | None:
    """The nth day of a month from Monday to Friday; -1 the last.

    >>> nth_workday(2025, 8, -1)
    datetime.date(2025, 8, 29)
    """
    first = day(year, month, 1)
    if first is None:
        return None
    days = [first.replace(day=n) for n in range(1, monthrange(year, month)[1] + 1)]
    work = [d for d in days if d.isoweekday() <= 5]
    place = nth - 1 if nth > 0 else nth
    return work[place] if -len(work) <= place < len(work) else None


@lru_cache(maxsize=512)
def lunar(year: int, month: int, number: int, leap: bool = False) -> dt.date | None:
    """The day of the Chinese calendar's year as a date; 30 of a short month is its last day.

    >>> lunar(2025, 1, 15)
    datetime.date(2025, 2, 12)
    """
    from borax.calendars.lunardate import LunarDate  # read at first use: most pages name no lunar day

    for candidate in (number, 29) if number == 30 else (number,):
        try:
            date = LunarDate(year, month, candidate, 1 if leap else 0).to_solar_date()
        except (ValueError, OverflowError, IndexError, KeyError):
            continue
        return dt.date(date.year, date.month, date.day)
    return None


@lru_cache(maxsize=512)
def solar_term(year: int, number: int) -> dt.date | None:
    """The day of one of the 24 solar terms, 0 小寒 … 23 冬至."""
    from borax.calendars.lunardate import TermUtils

    try:
        date = TermUtils.nth_term_day(year, number)
    except (ValueError, OverflowError, IndexError, KeyError):
        return None
    return dt.date(date.year, date.month, date.day)


def easter(year: int) -> dt.date | None:
    """Easter Sunday of the Gregorian calendar (Meeus/Jones/Butcher)."""
    if not 1583 <= year <= 9998:
        return None
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, number = divmod(h + el - 7 * m + 114, 31)
    return dt.date(year, month, number + 1)


def orthodox_easter(year: int) -> dt.date | None:
    """Easter Sunday of the Julian calendar, as a day of the Gregorian one (Meeus)."""
    if not 1583 <= year <= 2999:
        return None
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, number = divmod(d + e + 114, 31)
    return add_days(dt.date(year, month, number + 1), year // 100 - year // 400 - 2)


@lru_cache(maxsize=512)
def hijri(year: int, month: int, number: int) -> dt.date | None:
    """The first such day of the Islamic calendar (Mecca's) in a Gregorian year; None where no table reaches.

    >>> hijri(2025, 10, 1)
    datetime.date(2025, 3, 30)
    """
    from hijridate import Hijri  # read at first use

    for count in range(year - 582, year - 575):
        try:
            date = Hijri(count, month, number).to_gregorian()
        except (ValueError, OverflowError):
            continue
        if date.year == year:
            return dt.date(date.year, date.month, date.day)
    return None


def hebrew_new_year(year: int) -> dt.date | None:
    """Rosh Hashanah of a Gregorian year, by the calendar's own arithmetic (molad and postponements).

    >>> hebrew_new_year(2025)
    datetime.date(2025, 9, 23)
    """
    if not 1583 <= year <= 2999:
        return None

    def elapsed(count: int) -> int:
        months = (235 * count - 234) // 19
        parts = 12084 + 13753 * months
        days = 29 * months + parts // 25920
        return days + 1 if 3 * (days + 1) % 7 < 3 else days

    count = year + 3761
    before, this, after = elapsed(count - 1), elapsed(count), elapsed(count + 1)
    late = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return dt.date.fromordinal(this + late - 1373427)


def hebrew(year: int, name: str) -> dt.date | None:
    """A Jewish feast in a Gregorian year: counted from the New Year before or behind it."""
    first = hebrew_new_year(year)
    if first is None:
        return None
    if name == "hanukkah":  # 25 Kislev: Heshvan has 30 days in a full year
        following = hebrew_new_year(year + 1)
        full = following is not None and (following - first).days % 10 == 5
        return add_days(first, 83 + full)
    return add_days(
        first, {"new year": 0, "yom kippur": 9, "sukkot": 14, "passover": -163, "purim": -193, "shavuot": -113}[name]
    )
