"""`feeds serve` for real: its own process, its own port, and what a second process changes meanwhile."""

from __future__ import annotations

import datetime as dt
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import icalendar
import pytest
from click.testing import CliRunner

from feeds.cli import cli
from feeds.config import parse
from feeds.errors import ServeError
from feeds.web import serving
from tests.served import Served

NOTICE = (
    "关于举办环湖健步走活动的通知\n\n各单位：\n"
    "　　环湖健步走活动定于2025年9月6日在云湖公园南门举行。\n\n云湖公园管理处\n2025年8月20日\n"
)
#: Seconds; for a machine that is stuck, not for a slow one.
PATIENCE = 120
LATER = NOTICE.replace("9月6日", "9月13日").replace("健步走", "自行车赛")


def feeds(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """The command as a person runs it in that folder."""
    command = [sys.executable, "-m", "feeds", *args]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "config.toml").write_text('[site]\ntitle = "云湖"\nid = "test"\n', "utf-8")
    (tmp_path / "notice.txt").write_text(NOTICE, "utf-8")
    return tmp_path


@pytest.fixture
def serve(folder: Path) -> Iterator[Callable[..., Served]]:
    running: list[Served] = []

    def begin(*args: str) -> Served:
        running.append(Served(folder, "--workers", "1", *args))
        return running[-1]

    yield begin
    for each in running:
        each.end()


