"""Boxes of letters -> lines in reading order: what PDF and OCR share.

Letters become fragments (what stands on one baseline without a gap), fragments become blocks by a recursive XY-cut
(Nagy, Seth 1984) that looks for gutters first; where a headline lies across a gutter, the page is cut above and below
it and the halves are cut again. Coordinates are points, y grows downwards, boxes are advance boxes, not ink boxes: the
ink of 一 or of a comma says nothing of where its column ends.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from feeds.sources.fragments import Fragment, Glyph, body_size, dropped, fragments, vertical

#: In em: a gutter is at least so wide.
GUTTER = 0.6
#: White strips at which a table is looked for.
LEDGERS = 60
_LISTED = re.compile(
    r"[（(]?\d{1,2}(?:[:：]\d\d|月|日|时|[.、)）])|[（(][一二三四五六七八九十]+[)）]|[一二三四五六七八九十]+、|周[一二三四五六日]"
)
_STOPS = re.compile(r"[，。；！？]|[a-z][,.;!?](?:\s|$)")


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
    #: Where each cell begins on the sheet.
    edges: tuple[float, ...] = ()


#: A column's worth of lines, in order.
Leaf = tuple[Line, ...]


def read(glyphs: Sequence[Glyph]) -> list[Leaf]:
    """The lines of a page in reading order, a leaf for each piece of a column."""
    body = body_size(glyphs)
    stacked, rest = vertical(glyphs, body)
    return arrange([*stacked, *dropped(fragments(rest), body)], body)


def arrange(pieces: list[Fragment], body: float) -> list[Leaf]:
    """Fragments in any order as lines in reading order; OCR begins here, for it finds lines and not letters."""
    return [leaf for leaf in (lines(cut) for cut in xy_cut(pieces, body)) if leaf]


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
        if _is_table(left, right, body):
            return None
        return _table_apart(pieces, edge, body) or [left, right]
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
    """The left side of the widest empty strip from top to bottom, when one is wide enough.

    One between stories is cut before those between the columns of a story: those have their headlines, and the white
    above them, at the same height on both sides, and are cut above them when the others are gone.
    """
    found = _gutters(pieces, body)
    if len(found) > 1:
        columns = _parted(pieces, [edge for _, edge in found])
        breaks = [_breaks(column, body) for column in columns]
        apart = [
            each for each, here, there in zip(found, breaks, breaks[1:], strict=False) if not _share(here, there, body)
        ]
        found = apart or found
    return max(found, key=lambda each: each[0])[1] if found else None


def _gutters(pieces: list[Fragment], body: float) -> list[tuple[float, float]]:
    """(width, left side) of each empty strip that is wide enough, from the left."""
    found, reach = [], float("inf")
    for piece in sorted(pieces, key=lambda p: p.x0):
        if piece.x0 - reach >= GUTTER * body:
            found.append((piece.x0 - reach, reach))
        reach = piece.x1 if reach == float("inf") else max(reach, piece.x1)
    return found


def _parted(pieces: list[Fragment], edges: list[float]) -> list[list[Fragment]]:
    columns: list[list[Fragment]] = [[] for _ in range(len(edges) + 1)]
    for piece in pieces:
        columns[bisect_left(edges, piece.x1)].append(piece)
    return columns


def _breaks(column: list[Fragment], body: float) -> list[tuple[float, float, bool]]:
    """The white strips of a column: top, bottom, and whether a headline stands below."""
    found, reach = [], float("inf")
    for piece in sorted(column, key=lambda p: p.y0):
        if piece.y0 - reach >= 0.8 * body:
            found.append((reach, piece.y0, piece.size >= 1.25 * body))
        reach = piece.y1 if reach == float("inf") else max(reach, piece.y1)
    return found


def _share(here: list[tuple[float, float, bool]], there: list[tuple[float, float, bool]], body: float) -> bool:
    """Whether a story begins at the same height in both columns."""
    return any(
        min(bottom, other[1]) - max(top, other[0]) >= 0.8 * body and (headed or other[2])
        for top, bottom, headed in here
        for other in there
    )


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


def _table_apart(pieces: list[Fragment], edge: float, body: float) -> list[list[Fragment]] | None:
    """A table and what stands below or above it with white between: who signs it, beside whom nothing stands."""

    def tabular(part: list[Fragment]) -> bool:
        left = [piece for piece in part if piece.x1 <= edge]
        return min(len(left), len(part) - len(left)) >= 3 and _is_table(left, [p for p in part if p.x1 > edge], body)

    tops = [bottom for _, bottom, _ in _breaks(pieces, body)]
    cuts = [([p for p in pieces if p.middle < top], [p for p in pieces if p.middle >= top]) for top in tops[:LEDGERS]]
    for above, below in reversed(cuts):
        if tabular(above):
            return [above, below]
    return next(([above, below] for above, below in cuts if tabular(below)), None)


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
        edges=tuple(piece.x0 for piece in row) if len(cells) > 1 else (),
    )
