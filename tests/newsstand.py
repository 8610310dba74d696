"""A newsstand of hand-made records: what the pages show in tests, without a store or a reading behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from feeds.records import (
    Article,
    Change,
    Document,
    Entry,
    Event,
    Facts,
    Mention,
    Paragraph,
    Revision,
    Span,
    SpanMap,
    When,
)

NOW = dt.datetime(2025, 1, 16, 2, 0, tzinfo=dt.UTC)
PAPER = dt.date(2025, 1, 16)
CHINESE = (
    "本报讯（记者 李娜）1月15日，记者获悉，第十八届湖畔冬捕节将于1月18日在福海县海上魔鬼城景区开幕，为期三天。"
    "今年参加的人比去年多。"
)
CHANGED = "受大风影响，原定1月17日举行的元宵灯展推迟至1月24日，地点不变。<script>alert(1)</script>"
ENGLISH = (
    "The Saturday market is held every Saturday from 9 am to 1 pm at Riverside Square.\n\n"
    "Entries for the chess cup close on 20 January at 5 pm."
)


def article(id: str, headline: str, text: str, **more: object) -> Article:
    paragraphs = tuple(Paragraph(each) for each in text.split("\n\n"))
    return Article(id, headline, paragraphs, origin=SpanMap(((0, 0, len(text)),)), **more)  # type: ignore[arg-type]


def entry(id: str, made: Article, language: str, events: tuple[str, ...], source: str = "altay") -> Entry:
    return Entry(
        id, made, source, language, PAPER, "Asia/Shanghai", created=NOW, updated=NOW, events=events, document=f"d-{id}"
    )


ENTRIES = [
    entry("n-1", article("a1", "冬捕节18日开幕", CHINESE, kicker="冰雪之约", bylines=("李娜",)), "zh-Hans", ("e-1",)),
    entry("n-2", article("a2", "灯展推迟", CHANGED), "zh-Hans", ("e-2",)),
    entry("n-3", article("a3", "At Riverside this winter", ENGLISH), "en", ("e-3", "e-4"), "riverside"),
]


def mention(entry_id: str, evidence: str, facts: Facts, **words: str) -> Mention:
    """A mention whose fields stand where their words stand in the article."""
    found = next(e for e in ENTRIES if e.id == entry_id)
    text = found.article.text
    at = text.index(evidence)
    spans = {}
    for field, said in words.items():
        start = text.index(said, at)
        spans[field] = (Span(start, start + len(said)),)
    return Mention(
        facts, entry_id, evidence, 0.92, spans, ("month and day", "将于…开幕"), found.source, PAPER,
        headline=found.article.headline,
    )  # fmt: skip


def event(uid: str, facts: Facts, *mentions: Mention, confidence: float = 0.92, **more: object) -> Event:
    first = Revision(0, NOW, source=mentions[0].article if mentions else "")
    return Event(uid, facts, mentions, (first,), confidence=confidence, **more)  # type: ignore[arg-type]


def day(month: int, number: int, year: int = 2025) -> dt.date:
    return dt.date(year, month, number)


def _events() -> Iterator[Event]:
    festival = Facts(
        "第十八届湖畔冬捕节", When(day(1, 18), day(1, 21)), place="福海县海上魔鬼城景区",
        categories=("festival",), organizer="福海县文旅局", price="免费", language="zh-Hans",
    )  # fmt: skip
    said = CHINESE[: CHINESE.index("今年")]
    found = mention("n-1", said, festival, title="第十八届湖畔冬捕节", start="1月18日", place="福海县海上魔鬼城景区")
    yield event("e-1", festival, found)
    lanterns = Facts(
        "元宵灯展", When(day(1, 24)), place="人民公园", categories=("exhibition",), previous_start=day(1, 17),
        language="zh-Hans",
    )  # fmt: skip
    moved = event("e-2", lanterns, mention("n-2", CHANGED, lanterns, title="元宵灯展", start="1月24日"))
    change = Change("when", When(day(1, 17)), When(day(1, 24)))
    later = Revision(1, NOW + dt.timedelta(hours=2), (change,), "moved by a later page", "n-2")
    yield replace(moved, revisions=(*moved.revisions, later))
    market = Facts(
        "Saturday market",
        When(dt.datetime(2025, 1, 4, 9), dt.datetime(2025, 1, 4, 13), precision="time", rrule="FREQ=WEEKLY;BYDAY=SA"),
        place="Riverside Square", categories=("market",), language="en",
    )  # fmt: skip
    first, second = ENGLISH.split("\n\n")
    yield event("e-3", market, mention("n-3", first, market, title="Saturday market", place="Riverside Square"))
    cup = Facts(
        "Entries for the chess cup",
        When(dt.datetime(2025, 1, 20, 17), precision="time"),
        kind="deadline",
        language="en",
    )
    yield event("e-4", cup, mention("n-3", second, cup, title="Entries for the chess cup", start="20 January at 5 pm"))
    yield event("e-5", Facts("第十五届人民代表大会第四次会议", When(day(1, 15)), phase="closing", language="zh-Hans"))
    evening = When(dt.datetime(2025, 1, 18, 19, 30), dt.datetime(2025, 1, 18, 21), precision="time")
    yield event("e-6", Facts("话剧《湖》", evening, place="文化馆", status="cancelled", language="zh-Hans"))
    yield event("e-7", Facts("村晚", When(day(2, 1), precision="month"), place="富蕴县", language="zh-Hans"))
    yield event("e-8", Facts("Rumoured concert", When(day(1, 30)), language="en"), confidence=0.3)
    yield event("e-9", Facts("Hidden talk", When(day(1, 30)), language="en"), hidden=True)
    yield event(
        "e-10",
        Facts("冬捕节开幕式", When(dt.datetime(2025, 1, 18, 10, 30), precision="time"), language="zh-Hans"),
        parent="e-1",
    )


class Newsstand:
    """As much of a store as the pages ask for."""

    def __init__(self, events: list[Event] | None = None, entries: list[Entry] | None = None) -> None:
        self.held = list(_events()) if events is None else events
        self.read = list(ENTRIES) if entries is None else entries
        self.turn, self.restored = 1, 0

    def events(self) -> list[Event]:
        return self.held

    def entries(self) -> list[Entry]:
        return self.read

    def entry(self, id: str) -> Entry | None:
        return next((each for each in self.read if each.id == id), None)

    def generation(self) -> int:
        return self.turn

    def floor(self) -> int:
        return self.restored

    def changed_since(self, generation: int) -> tuple[list[Event], list[Entry]]:
        return self.held, self.read

    def search(self, q: str) -> dict[str, None]:
        found = [each.uid for each in self.held if q.casefold() in str(each).casefold()]
        found += [each.id for each in self.read if q.casefold() in str(each).casefold()]
        return dict.fromkeys(found)

    def document(self, id: str) -> Document | None:
        return None

    def merged_into(self, uid: str) -> str | None:
        return None
