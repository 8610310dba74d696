"""An engine for either database, and its errors in words a person can act on."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc
from sqlalchemy.engine import make_url

from feeds.errors import DamagedStore, StoreError

#: Seconds a writer waits for another to finish.
PATIENCE = 60
#: The one advisory lock of PostgreSQL that writers of this schema take in turn.
LOCK = 0x66656564


def engine(url: str, *, create: bool) -> Engine:
    """An engine that reads in a snapshot and writes one writer at a time; nothing is opened yet.

    Raises StoreError for a URL of no database that we know, or when a file is missing that may not be made.
    """
    try:
        parsed = make_url(url)
    except exc.ArgumentError:
        raise StoreError(
            f'{url}: no database URL; write "sqlite:///var/feeds.db" or "postgresql+psycopg://…"'
        ) from None
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed.database or "", create=create)
    if parsed.drivername in ("postgresql", "postgresql+psycopg"):
        return _postgresql(url)
    raise StoreError(f"{parsed.drivername}: no database we know; use sqlite or postgresql+psycopg")


def _sqlite(database: str, *, create: bool) -> Engine:
    if database in ("", ":memory:"):
        raise StoreError("sqlite: a file is needed, for several processes share it; write sqlite:///var/feeds.db")
    file = Path(database)
    if not file.exists():
        if not create:
            raise StoreError(f"{file}: no such store; `feeds ingest PATH…` makes it, or set [store] database")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"{file.parent}: cannot be made: {error.strerror}; choose another [store] database"
            ) from None
    made = create_engine(
        f"sqlite:///{file}",
        connect_args={"timeout": PATIENCE, "check_same_thread": False},
        pool_size=8,
        max_overflow=64,
    )

    @event.listens_for(made, "connect")
    def connected(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # BEGIN is ours: see `started`
        for pragma in (
            f"busy_timeout={PATIENCE * 1000}",
            "foreign_keys=ON",
            "synchronous=NORMAL",
            "cache_size=-32000",
            # Pages that many small transactions touch again are written back once: 32 MB of log, not 4.
            "wal_autocheckpoint=8000",
            "temp_store=MEMORY",
            "mmap_size=1073741824",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(made, "begin")
    def started(connection: Connection) -> None:
        # A writer that began as a reader could not wait for another: SQLite would answer "locked" at once.
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return made


def _postgresql(url: str) -> Engine:
    try:
        made = create_engine(
            make_url(url).set(drivername="postgresql+psycopg"),
            pool_size=8,
            max_overflow=64,
            connect_args={"connect_timeout": 10, "prepare_threshold": 3},
        )
    except ImportError:
        raise StoreError(
            "PostgreSQL needs psycopg, which is not installed; run: pip install 'feeds[postgres]'"
        ) from None

    @event.listens_for(made, "begin")
    def started(connection: Connection) -> None:
        if connection.get_execution_options().get("writing"):
            # Writers take turns: what one decides about an event rests on what all others have stored.
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")

    return made


def name(made: Engine) -> str:
    """The store as a person knows it: the file, or the URL without its password."""
    if made.dialect.name == "sqlite":
        return made.url.database or ""
    return made.url.render_as_string(hide_password=True)


@contextmanager
def explained(made: Engine) -> Iterator[None]:
    """Turn what the database says into one line: what, where, remedy."""
    try:
        yield
    except exc.DBAPIError as error:
        kind = DamagedStore if any(part in str(error.orig).lower() for part in DAMAGED) else StoreError
        raise kind(f"{name(made)}: {_explain(made, error)}") from error
    except exc.TimeoutError as error:
        raise StoreError(f"{name(made)}: too many at once; try again") from error
    except sqlite3.Error as error:
        raise StoreError(f"{name(made)}: {error}") from error


def _explain(made: Engine, error: exc.DBAPIError) -> str:
    said = str(error.orig).strip().split("\n")[0]
    low = said.lower()
    for part, words in EXPLANATIONS:
        if part in low:
            return words
    if made.dialect.name == "sqlite" and "unable to open" in low:
        folder = Path(made.url.database or "").parent
        if not os.access(folder, os.W_OK):
            return "its folder cannot be written; give this user the right to write there"
        return "cannot be opened; check that it is a file this user may read and write"
    return f"{said}; `feeds check` says more"


#: What SQLite says of a file that cannot be read any more.
DAMAGED = ("not a database", "malformed")
EXPLANATIONS = (
    ("readonly", "cannot be written; give this user the right to write the file and its folder"),
    ("read-only", "cannot be written; connect to the primary, or give this user the right to write"),
    ("disk is full", "the disk is full; make room and run the same again: nothing was half written"),
    ("no space left", "the disk is full; make room and run the same again: nothing was half written"),
    ("disk i/o error", "the disk failed; look at the system's log, then `feeds check`"),
    ("database is locked", f"another process has been writing for {PATIENCE} seconds; wait for it, or end it"),
    ("lock timeout", f"another process has been writing for {PATIENCE} seconds; wait for it, or end it"),
    ("not a database", "this is no SQLite file; name another in [store] database, or: feeds restore BACKUP"),
    ("malformed", "the file is damaged; bring back a backup: feeds restore BACKUP"),
    ("connection refused", "no server answers there; start PostgreSQL, or mend the host and port of the URL"),
    ("password authentication failed", "the server refuses this user or password; mend the URL"),
    ("permission denied", "this user may not do that; grant it the rights on the tables"),
    ("could not translate host", "no such host; mend the URL"),
)


def set_aside(url: str) -> Path:
    """Move a damaged SQLite file out of the way; where it is now."""
    file = Path(make_url(url).database or "")
    aside = file.with_name(file.name + ".damaged")
    try:
        for ending in ("-wal", "-shm"):
            file.with_name(file.name + ending).unlink(missing_ok=True)
        return file.replace(aside)
    except OSError as error:
        raise StoreError(f"{file}: cannot be moved aside: {error.strerror}; give this user the right") from None
