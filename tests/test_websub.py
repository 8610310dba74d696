"""A hub hears of every changed feed, and nobody waits for it."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from feeds.config import Config
from feeds.pipeline import publish, websub
from feeds.store import Store, open_store
from tests.paper import page, tell
from tests.test_publisher import ARTICLES, HOUR, JANUARY, MOVED, configured


class Hub(HTTPServer):
    """A hub that notes what it is told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.told: list[list[str]] = []
        self.answer = 204

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class Handler(BaseHTTPRequestHandler):
    server: Hub

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        assert form["hub.mode"] == ["publish"]
        self.server.told.append(form["hub.url"])
        self.send_response(self.server.answer)
        self.end_headers()

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub() as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield made
        made.shutdown()
        thread.join()


@pytest.fixture
def config(tmp_path: Path, hub: Hub) -> Config:
    config = configured(tmp_path)
    return replace(config, site=replace(config.site, hub=hub.url))


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    with open_store(config.database) as opened:
        yield opened
        finish()


def finish() -> None:
    for thread in threading.enumerate():
        if thread.name == "websub":
            thread.join(120)


def test_a_hub_is_told_of_the_feeds_that_changed_and_of_no_others(store: Store, config: Config, hub: Hub) -> None:
    publish(store, config, JANUARY)
    finish()
    assert "https://feeds.example.org/events.ics" in hub.told[0]
    tell(store, page("日报", "2025-01-16", *ARTICLES))
    made = publish(store, config, JANUARY + HOUR)
    finish()
    assert hub.told[1] == [f"https://feeds.example.org/{path}" for path in sorted(made.changed)]
    publish(store, config, JANUARY + HOUR)
    finish()
    assert len(hub.told) == 2, "nothing changed, so nobody is told"


def test_a_hub_that_fails_is_asked_again_and_told_with_the_next_change(store: Store, config: Config, hub: Hub) -> None:
    hub.answer = 500
    waits: list[float] = []
    made = replace(
        publish(store, replace(config, site=replace(config.site, hub=None)), JANUARY), changed=("events.ics",)
    )
    thread = websub.tell(store, config, made, sleep=waits.append)
    assert thread is not None
    thread.join(120)
    assert waits == list(websub.TRIES)
    assert len(hub.told) == len(websub.TRIES)
    hub.answer = 202
    again = websub.tell(store, config, replace(made, changed=("news.rss",)), sleep=waits.append)
    assert again is not None
    again.join(120)
    assert hub.told[-1] == ["https://feeds.example.org/events.ics", "https://feeds.example.org/news.rss"]
    assert websub.tell(store, config, replace(made, changed=()), sleep=waits.append) is None


def test_publishing_waits_for_no_hub(store: Store, config: Config, hub: Hub) -> None:
    silent = threading.Event()

    def never(hub: str, told: list[str]) -> bool:
        return silent.wait(120)

    tell(store, page("晚报", "2025-01-17", MOVED))
    plain = replace(config, site=replace(config.site, hub=None))
    made = publish(store, plain, JANUARY)
    thread = websub.tell(store, config, made, post=never, sleep=lambda seconds: None)
    assert thread is not None
    assert thread.is_alive()
    assert thread.daemon, "a hub that hangs keeps no process alive"
    silent.set()
    thread.join(120)


def test_a_command_that_ends_at_once_has_told_the_hub(store: Store, hub: Hub, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(f'[site]\nurl = "https://feeds.example.org"\nhub = "{hub.url}"\n')
    (tmp_path / "page.txt").write_text(
        "关于举办环湖健步走活动的通知\n\n环湖健步走活动定于2025年9月6日9:00在云湖公园南门举行。\n"
    )
    subprocess.run([sys.executable, "-m", "feeds", "ingest", "--quiet", "page.txt"], cwd=tmp_path, check=True)
    assert any("https://feeds.example.org/events.ics" in told for told in hub.told)


def test_archives_have_no_subscribers(config: Config) -> None:
    assert websub.topics(config, ["archive/news/2024-01.atom", "近日.ics"]) == [
        "https://feeds.example.org/%E8%BF%91%E6%97%A5.ics"
    ]
