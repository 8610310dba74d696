"""The store: what is known, read in snapshots and written one transaction at a time.

store = open_store("sqlite:///var/feeds.db")
for event in store.events(): ...
with store.writing() as writing: ...      # all of it, or nothing
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, func, insert, select, text
from sqlalchemy.event import listen
from sqlalchemy.event import remove as stop_listening

from feeds.errors import UnknownEvent
from feeds.records import Document, Entry, Event, Mention
from feeds.store import checking, coding, copying, counting, mending, reading, schema, search
from feeds.store.counting import Count
from feeds.store.engine import engine as make_engine
from feeds.store.engine import explained, name
from feeds.store.tables import (
    actions,
    documents,
    entries,
    events,
    feed_states,
    kept,
    marks,
    mentions,
    problems,
    source_states,
    tokens,
)
from feeds.store.writing import Writing

#: The most that one search finds: the newest that match.
FOUND = 1000


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored page as it came: what `feeds reread` reads again."""

    id: str
    source: str
    name: str
    media_type: str
    body: bytes
    given: Mapping[str, Any]
    url: str | None
    timezone: str
    created: dt.datetime
    #: A later state of the page is stored too.
    superseded: bool


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person did to an event, kept also when it was taken back."""

    id: int
    kind: str
    field: str
    value: Any
    who: str
    at: dt.datetime
    because: str
    undone: dt.datetime | None
    undone_by: str | None


@dataclass(frozen=True, slots=True)
class Noted:
    """A problem of a page or of a source, for a person to look at."""

    document: str | None
    source: str
    at: dt.datetime
    start: int
    end: int
    message: str


def open_store(url: str, *, create: bool = True) -> Store:
    """Open the store at a SQLAlchemy URL, made or brought up to date when it must be.

    Raises StoreError, one line with the remedy, when that cannot be done.
    """
    made = make_engine(url, create=create)
    try:
        with explained(made):
            schema.prepare(made, create=create)
    except BaseException:
        made.dispose()
        raise
    return Store(made)


#: Asked several times a second; made once.
GENERATION = select(marks.c.value).where(marks.c.name == "generation")


class Store:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def close(self) -> None:
        self.engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The file, or the URL without its password."""
        return name(self.engine)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """One state of the store for all that is read inside."""
        with explained(self.engine), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def unmapped(self) -> Iterator[None]:
        """While everything is read: SQLite maps no pages and holds few, or the whole file would count as ours."""
        if self.engine.dialect.name != "sqlite":
            yield
            return

        def checked_out(connection: Any, record: Any, proxy: Any) -> None:
            connection.execute("PRAGMA mmap_size=0")
            connection.execute("PRAGMA cache_size=-4000")

        listen(self.engine, "checkout", checked_out)
        try:
            yield
        finally:
            stop_listening(self.engine, "checkout", checked_out)
            self.engine.dispose()  # the next connections map again

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """One transaction: all that is written inside, or nothing. Writers take turns."""
        with explained(self.engine), self.engine.connect() as connection:
            connection = connection.execution_options(writing=True)
            with connection.begin():
                session = Writing(connection)
                yield session
                session.finish()

    # --- what is known ------------------------------------------------------------------------------------

    def events(self) -> Iterator[Event]:
        """All events, overrides applied, in the order they were first seen; hidden ones with `hidden`."""
        with self.snapshot() as connection:
            yield from reading.read_events(connection)

    def event(self, uid: str) -> Event:
        """Raises UnknownEvent."""
        with self.snapshot() as connection:
            for event in reading.read_events(connection, events.c.uid == uid):
                return event
        raise UnknownEvent(f"{uid}: no such event; `feeds events list` shows them all")

    def find_uid(self, beginning: str) -> str:
        """The one UID that begins so: people type the first few characters. Raises UnknownEvent."""
        with self.snapshot() as connection:
            query = select(events.c.uid).where(events.c.uid.startswith(beginning, autoescape=True)).limit(2)
            found = connection.execute(query).scalars().all()
        if len(found) == 1 and beginning:
            return str(found[0])
        if found:
            raise UnknownEvent(f"{beginning}: more than one event begins so; write more of it")
        raise UnknownEvent(f"{beginning}: no such event; `feeds events list` shows them all")

    def merged_into(self, uid: str) -> str | None:
        """The UID of the event that took this one in, when a person merged them."""
        with self.snapshot() as connection:
            return connection.execute(select(events.c.merged_into).where(events.c.uid == uid)).scalar()

    def entries(self) -> Iterator[Entry]:
        """All stored articles, newest first."""
        with self.snapshot() as connection:
            yield from reading.read_entries(connection)

    def entry(self, id: str) -> Entry | None:
        with self.snapshot() as connection:
            return next(reading.read_entries(connection, entries.c.id == id), None)

    def entries_of(self, document: str) -> list[Entry]:
        with self.snapshot() as connection:
            return list(reading.read_entries(connection, entries.c.document == document))

    def document(self, id: str) -> Document | None:
        """The page with its raw text, into which all spans point."""
        with self.snapshot() as connection:
            return reading.read_document(connection, id)

    def generation(self) -> int:
        """Moves with every visible change, also of confidence or of what is hidden."""
        with self.snapshot() as connection:
            return int(connection.execute(GENERATION).scalar_one())

    def changed_since(self, generation: int) -> tuple[list[Event], list[Entry]]:
        """What became, changed or was hidden since; after a `restore` that is everything."""
        with self.snapshot() as connection:
            return reading.changed_since(connection, generation)

    def floor(self) -> int:
        """The generation of the last `restore`: what was read from an earlier one must be thrown away whole."""
        with self.snapshot() as connection:
            return int(connection.execute(select(marks.c.value).where(marks.c.name == "floor")).scalar_one())

    def count(self) -> dict[str, int]:
        """How many events, entries and documents there are."""
        with self.snapshot() as connection:
            return {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in (events, entries, documents)
            }

    def search(self, q: str, limit: int = FOUND) -> dict[str, None]:
        """UIDs and entry ids that hold every word of `q`: those with it in their title first, then the newest."""
        sqlite = self.engine.dialect.name == "sqlite"
        match = search.sqlite_match(q) if sqlite else search.postgresql_match(q)
        if match is None:
            return {}
        statement = SQLITE_SEARCH if sqlite else POSTGRESQL_SEARCH
        with self.snapshot() as connection:
            rows = connection.execute(text(statement), {"match": match, "limit": limit}).all()
        wanted = [token for token, _ in search.asked(q)]
        found = [(ref, title) for ref, title in rows]
        first = found
        for word in wanted:
            first = [each for each in first if word in each[1]]
        return dict.fromkeys(ref for ref, _ in (*first, *found))

    def history(self, uid: str) -> list[Action]:
        """What persons did to an event, oldest first, also what was taken back."""
        with self.snapshot() as connection:
            query = select(actions).join(events, events.c.id == actions.c.event).where(events.c.uid == uid)
            return [read_action(row) for row in connection.execute(query.order_by(actions.c.id))]

    def problems(self, limit: int = 200) -> list[Noted]:
        """The newest first."""
        with self.snapshot() as connection:
            rows = connection.execute(select(problems).order_by(problems.c.id.desc()).limit(limit))
            return [
                Noted(row.document, row.source, coding.read_moment(row.at), row.start, row.end, row.message)
                for row in rows
            ]

    def stored(self) -> Iterator[Stored]:
        """Every page that articles still stand in, and the current state of each, in the order they came."""
        with self.snapshot() as connection:
            told = select(entries.c.document)
            query = select(documents.c.id).where(documents.c.superseded.is_(None) | documents.c.id.in_(told))
            order = (documents.c.created, documents.c.source, documents.c.name)
            ids = connection.execute(query.order_by(*order)).scalars().all()
            for id in ids:
                yield read_stored(connection.execute(select(documents).where(documents.c.id == id)).one())

    def stored_page(self, id: str) -> Stored | None:
        """One page as it came in."""
        with self.snapshot() as connection:
            row = connection.execute(select(documents).where(documents.c.id == id)).first()
            return None if row is None else read_stored(row)

    def holds(self, source: str, name: str, digest: str) -> str | None:
        """The id of a page whose current version has this digest, under this name or, of the same source, another."""
        with self.snapshot() as connection:
            same = (documents.c.source == source) & (documents.c.digest == digest) & documents.c.superseded.is_(None)
            found = connection.execute(select(documents.c.id, documents.c.name).where(same)).all()
        return min(found, key=lambda row: (row.name != name, row.id)).id if found else None

    def mentions_of(self, document: str) -> list[tuple[str, Mention]]:
        """(UID, mention) of all that a page's articles say."""
        with self.snapshot() as connection:
            query = (
                select(mentions, events.c.uid)
                .join(events, mentions.c.event == events.c.id)
                .join(entries, entries.c.id == mentions.c.entry)
                .where(entries.c.document == document)
                .order_by(mentions.c.id)
            )
            return [(row.uid, reading.read_mention(row)) for row in connection.execute(query)]

    # --- what publishing and scheduling keep here --------------------------------------------------------------

    def kept(self, profile: str, keys: Iterable[str] | None = None) -> dict[str, bytes]:
        """The rendered components of a profile, by the key they were kept under: all, or those of some keys."""
        query = select(kept.c.key, kept.c.body).where(kept.c.profile == profile)
        with self.snapshot() as connection:
            if keys is None:
                return {key: bytes(body) for key, body in connection.execute(query)}
            found: dict[str, bytes] = {}
            for batch in reading.batches(keys):
                rows = connection.execute(query.where(kept.c.key.in_(batch)))
                found.update((key, bytes(body)) for key, body in rows)
            return found

    def keep(self, profile: str, rendered: Mapping[str, bytes], *, drop: Iterable[str] = ()) -> None:
        """Keep rendered components; `drop` names keys of the profile that nobody will ask for again."""
        self.keep_all({profile: rendered}, drop={profile: drop})

    def keep_all(
        self, rendered: Mapping[str, Mapping[str, bytes]], *, drop: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        """The same for several profiles at once."""
        with self.writing() as writing:
            for profile, fresh in rendered.items():
                keys = list({*fresh, *(drop or {}).get(profile, ())})
                for batch in reading.batches(keys):
                    writing.connection.execute(delete(kept).where(kept.c.profile == profile, kept.c.key.in_(batch)))
                for batch in reading.batches(fresh.items()):
                    writing.connection.execute(
                        insert(kept), [{"profile": profile, "key": key, "body": body} for key, body in batch]
                    )

    def profiles(self) -> list[str]:
        found: list[str] = []
        with self.snapshot() as connection:
            # From one to the next in the index: DISTINCT would walk through all that is kept.
            query = select(func.min(kept.c.profile)).where(kept.c.profile > bindparam("last"))
            while profile := connection.execute(query, {"last": found[-1] if found else ""}).scalar():
                found.append(str(profile))
        return found

    def forget(self, profile: str) -> None:
        """Throw a profile's rendered components away."""
        with self.writing() as writing:
            writing.connection.execute(delete(kept).where(kept.c.profile == profile))

    def feed_states(self) -> dict[str, dict[str, Any]]:
        """Feed name -> {"etag": …, "changed_at": …} as saved."""
        with self.snapshot() as connection:
            return {row.name: json.loads(row.state) for row in connection.execute(select(feed_states))}

    def save_feed_states(self, states: Mapping[str, Mapping[str, Any]]) -> None:
        with self.writing() as writing:
            writing.save_states(feed_states, states)

    def source_states(self, beginning: str = "") -> dict[str, dict[str, Any]]:
        """Source, or source and address -> what its last reading left; all, or those whose name begins so."""
        query = select(source_states).where(source_states.c.name.startswith(beginning, autoescape=True))
        with self.snapshot() as connection:
            return {row.name: json.loads(row.state) for row in connection.execute(query)}

    def save_source_states(self, states: Mapping[str, Mapping[str, Any]], *, drop: Iterable[str] = ()) -> None:
        """`drop` names states that are not needed any more."""
        with self.writing() as writing:
            writing.save_states(source_states, states)
            for batch in reading.batches(drop):
                writing.connection.execute(delete(source_states).where(source_states.c.name.in_(batch)))

    def lease(self, name: str, holder: str, now: dt.datetime, until: dt.datetime) -> bool:
        """Take, or keep, a lease that nobody else holds: of all processes on the store, one leads."""
        key = f" {name}"  # no source's name begins with a blank
        with self.writing() as writing:
            query = select(source_states.c.state).where(source_states.c.name == key)
            held = json.loads(writing.connection.execute(query).scalar() or "{}")
            if held and held["holder"] != holder and coding.read_moment(held["until"]) > now:
                return False
            writing.save_states(source_states, {key: {"holder": holder, "until": coding.moment(until)}})
            return True

    def release(self, name: str, holder: str) -> None:
        """Give a lease back, so that another process need not wait for its end."""
        with self.writing() as writing:
            query = select(source_states.c.state).where(source_states.c.name == f" {name}")
            held = json.loads(writing.connection.execute(query).scalar() or "{}")
            if held.get("holder") == holder:
                writing.connection.execute(delete(source_states).where(source_states.c.name == f" {name}"))

    def events_by_source(self) -> dict[str, int]:
        """How many events each source speaks of."""
        count = func.count(mentions.c.event.distinct())
        query = select(entries.c.source, count).join(mentions, mentions.c.entry == entries.c.id)
        with self.snapshot() as connection:
            return {str(row[0]): int(row[1]) for row in connection.execute(query.group_by(entries.c.source))}

    # --- tokens of the JSON API ----------------------------------------------------------------------------

    def tokens(self) -> dict[str, dt.datetime]:
        """Name -> when it was made."""
        with self.snapshot() as connection:
            rows = connection.execute(select(tokens).order_by(tokens.c.name))
            return {row.name: coding.read_moment(row.created) for row in rows}

    def token_owner(self, digest: str) -> str | None:
        with self.snapshot() as connection:
            return connection.execute(select(tokens.c.name).where(tokens.c.digest == digest)).scalar()

    def add_token(self, name: str, digest: str, at: dt.datetime) -> None:
        with self.writing() as writing:
            values = {"name": name, "digest": digest, "created": coding.moment(at)}
            writing.connection.execute(delete(tokens).where(tokens.c.name == name))
            writing.connection.execute(insert(tokens).values(values))

    def remove_token(self, name: str) -> bool:
        with self.writing() as writing:
            return bool(writing.connection.execute(delete(tokens).where(tokens.c.name == name)).rowcount)

    # --- who did what how often ------------------------------------------------------------------------------

    def throttled(self, name: str) -> Count:
        """What is counted under a name, and the moment of that count in seconds since 1970; zeros for nothing."""
        with self.snapshot() as connection:
            return counting.counted(connection, name)

    def throttle(self, name: str, change: Callable[[Count], Count | None]) -> None:
        """Count anew under a name, no two processes at once; None forgets it, and a day later anything is forgotten."""
        with self.writing() as writing:
            counting.count(writing.connection, name, change)

    # --- the whole -------------------------------------------------------------------------------------------

    def check(self) -> list[str]:
        """What is wrong with the store, one line each with the remedy; empty when all invariants hold."""
        with self.snapshot() as connection:
            found = checking.check(connection)
        return found + checking.check_search(self.engine)

    def repair(self) -> None:
        """Make anew what follows from the records: the search index, the marks, festivals that are not there."""
        with self.writing() as writing:
            mending.mend(writing)

    def backup(self, file: Path) -> None:
        """Copy one state of the whole store into a SQLite file, also while others write."""
        with explained(self.engine):
            copying.backup(self.engine, file)

    def restore(self, file: Path) -> None:
        """Make the store what a backup was; readers see the old state, then the new, and nothing between."""
        with explained(self.engine):
            copying.restore(self.engine, file)


SQLITE_SEARCH = """
SELECT rows.ref, rows.title FROM search_rows AS rows
WHERE rows.id IN (SELECT rowid FROM search_index WHERE search_index MATCH :match ORDER BY rowid DESC LIMIT :limit)
ORDER BY rows.id DESC
"""
POSTGRESQL_SEARCH = """
SELECT ref, title FROM search_rows
WHERE array_to_tsvector(string_to_array(grams, ' ')) @@ CAST(:match AS tsquery)
ORDER BY id DESC LIMIT :limit
"""


def read_stored(row: Any) -> Stored:
    return Stored(
        row.id,
        row.source,
        row.name,
        row.media_type,
        coding.inflate(row.body),
        json.loads(row.given),
        row.url,
        row.timezone,
        coding.read_moment(row.created),
        row.superseded is not None,
    )


def read_action(row: Any) -> Action:
    return Action(
        row.id,
        row.kind,
        row.field,
        coding.read_value(json.loads(row.value)) if row.kind == "set" else json.loads(row.value),
        row.who,
        coding.read_moment(row.at),
        row.because,
        coding.read_moment(row.undone) if row.undone else None,
        row.undone_by,
    )
