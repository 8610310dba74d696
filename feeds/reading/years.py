"""The year of days that are printed without one: their weekdays and lunar days fit few years."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from feeds.reading.days import valid

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
#: One weekday fits a year in seven by chance.
_ENOUGH = 2
_NO_YEAR = r"(?!,? ?(?:19|20)\d\d)"
#: 2月10日（周二）, 1月6日（腊月十八）
_HAN = re.compile(
    r"(?<!\d)(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\d|0?[1-9])日[ （(，·]{0,2}"
    r"(?:(?:星期|周|週)(?P<week>[一二三四五六日天])|(?:农历|農曆)?(?P<moon>正|二|三|四|五|六|七|八|九|十|冬|腊|臘)月"
    r"(?P<lunar>初[一二三四五六七八九十]|十[一二三四五六七八九]|二十|廿[一二三四五六七八九]|三十))"
)
#: Tue 10 Feb; Tuesday, February 10th
_LATIN = re.compile(
    rf"\b(?P<week>{_WEEKDAY}),? (?:the )?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?:of )?(?P<month>{_MONTH})"
    rf"|(?P<month2>{_MONTH}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)\b{_NO_YEAR}",
    re.I,
)


def fitting(candidates: Iterable[int], text: str) -> dict[int, int]:
    """How many of a page's days with a weekday or a lunar day fit each year, less those that do not.

    >>> fitting((2025, 2026), "Tue 10 Feb, Hall. Thu 19 Feb, Hall.")
    {2025: -2, 2026: 2}
    """
    printed = list(_printed(text))
    return {year: sum(_fits(year, *one) for one in printed) for year in candidates}


def first_day(candidates: Iterable[int], text: str) -> dt.date | None:
    """The earliest day printed with its weekday, in the candidate year that the page's weekdays fit; None when few do.

    >>> first_day((2025, 2026), "Thu 19 Feb, Hall. Tue 10 Feb, Hall."), first_day((2025, 2026), "Tue 10 Feb")
    (datetime.date(2026, 2, 10), None)
    """
    votes = fitting(candidates, text)
    fit = max(votes, key=lambda year: votes[year], default=None)
    if fit is None or votes[fit] < _ENOUGH:
        return None
    return min(day for month, date, _ in _printed(text) if (day := valid(fit, month, date)))


def _printed(text: str) -> Iterable[tuple[int, int, int | tuple[str, str]]]:
    for found in _HAN.finditer(text):
        told: int | tuple[str, str] = (
            "一二三四五六日".index(found["week"].replace("天", "日"))
            if found["week"]
            else (found["moon"].replace("臘", "腊"), found["lunar"])
        )
        yield int(found["month"]), int(found["day"]), told
    for found in _LATIN.finditer(text):
        month = (found["month"] or found["month2"]).lower()[:3]
        yield _MONTHS.index(month) + 1, int(found["day"] or found["day2"]), _WEEK.index(found["week"].lower()[:3])


def _fits(year: int, month: int, day: int, told: int | tuple[str, str]) -> int:
    date = valid(year, month, day)
    if date is None:
        return -1
    return 1 if (date.weekday() if isinstance(told, int) else _lunar(date)) == told else -1


def _lunar(day: dt.date) -> tuple[str, str]:
    from borax.calendars.lunardate import LunarDate

    moon = LunarDate.from_solar(day)
    return str(moon.cn_month).removeprefix("闰"), str(moon.cn_day)
