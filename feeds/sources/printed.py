"""Lines of printed pages -> text and blocks: headings by their size, furniture, rows, and paragraphs.

What PDF and OCR share. A paragraph begins at an indent or after a short line, and goes on in the next column when its
last line is full and its sentence is not.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from feeds.records import Block, Span
from feeds.sources import table
from feeds.sources.layout import Leaf, Line

#: Times the body's size from which a line is a heading.
HEADING = 1.18
#: In em: an indent is at least so deep; a line that ends so far from the edge is short.
INDENT, SHORT = 1.2, 2.5
#: In em: lines that mostly end so far from the edge are those of a list.
LISTED = 5
#: In em: what goes on in the next column is at least so wide; narrower are cells and cards.
COLUMN = 8
_PAGE_NUMBER = re.compile(r"[-—·\s]*(?:第?\s*[\dA-D]{1,4}\s*[版页]?|page \d+(?: of \d+)?)[-—·\s]*", re.I)
#: Where a story goes on, and from where it comes.
_JUMP = re.compile(
    r"[（(]?\s*(?:下转|上接|转|接|紧接)\s*第?\s*[\dA-D一二三四五六七八九十]{1,3}\s*版\s*[）)]?"
    r"|(?:continue[ds]|turn|see|from) (?:on |to |from )?page \d+",
    re.I,
)
#: Words under a picture; who took it ends them.
_CAPTION = re.compile(
    r"[▲▼◀▶◆●△▽]?\s*(?:(?:上|下|左|右)?图(?:为|片|[①-⑨1-9一二三四]?[：:])|图[①-⑨])|.{4,80}\s(?:摄影报道|摄|供图|图/文)[）)]?$"
    r"|.{0,120}\b(?:photo(?:graph)?|picture|image)s?(?: by|:| courtesy)\b",
    re.I,
)
_ENDS = re.compile(r"[。！？!?.：:；;…][”’」』）)》]*$")


@dataclass(slots=True)
class Run:
    """Lines that are one thing: a paragraph, a heading of several lines, the rows of a table."""

    kind: str
    lines: list[Line] = field(default_factory=list)
    #: The edges of its column.
    left: float = 0.0
    right: float = 0.0
    #: Its column is a list: most lines end far from the edge.
    listed: bool = False


def compose(pages: list[list[Leaf]]) -> tuple[str, tuple[Block, ...]]:
    """The lines as one text, a blank line between paragraphs, and the blocks that tell their kind and size."""
    body = _body(pages)
    furniture = _furniture(pages)
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    for page in pages:
        for run in _joined(_aside([run for leaf in page for run in _runs(leaf, body, furniture)])):
            text, own = _programme(run, length, body) or ("\n".join(line.text for line in run.lines), None)
            parts.append(text)
            blocks.extend(own if own is not None else _blocks(run.kind, run.lines, length, body))
            length += len(text) + 2
    return "\n\n".join(parts), tuple(blocks)


def _programme(run: Run, start: int, body: float) -> tuple[str, list[Block]] | None:
    """The rows of a table under headings that name its columns; None when it is no such table."""
    if run.kind != "row" or len(run.lines) < 3:
        return None
    edges: list[float] = []
    for edge in sorted(edge for line in run.lines for edge in line.edges):
        if not edges or edge - edges[-1] > 2 * body:
            edges.append(edge)
    grid = []
    for line in run.lines:
        row = [""] * len(edges)
        for edge, (low, high) in zip(line.edges, line.cells, strict=True):
            at = bisect_right(edges, edge) - 1
            row[at] = f"{row[at]} {line.text[low:high]}".strip()
        grid.append(row)
    rows = table.tidy(grid)
    if rows == grid:
        return None
    confidence = min(line.confidence for line in run.lines)
    parts, blocks, at = [], [], start
    for row in rows:
        spans, low = [], at
        for cell in (filled := row[: max(n for n, cell in enumerate(row, 1) if cell)]):
            spans.append(Span(low, low + len(cell)))
            low += len(cell) + 1
        parts.append("\t".join(filled))
        blocks.append(Block(Span(at, low - 1), "row", None, body, tuple(spans), confidence))
        at = low
    return "\n".join(parts), blocks


def _body(pages: list[list[Leaf]]) -> float:
    count: Counter[float] = Counter()
    for line in (line for page in pages for leaf in page for line in leaf):
        count[round(line.size * 2) / 2] += len(line.text)
    return max(count, key=lambda size: (count[size], -size), default=10.0)


def _furniture(pages: list[list[Leaf]]) -> set[str]:
    """Lines that stand on most pages, or are page numbers: running heads, not news."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_key(line.text) for leaf in page for line in leaf})
    often = max(3, math.ceil(0.6 * len(pages)))
    return {key for key, count in seen.items() if count >= often}


