"""Pages become articles: wraps, columns, cuts, headlines, furniture, and the way back to the page."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.errors import DocumentError
from feeds.reading.articles import split
from feeds.reading.language import detect
from feeds.records import Article, Block, Document, Span
from feeds.sources import read


def articles(text: str, name: str = "page.txt") -> tuple[Article, ...]:
    document = read(text.encode(), name)
    return split(replace(document, language=detect(document.text, document.language)))


def one(text: str, name: str = "page.txt") -> Article:
    (article,) = articles(text, name)
    return article


def wrapped(text: str, width: int, indent: str = "") -> str:
    """A Chinese paragraph as a column prints it, whatever it cuts through."""
    text = indent + text
    return "\n".join(text[k : k + width] for k in range(0, len(text), width))


# --- wraps and columns ------------------------------------------------------------------------------------

SENTENCE = (
    "本报讯（记者 李明）第十八届冬捕文化旅游节将于2025年1月18日10时30分在福海县海上魔鬼城景区开幕，届时将举行渔猎展示。"
)


@pytest.mark.parametrize("width", [9, 14, 17, 23, 38, 60])
@pytest.mark.parametrize("indent", ["", "　　"])
def test_a_wrap_of_any_width_is_joined_inside_a_day_a_number_or_a_word(width: int, indent: str) -> None:
    # A blank that a line ended with cannot be told from none.
    assert one("冬捕节开幕在即\n\n" + wrapped(SENTENCE, width, indent)).text.replace(" ", "") == SENTENCE.replace(
        " ", ""
    )


def test_latin_words_are_joined_with_a_blank_and_a_broken_word_is_mended() -> None:
    page = (
        "Regatta returns\n\nThe Lantern Regatta will return to\nHarrow Vale on Saturday 7 June, in\n"
        "spite of the repairs, after an organi-\nsation of twelve months.\n"
    )
    assert one(page).text == (
        "The Lantern Regatta will return to Harrow Vale on Saturday 7 June, in spite of the repairs, "
        "after an organisation of twelve months."
    )


def test_a_blank_line_in_mid_sentence_is_the_break_of_a_column() -> None:
    lines = wrapped(SENTENCE, 16).split("\n")
    page = "灯会亮灯\n\n" + "\n".join(lines[:2]) + "\n\n" + "\n".join(lines[2:])
    assert one(page).text == SENTENCE


def test_an_advertisement_in_mid_sentence_is_stepped_over() -> None:
    lines = wrapped(SENTENCE, 16).split("\n")
    page = "灯会亮灯\n\n" + "\n".join(lines[:2]) + "\n\n广告　金穗农机　电话6233918\n\n" + "\n".join(lines[2:])
    assert one(page).text == SENTENCE


def test_paragraphs_stay_apart() -> None:
    second = "本届旅游节以渔猎为主题，旨在通过一系列丰富多彩的活动，全面展示冰雪风情和民俗文化，欢迎游客。"
    page = "冬捕节开幕\n\n" + wrapped(SENTENCE, 17, "　　") + "\n" + wrapped(second, 17, "　　")
    assert [p.text for p in one(page).paragraphs] == [SENTENCE, second]


# --- cuts and headlines -----------------------------------------------------------------------------------


def test_the_real_page_has_five_articles(altay: Path) -> None:
    found = [(a.headline, a.bylines) for a in articles(altay.read_text("utf-8"))]
    assert found == [
        ("以担当作为谱写吉林援疆壮丽篇章", ()),
        ("2025第十一届中国诗歌春晚阿勒泰文艺采风团走进富蕴县", ("娜迪亚·哈依拉提",)),
        ("为老年人晚年幸福“加码”", ("王景鸿",)),
        ("“我的阿勒泰·福满乌伦古”1月18日，我们不见不散！", ("古丽娜",)),
        ("代表畅言心声 共绘发展蓝图", ("古扎丽·阿布都热西提", "王景鸿")),
    ]


REPORTS = (
    (
        "雪橇大赛周六开赛",
        "本报讯（记者 叶尔江）记者从体育中心了解到，马拉雪橇大赛将于本周六在白桦沟举行，八十六支队伍报名。",
    ),
    ("社保卡办事更方便", "本报讯（记者 阿依努尔）办完社保卡的职工高兴地说，看病坐车一张卡全办了，全县已发卡六万张。"),
    ("元宵灯会明晚亮灯", "本报讯（记者 马依拉）记者获悉，元宵灯会将在滨河公园亮灯，共设六个展区，灯展持续五天。"),
)


@pytest.mark.parametrize("place", ["above", "below", "at the end"])
def test_headlines_find_their_bodies_wherever_they_stand(place: str) -> None:
    heads, bodies = [h for h, _ in REPORTS], [wrapped(b, 18) for _, b in REPORTS]
    if place == "above":
        page = "\n\n".join(f"{h}\n\n{b}" for h, b in zip(heads, bodies, strict=True))
    elif place == "below":
        page = "\n\n".join(f"{b}\n\n{h}" for h, b in zip(heads, bodies, strict=True))
    else:
        page = "\n\n".join(bodies) + "\n\n" + "\n\n".join(reversed(heads))
    assert [(a.headline, a.text) for a in articles(page)] == [(h, b) for h, b in REPORTS]


@pytest.mark.parametrize(
    ("dateline", "names"),
    [
        ("本报讯（记者 李明）", ("李明",)),
        ("本报讯（记者李明 通讯员 王芳）", ("李明", "王芳")),
        ("晚报讯（记者 戚思远）", ("戚思远",)),
        ("本报12月20日讯(记者祁冬)", ("祁冬",)),
        ("（本報訊）", ()),
        ("【記者林書瑜／海岸報導】", ("林書瑜",)),
        ("新华社北京1月15日电（记者 李明、王芳）", ("李明", "王芳")),
        ("本报讯 ", ()),
    ],
)
def test_a_dateline_opens_an_article_and_names_its_reporters(dateline: str, names: tuple[str, ...]) -> None:
    page = f"{REPORTS[0][0]}\n\n{REPORTS[0][1]}\n\n冬季运动会开幕\n\n"
    page += f"{dateline}冬季运动会昨日在体育馆开幕，来自各乡镇的运动员参加开幕式。"
    found = articles(page)
    assert [(a.headline, a.bylines) for a in found] == [(REPORTS[0][0], ("叶尔江",)), ("冬季运动会开幕", names)]


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("□本报记者 李明", ("李明",)),
        ("□田野", ("田野",)),
        ("■本报记者 李明 文/图", ("李明",)),
        ("文/李明 图/王芳", ("李明",)),
    ],
)
def test_a_byline_stands_on_a_line_of_its_own(byline: str, names: tuple[str, ...]) -> None:
    article = one(f"父亲的架子车\n{byline}\n\n　　那年雪下得紧，父亲拉着架子车从县城回来，车上放着半扇猪肉和一卷红纸。")
    assert (article.headline, article.bylines) == ("父亲的架子车", names)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Miriam Oakes", ("Miriam Oakes",)),
        ("By Tom Rudd and Jess Adeyemi", ("Tom Rudd", "Jess Adeyemi")),
        ("BY KEN ASPINALL", ("KEN ASPINALL",)),
        ("By Priya Lindqvist · Posted October 2, 2025", ("Priya Lindqvist",)),
        ("STAFF REPORT", ("STAFF REPORT",)),
    ],
)
def test_english_bylines(byline: str, names: tuple[str, ...]) -> None:
    page = f"Lantern boats to light up the brook\n{byline}\n\n"
    page += "The Lantern Regatta will return to Harrow Vale on Saturday 7 June."
    article = one(page)
    assert (article.headline, article.bylines) == ("Lantern boats to light up the brook", names)


def test_sub_heads_stay_in_their_article() -> None:
    page = f"""{REPORTS[0][0]}

