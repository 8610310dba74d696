"""How long one changed event takes to stand in its feed, what an export after it costs, and the memory of it all.

python -m benchmarks.publishing [--events 100000] [--peers]
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import random
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from dataclasses import replace
from pathlib import Path

from feeds.config import Config, parse
from feeds.pipeline import manifest as folders
from feeds.pipeline.publisher import Publisher
from feeds.records import Article, Change, Document, Entry, Event, Facts, Mention, Paragraph, Revision, When
from feeds.store import Store, open_store

NOW = dt.datetime(2025, 9, 28, 4, tzinfo=dt.UTC)
WORDS = [
    "冬捕节",
    "元宵灯展",
    "湖畔健步走",
    "周末集市",
    "读书会",
    "乡村歌会",
    "画展",
    "公开课",
    "招聘会",
    "足球联赛",
    "诗歌朗诵会",
    "杏花节",
]
PLACES = ["福海县文化馆", "富蕴县体育馆", "河滨广场", "市图书馆一楼报告厅", "云湖公园南门"]


def happening(number: int, count: int) -> tuple[Event, Mention]:
    """One of `count` events of three years, told in the order of the papers."""
    chance = random.Random(number)
    printed = dt.date(2023, 1, 1) + dt.timedelta(days=number * 1000 // count)
    day = printed + dt.timedelta(days=chance.randint(1, 30))
    title = f"第{number}届{chance.choice(WORDS)}"
    if chance.random() < 0.5:
        start = dt.datetime.combine(day, dt.time(chance.randint(8, 20), 30))
        when = When(start, start + dt.timedelta(hours=2), precision="time")
    else:
        when = When(day, day + dt.timedelta(days=chance.randint(1, 5)))
    place = chance.choice(PLACES)
    facts = Facts(title, when, place=place, categories=("festival",), organizer="县文化和旅游局", language="zh-Hans")
    at = dt.datetime.combine(printed, dt.time(1), dt.UTC)
    evidence = f"记者从县文化和旅游局获悉，{title}将于{day.month}月{day.day}日在{place}举行，欢迎广大市民参加。"
    article = str(uuid.uuid5(uuid.NAMESPACE_URL, f"entry {number // 10}"))
    mention = Mention(facts, article, evidence, 0.9, source="日报", published=printed, at=at)
    uid = str(uuid.uuid5(uuid.NAMESPACE_URL, f"event {number}"))
    return Event(uid, facts, revisions=(Revision(0, at, because="told", source=article),), confidence=0.9), mention


def configured(folder: Path, budget: int) -> Config:
    tables = {
        "store": {"database": f"sqlite:///{folder}/feeds.db", "published": str(folder / "published")},
        "feeds": {"events": {"title": "活动", "budget": budget}},
    }
    return parse(tables, None)


def stocked(folder: Path, count: int) -> None:
    """A store of so many events."""
    config = configured(folder, 1_000_000)
    with open_store(config.database) as store:
        for first in range(0, count, 5000):
            with store.writing() as writing:
                if first == 0:
                    page = Document("日报", "text/plain", "x", "zh-Hans", NOW.date(), "given")
                    writing.add_document(
                        "d", page, name="page.txt", digest="x", body=b"x", given={}, timezone="Asia/Shanghai", at=NOW
                    )
                for number in range(first, min(first + 5000, count)):
                    event, mention = happening(number, count)
                    if number % 10 == 0:
                        add_entry(writing, mention)
                    writing.add_event(event, keys=())
                    writing.add_mention(event.uid, mention)


def add_entry(writing: object, mention: Mention) -> None:
    article = Article("a1", mention.facts.title, (Paragraph(mention.evidence),))
    at = dt.datetime.combine(mention.published or NOW.date(), dt.time(1), dt.UTC)
    entry = Entry(mention.article, article, "日报", "zh-Hans", mention.published, "Asia/Shanghai", at, at, document="d")
    writing.add_entry(entry, position=0, digest=mention.article, keys=())  # type: ignore[attr-defined]


def change(store: Store, uid: str, number: int) -> None:
    """Another paper moved the event by a day."""
    event = store.event(uid)
    assert event.facts.when is not None
    when = replace(event.facts.when, start=event.facts.when.start + dt.timedelta(days=1), end=None)
    revision = Revision(
        event.sequence + 1, NOW + dt.timedelta(minutes=number), (Change("when", event.facts.when, when),), source="x"
    )
    moved = replace(event, facts=replace(event.facts, when=when), revisions=(*event.revisions, revision))
    with store.writing() as writing:
        writing.change_event(moved, keys=())


def from_change_to_etag(folder: Path, count: int, budget: int, *, turns: int = 30) -> tuple[float, float, float, int]:
    """Median milliseconds of the processor from the changed record to the identity body and its ETag.

    With the body in memory; with the body whole in the published folder, where servers take it from; of the queries
    that read the change from the store. Last, the body's length.
    """
    config = configured(folder, budget)
    with open_store(config.database) as store:
        publisher = Publisher(store, config, folder / f"out-{budget}", formats=("ics",))
        publisher.folder.mkdir(exist_ok=True)
        publisher.catch_up(store.generation(), NOW.date())
        sum(1 for _ in publisher.documents())
        gc.freeze()
        taken: dict[bool, list[float]] = {True: [], False: []}
        read, length = [], 0
        for turn in range(turns):
            # Half of them past, half coming: what is past may stand in an archive, what is coming never does.
            number, filed = count - 1 - turn // 2 * 7, turn % 2 == 1
            change(store, str(uuid.uuid5(uuid.NAMESPACE_URL, f"event {number}")), turn)
            asked = time.process_time()
            generation = store.generation()
            events, entries = store.changed_since(generation - 1)
            begun = time.process_time()
            publisher.take_in([*events, *entries])
            publisher.generation = generation
            body, etag = b"", ""
            for document in publisher.documents():
                if document.path == "events.ics":
                    etag = document.etag
                    if filed:
                        length, _ = folders.put(publisher.folder / document.path, document.pieces())
                    else:
                        body = b"".join(document.pieces())
            taken[filed].append((time.process_time() - begun) * 1000)
            read.append((begun - asked) * 1000)
            assert etag
            assert filed or body
        return statistics.median(taken[False]), statistics.median(taken[True]), statistics.median(read), length


def export_after_change(folder: Path, count: int, *, turns: int = 9) -> tuple[float, float]:
    """Median milliseconds until an export is whole after one change, and until its identity bodies are."""
    config = configured(folder, 1_000_000)
    with open_store(config.database) as store:
        publisher = Publisher(store, config, folder / "exported")
        publisher.publish(NOW)
        identity: list[float] = []
        encode = publisher._encode
        begun = 0.0

        def timed(made: object) -> object:
            identity.append((time.perf_counter() - begun) * 1000)
            return encode(made)  # type: ignore[arg-type]

        publisher._encode = timed  # type: ignore[method-assign,assignment]
        taken = []
        for turn in range(turns):
            change(store, str(uuid.uuid5(uuid.NAMESPACE_URL, f"event {count - 1 - turn * 5}")), turn)
            begun = time.perf_counter()
            publisher.publish(NOW + dt.timedelta(minutes=turn + 1))
            taken.append((time.perf_counter() - begun) * 1000)
        return statistics.median(taken), statistics.median(identity)


def memory(folder: Path, budget: int, formats: str) -> int:
    """Megabytes at most of a fresh process that publishes the store."""
    code = (
        "import sys, resource, pathlib\nfrom benchmarks.publishing import configured, NOW\n"
        "from feeds.pipeline.publisher import Publisher\nfrom feeds.store import open_store\n"
        "folder = pathlib.Path(sys.argv[1])\nconfig = configured(folder, int(sys.argv[2]))\n"
        "with open_store(config.database) as store:\n"
        "    Publisher(store, config, folder / 'memory', formats=sys.argv[3].split()).publish(NOW)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)\n"
    )
    command = [sys.executable, "-c", code, str(folder), str(budget), formats]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def peer(folder: Path, count: int) -> tuple[float, int]:
    """What icalendar alone takes to write the calendar anew: milliseconds, and megabytes at most."""
    code = (
        "import sys, time, resource, icalendar\nfrom benchmarks.publishing import happening\n"
        "count = int(sys.argv[1])\nevents = [happening(number, count) for number in range(count)]\n"
        "begun = time.perf_counter()\ncalendar = icalendar.Calendar()\n"
        "for event, mention in events:\n"
        "    made = icalendar.Event()\n"
        "    for name, value in (('uid', event.uid), ('dtstamp', event.created), ('summary', event.facts.title),\n"
        "                        ('dtstart', event.facts.when.start), ('dtend', event.facts.when.end),\n"
        "                        ('location', event.facts.place), ('description', mention.evidence)):\n"
        "        made.add(name, value)\n"
        "    calendar.add_component(made)\n"
        "body = calendar.to_ical()\n"
        "print((time.perf_counter() - begun) * 1000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)\n"
    )
    out = subprocess.run([sys.executable, "-c", code, str(count)], capture_output=True, text=True, check=True).stdout
    taken, megabytes = out.split()
    return float(taken), int(megabytes)


def row(work: str, measured: str, reach: str, beside: str = "") -> None:
    print(f"| {work} | {measured} | {reach} | {beside} |", flush=True)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--peers", action="store_true", help="measure icalendar beside us (half a minute more)")
    given = parser.parse_args(arguments)
    print("| work | measured | to reach | peer |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="feeds-bench-") as name:
        folder = Path(name) / "large"
        folder.mkdir()
        stocked(folder, given.events)
        theirs = peer(folder, given.events) if given.peers else None
        beside = f"icalendar {theirs[0]:,.0f} ms" if theirs else ""
        megabytes = memory(folder, 1_000_000_000, "ics")
        row(
            f"memory to publish {given.events:,} events as one calendar", f"{megabytes} MB", "250 MB",
            f"icalendar {theirs[1]} MB" if theirs else "",
        )  # fmt: skip
        held, filed, read, length = from_change_to_etag(folder, given.events, 1_000_000_000)
        work = f"one event changed in a calendar of {given.events:,} ({length / 1e6:.0f} MB)"
        row(work, f"{held:.1f} ms in memory, {filed:.1f} as a file, and {read:.1f} of queries", "60 ms", beside)
        held, filed, read, length = from_change_to_etag(folder, given.events, 1_000_000)
        work = f"the same at the default size ({length / 1e6:.2f} MB)"
        row(work, f"{held:.2f} ms in memory, {filed:.2f} as a file, and {read:.2f} of queries", "2 ms")
        small = Path(name) / "small"
        small.mkdir()
        stocked(small, 10_000)
        whole, identity = export_after_change(small, 10_000)
        row("export after one change in a site of 10,000 events", f"{whole:.0f} ms ({identity:.0f} identity)", "100 ms")


if __name__ == "__main__":
    main()
