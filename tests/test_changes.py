"""What later news does to an event, from the printed sentence to the calendar: one event, one UID."""

# Rows stay on one line each.
# ruff: noqa: E501

from __future__ import annotations

import datetime as dt
import re

import pytest

from feeds import pipeline
from feeds.pipeline import correcting
from feeds.pipeline.clock import fixed
from feeds.pipeline.correcting import Person
from feeds.pipeline.ingesting import Page
from feeds.reading import read
from feeds.records import Document
from feeds.store import open_store
from tests.paper import CONFIG, NOON
from tests.printed import vevent

ZH = "本报讯（记者 王强）第十八届乌伦古湖冬捕文化旅游节将于1月18日10:30在福海县海上魔鬼城景区举行。\n"
EN = "The Lakeside Winter Fair will be held on Saturday 18 January 2025 at 10.30am in the Corn Exchange, Oldford.\n"
HERE, CORN = "福海县海上魔鬼城景区", "the Corn Exchange, Oldford"


@pytest.mark.parametrize(
    ("first", "later", "start", "status", "place"),
    [
        (ZH, "原定于1月18日举行的第十八届乌伦古湖冬捕文化旅游节推迟至1月22日举行。", "2025-01-22", "confirmed", HERE),
        (ZH, "第十八届乌伦古湖冬捕文化旅游节延期至1月22日举行。", "2025-01-22", "confirmed", HERE),
        (ZH, "第十八届乌伦古湖冬捕文化旅游节改期，定于1月22日10:30举行。", "2025-01-22T10:30", "confirmed", HERE),
        (ZH, "第十八届乌伦古湖冬捕文化旅游节提前至1月17日举行。", "2025-01-17", "confirmed", HERE),
        (ZH, "第十八届乌伦古湖冬捕文化旅游节将于1月18日11:00举行。", "2025-01-18T11:00", "confirmed", HERE),
        (ZH, "第十八届乌伦古湖冬捕文化旅游节因故取消。", "2025-01-18T10:30", "cancelled", HERE),
        (ZH, "原定于1月18日举行的冬捕节取消。", "2025-01-18T10:30", "cancelled", HERE),
        (ZH, "冬捕节推迟举行，具体时间另行通知。", "2025-01-18T10:30", "postponed", HERE),
        (ZH, "第十八届乌伦古湖冬捕文化旅游节暂停举行。", "2025-01-18T10:30", "postponed", HERE),
        (ZH, "第十八届乌伦古湖冬捕文化旅游节改在福海县文化广场举行。", "2025-01-18T10:30", "confirmed", "福海县文化广场"),
        (ZH, "冬捕节举办地点调整为福海县文化广场。", "2025-01-18T10:30", "confirmed", "福海县文化广场"),
        (ZH, "冬捕节将于1月18日在福海县举行。", "2025-01-18T10:30", "confirmed", HERE),
        (EN, "The Lakeside Winter Fair has been postponed to Saturday 25 January 2025.", "2025-01-25", "confirmed", CORN),
        (EN, "The Lakeside Winter Fair has been brought forward to Friday 17 January.", "2025-01-17", "confirmed", CORN),
        (EN, "The Lakeside Winter Fair on Saturday 18 January has been cancelled.", "2025-01-18T10:30", "cancelled", CORN),
        (EN, "The Lakeside Winter Fair has been cancelled.", "2025-01-18T10:30", "cancelled", CORN),
        (EN, "The Lakeside Winter Fair has been postponed because of snow.", "2025-01-18T10:30", "postponed", CORN),
        (EN, "The Lakeside Winter Fair will now be held at the Town Hall.", "2025-01-18T10:30", "confirmed", "the Town Hall"),
        (ZH, "第十八届乌伦古湖冬捕文化旅游节改于1月22日举行。", "2025-01-22", "confirmed", HERE),
        (ZH, "冬捕节开幕时间由10:30调整为下午3点半。", "2025-01-18T15:30", "confirmed", HERE),
        (ZH, "冬捕节提前至9:00举行。", "2025-01-18T09:00", "confirmed", HERE),
        (ZH, "冬捕节因故无法如期举行。", "2025-01-18T10:30", "postponed", HERE),
        (ZH, "冬捕节不再举办。", "2025-01-18T10:30", "cancelled", HERE),
        (ZH, "冬捕节改为线上举行。", "2025-01-18T10:30", "confirmed", "线上"),
        (EN, "The Lakeside Winter Fair has been rescheduled for Saturday 25 January at 11am.", "2025-01-25T11:00", "confirmed", CORN),
        (EN, "The Lakeside Winter Fair will now start at 11am, organisers said.", "2025-01-18T11:00", "confirmed", CORN),
        (EN, "The Lakeside Winter Fair has moved to a new time of 2.15pm.", "2025-01-18T14:15", "confirmed", CORN),
        (EN, "The Lakeside Winter Fair has been postponed indefinitely.", "2025-01-18T10:30", "postponed", CORN),
        (EN, "The Lakeside Winter Fair will no longer take place.", "2025-01-18T10:30", "cancelled", CORN),
        (EN, "The Lakeside Winter Fair is off.", "2025-01-18T10:30", "cancelled", CORN),
        (EN, "The Lakeside Winter Fair has been moved from the Corn Exchange to the Town Hall.", "2025-01-18T10:30", "confirmed", "the Town Hall"),
        (EN, "The Lakeside Winter Fair has a new venue: the Town Hall.", "2025-01-18T10:30", "confirmed", "the Town Hall"),
        (EN, "The Lakeside Winter Fair will be held on Saturday 18 January at 11.30am in the Town Hall, Oldford.", "2025-01-18T11:30", "confirmed", "the Town Hall, Oldford"),
        (EN, "The Lakeside Winter Fair will be held on Sunday 19 January at 10.30am in the Corn Exchange, Oldford.", "2025-01-19T10:30", "confirmed", CORN),
    ],
)  # fmt: skip
def test_later_news_changes_the_event_it_speaks_of(tmp_path, first, later, start, status, place):
    with open_store(f"sqlite:///{tmp_path}/a.db") as store:
        for i, text in enumerate((first, later)):
            page = Page(f"{i}.txt", text.encode(), source="paper", published=dt.date(2025, 1, 8 + 6 * i))
            pipeline.ingest(store, [page], CONFIG, fixed(NOON))
            if not i:
                (before,) = store.events()
        (event,) = store.events()
        assert event.facts.when.start == (dt.datetime if "T" in start else dt.date).fromisoformat(start)
        assert (event.facts.status, event.facts.place) == (status, place)
        assert len(event.mentions) == 2
        told_anew = later != "冬捕节将于1月18日在福海县举行。"
        assert event.sequence == (1 if told_anew else 0)
        assert event.uid == before.uid
        assert [each.source for each in event.revisions[1:]] == [event.mentions[1].article] * event.sequence
        told = str(vevent(event)["DESCRIPTION"])
        if event.facts.when.start != before.facts.when.start:
            assert re.search(r"原定2025年1月18日10:30|originally 18 January 2025, 10:30", told)
        if event.facts.place != before.facts.place:
            assert re.search(f"(原地点：|moved from ){re.escape(before.facts.place)}", told)


