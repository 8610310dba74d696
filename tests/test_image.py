"""Posters and scans: their letters are read where the ocr extra is installed, and doubted as far as it doubts them."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pytest

from feeds import reading, sources
from feeds.errors import DocumentError
from feeds.records import Document
from tests.conftest import missing
from tests.pages.printer import Story, picture
from tests.test_same_page import FONT

ISSUED = dt.date(2025, 1, 16)
POSTER = (Story("福海县冬捕节活动公告", ("第十届冬捕节将于2025年1月18日10:30在乌伦古湖湖心广场开幕。",)),)


@pytest.fixture(scope="module")
def poster() -> Document:
    try:
        import rapidocr_onnxruntime  # noqa: F401
    except ImportError:
        missing("reading pictures needs the ocr extra: pip install 'feeds[ocr]'")
    if not FONT.exists():
        missing(f"{FONT}: the Debian package fonts-noto-cjk")
    return sources.read(picture(POSTER, str(FONT)), "poster.png")


@pytest.mark.slow
def test_a_poster_is_read_with_its_headline_and_its_event(poster: Document) -> None:
    assert poster.media_type == "image/png"
    headings = [poster.text[b.span.start : b.span.end] for b in poster.blocks if b.kind == "heading"]
    assert headings == ["福海县冬捕节活动公告"]
    (mention,) = reading.read(poster, published=ISSUED).mentions
    assert mention.facts.when
    assert mention.facts.when.start == dt.datetime(2025, 1, 18, 10, 30)


@pytest.mark.slow
def test_the_doubt_of_the_letters_lowers_that_of_the_event(poster: Document) -> None:
    def confidence(letters: float) -> float:
        blocks = tuple(replace(block, confidence=letters) for block in poster.blocks)
        (mention,) = reading.read(replace(poster, blocks=blocks), published=ISSUED).mentions
        return mention.confidence

    assert confidence(0.6) == pytest.approx(0.6 * confidence(1.0), abs=0.01)


@pytest.mark.slow
def test_a_scanned_pdf_is_read_like_a_printed_one(poster: Document) -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.open(io.BytesIO(picture(POSTER, str(FONT)))).save(out, "PDF", resolution=216)
    assert sources.read(out.getvalue(), "scan.pdf").text == poster.text


def test_what_is_no_picture_is_one_line() -> None:
    with pytest.raises(DocumentError, match=r"^x\.png: no sound picture \(\w+\); save it anew$"):
        sources.read(b"\x89PNG\r\n\x1a\n", "x.png")
