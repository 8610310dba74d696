"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

SQLITE_SEARCH = (
    "CREATE VIRTUAL TABLE search_index USING fts5(grams, content='search_rows', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 0', detail=none, columnsize=0, prefix='1')",
    "CREATE TRIGGER search_added AFTER INSERT ON search_rows BEGIN "
    "INSERT INTO search_index(rowid, grams) VALUES (new.id, new.grams); END",
    "CREATE TRIGGER search_removed AFTER DELETE ON search_rows BEGIN "
    "INSERT INTO search_index(search_index, rowid, grams) VALUES ('delete', old.id, old.grams); END",
    "CREATE TRIGGER search_changed AFTER UPDATE OF grams ON search_rows BEGIN "
    "INSERT INTO search_index(search_index, rowid, grams) VALUES ('delete', old.id, old.grams); "
    "INSERT INTO search_index(rowid, grams) VALUES (new.id, new.grams); END",
)
POSTGRESQL_SEARCH = (
    "CREATE INDEX search_index ON search_rows USING gin (array_to_tsvector(string_to_array(grams, ' ')))",
)


def upgrade() -> None:
    make_pages()
    make_events()
    make_acts()
    make_feeds()
    make_states()
    for statement in SQLITE_SEARCH if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_SEARCH:
        op.execute(statement)
    op.execute("INSERT INTO marks (name, value) VALUES ('generation', 0), ('floor', 0)")


def make_pages() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("language", sa.Text()),
        sa.Column("published", sa.Text()),
        sa.Column("published_from", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("created", sa.Text(), nullable=False),
        sa.Column("superseded", sa.Text()),
        sa.UniqueConstraint("source", "name", "digest", name="documents_same"),
    )
    op.create_index("documents_digest", "documents", ["digest"])
    op.create_index("documents_named", "documents", ["source", "name"])
    op.create_table(
        "entries",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("published", sa.Text()),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("document", sa.Text(), sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("created", sa.Text(), nullable=False),
        sa.Column("updated", sa.Text(), nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
    )
    op.create_index("entries_document", "entries", ["document"])
    op.create_index("entries_generation", "entries", ["generation"])
    op.create_index("entries_newest", "entries", ["published", "created"])
    op.create_table(
        "entry_keys",
        sa.Column("key", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("entry", sa.Text(), sa.ForeignKey("entries.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("entry_keys_entry", "entry_keys", ["entry"])
    op.create_table(
        "entry_revisions",
        sa.Column("entry", sa.Text(), sa.ForeignKey("entries.id"), primary_key=True),
        sa.Column("sequence", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )


def make_events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("uid", sa.Text(), nullable=False, unique=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Text()),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("parent", sa.Text()),
        sa.Column("merged_into", sa.Text()),
        sa.Column("created", sa.Text(), nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
    )
    op.create_index("events_first_day", "events", ["first_day"])
    op.create_index("events_generation", "events", ["generation"])
    op.create_index("events_parent", "events", ["parent"])
    op.create_table(
        "event_keys",
        sa.Column("key", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("day", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("event", sa.Integer(), sa.ForeignKey("events.id"), primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_index("event_keys_event", "event_keys", ["event"])
    op.create_table(
        "revisions",
        sa.Column("event", sa.Integer(), sa.ForeignKey("events.id"), primary_key=True, autoincrement=False),
        sa.Column("sequence", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mentions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("event", sa.Integer(), sa.ForeignKey("events.id"), nullable=False),
        sa.Column("entry", sa.Text(), sa.ForeignKey("entries.id"), nullable=False),
        sa.Column("mention", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_index("mentions_entry", "mentions", ["entry"])
    op.create_index("mentions_event", "mentions", ["event"])


def make_acts() -> None:
    op.create_table(
        "actions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("event", sa.Integer(), sa.ForeignKey("events.id"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("undone", sa.Text()),
        sa.Column("undone_by", sa.Text()),
    )
    op.create_index("actions_event", "actions", ["event"])
    op.create_table(
        "listings",
        sa.Column("source", sa.Text(), primary_key=True),
        sa.Column("event", sa.Integer(), sa.ForeignKey("events.id"), primary_key=True, autoincrement=False),
        sa.Column("missed", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )


def make_feeds() -> None:
    op.create_table(
        "feed_states",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("state", sa.Text(), nullable=False),
    )
    op.create_table(
        "kept",
        sa.Column("profile", sa.Text(), primary_key=True),
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "search_rows",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("ref", sa.Text(), nullable=False, unique=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("grams", sa.Text(), nullable=False),
    )


def make_states() -> None:
    op.create_table(
        "marks",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("value", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "problems",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("document", sa.Text()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
    )
    op.create_index("problems_document", "problems", ["document"])
    op.create_table(
        "source_states",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("state", sa.Text(), nullable=False),
    )
    op.create_table(
        "tokens",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("digest", sa.Text(), nullable=False, unique=True),
        sa.Column("created", sa.Text(), nullable=False),
    )
