"""zip: the files in it, each by its own format. Names in it are words to show, never paths to write to."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from feeds.errors import DocumentError
from feeds.sources import Part

#: Files in an archive, bytes of all of them unpacked, and times its packed size one may unpack to.
MAX_FILES, MAX_UNPACKED, MAX_RATIO = 500, 128 * 1024 * 1024, 200


def parts(data: bytes, name: str, **_: object) -> Iterator[Part | DocumentError]:
    """Each file, or why it is not read. DocumentError when the archive itself is unsound."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
        raise DocumentError(f"{name}: no sound zip ({error}); pack it anew") from None
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _hidden(entry.filename)]
        if len(entries) > MAX_FILES:
            raise DocumentError(f"{name}: {len(entries)} files, more than {MAX_FILES}; split it")
        if not entries:
            raise DocumentError(f"{name}: no files in it; nothing to read")
        left = MAX_UNPACKED
        for entry in entries:
            label = f"{name}/{_shown(entry)}"
            if entry.flag_bits & 1:
                yield DocumentError(f"{label}: locked with a password; pack it without one")
            elif entry.file_size > left or entry.file_size > MAX_RATIO * max(entry.compress_size, 4096):
                yield DocumentError(
                    f"{label}: it unpacks to {entry.file_size // 2**20} MiB; unpack it and send what matters"
                )
            else:
                content = _content(archive, entry, label)
                if isinstance(content, DocumentError):
                    yield content
                else:
                    left -= len(content)
                    yield Part(label, content)


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, label: str) -> bytes | DocumentError:
    try:
        with archive.open(entry) as file:
            return file.read(entry.file_size + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        return DocumentError(f"{label}: damaged ({error}); pack it anew")


def _hidden(path: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) and part not in (".", "..") for part in path.split("/"))


def _shown(entry: zipfile.ZipInfo) -> str:
    """The name as people wrote it: without the UTF-8 flag, Chinese archivers mean GB18030 where zip says cp437."""
    if entry.flag_bits & 0x800 or entry.filename.isascii():
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename
