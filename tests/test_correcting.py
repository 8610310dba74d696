"""What persons do to events: it wins, it is remembered, it survives later papers, and it can be taken back."""

# Pages and rows stay on one line each.
# ruff: noqa: E501

from __future__ import annotations

import datetime as dt

import pytest

from feeds.errors import SelectionError, UnknownEvent
from feeds.pipeline import correcting
from feeds.pipeline.correcting import Person
from feeds.records import When
from feeds.store import open_store
from tests.paper import NOON, named, page, tell, told

ANA = Person("ana", NOON + dt.timedelta(hours=1), "it was misread")
FESTIVAL = told("第十八届冬捕节", "2025-01-18", "2025-01-20", place="海上魔鬼城")
TRIP = told("诗歌采风活动", "2025-01-13", "2025-01-14", place="富蕴县")
PAGE = page(
    "日报", "2025-01-16", ("冬捕节", "第十八届冬捕节将于1月18日开幕。", [FESTIVAL]), ("采风", "诗歌学会采风。", [TRIP])
)
MOVED = page("日报", "2025-01-17", ("延期", "冬捕节因大风推迟。", [told("冬捕节", "2025-01-22", place="县文化广场", status="postponed", was="2025-01-18")]))  # fmt: skip


@pytest.fixture
def store(tmp_path):
    with open_store(f"sqlite:///{tmp_path}/a.db") as opened:
        tell(opened, PAGE)
        yield opened
        assert opened.check() == []


@pytest.fixture
def uid(store):
    return named(store)["第十八届冬捕节"].uid


def test_a_corrected_field_is_locked_and_the_others_follow_the_papers(store, uid):
    event = correcting.correct(store, uid, {"place": "乌伦古湖"}, ANA)
    assert (event.facts.place, event.sequence) == ("乌伦古湖", 1)
    assert event.revisions[-1].source == "person:ana"
    assert "it was misread" in event.revisions[-1].because
    tell(store, MOVED)
    event = store.event(uid)
    assert event.facts.place == "乌伦古湖"
    assert event.facts.when.start == dt.date(2025, 1, 22)


