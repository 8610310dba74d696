"""Making the schema and bringing an older one up to date; Alembic is imported only for the second."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from feeds.errors import StoreError
from feeds.store.engine import PATIENCE, name
from feeds.store.tables import METADATA, VERSION

#: What SQLAlchemy cannot say: the full-text index of SQLite, kept in step by triggers, and that of PostgreSQL.
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


def prepare(engine: Engine, *, create: bool) -> None:
    """See that the store has today's schema: one query when it has."""
    version = stored_version(engine)
    if version == VERSION:
        return
    if version is None:
        if not create:
            raise StoreError(f"{name(engine)}: holds no store yet; `feeds ingest PATH…` makes it")
        if engine.dialect.name == "sqlite":
            _write_ahead(engine)
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            if not inspect(connection).has_table("alembic_version"):  # another process may just have made it
                make(connection)
    elif version > VERSION:
        raise StoreError(f"{name(engine)}: made by a newer version of feeds (schema {version}); install that version")
    else:
        upgrade(engine)


def stored_version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return str(found) if found is not None else None


def make(connection: Connection) -> None:
    """Today's schema in an empty database; the migrations lead to the same (a test compares)."""
    METADATA.create_all(connection)
    for statement in SQLITE_SEARCH if connection.dialect.name == "sqlite" else POSTGRESQL_SEARCH:
        connection.exec_driver_sql(statement)
    connection.execute(text("INSERT INTO marks (name, value) VALUES ('generation', 0), ('floor', 0)"))
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:version)"), {"version": VERSION})


def upgrade(engine: Engine, version: str = "head") -> None:
    """Run the migrations up to `version`, all in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    if engine.dialect.name == "sqlite":
        _write_ahead(engine)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, version)


def _write_ahead(engine: Engine) -> None:
    """Readers never wait for the writer; it stays so in the file."""
    raw = engine.raw_connection()
    try:
        for left in reversed(range(PATIENCE * 20)):
            try:
                raw.cursor().execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as error:
                # For this change alone SQLite does not wait by itself when another process makes it just now.
                if not left or "locked" not in str(error):
                    raise
                time.sleep(0.05)
            else:
                return
    finally:
        raw.close()
