"""Where a programme prints its venues: on a line over the rows that are there, or below each row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from feeds.reading.mentions.drafts import CLOCK, Moment
from feeds.records import Paragraph

_NAME = re.compile(r"(?:The\s+|At\s+)?[^\W\d_][^.!?:;|]{2,50}\.?[^.!?:;|]{0,20}$")


def over_rows(
    paragraphs: Sequence[Paragraph], starts: Sequence[int], found: Sequence[Sequence[Moment]]
) -> frozenset[int]:
    """The lines that head rows: short, without a time, with a row that begins with its hour right below.

    Such a line may as well end the row above it. The page tells which: the first of them under a heading can end none.
    """
    timed = [bool(here) and here[0].span.start - starts[n] <= 3 and _hours(here[0]) for n, here in enumerate(found)]
    lines = [
        n
        for n, paragraph in enumerate(paragraphs[:-1])
        if paragraph.kind in ("text", "item", "row")
        and not found[n]
        and not paragraph.cells
        and timed[n + 1]
        and len(paragraph.text) <= 60
        and _NAME.match(paragraph.text.strip())
    ]
    first = [n for n in lines if n and paragraphs[n - 1].kind == "heading"]
    # Rows right below their heading, with a line behind each: venues stand below.
    below = [n for n in range(1, len(paragraphs)) if timed[n] and paragraphs[n - 1].kind == "heading"]
    return frozenset(lines) if first and len(first) > len(below) else frozenset()


def alone(paragraphs: Sequence[Paragraph], starts: Sequence[int], found: Sequence[Sequence[Moment]]) -> frozenset[int]:
    """Paragraphs that begin with a time right below a heading, and no second one behind: the heading names them."""
    timed = [bool(here) and here[0].span.start - starts[n] <= 3 for n, here in enumerate(found)]
    return frozenset(
        n
        for n in range(1, len(paragraphs))
        if timed[n] and paragraphs[n - 1].kind == "heading" and not (n + 1 < len(paragraphs) and timed[n + 1])
    )


def _hours(at: Moment) -> bool:
    return at.kind == CLOCK
