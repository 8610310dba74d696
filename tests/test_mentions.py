"""An editor's eye: what happens, when and where, read from one line of a paper; and what is not for a calendar."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feeds.reading.mentions import find, read_mentions
from feeds.records import Article, Document, Mention, Paragraph, SpanMap

ISSUE = dt.date(2025, 1, 16)  # a Thursday


def told(text: str, *, headline: str = "", language: str = "zh", published: dt.date | None = ISSUE) -> list[Mention]:
    """What an article of these lines says happens."""
    paragraphs = tuple(Paragraph(line) for line in text.split("\n") if line.strip())
    whole = "\n\n".join(p.text for p in paragraphs)
    article = Article("a1", headline, paragraphs, origin=SpanMap(((0, 0, len(whole)),)))
    document = Document("page", "text/plain", whole, language=language, published=published)
    return list(find(article, document).mentions)


def only(text: str, **more: object) -> Mention:
    mentions = told(text, **more)  # type: ignore[arg-type]
    assert len(mentions) == 1, [(m.facts.title, m.facts.when) for m in mentions]
    return mentions[0]


@pytest.mark.parametrize(
    ("text", "title", "start", "place"),
    [
        ("第九届冰灯节将于1月18日在美丽的福海县滨河公园开幕。", "第九届冰灯节", "2025-01-18", "福海县滨河公园"),
        ("1月18日，县文旅局在人民广场举办“年味”写春联活动。", "“年味”写春联活动", "2025-01-18", "人民广场"),
        ("读书会定于本周六15:00在市图书馆三楼举行。", "读书会", "2025-01-18T15:00", "市图书馆三楼"),
        ("由市作协主办的金山诗会20日晚8点在文化宫上演。", "金山诗会", "2025-01-20T20:00", "文化宫"),
        ("1月20日，文化馆将举办一场返乡人员专场招聘会。", "返乡人员专场招聘会", "2025-01-20", None),
        ("话剧《渡口》：1月20日19:30，大剧场，票价80元。", "话剧《渡口》", "2025-01-20T19:30", "大剧场"),
        ("10:30  开幕式  中心广场\n", None, None, None),
    ],
)
def test_a_line_tells_what_when_and_where(text: str, title: str | None, start: str | None, place: str | None) -> None:
    mentions = told(text)
    if title is None:
        assert mentions == []  # a clock and no day
        return
    facts = mentions[0].facts
    assert facts.when is not None
    assert facts.title == title
    assert facts.when.start.isoformat()[: len(start or "")] == start
    assert place is None or facts.place == place


@pytest.mark.parametrize(
    ("text", "title", "start", "place"),
    [
        (
            "The Winter Fair will be held at the Village Hall on Saturday 18 January.",
            "Winter Fair",
            "2025-01-18",
            "the Village Hall",
        ),
        (
            "A public meeting about the bypass takes place at the Corn Exchange next Wednesday at 7pm.",
            "Public meeting about the bypass",
            "2025-01-22T19:00",
            "the Corn Exchange",
        ),
        (
            "Monday 20 January: Quiz night, 7.30pm, the Red Lion Inn.",
            "Quiz night",
            "2025-01-20T19:30",
            "the Red Lion Inn",
        ),
        (
            "The council will hold a public hearing on January 21 at 6 p.m. in Room 4.",
            "Public hearing",
            "2025-01-21T18:00",
            None,
        ),
    ],
)
def test_an_english_line_tells_them_too(text: str, title: str, start: str, place: str | None) -> None:
    facts = only(text, language="en").facts
    assert facts.when is not None
    assert facts.title == title
    assert facts.when.start.isoformat()[: len(start)] == start
    assert place is None or facts.place == place


@pytest.mark.parametrize(
    "text",
    [
        "1月15日，记者从县委宣传部获悉，全县经济平稳运行。",
        "1月14日凌晨，嫌疑人赵某翻窗进入一手机店，盗走手机11部。",
        "1月13日，一辆货车在国道侧翻，造成1人轻伤。",
        "著名画家钱一山因病于1月14日在北京逝世，享年91岁。",
        "1月15日，县法院以诈骗罪判处被告人孙某有期徒刑三年。",
        "截至1月10日，全县累计发放社保卡6.3万张。",
        "该馆创办于2019年5月，至今已举办36讲。",
        "营业时间：10:00—19:00，客服热线每天9:00至18:00。",
        "1月17日夜间阴转小雪，气温-12℃。",
        "1月13日，某公司宣布完成3亿元融资。",
        "如遇大风，比赛将顺延至1月25日举行。",
    ],
)
def test_news_of_the_day_is_no_event(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Two men were arrested on Saturday after a raid on a flat in Mill Street.",
        "The building, which opened on 14 September 1964, was last re-roofed in 1999.",
        "Shares in the company closed at $31.40 on Wednesday.",
        "Page last updated: January 5, 2025",
        "He died on 12 January after a short illness, aged 84.",
    ],
)
def test_english_news_of_the_day_is_no_event(text: str) -> None:
    assert told(text, language="en") == []


def test_a_span_of_days_and_a_length_close_the_event() -> None:
    assert only("灯会1月18日至22日在滨河公园举办。").facts.when.last_day == dt.date(2025, 1, 22)  # type: ignore[union-attr]
    facts = only("第三届农展会1月18日在会展中心开幕，为期五天。").facts
    assert facts.phase is None
    assert facts.when is not None
    assert facts.when.last_day == dt.date(2025, 1, 22)


def test_only_a_moment_of_something_longer_has_a_phase() -> None:
    assert only("冬捕节将于1月18日开幕。").facts.phase == "opening"
    assert only("1月15日，县第十五届人民代表大会第四次会议胜利闭幕。").facts.phase == "closing"
    assert only("音乐会1月18日在文化宫举行。").facts.phase is None


@pytest.mark.parametrize(
    ("text", "status", "start"),
    [
        ("原定1月18日举行的冰上龙舟赛因故取消。", "cancelled", "2025-01-18"),
        ("原定1月18日举行的冰上龙舟赛改期至1月25日举行。", "postponed", "2025-01-25"),
        ("原定1月18日在青年湖举行的冰上龙舟赛推迟，时间另行通知。", "postponed", "2025-01-18"),
    ],
)
def test_what_becomes_of_it_is_its_status(text: str, status: str, start: str) -> None:
    facts = only(text).facts
    assert facts.when is not None
    assert (facts.title, facts.status, facts.when.first_day.isoformat()) == ("冰上龙舟赛", status, start)


def test_a_move_remembers_the_day_it_was_moved_from() -> None:
    assert only("原定1月18日举行的龙舟赛改期至1月25日。").facts.previous_start == dt.date(2025, 1, 18)


@pytest.mark.parametrize(
    ("text", "title", "start"),
    [
        ("“杏花杯”摄影大赛作品征集截至1月31日24时。", "“杏花杯”摄影大赛作品征集截止", "2025-01-31"),
        ("龙舟赛即日起受理报名，至1月29日下午5时截止。", "龙舟赛报名截止", "2025-01-29T17:00"),
        ("攤主須於1月25日下午5時前交回申請表。", "交回申請表截止", "2025-01-25T17:00"),
    ],
)
def test_a_deadline_is_told_on_its_last_moment(text: str, title: str, start: str) -> None:
    facts = only(text).facts
    assert facts.when is not None
    assert (facts.kind, facts.title) == ("deadline", title)
    assert facts.when.start.isoformat()[: len(start)] == start


def test_rows_inherit_the_day_of_their_heading() -> None:
    text = (
        "1月18日（星期六）\n10:30—12:00  开幕式  中心广场\n20:00  篝火晚会  草场\n1月19日（星期日）\n09:30  雪"
        "地徒步  游客中心"
    )
    assert [
        (m.facts.title, m.facts.when.start.isoformat()[:16], m.facts.place) for m in told(text) if m.facts.when
    ] == [
        ("开幕式", "2025-01-18T10:30", "中心广场"),
        ("篝火晚会", "2025-01-18T20:00", "草场"),
        ("雪地徒步", "2025-01-19T09:30", "游客中心"),
    ]


def test_listed_showings_are_records_of_their_own() -> None:
    starts = [
        m.facts.when.start.isoformat()[:16]
        for m in told("儿童剧《刺猬》：1月20日10:30、15:30，小剧场。")
        if m.facts.when
    ]
    assert starts == ["2025-01-20T10:30", "2025-01-20T15:30"]
    starts = [
        m.facts.when.start.isoformat()[:16] for m in told("话剧《渡口》：1月20日、21日19:30，大剧场。") if m.facts.when
    ]
    assert starts == ["2025-01-20T19:30", "2025-01-21T19:30"]


def test_a_notice_gathers_its_labelled_fields() -> None:
    facts = only(
        "活动时间：1月20日上午10:00\n活动地点：沙湖公园北门\n咨询电话：0993-6677012",
        headline="关于举办沙湖健步走活动的通知",
    ).facts
    assert facts.when is not None
    assert (facts.title, facts.place, facts.when.start) == (
        "沙湖健步走活动",
        "沙湖公园北门",
        dt.datetime(2025, 1, 20, 10),
    )


def test_a_recurring_happening_carries_its_rule() -> None:
    when = only("“小小讲解员”培训：每周日上午11:00，二楼教育活动室。").facts.when
    assert when is not None
    assert (when.rrule, when.start) == ("FREQ=WEEKLY;BYDAY=SU", dt.datetime(2025, 1, 19, 11))


def test_the_same_happening_told_twice_on_a_page_is_one() -> None:
    text = "第九届冰灯节将于1月18日在滨河公园开幕。\n备受期待的冰灯节1月18日开幕。"
    assert only(text).facts.place == "滨河公园"


def test_a_closure_is_named_by_what_closes() -> None:
    facts = only("1月20日至22日，市图书馆闭馆。").facts
    assert (facts.title, facts.place, "notice" in facts.categories) == ("市图书馆闭馆", "市图书馆", True)
    facts = only("Mill Lane will be closed from 20 to 24 January.", language="en").facts
    assert facts.title == "Mill Lane closed"


def test_a_match_is_both_teams_home_first() -> None:
    facts = only("Saturday 18 January: Oldford v Tregarth, 2.30pm, Oldford Astro.", language="en").facts
    assert facts.title == "Oldford v Tregarth"
    facts = only("1月18日19:30  北屯河队—火车头队  市体育中心").facts
    assert (facts.title, facts.place) == ("北屯河队—火车头队", "市体育中心")


def test_russian_and_kazakh_listings_are_rows_too() -> None:
    facts = only("18 января в 12:00 — концерт «Зима», малый зал.", language="ru").facts
    assert (facts.title, facts.place) == ("концерт «Зима»", "малый зал")
    facts = only("20 қаңтар, сағат 18:00. «Абай» спектаклі. Драма театрында.", language="kk").facts
    assert (facts.title, facts.place) == ("«Абай» спектаклі", "Драма театрында")


def test_every_field_points_to_the_words_it_was_read_from() -> None:
    text = "第九届冰灯节将于1月18日在滨河公园开幕。"
    mention = only(text)
    words = {name: "".join(text[s.start : s.end] for s in spans) for name, spans in mention.spans.items()}
    assert words == {"title": "第九届冰灯节", "start": "1月18日", "place": "滨河公园"}
    assert mention.evidence == text
    assert mention.rules[0] == "sentence: open"


def test_what_was_put_aside_says_why() -> None:
    article = Article("a1", "", (Paragraph("1月14日，一辆货车在国道侧翻，造成1人轻伤。"),))
    found = find(article, Document("page", "text/plain", "", language="zh", published=ISSUE))
    assert [(r.text, bool(r.reason)) for r in found.rejections] == [("1月14日", True)]


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "1月18日（星期六）",
                    "10:30  开幕式  中心广场",
                    "时间：1月20日 地点：礼堂",
                    "第九届冰灯节将于1月18日开幕，1月20日",
                    "原定于的取消延期至1月25日",
                    "7月14日双河村，7月16日龙井村",
                    "Sat 18 Jan: A v B, 2pm",
                    "The fair will be held on 18 January at",
                    "Registration closes by noon on 20 January.",
                    "| 日期 | 活动 | 地点 |",
                    "【】：，。（）“”",
                    "\ue000\ue001开幕\ue005举行",
                ]
            ),
            st.text(max_size=40),
        ),
        max_size=8,
    ),
    st.sampled_from(["zh-Hans", "zh-Hant", "en", "ru", "kk", "fr"]),
    st.sampled_from(["text", "heading", "row", "item", "signature", "quote"]),
)
def test_no_page_is_too_broken_to_read(lines: list[str], language: str, kind: str) -> None:
    paragraphs = tuple(Paragraph(line, kind=kind) for line in lines)  # type: ignore[arg-type]
    article = Article("a1", lines[0] if lines else "", paragraphs)
    document = Document("page", "text/plain", "\n\n".join(lines), language=language, published=ISSUE)
    for mention in read_mentions((article, article), document).mentions:
        assert mention.facts.title
        assert 0 <= mention.confidence <= 1


@pytest.mark.parametrize(
    ("sentence", "start", "status", "former"),
    [
        ("The Winter Fair, due to be held on 18 January, has been postponed until 25 January.", 25, "postponed", 18),
        ("The Winter Fair has been moved from 18 January to 25 January.", 25, "postponed", 18),
        ("The Winter Fair has been rescheduled to 25 January.", 25, "postponed", None),
        ("The Winter Fair, scheduled for 18 January, has been cancelled.", 18, "cancelled", None),
    ],
)
def test_a_change_is_read_with_the_new_day_and_never_left_on_the_old(
    sentence: str, start: int, status: str, former: int | None
) -> None:
    (mention,) = told(sentence, language="en", published=dt.date(2025, 1, 10))
    facts = mention.facts
    assert facts.when is not None
    assert (facts.when.start, facts.status) == (dt.date(2025, 1, start), status)
    assert facts.previous_start == (dt.date(2025, 1, former) if former else None)
