"""The store and merging at size: `python -m benchmarks.store [--events 1000000] [--pages 100000]`.

A store is filled with generated records in bulk, on every core, for that takes longest; then real pages are ingested,
matched and searched, and timed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import multiprocessing
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from sqlalchemy import func, insert, select

from feeds import pipeline
from feeds.config import parse
from feeds.merging import decide, identity
from feeds.pipeline.clock import fixed
from feeds.pipeline.ingesting import Page, read_page
from feeds.records import Article, Facts, Mention, Paragraph, When
from feeds.store import Store, coding, open_store, search
from feeds.store.tables import METADATA, events

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
FIRST = dt.date(2024, 1, 1)
DAYS = 1000
PLACES = [a + b for a in "福富青吉布哈阿和温霍沙塔额裕乌若且于策洛" for b in ("海", "蕴", "河", "木", "尔津", "巴河")]
NAMES = [
    a + b for a in "冬夏春秋金银青白红蓝黑丝草雪沙湖山林云月星" for b in "捕季韵风花路原湖舟泉歌舞鼓马鹰鹿杏桃麦棉"
]
KINDS = ("文化旅游节", "音乐会", "马拉松赛", "招聘会", "书画展", "专题讲座", "运动会", "农民画展", "读书会", "集市")
FILLING = [
    a + b
    for a in "县里的人们说起这件事来都很高兴记者在现场看到来自各地的游客和群众一起参加了活动气氛热烈秩序井然"
    for b in "，。的了在"
]


def facts(random_: random.Random) -> Facts:
    place = random_.choice(PLACES)
    title = f"第{random_.randint(1, 40)}届{random_.choice(PLACES)}{random_.choice(NAMES)}{random_.choice(KINDS)}"
    day = FIRST + dt.timedelta(days=random_.randrange(DAYS))
    return Facts(title, When(day, day + dt.timedelta(days=random_.randint(1, 3))), place=f"{place}县文化广场")


def text(random_: random.Random, told: Facts) -> str:
    assert told.when is not None
    day = told.when.first_day
    filler = "".join(random_.choices(FILLING, k=120))
    return (
        f"{told.title}将开幕\n\n本报讯（记者 王强）记者获悉，{told.title}将于{day.year}年{day.month}月{day.day}日"
        f"在{told.place}举行。{filler}\n"
    )


#: Rows by the name of their table.
Rows = dict[str, list[dict[str, Any]]]
TABLES = ("documents", "entries", "entry_keys", "events", "event_keys", "mentions", "revisions", "search_rows")
BATCH = 10_000


def batch(first: int, pages: int, happenings: int, generation: int) -> Rows:
    """The rows that an ingest would have left of so many happenings from this number on, the first of them in pages."""
    random_, rows = random.Random(first), {name: [] for name in TABLES}  # type: tuple[random.Random, Rows]
    for number in range(first, first + happenings):
        told = facts(random_)
        _event(rows, number, told, generation)
        if number < first + pages:
            _page(rows, number, told, text(random_, told), generation)
    # In the order of their indexes, a page of the file is written once and not a hundred times.
    rows["event_keys"].sort(key=lambda row: (row["key"], row["day"]))
    rows["entry_keys"].sort(key=lambda row: row["key"])
    return rows


def _event(rows: Rows, number: int, told: Facts, generation: int) -> None:
    at, uid = coding.moment(NOW), identity.mint_uid("bench", told, number)
    rows["events"].append(
        {
            "id": number, "uid": uid, "facts": coding.dumps(coding.facts_json(told)), "confidence": 0.9,
            "hidden": False, "first_day": coding.day(told.when.first_day if told.when else None), "created": at,
            "generation": generation,
        }
    )  # fmt: skip
    keys = dict.fromkeys(identity.event_keys(told))
    rows["event_keys"] += [{"key": key, "day": day, "event": number} for key, day in keys]
    rows["revisions"].append({"event": number, "sequence": 0, "at": at, "changes": "[]", "because": "", "source": ""})


def _page(rows: Rows, number: int, told: Facts, body: str, generation: int) -> None:
    at, uid = coding.moment(NOW), identity.mint_uid("bench", told, number)
    id, document = f"entry{number}", f"document{number}"
    published = FIRST + dt.timedelta(days=number // 100)
    common = {"source": "bench", "published": coding.day(published), "timezone": "Asia/Shanghai", "created": at}
    rows["documents"].append(
        {
            **common, "id": document, "name": f"{number}.txt", "digest": document, "media_type": "text/plain",
            "text": body, "body": b"", "given": "{}",
        }
    )  # fmt: skip
    article = Article("a1", told.title, (Paragraph(body),))
    rows["entries"].append(
        {
            **common, "id": id, "sequence": 0, "language": "zh-Hans", "document": document, "position": 0,
            "digest": id, "updated": at, "article": coding.dumps(coding.article_json(article)),
            "generation": generation,
        }
    )  # fmt: skip
    keys = dict.fromkeys(identity.sketch(body, f"\n{published}"))
    rows["entry_keys"] += [{"key": key, "entry": id} for key in keys]
    said = Mention(told, id, body[:80], 0.9, source="bench", published=published)
    mention = coding.dumps(coding.mention_json(said))
    rows["mentions"].append({"event": number, "entry": id, "at": at, "pinned": False, "mention": mention})
    for ref, words in ((id, body), (uid, told.title)):
        rows["search_rows"].append({"ref": ref, "title": told.title, "grams": search.grams(words)})


def fill(store: Store, pages: int, happenings: int) -> None:
    """So many events more, the first of them each on a page of its own; made on every core, written in bulk."""
    with store.writing() as writing:
        first = (writing.connection.execute(select(func.max(events.c.id))).scalar() or 0) + 1
        generation = writing.generation
    starts = range(0, happenings, BATCH)
    jobs = [
        (first + at, min(max(pages - at, 0), BATCH), min(happenings - at, BATCH), generation) for at in starts
    ]  # fmt: skip
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as pool:
        for rows in pool.map(batch, *zip(*jobs, strict=True)):
            with store.writing() as writing:
                if store.engine.dialect.name == "sqlite":
                    writing.connection.exec_driver_sql("PRAGMA cache_size=-400000")  # of the filling alone
                for name in TABLES:
                    if rows[name]:
                        writing.connection.execute(insert(METADATA.tables[name]), rows[name])


def timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def pages(seed: int, count: int) -> list[Page]:
    """One issue of new pages."""
    random_ = random.Random(seed)
    day = FIRST - dt.timedelta(days=5 + seed % 20)
    return [Page(f"new{seed}-{i}.txt", text(random_, facts(random_)).encode(), published=day) for i in range(count)]


def ingest_ratio(few: Store, many: Store, count: int) -> tuple[float, float]:
    """Seconds a page, in a store of few and in one of many, by turns: what else the machine does hits both."""
    config = parse({}, None)
    stores = (few, many)
    for store in stores:
        pipeline.ingest(store, pages(1, 20), config, fixed(NOW))
    told, found = 0, ([], [])  # type: tuple[int, tuple[list[float], list[float]]]
    for page in pages(2, count):
        told += bool(read_page(page, page.name, None, config).mentions)
        for store, each in zip(stores, found, strict=True):
            each.append(timed(lambda store=store, page=page: pipeline.ingest(store, [page], config, fixed(NOW))))
    assert told > 0.8 * count, f"{told} of {count} pages tell of an event"
    return statistics.median(found[0]), statistics.median(found[1])


def matching(store: Store, count: int = 300) -> float:
    """Seconds to find the events a mention may speak of and to decide on them."""
    random_ = random.Random(7)
    told = [Mention(facts(random_), "x", "", 0.9, published=FIRST, at=NOW) for _ in range(count)]
    with store.writing() as writing:

        def one(mention: Mention) -> None:
            decide(mention, writing.near(identity.probes(mention)))

        one(told[0])
        return statistics.median(timed(lambda each=each: one(each)) for each in told)


def searching(store: Store) -> dict[str, float]:
    words = ("冬捕", "音乐会", "捕", "福海县文化广场", "记者", "杏花 讲座", "nobody")
    return {word: statistics.median(timed(lambda word=word: store.search(word)) for _ in range(5)) for word in words}


def again(count: int) -> tuple[float, float]:
    """Seconds for pages read the first time, and again unchanged."""
    config = parse({}, None)
    with tempfile.TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/a.db") as store:
        all_pages = pages(3, count)
        first = timed(lambda: pipeline.ingest(store, all_pages, config, fixed(NOW)))
        return first, timed(lambda: pipeline.ingest(store, all_pages, config, fixed(NOW)))


def measure(happenings: int, many: int) -> Iterator[tuple[str, str, str]]:
    """(what, measured, to reach)"""
    few = max(many // 100, 10)
    again(2)  # imports are nobody's cost here
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(f"sqlite:///{folder}/few.db") as small,
        open_store(f"sqlite:///{folder}/many.db") as store,
    ):
        fill(small, few, few)
        fill(store, many, many)
        one, other = ingest_ratio(small, store, 200)
        yield (
            f"ingest of a page among {many:,} against {few:,}",
            f"{other / one:.2f} times ({one * 1000:.1f} -> {other * 1000:.1f} ms)",
            "1.2 times",
        )
        found = searching(store)
        worst = max(found, key=lambda word: found[word])
        yield (
            f"search at {many:,} articles",
            f"{statistics.median(found.values()) * 1000:.1f} ms, slowest {found[worst] * 1000:.1f} ms ({worst})",
            "10 ms",
        )
        fill(store, 0, happenings - many)
        yield f"match a mention among {happenings:,} events", f"{matching(store) * 1000:.2f} ms", "2 ms"
    count = min(1000, many)
    first, second = again(count)
    yield f"re-ingest of {count:,} unchanged pages", f"{first / second:.0f} times faster", "10 times"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    asked = parser.parse_args()
    for what, measured, target in measure(asked.events, asked.pages):
        if asked.json:
            print(json.dumps({"what": what, "measured": measured, "to reach": target}), flush=True)
        else:
            print(f"{what:<55} {measured:<45} {target}", flush=True)


if __name__ == "__main__":
    main()
