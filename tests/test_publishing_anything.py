"""Whatever a page claims, the feed that tells it stands: one event never takes the others down."""

from __future__ import annotations

import datetime as dt
import json

import feedparser
import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from feeds.publishing.formats import FORMATS
from feeds.records import Change, Event, Facts, Mention, Paragraph, Revision, When
from tests.printed import NOON, entry, event, published

words = st.text(max_size=40)
maybe = st.none() | words
days = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
moments = st.datetimes(dt.datetime(1, 1, 1), dt.datetime(9999, 12, 31))
rules = st.none() | words | st.sampled_from(
    [
        "FREQ=WEEKLY;BYDAY=SA", "FREQ=DAILY;COUNT=3", "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20260101", "freq=weekly",
        "FREQ=WEEKLY;BYDAY=XX", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=WEEKLY;INTERVAL=99999999999",
        "RRULE:FREQ=DAILY", "FREQ=WEEKLY;UNTIL=20250230", "FREQ=MONTHLY;BYSETPOS=0;BYDAY=MO", "FREQ=WEEKLY;FREQ=DAILY",
        "FREQ=WEEKLY;UNTIL=00010101", "FREQ=DAILY;UNTIL=99991231",
    ]
)  # fmt: skip
zones = st.sampled_from(
    ["Asia/Shanghai", "Asia/Urumqi", "UTC", "Europe/London", "America/Nuuk", "", "../etc", "Mars/Base"]
)
statuses = st.sampled_from(["confirmed", "tentative", "cancelled", "postponed"])
kinds = st.sampled_from(["event", "deadline"])
tongues = st.sampled_from([None, "zh-Hans", "zh-Hant", "en", "ru", "kk", "xx"])


@st.composite
def whens(draw: st.DrawFn) -> When:
    precision = draw(st.sampled_from(["time", "day", "month", "year"]))
    kind = moments if precision == "time" else days
    exdates = tuple(draw(st.lists(days, max_size=2)))
    return When(draw(kind), draw(st.none() | kind), draw(zones), precision, draw(rules), exdates)


@st.composite
def happenings(draw: st.DrawFn) -> Event:
    phase = draw(st.sampled_from([None, "opening", "closing"]))
    facts = Facts(
        *(draw(words), draw(st.none() | whens()), phase, draw(maybe), draw(statuses), draw(kinds)),
        *(tuple(draw(st.lists(words, max_size=2))), draw(maybe), draw(maybe), draw(maybe), draw(maybe)),
        *(draw(st.none() | days | moments), draw(tongues)),
    )
    mention = Mention(facts, "n-1", draw(words), 0.9, source=draw(words), published=draw(st.none() | days))
    revisions = [Revision(0, NOON, source="n-1")]
    if draw(st.booleans()):
        before = When(dt.date(2024, 1, 1))
        revisions.append(Revision(1, NOON + dt.timedelta(hours=1), (Change("when", before, facts.when),), source="n-1"))
    uid = draw(st.uuids().map(str) | st.just("event@elsewhere.example") | st.text(min_size=1, max_size=9))
    return Event(uid, facts, (mention,) if draw(st.booleans()) else (), tuple(revisions), parent=draw(maybe))


@pytest.mark.parametrize("content", ["events", "soon", "changed"])
@given(happenings())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors])
def test_anything_a_page_claims_can_be_told(content: str, strange: Event) -> None:
    plain = event("冬捕节", name="plain")
    records = [each for each in (plain, strange) if each.facts.when is not None]
    for extension, made in FORMATS.items():
        if content not in made.contents:
            continue
        body = published(extension, records, name=content, content=content)
        if extension == "ics":
            calendar = icalendar.Calendar.from_ical(body)
            assert plain.uid in [str(each["UID"]) for each in calendar.walk("VEVENT")]
            assert all(len(line) <= 75 for line in body.split(b"\r\n"))
        elif extension in ("rss", "atom"):
            etree.fromstring(body)
            assert not feedparser.parse(body).bozo
        else:
            json.loads(body)
            body.decode("utf-8")


@given(st.lists(words, max_size=3), words, words, st.none() | days, st.lists(words, max_size=2))
@settings(max_examples=40, deadline=None)
def test_anything_printed_can_be_an_item(
    paragraphs: list[str], headline: str, kicker: str, printed: dt.date | None, names: list[str]
) -> None:
    from dataclasses import replace

    made = entry(name="x", published=printed)
    said = {"headline": headline, "kicker": kicker, "bylines": tuple(names)}
    article = replace(made.article, paragraphs=tuple(map(Paragraph, paragraphs)), **said)  # type: ignore[arg-type]
    for extension in ("rss", "atom", "json"):
        body = published(extension, [replace(made, article=article)], name="news", content="news")
        if extension == "json":
            json.loads(body)
        else:
            etree.fromstring(body)
