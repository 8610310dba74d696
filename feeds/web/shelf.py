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
        self._seen: tuple[int, int, int] | None = None
        self._shelf: dict[str, Shelved] = {}
        self._expires: tuple[str, str] = ("Expires", "0")
        self._codings: dict[str, tuple[str, ...]] = {}
        self._held: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()
        self._holding = 0

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        if self._clock() >= self._next:
            self._look()
        shelved = None if environ.get("QUERY_STRING") else self._shelf.get(environ.get("PATH_INFO", ""))
        if shelved is None:
            return self._application_behind()(environ, start)
        method = environ["REQUEST_METHOD"]
        if method == "GET" or method == "HEAD":
            tags = environ.get("HTTP_IF_NONE_MATCH")
            if tags is not None:
                answer = shelved.tags.get(tags) or self._matched(shelved, tags, environ)
                if answer is not None:
                    start("304 Not Modified", [*answer.unchanged, self._expires])
                    return ()
            elif "HTTP_IF_MODIFIED_SINCE" in environ and unchanged(shelved, environ["HTTP_IF_MODIFIED_SINCE"]):
                start("304 Not Modified", [*self._chosen(shelved, environ).unchanged, self._expires])
                return ()
            return self._whole(shelved, environ, start, method)
        return refuse(method, start)

    # --- negotiation ------------------------------------------------------------------------------------------

    def _matched(self, shelved: Shelved, tags: str, environ: Environ) -> Answer | None:
        """The answer that an If-None-Match names: a list, weak forms, `*`."""
        if tags.strip() == "*":
            return self._chosen(shelved, environ)
        for tag in _TAGS.findall(tags):
            if found := shelved.tags.get(tag):
                return found
        return None

    def _chosen(self, shelved: Shelved, environ: Environ) -> Answer:
        accepted = environ.get("HTTP_ACCEPT_ENCODING")
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

    def _whole(self, shelved: Shelved, environ: Environ, start: Start, method: str) -> Iterable[bytes]:
        for _ in range(2):
            answer = self._chosen(shelved, environ)
            if method == "HEAD":
                start("200 OK", [*answer.found, self._expires])
                return ()
            body = self._body(answer)
            if body is not None:
                start("200 OK", [*answer.found, self._expires])
                return body
            # A new body lies there already: its manifest follows, or has just come.
            self._look(again=True)
            shelved = self._shelf.get(environ["PATH_INFO"], shelved)
        return self._between(shelved, start)

    def _body(self, answer: Answer) -> Iterable[bytes] | None:
        """The bytes that the answer's ETag speaks of; None when others lie there."""
        key = (answer.file, answer.size, answer.written)
        held = self._held.get(key)
        if held is not None:
            return (held,)
        try:
            file = open(answer.file, "rb")  # noqa: SIM115  (a large body is closed when it has been sent)
        except OSError:
            return None
        stat = os.fstat(file.fileno())
        if (stat.st_size, stat.st_mtime_ns) != (answer.size, answer.written):
            file.close()
            return None
        if answer.size > HELD // 4:
            return _Sent(file)
        with file:
            body = file.read()
        with self._lock:
            if key not in self._held:
                self._held[key] = body
                self._holding += len(body)
            while self._holding > HELD:
                self._holding -= len(self._held.popitem(last=False)[1])
        return (body,)

    def _between(self, shelved: Shelved, start: Start) -> Iterable[bytes]:
        """What lies there, without a promise of what it is: two publications met, or the folder was copied."""
        answer = shelved.answers["identity"]
        try:
            body = Path(answer.file).read_bytes()
        except OSError:
            start("503 Service Unavailable", [("Content-Length", "0"), ("Retry-After", "1")])
            return ()
        unsure = ("ETag", "Last-Modified", "Cache-Control", "Content-Length")
        headers = [header for header in answer.found if header[0] not in unsure]
        start("200 OK", [*headers, ("Cache-Control", "no-store"), ("Content-Length", str(len(body)))])
        return (body,)

    # --- the manifest -----------------------------------------------------------------------------------------

    def _look(self, again: bool = False) -> None:
        """Read the manifest if it is another one than last time."""
        with self._lock:
            if not again and self._clock() < self._next:
                return
            self._next = self._clock() + PATIENCE
            self._expires = ("Expires", formatdate(self._wall() + self.site.refresh, usegmt=True))
            try:
                stat = os.stat(self.folder / folders.NAME)
            except OSError:
                self._seen, self._shelf = None, {}
                return
            seen = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
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

    def _application_behind(self) -> Application:
        if self._application is None:
            with self._lock:
                if self._application is None:
                    self._application = self._behind()
        return self._application


class _Sent:
    """A large file, read as it is sent."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def __iter__(self) -> Iterator[bytes]:
        with self.file:
            while chunk := self.file.read(CHUNK):
                yield chunk

    def close(self) -> None:
        self.file.close()


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


def refuse(method: str, start: Start) -> Iterable[bytes]:
    """OPTIONS answered, every other method refused."""
    allowed = ("Allow", "GET, HEAD, OPTIONS")
    if method == "OPTIONS":
        cors = [
            ("Access-Control-Allow-Origin", "*"),
            ("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS"),
            ("Access-Control-Allow-Headers", "If-None-Match, If-Modified-Since"),
            ("Access-Control-Max-Age", str(PREFLIGHT)),
        ]
        start("204 No Content", [allowed, *cors])
        return ()
    body = b"A feed is only read: use GET or HEAD.\n"
    start(
        "405 Method Not Allowed",
        [allowed, ("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))],
    )
    return (body,)


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
