"""Boxes of letters -> lines in reading order: what PDF and OCR share.

Letters become fragments (what stands on one baseline without a gap), fragments become blocks by a recursive XY-cut
(Nagy, Seth 1984) that looks for gutters first; where a headline lies across a gutter, the page is cut above and below
it and the halves are cut again. Coordinates are points, y grows downwards, boxes are advance boxes, not ink boxes: the
ink of 一 or of a comma says nothing of where its column ends.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

#: In em: a wider gap on one baseline ends a fragment; a gutter is at least so wide.
SPLIT, GUTTER = 0.45, 0.6
#: In em: no column is narrower.
NARROWEST = 5
#: A space is put between Latin letters that stand further apart than this.
SPACE = 0.17
_CLOSING = "，。、；：！？）】》」』”’％,.;:!?)]}"
_LISTED = re.compile(
    r"[（(]?\d{1,2}(?:[:：]\d\d|月|日|时|[.、)）])|[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、|周[一二三四五六日]"
)
_STOPS = re.compile(r"[，。；！？]|[a-z][,.;!?](?:\s|$)")
_OPENING = "（【《「『“‘([{"


@dataclass(frozen=True, slots=True)
class Glyph:
    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    #: Baseline; its lines, not the boxes of letters, are what stands level.
    base: float
    #: Height of the letters in points.
    size: float
    confidence: float = 1.0


@dataclass(slots=True)
class Fragment:
    """Letters on one baseline without a gap: a line of a column, or a piece of one."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    base: float
    size: float
    confidence: float = 1.0

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    size: float
    y0: float
    y1: float
    confidence: float
    #: The fragments' offsets in `text`, one a cell, when the line is a row of a table; else empty.
    cells: tuple[tuple[int, int], ...] = ()
    #: Where it begins and ends on the sheet: an indent begins a paragraph, a short line ends one.
    x0: float = 0.0
    x1: float = 0.0


#: A column's worth of lines, in order.
Leaf = tuple[Line, ...]


def read(glyphs: Sequence[Glyph]) -> list[Leaf]:
    """The lines of a page in reading order, a leaf for each piece of a column."""
    body = body_size(glyphs)
    stacked, rest = vertical(glyphs, body)
    return arrange([*stacked, *fragments(rest)], body)


def arrange(pieces: list[Fragment], body: float) -> list[Leaf]:
    """Fragments in any order as lines in reading order; OCR begins here, for it finds lines and not letters."""
    return [leaf for leaf in (lines(cut) for cut in xy_cut(pieces, body)) if leaf]


def body_size(glyphs: Sequence[Glyph]) -> float:
    """The height most letters have."""
    count: dict[float, int] = defaultdict(int)
    for glyph in glyphs:
        if not glyph.text.isspace():
            count[round(glyph.size * 2) / 2] += 1
    return max(count, key=lambda size: (count[size], -size), default=10.0)


# --- fragments --------------------------------------------------------------------------------------------


