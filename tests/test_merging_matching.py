"""Whether two tellings speak of one happening: the truth table of `feeds.merging.matching`."""

# The rows of a truth table stay on one line each.
# ruff: noqa: E501

import datetime as dt

import pytest

from feeds.merging import match
from feeds.merging.titles import alike
from tests.paper import event, tell_all, told

FESTIVAL = told("第十八届乌伦古湖冬捕文化旅游节", "2025-01-18", "2025-01-20", place="福海县海上魔鬼城景区")
SHOW = told("话剧《茶馆》", "2025-03-08T19:30", place="县人民剧院")
MARKET = told("Saturday farmers' market", "2025-05-17T09:00", place="Market Square", rrule="FREQ=WEEKLY;BYDAY=SA")
LEADERS = told("领队会", "2025-04-24T16:30", place="县文体局三楼会议室", headline="2025年沙湖环湖健步走活动的通知")
MEETING = told("Public meeting", "2025-09-16T19:00", place="Village Hall", source="Little Marden")
WALK = told("2025年沙湖环湖健步走活动", "2025-04-26T10:00", place="沙湖湿地公园北门广场", paper="2025-04-08")

#: known, told later, whether they are one, and a word of the reason
TABLE = [
    # title
    (FESTIVAL, told("第十八届乌伦古湖冬捕文化旅游节", "2025-01-18"), True, "the same title"),
    (FESTIVAL, told("“冰雪福海”第十八届乌伦古湖冬捕文化旅游节", "2025-01-18"), True, "more before it"),
    (FESTIVAL, told("冬捕节", "2025-01-18", place="福海县"), True, "a short form"),
    (FESTIVAL, told("乌伦古湖冬捕文化旅游节开幕式", "2025-01-18", phase="opening"), True, ""),
    (FESTIVAL, told("第十七届乌伦古湖冬捕文化旅游节", "2025-01-18"), False, "another edition"),
    (FESTIVAL, told("第十八届乌伦古湖冬捕文化旅游节", "2026-01-18", paper="2026-01-01"), False, "another day"),
    (FESTIVAL, told("冰雪马拉松", "2025-01-18", place="福海县海上魔鬼城景区"), False, ""),
    (WALK, told("沙湖环湖健步走", "2025-04-26", paper="2025-04-09"), True, ""),
    (WALK, told("2024年沙湖环湖健步走活动", "2025-04-26"), False, "another year"),
    (WALK, told("2025年沙湖环湖健步走活动报名", "2025-04-26"), False, ""),
    (WALK, told("2025年沙湖环湖健步走活动报名截止", "2025-04-26", kind="deadline"), False, "deadline"),
    (told("2025哈拉苏半程马拉松", "2025-08-31"), told("哈拉苏半马", "2025-08-31"), True, "a short form"),
    (told("2025哈拉苏半程马拉松竞赛", "2025-08-31"), told("2025哈拉苏半程马拉松", "2025-08-31"), True, "another head"),
    (told("少年书法大赛", "2025-06-01"), told("少年书法展", "2025-06-01"), False, ""),
    (told("政协塔勒县第十届委员会第四次会议", "2025-02-11"), told("塔勒县政协十届四次会议", "2025-02-11"), True, "other words"),
    (told("政协塔勒县第十届委员会第四次会议", "2025-02-11"), told("塔勒县政协十届五次会议", "2025-02-11"), False, "another number"),
    (told("县政协十届四次会议", "2025-02-11", place="县会议中心", evidence="县政协十届四次会议将于2月11日在县会议中心召开"), told("政协塔勒县第十届委员会第四次会议", "2025-02-11"), True, ""),
    (told("伊犁哈萨克自治州第十五届人民代表大会第四次会议", "2025-01-12"), told("伊犁州十五届人大四次会议", "2025-01-12"), True, ""),
    (told("Halloween party for kids", "2025-10-31"), told("Kids' Halloween party", "2025-10-31"), True, "same words"),
    (told("Oldford Harriers 10K", "2025-06-01"), told("10K Oldford Harriers", "2025-06-01"), True, ""),
    (told("Lakeside Fair", "2025-06-01"), told("Lakeside Fair with live music", "2025-06-01"), True, ""),
    (told("Lakeside Fair", "2025-06-01"), told("Lakeside Fair volunteers", "2025-06-01"), False, ""),
    (told("第一场专题讲座", "2025-06-01"), told("第二场专题讲座", "2025-06-01"), False, "another number"),
    (told("少年宫书法A班", "2025-06-01"), told("少年宫书法B班", "2025-06-01"), False, ""),
    (told("男子半程马拉松", "2025-06-01"), told("女子半程马拉松", "2025-06-01"), False, "another name"),
    (told("Winter fishing festival", "2025-01-18"), told("冬捕文化旅游节", "2025-01-18"), False, ""),
    # towns and places
    (told("冬捕节", "2025-01-18", place="福海县"), told("冬捕节", "2025-01-18", place="富蕴县"), False, "another town"),
    (told("福海县冬捕节", "2025-01-18"), told("富蕴县冬捕节", "2025-01-18"), False, ""),
    (told("福海县冬捕节", "2025-01-18"), told("冬捕节", "2025-01-18", place="富蕴县乌伦古河"), False, "another town"),
    (told("冬捕节", "2025-01-18", source="福海县广播"), told("冬捕节", "2025-01-18", evidence="富蕴县冬捕节将至"), False, "another town"),
    (told("义诊活动", "2025-03-05", place="县医院"), told("义诊活动", "2025-03-05", place="河滨社区"), False, "general"),
    (told("义诊活动", "2025-03-05", place="县医院"), told("义诊活动", "2025-03-05", place="县医院"), True, ""),
    (MEETING, told("Public meeting", "2025-09-16T19:00", source="Other Parish"), False, "a general title"),
    (MEETING, told("Public meeting", "2025-09-16T19:00", place="Village Hall"), True, "the same place"),
    (told("Summer fete", "2025-06-14T14:00", place="Oldford Village Hall"), told("Summer fete", "2025-06-14T14:00", place="Little Marden Village Hall", source="Echo"), False, "a general title"),
    (told("Charity quiz night", "2025-06-13T19:30", place="the Red Lion"), told("Charity quiz night", "2025-06-13T19:30", place="the Plough", source="Echo"), False, "a general title"),
    (told("迎新春文艺晚会", "2025-01-25T20:00", place="县影剧院"), told("迎新春文艺晚会", "2025-01-25T20:00", place="市大剧院", source="晚报"), False, "a general title"),
    (told("元宵灯会", "2025-02-12", place="青河县人民广场"), told("元宵灯会", "2025-02-12", place="哈巴河县文化广场", source="晚报"), False, "another town"),
    # a happening and something beside it
    (told("Oldford Music Festival", "2025-06-06", "2025-06-08"), told("Oldford Music Festival opening concert", "2025-06-06T19:30", source="Echo"), False, "beside it"),
    (told("Oldford Choir", "2025-06-06T19:30"), told("Oldford Choir concert", "2025-06-06T19:30", source="Echo"), True, "more after it"),
    (told("Oldford Craft Fair", "2025-06-14"), told("Oldford Craft Fair stallholders' meeting", "2025-06-14T08:00", source="Echo"), False, ""),
    (told("第五届草原音乐节", "2025-07-12"), told("第五届草原音乐节新闻发布会", "2025-07-12", source="晚报"), False, ""),
    (told("校园足球联赛半决赛", "2025-03-08T16:00"), told("校园足球联赛决赛", "2025-03-08T16:00", source="晚报"), False, ""),
    (told("青少年书法大赛（小学组）决赛", "2025-03-08T10:00"), told("青少年书法大赛（中学组）决赛", "2025-03-08T10:00", source="晚报"), False, ""),
    (told("剪纸体验课", "2025-03-08T10:00", place="县文化馆"), told("陶艺体验课", "2025-03-08T10:00", place="县文化馆", source="晚报"), False, ""),
    # showings
    (SHOW, told("话剧《茶馆》", "2025-03-08T19:30", source="晚报"), True, "the same time"),
    (SHOW, told("话剧《茶馆》", "2025-03-09T19:30", source="晚报"), False, "another day"),
    (SHOW, told("话剧《茶馆》", "2025-03-08T14:30"), False, "one issue tells them apart"),
    (SHOW, told("话剧《茶馆》", "2025-03-08", source="晚报"), True, "times that agree"),
    # changes
    (WALK, told("2025年沙湖环湖健步走活动", "2025-05-10T10:00", was="2025-04-26T10:00", status="postponed", paper="2025-04-24"), True, "moved from the day"),
    (WALK, told("2025年沙湖环湖健步走活动", "2025-05-10T10:00", status="postponed", paper="2025-04-24"), True, "put off"),
    (WALK, told("沙湖环湖健步走活动", None, status="cancelled", paper="2025-04-24"), True, "names no day"),
    (WALK, told("沙湖环湖健步走活动", None, paper="2025-04-24"), False, "no day"),
    (WALK, told("沙湖环湖健步走活动", None, status="cancelled", paper="2025-06-24"), False, "over before"),
    (WALK, told("2025年沙湖环湖健步走活动", "2025-04-27T10:00", paper="2025-04-20"), True, "the same edition"),
    (WALK, told("2025年沙湖环湖健步走活动", "2025-04-26T10:30", paper="2025-04-20"), True, "another time"),
    (LEADERS, told("领队会", "2025-04-24T16:30", status="cancelled", headline="沙湖环湖健步走活动延期", source="x"), True, ""),
    (LEADERS, told("领队会", "2025-04-24T16:30", status="cancelled", headline="象棋比赛延期", source="x"), False, ""),
    # the same paper, a little later, without a word of change
    (told("Oldford Steam Rally", "2025-06-14T10:00", paper="2025-05-08"), told("Oldford Steam Rally", "2025-06-15T10:00", paper="2025-05-20"), True, "another day"),
    (told("全县职工羽毛球赛", "2025-03-22T09:30", paper="2025-03-01"), told("全县职工羽毛球赛", "2025-03-23T09:30", paper="2025-03-10"), True, "another day"),
    (told("全县职工羽毛球赛", "2025-03-22T09:30", paper="2025-03-10"), told("全县职工羽毛球赛", "2025-03-23T09:30", paper="2025-03-01"), True, "another day"),
    (told("全县职工羽毛球赛", "2025-03-22T09:30", paper="2025-03-01"), told("全县职工羽毛球赛", "2025-03-29T09:30", paper="2025-03-10"), False, "another day"),
    (told("全县职工羽毛球赛", "2025-03-29T09:30", was="2025-03-22", status="postponed", paper="2025-03-01"), told("全县职工羽毛球赛", "2025-04-05T09:30", paper="2025-03-20"), True, "another day"),
    (told("全县职工羽毛球赛", "2025-03-22T09:30", paper="2025-03-01"), told("全县职工羽毛球赛", "2025-03-23T09:30", paper="2025-03-10", source="晚报"), False, "another day"),
    (told("草原夜校", "2025-03-22T19:30", paper="2025-03-01"), told("草原夜校", "2025-03-23T19:30", paper="2025-03-10"), False, "another day"),
    # what was put off
    (told("草原夜校", "2025-03-22T19:30", paper="2025-03-01", status="postponed"), told("草原夜校", "2025-04-05T19:30", paper="2025-03-20"), True, "put off"),
    (told("草原夜校", "2025-03-22T19:30", paper="2025-03-01", status="postponed"), told("草原夜校", "2025-10-05T19:30", paper="2025-09-20"), False, "another day"),
    (WALK, told("沙湖环湖健步走活动", None, paper="2025-04-24", clock=dt.time(9, 30)), True, "names no day"),
    # rules
    (MARKET, told("Saturday farmers' market", "2025-05-24T09:00", rrule="FREQ=WEEKLY;BYDAY=SA", paper="2025-05-22"), True, ""),
    (MARKET, told("Saturday farmers' market", "2025-05-24", status="cancelled", paper="2025-05-22"), True, "one of its days"),
    (MARKET, told("Saturday farmers' market", "2025-05-25", paper="2025-05-22"), False, ""),
    # months
    (told("草原音乐节", "2024-06"), told("草原音乐节", "2024-06-15", paper="2024-05-20"), True, "times that agree"),
    (told("草原音乐节", "2024-06"), told("草原音乐节", "2024-07-15", paper="2024-05-20"), False, ""),
    # the publisher's own word
    (told("Swim", "2025-06-01", foreign_id="u1"), told("Swimming gala", "2025-06-08", foreign_id="u1", paper="2025-05-01"), True, "publisher"),
    (told("Swim", "2025-06-01", foreign_id="u1"), told("Swim", "2025-06-01", foreign_id="u2"), False, "apart"),
    # programmes
    (FESTIVAL, told("冬捕文化旅游节", "2025-01-18", parent="第十八届乌伦古湖冬捕文化旅游节"), False, "programme"),
    (told("开幕式文艺演出", "2025-01-18T10:00", parent=FESTIVAL.facts.title), FESTIVAL, False, ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("known", "later", "same", "why"),
    TABLE,
    ids=[f"{k.facts.title}-{t.facts.title}-{i}" for i, (k, t, _, _) in enumerate(TABLE)],
)
def test_two_tellings_are_one_happening_or_two(known, later, same, why):
    found = match(later, event(known))
    assert found.same is same, found
    assert why in found.why


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ("冬捕节", "第十八届乌伦古湖冬捕文化旅游节", 0.75, 0.9),
        ("第十八届冬捕节", "第18届冬捕节", 0.97, 1),
        ("音乐会", "“跑者之夜”音乐会", 0, 0.5),
        ("Summer fete", "Summer Fete", 1, 1),
        ("18th Summer Fete", "17th Summer Fete", 0, 0),
        ("Library story time", "Harbor library story time", 0.8, 0.95),
        ("Выставка Айвазовского", "выставка Айвазовского", 1, 1),
        ("", "冬捕节", 0, 0),
    ],
)
def test_titles_are_alike_by_what_names_the_happening(one, other, low, high):
    assert low <= alike(one, other).score <= high
    assert alike(one, other) == alike(other, one)


def test_several_showings_a_day_stay_several_when_a_further_paper_adds_one():
    known = tell_all(
        told("电影《哪吒》", "2025-02-01T10:30", article="1"),
        told("电影《哪吒》", "2025-02-01T15:30", article="1"),
        told("电影《哪吒》", "2025-02-01T19:30", paper="2025-01-20"),
        told("电影《哪吒》", "2025-02-01T15:30", paper="2025-01-20"),
    )
    assert [each.facts.when.start.hour for each in known] == [10, 15, 19]


def test_a_cancellation_without_a_day_means_the_next_one_to_come():
    known = tell_all(
        told("草原夜校", "2025-01-10T19:00"),
        told("草原夜校", "2025-01-20T19:00", paper="2025-01-17"),
        told("草原夜校", "2025-01-30T19:00", paper="2025-01-18"),
        told("草原夜校", None, status="cancelled", paper="2025-01-19"),
    )
    assert [each.facts.status for each in known] == ["confirmed", "cancelled", "confirmed"]
