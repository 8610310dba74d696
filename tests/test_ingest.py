"""The whole way from bytes to events: read once, told once, and what cannot be read keeps nobody else from it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from feeds import pipeline
from feeds.config import parse
from feeds.errors import ConfigError
from feeds.pipeline import clock, correcting, rereading
from feeds.pipeline.clock import fixed
from feeds.pipeline.correcting import Person
from feeds.pipeline.ingesting import Page
from feeds.store import open_store
from tests.conftest import CORPUS
from tests.paper import CONFIG, NOON, gold, named, tell

NOTICE = (
    "第十八届冬捕文化旅游节将开幕\n\n本报讯（记者 王强）1月15日，记者从县文旅局获悉，"
    "第十八届乌伦古湖冬捕文化旅游节将于1月18日在福海县海上魔鬼城景区举行。\n"
)


@pytest.fixture
def store(tmp_path):
    with open_store(f"sqlite:///{tmp_path}/a.db") as opened:
        yield opened
        assert opened.check() == []


def read(store, *pages, config=CONFIG, at=NOON):
    return pipeline.ingest(store, pages, config, fixed(at))


def notice(text=NOTICE, name="notice.txt", day=16):
    return Page(name, text.encode(), published=dt.date(2025, 1, day))


def everything(store):
    return (list(store.events()), list(store.entries()), store.generation())


def test_a_page_is_read_once(store):
    first = read(store, notice())
    assert (first.read, first.events_added, first.entries_added) == (1, 1, 1)
    assert first.changed[0].after.facts.title == "第十八届乌伦古湖冬捕文化旅游节"
    before = everything(store)
    again = read(store, notice(), at=NOON + dt.timedelta(days=3))
    assert (again.read, again.unchanged, again.changed_anything) == (0, 1, False)
    assert everything(store) == before


@pytest.mark.parametrize("name", ["notice.txt", "another.txt"])
def test_one_mended_character_gives_no_second_item_and_no_second_event(store, name):
    read(store, notice())
    report = read(store, notice(NOTICE.replace("举行。", "举办。"), name), at=NOON + dt.timedelta(days=1))
    assert (report.entries_added, report.entries_changed, report.events_added) == (0, 1, 0)
    assert store.count() == {"events": 1, "entries": 1, "documents": 2}


def test_two_papers_that_print_the_same_words_are_two_items_of_news_and_one_event(store):
    for source in ("日报", "晚报"):
        read(store, replace(notice(name=f"{source}.txt"), source=source))
    assert store.count() == {"events": 1, "entries": 2, "documents": 2}


def test_a_page_that_goes_back_to_what_it_was_keeps_its_ids(store):
    read(store, notice())
    ids = [(event.uid, event.facts) for event in store.events()]
    read(store, notice(NOTICE.replace("18日", "19日")))
    assert next(store.events()).facts.when.start == dt.date(2025, 1, 19)
    read(store, notice())
    assert [(event.uid, replace(event.facts, previous_start=None)) for event in store.events()] == ids
    assert store.count()["entries"] == 1


def test_what_cannot_be_read_is_told_in_one_line_and_the_others_go_on(store, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    (tmp_path / "good.txt").write_text(NOTICE, "utf-8")
    paths = [tmp_path / name for name in ("empty.txt", "none.txt", "folder", "good.txt")]
    report = pipeline.ingest(store, paths, CONFIG, fixed(NOON), published=dt.date(2025, 1, 16))
    assert report.read == 1
    assert [line.count("\n") for _, line in report.failed] == [0, 0, 0]
    for (_, line), word in zip(report.failed, ("empty", "no such file", "folder"), strict=True):
        assert word in line
    assert store.count()["documents"] == 1


def test_a_source_of_the_settings_names_its_pages(store, tmp_path):
    (tmp_path / "daily").mkdir()
    (tmp_path / "daily" / "1.txt").write_text(NOTICE, "utf-8")
    config = parse(
        {"sources": {"altay": {"path": [str(tmp_path / "daily" / "*.txt")], "timezone": "Asia/Urumqi"}}}, None
    )
    read(store, tmp_path / "daily" / "1.txt", config=config)
    assert next(store.entries()).source == "altay"
    assert next(store.entries()).timezone == "Asia/Urumqi"


@pytest.mark.parametrize(
    ("first", "second", "moved", "cancelled"),
    [
        ("notice-lake-walk-2025", "notice-lake-walk-postponed", "2025年沙湖环湖健步走活动", "领队会"),
        ("halasu-marathon-2025", "halasu-marathon-rescheduled", "2025哈拉苏半程马拉松", "“跑者之夜”音乐会"),
    ],
)
def test_a_change_notice_keeps_the_uids_of_what_it_changes(store, first, second, moved, cancelled):
    tell(store, gold(CORPUS / "dev" / f"{first}.gold.json"))
    before = {title: event.uid for title, event in named(store).items()}
    tell(store, gold(CORPUS / "dev" / f"{second}.gold.json"))
    after = named(store)
    for title in (moved, cancelled):
        assert after[title].uid == before[title]
        assert after[title].sequence == 1
    assert after[moved].facts.when.start > after[moved].facts.previous_start
    assert after[cancelled].facts.status == "cancelled"
    assert after[cancelled].facts.place, "the notice of the cancellation names no place; the first did"
    others = {event.uid for event in store.events()} - {before[moved], before[cancelled]}
    assert all(store.event(uid).facts.status != "cancelled" for uid in others)


@pytest.mark.parametrize(
    ("first", "second", "moved", "cancelled"),
    [
        ("notice-lake-walk-2025.txt", "notice-lake-walk-postponed.txt", "沙湖环湖健步走", "领队会"),
        ("halasu-marathon-2025.md", "halasu-marathon-rescheduled.txt", "哈拉苏半程马拉松", "音乐会"),
    ],
)
def test_the_printed_notices_themselves_keep_the_uids(store, first, second, moved, cancelled):
    def one(words):
        found = [e for e in store.events() if words in e.facts.title and "截止" not in e.facts.title]
        return next(e for e in found if "报名" not in e.facts.title)

    read(store, CORPUS / "dev" / first)
    before = {one(words).uid for words in (moved, cancelled)}
    read(store, CORPUS / "dev" / second)
    assert {one(words).uid for words in (moved, cancelled)} == before
    assert one(moved).facts.when.start > one(moved).facts.previous_start
    assert (one(moved).sequence, one(moved).facts.status) == (1, "confirmed")
    assert (one(cancelled).sequence, one(cancelled).facts.status) == (1, "cancelled")


def test_in_two_hands_pages_only_what_is_one_happening_is_made_one(store):
    # Pages of two hands, in towns that know nothing of each other; more hands invent the same "blood drive" twice.
    pages = [page for suite in ("dev", "own") for page in sorted((CORPUS / suite).glob("*.gold.json"))]
    told, same = 0, 0
    for page in pages:
        reading = gold(page)
        told += len(reading.mentions)
        same += sum("same_as" in event for event in json.loads(page.read_text("utf-8"))["events"])
        tell(store, reading)
    assert told > 300
    assert store.count()["events"] == told - same


def test_rereading_by_the_same_rules_changes_nothing(store):
    read(store, notice())
    read(
        store,
        notice(
            "冬捕节延期\n\n本报讯（记者 王强）原定于1月18日举行的第十八届乌伦古湖冬捕文化旅游节延期至1月22日举行。\n",
            "b.txt",
            17,
        ),
    )
    before = everything(store)
    for dry in (True, False):
        done = pipeline.reread(store, CONFIG, fixed(NOON + dt.timedelta(days=9)), dry_run=dry)
        assert (done.pages, done.changes.events, done.changes.entries_changed) == (2, [], 0)
        assert everything(store) == before


def test_rereading_by_other_rules_keeps_uids_and_persons_words(store, monkeypatch):
    read(store, notice())
    uid = next(store.events()).uid
    correcting.correct(store, uid, {"place": "湖边"}, Person("ana", NOON))
    old = rereading.read_page

    def newer(*arguments):
        reading = old(*arguments)
        mentions = tuple(
            replace(each, facts=replace(each.facts, title="乌伦古湖冬捕节", place="福海县"))
            for each in reading.mentions
        )
        return replace(reading, mentions=mentions)

    monkeypatch.setattr(rereading, "read_page", newer)
    before = everything(store)
    would = pipeline.reread(store, CONFIG, fixed(NOON), dry_run=True)
    assert [change.field for each in would.changes.events for change in each.after.revisions[-1].changes] == ["title"]
    assert everything(store) == before
    pipeline.reread(store, CONFIG, fixed(NOON))
    event = store.event(uid)
    assert (event.facts.title, event.facts.place, event.sequence) == ("乌伦古湖冬捕节", "湖边", 2)


def test_what_the_rules_no_longer_read_is_hidden_and_comes_back_under_its_uid(store, monkeypatch):
    read(store, notice())
    uid = next(store.events()).uid
    old = rereading.read_page
    monkeypatch.setattr(rereading, "read_page", lambda *a: replace(old(*a), mentions=()))
    pipeline.reread(store, CONFIG, fixed(NOON))
    assert store.event(uid).hidden
    monkeypatch.setattr(rereading, "read_page", old)
    pipeline.reread(store, CONFIG, fixed(NOON))
    assert not store.event(uid).hidden
    assert store.count()["events"] == 1


LISTED = {"sources": {"hall": {"url": ["https://hall.example/list"], "complete": True}}}


def listing(*rows):
    text = "演出预告\n\n" + "\n".join(rows) + "\n"
    return Page(
        "https://hall.example/list", text.encode(), url="https://hall.example/list", published=dt.date(2025, 1, 10)
    )


CONCERT = "3月8日19:30，新年音乐会在县人民剧院举行。"
PLAY = "3月9日19:30，话剧《茶馆》在县人民剧院举行。"


def test_what_vanishes_from_a_complete_list_is_marked_after_two_readings_and_not_before(store):
    config = parse(LISTED, None)
    read(store, listing(CONCERT, PLAY), config=config)
    assert {event.facts.status for event in store.events()} == {"confirmed"}
    statuses = []
    for day in range(1, 4):
        read(store, listing(CONCERT), config=config, at=NOON + dt.timedelta(days=day))
        statuses.append({event.facts.title: event.facts.status for event in store.events()})
    assert [each["话剧《茶馆》"] for each in statuses] == ["confirmed", "tentative", "tentative"]
    assert all(each["新年音乐会"] == "confirmed" for each in statuses)
    play = named(store)["话剧《茶馆》"]
    assert (play.sequence, play.hidden) == (1, False)
    assert "no longer lists it" in play.revisions[-1].because
    read(store, listing(CONCERT, PLAY), config=config, at=NOON + dt.timedelta(days=5))
    assert named(store)["话剧《茶馆》"].facts.status == "confirmed"


def test_what_is_over_may_leave_a_complete_list(store):
    config = parse(LISTED, None)
    read(store, listing(CONCERT, PLAY), config=config)
    for day in range(1, 4):
        read(store, listing(PLAY), config=config, at=dt.datetime(2025, 3, 8 + day, 16, tzinfo=dt.UTC))
    assert {event.facts.status for event in store.events()} == {"confirmed"}


def test_a_list_that_is_suddenly_empty_changes_nothing_and_is_a_problem(store):
    config = parse(LISTED, None)
    read(store, listing(CONCERT, PLAY), config=config)
    before = list(store.events())
    for day in range(1, 4):
        report = read(store, listing("本页正在维护。"), config=config, at=NOON + dt.timedelta(days=day))
        assert any("lists nothing any more" in problem.message for problem in report.problems)
    assert [(each.facts, each.sequence) for each in store.events()] == [(each.facts, each.sequence) for each in before]
    assert any("hall" in each.message for each in store.problems())


def test_the_silence_of_a_torn_reading_means_nothing(store):
    config = parse(LISTED, None)
    read(store, listing(CONCERT, PLAY), config=config)
    empty = Page("https://hall.example/2", b"", source="hall")
    for _ in range(3):
        read(store, listing(CONCERT), empty, config=config)
        pipeline.ingest(store, [listing(CONCERT)], config, fixed(NOON), whole=lambda: False)
    assert {event.facts.status for event in store.events()} == {"confirmed"}


def test_the_clock_can_be_fixed(monkeypatch):
    monkeypatch.setenv("FEEDS_NOW", "2025-01-16T12:00:00+08:00")
    assert clock.now() == NOON
    monkeypatch.setenv("FEEDS_NOW", "noon")
    with pytest.raises(ConfigError, match="write one like"):
        clock.now()
