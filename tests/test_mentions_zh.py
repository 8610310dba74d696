"""What a Chinese page says happens: the sentences papers print, each with the days, the name and the place it tells."""

from __future__ import annotations

import datetime as dt

import pytest

from feeds.reading.mentions import find
from feeds.records import Article, Document, Mention, Paragraph, Span, SpanMap

ISSUE = dt.date(2025, 6, 6)  # a Friday


def told(text: str, *, headline: str = "", published: dt.date | None = ISSUE) -> list[Mention]:
    """What an article of these lines says happens."""
    paragraphs = tuple(Paragraph(line) for line in text.split("\n") if line.strip())
    whole = "\n\n".join(p.text for p in paragraphs)
    article = Article("a1", headline, paragraphs, origin=SpanMap(((0, 0, len(whole)),)))
    document = Document("page", "text/plain", whole, language="zh", published=published)
    return list(find(article, document).mentions)


def lines(mentions: list[Mention]) -> list[str]:
    """title | first day or moment | last day | place, of each."""
    rows = []
    for facts in (mention.facts for mention in mentions):
        assert facts.when is not None
        last = (
            facts.when.last_day.isoformat() if facts.when.end and facts.when.last_day != facts.when.first_day else "-"
        )
        start = facts.when.start.isoformat().removesuffix(":00")
        rows.append(f"{facts.title} | {start} | {last} | {facts.place or '-'}")
    return rows


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("水上乐园本周六开园，营业至9月13日。", "水上乐园 | 2025-06-07 | 2025-09-13 | -"),
        ("露营生活节明天在月牙湖草坪启幕，一直玩到6月14日。", "露营生活节 | 2025-06-07 | 2025-06-14 | 月牙湖草坪"),
        ("本届啤酒节将持续到6月21日。", "啤酒节 | 2025-06-06 | 2025-06-21 | -"),
        ("花鸟画展6月8日与市民见面，展期预计到7月下旬。", "花鸟画展 | 2025-06-08 | - | -"),
        ("第十届香港书展由7月16日起一连七天在会展中心举行。", "第十届香港书展 | 2025-07-16 | 2025-07-22 | 会展中心"),
        ("牡丹花会自5月1日开幕以来游人如织，将于6月15日闭幕。", "牡丹花会 | 2025-05-01 | 2025-06-15 | -"),
        (
            "“粽情端午”非遗市集6月7日至9日在南门老街连摆三天。",
            "“粽情端午”非遗市集 | 2025-06-07 | 2025-06-09 | 南门老街",
        ),
        (
            "第六届淮海书展6月12日上午9点在市图书馆启动，展期5天。",
            "第六届淮海书展 | 2025-06-12 | 2025-06-16 | 市图书馆",
        ),
    ],
)
def test_what_goes_on_until_a_day_ends_on_it(text: str, row: str) -> None:
    assert lines(told(text)) == [row]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("第三届龙舟邀请赛6月28日鸣锣开赛。", "第三届龙舟邀请赛 | 2025-06-28 | - | -"),
        ("正在省美术馆展出的黄河主题美术作品展将于6月18日闭展。", "黄河主题美术作品展 | 2025-06-18 | - | 省美术馆"),
        ("6月7日晚8点，珠江两岸将上演端午烟花秀。", "端午烟花秀 | 2025-06-07T20:00 | - | 珠江两岸"),
        (
            "国际灯光节将于6月26日至28日亮相花城广场、海心沙。",
            "国际灯光节 | 2025-06-26 | 2025-06-28 | 花城广场、海心沙",
        ),
        ("火锅节定在6月13日—15日，地点在磁器口古镇。", "火锅节 | 2025-06-13 | 2025-06-15 | 磁器口古镇"),
        ("县运动会6月26日开幕，28日闭幕，开幕式在县体育场举行。", "县运动会 | 2025-06-26 | 2025-06-28 | 县体育场"),
        ("县运动会历时三天，6月16日在区体育中心举行闭幕式。", "县运动会 | 2025-06-14 | 2025-06-16 | 区体育中心"),
        ("民俗庙会，下月6日在府城老街等你来逛。", "民俗庙会 | 2025-07-06 | - | 府城老街"),
    ],
)
def test_papers_have_many_words_for_opening_and_closing(text: str, row: str) -> None:
    assert lines(told(text)) == [row]


