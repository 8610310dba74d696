"""One event made to stand as its mentions and the persons' words on it make it, with a revision when that shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from feeds import merging
from feeds.merging import identity
from feeds.records import Change, Event, Mention, Revision
from feeds.store import Writing


@dataclass(frozen=True, slots=True)
class Changed:
    """What happened to one event: new when `before` is None."""

    before: Event | None
    after: Event


@dataclass(slots=True)
class Changes:
    """What one transaction did, in order."""

    events: list[Changed] = field(default_factory=list)
    entries_added: int = 0
    entries_changed: int = 0
    kept: int = 0

    @property
    def added(self) -> int:
        return sum(1 for each in self.events if each.before is None)

    @property
    def updated(self) -> int:
        return len(self.events) - self.added


def keys(event: Event) -> list[tuple[int, int]]:
    """The keys of an event under every title it was told by."""
    foreign = frozenset((each.source, each.foreign_id) for each in event.mentions if each.foreign_id is not None)
    found = dict.fromkeys(identity.event_keys(event.facts, foreign))
    for title in {each.facts.title for each in event.mentions} - {event.facts.title}:
        found.update(dict.fromkeys(identity.event_keys(replace(event.facts, title=title))))
    return list(found)


def revise(
    writing: Writing,
    before: Event,
    *,
    at: dt.datetime,
    because: str,
    source: str,
    parent: str | None = None,
    changes: tuple[Change, ...] = (),
    merged_into: str | None = None,
) -> Changed | None:
    """Fold the event's stored mentions and persons' words and store what that changes; None when nobody sees it.

    `before` is the event as it stood, read in this transaction before anything of it was written; `parent` links it
    to a festival; `changes` are told besides those of the facts.
    """
    now = writing.event(before.uid)
    after = merging.standing(replace(before, overrides=now.overrides), now.mentions)
    after = replace(after, hidden=after.hidden or merged_into is not None)
    if parent is not None and before.parent is None and parent != before.uid:
        after = replace(after, parent=parent)
    told = [*changes, *differences(before, after)]
    if not told and not quiet(before, after):
        return None
    if told:
        revision = Revision(before.sequence + 1, max(at, before.last_modified), tuple(told), because, source)
        after = replace(after, revisions=(*before.revisions, revision))
    writing.change_event(after, keys(after), merged_into=merged_into)
    for entry in sorted({each.article for each in (*before.mentions, *after.mentions)}) if told else ():
        writing.touch_entry(entry)
    return Changed(before, after) if told else None


def quiet(before: Event, after: Event) -> bool:
    """What is stored with an event and is no news to anybody: how sure we are, and who else told it."""
    return (before.confidence, before.overrides) != (after.confidence, after.overrides) or [
        each.id for each in before.mentions
    ] != [each.id for each in after.mentions]


def differences(before: Event, after: Event) -> list[Change]:
    """Every change that shows in a feed or on a page."""
    found = list(merging.differences(before.facts, after.facts))
    pairs: list[tuple[str, Any, Any]] = [
        ("hidden", before.hidden, after.hidden),
        ("parent", before.parent, after.parent),
    ]
    if not found:  # a revision told by a new mention brings its own sentence
        pairs += zip(SHOWN, shown(before), shown(after), strict=True)
    return found + [Change(name, old, new) for name, old, new in pairs if old != new]


#: What of the mention an event stands on is shown beside its facts.
SHOWN = ("evidence", "source", "published")


def shown(event: Event) -> tuple[Any, Any, Any]:
    """The sentence, the paper and its day that the event is shown with."""
    mention = teller(event)
    return (mention.evidence, mention.source, mention.published) if mention else ("", "", None)


def teller(event: Event) -> Mention | None:
    """The mention that the current facts stand on: that of the newest revision an article made."""
    for revision in reversed(event.revisions):
        for mention in event.mentions:
            if mention.article == revision.source:
                return mention
    return event.mentions[0] if event.mentions else None


def mint(writing: Writing, site: str, facts: Any) -> str:
    """A UID that no event has; that of an event nobody tells of any more is given to who tells of it again."""
    count = 0
    while True:
        uid = identity.mint_uid(site, facts, count)
        if not writing.has_event(uid):
            return uid
        if not writing.event(uid).mentions and writing.merged_into(uid) is None:
            return uid
        count += 1
