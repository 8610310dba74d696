"""The shelf: published feeds answered from their folder, before Flask is asked or even imported.

A thin WSGI layer. It looks at the manifest at most once a second; everything an answer says is made then, so that a
conditional request costs two look-ups in dictionaries. What is not on the shelf goes to the application behind it.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

from feeds.pipeline import manifest as folders
from feeds.pipeline.manifest import File, Manifest, Stamp
from feeds.records import Site

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]
#: A header of the request by its name, or None.
Ask = Callable[[str], Any]

#: Seconds between two looks at the manifest.
PATIENCE = 1.0
#: Bodies held in memory, a worker; larger ones than a quarter of it are read as they are sent.
HELD = 64 * 1024 * 1024
CHUNK = 256 * 1024
#: Seconds for which an old answer may be shown while a cache fetches the new one.
STALE = 86_400
#: Seconds a browser may remember that other sites may read us.
PREFLIGHT = 86_400

_TAGS = re.compile(r'(?:W/)?("[^"]*")')
_CODING = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q\s*=\s*([\d.]+))?\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Answer:
    """One encoding of one body, and all that is said of it."""

    etag: str
    file: str
    size: int
    written: int
    found: Headers
    unchanged: Headers


@dataclass(frozen=True, slots=True)
class Shelved:
    """One published path in all its encodings, the best first."""

    changed_at: float
    modified: str
    answers: dict[str, Answer]
    #: By quoted ETag; each encoding has its own.
    tags: dict[str, Answer]


@dataclass(frozen=True, slots=True)
class Names:
    """What a server calls the headers that decide about an answer."""

    tags: str
    since: str
    codings: str


WSGI = Names("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_ACCEPT_ENCODING")
HTTP = Names("if-none-match", "if-modified-since", "accept-encoding")


class Shelf:
    """WSGI middleware over the folder of published feeds. `behind` makes the application when it is first needed."""

    def __init__(
        self,
        behind: Callable[[], Application],
        folder: Path,
        site: Site,
        *,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self.folder, self.site = folder, site
        self._behind = behind
        self._application: Application | None = None
        self._clock, self._wall = clock, wall
        self._lock = threading.Lock()
        self._next = float("-inf")
        self._seen: folders.Seen | None = None
        self._shelf: dict[str, Shelved] = {}
        self._expires: tuple[str, str] = ("Expires", "0")
        self._codings: dict[str, tuple[str, ...]] = {}
        self._held: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()
        self._holding = 0

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        made = None
        if not environ.get("QUERY_STRING"):
            made = self.reply(environ["REQUEST_METHOD"], environ.get("PATH_INFO", ""), environ.get, WSGI)
        if made is None:
            return self.application()(environ, start)
        status, headers, body = made
        start(f"{status} {HTTPStatus(status).phrase}", headers)
        return (body,) if isinstance(body, bytes) else body or ()

    def reply(self, method: str, path: str, ask: Ask, names: Names) -> Reply | None:
        """What stands on the shelf under a path (its octets, told in latin-1); None when nothing does."""
        if self._clock() >= self._next:
            self._look()
        shelved = self._shelf.get(path)
        if shelved is None:
            return None
        if method != "GET" and method != "HEAD":
            return refuse(method)
        tags = ask(names.tags)
        if tags is not None:
            answer = shelved.tags.get(tags) or self._matched(shelved, tags, ask, names)
            if answer is not None:
                return 304, [*answer.unchanged, self._expires], None
        else:
            since = ask(names.since)
            if since is not None and unchanged(shelved, since):
                return 304, [*self._chosen(shelved, ask, names).unchanged, self._expires], None
        return self._whole(shelved, path, ask, names, method)

    # --- negotiation ------------------------------------------------------------------------------------------

    def _matched(self, shelved: Shelved, tags: str, ask: Ask, names: Names) -> Answer | None:
        """The answer that an If-None-Match names: a list, weak forms, `*`."""
        if tags.strip() == "*":
            return self._chosen(shelved, ask, names)
        for tag in _TAGS.findall(tags):
            if found := shelved.tags.get(tag):
                return found
        return None

    def _chosen(self, shelved: Shelved, ask: Ask, names: Names) -> Answer:
        accepted = ask(names.codings)
        if accepted:
            for coding in self._preferred(accepted):
                if answer := shelved.answers.get(coding):
                    return answer
        return shelved.answers["identity"]

    def _preferred(self, accepted: str) -> tuple[str, ...]:
        known = self._codings.get(accepted)
        if known is None:
            if len(self._codings) > 500:
                self._codings.clear()
            known = self._codings[accepted] = preferred(accepted)
        return known

    # --- bodies -----------------------------------------------------------------------------------------------

    def _whole(self, shelved: Shelved, path: str, ask: Ask, names: Names, method: str) -> Reply:
        for _ in range(2):
            answer = self._chosen(shelved, ask, names)
            if method == "HEAD":
                return 200, [*answer.found, self._expires], None
            body = self._body(answer)
            if body is not None:
                return 200, [*answer.found, self._expires], body
            # A new body lies there already: its manifest follows, or has just come.
            self._look(again=True)
            shelved = self._shelf.get(path, shelved)
        return self._between(shelved)

    def _body(self, answer: Answer) -> bytes | Sent | None:
        """The bytes that the answer's ETag speaks of; None when others lie there."""
        key = (answer.file, answer.size, answer.written)
        held = self._held.get(key)
        if held is not None:
            return held
        try:
            file = open(answer.file, "rb")  # noqa: SIM115  (a large body is closed when it has been sent)
        except OSError:
            return None
        stat = os.fstat(file.fileno())
        if (stat.st_size, stat.st_mtime_ns) != (answer.size, answer.written):
            file.close()
            return None
        if answer.size > HELD // 4:
            return Sent(file)
        with file:
            body = file.read()
        with self._lock:
            if key not in self._held:
                self._held[key] = body
                self._holding += len(body)
            while self._holding > HELD:
                self._holding -= len(self._held.popitem(last=False)[1])
        return body

    def _between(self, shelved: Shelved) -> Reply:
        """What lies there, without a promise of what it is: two publications met, or the folder was copied."""
        answer = shelved.answers["identity"]
        try:
            body = Path(answer.file).read_bytes()
        except OSError:
            return 503, [("Content-Length", "0"), ("Retry-After", "1")], None
        unsure = ("ETag", "Last-Modified", "Cache-Control", "Content-Length")
        headers = [header for header in answer.found if header[0] not in unsure]
        return 200, [*headers, ("Cache-Control", "no-store"), ("Content-Length", str(len(body)))], body

    # --- the manifest -----------------------------------------------------------------------------------------

    def _look(self, again: bool = False) -> None:
        """Read the manifest if it is another one than last time."""
        with self._lock:
            if not again and self._clock() < self._next:
                return
            self._next = self._clock() + PATIENCE
            self._expires = ("Expires", formatdate(self._wall() + self.site.refresh, usegmt=True))
            seen = folders.stamp(self.folder)
            if seen is None:
                self._seen, self._shelf = None, {}
                return
            if seen == self._seen:
                return
            made = folders.read(self.folder)
            if made is None:
                return
            self._seen, self._shelf = seen, self._arranged(made)
            current = {(a.file, a.size, a.written) for each in self._shelf.values() for a in each.answers.values()}
            for key in [key for key in self._held if key not in current]:
                self._holding -= len(self._held.pop(key))

    def _arranged(self, made: Manifest) -> dict[str, Shelved]:
        # A path of WSGI is its octets, told in latin-1.
        return {
            ("/" + path).encode().decode("latin-1"): self._shelved(path, file, made)
            for path, file in made.files.items()
        }

    def _shelved(self, path: str, file: File, made: Manifest) -> Shelved:
        at = file.changed_at.timestamp()
        modified = formatdate(at, usegmt=True)
        answers = {}
        for coding in ("br", "gzip", "identity"):
            stamp = Stamp(file.etag, file.size, file.written) if coding == "identity" else file.encodings.get(coding)
            if stamp is not None:
                answers[coding] = self._answer(path, file.media_type, coding, stamp, modified, made.refresh)
        return Shelved(at, modified, answers, {answer.etag: answer for answer in answers.values()})

    def _answer(self, path: str, media_type: str, coding: str, stamp: Stamp, modified: str, refresh: int) -> Answer:
        etag = f'"{stamp.etag}"'
        shared = [("ETag", etag), *headers_of(self.site, path, modified, refresh)]
        found = [("Content-Type", media_type), ("Content-Length", str(stamp.size)), *shared]
        if coding != "identity":
            found.append(("Content-Encoding", coding))
        found.append(("X-Content-Type-Options", "nosniff"))
        file = str(self.folder / (path + folders.SUFFIXES.get(coding, "")))
        return Answer(etag, file, stamp.size, stamp.written, found, [*shared])

    # --- behind -----------------------------------------------------------------------------------------------

    def application(self) -> Application:
        """The pages."""
        if self._application is None:
            with self._lock:
                if self._application is None:
                    self._application = self._behind()
        return self._application