def test_a_show_that_closes_paragraphs_later_is_the_one_told_above() -> None:
    text = "漆器特展6月8日在市博物馆开展。\n展品共120件。\n本次展览将持续至8月31日。"
    assert lines(told(text)) == ["漆器特展 | 2025-06-08 | 2025-08-31 | 市博物馆"]


def test_the_opening_of_registration_is_no_happening() -> None:
    text = "家博会6月9日至11日在国际博览中心举行，今日起开放预登记。"
    assert lines(told(text)) == ["家博会 | 2025-06-09 | 2025-06-11 | 国际博览中心"]


def test_people_shut_in_a_lift_are_no_closure() -> None:
    assert told("6月3日，因操作不当，某小区一电梯停运约40分钟，2人被困后获救。") == []


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "本周六15点，闵百川在西泠书屋二楼谈“六十年画缘”。",
            "闵百川谈“六十年画缘” | 2025-06-07T15:00 | - | 西泠书屋二楼",
        ),
        ("6月9日上午，我院专家赴柳林铺村义诊，欢迎前往。", "义诊 | 2025-06-09 | - | 柳林铺村"),
        (
            "内科主任6月10日15:00在门诊大厅主讲《夏季护心》健康课堂。",
            "《夏季护心》健康课堂 | 2025-06-10T15:00 | - | 门诊大厅",
        ),
        ("北港男篮明晚7点35分将在市体育馆迎战江城男篮。", "北港男篮 vs 江城男篮 | 2025-06-07T19:35 | - | 市体育馆"),
        ("今天是环境日。上午9时，植树活动在森林公园举行。", "植树活动 | 2025-06-06T09:00 | - | 森林公园"),
        ("市客运总站6月22日起整体迁至高铁站东广场。", "市客运总站整体迁至高铁站东广场 | 2025-06-22 | - | 高铁站东广场"),
        ("小区游泳池6月12日起开放，开放至8月31日。", "小区游泳池开放 | 2025-06-12 | 2025-08-31 | -"),
        ("6月8日，第38届金鹿奖公布名单，颁奖典礼6月29日在长春举行。", "第38届金鹿奖颁奖典礼 | 2025-06-29 | - | 长春"),
    ],
)
def test_who_does_what_on_a_day(text: str, row: str) -> None:
    assert lines(told(text)) == [row]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("物业定于6月9日8时至18时对阳光小区二期实施停水抢修。", "停水抢修 | 2025-06-09T08:00 | - | 阳光小区二期"),
        ("6月10日起馆内空调改造，白垩纪展厅关闭至8月15日。", "白垩纪展厅关闭 | 2025-06-10 | 2025-08-15 | 白垩纪展厅"),
        ("专家门诊：6月9日至17日停诊，18日恢复。", "专家门诊停诊 | 2025-06-09 | 2025-06-17 | -"),
        ("核磁共振室因设备更新，6月9日至13日暂停预约。", "核磁共振室暂停预约 | 2025-06-09 | 2025-06-13 | 核磁共振室"),
        ("6月9日首班车起，11路、26路临时绕行环城南路。", "11路、26路临时绕行 | 2025-06-09 | - | -"),
    ],
)
def test_what_stops_is_named_with_its_days_and_its_place(text: str, row: str) -> None:
    assert lines(told(text)) == [row]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("新生注册：6月7日9:00至6月12日17:00。", "新生注册截止 | 2025-06-12T17:00 | - | -"),
        ("各单位须于6月20日前将职工代表提案报公司工会。", "职工代表提案报送截止 | 2025-06-20 | - | -"),
        ("蓝染手作坊请于6月13日前至柜台报名缴费。", "蓝染手作坊报名缴费截止 | 2025-06-13 | - | -"),
        ("面试通知单请于6月10日9:00至12日16:00登录网站打印。", "面试通知单打印截止 | 2025-06-12T16:00 | - | -"),
        ("6月15日 普通高中学业水平考试报名截止", "普通高中学业水平考试报名截止 | 2025-06-15 | - | -"),
    ],
)
def test_the_last_moment_to_do_something_is_a_deadline(text: str, row: str) -> None:
    mentions = told(text)
    assert lines(mentions) == [row]
    assert mentions[0].facts.kind == "deadline"


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (
            "讲座：从石头上读历史（主讲：仇炳文），6月11日14:30，学术报告厅",
            "讲座：从石头上读历史 | 2025-06-11T14:30 | - | 学术报告厅",
        ),
        ("6月8日  教师表彰大会（市会议中心）", "教师表彰大会 | 2025-06-08 | - | 市会议中心"),
        ("6月14日-15日  露营音乐节（原定6月13日，因天气推迟）", "露营音乐节 | 2025-06-14 | 2025-06-15 | -"),
        (
            "作家讲座“在潮间带写作”  6月18日15:00  三楼视听室",
            "作家讲座“在潮间带写作” | 2025-06-18T15:00 | - | 三楼视听室",
        ),
        ("冬季运动会（停课一天）  6月12日  东校区田径场", "冬季运动会 | 2025-06-12 | - | 东校区田径场"),
    ],
)
def test_a_row_keeps_its_whole_name_and_no_more(text: str, row: str) -> None:
    assert lines(told(text)) == [row]


