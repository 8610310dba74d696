"""Which language a text is read in, and the day it counts from when nothing tells when it was printed."""

from __future__ import annotations

import datetime as dt
import re

from feeds.reading import timex
from feeds.reading.years import first_day

HAN = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]")
#: 2080元 is no year, nor is 0755-2010 or Private Bag 2041.
_YEAR = re.compile(
    r"(?<!\bBag )(?<!\bBox )(?<!\bRoom )(?<!\bSuite )"
    r"(?<![\d.,:$£€¥￥-])(?:19[5-9]|20[0-4])\d(?![,:]\d|\d|\s?[元块人名张件个字米套户吨亩万亿条册平公千])"
)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def language_of(text: str, told: str | None) -> str:
    """The language a text is written in, when its letters contradict what the document says.

    >>> language_of("Sat 18 Jan, 7.30pm, Village Hall", "zh-Hans")
    'en'
    """
    sample = text[:4000]
    han, latin, cyrillic = (len(p.findall(sample)) for p in (HAN, LATIN, _CYRILLIC))
    short = (told or "").split("-")[0]
    if cyrillic > max(han, latin):
        return short if short in ("ru", "kk") else "ru"
    if han * 3 >= latin and han:
        return told if short == "zh" and told else "zh"
    if latin and short in ("zh", "ru", "kk", ""):
        return "en"
    return told or "en"


def reference(text: str, language: str) -> dt.date | None:
    """A day to count from when nothing tells when a page was printed: the first whole date that it names itself."""
    years = sorted(int(y) for y in _YEAR.findall(text))
    if not years:
        return None
    # The newest year that a page names is nearest to its own; what is adopted or counted is of the years before.
    near = dict.fromkeys(year + shift for year in reversed(years) for shift in (0, 1, -1, 2))
    day = first_day(near, text)
    if day:
        return day
    guess = dt.date(years[-1], 1, 1)
    found = [
        t.value
        for t in timex.find(text, guess, language)
        if t.value and len(t.value) >= 10 and "year" not in t.inferred and not t.rrule
    ]
    days = sorted(
        dt.date.fromisoformat(value[:10])
        for value in found
        if value[:4] == str(years[-1]) or value[:4] == str(years[-1] - 1)
    )
    return days[0] if days else guess


def own_script(name: str, spaced: bool) -> str:
    """旧衣回收 / Clothes Drive: the half in the language that is read."""
    halves = [half.strip() for half in re.split(r"\s+[/|｜]\s+", name)]
    if len(halves) == 2 and bool(HAN.search(halves[0])) != bool(HAN.search(halves[1])):
        return next(half for half in halves if bool(HAN.search(half)) != spaced)
    return name
