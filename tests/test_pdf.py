"""A newspaper's PDF: columns read down, headlines with their own article, scans told for what they are."""

import datetime as dt
import itertools
import random
import sys
import textwrap
from collections.abc import Callable

import pytest

from feeds import reading
from feeds.errors import DocumentError
from feeds.sources import image
from feeds.sources.pdf import read
from tests.pages.newspaper import Sheet, print_pdf

NOUNS = textwrap.wrap("草原牧民雪山湖水粮仓学校大桥公路医院书店剧场果园河谷村庄车站工厂市场公园灯会球场", 2)
VERBS = textwrap.wrap("迎来建成走进修好送到收获举办参观整理打开记录种下擦亮唱响点亮守护", 2)


def prose(seed: int, sentences: int) -> str:
    """Sentences no two of which are alike, so that each line has one right place."""
    chance = random.Random(seed)
    return "".join(
        f"{chance.choice(NOUNS)}旁的{chance.choice(NOUNS)}{chance.choice(VERBS)}第{chance.randint(2, 9999)}个"
        f"{chance.choice(NOUNS)}，{chance.choice(NOUNS)}{chance.choice(VERBS)}了{chance.choice(NOUNS)}。"
        for _ in range(sentences)
    )


def paragraphs(seed: int, count: int) -> list[str]:
    return [prose(seed * 100 + number, 4) for number in range(count)]


def stacked() -> Sheet:
    """Two articles of three columns, one above the other."""
    sheet = Sheet()
    y = sheet.article("第一版要闻今年春耕全面展开", paragraphs(1, 6), x=40, y=40, columns=3, measure=198)
    sheet.article("边城书店的灯又亮了一整夜", paragraphs(2, 7), x=40, y=y + 24, columns=3, measure=198)
    return sheet


def beside() -> Sheet:
    """A broad article, a narrow one beside it from top to bottom, and a third below the first."""
    sheet = Sheet()
    y = sheet.article("冰雪季让小城热起来", paragraphs(3, 8), x=40, y=40, columns=3, measure=150)
    sheet.article("河谷里的早市", paragraphs(4, 12), x=548, y=40, columns=1, measure=132, head=18)
    sheet.article("老桥修好了", paragraphs(5, 6), x=40, y=y + 30, columns=3, measure=150)
    return sheet


def crowded() -> Sheet:
    """A banner over the whole page, five narrow columns with small gutters, two short notices in a row below."""
    sheet = Sheet()
    y = sheet.article(
        "全县干部群众喜迎丰收共话未来发展", paragraphs(6, 12), x=40, y=40, columns=5, measure=117, gutter=9
    )
    sheet.article("停水通知", paragraphs(7, 3), x=40, y=y + 26, columns=2, measure=150, head=16)
    sheet.article("招考公告", paragraphs(8, 3), x=380, y=y + 26, columns=2, measure=150, head=16)
    return sheet


LAYOUTS = [stacked, beside, crowded]


def lines_of(text: str) -> list[str]:
    return [line.strip("　 ") for line in text.splitlines() if line.strip("　 ")]


@pytest.mark.parametrize("order", ["as set", "by row", "shuffled"])
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda f: f.__name__)
def test_columns_are_read_down_and_not_across(layout: Callable[[], Sheet], order: str) -> None:
    sheet = layout()
    found = lines_of(read(print_pdf([sheet], order), "page.pdf").text)
    neighbours = set(itertools.pairwise(found))
    pairs = [pair for _, body in sheet.truth for pair in itertools.pairwise(body)]
    kept = sum(pair in neighbours for pair in pairs)
    assert kept / len(pairs) >= 0.98


@pytest.mark.parametrize("order", ["as set", "by row", "shuffled"])
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda f: f.__name__)
def test_a_headline_is_followed_by_its_own_article(layout: Callable[[], Sheet], order: str) -> None:
    sheet = layout()
    document = read(print_pdf([sheet], order), "page.pdf")
    found = lines_of(document.text)
    headings = {
        document.text[b.span.start : b.span.end].replace("\n", "") for b in document.blocks if b.kind == "heading"
    }
    for headline, body in sheet.truth:
        assert headline in headings
        last = next(number for number, line in enumerate(found) if headline.endswith(line))
        assert found[last + 1] == body[0]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda f: f.__name__)
