"""Complete sources: a list that always tells everything, so that its silence means something too."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from feeds import merging
from feeds.pipeline.revising import Changes, revise
from feeds.records import Event, Mention, Problem, Span
from feeds.store import Writing

#: Readings in which an event must be missing before it is marked: pages are changed while we read them.
READINGS = 2


def settle(writing: Writing, source: str, told: list[str], at: dt.datetime, problems: list[Problem]) -> Changes:
    """Compare what a complete source tells now with what it told before; `told` are UIDs of this whole reading."""
    changes = Changes()
    missed = writing.listed(source)
    if missed and not told:
        empty = Problem(Span(0, 0), f"{source}: lists nothing any more; look whether its page has changed its form")
        problems.append(empty)
        writing.note_problems([empty], source=source, at=at)
        return changes
    now: dict[str, int] = {}
    for uid in dict.fromkeys(told):
        now[uid] = 0
        if missed.get(uid, 0) >= READINGS:
            _listed_again(writing, source, uid, at, changes)
    for uid, times in missed.items():
        event = writing.event(uid)
        if uid in now or event.hidden or not ahead(event, at):
            continue
        now[uid] = times + 1
        if now[uid] == READINGS:
            _vanished(writing, source, event, at, changes)
    if now != missed:
        writing.save_listed(source, now)
    return changes


def ahead(event: Event, at: dt.datetime) -> bool:
    """Whether it is still to come: what is over may leave a list."""
    when = event.facts.when
    return when is not None and (when.rrule is not None or when.last_day >= at.date())


def _vanished(writing: Writing, source: str, event: Event, at: dt.datetime, changes: Changes) -> None:
    last = next((each for each in reversed(event.mentions) if each.source == source), None)
    if last is None:
        return
    silence: Mention = replace(
        last,
        facts=replace(last.facts, when=None, status="tentative", previous_start=None),
        evidence="",
        confidence=0.0,
        spans={},
        rules=(merging.VANISHED,),
        published=max(at.date(), merging.as_of(last)),
        at=at,
        id=None,
        pinned=False,
    )
    writing.add_mention(event.uid, silence)
    done = revise(
        writing, event, at=at, because=f"{source} no longer lists it ({READINGS} readings)", source=f"source:{source}"
    )
    if done is not None:
        changes.events.append(done)


def _listed_again(writing: Writing, source: str, uid: str, at: dt.datetime, changes: Changes) -> None:
    event = writing.event(uid)
    for each in event.mentions:
        if merging.VANISHED in each.rules and each.source == source and each.id is not None:
            writing.remove_mention(each.id)
    done = revise(writing, event, at=at, because=f"{source} lists it again", source=f"source:{source}")
    if done is not None:
        changes.events.append(done)
