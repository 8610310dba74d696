"""What all papers say together, in whatever order they were read."""

import datetime as dt
from itertools import permutations

import pytest

from feeds.merging import decide, fold, overrides
from feeds.merging.deciding import Add, Keep, Unknown, Update
from feeds.records import Facts, Override, When
from tests.paper import NOON, event, told

FIRST = told("冬捕节", "2025-01-18", place="海上魔鬼城景区", paper="2025-01-10")


@pytest.mark.parametrize(
    ("later", "start", "status", "was"),
    [
        (told("冬捕节", "2025-01-20", status="postponed", was="2025-01-18"), "2025-01-20", "confirmed", "2025-01-18"),
        (told("冬捕节", "2025-01-20", status="postponed"), "2025-01-20", "confirmed", "2025-01-18"),
        (told("冬捕节", "2025-01-17", was="2025-01-18"), "2025-01-17", "confirmed", "2025-01-18"),
        (told("冬捕节", "2025-01-19"), "2025-01-19", "confirmed", "2025-01-18"),
        (told("冬捕节", None, status="postponed"), "2025-01-18", "postponed", None),
        (told("冬捕节", None, status="cancelled"), "2025-01-18", "cancelled", None),
        (told("冬捕节", "2025-01-18", status="cancelled"), "2025-01-18", "cancelled", None),
        (told("冬捕节", "2025-01-18"), "2025-01-18", "confirmed", None),
        (told("冬捕节", "2025-01-18T10:30"), "2025-01-18T10:30:00", "confirmed", None),
        (told("冬捕节", "2025-01"), "2025-01-18", "confirmed", None),
        (told("冬捕节", "2025-01-25", paper="2025-01-02"), "2025-01-18", "confirmed", "2025-01-25"),
        (told("冬捕节", None, status="cancelled", paper="2025-01-02"), "2025-01-18", "confirmed", None),
    ],
)  # fmt: skip
def test_a_later_paper_speaks_of_the_same_happening(later, start, status, was):
    for mentions in ((FIRST, later), (later, FIRST)):
        facts = fold(mentions)
        assert facts.when.start.isoformat() == start
        assert facts.status == status
        assert (facts.previous_start.isoformat() if facts.previous_start else None) == was


def test_the_order_of_reading_is_no_matter():
    papers = [
        FIRST,
        told("冬捕节", "2025-01-20", was="2025-01-18", status="postponed", paper="2025-01-12", at=NOON),
        told("冬捕节", None, status="cancelled", paper="2025-01-14", at=NOON),
        told("冬捕节", "2025-01-22", paper="2025-01-15", at=NOON),
    ]
    found = {repr(fold(each)) for each in permutations(papers)}
    assert len(found) == 1
    assert fold(papers).when.start == dt.date(2025, 1, 22)
    assert fold(papers).status == "confirmed"


def test_an_older_issue_read_late_changes_nothing_at_all():
    known = told("“冰雪”冬捕节", "2025-01-18", place="海上魔鬼城", categories=("节庆",), id=1)
    older = [
        told("冬捕节", "2025-01-25", paper="2025-01-02", place="县城", id=2),
        told("冬捕节", None, status="cancelled", paper="2025-01-03", id=3),
        told("冬捕节", "2025-01-18", paper="2025-01-04", id=4),
    ]
    for count in range(1, 4):
        assert fold([known, *older[:count]]) == known.facts


def test_what_was_cancelled_can_be_back_on_but_not_by_an_older_paper_or_one_of_that_day():
    off = told("冬捕节", None, status="cancelled", paper="2025-01-14")
    for paper, status in (("2025-01-13", "cancelled"), ("2025-01-14", "cancelled"), ("2025-01-15", "confirmed")):
        assert fold([FIRST, off, told("冬捕节", "2025-01-18", paper=paper, source="晚报")]).status == status


def test_a_page_that_still_tells_the_old_day_moves_nothing_back():
    moved = told("冬捕节", "2025-01-20", was="2025-01-18", status="postponed", paper="2025-01-14")
    stale = told("冬捕节", "2025-01-18", paper="2025-01-15", source="listing")
    assert fold([FIRST, moved, stale]).when.start == dt.date(2025, 1, 20)


