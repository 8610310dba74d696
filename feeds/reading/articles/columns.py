"""The lines of a plain text and the columns they stand in: their widths, gaps and indents.

What stands on page after page, and blank lines that say nothing, are taken out here.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from feeds.reading.articles.units import ends_sentence, is_cjk
from feeds.records import Document

_LINE = re.compile(r"[^\n]+")
_RUNNING_HEAD = re.compile(
    r"(?:(?P<first>\d{1,3})[ 　]+(?P<after>[^\d\s][^\d]{3,70}[^\d\s])"
    r"|(?P<before>[^\d\s][^\d]{3,70}[^\d\s])[ 　]+(?P<last>\d{1,3}))$"
)
_NARROW = re.compile("[\x00-\u2010]+")
_RULE = re.compile(r"(?:[-—–=_*~·.•＝－─━﹏+#][ 　]?){5,}$")
#: The upper and lower edge of a box drawn with letters.
_FRAME = re.compile(r"[|+][-=_*]{8,}[|+]$")
SENTENCE_MARKS = re.compile(r"[。，；、？！]|[a-zа-я][.,;] |[a-zа-я][.]$")
_TOKEN = re.compile(r"[A-Za-z0-9０-９.,:：%％~～/$£€]+[，。、；：！？”’）》」』]*|\S[，。、；：！？”’）》」』]*")
_WORD = re.compile(r"\S+")
#: A column is narrower than this many cells; a longer line was never wrapped.
_WIDEST = 132
_NARROWEST = 12


@dataclass(slots=True)
class Line:
    start: int
    text: str
    #: Cells of the printed line: a Chinese character takes two.
    width: int
    indent: int
    #: Blank lines before it; a ruled line counts as two.
    gap: int
    #: Width of the column it stands in, in cells; 0 when it stands in none.
    column: int = 0
    #: The column was measured on wrapped lines, not guessed from two.
    sure: bool = False
    #: The page is wrapped by characters: each takes two cells, wide or narrow.
    counted: bool = False

    def fills(self, following: Line, slack: int) -> bool:
        """Was there no room for the first word of the next line?"""
        tight = is_cjk(following.text[:8]) or is_cjk(self.text[-8:])
        first = (_TOKEN if tight else _WORD).match(following.text)
        more = (2 if self.counted else cells(first[0]) + (not tight)) if first else 0
        return bool(self.column) and self.indent + self.width + more >= self.column - slack


def cells(text: str) -> int:
    return len(text) if text.isascii() else len(text) + len(_NARROW.sub("", text))


def columns(document: Document) -> list[Line]:
    """The printed lines that are the text's, each with the width of its column."""
    lines = _lines(document)
    _measure(lines)
    return lines


def _lines(document: Document) -> list[Line]:
    text = document.text
    out: list[Line] = []
    end = rules = 0
    framed = False
    hidden = [block.span for block in document.blocks if block.kind in ("furniture", "quote", "caption")]
    at = 0
    for found in _LINE.finditer(text):
        raw = found[0]
        bare = raw.strip(" \t\u3000\u00a0\ufeff\u200b")
        if not bare:
            continue
        if _RULE.match(bare):
            rules = 2
            continue
        if _FRAME.match(bare):
            framed, rules = not framed, 2
            continue
        if framed and bare[0] == bare[-1] == "|":
            continue  # an advertisement in its box
        while at < len(hidden) and hidden[at].end <= found.start():
            at += 1
        if at < len(hidden) and hidden[at].start <= found.start() < hidden[at].end:
            continue
        lead = len(raw) - len(raw.lstrip(" \t\u3000\u00a0\ufeff\u200b"))
        start = found.start() + lead
        out.append(Line(start, bare, cells(bare), cells(raw[:lead]), 0))
        blank = text.count("\n", end, start) - 1 if end else 1
        out[-1].gap = max(blank, 0) if not rules else max(blank, 2)
        end, rules = start + len(bare), 0
    return _single_spaced(_without_running_heads(out))


