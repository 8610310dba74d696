"""Reading times never fails, never misplaces what it read, and takes time in proportion to the text."""

from __future__ import annotations

import datetime as dt
import itertools
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from feeds.publishing.timexes import render
from feeds.reading.timex import find

READ_ON = dt.date(2025, 1, 16)
LANGUAGES = ("zh", "en", "ru", "kk")
#: Letters that times are made of, so that a random text comes close to one.
LETTERS = (
    "0123456789０１８一二三四五六七八九十廿初〇年月日号时点分半刻周星期天末上中下旬本今明昨前后去每逢隔第个农历正腊闰"
    "至到-—～:：./,，、（）() \n\u3000"
    "起止截前内期间为未来过去三天小时季度世纪代春节国庆假早晚午凌晨北京新疆时间UTC+民国元廿Janfebruymochspltwdhr18thnoonof每月人"
    "января февраля с по до в каждую суббота қаңтар сағат күні"
)
TEXTS = st.one_of(st.text(max_size=80), st.text(alphabet=LETTERS, max_size=60))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES), st.dates())
@example("农历闰十二月三十", "zh", dt.date(9999, 12, 31))
@example("上上周一至下下周日23:59", "zh", dt.date(1, 1, 1))
@example("2月30日至31日25:61 99年99月99日", "zh", READ_ON)
@example("过去9999年 未来9999世纪 9999999天后", "zh", READ_ON)
@example("民国199年13月0日 0年0月 第0个星期日", "zh", READ_ON)
def test_no_text_makes_it_fail_and_every_span_holds_the_words(text: str, language: str, reference: dt.date) -> None:
    found = find(text, reference, language)
    rows = render(text, found)
    assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)  # type: ignore[type-var]
    for timex, row in zip(found, rows, strict=True):
        assert 0 <= timex.span.start < timex.span.end <= len(text)
        assert text[row["start"] : row["end"]] == row["text"]  # type: ignore[misc]
    for before, after in itertools.pairwise(found):
        assert before.span.end <= after.span.start


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
def test_what_is_read_is_a_calendar_day_and_ends_after_it_starts(text: str, language: str) -> None:
    for timex in find(text, READ_ON, language):
        for stamp in filter(None, (timex.value, timex.end)):
            dt.datetime.fromisoformat(stamp + {4: "-01-01", 7: "-01"}.get(len(stamp), ""))
        if timex.value and timex.end:
            width = min(len(timex.value), len(timex.end), 10)
            assert timex.value[:width] <= timex.end[:width], timex


def work(text: str, language: str = "zh") -> int:
    """How many calls reading the text takes: a measure that no busy machine can bend."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    find("1月1日", READ_ON, language)
    sys.setprofile(count)
    try:
        find(text, READ_ON, language)
    finally:
        sys.setprofile(None)
    return calls


HOSTILE = [
    "1",
    "年月日",
    "-",
    "—",
    "1月",
    "1月1日",
    "一",
    "十",
    "1:1",
    "1、",
    "每",
    "周一至",
    "  ",
    "\n",
    "2025.",
    "《1日",
    "第1",
    "上",
    "Jan ",
    "1st ",
]


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_work_grows_no_faster_than_the_text(piece: str, language: str) -> None:
    work(piece * 3000, language)  # what is compiled at first need is compiled
    short, long = work(piece * 3000, language), work(piece * 12_000, language)
    assert long <= 4.4 * short + 200


@pytest.mark.parametrize("piece", ["1", "年月日", "—", "１", "一", " ", "1月1日至"])
def test_a_megabyte_of_anything_is_read(piece: str) -> None:
    find(piece * (1_000_000 // len(piece)), READ_ON)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("1月20日至22日", {"from": "2025-01-20", "to": "2025-01-22", "precision": "day"}),
        ("2025年3月", {"from": "2025-03-01", "to": "2025-03-31", "precision": "month"}),
        ("2024年", {"from": "2024-01-01", "to": "2024-12-31", "precision": "year"}),
        ("截至1月10日", {"from": None, "to": "2025-01-10", "open": "start"}),
        ("1月20日起", {"from": "2025-01-20", "to": None, "open": "end"}),
        ("1月19日19:30—21:00", {"from": "2025-01-19T19:30", "to": "2025-01-19T21:00", "precision": "time"}),
        ("新疆时间1月20日10时", {"from": "2025-01-20T12:00", "to": None}),
        ("三个小时", {"from": None, "to": None, "rrule": None, "precision": None}),
        ("每周六", {"from": "2025-01-18", "to": None, "rrule": "FREQ=WEEKLY;BYDAY=SA"}),
        ("1月25日开幕，为期五天", {"text": "1月25日开幕，为期五天", "from": "2025-01-25", "to": "2025-01-29"}),
    ],
)
def test_people_are_shown_the_last_day(text: str, row: dict[str, str | None]) -> None:
    shown = render(text, find(text, READ_ON))[0]
    assert {key: shown.get(key) for key in row} == row


def test_the_reading_names_the_rules_that_fired() -> None:
    (timex,) = find("1月19日（周日）19:30—21:00", READ_ON)
    assert timex.rules == ("day with hours", "date with weekday", "month and day", "clock to clock", "clock", "clock")


@pytest.mark.parametrize(
    "text",
    [
        "每周六下午3点，本周三上午，三天后，2026年3月8日14:00—16:30，3月8日。",
        "自3月3日起恢复，每周三开放。每周三开放",
        "本周五至周日庙会，周六放烟花；每周六有集市，1月25日开幕",
    ],
)
def test_what_was_read_before_on_other_days_changes_nothing(text: str) -> None:
    fresh = {day: find(text, day) for day in (READ_ON, dt.date(2025, 6, 30), dt.date(2026, 12, 31))}
    for day in (*fresh, *reversed(fresh)):
        assert find(text, day) == fresh[day]


def test_a_rule_read_alone_before_still_starts_where_the_sentence_says() -> None:
    assert [t.value for t in find("每周三开放", READ_ON)] == ["2025-01-22"]
    assert [t.value for t in find("自3月3日起恢复，每周三开放", READ_ON)] == ["2025-03-03", "2025-03-05"]


def test_a_region_of_a_language_is_the_language() -> None:
    assert find("1月18日", READ_ON, "zh-Hant") == find("1月18日", READ_ON, "zh")