def test_paragraphs_are_whole_over_lines_and_columns(layout: Callable[[], Sheet]) -> None:
    sheet = layout()
    document = read(print_pdf([sheet], "by row"), "page.pdf")
    found = {document.text[b.span.start : b.span.end].replace("\n", "") for b in document.blocks if b.kind == "text"}
    printed = [text for story in sheet.stories for text in story]
    assert sum(text in found for text in printed) / len(printed) >= 0.95


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda f: f.__name__)
def test_stories_under_large_headlines_are_articles_without_a_byline(layout: Callable[[], Sheet]) -> None:
    sheet = layout()
    articles = reading.read(read(print_pdf([sheet], "by row"), "page.pdf"), published=dt.date(2025, 1, 16)).articles
    assert {article.headline for article in articles} == {headline for headline, _ in sheet.truth}
    stories = {headline: "".join(text) for (headline, _), text in zip(sheet.truth, sheet.stories, strict=True)}
    for article in articles:
        assert article.text.replace("\n", "") == stories[article.headline]


@pytest.mark.parametrize(("rotate", "drawn"), [(90, 0), (180, 0), (0, 90), (0, 180), (0, 270), (270, 90)])
def test_a_turned_page_reads_like_an_upright_one(rotate: int, drawn: int) -> None:
    upright = read(print_pdf([stacked()]), "page.pdf").text
    assert read(print_pdf([stacked()], rotate=rotate, drawn=drawn), "page.pdf").text == upright


def test_a_vertical_headline_is_read_downwards_from_the_right() -> None:
    sheet = Sheet()
    for number, letter in enumerate("春到河谷"):
        sheet.calls.append((660, 60 + 28 * number, 24, letter))
    for number, letter in enumerate("书香满城"):
        sheet.calls.append((628, 60 + 28 * number, 24, letter))
    sheet.article("老桥修好了", paragraphs(5, 6), x=40, y=40, columns=3, measure=180)
    document = read(print_pdf([sheet]), "page.pdf")
    assert "春到河谷书香满城" in [
        document.text[b.span.start : b.span.end] for b in document.blocks if b.kind == "heading"
    ]


def test_the_rows_of_a_programme_stay_rows() -> None:
    sheet = Sheet()
    rows = [
        ("18日10:30", "冬捕节开幕式", "湖心广场"),
        ("19日14:00", "马拉爬犁赛", "二号冰场"),
        ("20日20:00", "篝火晚会", "码头"),
        ("21日9:00", "摄影展", "文化馆一楼"),
    ]
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.calls.append((60 + 180 * column, 100 + 20 * number, 10, cell))
    document = read(print_pdf([sheet]), "page.pdf")
    told = [
        tuple(document.text[c.start : c.end] for c in block.cells) for block in document.blocks if block.kind == "row"
    ]
    assert told == rows


def test_what_stands_on_every_page_is_furniture() -> None:
    sheets = []
    for number in range(4):
        sheet = Sheet()
        sheet.calls += [(300, 30, 9, "河谷日报"), (340, 980, 9, f"第{number + 1}版")]
        sheet.article(
            f"第{'一二三四'[number]}篇的大题目", paragraphs(20 + number, 4), x=40, y=50, columns=2, measure=300
        )
        sheets.append(sheet)
    document = read(print_pdf(sheets), "paper.pdf")
    furniture = {document.text[b.span.start : b.span.end] for b in document.blocks if b.kind == "furniture"}
    assert furniture == {"河谷日报", "第1版", "第2版", "第3版", "第4版"}


def test_every_block_stands_where_it_says() -> None:
    document = read(print_pdf([crowded()]), "page.pdf")
    covered = "".join(document.text[b.span.start : b.span.end] for b in document.blocks)
    assert covered.replace("\n", "") == document.text.replace("\n", "")


def test_a_damaged_pdf_is_told() -> None:
    with pytest.raises(DocumentError, match="damaged"):
        read(print_pdf([stacked()])[:200], "cut.pdf")


def test_a_scan_names_the_extra_that_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr_onnxruntime", None)  # as where it is not installed
    monkeypatch.setattr(image, "_models", image._models.__wrapped__)
    with pytest.raises(DocumentError, match=r"scan.pdf: .*pip install 'feeds\[ocr\]'"):
        read(print_pdf([Sheet()]), "scan.pdf")
