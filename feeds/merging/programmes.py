"""Which mentions of one article are rows of the programme of a festival that it tells of too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from feeds.merging import titles
from feeds.merging.words import FESTIVALS, FESTIVALS_HAN
from feeds.records import Mention, When

#: So many rows make a programme; fewer are happenings that an article tells of one beside the other.
ROWS = 3
#: Days of the longest festival.
LONGEST = 45


def linked(mentions: Sequence[Mention], headline: str) -> list[Mention]:
    """The mentions of one article, each row with its festival's title as `parent` where the page did not say it.

    The festival is the happening of whole days that the headline names, or the only one that holds all the others.
    """
    festival = _festival(mentions, headline)
    if festival is None:
        return list(mentions)
    return [
        replace(each, parent=festival.facts.title) if each.parent is None and _row(each, festival) else each
        for each in mentions
    ]


def _festival(mentions: Sequence[Mention], headline: str) -> Mention | None:
    found = []
    for each in mentions:
        when = each.facts.when
        if when is None or each.facts.kind != "event" or each.facts.phase or each.parent or not _whole_days(when):
            continue
        if not _has_programme(each.facts.title):
            continue
        rows = [other for other in mentions if _row(other, each)]
        if len(rows) >= ROWS:
            found.append((_named(each, headline), len(rows), each))
    best = max(found, key=lambda one: one[:2], default=None)
    # The headline names it, or nothing else on the page holds so much.
    return best[2] if best and (best[0] or (len(found) == 1 and best[1] >= len(mentions) // 2)) else None


def _has_programme(title: str) -> bool:
    """
    >>> _has_programme("第十二届杏花谷文化旅游节"), _has_programme("Free tree drop-off"), _has_programme("书画展")
    (True, False, False)
    """
    core = titles.title(title).core
    return core.endswith(FESTIVALS_HAN) or bool(FESTIVALS & set(core.split()))


def _whole_days(when: When) -> bool:
    return when.precision == "day" and not when.rrule and (when.last_day - when.first_day).days < LONGEST


def _named(mention: Mention, headline: str) -> bool:
    names = titles.title(mention.facts.title).names
    shared = names & titles.title(headline).names
    return bool(names) and 2 * len(shared) >= len(names)


def _row(row: Mention, festival: Mention) -> bool:
    """An hour, or a day of several, inside the festival's days."""
    when, whole = row.facts.when, festival.facts.when
    if row is festival or when is None or whole is None or row.facts.kind != "event" or when.rrule:
        return False
    if not whole.first_day <= when.first_day <= when.last_day <= whole.last_day:
        return False
    longer = (whole.last_day - whole.first_day) > (when.last_day - when.first_day)
    return when.precision == "time" or (when.precision == "day" and longer)
