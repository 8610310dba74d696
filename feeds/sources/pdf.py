"""PDF -> Document: letters with their boxes from pdfium, lines in reading order from `layout`.

What the format knows is kept: the size of the letters (headlines), table rows, and what repeats on every page
(furniture). A PDF without text is a scan: DocumentError says so, and that the `ocr` extra can read it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from ctypes import c_double
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from feeds.errors import DocumentError
from feeds.records import Document
from feeds.sources import image, layout
from feeds.sources.layout import Glyph, Leaf
from feeds.sources.printed import compose

#: A newspaper has some dozens of pages; ten thousand are an attack or a mistake.
MAX_PAGES = 400
#: A scanned page takes seconds.
MAX_SCANNED = 24
#: Letters a page may have; a page of dense print has ten thousand.
MAX_GLYPHS = 200_000
#: Line ends and non-characters that pdfium hands out beside letters.
_NO_LETTERS = frozenset((0, 10, 13, 0xFFFE, 0xFFFF))


def read(
    data: bytes, name: str, *, language: str | None = None, url: str | None = None, charset: str | None = None
) -> Document:
    """The pages of a PDF as one Document; DocumentError when it is locked, broken, too long, or a scan."""
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower()
        why = "locked with a password; save a copy without one" if locked else "a damaged PDF; save it anew"
        raise DocumentError(f"{name}: {why}") from None
    try:
        if len(pdf) > MAX_PAGES:
            raise DocumentError(f"{name}: {len(pdf)} pages, more than {MAX_PAGES}; split it")
        pages = [layout.read(glyphs(pdf[number], name)) for number in range(len(pdf))]
        if not any(pages):
            pages = _scanned(pdf, name)
        title = (pdf.get_metadata_dict(skip_empty=True).get("Title") or "").strip() or None
    except pdfium.PdfiumError as error:
        raise DocumentError(f"{name}: a damaged PDF ({error}); save it anew") from None
    finally:
        pdf.close()
    if not any(pages):
        raise DocumentError(f"{name}: no text in it, not even in its pictures; nothing to read")
    text, blocks = compose(pages)
    return Document(
        source=name, media_type="application/pdf", text=text, language=language, blocks=blocks, title=title, url=url
    )


def _scanned(pdf: pdfium.PdfDocument, name: str) -> list[list[Leaf]]:
    """The pages of a scan by OCR, when that is installed; each is drawn at 200 dots an inch."""
    if len(pdf) > MAX_SCANNED:
        raise DocumentError(f"{name}: a scan of {len(pdf)} pages, more than {MAX_SCANNED}; split it")
    image.ready(name)
    return [image.leaves(_drawn(pdf[number]), name) for number in range(len(pdf))]


def _drawn(page: pdfium.PdfPage) -> Any:
    """A page at 200 dots an inch, or as many as fit into the largest picture that is read."""
    longest = max(*page.get_size(), 1.0)
    return page.render(scale=min(200 / 72, image.LONGEST / longest)).to_numpy()


# --- letters ----------------------------------------------------------------------------------------------


def glyphs(page: pdfium.PdfPage, name: str) -> list[Glyph]:
    """The letters of a page, upright: writing that was drawn turned is turned back.

    The turn is the one most letters are drawn with; /Rotate only says how a viewer shows the sheet.
    """
    left, bottom, right, top = page.get_mediabox()
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        if count > MAX_GLYPHS:
            raise DocumentError(f"{name}: a page of {count:,} letters, more than {MAX_GLYPHS:,}; split it")
        found = list(_letters(textpage, count, left, top))
    finally:
        textpage.close()
    turns = Counter(quarter for quarter, _ in found)
    turn = turns.most_common(1)[0][0] if turns else 0
    width, height = right - left, top - bottom
    return [layout.turned(glyph, turn, width, height) for quarter, glyph in found if quarter == turn]


def _letters(textpage: pdfium.PdfTextPage, count: int, left: float, top: float) -> Iterator[tuple[int, Glyph]]:
    """Each letter as it lies on the sheet, and the quarters counter-clockwise by which it is drawn turned."""
    matrix, box, x, y = raw.FS_MATRIX(), raw.FS_RECTF(), c_double(), c_double()
    for index in range(count):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in _NO_LETTERS or 0xD800 <= code < 0xE000 or raw.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        if not raw.FPDFText_GetLooseCharBox(textpage, index, box):
            continue
        scale, quarter = 1.0, 0
        if raw.FPDFText_GetMatrix(textpage, index, matrix):
            scale = math.hypot(matrix.c, matrix.d)
            quarter = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
        raw.FPDFText_GetCharOrigin(textpage, index, x, y)
        size = raw.FPDFText_GetFontSize(textpage, index) * scale
        numbers = (box.left - left, top - box.top, box.right - left, top - box.bottom, top - y.value, size)
        if size > 0 and all(map(math.isfinite, numbers)):
            x0, y0, x1, y1, base, size = numbers
            # For turned writing the baseline is upright: its place across the sheet.
            base = base if quarter % 2 == 0 else x.value - left
            yield quarter, Glyph(chr(code), x0, y0, x1, y1, base, min(size, 500.0))