@pytest.mark.parametrize(
    ("texts", "start", "was"),
    [
        ((ZH, "第十八届乌伦古湖冬捕文化旅游节延期举行。", "第十八届乌伦古湖冬捕文化旅游节将于1月25日举行。"), "2025-01-25", "2025-01-18T10:30"),
        ((EN, "The Lakeside Winter Fair has been postponed.", "The Lakeside Winter Fair will now take place on Saturday 8 February 2025."), "2025-02-08", "2025-01-18T10:30"),
    ],
)  # fmt: skip
def test_what_was_put_off_without_a_day_is_later_given_one(tmp_path, texts, start, was):
    with open_store(f"sqlite:///{tmp_path}/a.db") as store:
        for i, text in enumerate(texts):
            page = Page(f"{i}.txt", text.encode(), source="paper", published=dt.date(2025, 1, 8 + i))
            pipeline.ingest(store, [page], CONFIG, fixed(NOON))
        (event,) = store.events()
        assert (event.facts.when.start.isoformat(), event.facts.status, event.sequence) == (start, "confirmed", 2)
        assert event.facts.previous_start == dt.datetime.fromisoformat(was)


@pytest.mark.parametrize(
    "older",
    [
        "第十八届乌伦古湖冬捕文化旅游节将于1月25日9:00在福海县文化广场举行。",
        "第十八届乌伦古湖冬捕文化旅游节将于1月18日9:00举行。",
        "第十八届乌伦古湖冬捕文化旅游节推迟至2月8日举行。",
        "冬捕节因故取消。",
    ],
)
def test_an_older_issue_read_late_changes_nothing_and_adds_nothing(tmp_path, older):
    with open_store(f"sqlite:///{tmp_path}/a.db") as store:
        for name, text, day in (("new", ZH, 10), ("old", older, 3)):
            page = Page(name, text.encode(), source="paper", published=dt.date(2025, 1, day))
            pipeline.ingest(store, [page], CONFIG, fixed(NOON))
        (event,) = store.events()
        assert (event.facts.when.start, event.facts.place) == (dt.datetime(2025, 1, 18, 10, 30), HERE)
        assert (event.facts.status, event.facts.previous_start, event.sequence) == ("confirmed", None, 0)


