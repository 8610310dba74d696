"""The only network: polite to the sites it reads, and never a way into our own machine or memory."""

import datetime as dt
import gzip
import http.server
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from feeds.errors import FetchError
from feeds.fetching import LONGEST, Fetcher, Limits, Missing, Refused, seconds_of
from feeds.fetching.guard import is_public, resolve

Answer = tuple[int, dict[str, str], bytes]


@contextmanager
def site(answer: Callable[[str, dict[str, str]], Answer]) -> Iterator[tuple[str, list[str]]]:
    """A real web server on this machine; yields its address and the list of paths that were asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked.append(self.path)
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, told, body = answer(self.path, headers)
            self.send_response(status)
            for name, value in told.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    class Server(http.server.ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """A reader that hangs up in the middle is what some of these tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def fetcher(**limits: float) -> Fetcher:
    return Fetcher("feeds-test (+http://paper.example)", private=True, delay=0, limits=Limits(**limits))  # type: ignore[arg-type]


def plain(path: str, headers: dict[str, str]) -> Answer:
    if path == "/robots.txt":
        return 404, {}, b""
    return 200, {"Content-Type": "text/html; charset=gb18030", "ETag": '"1"'}, "一版".encode("gb18030")


def test_a_page_comes_with_what_the_server_told_of_it() -> None:
    with site(plain) as (url, _):
        page = fetcher().fetch(f"{url}/一版.html?d=2025-01-16#top")
    assert (page.status, page.data.decode("gb18030"), page.media_type) == (200, "一版", "text/html")
    assert (page.charset, page.etag) == ("gb18030", '"1"')


def test_an_unchanged_page_is_not_sent_again() -> None:
    def unchanged(path: str, headers: dict[str, str]) -> Answer:
        if path == "/robots.txt":
            return 404, {}, b""
        return (304, {}, b"") if headers.get("if-none-match") == '"1"' else (200, {"ETag": '"1"'}, b"page")

    with site(unchanged) as (url, asked):
        reader = fetcher()
        first = reader.fetch(f"{url}/page")
        assert reader.fetch(f"{url}/page", etag=first.etag).status == 304
    assert asked.count("/robots.txt") == 1


def test_robots_txt_is_honoured() -> None:
    def guarded(path: str, headers: dict[str, str]) -> Answer:
        return (200, {}, b"User-agent: *\nDisallow: /private/") if path == "/robots.txt" else (200, {}, b"page")

    with site(guarded) as (url, asked):
        assert fetcher().fetch(f"{url}/page").data == b"page"
        with pytest.raises(FetchError, match=r"robots\.txt"):
            fetcher().fetch(f"{url}/private/page")
    assert "/private/page" not in asked


@pytest.mark.parametrize("status", [301, 302, 308])
def test_a_redirect_is_followed_and_a_permanent_one_remembered(status: int) -> None:
    def moved(path: str, headers: dict[str, str]) -> Answer:
        if path == "/old":
            return status, {"Location": "/new"}, b""
        return plain(path, headers)

    with site(moved) as (url, _):
        page = fetcher().fetch(f"{url}/old")
    assert page.url == f"{url}/new"
    assert page.moved == (None if status == 302 else f"{url}/new")


def test_a_redirect_loop_ends() -> None:
    with (
        site(lambda path, _: (404, {}, b"") if path == "/robots.txt" else (302, {"Location": path + "x"}, b"")) as (
            u,
            a,
        ),
        pytest.raises(FetchError, match="redirects"),
    ):
        fetcher().fetch(f"{u}/x")
    assert len(a) < 10


def test_a_redirect_into_our_own_network_is_refused() -> None:
    """The first address may be ours to ask (a test's server is); where it sends us may still not be."""
    with pytest.raises(FetchError, match="address of this machine or network"):
        Fetcher("feeds-test", delay=0).fetch("http://localhost/")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.9", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
     "::1", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"],
)  # fmt: skip
def test_no_address_of_our_own_is_public(address: str) -> None:
    assert not is_public(address)


def test_a_name_that_leads_to_our_own_machine_is_refused_after_looking_it_up() -> None:
    with pytest.raises(FetchError, match="private = true"):
        resolve("localhost", 80, private=False)
    assert resolve("localhost", 80, private=True)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://x.example/", "http://", "gopher://x", "http://a:b@x.example/"]
)
def test_only_plain_web_addresses_are_fetched(url: str) -> None:
    with pytest.raises(FetchError):
        fetcher().fetch(url)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(bytes(80_000_000))

    def answer(path: str, headers: dict[str, str]) -> Answer:
        return (404, {}, b"") if path == "/robots.txt" else (200, {"Content-Encoding": "gzip"}, bomb)

    with site(answer) as (url, _), pytest.raises(FetchError, match="unpacks"):
        fetcher().fetch(f"{url}/bomb")


