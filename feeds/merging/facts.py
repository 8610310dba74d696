"""What all mentions say together: a fold, the older paper first, so that the order of reading does not matter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import fields, replace

from feeds.merging import places, times, titles
from feeds.records import Change, Facts, Mention, When

#: The rule name of a mention that stands for a silence: a complete list no longer names the event.
VANISHED = "vanished from its list"
#: That of a mention whose page has changed and does not say it any more.
GONE = "no longer on its page"


def as_of(mention: Mention) -> dt.date:
    """The day a mention speaks for: that of its paper, else the day we read it."""
    if mention.published is not None:
        return mention.published
    return mention.at.date() if mention.at is not None else dt.date.min


def in_order(mentions: Iterable[Mention]) -> list[Mention]:
    """The older paper first; of one day, as they came."""
    return sorted(mentions, key=lambda m: (as_of(m), m.at or EVER, m.id if m.id is not None else 1 << 62))


EVER = dt.datetime.max.replace(tzinfo=dt.UTC)


def fold(mentions: Iterable[Mention]) -> Facts:
    """The facts of an event from everything that was ever said of it; at least one mention."""
    ordered = in_order(mentions)
    dated = next((mention for mention in ordered if mention.facts.when is not None), ordered[0])
    # What a paper said before anybody told the day ("冬捕节因故取消") still counts, after the first that told it.
    ordered = [dated, *(mention for mention in ordered if mention is not dated)]
    facts = _first(dated)
    told = timed = dated
    shown = _shown(ordered)
    for mention in ordered[1:]:
        if VANISHED in mention.rules:
            facts = replace(facts, status="tentative") if facts.status == "confirmed" else facts
            continue
        before = facts
        facts = _told(facts, told, mention, id(timed) in shown)
        if facts.when != before.when:
            timed = mention
        if (facts.when, facts.status) != (before.when, before.status):
            told = mention
    return _worded(facts, ordered)


def _shown(mentions: list[Mention]) -> set[int]:
    """Which tellings of a time anybody saw: what an older paper told that was read late was never published."""
    shown: set[int] = set()
    newest = dt.date.min
    for mention in sorted(mentions, key=_when_read):
        if mention.facts.when is not None and as_of(mention) >= newest:
            newest = as_of(mention)
            shown.add(id(mention))
    return shown


def _worded(facts: Facts, mentions: list[Mention]) -> Facts:
    """What does not move: the words that were read first stay, for subscribers know the event by them."""
    said = [mention.facts for mention in sorted(mentions, key=_when_read) if VANISHED not in mention.rules]
    title = said[0].title
    for each in said[1:]:
        title = best_title(title, each.title)
    return replace(
        facts,
        title=title,
        categories=tuple(dict.fromkeys(category for each in said for category in each.categories)),
        organizer=next((each.organizer for each in said if each.organizer), None),
        contact=next((each.contact for each in said if each.contact), None),
        price=next((each.price for each in said if each.price), None),
        url=next((each.url for each in said if each.url), None),
        language=next((each.language for each in said if each.language), None),
    )


def _when_read(mention: Mention) -> int:
    """Stored mentions are numbered as they come; one that is not stored yet is the newest."""
    return mention.id if mention.id is not None else 1 << 62


def _first(mention: Mention) -> Facts:
    facts = mention.facts
    if facts.when is not None and facts.previous_start is not None and facts.status == "postponed":
        return _settled(facts, facts.when, facts.previous_start)
    return facts


def _settled(facts: Facts, when: When, previous: dt.date | dt.datetime) -> Facts:
    """Moved to a day that is known: it takes place, and no longer where it was."""
    if times.same_start(previous, when.start):
        return replace(facts, previous_start=None)
    return replace(facts, status="confirmed", previous_start=previous)


def _told(known: Facts, former: Mention, mention: Mention, seen: bool) -> Facts:
    """One more telling; `former` gave the time or the status known so far, `seen`: and that time was published."""
    said = mention.facts
    later = as_of(mention) > as_of(former)
    changed = is_change(said)
    facts = replace(known, place=_place(known, said, later or changed))
    if as_of(mention) < as_of(former):
        return facts
    same_paper = mention.source == former.source and as_of(mention) == as_of(former)
    if mention.clock is not None and said.when is None:
        return _at(facts, mention.clock)
    return _status(_when(facts, said, later or changed or same_paper, seen), known, said, later)


def _at(facts: Facts, clock: dt.time) -> Facts:
    """The day stays and the hour is another: "will now start at 11am"."""
    old = facts.when
    if old is None or old.precision not in ("day", "time") or (old.all_day and old.last_day > old.first_day):
        return facts
    start = dt.datetime.combine(old.first_day, clock)
    if start == old.start:
        return facts
    end = old.end if isinstance(old.end, dt.datetime) and old.end > start else None
    moved = replace(facts, when=replace(old, start=start, end=end, precision="time"))
    return moved if old.all_day else replace(moved, previous_start=old.start)


def is_change(said: Facts) -> bool:
    """It says itself that something is no longer as it was told before."""
    return said.status in ("cancelled", "postponed") or said.previous_start is not None


def _when(facts: Facts, said: Facts, may_change: bool, seen: bool) -> Facts:
    old, new = facts.when, said.when
    if new is None or old is None:
        return facts if old is not None else replace(facts, when=new)
    relation = times.compare(new, old)
    if relation == "same":
        return facts
    # "原定18日开幕的…推迟至20日": the new day lies inside the old three, and the festival moved all the same.
    moves = said.previous_start is not None and not times.same_start(said.previous_start, new.start)
    if relation == "within" and not (moves and times.same_start(said.previous_start, old.start)):
        return _within(facts, old, said, new)
    if relation == "agrees":
        return _agreeing(facts, old, said, new)
    if {facts.phase, said.phase} == {"opening", "closing"} and not is_change(said):
        first, last = min(old.first_day, new.first_day), max(old.last_day, new.last_day)
        whole = replace(old, start=first, end=last + dt.timedelta(days=1), precision="day")
        return replace(facts, when=whole, phase=None)
    if said.status == "cancelled" or not may_change:
        return facts  # what is off keeps the day it had
    if not is_change(said) and times.same_start(facts.previous_start, new.start):
        return facts  # a page that still tells the old day is stale, it moves nothing back
    exdates = new.exdates or (old.exdates if new.rrule else ())
    moved = replace(facts, when=replace(new, exdates=exdates), phase=said.phase)
    previous = said.previous_start
    if previous is None and not seen and not is_change(said):
        return replace(moved, previous_start=None)
    if previous is None or times.same_start(previous, old.start):
        previous = old.start  # "原定于1月18日" says less than the 10:30 that was known
    return _settled(moved, new, previous)


def _within(facts: Facts, old: When, said: Facts, new: When) -> Facts:
    """A day of something longer: its opening, its close, one Saturday of a market."""
    if old.rrule and not new.rrule:
        if said.status == "cancelled" and new.first_day not in old.exdates:
            return replace(facts, when=replace(old, exdates=tuple(sorted((*old.exdates, new.first_day)))))
        return facts
    if new.rrule and not old.rrule:
        return facts
    if said.phase is None and new.first_day <= old.first_day and new.last_day >= old.last_day:
        return replace(facts, when=new, phase=None)  # the whole span, where one day of it was known
    return facts


def _agreeing(facts: Facts, old: When, said: Facts, new: When) -> Facts:
    """Both can be true: what one leaves out the other tells."""
    if old.rrule and new.rrule:
        if times.rule(old)[1] is None and times.rule(new)[1] is not None:
            until = times.rule(new)[1]
            return replace(facts, when=replace(old, rrule=f"{old.rrule};UNTIL={until}"))
        exdates = tuple(sorted({*old.exdates, *new.exdates}))
        return facts if exdates == old.exdates else replace(facts, when=replace(old, exdates=exdates))
    finer = _rank(new) > _rank(old)
    if said.phase is not None and (facts.phase is None and (old.end is not None or old.last_day > old.first_day)):
        return facts  # the hour of the opening is not that of the festival
    if facts.phase is not None and said.phase is None and new.last_day > old.last_day:
        return replace(facts, when=new, phase=None)
    if finer:
        end = new.end if new.end is not None else None
        if end is None and old.end is not None and old.last_day > old.first_day:
            return facts  # "from the 18th to the 20th" says more than "at 10:30 on the 18th"
        return replace(facts, when=replace(new, end=end))
    if old.end is None and new.end is not None and _rank(new) == _rank(old):
        return replace(facts, when=replace(old, end=new.end))
    if _rank(new) == _rank(old) and new.end is not None and new.end != old.end:
        return replace(facts, when=replace(old, end=new.end))
    return facts


def _rank(when: When) -> int:
    return ("year", "month", "day", "time").index(when.precision)


def _status(facts: Facts, known: Facts, said: Facts, later: bool) -> Facts:
    if facts.when != known.when and facts.status != known.status:
        return facts  # the move settled it
    if said.status == "cancelled":
        one_of_many = known.when is not None and known.when.rrule and said.when is not None and not said.when.rrule
        return facts if one_of_many else replace(facts, status="cancelled")
    if said.status == "postponed":
        if said.when is None or (known.when and times.same_start(said.when.start, known.when.start)):
            # Postponed to no day yet, unless it is the day it was already moved to.
            moved_here = known.previous_start is not None and said.when is not None
            return facts if moved_here else replace(facts, status="postponed")
        return replace(facts, status="confirmed")
    if said.status == "confirmed" and known.status != "confirmed":
        moved = facts.when != known.when
        back = later or known.status == "tentative"
        stale = known.status == "postponed" and not moved and not later
        return replace(facts, status="confirmed") if (back or moved) and not stale else facts
    if said.status == "tentative" and later and known.status == "confirmed" and facts.when != known.when:
        return replace(facts, status="tentative")
    return facts


def _place(known: Facts, said: Facts, may_change: bool) -> str | None:
    relation = places.compare(said.place, known.place)
    if known.place is None or relation == "finer":
        return said.place if said.place else known.place
    if relation in ("other", "another town") and may_change and said.status != "cancelled":
        return said.place
    return known.place


def best_title(known: str, said: str) -> str:
    """The first that was told, for subscribers know it by that, unless it was but a short form."""
    if titles.alike(known, said).why != "a short form of the title":
        return known
    return said if len(titles.title(said).core) > len(titles.title(known).core) else known


def differences(before: Facts, after: Facts) -> tuple[Change, ...]:
    """What of an event changed, field by field, in the words of Facts."""
    return tuple(
        Change(each.name, getattr(before, each.name), getattr(after, each.name))
        for each in fields(Facts)
        if getattr(before, each.name) != getattr(after, each.name)
    )


def confidence(mentions: Iterable[Mention]) -> float:
    """That of the best mention."""
    return max((mention.confidence for mention in mentions), default=0.0)