def fragments(glyphs: Sequence[Glyph]) -> list[Fragment]:
    """Join letters that stand side by side on one baseline, in whatever order the file draws them."""
    rows: dict[int, list[list[Glyph]]] = defaultdict(list)
    for glyph in sorted(glyphs, key=lambda g: (g.x0, g.base)):
        row = _row_for(rows, glyph)
        if row is not None:
            row.append(glyph)
        elif not glyph.text.isspace():
            rows[int(glyph.base // 4)].append([glyph])
    return [_fragment(row) for row in _unbridged([row for bucket in rows.values() for row in bucket])]


def _unbridged(rows: list[list[Glyph]]) -> Iterator[list[Glyph]]:
    """Cut the rows that hanging punctuation has joined to the next column's.

    A comma that hangs fills a gutter of one em, and looks like any comma within a line; but what follows it stands
    exactly where several lines near by begin.
    """
    begins: dict[int, list[float]] = defaultdict(list)
    for row in rows:
        begins[round(row[0].x0)].append(row[0].base)
    for row in rows:
        start = 0
        for number in range(1, len(row)):
            before, glyph = row[number - 1], row[number]
            hangs = before.text in _CLOSING and before.x1 - before.x0 >= 0.7 * before.size
            indents = glyph.text == "　" != before.text  # drawn as letters, they bridge a gutter like any other
            if not hangs and not indents:
                continue
            if glyph.x0 - row[start].x0 < NARROWEST * glyph.size:
                continue  # the indent of paragraphs is an edge too, but no column is as narrow
            after = next((g for g in row[number:] if not g.text.isspace()), glyph)
            edges = {round(at) + edge for at in (glyph.x0, after.x0) for edge in (-1, 0, 1)}
            near = (base for edge in edges for base in begins.get(edge, ()))
            if sum(abs(base - glyph.base) < 16 * glyph.size for base in near) >= 3:
                yield row[start:number]
                start = number
        yield row[start:]


def _row_for(rows: dict[int, list[list[Glyph]]], glyph: Glyph) -> list[Glyph] | None:
    """The row that the letter continues: level with it, and ending just before it."""
    best: list[Glyph] | None = None
    nearest = SPLIT
    reach = max(1, int(glyph.size * 0.3 // 4) + 1)
    bucket = int(glyph.base // 4)
    for near in range(bucket - reach, bucket + reach + 1):
        for row in rows.get(near, ()):
            last = row[-1]
            em = max(min(last.size, glyph.size), 1.0)
            if abs(last.base - glyph.base) > 0.25 * em or max(last.size, glyph.size) > 1.6 * em:
                continue
            gap = (glyph.x0 - last.x1) / em
            if -0.5 <= gap <= nearest:
                best, nearest = row, gap
    return best


def _fragment(row: list[Glyph]) -> Fragment:
    while row[-1].text.isspace():
        row.pop()
    parts: list[str] = []
    for before, glyph in zip([None, *row], row, strict=False):
        if before and _wants_space(before, glyph):
            parts.append(" ")
        parts.append(glyph.text)
    size = median(glyph.size for glyph in row)
    # Punctuation hangs into the gutter with half its box; a gutter must not be closed by it.
    x1 = row[-1].x1 - (size / 2 if row[-1].text in _CLOSING and row[-1].x1 - row[-1].x0 > 0.7 * size else 0)
    x0 = row[0].x0 + (size / 2 if row[0].text in _OPENING and row[0].x1 - row[0].x0 > 0.7 * size else 0)
    return Fragment(
        text="".join(parts),
        x0=x0,
        y0=min(glyph.y0 for glyph in row),
        x1=max(x1, x0),
        y1=max(glyph.y1 for glyph in row),
        base=median(glyph.base for glyph in row),
        size=size,
        confidence=sum(glyph.confidence for glyph in row) / len(row),
    )


def _wants_space(before: Glyph, glyph: Glyph) -> bool:
    if before.text.isspace() or glyph.text.isspace() or is_wide(before.text) or is_wide(glyph.text):
        return False
    return glyph.x0 - before.x1 > SPACE * min(before.size, glyph.size)


def is_wide(text: str) -> bool:
    """Is the letter set in a square (Chinese and its punctuation), where no space divides words?"""
    return bool(text) and ord(text[-1]) > 0x2E7F


def vertical(glyphs: Sequence[Glyph], body: float) -> tuple[list[Fragment], list[Glyph]]:
    """Large letters set one below the other (a vertical headline) as fragments, and the letters that are left.

    Vertical is what stands nearer to the letter below it than to the one beside it. Its lines run from the right.
    """
    large = sorted((g for g in glyphs if g.size >= 1.25 * body and is_wide(g.text)), key=lambda g: (g.x0, g.y0))
    runs: list[list[Glyph]] = []
    for glyph in large:
        above = next((run for run in runs if _continues(run[-1], glyph, large)), None)
        if above is not None:
            above.append(glyph)
        else:
            runs.append([glyph])
    runs = [run for run in runs if len(run) >= 3]
    taken = {id(glyph) for run in runs for glyph in run}
    rest = [glyph for glyph in glyphs if id(glyph) not in taken]
    return [_stack(together) for together in _side_by_side(runs)], rest


def _continues(above: Glyph, glyph: Glyph, large: Sequence[Glyph]) -> bool:
    em = above.size
    gap = glyph.y0 - above.y1
    if abs(glyph.x0 - above.x0) > 0.2 * em or not -0.4 * em < gap < 0.6 * em:
        return False
    beside = min(
        (other.x0 - above.x1 for other in large if abs(other.base - above.base) < 0.3 * em and other.x0 > above.x0),
        default=em * 9,
    )
    return gap < beside


def _side_by_side(runs: list[list[Glyph]]) -> list[list[list[Glyph]]]:
    """Vertical lines that make one headline together, each group from right to left."""
    groups: list[list[list[Glyph]]] = []
    for run in sorted(runs, key=lambda run: -run[0].x0):
        for group in groups:
            last = group[-1]
            if abs(last[0].size - run[0].size) < 0.2 * run[0].size and last[0].x0 - run[0].x1 < 1.5 * run[0].size:
                group.append(run)
                break
        else:
            groups.append([run])
    return groups


def _stack(group: list[list[Glyph]]) -> Fragment:
    letters = [glyph for run in group for glyph in run]
    return Fragment(
        text="".join(glyph.text for glyph in letters),
        x0=min(glyph.x0 for glyph in letters),
        y0=min(glyph.y0 for glyph in letters),
        x1=max(glyph.x1 for glyph in letters),
        y1=max(glyph.y1 for glyph in letters),
        base=letters[0].base,
        size=letters[0].size,
        confidence=min(glyph.confidence for glyph in letters),
    )


# --- the cut ----------------------------------------------------------------------------------------------


def xy_cut(pieces: list[Fragment], body: float) -> list[list[Fragment]]:
    """The pieces of a page, divided into columns' worths, in reading order. Works on a stack: no depth ends it."""
    done: list[list[Fragment]] = []
    stack = [pieces]
    while stack:
        here = stack.pop()
        parts = _divide(here, body) if len(here) > 1 else None
        if parts is None:
            done.append(here)
        else:
            stack.extend(reversed(parts))
    return done


def _divide(pieces: list[Fragment], body: float) -> list[list[Fragment]] | None:
    """Two or more parts in reading order, or None when the pieces are one column."""
    top = _headline_below_a_gap(pieces, body)
    if top is not None:
        return [[p for p in pieces if p.middle < top], [p for p in pieces if p.middle >= top]]
    edge = _gutter(pieces, body)
    if edge is not None:
        left = [piece for piece in pieces if piece.x1 <= edge]
        right = [piece for piece in pieces if piece.x1 > edge]
        return None if _is_table(left, right, body) else [left, right]
    across = _across(pieces, body)
    return _bands(pieces, across) if across else None


def _headline_below_a_gap(pieces: list[Fragment], body: float) -> float | None:
    """The top of a headline with white above it from edge to edge: another story begins there, for every column.

    This comes before the gutters, because a short headline leaves the gutters beside it open.
    """
    reach = float("-inf")
    for piece in sorted(pieces, key=lambda p: p.y0):
        gap = piece.y0 - reach
        if float("inf") > gap >= 0.8 * body and piece.size >= 1.25 * body and len(pieces) > 2:
            before = max((p for p in pieces if p.y1 <= piece.y0), key=lambda p: p.y1)
            if before.size < 1.15 * body:
                return piece.y0
        reach = max(reach, piece.y1)
    return None


def _gutter(pieces: list[Fragment], body: float) -> float | None:
    """The left side of the widest empty strip from top to bottom, when one is wide enough."""
    widest, edge, reach = GUTTER * body, None, float("-inf")
    for piece in sorted(pieces, key=lambda p: p.x0):
        if reach > float("-inf") and piece.x0 - reach >= widest:
            widest, edge = piece.x0 - reach, reach
        reach = max(reach, piece.x1)
    return edge


def _across(pieces: list[Fragment], body: float) -> list[Fragment]:
    """The few fragments (headlines, captions) without which there would be a gutter; none when it is one column.

    Each left edge is tried as the right side of a gutter: what lies across it must be few beside what it divides.
    """
    best: list[Fragment] = []
    score = 0.0
    for edge in sorted({round(piece.x0, 1) for piece in pieces}):
        low, high = edge - GUTTER * body, edge - 0.01
        across = [piece for piece in pieces if piece.x0 < high and piece.x1 > low]
        left = sum(piece.x1 <= low for piece in pieces)
        right = len(pieces) - left - len(across)
        few = min(left, right)
        if few >= 2 and 0 < len(across) <= 0.5 * few and few / len(across) > score:
            best, score = across, few / len(across)
    return best


def _bands(pieces: list[Fragment], across: list[Fragment]) -> list[list[Fragment]]:
    """Cut above and below what lies across: the bands from top to bottom, neighbouring headline lines as one."""
    edges: list[tuple[float, float]] = []
    for piece in sorted(across, key=lambda p: p.y0):
        between = [p for p in pieces if edges and edges[-1][1] <= p.middle <= piece.y0]
        if edges and not between:
            edges[-1] = (edges[-1][0], max(edges[-1][1], piece.y1))
        else:
            edges.append((piece.y0, piece.y1))
    bands: list[list[Fragment]] = [[] for _ in range(2 * len(edges) + 1)]
    inside = {id(piece) for piece in across}
    for piece in pieces:
        index = 0
        for number, (top, bottom) in enumerate(edges):
            if piece.middle > bottom:
                index = 2 * number + 2
            elif id(piece) in inside or piece.middle >= top:
                index = 2 * number + 1
                break
        bands[index].append(piece)
    return [band for band in bands if band]


def _is_table(left: list[Fragment], right: list[Fragment], body: float) -> bool:
    """Are these the cells of rows rather than columns of prose? Rows stand level, and no column is set full."""
    few, many = sorted((left, right), key=len)
    bases = [piece.base for piece in many]
    level = sum(any(abs(base - piece.base) < 0.3 * body for base in bases) for piece in few)
    if len(few) < 3 or level < 0.8 * len(few):
        return False
    # A headline lies across columns, and would hide the gutter between them.
    plain = [[piece for piece in side if piece.size < 1.2 * body] for side in (left, right)]
    columns = [column for side in plain for column in _columns(side, body)]
    # A table has its days and hours in one column; a programme set in several has them in each.
    listings = sum(_is_listing(column, body) for column in columns)
    return listings < 2 and not any(_is_prose(column, body) for column in columns)


def _columns(pieces: list[Fragment], body: float) -> list[list[Fragment]]:
    """All the columns between which there are gutters."""
    done: list[list[Fragment]] = []
    stack = [pieces] if pieces else []
    while stack:
        here = stack.pop()
        edge = _gutter(here, body)
        if edge is None:
            done.append(here)
        else:
            stack += [[p for p in here if p.x1 <= edge], [p for p in here if p.x1 > edge]]
    return done


def _is_listing(column: list[Fragment], body: float) -> bool:
    """Lines of a programme: broad, and many begin with a day, an hour or a number."""
    broad = max(p.x1 for p in column) - min(p.x0 for p in column) >= 8 * body
    begun = sum(bool(_LISTED.match(piece.text)) for piece in column)
    return broad and begun >= 2 and begun >= 0.3 * len(column)


def _is_prose(column: list[Fragment], body: float) -> bool:
    """Most lines of running text reach the right edge, and sentences end in them; in the cells of a table neither."""
    left, right = min(p.x0 for p in column), max(p.x1 for p in column)
    full = sum(piece.x1 >= right - 2 * body for piece in column)
    if right - left < 8 * body:
        return False
    # Paragraphs set in by one or two letters: some lines begin at the edge, others there, and none elsewhere.
    for deep in (1, 2):
        set_in = sum(abs(piece.x0 - left - deep * body) < 0.35 * body for piece in column)
        at_edge = sum(piece.x0 - left < 0.35 * body for piece in column)
        if min(set_in, at_edge) >= 2 and set_in + at_edge >= 0.9 * len(column):
            return True
    if full < 0.5 * len(column):
        return False
    return len(column) >= 4 or (len(column) >= 2 and sum(bool(_STOPS.search(p.text)) for p in column) >= 2)


def lines(pieces: list[Fragment]) -> Leaf:
    """The fragments of one column as lines from top to bottom; several on one baseline are cells of a row."""
    rows: list[list[Fragment]] = []
    for piece in sorted(pieces, key=lambda p: (p.base, p.x0)):
        if rows and abs(rows[-1][0].base - piece.base) <= 0.4 * min(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return tuple(_line(sorted(row, key=lambda p: p.x0)) for row in rows)


def _line(row: list[Fragment]) -> Line:
    text, cells = "", []
    for piece in row:
        if text:
            text += "  "
        cells.append((len(text), len(text) + len(piece.text)))
        text += piece.text
    return Line(
        text=text,
        size=max(piece.size for piece in row),
        y0=min(piece.y0 for piece in row),
        y1=max(piece.y1 for piece in row),
        confidence=min(piece.confidence for piece in row),
        cells=tuple(cells) if len(cells) > 1 else (),
        x0=row[0].x0,
        x1=max(piece.x1 for piece in row),
    )


def turned(glyph: Glyph, quarters: int, width: float, height: float) -> Glyph:
    """A letter drawn turned counter-clockwise by so many quarters, on the sheet turned back clockwise.

    width and height are the sheet's before the turn; `base` of a letter drawn sideways is its x there.
    """
    x0, y0, x1, y1, base = glyph.x0, glyph.y0, glyph.x1, glyph.y1, glyph.base
    match quarters % 4:
        case 1:  # reads upwards: what was left is now the top
            return replace(glyph, x0=height - y1, y0=x0, x1=height - y0, y1=x1, base=base)
        case 2:
            return replace(glyph, x0=width - x1, y0=height - y1, x1=width - x0, y1=height - y0, base=height - base)
        case 3:
            return replace(glyph, x0=y0, y0=width - x1, x1=y1, y1=width - x0, base=width - base)
    return glyph