def test_a_page_over_the_limit_is_cut_off() -> None:
    def answer(path: str, headers: dict[str, str]) -> Answer:
        return 200, {}, b"" if path == "/robots.txt" else bytes(2_000_000)

    with site(answer) as (url, _), pytest.raises(FetchError, match="MiB"):
        fetcher(bytes=1_048_576).fetch(f"{url}/large")


def test_damaged_gzip_is_told() -> None:
    def answer(path: str, headers: dict[str, str]) -> Answer:
        return (404, {}, b"") if path == "/robots.txt" else (200, {"Content-Encoding": "gzip"}, b"no gzip")

    with site(answer) as (url, _), pytest.raises(FetchError, match="gzip"):
        fetcher().fetch(f"{url}/damaged")


def test_a_server_that_asks_for_patience_gets_it() -> None:
    def busy(path: str, headers: dict[str, str]) -> Answer:
        return (404, {}, b"") if path == "/robots.txt" else (503, {"Retry-After": "120"}, b"")

    with site(busy) as (url, _), pytest.raises(Refused) as caught:
        fetcher().fetch(f"{url}/page")
    assert caught.value.after == 120


def test_gone_is_an_answer_and_missing_an_error() -> None:
    def answer(path: str, headers: dict[str, str]) -> Answer:
        return (410 if path == "/gone" else 404), {}, b""

    with site(answer) as (url, _):
        assert fetcher().fetch(f"{url}/gone").status == 410
        with pytest.raises(Missing):
            fetcher().fetch(f"{url}/none")


def test_a_server_that_drips_is_left() -> None:
    """Each byte comes before the time-out of a read; only the deadline of the whole ends it."""
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                while not stop.wait(0.05):
                    try:
                        connection.sendall(b"x")
                    except OSError:
                        return

        thread = threading.Thread(target=drip)
        thread.start()
        try:
            with pytest.raises(Refused, match="no whole answer"):
                fetcher(seconds=0.4, silence=60).fetch(f"http://127.0.0.1:{server.getsockname()[1]}/")
        finally:
            stop.set()
            thread.join()


def test_retry_after_may_be_a_date() -> None:
    now = dt.datetime(2025, 1, 16, 8, 0, tzinfo=dt.UTC)
    assert seconds_of("Thu, 16 Jan 2025 08:02:00 GMT", now) == 120
    assert seconds_of("Thu, 16 Jan 2025 08:02:00 -0000", now) == 120
    assert seconds_of("soon") is None
    assert seconds_of("²") is None
    assert seconds_of("9" * 30) == LONGEST


# --- one at a time ----------------------------------------------------------------------------------------


def test_a_host_is_asked_for_one_thing_at_a_time() -> None:
    """Whoever asks: the second request is not sent before the first is answered."""
    busy, most, second = 0, 0, threading.Event()
    lock = threading.Lock()

    def answer(path: str, headers: dict[str, str]) -> Answer:
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        if path.startswith("/page"):
            second.wait(0.3)  # time for another, were it sent
        with lock:
            busy -= 1
        return 404 if path == "/robots.txt" else 200, {}, b"page"

    with site(answer) as (url, asked):
        reader = fetcher()
        threads = [threading.Thread(target=reader.fetch, args=(f"{url}/page{n}",)) for n in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(asked) == 4
    assert most == 1


@pytest.mark.parametrize(("robots", "pause"), [(b"", 0.2), (b"User-agent: *\nCrawl-delay: 0.4", 0.4)])
def test_between_two_requests_there_is_a_pause(robots: bytes, pause: float) -> None:
    """The site's own wish, when it is longer."""
    came: list[float] = []

    def answer(path: str, headers: dict[str, str]) -> Answer:
        if path == "/robots.txt":
            return 200, {}, robots
        came.append(time.monotonic())
        return 200, {}, b"page"

    with site(answer) as (url, _):
        reader = Fetcher("feeds-test", private=True, delay=0.2)
        began = time.monotonic()
        for n in range(3):
            reader.fetch(f"{url}/{n}")
    assert came[-1] - began >= 2 * pause