{REPORTS[0][1]}

产业先行 项目带动

{REPORTS[0][1][14:]}

{REPORTS[1][0]}

{REPORTS[1][1]}"""
    first, second = articles(page)
    assert [p.kind for p in first.paragraphs] == ["text", "heading", "text"]
    assert second.headline == REPORTS[1][0]


def test_a_report_without_byline_starts_under_its_own_headline() -> None:
    page = """Lantern boats to light up the brook
By Miriam Oakes

The Lantern Regatta will return to
Harrow Vale on Saturday 7 June after
repairs to the weir, organisers said.

Library roof: doors
shut for three weeks

Harrow Library will be closed from
Monday 2 June while contractors
replace the roof of the building.
"""
    assert [a.headline for a in articles(page)] == [
        "Lantern boats to light up the brook",
        "Library roof: doors shut for three weeks",
    ]


def test_a_page_with_a_masthead_and_a_report_under_each_headline() -> None:
    page = """6A  Thursday, November 14, 2024   THE DUNMORE LEDGER

Man sentenced in thefts

A Dunmore man was sentenced Tuesday for stealing from three pharmacies last spring.

Crash closes Route 6

Two people were taken to hospital after a pickup crossed the center line on Friday.
"""
    assert [a.headline for a in articles(page)] == ["Man sentenced in thefts", "Crash closes Route 6"]


def test_kicker_headline_and_deck_are_told_apart() -> None:
    page = f"【重要通知】\n半程马拉松改期举行\n——原定8月31日\n\n{REPORTS[0][1]}"
    article = one(page)
    assert (article.kicker, article.headline, article.deck) == ("【重要通知】", "半程马拉松改期举行", "——原定8月31日")


# --- listings, notices, furniture -------------------------------------------------------------------------

PROGRAMME = """第十二届杏花节活动安排表

