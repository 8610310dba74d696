"""Where an event was read, marked in its words: a text and spans -> pieces that a template prints in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from feeds.records import Article, Mention, Span, SpanMap

#: The fields that are marked apart; the rest of a sentence is marked as evidence alone.
FIELDS = ("title", "start", "end", "place", "status")


@dataclass(frozen=True, slots=True)
class Mark:
    span: Span
    #: "evidence", or the field that was read there.
    kind: str
    #: Number of the event in the list beside the text, from 1.
    number: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    #: Numbers of the events whose sentence this is.
    numbers: tuple[int, ...] = ()
    #: The field read from these very letters; None for the rest of the sentence.
    field: str | None = None
    #: Numbers of the sentences that end here: where the note marks stand.
    ends: tuple[int, ...] = ()
    #: Numbers of the sentences that begin here: the targets of links.
    begins: tuple[int, ...] = ()


def within(origin: SpanMap, span: Span) -> tuple[Span, ...]:
    """Where a span of the document stands in the text derived from it: SpanMap the other way round.

    >>> within(SpanMap(((0, 10, 3), (3, 20, 4))), Span(11, 22))
    (Span(start=1, end=5),)
    """
    found: list[Span] = []
    for start, source, length in origin.runs:
        low, high = max(source, span.start), min(source + length, span.end)
        if low < high:
            here = Span(start + low - source, start + high - source)
            if found and found[-1].end == here.start:
                found[-1] = Span(found[-1].start, here.end)
            else:
                found.append(here)
    return tuple(found)


def marks(article: Article, mention: Mention, number: int = 0) -> list[Mark]:
    """The sentence a mention was read from, and its fields, as spans of the article's text."""
    text = article.text
    fields = [
        Mark(here, "start" if field == "end" else field, number)
        for field in FIELDS
        for span in mention.spans.get(field, ())
        for here in within(article.origin, span)
    ]
    found = _sentence(text, mention.evidence, fields)
    return fields if found is None else [Mark(found, "evidence", number), *fields]


def _sentence(text: str, evidence: str, fields: list[Mark]) -> Span | None:
    """The evidence in the text: of several equal sentences, the one that holds what was read."""
    if not evidence:
        return None
    near = min((mark.span.start for mark in fields if mark.kind in ("start", "title")), default=0)
    first: Span | None = None
    position = text.find(evidence)
    while position >= 0:
        here = Span(position, position + len(evidence))
        first = first or here
        if here.start <= near < here.end:
            return here
        position = text.find(evidence, position + 1)
    return first


def pieces(text: str, found: Iterable[Mark], window: Span | None = None) -> list[Piece]:
    """Cut a text (or the window of it) where marks begin and end.

    >>> [(p.text, p.field) for p in pieces("节日18日开幕", [Mark(Span(0, 7), "evidence"), Mark(Span(2, 5), "start")])]
    [('节日', None), ('18日', 'start'), ('开幕', None)]
    """
    window = window or Span(0, len(text))
    here = [mark for mark in found if mark.span.start < window.end and mark.span.end > window.start]
    cuts = {window.start, window.end}
    for mark in here:
        cuts |= {max(mark.span.start, window.start), min(mark.span.end, window.end)}
    points = sorted(cuts)
    cut: list[Piece] = []
    for low, high in pairwise(points):
        over = [mark for mark in here if mark.span.start < high and mark.span.end > low]
        numbers = tuple(sorted({mark.number for mark in over if mark.kind == "evidence"}))
        inner = [mark for mark in over if mark.kind != "evidence"]
        field = min(inner, key=lambda mark: mark.span.end - mark.span.start).kind if inner else None
        ends = tuple(sorted({m.number for m in over if m.kind == "evidence" and m.span.end == high}))
        begins = tuple(sorted({m.number for m in over if m.kind == "evidence" and m.span.start == low}))
        cut.append(Piece(text[low:high], numbers, field, ends, begins))
    return cut


@dataclass(frozen=True, slots=True)
class Marked:
    """A paragraph in pieces; a table's row also cell by cell."""

    kind: str
    pieces: list[Piece]
    cells: list[list[Piece]]


def marked(article: Article, found: Iterable[Mark]) -> list[Marked]:
    """The paragraphs of an article with their marks."""
    text, marks, at = article.text, list(found), 0
    made = []
    for paragraph in article.paragraphs:
        span = Span(at, at + len(paragraph.text))
        cells = [pieces(text, marks, Span(at + cell.start, at + cell.end)) for cell in paragraph.cells]
        made.append(Marked(paragraph.kind, pieces(text, marks, span), cells))
        at = span.end + len("\n\n")
    return made
