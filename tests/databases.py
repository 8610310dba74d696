"""The two databases, for real: SQLite files, and a PostgreSQL cluster of our own that ends with the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from glob import glob
from pathlib import Path

import psycopg
import pytest

from feeds.store.tables import METADATA
from tests.conftest import missing


def binaries() -> Path | None:
    """Where initdb and pg_ctl are; Debian keeps them off the PATH."""
    found = sorted(glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda path: int(path.split("/")[4]))
    if found:
        return Path(found[-1]).parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def cluster() -> Iterator[str]:
    """A URL without the database's name, of a server that listens on a socket alone."""
    bin = binaries()
    if bin is None:
        missing("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    assert bin is not None
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    folder = Path(tempfile.mkdtemp(prefix="feeds-pg-"))
    if os.geteuid() == 0:
        os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
    data = folder / "data"
    run(user, bin / "initdb", "-D", data, "-A", "trust", "-U", "feeds", "-E", "UTF8", "--locale=C.UTF-8", "-N")
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c max_connections=60"
    options += " -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off"
    run(user, bin / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgresql+psycopg://feeds@/{{name}}?host={folder}"
    finally:
        run(user, bin / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder)


def run(user: str, *command: object) -> None:
    as_user = {"user": user} if os.geteuid() == 0 else {}
    done = subprocess.run(
        [str(part) for part in command],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if "start" not in command else subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        check=False,
        **as_user,  # type: ignore[arg-type]
    )
    if done.returncode:
        pytest.fail(f"{command[0]}: {(done.stdout or b'').decode()}")


def make_database(cluster_url: str, name: str) -> str:
    """A new, empty database of that cluster; its URL."""
    with server(cluster_url) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return cluster_url.format(name=name)


def make_schema(cluster_url: str, name: str) -> str:
    """A new, empty schema, which is made and thrown away faster than a database; its URL."""
    with server(cluster_url) as connection:
        connection.execute(f'CREATE SCHEMA "{name}"')
    return cluster_url.format(name="postgres") + f"&options=-csearch_path%3D{name}"


def server(url: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(f"host={url.split('host=')[1].split('&')[0]} user=feeds dbname=postgres", autocommit=True)


def copy(url: str, to: str) -> None:
    """Make a SQLite file a copy of another, which nobody uses just now."""
    shutil.copyfile(url.removeprefix("sqlite:///"), to.removeprefix("sqlite:///"))


def clear(url: str) -> None:
    """Take everything out of a store of PostgreSQL, as if it had just been made: faster than to make another."""
    tables = ", ".join(f'"{name}"' for name in METADATA.tables)
    with psycopg.connect(f"host={url.split('host=')[1]} user=feeds dbname={name_of(url)}") as connection:
        connection.execute(f"TRUNCATE {tables} RESTART IDENTITY")
        connection.execute("INSERT INTO marks (name, value) VALUES ('generation', 0), ('floor', 0)")


def drop(url: str) -> None:
    if url.startswith("sqlite"):
        for path in glob(url.removeprefix("sqlite:///") + "*"):
            os.remove(path)
        return
    with server(url) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name_of(url)}" WITH (FORCE)')


def name_of(url: str) -> str:
    return url.split("@/")[1].split("?")[0]