本届杏花节于4月5日至7日在杏花谷景区举行，以下时间均为北京时间。
4月5日（星期六）
10:30—12:00  开幕式        中心广场
15:00—17:30  叼羊邀请赛     草场
温馨提示：
1.门票30元。
2.咨询电话：0998-5722360。
阿克塔什县文化体育局
2025年3月31日
"""


def test_a_programme_is_one_article_whose_rows_stay_rows() -> None:
    article = one(PROGRAMME)
    assert article.headline == "第十二届杏花节活动安排表"
    assert [p.kind for p in article.paragraphs] == ["text", "heading", "row", "row", "heading", "item", "item"]
    row = article.paragraphs[2]
    assert [row.text[c.start : c.end] for c in row.cells] == ["10:30—12:00", "开幕式", "中心广场"]


def test_who_signed_a_notice_is_its_byline_and_its_day_is_none_of_its_text() -> None:
    article = one(PROGRAMME)
    assert article.bylines == ("阿克塔什县文化体育局",)
    assert article.text.endswith("0998-5722360。")


@pytest.mark.parametrize(
    "line",
    [
        "图片为资料图",
        "游客在景区观赏冰雕。 本报记者 李明 摄",
        "（下转第三版）",
        "广告　云河大药房国庆大促　电话：2338899",
        "【天气】今天白天：多云转晴，11℃～24℃",
        "责任编辑：周敏　版式：何川",
        "新闻热线：0990-2233110　零售价：1.50元",
        "Photo: Miriam Oakes",
        "Continued on page 4",
        "ADVERTISEMENT",
    ],
)
def test_furniture_is_no_part_of_an_article(line: str) -> None:
    page = f"{REPORTS[0][0]}\n\n{REPORTS[0][1]}\n\n{line}\n\n{REPORTS[1][0]}\n\n{REPORTS[1][1]}"
    assert [(a.headline, a.text) for a in articles(page)] == list(REPORTS[:2])


def test_a_letter_is_its_subject_and_its_words() -> None:
    letter = """From: Harriers <news@harriers.example>
Subject: Stick & Ball no. 118
Date: Wed, 12 Feb 2025 18:03:55 +0000

TRAINING: every Monday, 19.30-21.00.

See you on the touchline, Bea

> Could someone bring the first-aid kit on 25 January?

==========================
Unsubscribe: reply with STOP. Sent to 214 subscribers.
"""
    article = one(letter, "letter.txt")
    assert article.headline == "Stick & Ball no. 118"
    assert article.text == "TRAINING: every Monday, 19.30-21.00.\n\nSee you on the touchline, Bea"


def test_markdown_marks_are_no_part_of_the_words() -> None:
    article = one("# 竞赛须知\n\n报名**7月31日24:00**关闭，详见[公告](http://x.example/a)。\n", "page.md")
    assert article.text == "报名7月31日24:00关闭，详见公告。"


# --- the way back -----------------------------------------------------------------------------------------


def traced(article: Article, page: str) -> None:
    """Each character of the text is the page's own, or a blank where the page has a break."""
    text = article.text
    behind: dict[int, str] = {}
    for start, origin, length in article.origin.runs:
        for k in range(length):
            behind[start + k] = page[origin + k]
    for i, character in enumerate(text):
        if i in behind:
            assert behind[i] == character or (behind[i].isspace() and character == " ")
        else:
            assert character == "\n"
    for start, origin, length in article.headline_origin.runs:
        for k in range(length):
            assert page[origin + k] == article.headline[start + k] or article.headline[start + k] == " "


