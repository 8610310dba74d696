"""publish(): the folder of feeds, only what changed, each file whole, the same bytes in every process."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import brotli
import icalendar
import pytest

from feeds.config import Config, parse
from feeds.errors import FeedsError
from feeds.pipeline import Publisher, export, publish
from feeds.pipeline import manifest as folders
from feeds.store import Store, open_store
from tests.paper import page, tell, told

JANUARY = dt.datetime(2025, 1, 16, 4, 0, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def configured(folder: Path, **feeds: dict[str, object]) -> Config:
    tables = {
        "site": {"url": "https://feeds.example.org", "id": "feeds.test"},
        "store": {"database": f"sqlite:///{folder}/feeds.db", "published": str(folder / "published")},
        "feeds": feeds,
    }
    return parse(tables, None)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return configured(tmp_path)


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    with open_store(config.database) as opened:
        tell(opened, page("日报", "2025-01-16", *ARTICLES))
        yield opened


ARTICLES = (
    ("冬捕节18日开幕", "冬捕节将于1月18日在福海县开幕。", [told("冬捕节", "2025-01-18", place="福海县")]),
    ("诗社采风", "诗社13日至14日在富蕴县采风。", [told("诗社采风", "2025-01-13", "2025-01-14", place="富蕴县")]),
)
MOVED = (
    "冬捕节改期",
    "冬捕节推迟至1月20日开幕。",
    [told("冬捕节", "2025-01-20", place="福海县", was="2025-01-18", paper="2025-01-17")],
)


def bodies(folder: Path) -> dict[str, str]:
    files = (file for file in folder.rglob("*") if file.is_file() and not file.name.startswith((".", "manifest")))
    return {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(files)}


def test_every_feed_is_there_in_every_format_that_can_tell_it(store: Store, config: Config) -> None:
    made = publish(store, config, JANUARY)
    events = {f"events.{extension}" for extension in ("ics", "rss", "atom", "json", "jcal", "jsonld")}
    assert set(made.files) == events | {"news.rss", "news.atom", "news.json", "feeds.opml"}
    calendar = icalendar.Calendar.from_ical((config.published / "events.ics").read_bytes())
    assert {str(each["SUMMARY"]) for each in calendar.walk("VEVENT")} == {"冬捕节", "诗社采风"}


def test_the_encodings_beside_a_body_are_the_body(store: Store, config: Config) -> None:
    made = publish(store, config, JANUARY)
    for path, file in made.files.items():
        body = (config.published / path).read_bytes()
        assert gzip.decompress((config.published / f"{path}.gz").read_bytes()) == body
        assert brotli.decompress((config.published / f"{path}.br").read_bytes()) == body
        assert len({file.etag, *(stamp.etag for stamp in file.encodings.values())}) == 3
        assert (config.published / f"{path}.gz").read_bytes()[4:8] == b"\0\0\0\0", "gzip tells no time of day"


def test_nothing_new_writes_nothing(store: Store, config: Config) -> None:
    publish(store, config, JANUARY)
    before = {file: file.stat().st_mtime_ns for file in config.published.iterdir()}
    tell(store, page("日报", "2025-01-16", *ARTICLES))
    assert publish(store, config, JANUARY + HOUR).changed == ()
    assert {file: file.stat().st_mtime_ns for file in config.published.iterdir()} == before


def test_a_changed_event_rewrites_its_feeds_alone(store: Store, tmp_path: Path) -> None:
    config = configured(tmp_path, fuyun={"title": "富蕴", "place": "富蕴"})
    first = publish(store, config, JANUARY)
    tell(store, page("晚报", "2025-01-17", MOVED), at=JANUARY + HOUR)
    second = publish(store, config, JANUARY + HOUR)
    assert "events.ics" in second.changed
    assert not [path for path in second.changed if path.startswith("fuyun")]
    for path in second.files:
        same = first.files[path].etag == second.files[path].etag
        assert same is (path not in second.changed)
        assert same is (first.files[path].changed_at == second.files[path].changed_at)


def test_a_publisher_that_goes_on_writes_what_a_fresh_one_writes(store: Store, config: Config, tmp_path: Path) -> None:
    going_on = Publisher(store, config)
    going_on.publish(JANUARY)
    tell(store, page("晚报", "2025-01-17", MOVED), at=JANUARY + HOUR)
    tell(
        store,
        page("周报", "2025-01-17", ("书市", "书市将于2月1日开市。", [told("书市", "2025-02-01", paper="2025-01-17")])),
    )
    going_on.publish(JANUARY + HOUR)
    Publisher(store, config, tmp_path / "fresh").publish(JANUARY + HOUR)
    assert bodies(config.published) == bodies(tmp_path / "fresh")


def test_another_process_publishes_the_same_bytes_and_etags(store: Store, config: Config, tmp_path: Path) -> None:
    here = publish(store, config, JANUARY)
    script = (
        "import sys, datetime as dt, pathlib\n"
        "from tests.test_publisher import configured, JANUARY\n"
        "from feeds.store import open_store\nfrom feeds.pipeline import Publisher\n"
        "config = configured(pathlib.Path(sys.argv[1]))\n"
        "made = Publisher(open_store(config.database), config, pathlib.Path(sys.argv[2])).publish(JANUARY)\n"
        "print(sorted((path, file.etag) for path, file in made.files.items()))\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/New_York", "LANG": "C"}
    elsewhere = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path), str(tmp_path / "elsewhere")],
        capture_output=True, text=True, env=environment, cwd=Path(__file__).parent.parent, check=True,
    )  # fmt: skip
    assert elsewhere.stdout.strip() == str(sorted((path, file.etag) for path, file in here.files.items()))
    assert bodies(config.published) == bodies(tmp_path / "elsewhere")


def test_no_body_tells_the_time_of_day(store: Store, config: Config, tmp_path: Path) -> None:
    Publisher(store, config).publish(JANUARY)
    Publisher(store, config, tmp_path / "later").publish(JANUARY + 5 * HOUR)
    assert bodies(config.published) == bodies(tmp_path / "later")


def test_changed_at_goes_forward_also_when_something_leaves(store: Store, tmp_path: Path) -> None:
    config = configured(tmp_path, coming={"title": "近日", "from": "today"})
    before = publish(store, config, JANUARY)
    week = publish(store, config, JANUARY + 24 * 7 * HOUR)
    assert "coming.ics" in week.changed
    assert week.files["coming.ics"].changed_at == JANUARY + 24 * 7 * HOUR
    assert "events.ics" not in week.changed
    # A clock that was set back moves nothing back.
    tell(store, page("晚报", "2025-01-17", MOVED))
    early = publish(store, config, JANUARY - HOUR)
    assert early.files["events.ics"].changed_at > before.files["events.ics"].changed_at


def test_a_window_moves_at_midnight_of_the_sites_zone(store: Store, tmp_path: Path) -> None:
    config = configured(tmp_path, coming={"title": "近日", "from": "today"})
    publish(store, config, dt.datetime(2025, 1, 18, 15, 59, 59, tzinfo=dt.UTC))
    assert "冬捕节" in (config.published / "coming.ics").read_text("utf-8")
    made = publish(store, config, dt.datetime(2025, 1, 18, 16, 0, 0, tzinfo=dt.UTC))
    assert "冬捕节" not in (config.published / "coming.ics").read_text("utf-8")
    assert {path.partition(".")[0] for path in made.changed} == {"coming"}


def test_a_lost_folder_comes_back_with_its_etags_and_dates(store: Store, config: Config) -> None:
    before = publish(store, config, JANUARY)
    for file in config.published.iterdir():
        file.unlink()
    after = Publisher(store, config).publish(JANUARY + HOUR)
    assert {path: (file.etag, file.changed_at) for path, file in after.files.items()} == {
        path: (file.etag, file.changed_at) for path, file in before.files.items()
    }


def test_an_encoding_that_was_deleted_is_made_again(store: Store, config: Config) -> None:
    publish(store, config, JANUARY)
    before = bodies(config.published)
    (config.published / "events.ics.gz").unlink()
    (config.published / "news.rss").unlink()
    publish(store, config, JANUARY)
    assert bodies(config.published) == before


def test_a_cancelled_event_leaves_thirty_days_after_its_day(store: Store, config: Config) -> None:
    gone = told("冬捕节", "2025-01-18", place="福海县", status="cancelled", paper="2025-01-17")
    tell(store, page("晚报", "2025-01-17", ("冬捕节取消", "冬捕节因故取消。", [gone])))
    publish(store, config, JANUARY)
    assert "【已取消】冬捕节" in (config.published / "events.ics").read_text("utf-8")
    publish(store, config, dt.datetime(2025, 2, 17, 16, tzinfo=dt.UTC))
    assert "冬捕节" not in (config.published / "events.ics").read_text("utf-8")


def test_older_items_move_to_archives_that_are_linked(store: Store, tmp_path: Path) -> None:
    for month in range(1, 13):
        day = f"2024-{month:02}-10"
        text = f"{month}月的消息，" + "很长的一段话。" * 200
        tell(store, page("旧报", day, (f"{month}月", text, [told(f"活动{month}", day, paper=day)])), name=day)
    config = configured(tmp_path, news={"title": "新闻", "budget": 10_000}, old={"title": "旧", "budget": 10_000})
    made = publish(store, config, JANUARY)
    archived = sorted(path for path in made.files if path.startswith("archive/news/") and path.endswith(".atom"))
    assert len(archived) >= 9
    newest = (config.published / "news.atom").read_text("utf-8")
    assert f'<link rel="prev-archive" href="https://feeds.example.org/{archived[-1]}"' in newest
    document = (config.published / archived[1]).read_text("utf-8")
    for relation in ("prev-archive", "next-archive", "current", "self"):
        assert f'<link rel="{relation}"' in document
    assert "<fh:archive/>" in document
    assert "<fh:archive/>" in (config.published / archived[1].replace(".atom", ".rss")).read_text("utf-8")
    everything = newest + "".join((config.published / path).read_text("utf-8") for path in archived)
    assert all(f"<title>{month}月</title>" in everything for month in range(1, 13))
    json_feed = (config.published / "news.json").read_text("utf-8")
    assert f'"next_url":"https://feeds.example.org/{archived[-1].replace(".atom", ".json")}"' in json_feed


def test_an_article_mended_in_an_archive_rewrites_that_month_alone(store: Store, tmp_path: Path) -> None:
    for month in range(1, 7):
        day = f"2024-{month:02}-10"
        tell(store, page("旧报", day, (f"{month}月", f"{month}月的消息，" + "很长的一段话。" * 700, ())), name=day)
    config = configured(tmp_path, news={"title": "新闻", "budget": 10_000})
    publish(store, config, JANUARY)
    tell(store, page("旧报", "2024-02-11", ("二月补记", "二月的另一条消息。" * 9, ())), name="2", at=JANUARY + HOUR)
    changed = publish(store, config, JANUARY + HOUR).changed
    assert {path for path in changed if path.startswith("archive/")} == {
        f"archive/news/2024-02.{extension}" for extension in ("rss", "atom", "json")
    }


def test_a_feed_that_was_struck_out_of_the_settings_leaves_the_folder(store: Store, tmp_path: Path) -> None:
    publish(store, configured(tmp_path, fuyun={"title": "富蕴", "place": "富蕴"}), JANUARY)
    config = configured(tmp_path)
    assert (config.published / "fuyun.ics").exists()
    publish(store, config, JANUARY)
    assert not list(config.published.glob("fuyun*"))


def test_a_title_changed_in_the_settings_changes_the_feed_and_no_sequence(store: Store, tmp_path: Path) -> None:
    publish(store, configured(tmp_path), JANUARY)
    config = configured(tmp_path, events={"title": "全县活动"})
    changed = publish(store, config, JANUARY + HOUR).changed
    assert "events.ics" in changed
    assert "news.rss" not in changed
    body = (config.published / "events.ics").read_text("utf-8")
    assert "NAME:全县活动" in body
    assert "SEQUENCE:1" not in body


def test_an_exported_folder_is_what_is_served_and_shows_nginx_how(store: Store, config: Config, tmp_path: Path) -> None:
    publish(store, config, JANUARY)
    export(store, config, tmp_path / "out", JANUARY + HOUR)
    exported = bodies(tmp_path / "out")
    sample = exported.pop("nginx.conf.example")
    assert sample
    assert exported == bodies(config.published)
    assert "text/calendar ics;" in (tmp_path / "out" / "nginx.conf.example").read_text("utf-8")
    assert export(store, config, tmp_path / "out", JANUARY + 2 * HOUR).changed == ()


def test_a_folder_that_cannot_be_written_is_told_in_one_line(store: Store, config: Config, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FeedsError, match="file/out") as raised:
        export(store, config, tmp_path / "file" / "out", JANUARY)
    assert "\n" not in str(raised.value)


def test_a_manifest_that_cannot_be_read_is_made_anew(store: Store, config: Config) -> None:
    made = publish(store, config, JANUARY)
    (config.published / folders.NAME).write_text('{"files": [')
    assert folders.read(config.published) is None
    assert Publisher(store, config).publish(JANUARY).files.keys() == made.files.keys()


LEADER = """
import sys, pathlib
from tests.test_publisher import configured, JANUARY
from feeds.store import open_store
from feeds.pipeline import Publisher, lead
config = configured(pathlib.Path(sys.argv[1]))
assert lead(config.published)
publisher = Publisher(open_store(config.database), config)
publisher.publish(JANUARY)
print("leading", flush=True)
for line in sys.stdin:
    publisher.publish(JANUARY)
    print("published", flush=True)
