"""A newspaper's PDF: columns read down, headlines with their own article, scans told for what they are."""

import datetime as dt
import io
import itertools
import sys
from collections.abc import Callable

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

from feeds import reading
from feeds.errors import DocumentError
from feeds.sources import image
from feeds.sources.pdf import read
from tests.pages.layouts import LAYOUTS, captions, crowded, paragraphs, stacked, two_lines, weekly
from tests.pages.newspaper import Sheet, print_pdf


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


def bare(text: str) -> str:
    return "".join(text.split())


#: Set ragged and without indents, nothing tells where a paragraph ends.
INDENTED = [layout for layout in LAYOUTS if layout is not weekly]


@pytest.mark.parametrize("layout", INDENTED, ids=lambda f: f.__name__)
def test_paragraphs_are_whole_over_lines_and_columns(layout: Callable[[], Sheet]) -> None:
    sheet = layout()
    document = read(print_pdf([sheet], "by row"), "page.pdf")
    found = {bare(document.text[b.span.start : b.span.end]) for b in document.blocks if b.kind == "text"}
    printed = [bare(text) for story in sheet.stories for text in story]
    assert sum(text in found for text in printed) / len(printed) >= 0.95


#: Notices under small headlines side by side are one article to us.
STORIES = [layout for layout in LAYOUTS if layout is not two_lines]


@pytest.mark.parametrize("layout", STORIES, ids=lambda f: f.__name__)
def test_stories_under_large_headlines_are_articles_without_a_byline(layout: Callable[[], Sheet]) -> None:
    sheet = layout()
    articles = reading.read(read(print_pdf([sheet], "by row"), "page.pdf"), published=dt.date(2025, 1, 16)).articles
    stories = {headline: bare("".join(text)) for (headline, _), text in zip(sheet.truth, sheet.stories, strict=True)}
    assert {article.headline.removeprefix("——写在全县教育工作会议召开之际") for article in articles} == set(stories)
    for article in articles:
        assert bare(article.text) == stories[article.headline]


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


def test_a_caption_parts_no_story() -> None:
    document = read(print_pdf([captions()], "by row"), "page.pdf")
    (caption,) = (document.text[b.span.start : b.span.end] for b in document.blocks if b.kind == "caption")
    assert caption == "图为游客在景区体验雪地摩托。本报记者 王强 摄"
    articles = reading.read(document, published=dt.date(2025, 1, 16)).articles
    assert not any("雪地摩托" in article.text for article in articles)


@pytest.mark.parametrize("words", ["（下转第3版）", "（上接A1版）", "下转三版", "Continued on page 3", "See page 12"])
def test_where_a_story_goes_on_is_no_part_of_it(words: str) -> None:
    sheet = Sheet()
    y = sheet.article("老桥修好了", paragraphs(5, 6), x=40, y=40, columns=3, measure=180)
    sheet.calls.append((480, y + 14, 9, words))
    document = read(print_pdf([sheet]), "page.pdf")
    assert words in [document.text[b.span.start : b.span.end] for b in document.blocks if b.kind == "furniture"]


def test_a_dropped_capital_begins_its_paragraph() -> None:
    sheet = Sheet(font="Times-Roman")
    lines = (
        "he bridge over the mill race will be closed",
        "from Monday while the parapet is rebuilt, and",
        "walkers are asked to use the ford instead of it until",
        "the work has been finished, said the clerk.",
    )
    sheet.calls.append((40, 100, 20, "Bridge to close"))
    sheet.calls.append((40, 133, 30, "T"))
    for number, line in enumerate(lines):
        sheet.calls.append((60 if number < 2 else 40, 121 + 12 * number, 10, line))
    document = read(print_pdf([sheet], "shuffled"), "page.pdf")
    assert "The bridge over the mill race will be closed\nfrom Monday" in document.text
    assert [document.text[b.span.start : b.span.end] for b in document.blocks if b.kind == "heading"] == [
        "Bridge to close"
    ]


def with_a_scan() -> bytes:
    """A printed page, and a second that is a picture."""
    out = io.BytesIO()
    paper = canvas.Canvas(out, pagesize=(300, 300))
    paper.drawString(40, 200, "The fair will be held on 6 September 2025.")
    paper.showPage()
    from PIL import Image

    paper.drawImage(ImageReader(Image.new("L", (30, 30), 200)), 0, 0, 300, 300)
    paper.showPage()
    paper.save()
    return out.getvalue()


def test_a_scan_among_printed_pages_is_told_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr_onnxruntime", None)  # as where it is not installed
    monkeypatch.setattr(image, "_models", image._models.__wrapped__)
    document = read(with_a_scan(), "paper.pdf")
    assert document.text == "The fair will be held on 6 September 2025."
    (problem,) = document.problems
    assert "(2): paper.pdf: reading pictures needs the ocr extra" in problem.message


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