def test_a_correction_taken_back_gives_way_to_what_the_papers_say_now(store, uid):
    correcting.correct(store, uid, {"place": "乌伦古湖", "start": "2025-01-19"}, ANA)
    tell(store, MOVED)
    assert store.event(uid).facts.when.start == dt.date(2025, 1, 19)
    correcting.undo(store, uid, ANA)
    correcting.undo(store, uid, ANA)
    event = store.event(uid)
    assert event.facts.when.start == dt.date(2025, 1, 22)
    assert event.facts.place == "县文化广场"
    assert event.overrides == ()
    acts = store.history(uid)
    assert [act.undone_by for act in acts] == ["ana", "ana"]
    with pytest.raises(SelectionError, match="nothing to take back"):
        correcting.undo(store, uid, ANA)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"start": "2025-01-19T10:30"}, When(dt.datetime(2025, 1, 19, 10, 30), precision="time")),
        ({"start": "2025-01-19 10:30", "end": "2025-01-19T12:00"}, When(dt.datetime(2025, 1, 19, 10, 30), dt.datetime(2025, 1, 19, 12), precision="time")),
        ({"end": "2025-01-25"}, When(dt.date(2025, 1, 18), dt.date(2025, 1, 26))),
        ({"end": ""}, When(dt.date(2025, 1, 18))),
        ({"rrule": "FREQ=WEEKLY;BYDAY=SA"}, When(dt.date(2025, 1, 18), dt.date(2025, 1, 21), rrule="FREQ=WEEKLY;BYDAY=SA")),
        ({"exdates": "2025-01-19"}, When(dt.date(2025, 1, 18), dt.date(2025, 1, 21), exdates=(dt.date(2025, 1, 19),))),
    ],
)  # fmt: skip
def test_days_and_times_are_given_as_people_write_them(store, uid, said, expected):
    assert correcting.correct(store, uid, said, ANA).facts.when == expected


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({}, "nothing to set"),
        ({"colour": "red"}, "no such field"),
        ({"title": " "}, "needs one"),
        ({"start": ""}, "needs a day"),
        ({"start": "18 January"}, "no day or local time"),
        ({"start": "2025-02-30"}, "no day"),
        ({"start": "2025-01-18T10:00+08:00"}, "no day or local time"),
        ({"end": "2025-01-17"}, "before the start"),
        ({"end": "2025-01-18T12:00"}, "must both be"),
        ({"status": "maybe"}, "none of"),
        ({"url": "javascript:alert(1)"}, "no address"),
        ({"rrule": "sometimes"}, "no rule"),
        ({"place": "x" * 3000}, "shorten"),
        ({"place": 5}, "no text"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(store, uid, said, message):
    with pytest.raises(SelectionError, match=message):
        correcting.correct(store, uid, said, ANA)
    assert store.event(uid).overrides == ()


def test_hidden_shown_confirmed_cancelled(store, uid):
    assert correcting.hide(store, uid, ANA).hidden
    assert correcting.hide(store, uid, ANA).sequence == 1, "twice is once"
    assert not correcting.unhide(store, uid, ANA).hidden
    assert correcting.confirm(store, uid, ANA).confidence == 1.0
    assert correcting.cancel(store, uid, ANA).facts.status == "cancelled"
    tell(store, MOVED)
    assert store.event(uid).facts.status == "cancelled"


def test_two_events_become_one_and_two_again(store, uid):
    other = named(store)["诗歌采风活动"].uid
    before = {event.uid: event.facts for event in store.events()}
    merged = correcting.merge(store, other, uid, ANA)
    assert [each.pinned for each in merged.mentions] == [False, True]
    gone = store.event(other)
    assert (gone.hidden, gone.mentions) == (True, ())
    assert store.merged_into(other) == uid
    with pytest.raises(SelectionError, match="is part of"):
        correcting.correct(store, other, {"title": "x"}, ANA)
    with pytest.raises(SelectionError, match="itself"):
        correcting.merge(store, uid, uid, ANA)
    assert store.check() == []
    correcting.undo(store, uid, ANA)
    assert {event.uid: event.facts for event in store.events()} == before
    assert not any(event.hidden for event in store.events())
    assert store.merged_into(other) is None


def test_a_later_paper_of_a_merged_event_tells_of_the_one_it_is_part_of(store, uid):
    other = named(store)["诗歌采风活动"].uid
    correcting.merge(store, other, uid, ANA)
    tell(
        store, page("晚报", "2025-01-17", ("采风", "采风归来。", [told("诗歌采风活动", "2025-01-13", place="富蕴县")]))
    )
    assert [each.uid for each in store.events() if not each.hidden] == [uid]
    assert len(store.event(uid).mentions) == 3


def test_a_mention_is_split_off_and_put_back(store, uid):
    tell(
        store, page("晚报", "2025-01-16", ("冬捕节", "晚报说冬捕节。", [told("冬捕节", "2025-01-18", place="福海县")]))
    )
    first, second = store.event(uid).mentions
    made = correcting.split(store, uid, [second.id], "feeds.local", ANA)
    assert made.uid != uid
    assert [each.id for each in made.mentions] == [second.id]
    assert [each.id for each in store.event(uid).mentions] == [first.id]
    assert all(each.pinned for each in (*made.mentions, *store.event(uid).mentions))
    with pytest.raises(SelectionError, match="at least one"):
        correcting.split(store, uid, [first.id], "feeds.local", ANA)
    with pytest.raises(SelectionError, match="no such mention"):
        correcting.split(store, uid, [999], "feeds.local", ANA)
    assert store.check() == []
    correcting.undo(store, uid, ANA)
    assert len(store.event(uid).mentions) == 2
    assert store.event(made.uid).hidden
    again = correcting.split(store, uid, [second.id], "feeds.local", ANA)
    assert not again.hidden


def test_an_event_nobody_knows_is_said_so(store):
    with pytest.raises(UnknownEvent):
        correcting.hide(store, "nobody", ANA)
