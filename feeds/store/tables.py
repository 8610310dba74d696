"""The tables, in SQLAlchemy Core. A change here needs a migration beside it: migrations/versions/.

Moments are ISO 8601 text in UTC, days ISO text or their ordinal, records JSON text: the same bytes on both databases.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    false,
)

METADATA = MetaData()

#: The newest migration: what `alembic_version` holds in a store of this version.
VERSION = "0002"

#: Single facts of the store itself: generation, floor.
marks = Table(
    "marks",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

documents = Table(
    "documents",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False),
    #: The file, address or message it was read from, as named at ingest.
    Column("name", Text, nullable=False),
    #: SHA-256 of its bytes.
    Column("digest", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("language", Text),
    Column("published", Text),
    Column("published_from", Text),
    Column("title", Text),
    Column("url", Text),
    Column("timezone", Text, nullable=False),
    Column("text", Text, nullable=False),
    #: The bytes themselves, deflated, for `feeds reread`.
    Column("body", LargeBinary, nullable=False),
    #: What the person or the source said of it: {"published": …, "language": …, "media_type": …}.
    Column("given", Text, nullable=False, default="{}"),
    Column("created", Text, nullable=False),
    #: The document of the same name and source that came after it.
    Column("superseded", Text),
    UniqueConstraint("source", "name", "digest", name="documents_same"),
    Index("documents_named", "source", "name"),
    Index("documents_digest", "digest"),
)

entries = Table(
    "entries",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("published", Text),
    Column("timezone", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("url", Text),
    Column("document", Text, ForeignKey("documents.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("article", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("sequence", Integer, nullable=False, default=0),
    Column("created", Text, nullable=False),
    Column("updated", Text, nullable=False),
    Column("generation", BigInteger, nullable=False),
    Index("entries_generation", "generation"),
    Index("entries_document", "document"),
    Index("entries_newest", "published", "created"),
)

#: Where articles of nearly the same text meet: a few hashes of their shingles.
entry_keys = Table(
    "entry_keys",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("entry", Text, ForeignKey("entries.id"), primary_key=True),
    Index("entry_keys_entry", "entry"),
    sqlite_with_rowid=False,
)

entry_revisions = Table(
    "entry_revisions",
    METADATA,
    Column("entry", Text, ForeignKey("entries.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("digest", Text, nullable=False),
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    #: With what persons said applied.
    Column("facts", Text, nullable=False),
    Column("first_day", Text),
    Column("confidence", Float, nullable=False),
    Column("hidden", Boolean, nullable=False, server_default=false()),
    Column("parent", Text),
    #: The event that took it in, when a person merged them: its mentions are there.
    Column("merged_into", Text),
    Column("created", Text, nullable=False),
    Column("generation", BigInteger, nullable=False),
    Index("events_generation", "generation"),
    Index("events_first_day", "first_day"),
    Index("events_parent", "parent"),
)

#: Where a mention meets the events it may speak of: hashes of the words of their titles, by day.
event_keys = Table(
    "event_keys",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("event", Integer, ForeignKey("events.id"), primary_key=True, autoincrement=False),
    Index("event_keys_event", "event"),
    sqlite_with_rowid=False,
)

mentions = Table(
    "mentions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("event", Integer, ForeignKey("events.id"), nullable=False),
    Column("entry", Text, ForeignKey("entries.id"), nullable=False),
    Column("mention", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("pinned", Boolean, nullable=False, server_default=false()),
    Index("mentions_event", "event"),
    Index("mentions_entry", "entry"),
)

revisions = Table(
    "revisions",
    METADATA,
    Column("event", Integer, ForeignKey("events.id"), primary_key=True, autoincrement=False),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("changes", Text, nullable=False),
    Column("because", Text, nullable=False),
    Column("source", Text, nullable=False),
    sqlite_with_rowid=False,
)

#: What persons did, each thing once, and whether it was taken back.
actions = Table(
    "actions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("event", Integer, ForeignKey("events.id"), nullable=False),
    #: "set" (an override of one field), "merge", "split".
    Column("kind", Text, nullable=False),
    Column("field", Text, nullable=False, default=""),
    Column("value", Text, nullable=False, default="null"),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("because", Text, nullable=False, default=""),
    Column("undone", Text),
    Column("undone_by", Text),
    Index("actions_event", "event"),
)

#: What a `complete` source listed at its last reading, and for how many readings it has been missing.
listings = Table(
    "listings",
    METADATA,
    Column("source", Text, primary_key=True),
    Column("event", Integer, ForeignKey("events.id"), primary_key=True, autoincrement=False),
    Column("missed", Integer, nullable=False),
    sqlite_with_rowid=False,
)

#: One row a searchable record. On SQLite an FTS5 table indexes `grams` as external content, kept in step by triggers.
search_rows = Table(
    "search_rows",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("ref", Text, nullable=False, unique=True),
    #: In its plain form, as `search.normal` has it.
    Column("title", Text, nullable=False),
    #: Chinese in characters' pairs, other scripts in words, a space between.
    Column("grams", Text, nullable=False),
)

#: Rendered components, by render profile: what a feed is joined from.
kept = Table(
    "kept",
    METADATA,
    Column("profile", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)


def _states(name: str) -> Table:
    """What somebody keeps here by name, as JSON."""
    return Table(name, METADATA, Column("name", Text, primary_key=True), Column("state", Text, nullable=False))


feed_states, source_states = _states("feed_states"), _states("source_states")

problems = Table(
    "problems",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("document", Text),
    Column("source", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("start", Integer, nullable=False, default=0),
    Column("end", Integer, nullable=False, default=0),
    Column("message", Text, nullable=False),
    Index("problems_document", "document"),
)

tokens = Table(
    "tokens",
    METADATA,
    Column("name", Text, primary_key=True),
    #: SHA-256 of the token, which is 256 random bits: no salt is needed, and a stolen store opens nothing.
    Column("digest", Text, nullable=False, unique=True),
    Column("created", Text, nullable=False),
)

#: How often each address or token did a thing lately: all processes count together, a day later it is forgotten.
throttles = Table(
    "throttles",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("level", Float, nullable=False),
    #: Seconds since 1970.
    Column("at", Float, nullable=False),
    Index("throttles_at", "at"),
)

#: In an order that foreign keys allow.
TABLES: tuple[Table, ...] = tuple(METADATA.sorted_tables)
