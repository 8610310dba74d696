"""What a person may do to an event: the same acts on the command line, in the JSON API and at the review desk.

Each is one transaction, is seen in the history with who, when and why, and can be taken back.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from feeds import merging
from feeds.errors import SelectionError
from feeds.merging.overrides import FIELDS
from feeds.pipeline.revising import keys, mint, revise
from feeds.records import Change, Event, Facts, Override, Revision
from feeds.store import Store, Writing
from feeds.store.store import Action

STATUSES = ("confirmed", "tentative", "cancelled", "postponed")


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts, when, and why."""

    who: str
    at: dt.datetime
    because: str = ""

    @property
    def source(self) -> str:
        return f"person:{self.who}"

    def words(self, act: str) -> str:
        return f"{self.who}: {act}" + (f" — {self.because}" if self.because else "")


def correct(store: Store, uid: str, said: Mapping[str, str | Sequence[str] | None], person: Person) -> Event:
    """Set fields to what a person says: text as typed, days and times as ISO 8601, the last day inclusive.

    Raises SelectionError for a field or a value that cannot be, UnknownEvent for an event we do not have.
    """
    with store.writing() as writing:
        before = _living(writing, uid)
        values = _values(said, before.facts)
        for field, value in values.items():
            writing.add_action(uid, "set", Override(field, value, person.who, person.at, person.because))
        _revise(writing, before, person, "set " + ", ".join(values))
    return store.event(uid)


def hide(store: Store, uid: str, person: Person) -> Event:
    """Take it out of every feed and page; it stays in the store."""
    return _say(store, uid, person, "hidden", True, "hid it")


def unhide(store: Store, uid: str, person: Person) -> Event:
    return _say(store, uid, person, "hidden", False, "showed it again")


def confirm(store: Store, uid: str, person: Person) -> Event:
    """A person vouches for it: its confidence is 1."""
    return _say(store, uid, person, "confirmed", True, "confirmed it")


def cancel(store: Store, uid: str, person: Person) -> Event:
    return _say(store, uid, person, "status", "cancelled", "cancelled it")


def _say(store: Store, uid: str, person: Person, field: str, value: Any, act: str) -> Event:
    with store.writing() as writing:
        before = _living(writing, uid)
        last = before.overrides[-1:]
        # Said again after a page changed it since, the word is a new one: it answers that change.
        if any((each.field, each.value) == (field, value) and each.at >= before.last_modified for each in last):
            return before
        writing.add_action(uid, "set", Override(field, value, person.who, person.at, person.because))
        _revise(writing, before, person, act)
    return store.event(uid)


def merge(store: Store, uid: str, into: str, person: Person) -> Event:
    """Two events are one happening: what told of the first now tells of the second, whose UID stays."""
    with store.writing() as writing:
        if uid == into:
            raise SelectionError("into", f"{uid}: an event cannot be merged into itself; name another")
        gone, kept = _living(writing, uid), _living(writing, into)
        moved = [[each.id, each.pinned] for each in gone.mentions]
        for each in gone.mentions:
            assert each.id is not None
            writing.move_mention(each.id, into, pinned=True)
        value = {"from": uid, "mentions": moved}
        writing.add_action(into, "merge", Override("", value, person.who, person.at, person.because))
        change = (Change("merged_into", None, into),)
        _revise(writing, gone, person, f"merged it into {into}", changes=change, merged_into=into)
        _revise(writing, kept, person, f"merged {uid} into it", changes=(Change("merged", None, uid),))
    return store.event(into)


def split(store: Store, uid: str, mentions: Sequence[int], site: str, person: Person) -> Event:
    """Some of what tells of an event tells of another: they become one of their own, with a UID of its own."""
    with store.writing() as writing:
        before = _living(writing, uid)
        chosen = [each for each in before.mentions if each.id in set(mentions)]
        if not chosen or len(chosen) < len(set(mentions)):
            known = ", ".join(str(each.id) for each in before.mentions)
            raise SelectionError("mention", f"{uid}: has no such mention; its mentions are {known}")
        if len(chosen) == len(before.mentions):
            raise SelectionError("mention", f"{uid}: at least one mention must stay; name fewer")
        facts = merging.fold(chosen)
        other = mint(writing, site, facts)
        if not writing.has_event(other):
            first = Revision(0, person.at, (), person.words(f"split it from {uid}"), person.source)
            sure = merging.confidence(chosen)
            event = Event(other, facts, tuple(chosen), (first,), parent=before.parent, confidence=sure)
            writing.add_event(event, keys(event))
        value = {"to": other, "mentions": [[each.id, each.pinned] for each in chosen]}
        writing.add_action(uid, "split", Override("", value, person.who, person.at, person.because))
        made = writing.event(other)
        for each in before.mentions:
            assert each.id is not None
            writing.move_mention(each.id, other if each in chosen else uid, pinned=True)
        _revise(writing, before, person, f"split {other} from it", changes=(Change("split", None, other),))
        if not made.mentions and made.sequence:
            _revise(writing, made, person, f"split it from {uid}")
    return store.event(other)


