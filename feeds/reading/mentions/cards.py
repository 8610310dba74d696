"""Cards: what calendars on the web print, a line of time, a heading that names, a line of place, over and over.

Whether the time stands above or below its heading is a habit of the page: the pages' own cards vote. A card is
read as one record; what follows it (prose, prices) is read as prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from feeds.reading.mentions import moments, names, parting, sentences
from feeds.reading.mentions.context import Context
from feeds.reading.mentions.drafts import CLOCK, DAY, SET, Draft, Moment
from feeds.records import Paragraph, Span

#: What may stand beside the times of a line of time.
_BESIDE = re.compile(
    r"[\s\ue000-\ue005()（）\[\],，、;；/&@|｜·•:：–—~～.-]|\b(?:and|at|on|from|to|until|till|through|when|date|time"
    r"|by|am|pm|all day"
    r"|event series|see all|recurring event|repeats"
    r"|mon|tue|wed|thu|fri|sat|sun)\b|时间|時間|日期|至|到|起|和|及",
    re.IGNORECASE,
)
#: A title ends no sentence, and is no sentence's length.
LONGEST = 110
_SENTENCE = re.compile(r"[。！？!?；;]\s*\S|[。；;]$|(?<![A-Z])\.\s+[A-Z].*\.$")


@dataclass(frozen=True, slots=True)
class Card:
    title: int
    time: int
    place: int | None


def find(
    paragraphs: Sequence[Paragraph], starts: Sequence[int], found: Sequence[Sequence[Moment]], context: Context
) -> dict[int, Card]:
    """Index of each paragraph of a card -> its card; empty when the page has no such habit."""
    times = [n for n, here in enumerate(found) if here and _is_time(paragraphs[n], starts[n], here, context)]
    above = [n for n in times if _is_title(paragraphs, found, n + 1)]
    below = [n for n in times if _is_title(paragraphs, found, n - 1)]
    # A heading between two times belongs to one of them: the page's first card tells which.
    after = len(above) > len(below) or (
        len(above) == len(below) and bool(times) and times[0] in above and times[0] not in below
    )
    chosen = above if after else below
    if len(chosen) < (2 if after else 1):
        chosen, after = _in_threes(paragraphs, found, times, context), True
    if not chosen:
        return {}
    cards: dict[int, Card] = {}
    for n in chosen:
        title = n + 1 if after else n - 1
        following = max(title, n) + 1
        place = following if _is_place(paragraphs, found, following, context) else None
        card = Card(title, n, place)
        cards[title] = cards[n] = card
        if place is not None:
            cards[place] = card
    return cards


def _in_threes(
    paragraphs: Sequence[Paragraph], found: Sequence[Sequence[Moment]], times: list[int], context: Context
) -> list[int]:
    """Lists without headings: a line of time, a line that names, a line of place, at least twice and all alike."""
    plain = [
        n for n in times if n + 2 < len(paragraphs) and not found[n + 1] and paragraphs[n + 1].kind in ("text", "item")
    ]
    named = [
        n
        for n in plain
        if 3 <= len(paragraphs[n + 1].text.strip()) <= LONGEST
        and not _SENTENCE.search(paragraphs[n + 1].text)
        and not paragraphs[n + 1].text.rstrip().endswith((".", "。", ":", "："))
        and not _is_place(paragraphs, found, n + 1, context)
        and _is_place(paragraphs, found, n + 2, context)
    ]
    return named if context.lexicon.spaced and len(named) >= 2 and len(named) == len(times) else []


def read(
    card: Card,
    paragraphs: Sequence[Paragraph],
    starts: Sequence[int],
    found: Sequence[Sequence[Moment]],
    context: Context,
) -> list[Draft]:
    """The happenings of one card: one, or one a showing."""
    lexicon = context.lexicon
    words = paragraphs[card.title].text.strip()
    line, here = paragraphs[card.time], list(found[card.time])
    sentence = sentences.masked(line.text, starts[card.time], here, lexicon, card.time)
    folded = lexicon.folded(words)
    low, high = names.trim(folded, 0, len(folded), lexicon.title_lead, lexicon.headline_tail)
    title = names.polish(words[low:high]) or names.polish(words)
    if lexicon.spaced and lexicon.nameless(title):
        title = context.subject  # Date and time, over the time of the page's own happening
    if len(title) < 2 or lexicon.nameless(lexicon.folded(title)):
        return []
    drafts = []
    for moment in moments.combine(here, line.text, starts[card.time], context.day):
        when = moments.when(moment, context.timezone)
        if when is None:
            continue
        draft = Draft(title, when, "card", sentence, language=lexicon.language, start_span=moment.span)
        at = starts[card.title] + paragraphs[card.title].text.find(title)
        draft.title_span = Span(at, at + len(title)) if at >= starts[card.title] else None
        if card.place is not None:
            where = paragraphs[card.place].text.strip()
            if label := lexicon.labels.match(lexicon.folded(where)):
                where = where[label.end() :].strip()  # Where: Old Court House
            begin = starts[card.place] + paragraphs[card.place].text.find(where)
            draft.place, draft.place_span = names.polish(where), Span(begin, begin + len(where))
        elif context.place:
            draft.place, draft.place_span = context.place, context.place_span
        for status in ("cancelled", "postponed"):
            if (pattern := lexicon.status.get(status)) and (pattern.search(folded) or pattern.search(sentence.masked)):
                draft.status = status
        draft.marks = {"row", "columns"} | ({"place"} if draft.place else set())
        draft.marks |= {"head"} if lexicon.heads.search(lexicon.folded(title)) else set()
        draft.rules = ["card", *moment.rules]
        drafts.append(draft)
    return drafts


def _is_time(paragraph: Paragraph, start: int, here: Sequence[Moment], context: Context) -> bool:
    """A line of times and nothing else, that names a day (or an hour under a heading of a day)."""
    if paragraph.cells or len(paragraph.text) > 140:
        return False
    masked = sentences.masked(paragraph.text, start, list(here), context.lexicon).masked
    if len(_BESIDE.sub("", masked)) > 3:
        return False
    kinds = {moment.kind for moment in here}
    clocked = CLOCK in kinds or any(moment.clock for moment in here)
    ranged = any(moment.last and moment.day and moment.last > moment.day for moment in here)
    return bool(kinds & {DAY, SET}) and (clocked or ranged or paragraph.kind == "text")


def _is_title(paragraphs: Sequence[Paragraph], found: Sequence[Sequence[Moment]], at: int) -> bool:
    """A heading that names: below the page's own title, not a day or a month."""
    if not 0 <= at < len(paragraphs) or paragraphs[at].kind != "heading" or paragraphs[at].cells:
        return False
    text = paragraphs[at].text.strip()
    times = sum(moment.span.end - moment.span.start for moment in found[at])
    return 2 <= len(text) <= LONGEST and times < 0.5 * len(text) and not _SENTENCE.search(text)


def _is_place(paragraphs: Sequence[Paragraph], found: Sequence[Sequence[Moment]], at: int, context: Context) -> bool:
    if at >= len(paragraphs) or found[at] or paragraphs[at].kind in ("heading", "row") or paragraphs[at].cells:
        return False
    text = paragraphs[at].text.strip()
    if not 2 <= len(text) <= 90 or _SENTENCE.search(text) or text.endswith((".", "。", "!", "！")):
        return False
    folded = context.lexicon.folded(text)
    label = context.lexicon.labels.match(folded)
    if label:
        return label.lastgroup == "place" and len(folded) > label.end()
    pieces = re.split(r"\s*[,，|·•–—]\s+|\s{2,}|\s(?=\d{1,5}\s+[A-Z])", folded)
    return any(parting.looks_like_place(piece, context.lexicon) for piece in (folded, *pieces) if piece)
