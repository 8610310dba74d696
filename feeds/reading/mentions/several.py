"""Several happenings in one sentence: the stops of a tour, the terms of a camp, names with their times in brackets."""

from __future__ import annotations

import re
from dataclasses import replace

from feeds.reading.mentions import moments, names
from feeds.reading.mentions.context import Context
from feeds.reading.mentions.drafts import CLOCK, SET, Draft, Sentence
from feeds.reading.mentions.parting import looks_like_place

_TERM = re.compile("(第[一二三四五六七八九十\\d]+[期场轮站批])(?:为|：|:|于|时间为)?\\s*[\ue000]")
_PAIR = re.compile(
    "[\ue000](?:\\s*[（(][^）)]{1,12}[）)])?[\\s：:在于]*([^\ue000-\ue005，。；、,;\\s]{2,20})(?=[，。；、,;]|\\s*$)"
)
_BRACKETED = re.compile(
    "([^，。、；：（）\ue000-\ue005]{2,30})（([\ue000][\ue001]?)[，,]?([^（）\ue000-\ue005]{2,24})?）"
)


def tour(sentence: Sentence, context: Context, name: str) -> list[Draft]:
    """2月7日阔克其村，2月9日下巴扎村，…，均为16:30开演: a stop a pair."""
    text, lexicon = sentence.masked, context.lexicon
    terms = list(_TERM.finditer(text))
    if len(terms) >= 2 and name:
        return _terms(sentence, context, name, terms)
    pairs = [m for m in _PAIR.finditer(text) if lexicon.venue_last.search(m[1]) and not lexicon.triggers.search(m[1])]
    if len(pairs) < 2 or not name:
        return []
    clock = next(
        (
            m
            for at, m in sorted(sentence.moments.items())
            if m.kind in (CLOCK, SET) and m.clock and at > pairs[-1].start()
        ),
        None,
    )
    clock = replace(clock, kind=CLOCK, rrule=None, day=None, last=None) if clock else None
    drafts = []
    for pair in pairs:
        at = sentence.moments.get(pair.start())
        if at is None:
            continue
        both = [at] if clock is None or at.clock else [at, clock]
        for moment in moments.combine(both, sentence.text, sentence.start):
            if when := moments.when(moment, context.timezone):
                draft = Draft(name, when, "tour", sentence, language=lexicon.language, start_span=at.span)
                draft.place, draft.place_span = sentence.words(*pair.span(1)), sentence.span(*pair.span(1))
                draft.marks, draft.rules = {"row", "place", "head"}, ["tour", *at.rules]
                drafts.append(draft)
    return drafts


def _terms(sentence: Sentence, context: Context, name: str, terms: list[re.Match[str]]) -> list[Draft]:
    """第一期7月14日至20日，第二期…: a record a term."""
    where = None
    for found in context.lexicon.inside.finditer(sentence.masked):
        stop = next(
            (i for i in range(found.end(), len(sentence.masked)) if sentence.masked[i] in "，。；"),
            len(sentence.masked),
        )
        where = where or names.place(sentence, found.end(), stop, context.lexicon)
    drafts = []
    for term in terms:
        at = sentence.moments.get(term.end() - 1)
        when = moments.when(at, context.timezone) if at else None
        if at and when:
            draft = Draft(
                name + sentence.words(*term.span(1)),
                when,
                "tour",
                sentence,
                language=context.lexicon.language,
                start_span=at.span,
            )
            if where:
                draft.place, draft.place_span = names.polish(sentence.words(*where)), sentence.span(*where)
            draft.marks, draft.rules = {"row", "head"}, ["terms", *at.rules]
            drafts.append(draft)
    return drafts


def bracketed(sentence: Sentence, context: Context) -> list[Draft]:
    """“千人品虾宴”（9月13日18:00，东广场）、…: each bracket tells of the name before it."""
    lexicon, drafts = context.lexicon, []
    for found in _BRACKETED.finditer(sentence.masked):
        low, high = names.clean(sentence, *found.span(1), lexicon)
        words = names.polish(sentence.words(low, high))
        folded = lexicon.folded(words)
        if not (lexicon.head_last.search(folded) or names.quoted(folded)) or lexicon.nameless(folded):
            continue
        both = [sentence.moments[i] for i in range(*found.span(2)) if i in sentence.moments]
        for at in moments.combine(both, sentence.text, sentence.start):
            if when := moments.when(at, context.timezone):
                draft = Draft(words, when, "bracket", sentence, language=lexicon.language, start_span=at.span)
                draft.title_span = sentence.span(low, high)
                if found[3] and looks_like_place(found[3], lexicon):
                    draft.place, draft.place_span = sentence.words(*found.span(3)), sentence.span(*found.span(3))
                draft.marks, draft.rules = {"row", "head"}, ["bracket", *at.rules]
                drafts.append(draft)
    return drafts
