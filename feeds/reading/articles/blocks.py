"""Blocks -> units: where the format itself knows headings, rows and items (HTML, Markdown, mail)."""

from __future__ import annotations

import re
from itertools import pairwise

from feeds.reading.articles.lines import DATE_ALONE, NUMBERED, cells_of, is_row
from feeds.reading.articles.marks import Marks
from feeds.reading.articles.mending import mended
from feeds.reading.articles.units import TERMINAL, Piece, Unit, append, has_clock, headline_like, is_cjk
from feeds.records import Block, Document, Span

_LOWEST = 9
_LINE = re.compile(r"[^\n]+")
#: Marks inside a line of Markdown; the words of a link stay, its address goes.
_INLINE = re.compile(
    r"\*{1,3}|~~|`+|(?<!\w)_{1,2}|_{1,2}(?!\w)|!?\[(?=[^\]\n]*\]\()|\]\([^)\n]*\)|<(?=https?:)|(?<=\S)>(?=\s"
    r"|$)|\\(?=[\\`*_{}\[\]()#+.!|-])"
)


def units(document: Document, marks: Marks) -> list[Unit]:
    """One unit a block. Text in no block is left out: the format says what the page holds."""
    markdown = document.media_type == "text/markdown"
    found = []
    end = 0
    for block in document.blocks:
        if block.kind in ("furniture", "caption"):
            continue
        unit = _unit(block, document.text, marks, markdown)
        if unit:
            unit.gap = "\n\n" in document.text[end : block.span.start] or block.kind == "heading"
            found.append(unit)
        end = block.span.end
    for unit, below in pairwise(found):
        if unit.kind == "furniture" and unit.cells and below.kind == "row" and len(unit.cells) == len(below.cells):
            unit.kind = "row"  # the head of a table, not a way through the site
    if any(block.size for block in document.blocks):
        return mended(_printed(found), document.text)
    _titled(found)
    return found


def _printed(units: list[Unit]) -> list[Unit]:
    """A printed page: its headings are known by their letters alone, and each may head an article of its own."""
    for unit in units:
        words = ["".join(piece for piece, _ in line) for line in unit.lines]
        if unit.level:
            unit.rank, unit.level = max(4 - unit.level, 1), None
        elif unit.kind == "text" and len(words) <= 2 and not unit.ended and headline_like(words):
            unit.kind = "headline"
    return units


def _titled(units: list[Unit]) -> None:
    """Short lines over the first heading, set as plain paragraphs, belong to it: who meets, and where."""
    first = next((i for i, unit in enumerate(units) if unit.level), 0)
    if first <= 4 and all(unit.kind in ("text", "label") and headline_like([unit.text]) for unit in units[:first]):
        for unit in units[:first]:
            unit.kind, unit.level = "headline", _LOWEST


def _unit(block: Block, text: str, marks: Marks, markdown: bool) -> Unit | None:
    lines = [piece for line in _lines(block.span, text, markdown) if (piece := line)]
    if not lines:
        return None
    pieces = list(lines[0])
    for line in lines[1:]:
        append(pieces, *line[0])
        pieces += line[1:]
    unit = Unit(pieces, "text", lines, level=block.level, cells=block.cells, confidence=block.confidence)
    words = unit.text
    if block.kind == "heading" and (block.level == 1 or not has_clock(words)):
        unit.kind = "label" if DATE_ALONE.match(words) else "headline"
        unit.level = block.level or 2
    elif block.kind in ("row", "item"):
        plain = len(words) <= 160 and not any(c.isdigit() for c in words)
        navigates = plain and not markdown and any(pattern.match(words) for pattern in marks.furniture)
        unit.kind = "furniture" if navigates else block.kind
    elif block.kind == "quote" and not markdown:
        unit.kind = "quote"
    elif any(pattern.match(words) for pattern in marks.datelines):
        unit.kind = "dateline"
    elif len(words) <= 120 and any(pattern.match(words) for pattern in marks.bylines):
        unit.kind = "byline"
    elif NUMBERED.match(words) and words[0].isdigit():
        unit.kind = "item"
    elif DATE_ALONE.match(words) or (len(words) <= 60 and _is_label(words, marks)):
        unit.kind = "label"
    elif marks.fields.match(words) or NUMBERED.match(words):
        unit.kind = "item"
    elif len(words) <= 300 and any(pattern.match(words) for pattern in marks.furniture):
        unit.kind = "furniture"
    elif len(lines) <= (1 if markdown else 2) and len(words) <= 160 and is_cjk(words) and is_row(words):
        unit.kind, unit.cells = "row", tuple(cell for line in lines for part in line for cell in cells_of(*part))
    return unit


def _is_label(words: str, marks: Marks) -> bool:
    valued = re.search(r"[：:]\s*\S", words)
    return (
        not TERMINAL.search(words)
        and not valued
        and not has_clock(words)
        and any(pattern.match(words) for pattern in marks.labels)
    )


def _lines(span: Span, text: str, markdown: bool) -> list[list[Piece]]:
    lines = []
    for found in _LINE.finditer(text, span.start, span.end):
        pieces: list[Piece] = []
        at = found.start()
        for mark in [*_INLINE.finditer(text, found.start(), found.end()), None] if markdown else [None]:
            end = mark.start() if mark else found.end()
            if end > at:
                pieces.append((text[at:end], at))
            at = mark.end() if mark else end
        pieces = _trimmed(pieces)
        if pieces:
            lines.append(pieces)
    return lines


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    while pieces and not pieces[0][0].strip(" >\t"):
        pieces = pieces[1:]
    while pieces and not pieces[-1][0].strip():
        pieces = pieces[:-1]
    if pieces:
        first, at = pieces[0]
        bare = first.lstrip(" >\t")
        pieces[0] = (bare, at + len(first) - len(bare))
        last, at = pieces[-1]
        pieces[-1] = (last.rstrip(), at)
    return pieces
