"""`feeds watch`, the inbox and `feeds sources`: files are read as they come, and people see how each source does."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from feeds.cli import cli
from feeds.config import load
from feeds.errors import FeedsError
from feeds.pipeline.watching import Watcher
from feeds.store import open_store
from tests.town import CHESS, OPENING, Town

NOTICE = (
    "关于举办环湖健步走活动的通知\n\n　　环湖健步走活动定于2025年9月6日在云湖公园南门举行。\n\n"
    "云湖公园管理处\n2025年8月20日\n"
)
CONFIG = """
[site]
id = "test"
[store]
inbox = "inbox"
[sources.office]
path = "office/*.txt"
kind = "notice"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "office").mkdir()
    (tmp_path / "inbox").mkdir()
    (tmp_path / "config.toml").write_text(CONFIG, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def feeds(*args: str) -> Result:
    return CliRunner().invoke(cli, args)


def titles() -> list[str]:
    with open_store(load().database) as store:
        return sorted(event.facts.title for event in store.events())


def eventually(claim: Callable[[], bool]) -> None:
    """Wait for another thread; the limit is for a machine that is stuck, not for a slow one."""
    ends = time.monotonic() + 120
    while not claim():
        assert time.monotonic() < ends, "it never came true"
        threading.Event().wait(0.02)


def aged(file: Path, seconds: float = 60) -> Path:
    """As if it had been written a minute ago."""
    then = time.time() - seconds
    os.utime(file, (then, then))
    return file


@pytest.fixture
def watcher(folder: Path) -> Iterator[Watcher]:
    with open_store(load().database) as store:
        made = Watcher(load(), store, report=lambda line: None)
        thread = threading.Thread(target=made.run)
        thread.start()
        yield made
        made.stop()
        thread.join(120)
        assert not thread.is_alive()


def test_a_file_is_read_when_it_is_written_and_again_when_it_changes(folder: Path, watcher: Watcher) -> None:
    (folder / "office" / "notice.txt").write_text(NOTICE, "utf-8")
    eventually(lambda: titles() == ["环湖健步走活动"])
    (folder / "office" / "notice.txt").write_text(NOTICE.replace("9月6日", "9月13日"), "utf-8")
    published = load().published / "events.ics"
    eventually(lambda: published.exists() and "DTSTART;VALUE=DATE:20250913" in published.read_text("utf-8"))


def test_a_file_moved_into_the_inbox_is_read_and_put_away(folder: Path, watcher: Watcher) -> None:
    draft = folder / "draft.txt"
    draft.write_text(NOTICE, "utf-8")
    draft.rename(folder / "inbox" / "notice.txt")
    eventually(lambda: (folder / "inbox" / "done" / "notice.txt").exists())
    assert titles() == ["环湖健步走活动"]


def test_what_cannot_be_read_is_put_aside_with_the_reason(folder: Path) -> None:
    (folder / "inbox" / "cut.pdf").write_bytes(b"%PDF-1.7 cut")
    aged(folder / "inbox" / "cut.pdf")
    result = feeds("watch", "--once")
    assert result.exit_code == 0
    assert "inbox/cut.pdf: a damaged PDF; save it anew\n" in result.output
    failed = folder / "inbox" / "failed"
    assert sorted(file.name for file in failed.iterdir()) == ["cut.pdf", "cut.pdf.why.txt"]
    assert (failed / "cut.pdf.why.txt").read_text("utf-8") == "cut.pdf: a damaged PDF; save it anew\n"


def test_the_inbox_leaves_alone_what_is_hidden_unfinished_or_a_link(folder: Path) -> None:
    inbox = folder / "inbox"
    outside = folder / "secret.txt"
    outside.write_text(NOTICE, "utf-8")
    (inbox / "link.txt").symlink_to(outside)
    for name in (".hidden.txt", "notice.txt.part"):
        (inbox / name).write_text(NOTICE, "utf-8")
        aged(inbox / name)
    (inbox / "being-written.txt").write_text("关于", "utf-8")
    aged(inbox / "being-written.txt", -3600)  # just now, however long this machine takes
    feeds("watch", "--once")
    assert titles() == []
    assert outside.exists()
    assert not (inbox / "done").exists()


def test_two_files_of_one_name_are_both_kept(folder: Path) -> None:
    for number in range(2):
        aged_file = folder / "inbox" / "notice.txt"
        aged_file.write_text(NOTICE.replace("云湖", f"云湖{number}"), "utf-8")
        aged(aged_file)
        feeds("watch", "--once")
    done = folder / "inbox" / "done"
    assert sorted(file.name for file in done.iterdir()) == ["notice-2.txt", "notice.txt"]


def test_watching_nothing_says_what_to_do(folder: Path) -> None:
    (folder / "config.toml").write_text("[site]\nid = 'test'\n", "utf-8")
    result = feeds("watch", "--once")
    assert isinstance(result.exception, FeedsError)
    assert "inbox" in str(result.exception)


# --- feeds sources ----------------------------------------------------------------------------------------


@pytest.fixture
def town() -> Iterator[Town]:
    with Town() as town:
        town.put("/robots.txt", "User-agent: *\nDisallow: /private/\n", "text/plain")
        town.put(
            "/page.html",
            f"<html lang=zh><body><article><h1>冬捕节</h1><p>2025年1月16日讯 {OPENING}</p></article></body></html>",
        )
        town.put("/private/page.html", f"<html><body><p>{CHESS}</p></body></html>")
        yield town


def configured(folder: Path, town: Town) -> None:
    tables = "".join(
        f'[sources.{name}]\nurl = "{town.url}{path}"\nprivate = true\nkind = "notice"\n'
        for name, path in (("page", "/page.html"), ("secret", "/private/page.html"))
    )
    (folder / "config.toml").write_text(f'[site]\nid = "test"\n{tables}', "utf-8")


def test_a_source_is_tried_without_storing_anything(folder: Path, town: Town) -> None:
    configured(folder, town)
    result = feeds("sources", "test", "page")
    assert result.exit_code == 0, result.output
    assert result.output.startswith(f"{town.url}/")
    assert "湖畔冬捕节" in result.output
    assert "2025-01-18" in result.output
    assert not (folder / "var").exists()


def test_what_robots_txt_forbids_is_not_read(folder: Path, town: Town) -> None:
    configured(folder, town)
    result = feeds("sources", "test", "secret")
    assert result.exit_code == 1
    assert "robots.txt asks not to read it" in result.output
    assert "/private/page.html" not in [path for path, _ in town.asked]


def test_an_unknown_source_is_a_question_back(folder: Path, town: Town) -> None:
    configured(folder, town)
    assert 'did you mean "page"?' in str(feeds("sources", "test", "pgae").exception)


def test_the_list_tells_how_each_source_does(folder: Path) -> None:
    (folder / "office" / "notice.txt").write_text(NOTICE, "utf-8")
    assert "never read" in feeds("sources", "list").output
    feeds("watch", "--once")
    told = json.loads(feeds("sources", "list", "--json").output)
    assert (told["name"], told["state"], told["events"], told["pages"], told["error"]) == ("office", "ok", 1, 1, None)
    (folder / "office" / "broken.txt").write_bytes(b"\0")
    feeds("watch", "--once")
    line = feeds("sources", "list").output
    assert "partly" in line
    assert "broken.txt: the file is empty" in line


def test_a_bad_selector_is_told_when_the_settings_are_read(folder: Path) -> None:
    text = '[sources.x]\nurl = "https://paper.example/"\nfollow = ["#titles a["]\n'
    (folder / "config.toml").write_text(text, "utf-8")
    assert "sources.x.follow" in str(feeds("sources", "list").exception)
