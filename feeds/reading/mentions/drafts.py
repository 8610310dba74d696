"""What the frames hand to each other: sentences with their times marked, moments, and drafts of mentions."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from dataclasses import dataclass, field

from feeds.records import Kind, Mention, Phase, Problem, Rejection, Span, Status, Timex, When

#: One private-use character stands for each time expression in a masked text, so that tables can name its kind.
DAY, CLOCK, SET, LENGTH, VAGUE, UNTIL = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004", "\ue005"
ANY = "[\ue000-\ue005]"
#: The kinds that name a day an event may stand on.
DATED = "[\ue000\ue002\ue005]"


@dataclass(frozen=True, slots=True)
class Found:
    """What the articles of one document say happens, and what was read and put aside."""

    mentions: tuple[Mention, ...] = ()
    problems: tuple[Problem, ...] = ()
    rejections: tuple[Rejection, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """A time expression taken apart: what of day and clock it names, and no more."""

    #: Where it stands in the article's text.
    span: Span
    kind: str
    day: dt.date | None = None
    clock: dt.time | None = None
    #: Inclusive last day, and the closing clock.
    last: dt.date | None = None
    until: dt.time | None = None
    precision: str = "day"
    rrule: str | None = None
    exdates: tuple[dt.date, ...] = ()
    zone: str | None = None
    open: str | None = None
    daypart: str | None = None
    duration: str | None = None
    rules: tuple[str, ...] = ()
    #: The year was filled in from context.
    guessed: bool = False


@dataclass(slots=True)
class Sentence:
    """A sentence (or a row) of an article, with its moments masked."""

    text: str
    #: Offset of `text` in the article's text.
    start: int
    masked: str
    #: For each masked character but the last, its offset in the article's text.
    offsets: list[int]
    #: By index into `masked`.
    moments: dict[int, Moment]
    paragraph: int = 0
    #: By masked index, why a moment is for no happening; None until it was asked.
    refused: dict[int, str] | None = None

    def span(self, low: int, high: int) -> Span:
        """The article's span behind masked[low:high]."""
        return Span(self.offsets[low], self.offsets[high])

    def words(self, low: int, high: int) -> str:
        """The words as printed behind masked[low:high]."""
        return self.text[self.offsets[low] - self.start : self.offsets[high] - self.start]

    def index(self, offset: int) -> int:
        """The masked index at or after an offset into the article's text."""
        return bisect_left(self.offsets, offset)


@dataclass(slots=True)
class Draft:
    """A mention in the making; `marks` collects the evidence that confidence is reckoned from."""

    title: str
    when: When
    rule: str
    sentence: Sentence
    title_span: Span | None = None
    start_span: Span | None = None
    end_span: Span | None = None
    place: str | None = None
    place_span: Span | None = None
    phase: Phase | None = None
    status: Status = "confirmed"
    kind: Kind = "event"
    previous: dt.date | dt.datetime | None = None
    organizer: str | None = None
    contact: str | None = None
    price: str | None = None
    url: str | None = None
    parent: str | None = None
    categories: tuple[str, ...] = ()
    language: str = "zh"
    marks: set[str] = field(default_factory=set)
    rules: list[str] = field(default_factory=list)
    confidence: float = 0.0
    foreign_id: str | None = None


def timex_kind(timex: Timex) -> str:
    """Which mask stands for a time expression."""
    if timex.rrule:
        return SET
    if timex.type == "DURATION" or (timex.value is None and timex.end is None and timex.duration):
        return LENGTH
    if timex.value is None:
        return UNTIL if timex.end else VAGUE
    if timex.type == "TIME" and "day" in timex.inferred:
        return CLOCK
    return VAGUE if len(timex.value) == 4 and not timex.end else DAY
