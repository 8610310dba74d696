"""Mention + known events -> Add | Update | Keep. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from feeds.merging import overrides, times, titles
from feeds.merging.facts import as_of, confidence, differences, fold
from feeds.merging.matching import CORRECTED, Match, match
from feeds.records import Change, Event, Facts, Mention


@dataclass(frozen=True, slots=True)
class Add:
    """Nobody told of it before."""

    facts: Facts
    confidence: float


@dataclass(frozen=True, slots=True)
class Update:
    """It speaks of a known event and changes what subscribers see."""

    event: Event
    facts: Facts
    changes: tuple[Change, ...]
    match: Match


@dataclass(frozen=True, slots=True)
class Keep:
    """It speaks of a known event and says nothing new."""

    event: Event
    match: Match


@dataclass(frozen=True, slots=True)
class Unknown:
    """A change that names no day, of nothing we know: kept as a problem, for it is no event yet."""

    why: str


Decision = Add | Update | Keep | Unknown


def decide(mention: Mention, known: Sequence[Event]) -> Decision:
    """What a mention does to what is known; `known` are the events it may speak of."""
    best = choose(mention, known)
    if best is None:
        if mention.facts.when is None:
            return Unknown("names no day, and no known event that it could speak of")
        return Add(fold([mention]), mention.confidence)
    event, found = best
    told = standing(event, (*event.mentions, mention))
    changes = differences(event.facts, told.facts)
    return Update(event, told.facts, changes, found) if changes else Keep(event, found)


def choose(mention: Mention, known: Sequence[Event]) -> tuple[Event, Match] | None:
    """The event a mention speaks of, or None."""
    found = [(event, match(mention, event)) for event in known]
    found = [(event, each) for event, each in found if each.same]
    if not found:
        return None
    event, best = max(found, key=lambda pair: _preference(mention, *pair))
    if best.why.find("another time") >= 0 and _showings(mention, event, known) > 1:
        return None  # several showings a day: a further time is a further showing
    if best.why.find(CORRECTED) >= 0 and sum(_titled(mention, other) for other in known) > 1:
        return None  # there are several of that name: a further day is a further one
    return event, best


def _titled(mention: Mention, event: Event) -> bool:
    return titles.alike(mention.facts.title, event.facts.title).score >= 0.97


def _preference(mention: Mention, event: Event, found: Match) -> tuple[float, float, str]:
    """The best score; then the next to come; then any order that is always the same."""
    when = event.facts.when
    away = abs((when.first_day - as_of(mention)).days) if when else 0
    active = 0 if event.facts.status == "cancelled" else 1
    return (found.score, active - away / 1e6, event.uid)


def _showings(mention: Mention, event: Event, known: Sequence[Event]) -> int:
    when = event.facts.when
    return sum(
        1
        for other in known
        if when is not None
        and other.facts.when is not None
        and not other.facts.when.all_day
        and other.facts.when.first_day == when.first_day
        and titles.alike(other.facts.title, event.facts.title).score >= 0.97
    )


def standing(event: Event, mentions: Iterable[Mention]) -> Event:
    """The event as these mentions and the persons' words on it make it; its revisions are left to the store.

    Without a mention it stays as it was last told, hidden unless a person says otherwise.
    """
    told = tuple(mentions)
    facts = fold(told) if told else event.facts
    sure = confidence(told)
    asked = overrides.hidden(event.overrides)
    return replace(
        event,
        facts=overrides.apply(facts, event.overrides),
        mentions=told,
        hidden=asked if asked is not None else not told,
        confidence=1.0 if overrides.confirmed(event.overrides) else sure,
    )


def find_parent(title: str, known: Sequence[Event], row: Event) -> Event | None:
    """The festival a programme row belongs to, among events told with it or found by its title."""
    scored = [
        (titles.alike(title, event.facts.title).score, event.uid, event)
        for event in known
        if event.uid != row.uid and event.parent is None and event.facts.kind == "event" and _during(row, event)
    ]
    best = max(scored, key=lambda each: each[:2], default=None)
    return best[2] if best is not None and best[0] >= 0.8 else None


def _during(row: Event, festival: Event) -> bool:
    """A programme stands within a season of its festival, mostly within its days."""
    if row.facts.when is None or festival.facts.when is None:
        return True
    return times.distance(row.facts.when, festival.facts.when) <= 31