def _key(text: str) -> str:
    return re.sub(r"\d+", "0", re.sub(r"\s+", "", text))


def _runs(leaf: Leaf, body: float, furniture: set[str]) -> Iterator[Run]:
    """Neighbouring lines of one kind, a paragraph each; a heading of several lines is one, so are a table's rows."""
    kinds = [_kind(line, body, furniture) for line in leaf]
    plain = [line for line, kind in zip(leaf, kinds, strict=True) if kind == "text"]
    left, right = min((line.x0 for line in plain), default=0.0), max((line.x1 for line in plain), default=0.0)
    listed = len(plain) > 2 and sum(right - line.x1 > LISTED * body for line in plain) * 2 >= len(plain)
    if listed and sum(right - line.x1 <= SHORT * body for line in plain) == 1:
        right = math.inf  # its longest line alone reaches that far: none is broken off there
    run: Run | None = None
    for line, kind in zip(leaf, kinds, strict=True):
        if run is None or kind != run.kind or _begins(line, run, body):
            if run is not None:
                yield run
            run = Run(kind, [], left, right, listed)
        run.lines.append(line)
    if run is not None:
        yield run


def _begins(line: Line, run: Run, body: float) -> bool:
    """Whether a line begins something new, after one of its own kind."""
    before = run.lines[-1]
    if line.y0 - before.y1 > (2.5 if run.kind == "row" else 0.9) * line.size:
        return True
    if run.kind == "heading":
        return abs(line.size - before.size) > 0.12 * line.size
    if run.kind != "text":
        return False
    short = run.right - before.x1 > SHORT * body
    if short and (_ENDS.search(before.text) or (run.listed and before.text[-1:] not in "，、,（(")):
        return True
    # Under a hanging indent every line but the first is deep: there, only what stands out begins anew.
    deep, was_deep = line.x0 - run.left > INDENT * body, before.x0 - run.left > INDENT / 2 * body
    hangs = len(run.lines) == 1 and not was_deep
    return deep and (short or not was_deep) and not (hangs and not short)


def _joined(runs: list[Run]) -> list[Run]:
    """Paragraphs that go on at the top of the next column, put together."""
    found: list[Run] = []
    for run in runs:
        if found and _goes_on(found[-1], run):
            found[-1].lines += run.lines
            found[-1].left, found[-1].right = run.left, run.right
        else:
            found.append(run)
    return found


def _aside(runs: list[Run]) -> list[Run]:
    """Captions stand at the end of their page: a picture parts a story's columns, not its text."""
    return [run for run in runs if run.kind != "caption"] + [run for run in runs if run.kind == "caption"]


def _goes_on(run: Run, after: Run) -> bool:
    if run.kind != "text" or after.kind != "text":
        return False
    last, first = run.lines[-1], after.lines[0]
    if first.y0 > last.y0 + 0.5 * last.size or abs(first.size - last.size) > 0.1 * last.size:
        return False  # the same column goes on, or other letters
    full = run.right - last.x1 <= SHORT / 2 * last.size and last.x1 - run.left >= COLUMN * last.size
    if first.text[:1].islower() and last.text[-1:].isalnum() and last.text.isascii():
        full = True  # set ragged: the sentence tells what the edge does not
    return full and first.x0 - after.left <= INDENT * first.size and not _ENDS.search(last.text)


def _kind(line: Line, body: float, furniture: set[str]) -> str:
    if _PAGE_NUMBER.fullmatch(line.text) or _JUMP.fullmatch(line.text.strip()) or _key(line.text) in furniture:
        return "furniture"
    if line.cells:
        return "row"
    if line.size < 1.02 * body and _CAPTION.match(line.text.strip()):
        return "caption"
    return "heading" if line.size >= HEADING * body and len(line.text) <= 80 else "text"


def _blocks(kind: str, run: list[Line], start: int, body: float) -> Iterator[Block]:
    size = max(line.size for line in run)
    confidence = min(line.confidence for line in run)
    if kind != "row":
        end = start + sum(len(line.text) + 1 for line in run) - 1
        level = None if kind != "heading" else 1 if size >= 1.9 * body else 2 if size >= 1.4 * body else 3
        yield Block(Span(start, end), kind, level, size, (), confidence)  # type: ignore[arg-type]
        return
    for line in run:
        cells = tuple(Span(start + low, start + high) for low, high in line.cells)
        yield Block(Span(start, start + len(line.text)), "row", None, line.size, cells, line.confidence)
        start += len(line.text) + 1
