"""bytes -> Document: one small module a format behind one registry.

A format is known by its media type, by its first bytes, then by its extension. A module has one door,
`read(data, name, *, language=None, url=None, charset=None) -> Document`, and is imported only when a document needs it.
Adding a format is a row in FORMATS and a module of that name.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from feeds.errors import DocumentError
from feeds.records import Document

#: What comes in at most; more than this is no page of a newspaper.
MAX_BYTES = 32 * 1024 * 1024
MAX_CHARACTERS = 2_000_000

#: Archives in archives that are opened, and what may be inside them all together: documents, bytes.
MAX_DEPTH = 3
MAX_PARTS, MAX_PARTS_BYTES = 2000, 256 * 1024 * 1024

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
    #: Documents may be inside: its module has `parts(data, name, *, url, …) -> Iterator[Part | DocumentError]`.
    several: bool = False
    #: It has words of its own: its module has `read`.
    words: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """A document inside another, to be read by its own format: a file of a zip, an attachment, an item of a feed."""

    name: str
    data: bytes
    media_type: str | None = None
    url: str | None = None
    #: The day of what it came with: a letter's day is that of its attachments.
    published: dt.date | None = None
    language: str | None = None


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
        several=True,
    ),
    Format(
        "mbox",
        ("application/mbox",),
        (".mbox", ".mbx"),
        re.compile(rb"From [^\s]+ [^\n]*\d{4}\r?\n[\w-]+: "),
        several=True,
        words=False,
    ),
    Format("pdf", ("application/pdf",), (".pdf",), re.compile(rb"[^\n]{0,1000}%PDF-")),
    Format(
        "image",
        ("image/png", "image/jpeg", "image/webp", "image/tiff", "image/gif", "image/bmp"),
        (".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".gif", ".bmp"),
        re.compile(rb"\x89PNG|\xff\xd8\xff|RIFF....WEBP|II\*\x00|MM\x00\*|GIF8[79]a|BM", re.S),
    ),
    Format("ics", ("text/calendar",), (".ics", ".ical", ".ifb"), re.compile(rb"BEGIN:VCALENDAR", re.I)),
    Format(
        "syndication",
        ("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
        (".rss", ".atom", ".rdf"),
        re.compile(rb"(?:<\?xml[^>]*>\s*)?(?:<(?:!--.*?--|[?!][^>]*)>\s*)*<(?:rss|feed|rdf:RDF)\b", re.S),
        several=True,
        words=False,
    ),
    Format(
        "syndication",
        ("application/feed+json",),
        (),
        re.compile(rb"\{(?=.{0,2000}https?:\\?/\\?/jsonfeed\.org\\?/version)", re.S),
        several=True,
        words=False,
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
    Format("archive", ("application/zip", "application/x-zip-compressed"), (".zip",), _ZIP, several=True, words=False),
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
    if not form.words:
        raise DocumentError(f"{name}: several documents in one ({form.module}); ingest it, or unpack it first")
    with _one_line(name, form):
        document: Document = _module(form).read(data, name, language=language, url=url, charset=charset)
    return _sound(document, name)


def parts(
    data: bytes, name: str, *, media_type: str | None = None, language: str | None = None, url: str | None = None
) -> Iterator[Part | DocumentError]:
    """The documents inside these bytes, one level deep, and why others are not read. Raises DocumentError."""
    form, charset = _checked(data, name, media_type)
    if form.several:
        with _one_line(name, form):
            yield from _module(form).parts(data, name, language=language, url=url, charset=charset)


@contextmanager
def _one_line(name: str, form: Format) -> Iterator[None]:
    """Whatever a module raises as the one line that people are told: a file nobody thought of stops no other."""
    try:
        yield
    except DocumentError as error:
        raise error if str(error).startswith(name) else DocumentError(f"{name}: {error}") from None
    except RecursionError:
        raise DocumentError(f"{name}: nested too deep to be read; save it in a simpler form") from None
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        said = f"{type(error).__name__}: {error}".replace("\n", " ")[:200]
        raise DocumentError(f"{name}: our reader of {form.module} fails on it ({said}); please report it") from error


def form_of(data: bytes, name: str, media_type: str | None = None) -> Format:
    """The format of these bytes. DocumentError when they are none or too many."""
    return _checked(data, name, media_type)[0]


def opened(
    whole: Part, inside: Callable[[Part], Iterable[Part | DocumentError]] | None = None
) -> Iterator[Part | DocumentError]:
    """Every document in these bytes, each to be read by `read`: the files of a zip, a letter and its attachments.

    What cannot be opened comes as the error that says why, among the others; nothing is raised. `inside` opens one
    level (`parts_of` does by default).
    """
    left = [MAX_PARTS, MAX_PARTS_BYTES]
    yield from _opened(whole, inside or parts_of, 0, left)


def read_all(
    data: bytes, name: str, *, media_type: str | None = None, language: str | None = None, url: str | None = None
) -> Iterator[Document | DocumentError]:
    """Every document in these bytes, read: the items of a feed, the files of a zip, or the one page that they are.

    What cannot be read comes as the error that says why, among the others; nothing is raised.
    """
    for part in opened(Part(name, data, media_type, url, language=language)):
        try:
            yield part if isinstance(part, DocumentError) else read_part(part)
        except DocumentError as error:
            yield error


def read_part(part: Part) -> Document:
    """Raises DocumentError."""
    return dated(read(part.data, part.name, media_type=part.media_type, language=part.language, url=part.url), part)


def dated(document: Document, part: Part) -> Document:
    """With the day of what it came with, when it tells none itself."""
    if part.published and not document.published:
        return replace(document, published=part.published, published_from="printed")
    return document


def parts_of(part: Part) -> Iterator[Part | DocumentError]:
    return parts(part.data, part.name, media_type=part.media_type, language=part.language, url=part.url)


def _opened(
    whole: Part, inside: Callable[[Part], Iterable[Part | DocumentError]], depth: int, left: list[int]
) -> Iterator[Part | DocumentError]:
    try:
        form = form_of(whole.data, whole.name, whole.media_type)
        if form.words:
            yield whole
        if not form.several:
            return
        for part in inside(whole):
            if isinstance(part, DocumentError):
                yield part
                continue
            left[0] -= 1
            left[1] -= len(part.data)
            if min(left) < 0:
                raise DocumentError(f"{whole.name}: more inside than {MAX_PARTS} documents; unpack and split it")
            if depth + 1 > MAX_DEPTH and _several(part):
                raise DocumentError(f"{part.name}: archives in archives, {MAX_DEPTH} deep; unpack it")
            inherited = replace(
                part, language=part.language or whole.language, published=part.published or whole.published
            )
            yield from _opened(inherited, inside, depth + 1, left)
    except DocumentError as error:
        yield error


def _several(part: Part) -> bool:
    try:
        return form_of(part.data, part.name, part.media_type).several
    except DocumentError:
        return False


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
        raise DocumentError(f"{name}: no text in it; nothing to read")
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