def test_where_a_person_mended_the_place_nothing_was_moved(tmp_path):
    with open_store(f"sqlite:///{tmp_path}/a.db") as store:
        page = Page("a.txt", EN.encode(), source="paper", published=dt.date(2025, 1, 8))
        pipeline.ingest(store, [page], CONFIG, fixed(NOON))
        (event,) = store.events()
        correcting.correct(store, event.uid, {"place": "the Town Hall"}, Person("ana", NOON))
        assert "moved from" not in str(vevent(store.event(event.uid))["DESCRIPTION"])


def undated(text):
    reading = read(Document("a", "text/plain", text), published=dt.date(2025, 1, 14))
    return [(each.facts.title, each.facts.status, each.facts.place) for each in reading.mentions if not each.facts.when]


@pytest.mark.parametrize(
    "text",
    [
        "本次活动不取消，请大家准时参加冬捕节。",
        "我县取消考试资格的通知已经印发。",
        "因故取消预约的读者请致电。",
        "客运站部分班次取消。",
        "大家取消了午饭。",
        "项目延期交付。",
        "All bus services have been cancelled.",
        "She cancelled her subscription.",
    ],
)
def test_not_everything_that_is_cancelled_was_a_happening(text):
    assert undated(text) == []


def test_what_is_told_with_its_day_too_is_told_once():
    assert undated("冬捕文化旅游节延期举行。原定于1月18日举行的冬捕文化旅游节延期至1月22日举行。") == []


def test_a_headline_may_say_it_alone():
    text = "第十八届冬捕文化旅游节取消\n\n本报讯（记者 王强）记者获悉，组委会作出这一决定，是为了大家的安全。\n"
    assert undated(text)[:1] == [("第十八届冬捕文化旅游节", "cancelled", None)]


def test_news_that_something_is_back_on_means_what_was_off(tmp_path):
    with open_store(f"sqlite:///{tmp_path}/a.db") as store:
        texts = (ZH, "冬捕节因故取消。\n", "冬捕节恢复举行。\n")
        for i, text in enumerate(texts):
            page = Page(f"{i}.txt", text.encode(), source="paper", published=dt.date(2025, 1, 8 + i))
            pipeline.ingest(store, [page], CONFIG, fixed(NOON))
        (event,) = store.events()
        assert (event.facts.status, event.sequence) == ("confirmed", 2)
