"""Subscribe to exactly what I see: one selection for every format and page. Each docstring names who is misled."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator

import feedparser
import icalendar
import pytest
from flask.testing import FlaskClient
from lxml import etree, html

from feeds.config import parse
from feeds.publishing import ics
from feeds.records import Event
from feeds.web import create_app
from feeds.web.adhoc import Patience
from tests.newsstand import Newsstand
from tests.printed import DAY, NOON, at, event, later

TITLES = ("冬捕节", "元宵灯展", "Market day", "Чтение", "健步走", "Chess & <cup>")
PLACES = ("福海县文化馆", "河滨广场", "Town Hall", None)
ASKED = {
    "q": ("节", "market", "灯展 元宵", "nothing"),
    "place": ("福海", "hall", "广场"),
    "category": ("festival", "market,festival", "节庆"),
    "source": ("altay", "riverside", "altay,riverside"),
    "language": ("zh", "en", "en,ru"),
    "kind": ("event", "deadline", "event,deadline"),
    "status": ("confirmed", "cancelled", "postponed,tentative"),
    "from": ("today", "-30d", "2025-01-20", "2024-06-01"),
    "to": ("today", "+30d", "2025-01-20", "2026-01-01"),
    "confidence": ("0", "0.5", "0.75", "1"),
}
NAMED = {
    "soon": {"content": "soon", "title": "近日"},
    "changed": {"content": "changed", "title": "变更"},
    "announced": {"content": "announced", "title": "新活动"},
    "dropped": {"title": "没有取消的", "cancelled": "drop"},
}


def happenings() -> Iterator[Event]:
    """Events of every sort: past and coming, days, hours, months and rules, moved, cancelled and doubtful."""
    chance = random.Random(7)
    for number in range(90):
        day = DAY + dt.timedelta(days=chance.randint(-120, 60))
        when = chance.choice(
            [
                at(str(day)),
                at(str(day), str(day + dt.timedelta(days=5))),
                at(f"{day}T09:00", f"{day}T11:00"),
                at(f"{day:%Y-%m}-01", precision="month"),
                at(f"{day}T09:00", rrule="FREQ=WEEKLY;COUNT=5"),
            ]
        )
        made = event(
            f"{chance.choice(TITLES)} {number}", when, name=f"s-{number}",
            place=chance.choice(PLACES), categories=chance.choice([(), ("festival",), ("market", "music")]),
            source=chance.choice(["altay", "riverside"]), language=chance.choice(["zh-Hans", "en", "ru"]),
            kind="deadline" if chance.random() < 0.2 else "event", confidence=chance.choice([0.3, 0.6, 0.9, 1.0]),
        )  # fmt: skip
        if chance.random() < 0.2:
            made = later(made, status=chance.choice(["cancelled", "postponed", "tentative"]))
        elif chance.random() < 0.15 and made.facts.when and made.facts.when.precision == "day":
            made = later(made, when=at(str(day + dt.timedelta(days=3))), previous_start=day)
        yield made


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    config = parse({"site": {"url": "https://feeds.example.org", "id": "t"}, "feeds": NAMED}, None)
    app = create_app(config, records=lambda: Newsstand(list(happenings()), []), now=lambda: NOON)
    app.extensions["patience"] = Patience(10_000)
    return app.test_client()


def questions() -> list[dict[str, str]]:
    chance = random.Random(11)
    return [
        {name: chance.choice(values) for name, values in ASKED.items() if chance.random() < 0.25} for _ in range(40)
    ]


def answered(client: FlaskClient, path: str, asked: dict[str, str]) -> dict[str, set[str]]:
    """The UIDs that each format tells, by independent readers."""

    def body(extension: str) -> bytes:
        answer = client.get(f"/{path}.{extension}", query_string=asked)
        assert answer.status_code == 200, answer.text
        return answer.data

    plain = json.loads(body("json"))
    return {
        "json": {item["_feeds"]["event"]["uid"] for item in plain["items"]},
        "rss": {item.link.rsplit("/", 1)[1] for item in feedparser.parse(body("rss")).entries},
        "atom": {
            link.get("href").rsplit("/", 1)[1]
            for link in etree.fromstring(body("atom")).iterfind("{*}entry/{*}link")
            if link.get("rel", "alternate") == "alternate"
        },
    }


def calendars(client: FlaskClient, path: str, asked: dict[str, str]) -> dict[str, set[str]]:
    made = icalendar.Calendar.from_ical(client.get(f"/{path}.ics", query_string=asked).data)
    parts = json.loads(client.get(f"/{path}.jcal", query_string=asked).data)[2]
    graph = json.loads(client.get(f"/{path}.jsonld", query_string=asked).data)["@graph"]
    names = [{name: value for name, _, _, value, *_ in part[1]} for part in parts if part[0] == "vevent"]
    return {
        "ics": {str(each["UID"]) for each in made.walk("VEVENT")},
        "jcal": {each["uid"] for each in names},
        "jsonld": {each["identifier"] for each in graph},
    }


def shown(client: FlaskClient, path: str, asked: dict[str, str]) -> set[str]:
    """The UIDs on the page, when "show more" was pressed until there was no more."""
    page = client.get(f"/{path}", query_string={**asked, "more": "50"}, headers={"Accept": "text/html"})
    assert page.status_code == 200
    found = html.fromstring(page.data.decode()).cssselect(".row .what > a")
    return {link.get("href").rsplit("/", 1)[1] for link in found}


@pytest.mark.parametrize("asked", questions(), ids=lambda asked: "&".join(f"{k}={v}" for k, v in asked.items()))
def test_every_format_and_the_page_give_the_same_answer(client: FlaskClient, asked: dict[str, str]) -> None:
    """Whoever subscribes to a search gets what stood on the page, in Google as in Thunderbird as in a reader."""
    page = shown(client, "", asked)
    dated = {each.uid for each in happenings() if ics.holds(each)}
    told = answered(client, "events", asked) | calendars(client, "events", asked)
    assert told == dict.fromkeys(("json", "rss", "atom", "jsonld"), page) | dict.fromkeys(("ics", "jcal"), page & dated)


@pytest.mark.parametrize("path", NAMED)
def test_a_named_feed_and_its_page_give_the_same_answer(client: FlaskClient, path: str) -> None:
    """A reader of "changed" must find there what the page calls changed, and nothing that only grew a contact."""
    page = shown(client, path, {})
    assert page
    assert answered(client, path, {}) == dict.fromkeys(("json", "rss", "atom"), page)


def test_the_questions_find_something_and_leave_something_out(client: FlaskClient) -> None:
    sizes = [len(shown(client, "", asked)) for asked in questions()]
    assert sum(0 < size < 60 for size in sizes) > 12