"""


def test_a_command_leaves_publishing_to_the_server_that_leads(store: Store, config: Config, tmp_path: Path) -> None:
    from feeds.pipeline.publisher import _PUBLISHERS

    with subprocess.Popen(
        [sys.executable, "-c", LEADER, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent,
    ) as leader:  # fmt: skip
        assert leader.stdin
        assert leader.stdout
        assert leader.stdout.readline() == "leading\n"
        tell(store, page("晚报", "2025-01-17", MOVED))

        def wait(seconds: float) -> None:
            assert leader.stdin
            assert leader.stdout
            leader.stdin.write("go\n")
            leader.stdin.flush()
            leader.stdout.readline()

        made = publish(store, config, JANUARY, sleep=wait)
        assert made.generation == store.generation()
        assert store not in _PUBLISHERS, "nothing was rendered here"
        # A leader that does not come to it is waited for, and then no longer.
        tell(
            store,
            page(
                "周报", "2025-01-17", ("书市", "书市将于2月1日开市。", [told("书市", "2025-02-01", paper="2025-01-17")])
            ),
        )
        waits: list[float] = []
        made = publish(store, config, JANUARY, sleep=waits.append)
        assert made.generation == store.generation()
        assert sum(waits) < 5
        leader.stdin.close()
    assert "书市" in (config.published / "events.ics").read_text("utf-8")


def test_feeds_of_announcements_of_what_is_near_and_of_changes(store: Store, tmp_path: Path) -> None:
    config = configured(
        tmp_path,
        new={"title": "新活动", "content": "announced"},
        near={"title": "近日", "content": "soon", "to": "+3d"},
        moved={"title": "变更", "content": "changed"},
    )
    tell(store, page("晚报", "2025-01-17", MOVED), at=JANUARY + HOUR)
    made = publish(store, config, JANUARY + 24 * HOUR)
    assert {path for path in made.files if path.startswith("new.")} == {"new.rss", "new.atom", "new.json"}
    assert "near.ics" in made.files
    assert "moved.ics" not in made.files
    read = {name: (config.published / f"{name}.atom").read_text("utf-8") for name in ("new", "near", "moved")}
    assert read["new"].count("<entry") == 2
    assert read["near"].count("<entry") == 1
    assert "2025年1月20日：" in read["near"]
    assert read["moved"].count("<entry") == 1
    assert "【改期】冬捕节" in read["moved"]
    publish(store, config, JANUARY + 24 * 5 * HOUR)
    assert (config.published / "near.atom").read_text("utf-8").count("<entry") == 0, "the window moved on"


def test_a_body_of_thousands_of_pieces_is_written_whole(tmp_path: Path) -> None:
    pieces = [bytes([number % 251]) * (number % 70) for number in range(5_000)]
    size, _ = folders.put(tmp_path / "body", pieces)
    assert (tmp_path / "body").read_bytes() == b"".join(pieces)
    assert size == sum(map(len, pieces))


def test_a_restart_takes_the_folder_as_it_lies_there(store: Store, config: Config) -> None:
    """And is ready for the next change before it comes: that one costs no reading of the whole store."""
    publish(store, config, JANUARY)
    fresh = Publisher(store, config)
    again = fresh.publish(JANUARY)
    assert (again.changed, fresh.bundles) == ((), [])
    fresh.ready(JANUARY.date())
    assert fresh.generation == store.generation()
    tell(store, page("晚报", "2025-01-17", MOVED))
    assert "events.ics" in fresh.publish(JANUARY + HOUR).changed
    whole = {path: (config.published / path).read_bytes() for path in ("events.ics", "events.rss", "news.atom")}
    Publisher(store, config, config.published.with_name("other")).publish(JANUARY + HOUR)
    assert whole == {path: (config.published.with_name("other") / path).read_bytes() for path in whole}


def test_a_site_that_moved_names_its_new_address_and_nobody_is_told_twice(store: Store, config: Config) -> None:
    """What was kept under the old address is not used again, and no SEQUENCE nor id moves with it."""
    publish(store, config, JANUARY)
    moved = replace(config, site=replace(config.site, url="https://new.example.org"))
    publish(store, moved, JANUARY + HOUR)
    for name in ("events.ics", "events.rss", "events.atom", "events.json", "events.jcal", "events.jsonld", "news.rss"):
        body = (config.published / name).read_bytes().replace(b"\r\n ", b"")
        assert b"https://new.example.org/" in body, name
        assert b"https://feeds.example.org" not in body, name
    assert {str(each["SEQUENCE"]) for each in icalendar.Calendar.from_ical(body_of(moved)).walk("VEVENT")} == {"0"}


def body_of(config: Config) -> bytes:
    return (config.published / "events.ics").read_bytes()
