"""The page of one event and of one article: every fact beside the words it was read from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from feeds.publishing import jsonld
from feeds.publishing.setting import Setting
from feeds.records import Change, Entry, Event, Feed, Mention, Revision, When
from feeds.web import days, links, marking
from feeds.web.agenda import Row, by_month, occurrence
from feeds.web.app import category_name, kept, language, library, request_config, t
from feeds.web.words import WORDS

blueprint = Blueprint("details", __name__)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One mention with the sentence cut into marked pieces, and the article it stands in."""

    mention: Mention
    entry: Entry | None
    pieces: list[marking.Piece]
    language: str


@dataclass(frozen=True, slots=True)
class Told:
    """A revision in words."""

    revision: Revision
    #: (field, before, after)
    changes: list[tuple[str, str, str]]
    who: str | None
    entry: Entry | None


@blueprint.get("/events/<uid>")
@kept
def event(uid: str) -> ResponseReturnValue:
    shown = library().shown()
    found = shown.events.get(uid)
    if found is None:
        abort(404)
    if found.hidden:
        into = library().records.merged_into(uid)
        if into and into != uid:
            return redirect(url_for(".event", uid=into))
        abort(404)
    children = [e for e in shown.events.values() if e.parent == uid and not e.hidden and e.facts.when]
    parent = shown.events.get(found.parent) if found.parent else None
    rows = sorted((Row(e, e.facts.when) for e in children if e.facts.when), key=lambda row: str(row.when.start))
    today = library().today()
    when = occurrence(found.facts.when, today) if found.facts.when else None
    return render_template(
        "event.html",
        event=found,
        when=when,
        next_time=replace(when, rrule=None) if when and when.rrule and when.last_day >= today else None,
        evidence=evidence(found),
        history=[told(revision) for revision in reversed(found.revisions)],
        parent=parent if parent and not parent.hidden else None,
        programme=by_month(rows),
        json_ld=json_ld(found),
        google=_google(found),
    )


@blueprint.get("/articles/<id>")
@kept
def article(id: str) -> ResponseReturnValue:
    entry = library().entry(id)
    if entry is None:
        abort(404)
    source = request_config().source(entry.source)
    events = [found for uid in entry.events if (found := library().shown().events.get(uid)) and not found.hidden]
    numbered = dict(enumerate(sorted(events, key=_first_mark(entry)), start=1))
    marks = [
        mark
        for number, each in numbered.items()
        for mention in each.mentions
        if mention.article == entry.id
        for mark in marking.marks(entry.article, mention, number)
    ]
    return render_template(
        "article.html",
        entry=entry,
        article=entry.article,
        source=source,
        show=source.show if source else "full",
        paragraphs=marking.marked(entry.article, marks),
        events=numbered,
    )


def _first_mark(entry: Entry) -> Any:
    """Key: where in the article an event is first spoken of."""

    def key(event: Event) -> tuple[int, str]:
        starts = [
            mark.span.start
            for mention in event.mentions
            if mention.article == entry.id
            for mark in marking.marks(entry.article, mention)
        ]
        return min(starts, default=1 << 30), event.uid

    return key


def evidence(event: Event) -> list[Evidence]:
    """The sentences, the newest page first; one that two mentions share is told once."""
    seen: set[tuple[str, str]] = set()
    made = []
    floor = dt.date.min
    for mention in sorted(event.mentions, key=lambda m: m.published or floor, reverse=True):
        if not mention.evidence or (mention.article, mention.evidence) in seen:
            continue
        seen.add((mention.article, mention.evidence))
        entry = library().entry(mention.article)
        made.append(Evidence(mention, entry, evidence_pieces(mention, entry), _tongue(mention, entry)))
    return made


def evidence_pieces(mention: Mention, entry: Entry | None) -> list[marking.Piece]:
    """The sentence as it stands in its article, with its fields marked; as kept, when the article is gone."""
    if entry is not None:
        found = marking.marks(entry.article, mention)
        sentence = next((mark.span for mark in found if mark.kind == "evidence"), None)
        if sentence is not None:
            return marking.pieces(entry.article.text, [m for m in found if m.kind != "evidence"], sentence)
    return [marking.Piece(mention.evidence)]


def _tongue(mention: Mention, entry: Entry | None) -> str:
    return (entry.language if entry else None) or mention.facts.language or "und"


# --- history --------------------------------------------------------------------------------------------------


def told(revision: Revision) -> Told:
    person = revision.source.removeprefix("person:") if revision.source.startswith("person:") else None
    entry = None if person else library().entry(revision.source)
    # "when" tells the old day already.
    twice = "previous_start" if any(change.field == "when" for change in revision.changes) else ""
    changes = [in_words(change) for change in revision.changes if change.field != twice]
    return Told(revision, changes, person, entry)


def in_words(change: Change) -> tuple[str, str, str]:
    name = FIELD_WORDS.get(change.field, change.field if change.field in WORDS else "")
    return t(name) if name else change.field, value_words(change.before), value_words(change.after)


#: Fields whose phrase has another name.
FIELD_WORDS = {"previous_start": "previously", "url": "link", "parent": "part_of"}


def value_words(value: Any) -> str:
    """A field's value as people say it."""
    if value is None or value == "" or value == ():
        return t("nothing")
    if isinstance(value, bool):
        return t("yes" if value else "no")
    if isinstance(value, When):
        return days.span(value, language())
    if isinstance(value, dt.datetime):
        return f"{days.full(value.date(), language())} {days.clock(value)}"
    if isinstance(value, dt.date):
        return days.full(value, language())
    if isinstance(value, list | tuple):
        return ", ".join(value_words(each) for each in value)
    if value in ("confirmed", "tentative", "cancelled", "postponed", "opening", "closing", "event", "deadline"):
        return t(value)
    return category_name(value) if isinstance(value, str) else str(value)


# --- for machines ---------------------------------------------------------------------------------------------


def json_ld(event: Event) -> Markup | None:
    """schema.org inside the page; its writer escapes what could end the script element."""
    if event.facts.when is None:
        return None
    return Markup(jsonld.script(event, Setting(request_config().site, Feed("events", ""))))


def _google(event: Event) -> str | None:
    """A link that adds this one event to Google Calendar; None where the day is not known."""
    when = event.facts.when
    if when is None or when.precision not in ("time", "day") or when.rrule:
        return None
    if isinstance(when.start, dt.datetime):
        end = when.end if isinstance(when.end, dt.datetime) else when.start
        zone, dates = when.timezone, f"{when.start:%Y%m%dT%H%M%S}/{end:%Y%m%dT%H%M%S}"
    else:
        zone, dates = "", f"{when.first_day:%Y%m%d}/{when.last_day + dt.timedelta(days=1):%Y%m%d}"
    said = event.mentions[-1].evidence if event.mentions else ""
    details = f"{said}\n{request_config().site.url}{url_for('.event', uid=event.uid)}"
    link = links.google_event(event.facts.title, dates, event.facts.place or "", details)
    return link + (f"&ctz={zone}" if zone else "")
