"""The contract of the store, on SQLite and on PostgreSQL: the same pages, the same answers."""

# Pages and rows stay on one line each.
# ruff: noqa: E501

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from sqlalchemy import text

from feeds import pipeline
from feeds.errors import StoreError, UnknownEvent
from feeds.pipeline import correcting
from feeds.pipeline.clock import fixed
from feeds.pipeline.correcting import Person
from feeds.records import Facts, Mention, Problem, Span, When
from feeds.store import coding, open_store
from tests.paper import CONFIG, NOON, named, page, tell, told

ANA = Person("ana", NOON, "it was misread")
FESTIVAL = told("第十八届冬捕节", "2025-01-18", "2025-01-20", place="福海县海上魔鬼城景区")
TRIP = told("诗歌采风活动", "2025-01-13", "2025-01-14", place="富蕴县")
FIRST = page(
    "日报",
    "2025-01-16",
    ("冬捕节开幕在即", "第十八届冬捕节将于1月18日开幕。为期三天。", [FESTIVAL]),
    ("诗社采风", "县诗歌学会前往富蕴县采风 café。", [TRIP]),
)
SECOND = page("日报", "2025-01-17", ("冬捕节延期", "冬捕节因大风推迟。", [told("冬捕节", "2025-01-22", "2025-01-24", status="postponed", was="2025-01-18")]))  # fmt: skip


@pytest.fixture
def store(new_url):
    with open_store(new_url()) as opened:
        yield opened


def test_a_page_becomes_entries_and_events(store):
    report = tell(store, FIRST)
    assert (report.events_added, report.entries_added) == (2, 2)
    found = named(store)
    event = found["第十八届冬捕节"]
    assert event.facts == FESTIVAL.facts
    assert event.sequence == 0
    assert event.created == event.last_modified == NOON
    assert [each.headline for each in event.mentions] == ["冬捕节开幕在即"]
    entry = store.entry(event.mentions[0].article)
    assert entry.article == FIRST.articles[0]
    assert entry.events == (event.uid,)
    assert store.document(entry.document).text == FIRST.document.text
    assert store.event(event.uid) == event
    assert [each.article.headline for each in store.entries()] == ["冬捕节开幕在即", "诗社采风"]
    assert store.check() == []


def test_the_same_page_twice_changes_nothing(store):
    tell(store, FIRST)
    before = (list(store.events()), list(store.entries()), store.generation())
    report = tell(store, FIRST, at=NOON + dt.timedelta(days=1))
    assert report.unchanged == 1
    assert (list(store.events()), list(store.entries()), store.generation()) == before


def test_the_same_news_on_another_page_adds_a_mention_and_no_revision(store):
    tell(store, FIRST)
    retold = replace(FIRST.document, source="晚报", text="晚报 " + FIRST.document.text)
    again = page(
        "晚报",
        "2025-01-16",
        ("冬捕节", "冬捕节后天开幕，县里准备好了。", [told("冬捕节", "2025-01-18", place="福海县")]),
    )
    assert tell(store, again, at=NOON + dt.timedelta(hours=1)).events_kept == 1
    event = named(store)["第十八届冬捕节"]
    assert event.sequence == 0
    assert [each.source for each in event.mentions] == ["日报", "晚报"]
    assert len(store.entry(event.mentions[1].article).events) == 1
    assert retold.source == "晚报"


def test_one_mended_character_gives_no_second_item_and_no_second_event(store):
    tell(store, FIRST)
    ids = {entry.id for entry in store.entries()}
    uids = {event.uid for event in store.events()}
    mended = page(
        "日报",
        "2025-01-16",
        (
            "冬捕节开幕在即",
            "第十八届冬捕节将于1月18日开幕，为期三天。",
            [replace(FESTIVAL, evidence="第十八届冬捕节将于1月18日开幕，为期三天。")],
        ),
        ("诗社采风", "县诗歌学会前往富蕴县采风 café。", [TRIP]),
    )
    report = tell(store, mended, at=NOON + dt.timedelta(hours=1))
    assert (report.entries_added, report.entries_changed, report.events_added) == (0, 1, 0)
    assert {entry.id for entry in store.entries()} == ids
    assert {event.uid for event in store.events()} == uids
    assert named(store)["第十八届冬捕节"].revisions[-1].changes[0].field == "evidence"
    assert store.check() == []


