"""`kill -9` at any point of an ingest, then the same again: the same store and feeds as without it, byte for byte."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from feeds import pipeline
from feeds.config import Config, parse
from feeds.pipeline.clock import fixed
from feeds.store import Store, open_store
from tests.databases import clear, copy, drop
from tests.paper import NOON

TIMES = 100 if os.environ.get("CI") else 3
FIRST = (
    "冬捕节将于1月18日开幕\n\n本报讯（记者 王强）1月15日，记者获悉，"
    "第十八届冬捕文化旅游节将于1月18日10:30在福海县海上魔鬼城景区举行。\n"
)
PAGES = {
    "first.txt": FIRST,
    "second.txt": ("冬捕节改期\n\n本报讯（记者 王强）原定于1月18日举行的第十八届冬捕文化旅游节延期至1月22日举行。\n"),
    "again.txt": FIRST.replace("举行", "举办"),
}


def ingest(url: str, folder: Path) -> None:
    """What `feeds ingest` does: pages into the store, then the feeds into their folder."""
    config = settings(url, folder)
    pages = [pipeline.Page(name, text.encode(), published=day(16 + i)) for i, (name, text) in enumerate(PAGES.items())]
    with open_store(url) as store:
        report = pipeline.ingest(store, pages, config, fixed(NOON))
        assert not report.failed
        pipeline.publish(store, config, NOON)


def day(number: int) -> Any:
    return NOON.date().replace(day=number)


def settings(url: str, folder: Path) -> Config:
    return replace(parse({}, None), database=url, published=folder)


def state(url: str, folder: Path) -> tuple[Any, ...]:
    """Everything that is stored and served, but for the numbers a database counts rows with."""
    with open_store(url) as store:
        assert store.check() == []
        events = [replace(each, mentions=tuple(replace(m, id=None) for m in each.mentions)) for each in store.events()]
        return (events, list(store.entries()), store.generation(), published(folder), searched(store))


def published(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".lock")
    # The manifest also tells when each file was written, by the disk's clock.
    return {str(path.relative_to(folder)): re.sub(rb'"written":\d+', b"", path.read_bytes()) for path in files}


def searched(store: Store) -> list[str]:
    return sorted(store.search("冬捕"))


class Dying:
    """Ends this process, as `kill -9` does, before its n-th statement, commit or change of a file."""

    def __init__(self, last: int) -> None:
        self.left = last
        event.listen(Engine, "before_cursor_execute", self.step)
        event.listen(Engine, "commit", self.step)
        sys.addaudithook(self.audit)

    def step(self, *_: Any) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def audit(self, name: str, arguments: tuple[Any, ...]) -> None:
        changes = name in ("os.rename", "os.remove", "os.mkdir", "os.truncate")
        if changes or (name == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")):
            self.step()


def in_child(act: Callable[[], object]) -> int:
    """The wait status of a forked child that does this."""
    child = os.fork()
    if child == 0:
        try:
            act()
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1]


def count(url: str, folder: Path) -> int:
    """How many statements and changes of files an ingest is made of."""
    read, write = os.pipe()

    def counted() -> None:
        dying = Dying(10**9)
        ingest(url, folder)
        os.write(write, str(10**9 - dying.left).encode())

    assert in_child(counted) == 0
    os.close(write)
    with os.fdopen(read) as told:
        return int(told.read())


@pytest.mark.parametrize("store", ["of no store", "of an empty store"])
def test_an_ingest_that_is_killed_and_run_again_ends_as_if_nothing_had_been(new_database, tmp_path, store):
    empty = new_database()
    if store == "of an empty store":
        open_store(empty).close()

    def begin() -> str:
        if store == "of an empty store" and empty.startswith("postgresql"):
            clear(empty)
            return empty
        url = new_database()
        if store == "of an empty store":
            copy(empty, url)
        return url

    ingest(begin(), tmp_path / "first")  # so that every module is there, and the children read no other
    url, whole = begin(), tmp_path / "whole"
    steps = count(url, whole)
    expected = state(url, whole)
    assert len(expected[0]) == 1, "one festival, moved once"
    times = max(TIMES // 10, 2) if store == "of no store" else TIMES
    for n in random.Random(steps).sample(range(1, steps + 1), times):
        url, folder = begin(), tmp_path / str(n)
        assert in_child(lambda url=url, folder=folder, n=n: (Dying(n), ingest(url, folder))) == signal.SIGKILL
        assert in_child(lambda url=url, folder=folder: ingest(url, folder)) == 0
        same(state(url, folder), expected, f"killed before step {n} of {steps}")
        if url != empty:
            drop(url)
        shutil.rmtree(folder)


def same(found: tuple[Any, ...], expected: tuple[Any, ...], when: str) -> None:
    assert found[:3] == expected[:3], when
    assert found[3].keys() == expected[3].keys(), when
    for name, body in expected[3].items():
        assert found[3][name] == body, f"{name}: {when}"
    assert found == expected, when


def test_what_an_uninterrupted_second_run_finds_is_the_same(new_database, tmp_path):
    url = new_database()
    ingest(url, tmp_path / "feeds")
    before = state(url, tmp_path / "feeds")
    ingest(url, tmp_path / "feeds")
    assert state(url, tmp_path / "feeds") == before


if not hasattr(os, "fork"):
    pytest.skip("needs fork", allow_module_level=True)
