"""The folder of published feeds: its files, each by rename, and the manifest that says what they are.

`folder/manifest.json` is written after the bodies it speaks of. A reader that finds another length or time of writing
on a body than the manifest says has come between the two, and looks again.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from feeds.errors import FeedsError

NAME = "manifest.json"
#: Pieces written by one call; no system takes fewer.
AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class Stamp:
    """One encoding of a body as it lies in the folder."""

    etag: str
    size: int
    #: Nanoseconds, as the file system tells it.
    written: int


@dataclass(frozen=True, slots=True)
class File:
    """A published body; its path from the folder is its path on the site."""

    etag: str
    changed_at: dt.datetime
    media_type: str
    size: int
    written: int
    #: "gzip" and "br", once they are made.
    encodings: Mapping[str, Stamp] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    generation: int
    #: The day it was made for, in the site's zone.
    day: dt.date
    #: Of all settings that enter a body.
    settings: str
    #: Seconds that a body may be held.
    refresh: int
    files: Mapping[str, File]
    #: Paths that this publication changed; not written down.
    changed: tuple[str, ...] = ()


def about(manifest: Manifest) -> tuple[int, dt.date, str]:
    """Of which state of the world it is."""
    return manifest.generation, manifest.day, manifest.settings


SUFFIXES = {"gzip": ".gz", "br": ".br"}


#: By which one manifest is told from another: its inode, time of writing and length.
Seen = tuple[int, int, int]


def stamp(folder: Path) -> Seen | None:
    """Of the manifest that lies there; None when there is none."""
    try:
        stat = os.stat(folder / NAME)
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


def listing(folder: Path) -> set[str]:
    """Every file in it, by its path from there: one look instead of hundreds."""
    found: set[str] = set()
    for where, _, names in os.walk(folder):
        beginning = "" if Path(where) == folder else Path(where).relative_to(folder).as_posix() + "/"
        found.update(beginning + name for name in names)
    return found


def read(folder: Path) -> Manifest | None:
    """The folder's manifest; None when there is none, or none that can be read."""
    try:
        made = json.loads((folder / NAME).read_bytes())
        files = {path: _file(plain) for path, plain in made["files"].items()}
        day = dt.date.fromisoformat(made["day"])
        return Manifest(made["generation"], day, made["settings"], made["refresh"], files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _file(plain: dict[str, object]) -> File:
    encodings = {name: Stamp(**stamp) for name, stamp in plain.pop("encodings").items()}  # type: ignore[attr-defined]
    changed_at = dt.datetime.fromisoformat(str(plain.pop("changed_at")))
    return File(changed_at=changed_at, encodings=encodings, **plain)  # type: ignore[arg-type]


def write(folder: Path, manifest: Manifest) -> None:
    plain = {
        "generation": manifest.generation,
        "day": manifest.day.isoformat(),
        "settings": manifest.settings,
        "refresh": manifest.refresh,
        "files": {path: _plain(file) for path, file in manifest.files.items()},
    }
    put(folder / NAME, [json.dumps(plain, separators=(",", ":"), sort_keys=True).encode()])


def _plain(file: File) -> dict[str, object]:
    # Written out: dataclasses.asdict copies every value deeply, for hundreds of files, twice a publication.
    encodings = {
        name: {"etag": stamp.etag, "size": stamp.size, "written": stamp.written}
        for name, stamp in file.encodings.items()
    }
    return {
        "etag": file.etag,
        "changed_at": file.changed_at.isoformat(),
        "media_type": file.media_type,
        "size": file.size,
        "written": file.written,
        "encodings": encodings,
    }


def put(path: Path, pieces: Iterable[bytes]) -> tuple[int, int]:
    """Write a file whole or not at all; its length and the time of writing."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb", buffering=0) as file:
            pour(file.fileno(), [piece for piece in pieces if piece])
            stat = os.fstat(file.fileno())
        os.replace(beside, path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise FeedsError(
            f"{path}: cannot be written: {error.strerror}; see to its folder and the space on the disk"
        ) from None
    return stat.st_size, stat.st_mtime_ns


def pour(file: int, pieces: list[bytes]) -> None:
    """Write many pieces with few calls: a large feed is thousands of them, and costs twice as much one by one."""
    if not hasattr(os, "writev"):
        for piece in pieces:
            while piece:
                piece = piece[os.write(file, piece) :]
        return
    at = 0
    while at < len(pieces):
        some = pieces[at : at + AT_ONCE]
        written = os.writev(file, some)
        while at < len(pieces) and written >= len(pieces[at]):
            written -= len(pieces[at])
            at += 1
        if written:
            pieces[at] = pieces[at][written:]


def remove(folder: Path, paths: Iterable[str]) -> None:
    """Take bodies away with their encodings; folders that are empty then, too."""
    for path in paths:
        for suffix in ("", *SUFFIXES.values()):
            with suppress(OSError):
                (folder / (path + suffix)).unlink()
        with suppress(OSError):
            (folder / path).parent.rmdir() if "/" in path else None


def sweep(folder: Path) -> None:
    """Throw away what a publisher that was killed had begun to write; for who holds the lock."""
    for left in folder.rglob(".*"):
        if re.fullmatch(r"\..+\.\d+", left.name):
            with suppress(OSError):
                left.unlink()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One publisher a folder at a time, over all processes."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("ab")
    except OSError as error:
        raise FeedsError(
            f"{folder}: cannot be written: {error.strerror}; name another folder or mend its rights"
        ) from None
    with lock:
        with suppress(ImportError):
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