def _without_running_heads(lines: list[Line]) -> list[Line]:
    """The paper's name with the page's number, on page after page: the same words, the number one higher."""
    numbers: dict[str, list[tuple[int, int]]] = {}
    for i, line in enumerate(lines):
        found = _RUNNING_HEAD.match(line.text) if len(line.text) < 90 else None
        if found:
            words = " ".join((found["before"] or found["after"]).split())
            numbers.setdefault(words, []).append((int(found["first"] or found["last"]), i))
    dropped = {
        i
        for places in numbers.values()
        if len(places) > 1 and all(b[0] - a[0] in (1, 2) for a, b in pairwise(places))
        for _, i in places
    }
    for i in dropped:
        if i + 1 < len(lines):
            lines[i + 1].gap = max(lines[i + 1].gap, lines[i].gap)
    return [line for i, line in enumerate(lines) if i not in dropped] if dropped else lines


def _single_spaced(lines: list[Line]) -> list[Line]:
    """A page set with a blank line after every line: the blank ones say nothing."""
    alone = sum(line.gap == 1 for line in lines)
    if len(lines) < 8 or alone < 0.85 * (len(lines) - 1):
        return lines
    widest = sorted(line.width for line in lines)[len(lines) * 3 // 4]
    torn = sum(line.width >= widest - 6 and not ends_sentence(line.text) for line in lines)
    if torn * 4 >= len(lines) and widest <= _WIDEST:
        for line in lines:
            line.gap = max(line.gap - 1, 0)
    return lines


def _measure(lines: list[Line]) -> None:
    """The width of the column each line stands in: that of its own block, or of the wrapped block next to it."""
    _count_characters(lines)
    blocks: list[list[Line]] = []
    for line in lines:
        if line.gap or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    widths = [_width(block) for block in blocks]
    last = 0
    before = [0, *(last := width or last for width in widths)]
    last = 0
    after = [0, *(last := width or last for width in reversed(widths))][-2::-1]
    for block, own, left, right in zip(blocks, widths, before, after, strict=False):
        widest = max(line.width for line in block)
        if own and len(block) < 5:
            # Few lines are a poor measure: the column above or below is the same one.
            own = min([own, *(w for w in (left, right) if 0 < own - w <= 8)])
        column = own or next((w for w in (right, left) if w + 4 >= widest), 0)
        sure = bool(column)
        column = column or (widest if len(block) == 2 else 0)
        for line in block:
            line.sure = sure
            line.column = column if _NARROWEST <= column <= _WIDEST else 0


def _count_characters(lines: list[Line]) -> None:
    """Some pages are wrapped after so many characters, whatever their width: then a character is the measure."""
    inner = [line for line, after in pairwise(lines) if not after.gap and is_cjk(line.text)]
    by_cells = Counter(line.width + line.indent for line in inner).most_common(1)
    by_count = Counter(2 * len(line.text) + line.indent for line in inner).most_common(1)
    if by_cells and by_count[0][1] > 1 and by_count[0][1] > 1.5 * by_cells[0][1]:
        for line in lines:
            line.width = 2 * len(line.text)
            line.counted = True


def _width(block: list[Line]) -> int:
    """The column's width when the block is wrapped: most of its lines are of nearly one length."""
    if len(block) < 3:
        return 0
    if not any(SENTENCE_MARKS.search(line.text) for line in block):
        return 0  # lines of headlines, or of a poster
    cjk = any(is_cjk(line.text) for line in block[:3])
    widths = sorted(line.width + (line.indent if line.indent < 8 else 0) for line in block[:-1])
    middle, widest = widths[len(widths) // 2], widths[-1]
    if widest - middle <= max(8, widest // 5) and widths[len(widths) // 4] >= widest * 0.6:
        # Punctuation hangs out of a Chinese column, and columns of a page differ: the usual line is the measure.
        return middle if cjk else widest
    # A headline over two lines of text, rows between paragraphs: some lines are wrapped, at the same width.
    near = sorted(width for width in widths if width >= widest - (5 if cjk else 9))
    return near[len(near) // 2] if len(near) > 1 else 0