def test_the_venue_changes_and_the_finer_place_stays():
    assert fold([FIRST, told("冬捕节", "2025-01-18", place="福海县海上魔鬼城景区")]).place == "福海县海上魔鬼城景区"
    assert fold([FIRST, told("冬捕节", "2025-01-18", place="魔鬼城")]).place == "海上魔鬼城景区"
    assert fold([FIRST, told("冬捕节", "2025-01-18", place="县文化广场")]).place == "县文化广场"
    assert fold([FIRST, told("冬捕节", "2025-01-18", place="县文化广场", paper="2025-01-10")]).place == "海上魔鬼城景区"


def test_opening_and_close_make_the_whole_and_the_hour_of_the_opening_is_not_the_festival():
    opening = told("冬捕节", "2025-01-18", phase="opening")
    whole = told("冬捕节", "2025-01-18", "2025-01-20")
    hour = told("冬捕节", "2025-01-18T10:30", phase="opening", paper="2025-01-17")
    assert fold([opening, whole]).when == whole.facts.when
    assert fold([opening, whole]).phase is None
    assert fold([whole, hour]).when == whole.facts.when
    both = fold([opening, told("冬捕节", "2025-01-20", phase="closing", paper="2025-01-19")])
    assert (both.when.start, both.when.end, both.phase) == (dt.date(2025, 1, 18), dt.date(2025, 1, 21), None)


def test_one_saturday_of_a_market_is_left_out_and_the_market_goes_on():
    market = told("Market", "2025-05-17", rrule="FREQ=WEEKLY;BYDAY=SA", paper="2025-05-15")
    off = told("Market", "2025-05-24", status="cancelled", paper="2025-05-22")
    later = told("Market", "2025-05-31", rrule="FREQ=WEEKLY;BYDAY=SA;UNTIL=20250830", paper="2025-05-29")
    facts = fold([market, off, later])
    assert facts.status == "confirmed"
    assert facts.when.start == dt.date(2025, 5, 17)
    assert facts.when.exdates == (dt.date(2025, 5, 24),)
    assert facts.when.rrule == "FREQ=WEEKLY;BYDAY=SA;UNTIL=20250830"


def test_a_short_form_gives_way_to_the_full_title_and_no_other_does():
    assert fold([FIRST, told("第十八届乌伦古湖冬捕文化旅游节", "2025-01-18")]).title == "第十八届乌伦古湖冬捕文化旅游节"
    assert fold([FIRST, told("“冰雪”冬捕节", "2025-01-18")]).title == "冬捕节"


def test_a_decision_adds_updates_or_keeps():
    known = event(FIRST)
    assert isinstance(decide(told("冬捕节", "2025-01-18"), [known]), Keep)
    assert isinstance(decide(told("诗歌采风", "2025-01-18"), [known]), Add)
    moved = decide(told("冬捕节", "2025-01-20", status="postponed"), [known])
    assert isinstance(moved, Update)
    assert [change.field for change in moved.changes] == ["when", "previous_start"]
    assert "put off" in moved.match.why
    assert isinstance(decide(told("诗歌采风", None, status="cancelled"), [known]), Unknown)


def said(field, value):
    return Override(field, value, "ana", NOON)


@pytest.mark.parametrize(
    ("field", "value", "start", "end"),
    [
        ("start", dt.date(2025, 1, 19), "2025-01-19", "2025-01-21"),
        ("start", dt.date(2025, 1, 25), "2025-01-25", None),
        ("start", dt.datetime(2025, 1, 18, 10), "2025-01-18T10:00:00", None),
        ("end", dt.date(2025, 1, 23), "2025-01-18", "2025-01-23"),
        ("end", None, "2025-01-18", None),
        ("title", "冬捕", "2025-01-18", "2025-01-21"),
    ],
)
def test_a_persons_word_wins_on_its_field_alone(field, value, start, end):
    facts = overrides.apply(Facts("冬捕节", When(dt.date(2025, 1, 18), dt.date(2025, 1, 21))), [said(field, value)])
    assert facts.when.start.isoformat() == start
    assert (facts.when.end.isoformat() if facts.when.end else None) == end
    assert facts.title == ("冬捕" if field == "title" else "冬捕节")


def test_the_last_word_on_a_field_counts():
    words = [said("hidden", True), said("place", "a"), said("hidden", False), said("place", "b")]
    assert overrides.hidden(words) is False
    assert overrides.apply(Facts("x", None), words).place == "b"
    assert overrides.hidden([]) is None
