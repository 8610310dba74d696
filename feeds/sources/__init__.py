"""bytes -> Document: one small module a format behind one registry.

A format is known by its media type, by its first bytes, then by its extension. A module has one door,
`read(data, name, *, language=None, url=None, charset=None) -> Document`, and is imported only when a document needs it.
Adding a format is a row in FORMATS and a module of that name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import import_module

from feeds.errors import DocumentError
from feeds.records import Document

#: What comes in at most; more than this is no page of a newspaper.
MAX_BYTES = 32 * 1024 * 1024
MAX_CHARACTERS = 2_000_000

_HEAD = 4096
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Format:
    #: The module of this package that reads it.
    module: str
    media_types: tuple[str, ...]
    extensions: tuple[str, ...]
    #: Matched at the first bytes, after a byte order mark and white space.
    magic: re.Pattern[bytes] | None = None


FORMATS: tuple[Format, ...] = (
    Format(
        "html",
        ("text/html", "application/xhtml+xml"),
        (".html", ".htm", ".xhtml"),
        re.compile(rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S),
    ),
    Format(
        "mail",
        ("message/rfc822",),
        (".eml",),
        re.compile(
            rb"(?:(?:From|To|Cc|Subject|Date|Message-ID|MIME-Version|Content-[\w-]+|Reply-To|Return-Path|Received"
            rb"|Delivered-To|Sender|List-[\w-]+|X-[\w-]+|DKIM-Signature|Authentication-Results): [^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){3}",
            re.I,
        ),
    ),
    Format("pdf", ("application/pdf",), (".pdf",), re.compile(rb"[^\n]{0,1000}%PDF-")),
    Format("markdown", ("text/markdown", "text/x-markdown"), (".md", ".markdown")),
    Format("text", ("text/plain",), (".txt", ".text", "")),
)

#: Said by servers that do not know; the bytes know better.
_VAGUE = ("text/plain", "application/octet-stream", "binary/octet-stream", "application/x-download")


def read(
    data: bytes, name: str, *, media_type: str | None = None, language: str | None = None, url: str | None = None
) -> Document:
    """The page that these bytes are; DocumentError says in one line why they are none."""
    if not data.strip(b"\0 \t\r\n"):
        raise DocumentError(f"{name}: the file is empty; nothing to read")
    if len(data) > MAX_BYTES:
        raise DocumentError(
            f"{name}: {len(data) // 2**20} MiB, more than the {MAX_BYTES // 2**20} MiB allowed; split it"
        )
    kind, _, parameters = (media_type or "").partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", parameters, re.I)
    module = import_module(f"feeds.sources.{choose(data, name, kind).module}")
    document: Document = module.read(data, name, language=language, url=url, charset=charset[1] if charset else None)
    if len(document.text) > MAX_CHARACTERS:
        raise DocumentError(
            f"{name}: {len(document.text):,} characters, more than {MAX_CHARACTERS:,}; split it into pages"
        )
    if not document.text.strip() and not document.structured:
        raise DocumentError(f"{name}: no text in it; a scanned page must be read by OCR first")
    return document


def choose(data: bytes, name: str, media_type: str = "") -> Format:
    """The format of a document: media type first, then magic bytes, then the extension of its name."""
    said = media_type.strip().lower()
    if said and said not in _VAGUE:
        for form in FORMATS:
            if said in form.media_types:
                return form
    head = data[:_HEAD]
    if head.startswith(_UTF16):
        head = head.decode("utf-16", "ignore").encode("utf-8")
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for form in FORMATS:
        if form.magic and form.magic.match(head):
            return form
    extension = re.search(r"\.[A-Za-z0-9]{1,9}$", name)
    for form in FORMATS:
        if extension and extension[0].lower() in form.extensions:
            return form
    return FORMATS[-1]
