"""Four processes ingest the same pages at once, on either database: one copy, and no error."""

from __future__ import annotations

import os
from pathlib import Path

from feeds import pipeline
from feeds.config import parse
from feeds.pipeline.clock import fixed
from feeds.store import open_store
from tests.paper import NOON
from tests.test_kill import in_child

TEXTS = [
    f"第{n}届冬捕文化旅游节\n\n本报讯（记者 王强）"
    f"第{n}届冬捕文化旅游节将于2月{n}日10:30在福海县海上魔鬼城景区举行，为期三天。\n"
    for n in range(10, 16)
]


def ingest(url: str) -> None:
    pages = [pipeline.Page(f"{i}.txt", text.encode(), published=NOON.date()) for i, text in enumerate(TEXTS)]
    with open_store(url) as store:
        report = pipeline.ingest(store, pages, parse({}, None), fixed(NOON))
        assert not report.failed, report.failed
        assert report.read + report.unchanged == len(pages)


def test_four_processes_at_once_leave_one_copy(new_url):
    url, alone = new_url(), new_url()
    ingest(new_url())  # so that every module is there
    children = []
    read, start = os.pipe()
    for _ in range(4):
        child = os.fork()
        if child == 0:
            os.close(start)
            os.read(read, 1)  # until all are there
            os._exit(in_child(lambda: ingest(url)))
        children.append(child)
    os.close(read)
    os.close(start)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0, 0]
    assert in_child(lambda: ingest(alone)) == 0
    with open_store(url) as store, open_store(alone) as expected:
        assert store.check() == []
        assert store.count() == expected.count() == {"events": 6, "entries": 6, "documents": 6}
        assert {each.uid for each in store.events()} == {each.uid for each in expected.events()}
        assert all(event.sequence == 0 for event in store.events())


def test_readers_see_whole_states_while_another_writes(new_url, tmp_path: Path):
    url = new_url()
    with open_store(url) as store:
        events = store.events()
        with open_store(url) as other:
            pages = [pipeline.Page("0.txt", TEXTS[0].encode(), published=NOON.date())]
            pipeline.ingest(other, pages, parse({}, None), fixed(NOON))
        assert len(list(events)) == 1
        with store.snapshot() as connection:
            from feeds.store.reading import read_events

            before = list(read_events(connection))
            with open_store(url) as other:
                pages = [pipeline.Page("1.txt", TEXTS[1].encode(), published=NOON.date())]
                pipeline.ingest(other, pages, parse({}, None), fixed(NOON))
            assert list(read_events(connection)) == before
        assert len(list(store.events())) == 2
