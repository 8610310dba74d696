"""What several commands ask of the file system: which files a path means, and their bytes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from feeds.errors import DocumentError

#: A document over this is not read (DESIGN section 7).
MAX_BYTES = 32 * 1024 * 1024


def files(paths: tuple[str, ...], *, ours: tuple[Path, ...] = ()) -> Iterator[str]:
    """The files that are meant: a folder means those below it that are not hidden, "-" is standard input.

    `ours` are files and folders that are never read on the way: the store, what was published.
    """
    written = [path.absolute() for path in ours]
    for path in paths:
        if not Path(path).is_dir():
            yield path
            continue
        for file in sorted(Path(path).rglob("*")):
            hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
            whole = file.absolute()
            if file.is_file() and not hidden and not any(whole == each or each in whole.parents for each in written):
                yield str(file)


def read_bytes(path: str) -> bytes:
    """The bytes of one file. DocumentError says which file, why, and what to do."""
    if path == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        try:
            with Path(path).open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        except FileNotFoundError:
            raise DocumentError(f"{path}: no such file; check the name") from None
        except IsADirectoryError:
            raise DocumentError(f"{path}: this is a folder; name the files in it") from None
        except OSError as error:
            raise DocumentError(f"{path}: cannot be read: {error.strerror or error}; mend that first") from None
    if len(data) > MAX_BYTES:
        raise DocumentError(f"{path}: over {MAX_BYTES // 2**20} MiB; split it into smaller documents")
    return data
