"""Feasts of other calendars fall where printed almanacs have them."""

from __future__ import annotations

import datetime as dt

import pytest
from dateutil.easter import EASTER_ORTHODOX, easter

from feeds.reading.timex import almanac

#: First days as the almanacs of those years printed them: New Year, Passover, Hanukkah.
JEWISH = {
    2016: ((10, 3), (4, 23), (12, 25)),
    2017: ((9, 21), (4, 11), (12, 13)),
    2019: ((9, 30), (4, 20), (12, 23)),
    2020: ((9, 19), (4, 9), (12, 11)),
    2022: ((9, 26), (4, 16), (12, 19)),
    2023: ((9, 16), (4, 6), (12, 8)),
    2024: ((10, 3), (4, 23), (12, 26)),
    2025: ((9, 23), (4, 13), (12, 15)),
}
#: The end of Ramadan and the feast of sacrifice as announced in Mecca.
ISLAMIC = {2021: ((5, 13), (7, 20)), 2019: ((6, 4), (8, 11)), 2023: ((4, 21), (6, 28)), 2025: ((3, 30), (6, 6))}


@pytest.mark.parametrize("year", JEWISH)
def test_jewish_feasts(year: int) -> None:
    told = tuple(almanac.hebrew(year, name) for name in ("new year", "passover", "hanukkah"))
    assert told == tuple(dt.date(year, *day) for day in JEWISH[year])


@pytest.mark.parametrize("year", ISLAMIC)
def test_islamic_feasts(year: int) -> None:
    told = (almanac.hijri(year, 10, 1), almanac.hijri(year, 12, 10))
    assert told == tuple(dt.date(year, *day) for day in ISLAMIC[year])


@pytest.mark.parametrize("year", range(1901, 2100, 11))
def test_easter_of_the_julian_calendar(year: int) -> None:
    assert almanac.orthodox_easter(year) == easter(year, EASTER_ORTHODOX)


def test_what_no_table_reaches_is_no_day() -> None:
    assert almanac.hijri(1500, 1, 1) is None
    assert almanac.hebrew(9000, "purim") is None


@pytest.mark.parametrize(("nth", "day"), [(1, 1), (2, 4), (-1, 29), (-2, 28), (22, None)])
def test_working_days_of_a_month(nth: int, day: int | None) -> None:
    assert almanac.nth_workday(2025, 8, nth) == (dt.date(2025, 8, day) if day else None)
