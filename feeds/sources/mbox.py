"""mbox: a folder of letters in one file, each read like a letter of its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from feeds.errors import DocumentError
from feeds.sources import Part

#: Letters of one file that are read; the newest stand last.
MAX_LETTERS = 1000
#: A letter begins at a line "From sender day" at the start of the file or after a blank line (RFC 4155).
_BEGINS = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From [^\s]+ [^\n]*\d{4}[^\n]*\n")
_ID = re.compile(rb"^Message-ID:[ \t]*(?:\r?\n[ \t]+)?<([^<>\s]{3,200})>", re.I | re.M)


def parts(data: bytes, name: str, **_: object) -> Iterator[Part | DocumentError]:
    starts = list(_BEGINS.finditer(data.lstrip()))
    data = data.lstrip()
    ends = [start.start() for start in starts[1:]] + [len(data)]
    letters = [data[start.end() : end] for start, end in zip(starts, ends, strict=True)]
    if len(letters) > MAX_LETTERS:
        yield DocumentError(
            f"{name}: {len(letters)} letters; the newest {MAX_LETTERS} are read, split it for the others"
        )
    for letter in letters[-MAX_LETTERS:]:
        # ">From" at the start of a line is how the format keeps a letter's own "From".
        letter = re.sub(rb"(?m)^>(>*From )", rb"\1", letter)
        found = _ID.search(letter[:20_000])
        key = found[1].decode("ascii", "replace") if found else hashlib.sha256(letter).hexdigest()[:16]
        yield Part(f"{name}/{key}", letter, "message/rfc822")
