"""Whether a mention speaks of a known event: by title, time and place, with a score and the reasons for it.

The rules are few and stand in the order they are asked; tests/test_merging_matching.py shows their truth table.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from feeds.merging import places, times, titles
from feeds.merging.facts import GONE, as_of, is_change
from feeds.merging.words import ONCE, ONCE_HAN
from feeds.records import Event, Facts, Mention, When

#: A mention that reaches this speaks of the event.
THRESHOLD = 0.6
#: Days after which a happening without a name of its edition is another one, also when a change is told.
SEASON = 120
#: Days within which a page may silently give the same edition another day.
SILENT = 60


@dataclass(frozen=True, slots=True)
class Match:
    """How far a mention speaks of an event; `why` is for people."""

    score: float
    why: str

    @property
    def same(self) -> bool:
        return self.score >= THRESHOLD


def match(mention: Mention, event: Event) -> Match:
    said, known = mention.facts, event.facts
    if said.kind != known.kind:
        return Match(0.0, "an event is not its deadline")
    foreign = _foreign(mention, event)
    if foreign is not None:
        return foreign
    likeness = _title(mention, event)
    if likeness.score < 0.6:
        return Match(round(likeness.score * 0.5, 2), likeness.why)
    where = places.compare(said.place, known.place)
    if where == "another town" or places.other_towns(said.title, f"{known.title} {known.place or ''}"):
        return Match(0.0, "another town")
    if places.other_towns(f"{said.title} {said.place or ''}", known.title):
        return Match(0.0, "another town")
    time = _time(mention, event, likeness)
    if time.score == 0:
        return time
    place = _place(mention, event, where, time)
    if place.score == 0:
        return place
    score = min(likeness.score * time.score * place.score, 1.0)
    return Match(round(score, 2), f"{likeness.why}, {time.why}, {place.why}")


def _foreign(mention: Mention, event: Event) -> Match | None:
    if mention.foreign_id is None:
        return None
    same_source = [each for each in event.mentions if each.source == mention.source and each.foreign_id is not None]
    if any(each.foreign_id == mention.foreign_id for each in same_source):
        if times_differ_as_instances(mention, event):
            return Match(0.0, "another showing under the publisher's id")
        return Match(1.0, "the publisher's own id")
    return Match(0.0, "the publisher tells them apart") if same_source else None


def times_differ_as_instances(mention: Mention, event: Event) -> bool:
    """One reading gives the same id twice: instances of a rule, each its own event."""
    return any(
        each.article == mention.article and each.facts.when != mention.facts.when
        for each in event.mentions
        if each.foreign_id == mention.foreign_id and each.id != mention.id
    )


def _title(mention: Mention, event: Event) -> titles.Likeness:
    """The likest of the titles the event was ever told by; never its festival's."""
    told = {event.facts.title, *(each.facts.title for each in event.mentions)}
    best = max((titles.alike(mention.facts.title, title) for title in sorted(told)), key=lambda like: like.score)
    if any(titles.alike(mention.facts.title, title).why == "another edition" for title in told):
        return titles.Likeness(0.0, "another edition")
    if mention.parent and titles.alike(mention.parent, event.facts.title).score >= max(best.score, 0.8):
        return titles.Likeness(0.0, "the festival is not a row of its programme")
    parents = {each.parent for each in event.mentions if each.parent}
    if any(titles.alike(mention.facts.title, parent).score >= max(best.score, 0.8) for parent in parents):
        return titles.Likeness(0.0, "a row of the programme is not the festival")
    return best


