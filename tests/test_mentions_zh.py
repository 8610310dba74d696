"""What a Chinese page says happens: the sentences papers print, each with the days, the name and the place it tells."""

from __future__ import annotations

import datetime as dt

import pytest

from feeds.reading.mentions import find
from feeds.records import Article, Document, Mention, Paragraph, SpanMap

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
        last = facts.when.last_day.isoformat() if facts.when.end and facts.when.last_day != facts.when.first_day else "-"
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
        ("“粽情端午”非遗市集6月7日至9日在南门老街连摆三天。", "“粽情端午”非遗市集 | 2025-06-07 | 2025-06-09 | 南门老街"),
        ("第六届淮海书展6月12日上午9点在市图书馆启动，展期5天。", "第六届淮海书展 | 2025-06-12 | 2025-06-16 | 市图书馆"),
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
        ("国际灯光节将于6月26日至28日亮相花城广场、海心沙。", "国际灯光节 | 2025-06-26 | 2025-06-28 | 花城广场、海心沙"),
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


def test_doubt_is_told_below_one_half() -> None:
    past = told("5月12日，林苑、站前两小区暂停供热。")
    assert [m.confidence < 0.5 for m in past] == [True]
    due = told("第六届淮海书展6月12日在市图书馆启动。")
    assert [m.confidence > 0.9 for m in due] == [True]