def test_a_later_paper_moves_the_event_under_its_uid(store):
    tell(store, FIRST)
    uid = named(store)["第十八届冬捕节"].uid
    later = NOON + dt.timedelta(days=1)
    assert tell(store, SECOND, at=later).events_updated == 1
    event = store.event(uid)
    assert event.facts.when == When(dt.date(2025, 1, 22), dt.date(2025, 1, 25))
    assert event.facts.previous_start == dt.date(2025, 1, 18)
    assert (event.sequence, event.created, event.last_modified) == (1, NOON, later)
    assert [change.field for change in event.revisions[1].changes] == ["when", "previous_start"]
    assert "冬捕节延期" in event.revisions[1].because
    assert event.revisions[1].source == event.mentions[1].article


def test_the_order_in_which_papers_are_read_gives_the_same_facts(new_url):
    found = []
    for pages in ((FIRST, SECOND), (SECOND, FIRST)):
        with open_store(new_url()) as store:
            for each in pages:
                tell(store, each)
            found.append([event.facts.when for event in store.events() if "冬捕节" in event.facts.title])
    assert found[0] == found[1] == [[When(dt.date(2025, 1, 22), dt.date(2025, 1, 25))]][0]


def test_generation_moves_with_every_visible_change_and_tells_what_changed(store):
    start = store.generation()
    tell(store, FIRST)
    first = store.generation()
    events, entries = store.changed_since(start)
    assert (len(events), len(entries)) == (2, 2)
    tell(store, SECOND)
    events, entries = store.changed_since(first)
    assert [event.facts.title for event in events] == ["第十八届冬捕节"]
    assert {entry.article.headline for entry in entries} == {"冬捕节延期", "冬捕节开幕在即"}
    assert store.changed_since(store.generation()) == ([], [])
    uid = events[0].uid
    now = store.generation()
    correcting.hide(store, uid, ANA)
    assert store.generation() > now
    assert store.changed_since(now)[0][0].hidden


@pytest.mark.parametrize(
    ("q", "count"),
    [("冬", 2), ("冬捕", 2), ("冬捕节", 2), ("捕", 2), ("诗歌采风", 1), ("CAFÉ", 1), ("caf", 0), ("冬捕 魔鬼城", 1), ("", 0), ("'; --", 0), ('"*', 0)],
)  # fmt: skip
def test_search_finds_one_character_and_two_and_words(store, q, count):
    tell(store, FIRST)
    assert len(store.search(q)) == count


def test_search_follows_what_changes_and_puts_titles_first(store):
    tell(store, page("日报", "2025-01-15", ("预告", "诗社说起冬捕节的旧事。", [])))
    tell(store, FIRST)
    ids = {entry.article.headline: entry.id for entry in store.entries()}
    found = list(store.search("冬捕节"))
    assert found[-1] == ids["预告"]
    uid = named(store)["第十八届冬捕节"].uid
    correcting.correct(store, uid, {"title": "湖上大集"}, ANA)
    assert uid in store.search("大集")
    assert store.check() == []


def test_what_publishing_keeps_comes_back_as_it_was(store):
    store.keep("p1", {"a:0": b"\x00bytes", "b:0": b""})
    store.keep("p1", {"a:0": b"new"}, drop=["b:0"])
    store.keep("p2", {"a:0": b"other"})
    assert store.kept("p1") == {"a:0": b"new"}
    assert store.profiles() == ["p1", "p2"]
    store.forget("p1")
    assert store.kept("p1") == {}
    store.save_feed_states({"events": {"etag": "x", "n": 1}})
    store.save_feed_states({"events": {"etag": "y"}, "news": {}})
    assert store.feed_states() == {"events": {"etag": "y"}, "news": {}}
    store.save_source_states({"日报": {"next": "2025-01-17"}})
    assert store.source_states() == {"日报": {"next": "2025-01-17"}}