def _time(mention: Mention, event: Event, likeness: titles.Likeness) -> Match:
    said, known = mention.facts, event.facts
    if known.when is None:
        return Match(0.9, "no day known yet") if likeness.score >= 0.8 else Match(0.0, "no day to compare")
    if said.when is None:
        return _undated(mention, event)
    relation = times.compare(said.when, known.when)
    if same_issue(mention, event) and not _same_issue_agrees(mention, event, relation):
        return Match(0.0, "one issue tells them apart")
    if relation == "same":
        return Match(1.0, "the same time")
    if relation == "agrees":
        return Match(0.97, "times that agree")
    if relation == "within":
        return _within(said, known, likeness)
    for former in former_starts(event):
        if said.previous_start is not None and times.same_start(said.previous_start, former):
            return Match(0.97, "moved from the day that was known")
    if relation == "clock":
        if is_change(said) or likeness.score >= 0.88:
            return Match(0.85, "the same day at another time")
        return Match(0.0, "another showing of that day")
    return _apart(mention, event, likeness, said.when, known.when)


def _undated(mention: Mention, event: Event) -> Match:
    when = event.facts.when
    assert when is not None
    silent = mention.facts.place is None and mention.clock is None
    if silent and not is_change(mention.facts) and event.facts.status == "confirmed":
        return Match(0.0, "names no day and no change")  # back on, which it never was off
    day = as_of(mention)
    last = when.last_day if when.precision in ("day", "time") else when.first_day + dt.timedelta(days=31)
    if when.rrule is None and last < day - dt.timedelta(days=3):
        return Match(0.0, "over before this was printed")
    ahead = max((when.first_day - day).days, 0)
    if ahead > 400:
        return Match(0.0, "too far ahead")
    return Match(round(0.9 - ahead / 4000, 3), "a change that names no day, and this is what comes next")


def same_issue(mention: Mention, event: Event) -> bool:
    return any(
        each.article == mention.article
        or (each.source == mention.source and mention.published is not None and each.published == mention.published)
        for each in event.mentions
        if (each.id is None or each.id != mention.id) and GONE not in each.rules
    )


def _same_issue_agrees(mention: Mention, event: Event, relation: times.Relation) -> bool:
    """Two rows of one page are two happenings, unless they tell one time, or the opening and the close of one."""
    if relation in ("same", "agrees"):
        return True
    phases = {mention.facts.phase, event.facts.phase}
    if relation == "within":
        return bool(phases - {None})
    return is_change(mention.facts) and any(
        times.same_start(mention.facts.previous_start, former) for former in former_starts(event)
    )


def _within(said: Facts, known: Facts, likeness: titles.Likeness) -> Match:
    if said.when is not None and known.when is not None and (said.when.rrule or known.when.rrule):
        return Match(0.92, "one of its days")
    if said.phase or known.phase or likeness.score >= 0.97:
        return Match(0.92, "a day of it")
    return Match(0.75, "a day of it")


def _apart(mention: Mention, event: Event, likeness: titles.Likeness, new: When, old: When) -> Match:
    said, known = mention.facts, event.facts
    days = times.distance(new, old)
    if any(times.same_start(new.start, former) for former in former_starts(event)):
        return Match(0.9, "the day it had before it was moved")
    if {said.phase, known.phase} == {"opening", "closing"} and days <= 30 and likeness.score >= 0.8:
        return Match(0.9, "its opening and its close")
    if new.rrule and old.rrule and not is_change(said):
        return Match(0.0, "another rule")
    if days <= SEASON and said.status == "postponed" and likeness.score >= 0.8:
        if said.previous_start is not None and not _near(said.previous_start, old):
            return Match(0.0, "another day was moved")
        return Match(0.85, "put off to another day")
    if said.status == "cancelled" or (said.previous_start is not None and not _near(said.previous_start, old)):
        return Match(0.0, "another day")
    one, other = titles.title(said.title), titles.title(known.title)
    editions = one.edition is not None and one.edition == other.edition
    years = bool(one.years & other.years) and likeness.score >= 0.97 and not one.generic
    if (
        known.status == "postponed"
        and not _older(mention, event)
        and likeness.score >= 0.88
        and as_of(mention) <= new.first_day
    ):
        return Match(0.85, "the new day of what was put off") if days <= SEASON else Match(0.0, "another day")
    if days <= SILENT and (editions or years) and said.phase == known.phase:
        return Match(0.8, "the same edition on another day")
    if _once(said.title) and likeness.score >= 0.97 and not one.generic and _corrected(mention, event, new, old):
        return Match(0.8, CORRECTED)
    return Match(0.0, "another day")


