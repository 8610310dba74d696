"""Letters with their boxes -> fragments: what stands on one baseline without a gap.

Coordinates are points, y grows downwards, boxes are advance boxes, not ink boxes: the ink of 一 or of a comma says
nothing of where its column ends.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import NamedTuple

#: In em: a wider gap on one baseline ends a fragment.
SPLIT = 0.45
#: In em: no column is narrower.
NARROWEST = 5
#: A space is put between Latin letters that stand further apart than this.
SPACE = 0.17
#: In em: what a closing mark at the end of a line may hang over the edge of its column.
HANGS = 1.0
#: Times the body's size from which a letter alone, beside the lines it begins, is a dropped capital.
DROPPED = 1.8
_CLOSING = frozenset("，。、；：！？）】》」』”’％,.;:!?)]}")
_OPENING = frozenset("（【《「『“‘([{")


class Glyph(NamedTuple):
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


def body_size(glyphs: Sequence[Glyph]) -> float:
    """The height most letters have."""
    exact = Counter(glyph.size for glyph in glyphs if not glyph.text.isspace())
    count: Counter[float] = Counter()
    for size, letters in exact.items():
        count[round(size * 2) / 2] += letters
    return max(count, key=lambda size: (count[size], -size), default=10.0)


def fragments(glyphs: Sequence[Glyph]) -> list[Fragment]:
    """Join letters that stand side by side on one baseline, in whatever order the file draws them."""
    rows: dict[int, list[Row]] = defaultdict(list)
    for run in sorted(_runs(glyphs), key=lambda run: (run[0].x0, run[0].base)):
        row = _row_for(rows, run[0])
        if row is not None:
            row += run
        elif any(not glyph.text.isspace() for glyph in run):
            rows[int(run[0].base // 4)].append(run)
    return [_fragment(row) for row in _unbridged([row for bucket in rows.values() for row in bucket])]


Row = list[Glyph]


def _runs(glyphs: Sequence[Glyph]) -> list[Row]:
    """Letters that the file draws one after the other, side by side: most lines come whole."""
    runs: list[Row] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and glyph.size == last.size and -0.5 <= (glyph.x0 - last.x1) / glyph.size <= SPLIT:
            level = abs(glyph.base - last.base) <= 0.25 * glyph.size
        else:
            level = False
        if level:
            runs[-1].append(glyph)
        elif not glyph.text.isspace():
            runs.append([glyph])
        else:
            continue
        last = glyph
    return runs


def _unbridged(rows: list[Row]) -> Iterator[Row]:
    """Cut the rows that hanging punctuation has joined to the next column's.

    A comma that hangs fills a gutter of one em, and looks like any comma within a line; but what follows it stands
    exactly where several lines near by begin.
    """
    begins: dict[int, list[float]] = defaultdict(list)
    for row in rows:
        begins[round(row[0].x0)].append(row[0].base)
    for row in rows:
        start = 0
        if not any(glyph.text in _CLOSING or glyph.text == "　" for glyph in row):
            yield row
            continue
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


def _row_for(rows: dict[int, list[Row]], glyph: Glyph) -> Row | None:
    """The row that the letter continues: level with it, and ending just before it."""
    best: Row | None = None
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


def _fragment(row: Row) -> Fragment:
    while row[-1].text.isspace():
        row.pop()
    row = row[next(n for n, glyph in enumerate(row) if not glyph.text.isspace()) :]
    parts: list[str] = []
    before: Glyph | None = None
    for glyph in row:
        if before and glyph.x0 - before.x1 > SPACE * min(before.size, glyph.size) and _wants_space(before, glyph):
            parts.append(" ")
        parts.append(glyph.text)
        before = glyph
    first, last, middle = row[0], row[-1], row[len(row) // 2]
    alike = first.size == last.size == middle.size
    size = middle.size if alike else sorted(glyph.size for glyph in row)[len(row) // 2]
    # Punctuation hangs into the gutter with all its box, or half of it; a gutter must not be closed by it.
    x1 = last.x1 - (HANGS * size if last.text in _CLOSING and last.x1 - last.x0 > 0.7 * size else 0)
    x0 = first.x0 + (size / 2 if first.text in _OPENING and first.x1 - first.x0 > 0.7 * size else 0)
    return Fragment(
        text="".join(parts),
        x0=x0,
        y0=min(glyph.y0 for glyph in row),
        x1=max(x1, x0),
        y1=max(glyph.y1 for glyph in row),
        base=middle.base,
        size=size,
        confidence=1.0 if alike and middle.confidence == 1.0 else fmean(glyph.confidence for glyph in row),
    )


def _wants_space(before: Glyph, glyph: Glyph) -> bool:
    """Whether a gap between them is one of words."""
    return not (before.text.isspace() or glyph.text.isspace() or is_wide(before.text) or is_wide(glyph.text))


def is_wide(text: str) -> bool:
    """Is the letter set in a square (Chinese and its punctuation), where no space divides words?"""
    return bool(text) and ord(text[-1]) > 0x2E7F


def dropped(pieces: list[Fragment], body: float) -> list[Fragment]:
    """A dropped capital put before the first of the lines it begins."""
    large = [p for p in pieces if len(p.text) == 1 and p.text.isalnum() and p.size >= DROPPED * body]
    for letter in large:
        right = (letter.x1 - 0.2 * body, letter.x1 + 1.5 * body)
        lines = [p for p in pieces if p.size < 1.3 * body and right[0] <= p.x0 <= right[1]]
        lines = [p for p in lines if letter.y0 - 0.6 * body <= p.middle <= letter.y1 + 0.3 * body]
        if len(lines) < 2:
            continue
        first = min(lines, key=lambda p: p.y0)
        first.text, first.x0 = letter.text + first.text, letter.x0
        pieces = [p for p in pieces if p is not letter]
    return pieces


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
    if not runs:
        return [], list(glyphs)
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


def turned(glyph: Glyph, quarters: int, width: float, height: float) -> Glyph:
    """A letter drawn turned counter-clockwise by so many quarters, on the sheet turned back clockwise.

    width and height are the sheet's before the turn; `base` of a letter drawn sideways is its x there.
    """
    x0, y0, x1, y1, base = glyph.x0, glyph.y0, glyph.x1, glyph.y1, glyph.base
    match quarters % 4:
        case 1:  # reads upwards: what was left is now the top
            return glyph._replace(x0=height - y1, y0=x0, x1=height - y0, y1=x1, base=base)
        case 2:
            return glyph._replace(x0=width - x1, y0=height - y1, x1=width - x0, y1=height - y0, base=height - base)
        case 3:
            return glyph._replace(x0=y0, y0=width - x1, x1=y1, y1=width - x0, base=width - base)
    return glyph
