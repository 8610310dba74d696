"""Sentences of languages whose words stand in any order (13 сентября в парке пройдёт концерт).

A clause with a verb of happening tells what its noun of happening is called, when its times are, and where what
follows "в" and "на", or ends in the case of places, is.
"""

from __future__ import annotations

import datetime as dt
import re

from feeds.reading.mentions import moments, names, vetoes
from feeds.reading.mentions.context import Context
from feeds.reading.mentions.drafts import CLOCK, Draft, Moment, Sentence
from feeds.records import Status, When

_TIME = re.compile("[\ue000-\ue005]")
_CLAUSE = re.compile(r"[;.]\s|,\s+(?:а|но|однако|затем|ал)\s+|:\s")
#: Домe культуры, дворце спорта: the word belongs to the venue; парадом does not.
_GENITIVE = re.compile(r"(?:ы|и|а|я|ов|ев|ей)$")
_WORD = re.compile(r"«[^»]{1,60}»|“[^”]{1,60}”|[^\s,;:]+")
_STATUS: dict[str, Status] = {"moved": "postponed", "cancelled": "cancelled"}


def read(sentence: Sentence, context: Context) -> list[Draft]:
    """The happenings that a sentence tells with a verb."""
    refused = vetoes.refused_times(sentence, context.lexicon)
    drafts: list[Draft] = []
    text, low = sentence.masked, 0
    cuts = [(m.start(), m.end()) for m in _CLAUSE.finditer(text)] + [(len(text), len(text))]
    for high, following in cuts:
        triggers = list(context.lexicon.triggers.finditer(text, low, high))
        # "Planned for the 20th, moved to the 27th": the change is what is told.
        trigger = next((t for t in triggers if t.lastgroup in _STATUS), triggers[0] if triggers else None)
        times = [at for at in sorted(sentence.moments) if low <= at < high and at not in refused]
        if trigger and times:
            day = context.day_for(sentence) or next((d.when.first_day for d in reversed(drafts)), None)
            drafts += _told(sentence, context, trigger, (low, high), times, day)
        low = following
    return drafts


def _told(
    sentence: Sentence,
    context: Context,
    trigger: re.Match[str],
    clause: tuple[int, int],
    times: list[int],
    day: dt.date | None,
) -> list[Draft]:
    lexicon, kind = context.lexicon, trigger.lastgroup or ""
    if vetoes.refused_clause(sentence.masked[slice(*clause)], lexicon, False):
        return []
    where = _where(sentence, clause, context)
    span = _stopped(sentence, clause, trigger, context) if kind == "stop" else _name(sentence, clause, trigger, context)
    if span is None:
        return []
    words = names.polish(sentence.words(*span))
    if kind == "stop":
        for pattern, title in lexicon.closures:
            if found := pattern.search(f"{words} | {trigger[0]}"):
                words = title.format(*(group or "" for group in found.groups()))
                break
    if not 3 <= len(words) <= 90 or lexicon.nameless(words):
        return []
    if kind == "moved":
        times = [at for at in times if at > trigger.start()] or times
    found_at = [sentence.moments[at] for at in times]
    drafts = []
    for at in moments.combine(found_at, sentence.text, sentence.start, day if _only_clocks(found_at) else None):
        when = moments.when(at, context.timezone)
        if when is None or when.precision in ("month", "year"):
            continue
        if _is_the_last(words, when, where, sentence, context):
            continue
        draft = Draft(words[0].upper() + words[1:], when, kind, sentence, language=lexicon.language)
        draft.start_span, draft.title_span = at.span, sentence.span(*span)
        if where:
            draft.place, draft.place_span = names.polish(sentence.words(*where)), sentence.span(*where)
        draft.status = _STATUS.get(kind, "confirmed")
        draft.marks = {f"verb {kind}", "head"} | ({"place"} if where else set())
        draft.rules = [f"sentence: {kind}", *at.rules]
        drafts.append(draft)
    return drafts


def _is_the_last(words: str, when: When, where: tuple[int, int] | None, sentence: Sentence, context: Context) -> bool:
    """Праздник откроется в 11:00 на площади: the hour and the place of what was told just before."""
    last = context.drafts[-1] if context.drafts else None
    if last is None or not context.lexicon.generic.fullmatch(words) or last.sentence.paragraph != sentence.paragraph:
        return False
    if last.when.first_day != when.first_day:
        return False
    if last.when.precision == "day" and last.when.end is None:
        last.when = when
    if where and not last.place:
        last.place, last.place_span = names.polish(sentence.words(*where)), sentence.span(*where)
    return True


def _only_clocks(found: list[Moment]) -> bool:
    return all(at.kind == CLOCK for at in found)


def _name(
    sentence: Sentence, clause: tuple[int, int], trigger: re.Match[str], context: Context
) -> tuple[int, int] | None:
    """The noun of happening with the words that belong to it."""
    lexicon, text = context.lexicon, sentence.masked
    quotes = names.quoted(text)
    for head in lexicon.heads.finditer(text, *clause):
        if names.within(quotes, head.start()) or trigger.start() <= head.start() < trigger.end():
            continue
        low, high = head.start(), head.end()
        for word in reversed(list(_WORD.finditer(text, clause[0], low))):
            near = text[word.end() : low].strip() == ""
            if not near or lexicon.np_stop.fullmatch(word[0]) or _TIME.search(word[0]) or _meets(word, trigger):
                break
            low = word.start()
        for word in _WORD.finditer(text, high, clause[1]):
            near = text[high : word.start()].strip() == ""
            if not near or lexicon.np_end.fullmatch(word[0]) or _TIME.search(word[0]) or _meets(word, trigger):
                break
            high = word.end()
        while low < high and text[high - 1] in " .,":
            high -= 1
        return low, high
    return None


def _meets(word: re.Match[str], trigger: re.Match[str]) -> bool:
    return word.start() < trigger.end() and trigger.start() < word.end()


def _stopped(
    sentence: Sentence, clause: tuple[int, int], trigger: re.Match[str], context: Context
) -> tuple[int, int] | None:
    """What is closed: its noun and what follows, as far as the clause's verb, a time or a stop."""
    found = context.lexicon.stoppable.search(sentence.masked, *clause)
    if found is None:
        return None
    low, high = found.start(), found.end()
    for word in _WORD.finditer(sentence.masked, high, clause[1]):
        gap = sentence.masked[high : word.start()].strip()
        if gap or _TIME.search(word[0]) or _meets(word, trigger) or context.lexicon.np_stop.fullmatch(word[0]):
            break
        high = word.end()
    return low, high


def _where(sentence: Sentence, clause: tuple[int, int], context: Context) -> tuple[int, int] | None:
    """What follows a preposition, or ends in the case of places, and names a venue."""
    lexicon, text = context.lexicon, sentence.masked
    for found in lexicon.inside.finditer(text, *clause):
        if found.re.groupindex.get("place"):
            return found.span("place")
        low = high = found.end()
        for word in _WORD.finditer(text, low, clause[1]):
            gap = text[high : word.start()].strip()
            stop = word.start() > low and (lexicon.np_end.fullmatch(word[0]) or lexicon.triggers.match(word[0]))
            told = lexicon.venue.search(text[low:high]) and word[0].islower() and not _GENITIVE.search(word[0])
            if gap or stop or told or word[0] == "и" or _TIME.search(word[0]):
                break
            high = word.end()
        while low < high and text[high - 1] in " .,":
            high -= 1
        if high - low >= 3 and lexicon.venue.search(text[low:high]):
            return low, high
    return None