def until(holds: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait for what another process does; the limit is for a machine that is stuck, not for a slow one."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came"
        select_nothing()


def get(url: str, headers: dict[str, str] | None = None) -> httpx.Response:
    return httpx.get(url, headers=headers, timeout=PATIENCE)


def select_nothing() -> None:
    threading.Event().wait(0.05)


def titles(body: bytes) -> list[str]:
    return [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(body).events]


def test_what_is_printed_on_the_terminal_can_be_opened(folder: Path, serve: Callable[..., Served]) -> None:
    feeds(folder, "ingest", "notice.txt")
    served = serve()
    said = "".join(served.said)
    assert f"云湖: {served.url}/" in said
    for path, extension in (("events", "ics"), ("news", "rss")):
        assert f"{served.url}/{path}.{extension}" in said
        assert get(f"{served.url}/{path}.{extension}").status_code == 200
    assert "云湖" in get(f"{served.url}/").text
    assert served.end() in (0, 130)


def test_a_page_that_another_process_reads_is_served_without_a_restart(
    folder: Path, serve: Callable[..., Served]
) -> None:
    served = serve()
    assert titles(get(f"{served.url}/events.ics").content) == []
    (folder / "later.txt").write_text(LATER, "utf-8")
    done = feeds(folder, "ingest", "--no-publish", "notice.txt", "later.txt")
    assert done.returncode == 0, done.stderr
    until(lambda: len(titles(get(f"{served.url}/events.ics").content)) == 2)
    assert "自行车赛" in get(f"{served.url}/?q=自行车").text
    assert len(titles(get(f"{served.url}/events.ics?q=自行车").content)) == 1


def test_two_processes_serve_the_same_bytes_and_etags(folder: Path, serve: Callable[..., Served]) -> None:
    feeds(folder, "ingest", "notice.txt")
    first, second = serve(), serve()
    for name in ("events.ics", "events.rss", "events.atom", "events.json", "news.rss", "feeds.opml", "events.ics?q=湖"):
        one, other = get(f"{first.url}/{name}"), get(f"{second.url}/{name}")
        assert (one.status_code, one.content, one.headers["etag"]) == (200, other.content, other.headers["etag"]), name
        again = get(f"{second.url}/{name}", headers={"If-None-Match": one.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_a_second_start_changes_nothing(folder: Path, serve: Callable[..., Served]) -> None:
    feeds(folder, "ingest", "notice.txt")
    served = serve()
    before = get(f"{served.url}/events.ics")
    served.end()
    assert "1 unchanged" in feeds(folder, "ingest", "notice.txt").stdout
    after = get(f"{serve().url}/events.ics")
    same = ("etag", "last-modified")
    assert (before.content, *(before.headers[h] for h in same)) == (after.content, *(after.headers[h] for h in same))


def test_a_busy_port_is_one_line_with_the_remedy(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = feeds(folder, "serve", "--port", str(port))
    assert done.returncode == 1
    assert done.stderr.strip() == (
        f"feeds: port {port} on 127.0.0.1 is busy; stop what uses it, or serve on another: --port {port + 1}"
    )


def test_a_foreign_address_cannot_be_listened_on() -> None:
    with pytest.raises(ServeError, match=r"192\.0\.2\.1: cannot be listened on: .*; try --host 127\.0\.0\.1"):
        serving.take_port("192.0.2.1", 0)


@pytest.mark.parametrize(
    ("url", "host", "opened"),
    [
        ("https://feeds.example.org", "0.0.0.0", "https://feeds.example.org"),
        ("http://127.0.0.1:8000", "0.0.0.0", "http://127.0.0.1:8010"),
        ("http://127.0.0.1:8000", "192.168.1.20", "http://192.168.1.20:8010"),
        ("http://127.0.0.1:8000", "::1", "http://[::1]:8010"),
    ],
)
def test_people_are_told_the_address_that_opens(url: str, host: str, opened: str) -> None:
    assert serving.opened_at(parse({"site": {"url": url}}, None), host, 8010) == opened


def test_on_the_network_links_name_the_machine_and_the_published_site_stays_as_it_is() -> None:
    config = parse({}, None)
    lan = serving.on_network(config, "http://192.168.1.20:8000")
    assert (lan.site.url, lan.site.id) == ("http://192.168.1.20:8000", config.site.id)
    assert lan.published != config.published
    public = parse({"site": {"url": "https://feeds.example.org"}}, None)
    assert serving.on_network(public, "http://192.168.1.20:8000") is public


# --- the leader -------------------------------------------------------------------------------------------------


def test_the_leader_publishes_when_the_sites_day_ends(tmp_path: Path) -> None:
    """Midnight in Urumqi is 18:00 in Greenwich."""
    tables = {"site": {"timezone": "Asia/Urumqi"}, "store": {"published": str(tmp_path / "published")}}
    config = replace(parse(tables, None), database=f"sqlite:///{tmp_path / 'feeds.db'}")
    moment = dt.datetime(2025, 1, 16, 17, 59, tzinfo=dt.UTC)
    keeper = serving.Keeper(config, now=lambda: moment)
    leader = serving.Leader(keeper)
    leader.look()
    assert not keeper.stale()
    moment += dt.timedelta(minutes=2)
    assert keeper.stale()
    leader.look()
    assert not keeper.stale()
    from feeds.pipeline import manifest

    made = manifest.read(config.published)
    assert made is not None
    assert made.day == dt.date(2025, 1, 17)
    keeper.store.close()


def test_a_store_that_is_away_is_told_once_and_tried_again(tmp_path: Path) -> None:
    from feeds.errors import StoreError

    class Away(serving.Keeper):
        def __init__(self) -> None:
            self.tries = 0

        def stale(self) -> bool:
            self.tries += 1
            if self.tries < 3:
                raise StoreError("the database is away")
            return False

    said: list[str] = []
    leader = serving.Leader(Away(), report=said.append)
    for _ in range(4):
        leader.look()
    assert said == ["the database is away"]


# --- ingest, export, check ------------------------------------------------------------------------------------------


def run(folder: Path, *args: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["--config", str(folder / "config.toml"), *args])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


def test_ingest_says_what_is_new_and_reads_the_same_page_once(folder: Path) -> None:
    code, said = run(folder, "ingest", str(folder / "notice.txt"))
    assert code == 0
    assert "+ 2025-09-06        环湖健步走活动" in said
    assert "pages     1 read    0 unchanged   0 failed" in said
    assert "articles  1 new" in said
    assert "pages     0 read    1 unchanged" in run(folder, "ingest", str(folder / "notice.txt"))[1]


def test_a_page_that_cannot_be_read_is_one_line_and_the_others_go_on(folder: Path) -> None:
    code, said = run(folder, "ingest", "--json", str(folder / "nowhere.txt"), str(folder / "notice.txt"))
    assert code == 1
    assert f"feeds: {folder / 'nowhere.txt'}: no such file; check the name" in said
    assert '"read": 1' in said


def test_export_writes_every_feed_and_then_only_what_changed(folder: Path) -> None:
    run(folder, "ingest", str(folder / "notice.txt"))
    site = folder / "site"
    assert "written anew" in run(folder, "export", str(site))[1]
    for name in ("events.ics", "events.rss", "events.atom", "events.json", "news.rss", "news.atom", "news.json"):
        assert (site / name).stat().st_size > 0
        assert (site / f"{name}.gz").exists()
    assert "none changed" in run(folder, "export", str(site))[1]
    run(folder, "export", "--url", "https://feeds.example.org/", str(folder / "public"))
    assert b"https://feeds.example.org/events/" in (folder / "public" / "events.ics").read_bytes().replace(
        b"\r\n ", b""
    )


def test_export_to_no_address_is_refused(folder: Path) -> None:
    code, said = run(folder, "export", "--url", "feeds.example.org", str(folder / "site"))
    assert code == 2
    assert "--url" in said


def test_check_finds_a_sound_site_sound_and_a_tampered_one_not(folder: Path) -> None:
    assert run(folder, "check")[0] == 0  # nothing read yet is nothing wrong
    run(folder, "ingest", str(folder / "notice.txt"))
    code, said = run(folder, "check")
    assert (code, said.count(": sound")) == (0, 3)
    with (folder / "var" / "published" / "events.ics").open("ab") as file:
        file.write(b"X")
    code, said = run(folder, "check")
    assert code == 1
    assert "events.ics: is not what was published" in said


def test_on_the_network_a_phone_is_given_an_address_and_its_code(folder: Path, serve: Callable[..., Served]) -> None:
    try:
        address = serving.lan_address()
    except ServeError as error:  # no part that can be installed: a machine without a network
        pytest.skip(str(error))
    feeds(folder, "ingest", "notice.txt")
    served = serve("--lan")
    said = "".join(served.said)
    assert served.url.startswith(f"http://{address}:")
    assert said.count("█") > 100
    assert "Google Calendar and Outlook.com fetch from outside" in said
    calendar = get(f"{served.url}/events.ics").content.replace(b"\r\n ", b"")
    assert f"{served.url}/events/".encode() in calendar
    assert f"webcal{served.url.removeprefix('http')}/events.ics" in get(f"{served.url}/subscribe/events").text
