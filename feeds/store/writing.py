"""What one transaction may do. It decides nothing: merging decided, the pipeline tells it here."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table, TextClause, bindparam, delete, func, insert, select, text, update

from feeds.errors import UnknownEvent
from feeds.records import Document, Entry, Event, Mention, Override, Problem, Revision
from feeds.store import coding, reading, search
from feeds.store.tables import (
    actions,
    documents,
    entries,
    entry_keys,
    entry_revisions,
    event_keys,
    events,
    listings,
    marks,
    mentions,
    problems,
    revisions,
    search_rows,
)

#: Where a mention may meet events: (key, first day, last day, at most so many), days as ordinals.
Probe = tuple[int, int, int, int]
#: A hash and the day it stands at.
Key = tuple[int, int]


class Writing:
    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._generation: int | None = None
        self._ids: dict[str, int] = {}

    @property
    def generation(self) -> int:
        """That of this transaction's visible changes: asking for it moves the store's."""
        if self._generation is None:
            now = self.connection.execute(select(marks.c.value).where(marks.c.name == "generation")).scalar_one()
            self._generation = int(now) + 1
        return self._generation

    def finish(self) -> None:
        if self._generation is not None:
            self.connection.execute(update(marks).where(marks.c.name == "generation").values(value=self._generation))

    # --- documents -----------------------------------------------------------------------------------------

    def current(self, source: str, name: str) -> tuple[str, str] | None:
        """Id and digest of the newest version of a page."""
        query = select(documents.c.id, documents.c.digest).where(
            documents.c.source == source, documents.c.name == name, documents.c.superseded.is_(None)
        )
        row = self.connection.execute(query).first()
        return None if row is None else (row.id, row.digest)

    def has_document(self, id: str) -> bool:
        return self.connection.execute(select(documents.c.id).where(documents.c.id == id)).first() is not None

    def add_document(
        self,
        id: str,
        document: Document,
        *,
        name: str,
        digest: str,
        body: bytes,
        given: Mapping[str, Any],
        timezone: str,
        at: dt.datetime,
    ) -> None:
        """Store a page; a newer version of one we have takes its place as the current."""
        former = (documents.c.source == document.source) & (documents.c.name == name) & documents.c.superseded.is_(None)
        self.connection.execute(update(documents).where(former).values(superseded=id))
        if self.has_document(id):  # the page is again what it once was
            self.connection.execute(update(documents).where(documents.c.id == id).values(superseded=None))
            return
        self.connection.execute(
            insert(documents).values(
                id=id,
                source=document.source,
                name=name,
                digest=digest,
                body=coding.deflate(body),
                given=coding.dumps(dict(given)),
                created=coding.moment(at),
                **self._read_values(document, timezone),
            )
        )

    def reread_document(self, id: str, document: Document, timezone: str) -> None:
        """The same bytes, read by newer rules."""
        values = self._read_values(document, timezone)
        self.connection.execute(update(documents).where(documents.c.id == id).values(**values))

    @staticmethod
    def _read_values(document: Document, timezone: str) -> dict[str, Any]:
        return {
            "media_type": document.media_type,
            "language": document.language,
            "published": coding.day(document.published),
            "published_from": document.published_from,
            "title": document.title and coding.clean(document.title),
            "url": document.url,
            "timezone": timezone,
            "text": coding.clean(document.text),
        }

    def note_problems(
        self, found: Iterable[Problem], *, source: str, at: dt.datetime, document: str | None = None
    ) -> None:
        """Problems of a page take the place of those it had; problems of a source are added."""
        if document is not None:
            self.connection.execute(delete(problems).where(problems.c.document == document))
        rows = [
            {
                "document": document,
                "source": source,
                "at": coding.moment(at),
                "start": each.span.start,
                "end": each.span.end,
                "message": coding.clean(each.message),
            }
            for each in found
        ]
        if rows:
            self.connection.execute(insert(problems), rows)

    # --- entries -------------------------------------------------------------------------------------------

    def near_entries(self, keys: Sequence[int], limit: int = 8) -> list[Entry]:
        """The entries that share the most of these keys, and a quarter of them at the least."""
        if not keys:
            return []
        shared = func.count()
        query = (
            select(entry_keys.c.entry)
            .where(entry_keys.c.key.in_(list(keys)))
            .group_by(entry_keys.c.entry)
            .having(shared >= max(len(keys) // 4, 1))
            .order_by(shared.desc(), entry_keys.c.entry)
            .limit(limit)
        )
        ids = list(self.connection.execute(query).scalars())
        if not ids:
            return []
        found = {entry.id: entry for entry in reading.read_entries(self.connection, entries.c.id.in_(ids))}
        return [found[id] for id in ids]

    def entries_of(self, document: str) -> list[Entry]:
        return list(reading.read_entries(self.connection, entries.c.document == document))

    def has_entry(self, id: str) -> bool:
        return self.connection.execute(select(entries.c.id).where(entries.c.id == id)).first() is not None

    def add_entry(self, entry: Entry, *, position: int, digest: str, keys: Iterable[int]) -> None:
        self.connection.execute(
            insert(entries).values(
                id=entry.id,
                created=coding.moment(entry.created),
                sequence=0,
                **self._entry_values(entry, position, digest),
            )
        )
        self._add_entry_revision(entry, 0, digest)
        self._index_entry(entry, keys, new=True)

    def change_entry(self, entry: Entry, *, position: int, digest: str, keys: Iterable[int]) -> None:
        """A mended text under the same id: a revision."""
        row = self.connection.execute(select(entries.c.sequence).where(entries.c.id == entry.id)).one()
        values = self._entry_values(entry, position, digest)
        values["sequence"] = row.sequence + 1
        self.connection.execute(update(entries).where(entries.c.id == entry.id).values(**values))
        self._add_entry_revision(entry, row.sequence + 1, digest)
        self.connection.execute(delete(entry_keys).where(entry_keys.c.entry == entry.id))
        self._index_entry(entry, keys)

    def place_entry(self, entry: Entry, position: int) -> None:
        """The same words in another document, or elsewhere in it: nothing that a reader of the feed sees."""
        self.connection.execute(
            update(entries)
            .where(entries.c.id == entry.id)
            .values(
                document=entry.document,
                position=position,
                article=coding.dumps(coding.article_json(entry.article)),
            )
        )

    def entry_digest(self, id: str) -> str:
        return str(self.connection.execute(select(entries.c.digest).where(entries.c.id == id)).scalar_one())

    def touch_entry(self, id: str) -> None:
        """Its links to events changed."""
        self.connection.execute(update(entries).where(entries.c.id == id).values(generation=self.generation))

    def _entry_values(self, entry: Entry, position: int, digest: str) -> dict[str, Any]:
        return {
            "source": entry.source,
            "published": coding.day(entry.published),
            "timezone": entry.timezone,
            "language": entry.language,
            "url": entry.url,
            "document": entry.document,
            "position": position,
            "article": coding.dumps(coding.article_json(entry.article)),
            "digest": digest,
            "updated": coding.moment(entry.updated),
            "generation": self.generation,
        }

    def _add_entry_revision(self, entry: Entry, sequence: int, digest: str) -> None:
        self.connection.execute(
            insert(entry_revisions).values(
                entry=entry.id,
                sequence=sequence,
                at=coding.moment(entry.updated),
                document=entry.document,
                digest=digest,
            )
        )

    def _index_entry(self, entry: Entry, keys: Iterable[int], *, new: bool = False) -> None:
        rows = [{"key": key, "entry": entry.id} for key in dict.fromkeys(keys)]
        if rows:
            self.connection.execute(insert(entry_keys), rows)
        self._index(entry.id, entry.article.headline, entry_words(entry), new=new)

    # --- events --------------------------------------------------------------------------------------------

    def near(self, probes: Sequence[Probe], limit: int = 12) -> list[Event]:
        """The events that share the most keys with a mention, in the days where each key is asked for."""
        if not probes:
            return []
        values: dict[str, int] = {}
        for i, (key, low, high, most) in enumerate(probes):
            values.update({f"k{i}": key, f"a{i}": low, f"b{i}": high, f"n{i}": most})
        votes = Counter(row[0] for row in self.connection.execute(_near(len(probes)), values).all())
        if not votes:
            return []
        # Of many that share a word with it, those that share a third of what the nearest shares.
        few = max(votes.values()) / 3
        ids = sorted((id for id in votes if votes[id] >= few), key=lambda id: (-votes[id], id))[:limit]
        return reading.whole(self.connection, self.connection.execute(LIVING, {"ids": ids}).all())

    def event(self, uid: str) -> Event:
        """Raises UnknownEvent."""
        rows = self.connection.execute(select(events).where(events.c.uid == uid)).all()
        if not rows:
            raise UnknownEvent(f"{uid}: no such event; `feeds events list` shows them all")
        return reading.whole(self.connection, rows)[0]

    def has_event(self, uid: str) -> bool:
        return self.connection.execute(select(events.c.id).where(events.c.uid == uid)).first() is not None

    def merged_into(self, uid: str) -> str | None:
        return self.connection.execute(select(events.c.merged_into).where(events.c.uid == uid)).scalar()

    def add_event(self, event: Event, keys: Iterable[Key]) -> None:
        """A new event with its first revisions; its mentions are added one by one."""
        result = self.connection.execute(
            insert(events).values(
                uid=event.uid, created=coding.moment(event.revisions[0].at), **self._event_values(event)
            )
        )
        key = result.inserted_primary_key
        assert key is not None
        self._ids[event.uid] = int(key[0])
        self._add_revisions(event, event.revisions)
        self._index_event(event, keys, new=True)

    def change_event(self, event: Event, keys: Iterable[Key], *, merged_into: str | None = None) -> None:
        """Facts, confidence, parent and what is hidden as they now are, and the revisions that are new."""
        id = self._id(event.uid)
        self.connection.execute(
            update(events).where(events.c.id == id).values(merged_into=merged_into, **self._event_values(event))
        )
        query = select(func.max(revisions.c.sequence)).where(revisions.c.event == id)
        last = self.connection.execute(query).scalar()
        self._add_revisions(event, [each for each in event.revisions if last is None or each.sequence > last])
        self._index_event(event, keys)

    def _event_values(self, event: Event) -> dict[str, Any]:
        return {
            "facts": coding.dumps(coding.facts_json(event.facts)),
            "first_day": coding.day(event.facts.when.first_day) if event.facts.when else None,
            "confidence": event.confidence,
            "hidden": event.hidden,
            "parent": event.parent,
            "generation": self.generation,
        }

    def _add_revisions(self, event: Event, new: Iterable[Revision]) -> None:
        id = self._id(event.uid)
        rows = [
            {
                "event": id,
                "sequence": each.sequence,
                "at": coding.moment(each.at),
                "changes": coding.dumps(coding.changes_json(each.changes)),
                "because": coding.clean(each.because),
                "source": each.source,
            }
            for each in new
        ]
        if rows:
            self.connection.execute(insert(revisions), rows)

    def _index_event(self, event: Event, keys: Iterable[Key], *, new: bool = False) -> None:
        self.keys_anew(event.uid, keys, new=new)
        self._index(event.uid, event.facts.title, event_words(event), new=new)

    def _id(self, uid: str) -> int:
        if uid not in self._ids:
            found = self.connection.execute(select(events.c.id).where(events.c.uid == uid)).scalar()
            if found is None:
                raise UnknownEvent(f"{uid}: no such event; `feeds events list` shows them all")
            self._ids[uid] = int(found)
        return self._ids[uid]

    # --- mentions ------------------------------------------------------------------------------------------

    def add_mention(self, uid: str, mention: Mention) -> int:
        """`mention.article` is the entry's id, `mention.at` the moment it was first read."""
        assert mention.at is not None
        result = self.connection.execute(
            insert(mentions).values(
                event=self._id(uid),
                entry=mention.article,
                mention=coding.dumps(coding.mention_json(mention)),
                at=coding.moment(mention.at),
                pinned=mention.pinned,
            )
        )
        key = result.inserted_primary_key
        assert key is not None
        return int(key[0])

    def change_mention(self, id: int, mention: Mention) -> None:
        """The same mention as it is read now: after a mended text, or by newer rules."""
        values = {
            "entry": mention.article,
            "mention": coding.dumps(coding.mention_json(mention)),
            "pinned": mention.pinned,
        }
        self.connection.execute(update(mentions).where(mentions.c.id == id).values(**values))

    def move_mention(self, id: int, uid: str, *, pinned: bool) -> None:
        self.connection.execute(update(mentions).where(mentions.c.id == id).values(event=self._id(uid), pinned=pinned))

    def remove_mention(self, id: int) -> None:
        """Its article no longer says it."""
        self.connection.execute(delete(mentions).where(mentions.c.id == id))

    def mentions_of(self, entry: str) -> list[tuple[str, Mention]]:
        """(UID, mention) in the order they were stored."""
        query = (
            select(mentions, events.c.uid)
            .join(events, events.c.id == mentions.c.event)
            .where(mentions.c.entry == entry)
            .order_by(mentions.c.id)
        )
        return [(row.uid, reading.read_mention(row)) for row in self.connection.execute(query)]

    # --- what persons did ------------------------------------------------------------------------------------

    def add_action(self, uid: str, kind: str, said: Override) -> int:
        value = coding.value_json(said.value) if kind == "set" else said.value
        result = self.connection.execute(
            insert(actions).values(
                event=self._id(uid),
                kind=kind,
                field=said.field,
                value=coding.dumps(value),
                who=said.who,
                at=coding.moment(said.at),
                because=coding.clean(said.because),
            )
        )
        key = result.inserted_primary_key
        assert key is not None
        return int(key[0])

    def undo_action(self, id: int, *, who: str, at: dt.datetime) -> None:
        self.connection.execute(
            update(actions).where(actions.c.id == id).values(undone=coding.moment(at), undone_by=who)
        )

    # --- complete sources ------------------------------------------------------------------------------------

    def listed(self, source: str) -> dict[str, int]:
        """UID -> for how many readings it has been missing from this source's list."""
        query = (
            select(events.c.uid, listings.c.missed)
            .join(events, events.c.id == listings.c.event)
            .where(listings.c.source == source)
            .order_by(events.c.id)
        )
        return {row.uid: row.missed for row in self.connection.execute(query)}

    def save_listed(self, source: str, missed: Mapping[str, int]) -> None:
        self.connection.execute(delete(listings).where(listings.c.source == source))
        rows = [{"source": source, "event": self._id(uid), "missed": times} for uid, times in missed.items()]
        if rows:
            self.connection.execute(insert(listings), rows)

    # --- search, states --------------------------------------------------------------------------------------

    def _index(self, ref: str, title: str, words: str, *, new: bool) -> None:
        values = {"title": search.normal(coding.clean(title)), "grams": search.grams(words)}
        if not new:
            done = self.connection.execute(update(search_rows).where(search_rows.c.ref == ref).values(**values))
            new = not done.rowcount
        if new:
            self.connection.execute(insert(search_rows).values(ref=ref, **values))

    def index_anew(self) -> None:
        """Make every row of the search afresh."""
        self.connection.execute(delete(search_rows))
        for entry in list(reading.read_entries(self.connection))[::-1]:
            self._index(entry.id, entry.article.headline, entry_words(entry), new=True)
        for event in reading.read_events(self.connection):
            self._index(event.uid, event.facts.title, event_words(event), new=True)
        if self.connection.dialect.name == "sqlite":
            self.connection.exec_driver_sql("INSERT INTO search_index(search_index) VALUES ('rebuild')")

    def keys_anew(self, uid: str, keys: Iterable[Key], *, new: bool = False) -> None:
        """Where later mentions meet this event, whatever stood there."""
        id = self._id(uid)
        if not new:
            self.connection.execute(delete(event_keys).where(event_keys.c.event == id))
        rows = [{"key": key, "day": day, "event": id} for key, day in dict.fromkeys(keys)]
        if rows:
            self.connection.execute(insert(event_keys), rows)

    def save_states(self, table: Table, states: Mapping[str, Mapping[str, Any]]) -> None:
        for name, state in states.items():
            value = json.dumps(state, ensure_ascii=False, sort_keys=True)
            done = self.connection.execute(update(table).where(table.c.name == name).values(state=value))
            if not done.rowcount:
                self.connection.execute(insert(table).values(name=name, state=value))


#: Of these events, those that are not part of another.
LIVING = (
    select(events)
    .where(events.c.id.in_(bindparam("ids", expanding=True)), events.c.merged_into.is_(None))
    .order_by(events.c.id)
)


def entry_words(entry: Entry) -> str:
    article = entry.article
    lines = (article.kicker, article.headline, article.deck, *article.bylines, entry.source, article.text)
    return "\n".join(line for line in lines if line)


def event_words(event: Event) -> str:
    facts = event.facts
    lines = (facts.title, facts.place, facts.organizer, *facts.categories, *(each.evidence for each in event.mentions))
    return "\n".join(line for line in lines if line)


@lru_cache(maxsize=128)
def _near(count: int) -> TextClause:
    one = (
        "SELECT event FROM (SELECT event FROM event_keys WHERE key = :k{i} AND day BETWEEN :a{i} AND :b{i} "
        "ORDER BY day, event LIMIT :n{i}) AS t{i}"
    )
    return text(" UNION ALL ".join(one.format(i=i) for i in range(count)))
