"""PDF -> Document: letters with their boxes from pdfium, lines in reading order from `layout`.

What the format knows is kept: the size of the letters (headlines), table rows, and what repeats on every page
(furniture). A PDF without text is a scan: DocumentError says so, and that the `ocr` extra can read it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from ctypes import c_double, c_void_p, cast
from math import isfinite
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from feeds.errors import DocumentError
from feeds.records import Document, Problem, Span
from feeds.sources import image, layout
from feeds.sources.fragments import Glyph, turned
from feeds.sources.layout import Leaf
from feeds.sources.printed import compose

#: A newspaper has some dozens of pages; ten thousand are an attack or a mistake.
MAX_PAGES = 400
#: A scanned page takes seconds.
MAX_SCANNED = 24
#: Letters a page may have; a page of dense print has ten thousand.
MAX_GLYPHS = 200_000
#: Line ends and non-characters that pdfium hands out beside letters.
_NO_LETTERS = frozenset((0, 10, 13, 0xFFFE, 0xFFFF))
#: What pdfium may have put in itself, between words and at the end of a line.
_BLANKS = frozenset((2, 32, 45, 0xA0, 0xAD))


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
        problems = _scanned(pdf, name, pages)
        title = (pdf.get_metadata_dict(skip_empty=True).get("Title") or "").strip() or None
    except pdfium.PdfiumError as error:
        raise DocumentError(f"{name}: a damaged PDF ({error}); save it anew") from None
    finally:
        pdf.close()
    if not any(pages):
        raise DocumentError(f"{name}: no text in it, not even in its pictures; nothing to read")
    text, blocks = compose(pages)
    return Document(
        source=name, media_type="application/pdf", text=text, language=language, blocks=blocks, title=title, url=url,
        problems=problems,
    )  # fmt: skip


def _scanned(pdf: pdfium.PdfDocument, name: str, pages: list[list[Leaf]]) -> tuple[Problem, ...]:
    """Read the pages without letters by OCR, each drawn at 200 dots an inch.

    Where others have letters, those of which nothing can be read are problems; where none has, that is a DocumentError.
    """
    scans = [number for number, page in enumerate(pages) if not page and (not any(pages) or _pictured(pdf[number]))]
    if not scans:
        return ()
    try:
        if len(scans) > MAX_SCANNED:
            raise DocumentError(f"{name}: a scan of {len(scans)} pages, more than {MAX_SCANNED}; split it")
        image.ready(name)
    except DocumentError as error:
        if not any(pages):
            raise
        told = ", ".join(str(number + 1) for number in scans[:8]) + (", …" if len(scans) > 8 else "")
        return (Problem(Span(0, 0), f"pages without letters that are not read ({told}): {error}"),)
    for number in scans:
        pages[number] = image.leaves(_drawn(pdf[number]), name)
    return ()


def _pictured(page: pdfium.PdfPage) -> bool:
    """Whether a picture covers most of it: a scan, and no blank page with an ornament."""
    width, height = page.get_size()
    for drawn in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        x0, y0, x1, y1 = drawn.get_bounds()
        if (x1 - x0) * (y1 - y0) >= 0.5 * width * height:
            return True
    return False


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
        found = list(_letters(textpage.raw, count, left, top))
    finally:
        textpage.close()
    turns = Counter(quarter for quarter, _ in found)
    turn = turns.most_common(1)[0][0] if turns else 0
    if turn == 0:
        return [glyph for quarter, glyph in found if quarter == 0]
    width, height = right - left, top - bottom
    return [turned(glyph, turn, width, height) for quarter, glyph in found if quarter == turn]


def _letters(textpage: Any, count: int, left: float, top: float) -> Iterator[tuple[int, Glyph]]:
    """Each letter as it lies on the sheet, and the quarters counter-clockwise by which it is drawn turned."""
    box, x, y = raw.FS_RECTF(), c_double(), c_double()
    unicode, boxed, origin, object_of = (
        raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin, raw.FPDFText_GetTextObject,
    )  # fmt: skip
    drawn, size, quarter = None, 0.0, 0
    for index in range(count):
        code = unicode(textpage, index)
        if code in _NO_LETTERS or 0xD800 <= code < 0xE000:
            continue
        if code in _BLANKS and raw.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        if not boxed(textpage, index, box):
            continue
        # Letters of one piece of writing have one size and one turn; only the first is asked for them.
        piece = cast(object_of(textpage, index), c_void_p).value
        if piece is None or piece != drawn:
            drawn = piece
            size, quarter = _drawn_as(textpage, index)
        origin(textpage, index, x, y)
        x0, y0, x1, y1, base = box.left - left, top - box.top, box.right - left, top - box.bottom, top - y.value
        if size > 0 and isfinite(x0 + y0 + x1 + y1 + base):
            # For turned writing the baseline is upright: its place across the sheet.
            yield quarter, Glyph(chr(code), x0, y0, x1, y1, base if quarter % 2 == 0 else x.value - left, size)


def _drawn_as(textpage: Any, index: int) -> tuple[float, int]:
    """The size of a letter on the sheet (0 when it has none), and its quarters."""
    matrix = raw.FS_MATRIX()
    scale, quarter = 1.0, 0
    if raw.FPDFText_GetMatrix(textpage, index, matrix):
        scale = math.hypot(matrix.c, matrix.d)
        turn = math.atan2(matrix.b, matrix.a)
        quarter = round(turn / (math.pi / 2)) % 4 if isfinite(turn) else 0
    size = raw.FPDFText_GetFontSize(textpage, index) * scale
    return (min(size, 500.0) if isfinite(size) else 0.0), quarter