#: Why a mention without a word of change, of a title without an edition, still speaks of the event.
CORRECTED = "its paper now gives another day"


def _once(title: str) -> bool:
    """A festival, a race, a rally: of one name there is one, where of a play or a lecture there are several."""
    core = titles.title(title).core
    return core.endswith(ONCE_HAN) or (core.split() or [""])[-1] in ONCE


def _corrected(mention: Mention, event: Event, new: When, old: When) -> bool:
    """The same paper, before either day, and no weeks between them, as there are between matches of a league.

    What was moved before may be moved again by weeks.
    """
    days = abs((new.first_day - old.first_day).days)
    if new.rrule or old.rrule or mention.facts.phase != event.facts.phase:
        return False
    if days > 31 or (event.facts.previous_start is None and (days > 7 or days % 7 == 0)):
        return False
    papers = {each.source for each in event.mentions}
    told = (as_of(mention), max(as_of(each) for each in event.mentions))  # in whichever order they are read
    return papers == {mention.source} and told[0] != told[1] and max(told) <= min(new.first_day, old.first_day)


def _near(start: dt.date | dt.datetime, when: When) -> bool:
    return when.first_day <= times.day(start) <= when.last_day


def _older(mention: Mention, event: Event) -> bool:
    return all(as_of(mention) < as_of(each) for each in event.mentions)


def former_starts(event: Event) -> set[dt.date | dt.datetime]:
    """Every start the event ever had, as told by its mentions."""
    found: set[dt.date | dt.datetime] = set()
    for each in event.mentions:
        if each.facts.when is not None:
            found.add(each.facts.when.start)
        if each.facts.previous_start is not None:
            found.add(each.facts.previous_start)
    if event.facts.previous_start is not None:
        found.add(event.facts.previous_start)
    if event.facts.when is not None:
        found.add(event.facts.when.start)
    return found


def _place(mention: Mention, event: Event, where: places.Relation, time: Match) -> Match:
    generic = titles.title(mention.facts.title).generic or titles.title(event.facts.title).generic
    if where in ("same", "finer", "coarser"):
        return Match(1.05, "the same place")
    if where == "unknown":
        if places.other_towns(_told_of(mention), " ".join(_told_of(each) for each in event.mentions)):
            return Match(0.0, "another town, by what is said around it")
        if generic and not same_context(mention, event):
            return Match(0.55, "a general title and no place to tell by")
        return Match(1.0, "no place to tell by")
    moved = is_change(mention.facts) or mention.facts.when is None
    if moved and (not generic or same_context(mention, event)):
        return Match(0.95, "moved to another place")
    if generic:
        return Match(0.0, "a general title at another place")
    if time.why == "the same time" and mention.facts.when is not None and not mention.facts.when.all_day:
        return Match(0.85, "another place")
    return Match(0.75, "another place")


def _told_of(mention: Mention) -> str:
    return " ".join((mention.source, mention.headline, mention.evidence, mention.facts.place or ""))


def same_context(mention: Mention, event: Event) -> bool:
    """Both are told under headlines, or a festival, of one name: 领队会 of the lake walk."""
    mine = [text for text in (mention.parent, mention.headline, *mention.beside) if text]
    theirs = {text for each in event.mentions for text in (each.parent, each.headline, *each.beside) if text}
    if any(each.source == mention.source for each in event.mentions):
        return True
    for one in mine:
        names = titles.title(one).names
        for other in theirs:
            shared = names & titles.title(other).names
            if len(shared) >= max(2, min(len(names), len(titles.title(other).names)) // 2):  # half of the shorter
                return True
    return False