@pytest.mark.parametrize(
    "text",
    [
        "主办：江海交响乐团  2025年6月6日",
        "市自行车运动协会  2025年6月6日",
        "过往车辆6月9日请绕行新安桥。",
        "展厅每日9时至17时免费开放。",
        "上届储能大会（2025年5月，郑州）",
        "国庆中秋假期将至，文旅活动全攻略来了",
        "4月10日上午，一只棕色泰迪犬走失。",
    ],
)
def test_signatures_hours_and_editions_past_are_no_events(text: str) -> None:
    assert told(text) == []


def test_columns_of_beginning_and_end_are_one_time() -> None:
    cells = ["1", "2025-06-10 08:00", "2025-06-10 17:00", "10kV泉山线12号杆至38号杆", "东泉村"]
    rows = [["序号", "停电开始", "停电结束", "线路", "影响范围"], cells]
    paragraphs = []
    for row in rows:
        at, spans = 0, []
        for cell in row:
            spans.append(Span(at, at + len(cell)))
            at += len(cell) + 3
        paragraphs.append(Paragraph(" | ".join(row), "row", cells=tuple(spans)))
    whole = "\n\n".join(p.text for p in paragraphs)
    article = Article("a1", "计划停电信息", tuple(paragraphs), origin=SpanMap(((0, 0, len(whole)),)))
    document = Document("page", "text/html", whole, language="zh", published=ISSUE)
    (mention,) = find(article, document).mentions
    assert mention.facts.when is not None
    assert mention.facts.title == "10kV泉山线12号杆至38号杆"
    assert (mention.facts.when.start, mention.facts.when.end) == (
        dt.datetime(2025, 6, 10, 8),
        dt.datetime(2025, 6, 10, 17),
    )
    assert mention.facts.place == "东泉村"


def test_a_day_behind_a_small_picture_heads_the_rows_below_it() -> None:
    text = "📅 6月14日（周六）\n14:00  折子戏专场《拾玉镯》\n📅 6月15日（周日）\n19:30  川剧《白蛇传》"
    assert [row[:40] for row in lines(told(text))] == [
        "折子戏专场《拾玉镯》 | 2025-06-14T14:00 | - | -",
        "川剧《白蛇传》 | 2025-06-15T19:30 | - | -",
    ]


def test_an_article_that_looks_back_tells_nothing() -> None:
    assert told("6月2日，岚台至安州高铁开通运营。", headline="2025岚台十大新闻") == []


def test_doubt_is_told_below_one_half() -> None:
    past = told("5月12日，林苑、站前两小区暂停供热。")
    assert [m.confidence < 0.5 for m in past] == [True]
    due = told("第六届淮海书展6月12日在市图书馆启动。")
    assert [m.confidence > 0.9 for m in due] == [True]
