"""Plain text: what an editor saved, hard wraps and all. The articles are found later, in reading."""

from __future__ import annotations

from feeds.records import Document
from feeds.sources.encodings import decode


def read(
    data: bytes, name: str, *, language: str | None = None, url: str | None = None, charset: str | None = None
) -> Document:
    text, problems = decode(data, name, charset)
    return Document(name, "text/plain", text, language=language, url=url, problems=problems)
