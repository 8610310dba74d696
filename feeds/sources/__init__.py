"""bytes -> Document: one small module a format behind one registry.

A format is known by its media type, by its first bytes, then by its extension. A module has one door,
`read(data, name, *, language=None, url=None, charset=None) -> Document`, and is imported only when a document needs it.
Adding a format is a row in FORMATS and a module of that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from feeds.errors import DocumentError
from feeds.records import Document

#: What comes in at most; more than this is no page of a newspaper.
MAX_BYTES = 32 * 1024 * 1024
MAX_CHARACTERS = 2_000_000

#: Archives in archives that are opened.
MAX_DEPTH = 3

_HEAD = 4096
_ZIP = re.compile(rb"PK\x03\x04")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Format:
    #: The module of this package that reads it.
    module: str
    media_types: tuple[str, ...]
    extensions: tuple[str, ...]
    #: Matched at the first bytes, after a byte order mark and white space.
    magic: re.Pattern[bytes] | None = None
    #: The bytes must hold this too: what makes a zip a Word file.
    holds: bytes = b""
    #: It gives several documents: its module has `parts(data, name, …) -> Iterator[Document | DocumentError | Part]`.
    several: bool = False


#: A document inside another: its name and its bytes, to be read by their own format.
Part = tuple[str, bytes]


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
            rb"|Delivered-To|Sender|List-[\w-]+|X-[\w-]+|DKIM-Signature|Authentication-Results): [^\n]*\r?\n"
            rb"(?:[ \t][^\n]*\r?\n)*){3}",
            re.I,
        ),
    ),
    Format("pdf", ("application/pdf",), (".pdf",), re.compile(rb"[^\n]{0,1000}%PDF-")),
    Format("ics", ("text/calendar",), (".ics", ".ical", ".ifb"), re.compile(rb"BEGIN:VCALENDAR", re.I)),
    Format(
        "syndication",
        ("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
        (".rss", ".atom", ".rdf"),
        re.compile(rb"(?:<\?xml[^>]*>\s*)?(?:<(?:!--.*?--|[?!][^>]*)>\s*)*<(?:rss|feed|rdf:RDF)\b", re.S),
        several=True,
    ),
    Format(
        "syndication",
        ("application/feed+json",),
        (),
        re.compile(rb"\{(?=.{0,2000}https?:\\?/\\?/jsonfeed\.org\\?/version)", re.S),
        several=True,
    ),
    Format(
        "word",
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
        (".docx", ".docm"),
        _ZIP,
        b"word/document.xml",
    ),
    Format(
        "word",
        ("application/vnd.oasis.opendocument.text",),
        (".odt",),
        _ZIP,
        b"application/vnd.oasis.opendocument.text",
    ),
    Format(
        "sheet",
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",),
        (".xlsx", ".xlsm"),
        _ZIP,
        b"xl/workbook.xml",
    ),
    Format("sheet", ("text/csv", "text/tab-separated-values"), (".csv", ".tsv")),
    Format("archive", ("application/zip", "application/x-zip-compressed"), (".zip",), _ZIP, several=True),
    Format("markdown", ("text/markdown", "text/x-markdown"), (".md", ".markdown")),
    Format("text", ("text/plain",), (".txt", ".text", "")),
)

#: Said by servers that do not know; the bytes know better.
_VAGUE = ("text/plain", "application/octet-stream", "binary/octet-stream", "application/x-download")


def read(
    data: bytes, name: str, *, media_type: str | None = None, language: str | None = None, url: str | None = None
) -> Document:
    """The one page that these bytes are; DocumentError says in one line why they are none, or that they are several."""
    form, charset = _checked(data, name, media_type)
    if form.several:
        raise DocumentError(f"{name}: several documents in one ({form.module}); ingest it, or unpack it first")
    document: Document = _module(form).read(data, name, language=language, url=url, charset=charset)
    return _sound(document, name)


def read_all(
    data: bytes,
    name: str,
    *,
    media_type: str | None = None,
    language: str | None = None,
    url: str | None = None,
    depth: int = 0,
) -> Iterator[Document | DocumentError]:
    """Every document in these bytes: the items of a feed, the files of a zip, or the one page that they are.

    What cannot be read comes as the error that says why, among the others; nothing is raised.
    """
    try:
        form, charset = _checked(data, name, media_type)
        if not form.several:
            document: Document = _module(form).read(data, name, language=language, url=url, charset=charset)
            yield _sound(document, name)
            return
        if depth >= MAX_DEPTH:
            raise DocumentError(f"{name}: archives in archives, {MAX_DEPTH} deep; unpack it")
        for part in _module(form).parts(data, name, language=language, url=url, charset=charset):
            if isinstance(part, tuple):
                yield from read_all(part[1], part[0], language=language, depth=depth + 1)
            else:
                yield part
    except DocumentError as error:
        yield error


def _module(form: Format) -> Any:
    return import_module(f"feeds.sources.{form.module}")


def _checked(data: bytes, name: str, media_type: str | None) -> tuple[Format, str | None]:
    """The format, and the charset that was told with the media type."""
    if not data.strip(b"\0 \t\r\n"):
        raise DocumentError(f"{name}: the file is empty; nothing to read")
    if len(data) > MAX_BYTES:
        size = len(data) // 2**20
        raise DocumentError(f"{name}: {size} MiB, more than the {MAX_BYTES // 2**20} MiB allowed; split it")
    kind, _, parameters = (media_type or "").partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", parameters, re.I)
    return choose(data, name, kind), charset[1] if charset else None


def _sound(document: Document, name: str) -> Document:
    if len(document.text) > MAX_CHARACTERS:
        size = f"{len(document.text):,} characters, more than {MAX_CHARACTERS:,}"
        raise DocumentError(f"{name}: {size}; split it into pages")
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
        if form.magic and form.magic.match(head) and form.holds in data:
            return form
    extension = re.search(r"\.[A-Za-z0-9]{1,9}$", name)
    for form in FORMATS:
        if extension and extension[0].lower() in form.extensions:
            return form
    return FORMATS[-1]
