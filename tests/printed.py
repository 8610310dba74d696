"""Happenings and articles made by hand, and feeds rendered of them: what the tests of publishing are about."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import icalendar

from feeds.publishing.formats import FORMATS, render
from feeds.publishing.setting import Paper, Setting
from feeds.records import Article, Change, Entry, Event, Facts, Feed, Mention, Paragraph, Revision, Site, When

SITE = Site("feeds.test", "https://feeds.example.org", "湖畔日历")
PAPERS = {"altay": Paper("阿勒泰日报"), "riverside": Paper("Riverside Echo")}
DAY = dt.date(2025, 1, 16)
NOON = dt.datetime(2025, 1, 16, 4, 0, tzinfo=dt.UTC)
EVIDENCE = "第十八届湖畔冬捕节将于1月18日在福海县海上魔鬼城景区开幕。"


def at(first: str, last: str | None = None, **more: Any) -> When:
    """A When of ISO text: days, or moments with a T."""

    def read(text: str) -> dt.date | dt.datetime:
        return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)

    more.setdefault("precision", "time" if "T" in first else "day")
    return When(read(first), read(last) if last else None, **more)


def event(title: str = "冬捕节", when: When | None = None, *, name: str = "", **more: Any) -> Event:
    """An event that one article told once; `name` decides its UID."""
    evidence = more.pop("evidence", f"{title}将于近日举行。")
    source, printed = more.pop("source", "altay"), more.pop("printed", DAY)
    beside = {key: more.pop(key) for key in ("hidden", "parent", "confidence", "revisions", "uid") if key in more}
    facts = Facts(title, when or at("2025-01-18"), **({"language": "zh-Hans"} | more))
    mention = Mention(facts, "n-1", evidence, 0.9, source=source, published=printed)
    made = Event(
        str(uuid.uuid5(uuid.NAMESPACE_URL, name or title)), facts, (mention,), (Revision(0, NOON, source="n-1"),)
    )
    return replace(made, **beside)


def later(event: Event, hours: int = 24, **changes: Any) -> Event:
    """The event after another article changed some of its facts."""
    told = tuple(Change(field, getattr(event.facts, field), value) for field, value in changes.items())
    revision = Revision(event.sequence + 1, event.last_modified + dt.timedelta(hours=hours), told, source="n-2")
    return replace(event, facts=replace(event.facts, **changes), revisions=(*event.revisions, revision))


def entry(headline: str = "冬捕节18日开幕", text: str = EVIDENCE, *, name: str = "", **more: Any) -> Entry:
    bylines, kicker = more.pop("bylines", ("李娜",)), more.pop("kicker", None)
    article = Article(
        "a1", headline, tuple(Paragraph(each) for each in text.split("\n\n")), bylines=bylines, kicker=kicker
    )
    fields = {"source": "altay", "language": "zh-Hans", "published": DAY, "timezone": "Asia/Shanghai"}
    fields |= {"created": NOON, "updated": NOON} | more
    return Entry(str(uuid.uuid5(uuid.NAMESPACE_URL, name or headline)), article, **fields)  # type: ignore[arg-type]


def setting(**feed: Any) -> Setting:
    site = feed.pop("site", SITE)
    query = feed.pop("query", "")
    return Setting(site, Feed(**({"name": "events", "title": "活动"} | feed)), PAPERS, query=query)


def published(extension: str, records: Sequence[Event | Entry], *, day: dt.date = DAY, **feed: Any) -> bytes:
    """The body of a feed."""
    return render(FORMATS[extension], setting(**feed), records, day)[0]


def calendar(*events: Event, **feed: Any) -> icalendar.Calendar:
    """The calendar of some events, as icalendar reads it."""
    return icalendar.Calendar.from_ical(published("ics", events, **feed))


def vevent(made: Event, **feed: Any) -> icalendar.Event:
    (found,) = calendar(made, **feed).walk("VEVENT")
    return found


def lines(made: Event, **feed: Any) -> list[str]:
    """The unfolded content lines of a calendar of one event."""
    return published("ics", [made], **feed).decode().replace("\r\n ", "").split("\r\n")


def line(made: Event, name: str, **feed: Any) -> str | None:
    """The first content line of the VEVENT with that name, whole."""
    found = lines(made, **feed)
    inside = found[found.index("BEGIN:VEVENT") : found.index("END:VEVENT")]
    return next((text for text in inside if text.split(":")[0].split(";")[0] == name), None)
