"""URL -> bytes, politely and safely: the only network.

A Fetcher asks one thing at a time of a host, with a pause between; it honours robots.txt, ETag and Last-Modified,
Retry-After and 410, names the site in its User-Agent, follows a bounded number of redirects (each checked like the
first address), and reads no more than its limits of bytes, time and compression ratio allow.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import threading
import time
import zlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import httpcore
from protego import Protego

from feeds.errors import FetchError
from feeds.fetching.guard import Guarded

#: Seconds of a Retry-After that are told on; who asks for more than a month means never.
LONGEST = 31 * 86400.0
REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Limits:
    bytes: int = 32 * 1024 * 1024
    #: Of the whole exchange, redirects included, and of one silence.
    seconds: float = 60.0
    silence: float = 15.0
    redirects: int = 5
    #: Bytes after decompression against bytes before, past the first 64 KiB.
    ratio: int = 200


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: 200 with data, 304 unchanged, or 410 gone (any other status is a FetchError)."""

    #: After redirects; relative links are relative to it.
    url: str
    status: int
    data: bytes = b""
    media_type: str | None = None
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    #: Where a chain of permanent redirects alone (301, 308) led: the address to ask from now on.
    moved: str | None = None


class Refused(FetchError):
    """The server asks to come back later (429, 503), or failed (5xx); `after` is its Retry-After in seconds."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class Fetcher:
    """Fetches for one site. Safe to share between threads: one request at a time goes to a host.

    agent: the User-Agent, which names the site; private: may this source live on our own network, or which hosts
    (as addresses have them, with the port) may: a redirect must not choose whom we ask there; delay: seconds
    between two requests to a host (robots.txt's Crawl-delay wins when it is longer, up to a minute).
    """

    def __init__(
        self, agent: str, *, private: bool | Collection[str] = False, delay: float = 1.0, limits: Limits | None = None
    ) -> None:
        self._agent = agent
        self._private = private
        self._delay = delay
        self._limits = limits or Limits()
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}

    def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """GET, conditional when validators of an earlier answer are handed in. Raises FetchError and Refused."""
        left = self._limits.seconds
        here, permanent, moved = url, True, None
        for _ in range(self._limits.redirects + 1):
            answer, left = self._ask(here, {"If-None-Match": etag, "If-Modified-Since": last_modified}, left)
            if not isinstance(answer, _Redirect):
                return replace(answer, moved=moved)
            here = answer.to
            permanent = permanent and answer.permanent
            moved = here if permanent else None
        raise FetchError(f"{url}: more than {self._limits.redirects} redirects; name the address it ends at")

    def _ask(self, url: str, validators: dict[str, str | None], left: float) -> tuple[Fetched | _Redirect, float]:
        """The answer, and the seconds left: waiting for our own turn and politeness costs none of them."""
        check_address(url)
        host = self._host(url)
        with host.lock:
            robots = host.robots or self._robots(host, url, time.monotonic() + left)
            if not robots.can_fetch(url, self._agent):
                raise FetchError(f"{url}: the site's robots.txt asks not to read it; ask its editors")
            host.pause(max(self._delay, min(robots.crawl_delay(self._agent) or 0, 60)))
            began = time.monotonic()
            answer = self._get(url, validators, began + left)
            return answer, left - (time.monotonic() - began)

    def _host(self, url: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(urlsplit(url).netloc.lower(), _Host())

    def _robots(self, host: _Host, url: str, ends: float) -> Protego:
        """RFC 9309: no robots.txt (4xx) allows everything; one that cannot be had (5xx, no answer) nothing, for now."""
        parts = urlsplit(url)
        address = urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))
        for _ in range(self._limits.redirects + 1):
            host.pause(0)
            try:
                answer = self._get(address, {}, ends)
            except Missing:
                answer = Fetched(address, 200)
            if isinstance(answer, Fetched):
                host.robots = Protego.parse(answer.data[:512_000].decode("utf-8", "replace"))
                return host.robots
            address = answer.to
            check_address(address)
        host.robots = Protego.parse("")
        return host.robots

    def _get(self, url: str, validators: dict[str, str | None], ends: float) -> Fetched | _Redirect:
        headers = {"User-Agent": self._agent, "Accept": "*/*", "Accept-Encoding": "gzip"}
        headers |= {name: value for name, value in validators.items() if value}
        silence = dict.fromkeys(("connect", "read", "write", "pool"), self._limits.silence)
        ours = self._private if isinstance(self._private, bool) else urlsplit(url).netloc.lower() in self._private
        backend = Guarded(private=ours, seconds=max(ends - time.monotonic(), 0.001))
        try:
            with (
                httpcore.ConnectionPool(network_backend=backend) as pool,
                pool.stream(
                    "GET", encoded(url), headers=list(headers.items()), extensions={"timeout": silence}
                ) as response,
            ):
                told = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in response.headers}
                if response.status in REDIRECTS and told.get("location"):
                    return _Redirect(urljoin(url, told["location"]), response.status in (301, 308))
                data = self._body(url, response, told) if response.status == 200 else b""
                return _answer(url, response.status, told, data)
        except (httpcore.TimeoutException, TimeoutError):
            raise Refused(f"{url}: no whole answer within {self._limits.seconds:g} s; tried again later") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise Refused(f"{url}: no answer ({error or type(error).__name__}); tried again later") from None

    def _body(self, url: str, response: httpcore.Response, told: dict[str, str]) -> bytes:
        """The body, decompressed, within the limits of size and ratio."""
        limit = self._limits.bytes
        zipped = told.get("content-encoding", "").lower() in ("gzip", "x-gzip")
        unzip = zlib.decompressobj(wbits=31) if zipped else None
        read, size, parts = 0, 0, []
        try:
            for chunk in response.iter_stream():
                read += len(chunk)
                part = unzip.decompress(chunk, limit + 1 - size) if unzip else chunk
                size += len(part)
                parts.append(part)
                if unzip and size > 65536 and size > read * self._limits.ratio:
                    raise FetchError(f"{url}: it unpacks to over {self._limits.ratio} times its size; it is not read")
                if size > limit:
                    raise FetchError(f"{url}: over {limit // 2**20} MiB; name a smaller page")
        except zlib.error:
            raise FetchError(f"{url}: its gzip is damaged; tell its editors") from None
        if unzip and read and not unzip.eof:
            raise FetchError(f"{url}: its gzip ends too early; tried again later")
        return b"".join(parts)


class Missing(FetchError):
    """404 and the other 4xx: there is no such page."""


@dataclass(frozen=True, slots=True)
class _Redirect:
    to: str
    permanent: bool


class _Host:
    """What we remember of one host."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.robots: Protego | None = None
        self._asked = float("-inf")

    def pause(self, seconds: float) -> None:
        """Wait until `seconds` have gone by since the last request."""
        time.sleep(max(0.0, self._asked + seconds - time.monotonic()))
        self._asked = time.monotonic()


def check_address(url: str) -> None:
    """FetchError unless it is an http(s) address of a host, without a password in it."""
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        good = False
    if not good:
        raise FetchError(f"{url[:200]!r}: only http and https addresses are fetched; name one")
    if parts.username or parts.password:
        raise FetchError(f"{parts.hostname}: a name or password in an address is not sent; leave it out")


def encoded(url: str) -> str:
    """The address in ASCII: the host in IDNA, path and query percent-encoded in UTF-8, the fragment left out."""
    parts = urlsplit(url)
    host = parts.netloc
    if not host.isascii():
        host = (parts.hostname or "").encode("idna").decode("ascii") + (f":{parts.port}" if parts.port else "")
    safe = "/%:=&?~#+!$,;'@()*[]"
    return urlunsplit((parts.scheme, host, quote(parts.path or "/", safe), quote(parts.query, safe), ""))


def _answer(url: str, status: int, told: dict[str, str], data: bytes) -> Fetched:
    if status in (429, 503) or status >= 500:
        raise Refused(f"{url}: the server answers {status}; tried again later", seconds_of(told.get("retry-after")))
    if status not in (200, 304, 410):
        raise Missing(f"{url}: the server answers {status}; check the address")
    kind, _, rest = told.get("content-type", "").partition(";")
    charsets = [part.split("=", 1)[1] for part in rest.split(";") if part.strip().lower().startswith("charset=")]
    return Fetched(
        url,
        status,
        data,
        media_type=kind.strip().lower() or None,
        charset=charsets[0].strip("\"' ") if charsets else None,
        etag=told.get("etag"),
        last_modified=told.get("last-modified"),
    )


def seconds_of(retry_after: str | None, now: dt.datetime | None = None) -> float | None:
    """Retry-After (RFC 9110, 10.2.3) in seconds: a number or an HTTP date; None when it is neither.

    >>> seconds_of("120")
    120.0
    """
    if not retry_after:
        return None
    said = retry_after.strip()
    if said.isascii() and said.isdigit():
        return min(float(said), LONGEST)
    try:
        until = email.utils.parsedate_to_datetime(said)
    except ValueError:
        return None
    until = until.replace(tzinfo=dt.UTC) if until.tzinfo is None else until  # "-0000", as asctime dates
    return min(max(0.0, (until - (now or dt.datetime.now(dt.UTC))).total_seconds()), LONGEST)