PIECES = st.sampled_from(
    [
        *(body for _, body in REPORTS),
        *(head for head, _ in REPORTS),
        PROGRAMME,
        "By Ken Aspinall",
        "Vale travel to Ashby Green this Saturday and host Dunton on 24 May.",
        "广告　云河大药房",
        "",
        "　",
        "■",
        "10:30  a  b",
        "——",
        "（下转第三版）",
        "2025年1月18日",
        "“",
        "\t",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(PIECES, st.integers(3, 40), st.sampled_from(["\n", "\n\n", "\n\n\n", "\r\n"])), max_size=14))
def test_every_character_can_be_traced_back_to_the_page(parts: list[tuple[str, int, str]]) -> None:
    page = "".join(wrapped(text, width) + gap for text, width, gap in parts)
    for language in ("zh-Hans", "en"):
        for article in split(Document("page", "text/plain", page, language=language)):
            traced(article, page)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["page.txt", "page.md", "page.html", "page.eml"]))
def test_any_text_is_split_and_traced(text: str, name: str) -> None:
    with suppress(DocumentError):  # one clear line is as good as a page
        document = read(text.encode("utf-8", "replace"), name)
        for article in split(replace(document, language=detect(document.text))):
            traced(article, document.text)


def test_the_real_page_can_be_traced_back(altay: Path) -> None:
    page = altay.read_text("utf-8")
    for article in articles(page):
        traced(article, page)


def test_a_printed_page_has_an_article_under_each_of_its_large_lines() -> None:
    text, blocks = "", []
    for headline, body in REPORTS:
        for words, kind, size in ((headline, "heading", 20.0), (body.partition("）")[2], "text", 10.0)):
            span = Span(len(text), len(text) + len(words))
            blocks.append(Block(span, kind, 1 if kind == "heading" else None, size))  # type: ignore[arg-type]
            text += words + "\n\n"
    found = split(Document("page", "application/pdf", text, language="zh-Hans", blocks=tuple(blocks)))
    assert [a.headline for a in found] == [headline for headline, _ in REPORTS]


def test_a_running_head_does_not_tear_a_sentence() -> None:
    page = """Harrow Vale Courier                    7

Festival line-up announced
By Jo Lane

The festival has announced its line-up for the weekend of
24 to 26 July. Headliners include the Brook Band, who close

Harrow Vale Courier                    8

the main stage on Sunday evening. Day tickets go on sale on
Friday 1 May at 9am.
"""
    assert one(page).text == (
        "The festival has announced its line-up for the weekend of 24 to 26 July. Headliners include the Brook Band, "
        "who close the main stage on Sunday evening. Day tickets go on sale on Friday 1 May at 9am."
    )


def test_a_page_set_with_a_blank_line_after_every_line() -> None:
    page = "\n\n".join(
        ["关于调整公交线路的公告", *wrapped(REPORTS[0][1][14:] * 3, 20).split("\n"), "县交通运输局", "2025年6月25日"]
    )
    article = one(page)
    assert (article.headline, article.text) == ("关于调整公交线路的公告", REPORTS[0][1][14:] * 3)


def test_a_headline_left_over_opens_the_body_it_speaks_of() -> None:
    page = """By Tom Rudd

Health chiefs have withdrawn plans to close the surgery in March, after a petition.

Buses will replace trains on the next three Sundays while engineers renew the track.

Surgery plan shelved

By Ann Lee

A lantern regatta returns to the brook on Saturday, the rowing club said this week.

Trains give way to buses

Lantern regatta returns
"""
    assert [a.headline for a in articles(page)] == [
        "Surgery plan shelved",
        "Trains give way to buses",
        "Lantern regatta returns",
    ]
