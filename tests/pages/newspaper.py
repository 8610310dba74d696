"""Prints newspaper pages as PDF: columns, headlines across them, tables, in any stream order."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, field

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
WIDTH, HEIGHT = 720.0, 1000.0
#: Where a draw call puts a line: x, y of the baseline from the top, size, text.
Call = tuple[float, float, float, str]


def width(text: str, size: float) -> float:
    """Chinese letters are square, the font's digits and Latin letters about half as wide."""
    return sum(size if ord(letter) > 0x2E7F else size / 2 for letter in text)


def wrap(text: str, size: float, measure: float) -> list[str]:
    """Lines no wider than the measure; closing punctuation hangs rather than begins a line."""
    lines, line = [], ""
    for letter in text:
        if line and width(line + letter, size) > measure + 0.01 and letter not in "，。、；：！？”）》":
            lines.append(line)
            line = ""
        line += letter
    return [*lines, line] if line else lines


@dataclass
class Sheet:
    """One page; `articles` are (headline, paragraphs) set into a box of columns."""

    calls: list[Call] = field(default_factory=list)
    #: Body lines of each article in reading order, under its headline: what a reader of the page must find.
    truth: list[tuple[str, list[str]]] = field(default_factory=list)
    #: The paragraphs of each, before they were broken into lines.
    stories: list[list[str]] = field(default_factory=list)
    font: str = FONT

    def article(
        self, headline: str, paragraphs: list[str], *, x: float, y: float, columns: int, measure: float,
        size: float = 9.0, gutter: float = 14.0, head: float = 22.0, leading: float = 1.45,
    ) -> float:  # fmt: skip
        """Set an article with its headline across its columns; returns the y below it."""
        span = columns * measure + (columns - 1) * gutter
        for line in wrap(headline, head, span):
            y += head
            self.calls.append((x, y, head, line))
            y += head * 0.3
        lines = [line for text in paragraphs for line in wrap("　　" + text, size, measure)]
        rows = -(-len(lines) // columns)
        top = y + size * 1.2
        for number, line in enumerate(lines):
            column, row = divmod(number, rows)
            self.calls.append((x + column * (measure + gutter), top + row * size * leading, size, line))
        self.stories.append(paragraphs)
        self.truth.append((headline, [line.strip("　 ") for line in lines]))
        return top + rows * size * leading


def print_pdf(sheets: list[Sheet], order: str = "as set", *, rotate: int = 0, drawn: int = 0) -> bytes:
    """The sheets as a PDF. order: "as set", "by row" (across the columns), or "shuffled"; drawn: turned writing."""
    out = io.BytesIO()
    pdf = canvas.Canvas(out, pagesize=(WIDTH, HEIGHT) if drawn % 180 == 0 else (HEIGHT, WIDTH), invariant=1)
    for sheet in sheets:
        calls = list(sheet.calls)
        if order == "by row":
            calls.sort(key=lambda call: (round(call[1]), call[0]))
        elif order == "shuffled":
            random.Random(7).shuffle(calls)
        if rotate:
            pdf.setPageRotation(rotate)
        if drawn == 90:
            pdf.translate(HEIGHT, 0)
        elif drawn == 180:
            pdf.translate(WIDTH, HEIGHT)
        elif drawn == 270:
            pdf.translate(0, WIDTH)
        pdf.rotate(drawn)
        for x, y, size, text in calls:
            pdf.setFont(sheet.font, size)
            pdf.drawString(x, HEIGHT - y, text)
        pdf.showPage()
    pdf.save()
    return out.getvalue()