class Sent:
    """A large file, read as it is sent."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def __iter__(self) -> Iterator[bytes]:
        with self.file:
            while chunk := self.file.read(CHUNK):
                yield chunk

    def close(self) -> None:
        self.file.close()


#: Status, headers, body.
Reply = tuple[int, Headers, bytes | Sent | None]


def headers_of(site: Site, path: str, modified: str | None, refresh: int) -> Headers:
    """What every answer of a feed says beside its ETag, a 304 too."""
    headers = [
        ("Cache-Control", f"public, max-age={refresh}, stale-while-revalidate={STALE}"),
        ("Vary", "Accept-Encoding"),
        ("Access-Control-Allow-Origin", "*"),
        ("Access-Control-Expose-Headers", "ETag, Last-Modified"),
    ]
    if modified:
        headers.insert(0, ("Last-Modified", modified))
    if site.hub and not path.startswith("archive/"):
        headers.append(("Link", f'<{site.hub}>; rel="hub", <{site.url}/{quote(path)}>; rel="self"'))
    return headers


def refuse(method: str) -> Reply:
    """OPTIONS answered, every other method refused."""
    allowed = ("Allow", "GET, HEAD, OPTIONS")
    if method == "OPTIONS":
        cors = [
            ("Access-Control-Allow-Origin", "*"),
            ("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS"),
            ("Access-Control-Allow-Headers", "If-None-Match, If-Modified-Since"),
            ("Access-Control-Max-Age", str(PREFLIGHT)),
        ]
        return 204, [allowed, *cors], None
    body = b"A feed is only read: use GET or HEAD.\n"
    plain = [("Content-Type", "text/plain; charset=utf-8"), ("X-Content-Type-Options", "nosniff")]
    return 405, [allowed, *plain, ("Content-Length", str(len(body)))], body


def unchanged(shelved: Shelved, since: str) -> bool:
    """Whether nothing changed since a date of HTTP, in any of its three forms; nonsense means that we do not know."""
    if since == shelved.modified:
        return True
    try:
        moment = parsedate_to_datetime(since)
    except (ValueError, TypeError, IndexError, OverflowError):
        return False
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    try:
        return moment.timestamp() >= shelved.changed_at
    except (ValueError, OverflowError):
        return False


def preferred(accepted: str) -> tuple[str, ...]:
    """The codings we have that a client takes, the best first.

    >>> preferred("gzip, deflate, br"), preferred("gzip;q=1, br;q=0.1"), preferred("br;q=0, *")
    (('br', 'gzip'), ('gzip', 'br'), ('gzip',))
    """
    wishes: dict[str, float] = {}
    for part in accepted.split(","):
        if found := _CODING.match(part):
            try:
                wishes[found[1].lower()] = float(found[2]) if found[2] else 1.0
            except ValueError:
                continue
    any_other = wishes.get("*", 0.0)
    identity = wishes.get("identity", 0.0)
    ours = [(wishes.get(coding, wishes.get("x-gzip", any_other) if coding == "gzip" else any_other), coding)
            for coding in ("br", "gzip")]  # fmt: skip
    return tuple(coding for wish, coding in sorted(ours, key=lambda each: -each[0]) if wish > 0 and wish >= identity)
