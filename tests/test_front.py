"""The front of `feeds serve`: a real server asked over real sockets, as kindly and as rudely as clients do."""

from __future__ import annotations

import asyncio
import http.client
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import granian
import httpx
import pytest

from feeds.config import Config
from feeds.pipeline import publish
from feeds.store import open_store
from feeds.web import create_app, shelf
from feeds.web.front import KNOWN, THREADS, Front
from feeds.web.shelf import Shelf
from tests.paper import page, tell
from tests.served import Served
from tests.test_publisher import ARTICLES, JANUARY, configured

#: Seconds; for a machine that is stuck, not for a slow one.
PATIENCE = 120
SETTINGS = '[site]\nid = "test"\n[feeds."湖畔"]\ntitle = "湖畔"\nplace = "湖"\n'


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("front")
    (folder / "config.toml").write_text(SETTINGS, "utf-8")
    running = Served(folder, "--workers", "1")
    yield running
    running.end()


def connect(served: Served) -> socket.socket:
    parts = urlsplit(served.url)
    return socket.create_connection((parts.hostname, parts.port), PATIENCE)


def said(connection: socket.socket) -> bytes:
    """Until the server has no more to say."""
    pieces = b""
    while piece := connection.recv(65536):
        pieces += piece
    return pieces


def test_the_installed_server_is_one_whose_scheduler_is_known() -> None:
    """Else the shelf is asked by the event loop: right, and half as fast."""
    version = tuple(int(part) for part in granian.__version__.split(".")[:2])
    assert KNOWN[0] <= version < KNOWN[1]


def test_slow_uploads_keep_nobody_waiting(served: Served) -> None:
    """One who sends a page of a book a minute must not stop the polls, nor the other pages."""
    head = b"POST /try HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 100000\r\n\r\nslow"
    with ExitStack() as stack:
        for _ in range(4 * THREADS):
            stack.enter_context(connect(served)).sendall(head)
        assert httpx.get(f"{served.url}/events.ics", timeout=PATIENCE).status_code == 200
        assert httpx.get(f"{served.url}/events.ics?q=a", timeout=PATIENCE).status_code == 200
        assert httpx.get(f"{served.url}/", timeout=PATIENCE).status_code == 200


def test_a_body_that_never_ends_is_refused(served: Served) -> None:
    """Chunked, so that no length tells of it before."""

    def zeros() -> Iterator[bytes]:
        for _ in range(40):
            yield bytes(1_000_000)

    parts = urlsplit(served.url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE)
    with ExitStack() as stack:
        stack.callback(connection.close)
        try:
            connection.request("POST", "/try", zeros(), {"Content-Type": "text/plain"}, encode_chunked=True)
        except OSError:
            return  # hung up on while it still talked
        assert connection.getresponse().status == 413


@pytest.mark.parametrize("chunked", [False, True])
def test_a_page_that_is_pasted_arrives_whole(served: Served, chunked: bool) -> None:
    text = "环湖健步走活动定于2025年9月6日在云湖公园南门举行。\n" + "很长的一页。\n" * 5_000
    whole = b"text=" + quote(text).encode()
    chunks = (whole[start : start + 100_000] for start in range(0, len(whole), 100_000))
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = httpx.post(f"{served.url}/try", content=chunks if chunked else whole, headers=form, timeout=PATIENCE)
    assert answer.status_code == 200
    assert "健步走" in answer.text


@pytest.mark.parametrize("path", ["/湖畔.ics", "/湖畔.rss", "/events.ics?q=湖", "/?q=湖", "/news"])
def test_chinese_in_an_address_may_be_encoded_or_not(served: Served, path: str) -> None:
    """calcurse and old readers send what they were given."""
    encoded = httpx.get(f"{served.url}{quote(path, safe='/?=')}", timeout=PATIENCE)
    assert encoded.status_code == 200
    with connect(served) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        bare = said(connection)
    assert bare.startswith(b"HTTP/1.1 200"), bare[:200]
    assert bare.endswith(encoded.content[-100:])


@pytest.mark.parametrize("path", ["/events.ics", "/events.ics?q=a", "/", "/feeds.opml", "/robots.txt", "/nowhere"])
def test_head_says_what_get_says(served: Served, path: str) -> None:
    whole, head = (httpx.request(method, f"{served.url}{path}", timeout=PATIENCE) for method in ("GET", "HEAD"))
    assert (head.status_code, head.content) == (whole.status_code, b"")
    told = {name: value for name, value in whole.headers.items() if name not in ("date", "expires")}
    assert {name: value for name, value in head.headers.items() if name not in ("date", "expires")} == told


def test_one_connection_asks_for_feeds_and_pages_in_turn(served: Served) -> None:
    with httpx.Client(base_url=served.url, timeout=PATIENCE) as client:
        for path, status in (("/events.ics", 200), ("/", 200), ("/nowhere", 404), ("/events.rss", 200)) * 3:
            assert client.get(path).status_code == status
        tag = client.get("/events.ics").headers["ETag"]
        assert client.get("/events.ics", headers={"If-None-Match": tag}).status_code == 304
        assert client.post("/events.ics", content=b"x" * 100_000).status_code == 405
        assert client.get("/events.ics", headers={"If-None-Match": tag}).status_code == 304


class Asked:
    """A request as granian tells it."""

    http_version, scheme, server, client, query_string = "1.1", "http", "[::1]:80", "[::2]:1234", ""

    def __init__(self, path: str, method: str = "GET", **headers: str) -> None:
        self.path, self.method, self.headers = path, method, headers


class Sending:
    """An answer as granian takes it."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.status = 0

    def response_empty(self, status: int, headers: Any) -> None:
        self.status = status

    def response_bytes(self, status: int, headers: Any, body: bytes) -> None:
        self.status, self.pieces = status, [body]

    def response_stream(self, status: int, headers: Any) -> Sending:
        self.status = status
        return self

    async def send_bytes(self, piece: bytes) -> None:
        self.pieces.append(piece)


def answered(front: Front, asked: Asked) -> Sending:
    sending = Sending()
    asyncio.run(front.__rsgi__(asked, sending))
    return sending


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return configured(tmp_path)


def test_a_large_body_is_sent_in_pieces(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(config.database) as store:
        tell(store, page("日报", "2025-01-16", *ARTICLES))
        publish(store, config, JANUARY)
    monkeypatch.setattr(shelf, "HELD", 4000)
    monkeypatch.setattr(shelf, "CHUNK", 100)
    front = Front(Shelf(lambda: create_app(config), config.published, config.site))
    body = (config.published / "events.ics").read_bytes()
    made = answered(front, Asked("/events.ics"))
    assert (made.status, b"".join(made.pieces)) == (200, body)
    assert len(made.pieces) > 3
    assert answered(front, Asked("/events.ics", "HEAD")).pieces == []


def test_an_application_that_fails_is_a_500_without_its_inside(config: Config) -> None:
    def broken(environ: Any, start: Any) -> Any:
        raise RuntimeError("/secret/path")

    made = answered(Front(Shelf(lambda: broken, config.published, config.site)), Asked("/x"))
    assert made.status == 500
    assert b"secret" not in b"".join(made.pieces)