def test_a_transaction_is_all_or_nothing(store):
    def fail() -> None:
        with store.writing() as writing:
            assert writing.generation == 1
            writing.note_problems([Problem(Span(0, 0), "x")], source="s", at=NOON)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert store.generation() == 0
    assert store.problems() == []


def test_what_does_not_exist_is_said_so(store):
    with pytest.raises(UnknownEvent, match="no such event"):
        store.event("nobody")
    with pytest.raises(UnknownEvent):
        store.find_uid("")
    assert store.entry("nobody") is None
    assert store.document("nobody") is None


def test_a_uid_may_be_shortened_as_long_as_it_is_one(store):
    tell(store, FIRST)
    for event in store.events():
        assert store.find_uid(event.uid[:8]) == event.uid


def test_nothing_points_at_what_is_not_there(store):
    for query in (
        "INSERT INTO listings (source, event, missed) VALUES ('hall', 999, 0)",
        "INSERT INTO entry_keys (key, entry) VALUES (1, 'gone')",
    ):
        with pytest.raises(StoreError), store.writing() as writing:
            writing.connection.execute(text(query))


def test_tokens_are_kept_by_their_hash(store):
    store.add_token("newsroom", "digest", NOON)
    assert store.token_owner("digest") == "newsroom"
    assert store.token_owner("other") is None
    assert store.tokens() == {"newsroom": NOON}
    assert store.remove_token("newsroom")
    assert not store.remove_token("newsroom")


def test_letters_that_no_database_holds_are_replaced_one_by_one(store):
    odd = replace(FESTIVAL, facts=replace(FESTIVAL.facts, place="a\x00b\ud800c"))
    tell(store, page("日报", "2025-01-16", ("坏\x00字", "正文\ud800。", [odd])))
    assert named(store)["第十八届冬捕节"].facts.place == "a\ufffdb\ufffdc"
    assert next(iter(store.entries())).article.headline == "坏\ufffd字"


def test_problems_are_kept_with_their_page_and_replaced_when_it_is_read_again(store):
    undated = told("没有日子的节", None, status="cancelled")
    tell(store, page("日报", "2025-01-16", ("取消", "没有日子的节取消。", [undated])))
    assert [each.source for each in store.problems()] == ["日报"]
    assert "names no day" in store.problems()[0].message
    assert list(store.events()) == []


def mend_by_hiding(store):
    for event in store.events():
        if not event.mentions:
            correcting.hide(store, event.uid, ANA)


def mend_by_reading_again(store):
    pipeline.reread(store, CONFIG, fixed(NOON))


#: What is done to a store, the words of the line that tells of it, and what that line advises.
BROKEN = [
    ("DELETE FROM mentions WHERE event = 1", "no mention", mend_by_hiding),
    ("DELETE FROM mentions WHERE event = 1", "no mention", mend_by_reading_again),
    ("UPDATE events SET parent = 'gone'", "festival that is not there", pipeline.repair),
    ("DELETE FROM search_rows", "cannot be found by search", pipeline.repair),
    ("INSERT INTO search_rows (ref, title, grams) VALUES ('gone', 't', 't')", "the search finds gone", pipeline.repair),
    ("DELETE FROM event_keys WHERE event = 1", "by what later pages tell", pipeline.repair),
    ("DELETE FROM marks WHERE name = 'floor'", 'mark "floor" is missing', pipeline.repair),
    ("DELETE FROM marks", 'mark "generation" is missing', pipeline.repair),
    ("UPDATE revisions SET sequence = 7 WHERE event = 1", "a gap", None),
    ("DELETE FROM revisions", "no revision", None),
    ("UPDATE entries SET sequence = 3", "article", None),
    ("UPDATE events SET generation = 999", "has not reached", None),
    ("UPDATE events SET facts = '{'", "cannot be read", None),
    ("UPDATE entries SET article = '[]'", "article", None),
    ("UPDATE mentions SET mention = '{}'", "a mention of event", None),
    ("UPDATE events SET merged_into = 'gone' WHERE id = 1", "that is not there", None),
]


