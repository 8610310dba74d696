"""Rows -> records. Every function reads in the connection's own snapshot."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Row, Select, bindparam, func, select

from feeds.records import Document, Entry, Event, Mention, Override, Problem, Revision, Span
from feeds.store import coding
from feeds.store.tables import actions, documents, entries, events, mentions, problems, revisions

#: Records fetched at a time: few enough for SQLite's limit of parameters.
BATCH = 500

# What hangs on some events; made once, for building a statement costs more than running it.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
MENTIONS = select(mentions).where(mentions.c.event.in_(_IDS)).order_by(mentions.c.id)
REVISIONS = select(revisions).where(revisions.c.event.in_(_IDS)).order_by(revisions.c.event, revisions.c.sequence)
OVERRIDES = (
    select(actions)
    .where(actions.c.event.in_(_IDS), actions.c.undone.is_(None), actions.c.kind == "set")
    .order_by(actions.c.id)
)


def batches(rows: Iterable[Any], size: int = BATCH) -> Iterator[list[Any]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch


def listed(where: ColumnElement[bool] | None = None) -> Select[Any]:
    """A batch of events after the one of id `last`."""
    # With a condition SQLite must look in the condition's index, and not walk the whole table in the order asked for.
    id = events.c.id if where is None else events.c.id + 0
    query = select(events).where(id > bindparam("last")).order_by(id).limit(BATCH)
    return query if where is None else query.where(where)


def read_events(connection: Connection, where: ColumnElement[bool] | None = None) -> Iterator[Event]:
    """Events in the order they were first seen, `where` on the table of events; merged ones are hidden and empty."""
    yield from _events(connection, listed(where), {})


def _events(connection: Connection, query: Select[Any], asked: Mapping[str, object]) -> Iterator[Event]:
    last = 0
    while True:
        rows = connection.execute(query, {"last": last, **asked}).all()
        yield from whole(connection, rows)
        if len(rows) < BATCH:
            return
        last = rows[-1].id


def whole(connection: Connection, rows: Sequence[Row[Any]]) -> list[Event]:
    """Rows of the table of events with all that hangs on them; at most BATCH."""
    if not rows:
        return []
    ids = [row.id for row in rows]
    told: dict[int, list[Mention]] = defaultdict(list)
    for row in connection.execute(MENTIONS, {"ids": ids}).all():
        told[row.event].append(read_mention(row))
    changed: dict[int, list[Revision]] = defaultdict(list)
    for row in connection.execute(REVISIONS, {"ids": ids}).all():
        changed[row.event].append(read_revision(row))
    said: dict[int, list[Override]] = defaultdict(list)
    for row in connection.execute(OVERRIDES, {"ids": ids}).all():
        said[row.event].append(read_override(row))
    return [
        Event(
            uid=row.uid,
            facts=coding.read_facts(json.loads(row.facts)),
            mentions=tuple(told[row.id]),
            revisions=tuple(changed[row.id]),
            overrides=tuple(said[row.id]),
            hidden=bool(row.hidden) or row.merged_into is not None,
            parent=row.parent,
            confidence=row.confidence,
        )
        for row in rows
    ]


def read_mention(row: Row[Any]) -> Mention:
    return coding.read_mention(json.loads(row.mention), row.id, row.entry, row.at, row.pinned)


def read_revision(row: Row[Any]) -> Revision:
    changes = coding.read_changes(json.loads(row.changes))
    return Revision(row.sequence, coding.read_moment(row.at), changes, row.because, row.source)


def read_override(row: Row[Any]) -> Override:
    value = coding.read_value(json.loads(row.value))
    return Override(row.field, value, row.who, coding.read_moment(row.at), row.because, row.id)


# Undated pages count as printed when they came.
_PRINTED = func.coalesce(entries.c.published, func.substr(entries.c.created, 1, 10))
ENTRIES = select(entries).order_by(_PRINTED.desc(), entries.c.created.desc(), entries.c.document, entries.c.position)
LINKS = (
    select(mentions.c.entry, events.c.uid)
    .join(events, events.c.id == mentions.c.event)
    .where(mentions.c.entry.in_(_IDS))
    .order_by(mentions.c.id)
)


def read_entries(connection: Connection, where: ColumnElement[bool] | None = None) -> Iterator[Entry]:
    """Entries newest first: by the day they were printed, then as they came."""
    found = connection.execute(ENTRIES if where is None else ENTRIES.where(where))
    yield from _entries(connection, found.yield_per(BATCH) if where is None else found.all())


def _entries(connection: Connection, found: Iterable[Row[Any]]) -> Iterator[Entry]:
    for rows in batches(found):
        spoken: dict[str, dict[str, None]] = defaultdict(dict)
        for link in connection.execute(LINKS, {"ids": [row.id for row in rows]}):
            spoken[link.entry][link.uid] = None
        for row in rows:
            yield Entry(
                id=row.id,
                article=coding.read_article(json.loads(row.article)),
                source=row.source,
                language=row.language,
                published=coding.read_day(row.published),
                timezone=row.timezone,
                created=coding.read_moment(row.created),
                updated=coding.read_moment(row.updated),
                url=row.url,
                events=tuple(spoken[row.id]),
                document=row.document,
            )


# What every process asks after every change, ready made.
EVENTS_SINCE = listed(events.c.generation > bindparam("since"))
ENTRIES_SINCE = ENTRIES.where(entries.c.generation > bindparam("since"))


def changed_since(connection: Connection, generation: int) -> tuple[list[Event], list[Entry]]:
    """Events and entries of a later generation than this one."""
    since = {"since": generation}
    entries_since = connection.execute(ENTRIES_SINCE, since).all()
    return list(_events(connection, EVENTS_SINCE, since)), list(_entries(connection, entries_since))


def read_document(connection: Connection, id: str) -> Document | None:
    row = connection.execute(select(documents).where(documents.c.id == id)).first()
    if row is None:
        return None
    noted = connection.execute(select(problems).where(problems.c.document == id).order_by(problems.c.id))
    return Document(
        source=row.source,
        media_type=row.media_type,
        text=row.text,
        language=row.language,
        published=coding.read_day(row.published),
        published_from=row.published_from,
        title=row.title,
        url=row.url,
        problems=tuple(Problem(Span(each.start, each.end), each.message) for each in noted),
    )
