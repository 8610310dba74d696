"""Which records a feed holds: one answer for every format and every page."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from feeds.errors import SelectionError
from feeds.publishing import canonical, parse_selection, select, select_entries
from feeds.publishing.recurrence import final_day, occurrences
from feeds.records import Selection
from tests.printed import DAY, at, entry, event, later

EVENTS = [
    event("冬捕节", at("2025-01-18"), place="福海县海上魔鬼城景区", categories=("节庆",), organizer="县文旅局"),
    event("诗社采风", at("2025-01-13", "2025-01-15"), place="富蕴县", source="riverside"),
    event("周六集市", at("2025-01-04T09:00", rrule="FREQ=WEEKLY;BYDAY=SA"), place="河滨广场", language="en"),
    event("征文", at("2025-02-01", "2025-02-11"), kind="deadline"),
    later(event("灯展", at("2025-01-20")), status="cancelled"),
    event("传闻", at("2025-01-18"), confidence=0.4),
    event("旧闻", at("2025-01-18"), hidden=True),
    event("足球赛", at("2024-06-01", precision="month")),
]


def titles(day: dt.date = DAY, **args: Any) -> set[str]:
    asked = parse_selection({name.rstrip("_"): value for name, value in args.items()})
    return {made.facts.title for made in select(EVENTS, asked, day)}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "魔鬼城"}, {"冬捕节"}),
        ({"q": "文旅局"}, {"冬捕节"}),
        ({"q": "福海 冬捕"}, {"冬捕节"}),
        ({"q": "福海 灯展"}, set()),
        ({"place": "福"}, {"冬捕节"}),
        ({"category": "节庆,展览"}, {"冬捕节"}),
        ({"source": "riverside"}, {"诗社采风"}),
        ({"language": "en"}, {"周六集市"}),
        ({"kind": "deadline"}, {"征文"}),
        ({"status": "cancelled"}, {"灯展"}),
        ({"from_": "2025-01-14", "to": "2025-01-16"}, {"诗社采风"}),
        ({"from_": "today", "to": "+2d"}, {"冬捕节", "周六集市"}),
        ({"from_": "-3d", "to": "-3d"}, {"诗社采风"}),
        ({"from_": "2024-06-15", "to": "2024-06-16"}, {"足球赛"}),
        ({"from_": "2031-03-01", "to": "2031-03-01"}, {"周六集市"}),
        ({"from_": "2025-02-10", "to": "2025-02-10"}, {"征文"}),
        ({"from_": "2025-02-11", "to": "2025-02-14"}, set()),
        ({"q": "集市", "place": "河滨", "from_": "today"}, {"周六集市"}),
    ],
)
def test_what_is_asked_for_is_what_is_found(asked: dict[str, str], found: set[str]) -> None:
    assert titles(**asked) == found


def test_a_doubtful_event_is_told_to_those_who_ask_for_it() -> None:
    assert "传闻" not in titles()
    assert "传闻" in titles(confidence="0.3")


def test_a_hidden_event_is_told_to_nobody() -> None:
    assert "旧闻" not in titles(confidence="0")


def test_a_search_of_the_store_says_what_is_found() -> None:
    found = {EVENTS[1].uid}
    assert [made.facts.title for made in select(EVENTS, Selection(q="别的"), DAY, found=found)] == ["诗社采风"]


def test_events_stand_by_their_start_and_then_by_their_uid() -> None:
    same = [event(f"节{number}", at("2025-01-18")) for number in range(9)]
    found = select([*EVENTS, *same], Selection(), DAY)
    assert found == sorted(found, key=lambda made: (made.facts.when.start.isoformat(), made.uid))  # type: ignore[union-attr]


def test_articles_stand_the_newest_first() -> None:
    made = [entry(f"{day}日", name=str(day), published=dt.date(2025, 1, day)) for day in (14, 16, 15)]
    assert [each.article.headline for each in select_entries(made, Selection(), DAY)] == ["16日", "15日", "14日"]
    assert len(select_entries(made, Selection(from_="2025-01-15"), DAY)) == 2
    page = [replace(each, published=DAY, article=replace(each.article, id=f"a{n}")) for n, each in enumerate(made, 9)]
    assert [each.article.id for each in select_entries(page[::-1], Selection(), DAY)] == ["a9", "a10", "a11"]
    assert len(select_entries(made, Selection(q="14日"), DAY)) == 1


@pytest.mark.parametrize(
    ("args", "parameter"),
    [
        ({"from": "tomorow"}, "from"),
        ({"to": "2025-02-30"}, "to"),
        ({"from": "+99999d"}, "from"),
        ({"to": "-9999d"}, None),
        ({"confidence": "2"}, "confidence"),
        ({"confidence": "nan"}, "confidence"),
        ({"kind": "party"}, "kind"),
        ({"status": "gone"}, "status"),
        ({"q": "x" * 501}, "q"),
        ({"q": "a\x00b"}, "q"),
        ({"place": "\ud800"}, "place"),
    ],
)
def test_a_bad_parameter_is_named(args: dict[str, str], parameter: str | None) -> None:
    if parameter is None:
        parse_selection(args)
        return
    with pytest.raises(SelectionError, match=parameter) as raised:
        parse_selection(args)
    assert raised.value.parameter == parameter
    assert "\n" not in str(raised.value)


def test_several_values_may_come_as_a_list_or_with_commas() -> None:
    several = MultiDict([("source", "altay"), ("source", "riverside,echo")])
    assert parse_selection(several).source == ("altay", "riverside", "echo")  # type: ignore[arg-type]


texts = st.text(alphabet="冬a &=+%,;", min_size=1).map(str.strip).filter(bool)


@given(
    st.builds(
        Selection,
        q=st.none() | texts,
        place=st.none() | texts,
        source=st.lists(texts.filter(lambda t: "," not in t), max_size=2, unique=True).map(lambda s: tuple(sorted(s))),
        from_=st.sampled_from([None, "today", "+7d", "-30d", "2025-01-18"]),
        confidence=st.sampled_from([None, 0.25, 0.5]),
    )
)
def test_a_query_says_the_same_when_it_is_read_again(asked: Selection) -> None:
    from urllib.parse import parse_qs

    again = parse_selection(parse_qs(canonical(asked)))
    assert again == asked
    assert canonical(again) == canonical(asked)


def test_a_month_is_all_its_days_and_a_rule_without_an_end_has_no_last() -> None:
    month = at("2024-02-01", precision="month")
    assert final_day(month) == dt.date(2024, 2, 29)
    assert final_day(at("2025-01-04", rrule="FREQ=WEEKLY")) == dt.date.max
    assert final_day(at("2025-01-04", rrule="FREQ=WEEKLY;COUNT=3")) == dt.date(2025, 1, 18)
    assert final_day(at("2025-01-04", rrule="FREQ=WEEKLY;UNTIL=20250117")) == dt.date(2025, 1, 11)
    assert final_day(at("2025-01-04", rrule="nonsense")) == dt.date(2025, 1, 4)


def test_a_day_left_out_is_no_occurrence() -> None:
    when = at("2025-01-04", rrule="FREQ=WEEKLY", exdates=(dt.date(2025, 1, 11),))
    days = [first.day for first, _ in occurrences(when, dt.date(2025, 1, 1), dt.date(2025, 1, 20))]
    assert days == [4, 18]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY;COUNT=1000000000",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYEASTER=1",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=YEARLY;UNTIL=99991231;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
        "FREQ=",
        "\x00;;=",
    ],
)
def test_a_rule_that_names_no_day_is_no_rule_and_costs_no_time(rule: str) -> None:
    when = at("2025-01-04", rrule=rule)
    assert final_day(when) == dt.date(2025, 1, 4)
    assert list(occurrences(when, DAY, dt.date(2999, 1, 1))) == []


def test_a_rule_of_a_million_days_is_not_counted_to_its_end() -> None:
    assert final_day(at("2025-01-04", rrule="FREQ=DAILY;COUNT=1000000")) == dt.date.max
    assert final_day(at("2025-01-04", rrule="FREQ=DAILY;UNTIL=99990101")) == dt.date(9999, 1, 1)
