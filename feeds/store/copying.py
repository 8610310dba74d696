"""Backup and restore: the whole store in one SQLite file, whichever database it came from or goes to."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, Integer, Table, create_engine, delete, exc, insert, select, text, update

from feeds.errors import StoreError
from feeds.store import schema
from feeds.store.engine import engine as make_engine
from feeds.store.tables import TABLES, VERSION, entries, events, feed_states, kept, marks, throttles

#: Rows copied at a time.
BATCH = 1000
#: What comes back: not what was rendered, nor when a feed last changed, which may only move forward, nor who must wait.
COPIED = tuple(table for table in TABLES if table not in (kept, feed_states, throttles))


def backup(source: Engine, file: Path) -> None:
    """Write a copy beside `file` and put it in its place when it is whole."""
    unfinished = file.with_name(file.name + ".unfinished")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        if source.dialect.name == "sqlite":
            _copy_file(source, unfinished)
        else:
            _copy_tables(source, unfinished)
        with unfinished.open("rb") as done:
            os.fsync(done.fileno())
        os.replace(unfinished, file)
    except (OSError, sqlite3.Error) as error:
        why = getattr(error, "strerror", None) or error
        raise StoreError(f"{file}: cannot be written: {why}; choose another place") from error
    finally:
        with suppress(OSError):
            unfinished.unlink()


def _copy_file(source: Engine, file: Path) -> None:
    raw = source.raw_connection()
    target = sqlite3.connect(file)
    try:
        driver = raw.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, complete in itself
    finally:
        target.close()
        raw.close()


def _copy_tables(source: Engine, file: Path) -> None:
    target = make_engine(f"sqlite:///{file}", create=True)
    try:
        with (
            source.connect() as reading,
            reading.begin(),
            target.connect().execution_options(writing=True) as writing,
            writing.begin(),
        ):
            schema.make(writing)
            writing.execute(delete(marks))
            _copy(reading, writing, TABLES)
    finally:
        target.dispose()


def restore(target: Engine, file: Path) -> None:
    """Replace all rows in one transaction; the generation moves on, so that everybody reads anew."""
    with (
        _opened(file) as source,
        source.connect() as reading,
        reading.begin(),
        target.connect().execution_options(writing=True) as writing,
        writing.begin(),
    ):
        _replace(reading, writing)


def check_backup(file: Path) -> None:
    """StoreError when it is none that can be restored."""
    with _opened(file):
        pass


@contextmanager
def _opened(file: Path) -> Iterator[Engine]:
    """A copy of the backup, so that bringing an older one up to date leaves the backup alone."""
    if not file.is_file():
        raise StoreError(f"{file}: no such backup; name a file that `feeds backup` wrote")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "backup.db"
        shutil.copyfile(file, copy)
        source = create_engine(f"sqlite:///{copy}")
        try:
            _prepare(source, file)
            yield source
        finally:
            source.dispose()


def _prepare(source: Engine, file: Path) -> None:
    try:
        version = schema.stored_version(source)
    except exc.DatabaseError:
        version = None
    if version is None:
        raise StoreError(f"{file}: this is no backup of feeds; name a file that `feeds backup` wrote")
    if version > VERSION:
        raise StoreError(f"{file}: made by a newer version of feeds (schema {version}); install that version")
    try:
        with source.connect() as connection:
            sound = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok"
    except exc.DatabaseError:
        sound = False
    if not sound:
        raise StoreError(f"{file}: the backup is damaged; name an older one")
    if version < VERSION:
        schema.upgrade(source)


def _replace(reading: Connection, writing: Connection) -> None:
    before = writing.execute(select(marks.c.value).where(marks.c.name == "generation")).scalar_one()
    for table in reversed(COPIED):
        writing.execute(delete(table))
    _copy(reading, writing, COPIED)
    after = writing.execute(select(marks.c.value).where(marks.c.name == "generation")).scalar_one()
    now = max(before, after) + 1
    writing.execute(update(marks).values(value=now))
    writing.execute(update(events).values(generation=now))
    writing.execute(update(entries).values(generation=now))


def _copy(reading: Connection, writing: Connection, tables: Iterable[Table]) -> None:
    for table in tables:
        rows = reading.execution_options(yield_per=BATCH).execute(select(table))
        for part in rows.mappings().partitions(BATCH):
            writing.execute(insert(table), [dict(row) for row in part])
        if writing.dialect.name == "postgresql" and "id" in table.c and isinstance(table.c.id.type, Integer):
            advance(writing, table.name)


def advance(writing: Connection, table: str) -> None:
    """PostgreSQL must not give out numbers again that came with the rows."""
    last = f"GREATEST(1, (SELECT MAX(id) FROM {table}))"
    writing.execute(text(f"SELECT setval(pg_get_serial_sequence(:name, 'id'), {last})"), {"name": table})
