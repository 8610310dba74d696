"""Why a day that was read is not the day of a happening: the named rules of each language, applied."""

from __future__ import annotations

import re

from feeds.reading.mentions.drafts import CLOCK, LENGTH, VAGUE, Sentence
from feeds.reading.mentions.lexicon import Lexicon

#: What a work is called tells nothing of the day (花鼓戏《刘海砍樵》).
_TITLES = re.compile(r"《[^》]*》")


def refused_times(sentence: Sentence, lexicon: Lexicon) -> dict[int, str]:
    """By masked index, why that moment is not for a happening (a fresh copy)."""
    if sentence.refused is None:
        sentence.refused = _refused(sentence, lexicon)
    return dict(sentence.refused)


def _refused(sentence: Sentence, lexicon: Lexicon) -> dict[int, str]:
    refused = {at: "no day is named" for at, moment in sentence.moments.items() if moment.kind in (VAGUE, LENGTH)}
    for at, moment in sentence.moments.items():
        if moment.rrule and moment.rrule.startswith("FREQ=YEARLY") and "BYMONTH" not in moment.rrule:
            refused.setdefault(at, "a habit of years")
        words = sentence.text[moment.span.start - sentence.start : moment.span.end - sentence.start]
        if lexicon.last_year.search(lexicon.folded(words)):
            refused.setdefault(at, "looking back")
        if lexicon.in_force.match(words):
            refused.setdefault(at, "law in force")
    if not lexicon.any_time_veto.search(sentence.masked):
        return refused
    for reason, pattern in lexicon.time_vetoes:
        if len(refused) == len(sentence.moments):
            break
        for found in pattern.finditer(sentence.masked):
            for group in range(1, (found.re.groups or 0) + 1):
                at = found.start(group)
                if (
                    at not in sentence.moments
                    or at in refused
                    or (reason == "number of a thing" and _tells_a_day(sentence, at))
                ):
                    continue
                refused[at] = reason
    return refused


def _tells_a_day(sentence: Sentence, at: int) -> bool:
    """7月20日起馆内…: a day with its month is never a number, whatever stands behind it."""
    span = sentence.moments[at].span
    return sentence.text[span.start - sentence.start : span.end - sentence.start].rstrip()[-1:] in "日起时時分点點午晚"


def refused_clause(text: str, lexicon: Lexicon, strong: bool) -> str | None:
    """Why a clause tells nothing for a calendar; `strong`: it has a verb of happening and a happening's name."""
    text = _TITLES.sub("《》", text)
    if not lexicon.any_clause_veto.search(text):
        return None
    for reason, pattern in lexicon.clause_vetoes:
        if strong and reason in lexicon.soft_vetoes:
            continue
        if pattern.search(text):
            return reason
    return None


def only_clocks(sentence: Sentence, usable: list[int]) -> bool:
    return all(sentence.moments[at].kind == CLOCK for at in usable)
