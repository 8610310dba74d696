"""Articles and announcements as items: what RSS, Atom and JSON Feed have in common."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from feeds.publishing import addresses, facts, words
from feeds.publishing.recurrence import first_and_last
from feeds.publishing.selection import rank, resolve
from feeds.publishing.setting import Setting
from feeds.publishing.text import clean, html, line, shorten
from feeds.records import Entry, Event, Revision

_STRICTNESS = ("full", "summary", "link")


@dataclass(frozen=True, slots=True)
class Item:
    #: A URN, for ever.
    id: str
    title: str
    link: str
    #: When it was printed or announced, aware; never the event's own day.
    published: dt.datetime
    updated: dt.datetime
    language: str
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    #: Plain text, a sentence or two; "" when only the link may be shown.
    summary: str
    #: HTML made of escaped words; "" likewise.
    content: str
    #: Pages that belong to it: events of an article, the article of an event.
    related: tuple[str, ...] = ()
    #: The event as data, in the keys of the extraction record.
    event: dict[str, Any] | None = None
    #: First and last day or moment as a calendar shows them: a deadline stands on its last.
    shown: tuple[str, str | None] | None = None
    #: Where it stands among those of its moment, the last first; "" where its id decides.
    rank: str = ""


def of(record: Event | Entry, setting: Setting) -> Item | None:
    """The item of a record in this feed; None when the feed has nothing to say of it."""
    if isinstance(record, Entry):
        return _of_entry(record, setting)
    if record.facts.when is None:
        return None
    if setting.feed.content == "changed":
        return _of_change(record, setting)
    if setting.feed.content == "soon":
        return _of_soon(record, setting)
    return _of_event(record, setting)


def _of_entry(entry: Entry, setting: Setting) -> Item:
    article, paper = entry.article, setting.paper(entry.source)
    show = max(paper.show, setting.feed.show, key=_STRICTNESS.index)
    text = clean(article.text)
    published = told_at(entry, setting)
    parts = [f"<p><strong>{escape(line(article.deck))}</strong></p>"] if article.deck else []
    parts += [_paragraph(paragraph.text, paragraph.kind) for paragraph in article.paragraphs]
    if paper.licence:
        parts.append(f"<p><small>{escape(line(paper.licence))}</small></p>")
    summary = shorten(article.deck or text) if show != "link" else ""
    authors = tuple(line(name) for name in article.bylines if line(name))
    return Item(
        id=addresses.urn(entry.id),
        title=line(article.headline) or shorten(text, 60) or line(entry.source) or facts.UNTITLED,
        link=addresses.article(setting.site, entry.id),
        published=published,
        updated=max(published, _utc(entry.updated)),
        language=entry.language,
        authors=authors or (line(paper.title or entry.source),),
        categories=(line(article.kicker),) if article.kicker else (),
        summary=summary,
        content="".join(parts) if show == "full" else html(summary),
        related=tuple(addresses.event(setting.site, uid) for uid in entry.events),
        rank=rank(entry),
    )


def _paragraph(text: str, kind: str) -> str:
    words_ = escape(clean(text).strip()).replace("\n", "<br/>")
    if not words_:
        return ""
    if kind == "heading":
        return f"<h3>{words_}</h3>"
    return f"<blockquote><p>{words_}</p></blockquote>" if kind == "quote" else f"<p>{words_}</p>"


def _of_event(event: Event, setting: Setting) -> Item:
    published = told_at(event, setting)
    mention = facts.teller(event)
    paper = setting.paper(mention.source) if mention else None
    return Item(
        id=addresses.urn(event.uid),
        title=facts.title(event, setting),
        link=addresses.event(setting.site, event.uid),
        published=published,
        updated=max(published, _utc(event.last_modified)),
        language=facts.language(event, setting),
        authors=(line(paper.title or mention.source) if paper and mention else "",),
        categories=tuple(facts.categories(event, setting)),
        summary=_summary(event, setting),
        content=_content(event, setting),
        related=(addresses.article(setting.site, mention.article),) if mention and mention.article else (),
        event=as_data(event),
        shown=_shown(event),
    )


def _of_change(event: Event, setting: Setting) -> Item | None:
    revision = change(event)
    if revision is None:
        return None
    item = _of_event(event, setting)
    status = event.facts.status
    title = item.title
    if status in ("confirmed", "tentative"):
        title = words.say(item.language, "moved", title)
    elif setting.feed.cancelled == "keep":
        title = words.say(item.language, status, title)
    return _again(item, addresses.urn(event.uid, "changed", str(revision.sequence)), title, _utc(revision.at))


def change(event: Event) -> Revision | None:
    """The last revision that a feed of changes tells; None when there is none."""
    return next((each for each in reversed(event.revisions) if _moves(each)), None)


def _moves(revision: Revision) -> bool:
    """Whether a subscriber must think again: another day, or none."""
    for change in revision.changes:
        if change.field == "status" and change.after in ("cancelled", "postponed"):
            return True
        if change.field in ("start", "previous_start"):
            return change.after is not None
        if change.field == "when" and getattr(change.before, "start", None) != getattr(change.after, "start", None):
            return change.before is not None
    return False


def _of_soon(event: Event, setting: Setting) -> Item:
    """Told on the day it comes into the window."""
    assert event.facts.when is not None
    item = _of_event(event, setting)
    first = event.facts.when.first_day
    ahead = resolve("to", setting.feed.selection.to or "+7d", dt.date(2000, 1, 1)) - dt.date(2000, 1, 1)
    days = max(ahead.days, 0) if ahead.days < 4000 else 0
    told = max(moment(dt.date.fromordinal(max(first.toordinal() - days, 1)), None, setting), item.published)
    title = words.say(item.language, "soon", words.day(item.language, event.facts.when.start), item.title)
    return _again(item, addresses.urn(event.uid, "soon", first.isoformat()), title, told)


def _again(item: Item, key: str, title: str, published: dt.datetime) -> Item:
    """The same happening told as another piece of news."""
    return replace(item, id=key, title=title, published=published, updated=max(published, item.updated))


def _summary(event: Event, setting: Setting) -> str:
    where = line(event.facts.place or "")
    when = when_told(event, setting)
    return f"{when} · {where}" if where else when


def when_told(event: Event, setting: Setting) -> str:
    """The days and hours in words, the last day told."""
    assert event.facts.when is not None
    when = facts.moment(event.facts.when, event.facts.kind)
    spoken = facts.language(event, setting)
    first = words.day(spoken, when.start, when.precision)
    days = facts.last_day_told(event, setting)
    if when.rrule:
        return f"{first} ({days})" if days else first
    if days:
        return days if when.all_day else f"{first} – {words.day(spoken, when.end or when.start)}"
    if isinstance(when.end, dt.datetime):
        return f"{first}–{when.end:%H:%M}"
    return first


def _content(event: Event, setting: Setting) -> str:
    mention = facts.teller(event)
    parts = [f"<p>{escape(_summary(event, setting))}</p>"]
    lines = facts.description(event, setting, place=False).split("\n")
    if mention and mention.evidence and lines[0] == line(mention.evidence):
        parts.append(f"<blockquote><p>{escape(lines.pop(0))}</p></blockquote>")
    paper = line(setting.paper(mention.source).title or mention.source) if mention else ""
    for text in filter(None, lines):
        words_ = escape(text)
        if mention and mention.article and paper and text.startswith(paper):
            words_ = f'<a href="{escape(addresses.article(setting.site, mention.article))}">{words_}</a>'
        parts.append(f"<p>{words_}</p>")
    return "".join(parts)


def as_data(event: Event) -> dict[str, Any]:
    """The event in the keys of the extraction record: people-facing, so the last day is inclusive."""
    told, when = event.facts, event.facts.when
    assert when is not None
    start: str = when.start.isoformat(timespec="minutes") if isinstance(when.start, dt.datetime) else str(when.start)
    end: str | None = None
    if isinstance(when.end, dt.datetime):
        end = when.end.isoformat(timespec="minutes")
    elif when.end is not None and when.last_day > when.first_day:
        end = str(first_and_last(when)[1])
    if when.precision in ("month", "year"):
        length = 7 if when.precision == "month" else 4
        start, end = start[:length], end[:length] if end and end[:length] > start[:length] else None
    previous = told.previous_start
    return {
        "uid": event.uid,
        "sequence": event.sequence,
        "title": line(told.title),
        "phase": told.phase,
        "start": start,
        "end": end,
        "precision": when.precision,
        "rrule": line(when.rrule) if when.rrule else None,
        "exdates": [day.isoformat() for day in sorted(when.exdates)],
        "timezone": line(when.timezone),
        "place": line(told.place) if told.place else None,
        "status": told.status,
        "previous_start": previous.isoformat() if previous else None,
        "kind": told.kind,
        "categories": [line(category) for category in told.categories],
        "organizer": line(told.organizer) if told.organizer else None,
        "contact": line(told.contact) if told.contact else None,
        "url": line(told.url) if told.url else None,
        "confidence": round(event.confidence, 2),
    }


def _shown(event: Event) -> tuple[str, str | None]:
    assert event.facts.when is not None
    plain = as_data(replace(event, facts=replace(event.facts, when=facts.moment(event.facts.when, event.facts.kind))))
    return plain["start"], plain["end"]


def moment(day: dt.date, timezone: str | None, setting: Setting) -> dt.datetime:
    """00:00 of the day where the paper is printed."""
    day = min(max(day, dt.date(1, 1, 3)), dt.date(9999, 12, 29))  # so that it is a moment in every zone
    return dt.datetime.combine(day, dt.time(), ZoneInfo(timezone or setting.site.timezone))


def _utc(value: dt.datetime) -> dt.datetime:
    aware = value if value.tzinfo else value.replace(tzinfo=dt.UTC)
    return aware.astimezone(dt.UTC).replace(microsecond=0)


def told_at(record: Event | Entry, setting: Setting) -> dt.datetime:
    """When a record was printed; when it was first read, if nothing tells."""
    if isinstance(record, Entry):
        if record.published is None:
            return _utc(record.created)
        return moment(record.published, record.timezone, setting)
    told = facts.first_told(record)
    return _utc(record.created) if told is None or isinstance(told, dt.datetime) else moment(told, None, setting)


def order(item: Item) -> str:
    """Sorts items by the moment they were told; articles of one page stand in its order when the last is first."""
    return _order(item.published, item.rank or item.id)


def _order(published: dt.datetime, place: str) -> str:
    return f"{published.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S}|{place}"


def order_of(record: Event | Entry, setting: Setting) -> str | None:
    """The order of a record's item, before the item is made; None where it is told at a moment of its own."""
    if setting.feed.content in ("soon", "changed"):
        return None
    place = rank(record) if isinstance(record, Entry) else addresses.urn(record.uid)
    return _order(told_at(record, setting), place)


def stamp(item: Item) -> str:
    """What the head of a feed needs to know of an item: the moment of its last change."""
    return f"{item.updated.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"


def latest(stamps: Sequence[str]) -> dt.datetime:
    """When a feed last changed by its items; the epoch when it has none: a body never tells the time of day."""
    return dt.datetime.fromisoformat(max(stamps, default="1970-01-01T00:00:00Z"))