@pytest.mark.parametrize(("harm", "words", "mend"), BROKEN)
def test_what_is_broken_is_told_and_its_advice_mends_it(store, tmp_path, harm, words, mend):
    text_page = "冬捕节\n\n本报讯（记者 王强）第十八届冬捕节将于1月18日在福海县海上魔鬼城景区举行。\n"
    given = pipeline.Page("a.txt", text_page.encode(), source="日报", published=NOON.date())
    assert not pipeline.ingest(store, [given], CONFIG, fixed(NOON)).failed
    before = list(store.events())
    store.backup(tmp_path / "backup.db")
    with store.writing() as writing:
        writing.connection.execute(text(harm))
    told_of = [line for line in store.check() if words in line]
    assert told_of
    assert all(re.search(r"; .*`feeds [a-z]+", line) for line in told_of)
    advised = {mend_by_hiding: "events hide", mend_by_reading_again: "reread", pipeline.repair: "--repair"}
    assert advised.get(mend, "restore" if "merged" not in harm else "undo") in told_of[0]
    if mend is None:
        store.restore(tmp_path / "backup.db")
    else:
        mend(store)
    assert store.check() == []
    if mend is not mend_by_hiding:
        assert [(each.uid, each.facts) for each in store.events()] == [(each.uid, each.facts) for each in before]


def test_check_names_what_is_wrong_and_what_mends_it(store):
    tell(store, FIRST)
    event, other = store.events()
    with store.writing() as writing:
        for query in (
            "UPDATE revisions SET sequence = 7 WHERE event = 1",
            "DELETE FROM mentions WHERE event = 2",
            f"DELETE FROM search_rows WHERE ref = '{event.uid}'",
            f"UPDATE events SET parent = 'gone' WHERE uid = '{other.uid}'",
        ):
            writing.connection.execute(text(query))
    found = store.check()
    for part in ("a gap", "no mention", "cannot be found by search", "festival that is not there"):
        assert any(part in line and ";" in line for line in found), (part, found)
    store.repair()
    assert not any("search" in line for line in store.check())


def test_records_come_back_from_json_as_they_went():
    facts = Facts(
        "t", When(dt.datetime(2025, 1, 18, 10, 30), dt.datetime(2025, 1, 18, 12), "Asia/Urumqi", "time", "FREQ=DAILY", (dt.date(2025, 1, 20),)),
        "opening", "p", "postponed", "event", ("a", "b"), "o", "c", "¥1", "https://x", dt.date(2025, 1, 17), "zh-Hans",
    )  # fmt: skip
    assert coding.read_facts(coding.facts_json(facts)) == facts
    mention = Mention(
        facts,
        "a",
        "e",
        0.5,
        {"title": (Span(1, 2),)},
        ("r",),
        "s",
        dt.date(2025, 1, 1),
        "p",
        "f",
        3,
        "h",
        ("b",),
        NOON,
        True,
        dt.time(9, 30),
    )
    assert coding.read_mention(coding.mention_json(mention), 3, "a", coding.moment(NOON), True) == mention
    for value in (
        None,
        "x",
        1,
        True,
        dt.date(2025, 1, 1),
        dt.datetime(2025, 1, 1, 2),
        ("a", dt.date(2025, 1, 1)),
        facts.when,
    ):
        assert coding.read_value(coding.value_json(value)) == value


@pytest.mark.parametrize("url", ["mysql://x", "nonsense", "sqlite://", "sqlite:///:memory:"])
def test_a_url_of_no_database_is_one_line_with_the_remedy(url):
    with pytest.raises(StoreError, match="sqlite"):
        open_store(url)