def undo(store: Store, uid: str, person: Person, number: int | None = None) -> Action:
    """Take back what a person did: the act of that number, else the last that still holds."""
    with store.writing() as writing:
        acts = [each for each in store.history(uid) if each.undone is None]
        act = next((each for each in reversed(acts) if number is None or each.id == number), None)
        if act is None:
            what = "nothing to take back" if number is None else f"no act {number} that still holds"
            raise SelectionError("number", f"{uid}: {what}; `feeds events history {uid}` lists them")
        writing.undo_action(act.id, who=person.who, at=person.at)
        before = writing.event(uid)
        before = replace(before, overrides=(*before.overrides, *_as_override(act)))
        if act.kind == "merge":
            home = act.value["from"]
            _move_back(writing, home, uid, act.value["mentions"])
            back = (Change("merged_into", uid, None),)
            _revise(writing, writing.event(home), person, f"took it back out of {uid}", changes=back)
            _revise(writing, before, person, f"took {home} back out of it", changes=(Change("merged", home, None),))
        elif act.kind == "split":
            other = act.value["to"]
            parted = writing.event(other)
            _move_back(writing, uid, other, act.value["mentions"])
            into = uid if not writing.event(other).mentions else None
            gone = (Change("merged_into", None, into),)
            _revise(writing, parted, person, f"put it back into {uid}", changes=gone, merged_into=into)
            _revise(writing, before, person, f"put {other} back into it", changes=(Change("split", other, None),))
        else:
            _revise(writing, before, person, f"took back {act.field}")
    return act


def _as_override(act: Action) -> tuple[Override, ...]:
    return (Override(act.field, act.value, act.who, act.at, act.because, act.id),) if act.kind == "set" else ()


def _move_back(writing: Writing, home: str, guest: str, moved: list[list[Any]]) -> None:
    """Mentions go back to the event they came from, as far as they are still where they were put."""
    still = {each.id for each in writing.event(guest).mentions}
    for id, pinned in moved:
        if id in still:
            writing.move_mention(id, home, pinned=pinned)


def _living(writing: Writing, uid: str) -> Event:
    """Raises UnknownEvent, or SelectionError for one that is part of another."""
    event = writing.event(uid)
    if (other := writing.merged_into(uid)) is not None:
        raise SelectionError("uid", f"{uid}: is part of {other}; name that one, or undo the merge there")
    return event


def _revise(
    writing: Writing,
    before: Event,
    person: Person,
    act: str,
    *,
    changes: tuple[Change, ...] = (),
    merged_into: str | None = None,
) -> None:
    revise(
        writing,
        before,
        at=person.at,
        because=person.words(act),
        source=person.source,
        changes=changes,
        merged_into=merged_into,
    )


# --- what people write -----------------------------------------------------------------------------------------


def _values(said: Mapping[str, Any], facts: Facts) -> dict[str, Any]:
    """Field -> value as in Facts. Raises SelectionError naming the field."""
    if not said:
        raise SelectionError("field", "nothing to set; give at least one of: " + ", ".join(FIELDS))
    found = {field: _value(field, value) for field, value in said.items()}
    start = found.get("start", facts.when.start if facts.when else None)
    if "end" in found and found["end"] is not None:
        found["end"] = _end(found["end"], start)
    elif isinstance(start, dt.datetime) and "start" in found and facts.when and facts.when.end and facts.when.all_day:
        found["end"] = None  # it lasted days, and is now at an hour: the old end says nothing any more
    return found


def _value(field: str, value: Any) -> Any:
    if field not in FIELDS:
        raise SelectionError(field, f"{field}: no such field; these can be set: " + ", ".join(FIELDS))
    if field in ("start", "end"):
        return _moment(field, value)
    if field == "categories":
        words = value.split(",") if isinstance(value, str) else list(value or ())
        return tuple(word.strip() for word in words if word.strip())
    if field == "exdates":
        words = value.split(",") if isinstance(value, str) else list(value or ())
        return tuple(_day(field, word.strip()) for word in words if word.strip())
    if value is not None and not isinstance(value, str):
        raise SelectionError(field, f"{field}: is no text; write it in quotes")
    text = re.sub(r"\s+", " ", value or "").strip()
    if len(text) > 2000:
        raise SelectionError(field, f"{field}: over 2,000 characters; shorten it")
    choices = {"status": STATUSES, "kind": ("event", "deadline"), "phase": ("opening", "closing", "")}.get(field)
    if choices and text not in choices:
        raise SelectionError(field, f'{field}: "{text}" is none of ' + ", ".join(each or '""' for each in choices))
    if field == "title" and not text:
        raise SelectionError(field, "title: is empty; an event needs one (hide the event instead?)")
    if field == "url" and text and not re.match(r"https?://[^\s\"<>]+$", text):
        raise SelectionError(field, f'url: "{text}" is no address; write one like https://example.org')
    if field == "rrule" and text and not re.fullmatch(r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[\w,+-]+)*", text):
        raise SelectionError(field, f'rrule: "{text}" is no rule; write one like FREQ=WEEKLY;BYDAY=SA')
    return text or None


def _moment(field: str, value: Any) -> dt.date | dt.datetime | None:
    if value is None or value == "":
        if field == "start":
            raise SelectionError(field, "start: is empty; an event needs a day (hide the event instead?)")
        return None
    text = str(value).strip().replace(" ", "T")
    try:
        if "T" not in text:
            return _day(field, text)
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is not None or not 1 < moment.year < 9999:
        raise SelectionError(field, f'{field}: "{value}" is no day or local time; write 2025-01-18 or 2025-01-18T10:30')
    return moment.replace(microsecond=0)


def _day(field: str, text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = dt.date.min
    if not 1 < day.year < 9999:
        raise SelectionError(field, f'{field}: "{text}" is no day; write one like 2025-01-18')
    return day


def _end(end: dt.date | dt.datetime, start: dt.date | dt.datetime | None) -> dt.date | dt.datetime:
    """Half-open, from an inclusive last day."""
    if isinstance(start, dt.datetime) != isinstance(end, dt.datetime):
        raise SelectionError("end", "end: start and end must both be days, or both local times")
    half_open = end if isinstance(end, dt.datetime) else end + dt.timedelta(days=1)
    if start is not None and half_open <= start:
        raise SelectionError("end", f"end: {end} is before the start; give a later one")
    return half_open
