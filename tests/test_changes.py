"""What later news does to an event, from the printed sentence to the calendar: one event, one UID."""

# Rows stay on one line each.
# ruff: noqa: E501

from __future__ import annotations

import datetime as dt

import pytest

from feeds import pipeline
from feeds.pipeline.clock import fixed
from feeds.pipeline.ingesting import Page
from feeds.reading import read
from feeds.records import Document
from feeds.store import open_store
from tests.paper import CONFIG, NOON

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
    ],
)  # fmt: skip
def test_later_news_changes_the_event_it_speaks_of(tmp_path, first, later, start, status, place):
    with open_store(f"sqlite:///{tmp_path}/a.db") as store:
        for i, text in enumerate((first, later)):
            page = Page(f"{i}.txt", text.encode(), source="paper", published=dt.date(2025, 1, 8 + 6 * i))
            pipeline.ingest(store, [page], CONFIG, fixed(NOON))
        (event,) = store.events()
        assert event.facts.when.start == (dt.datetime if "T" in start else dt.date).fromisoformat(start)
        assert (event.facts.status, event.facts.place) == (status, place)
        assert len(event.mentions) == 2
        told_anew = later != "冬捕节将于1月18日在福海县举行。"
        assert event.sequence == (1 if told_anew else 0)


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
