"""What a feed says of itself, to servers, caches and apps alike. Each docstring names who breaks without it."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from dataclasses import replace
from email.utils import parsedate_to_datetime
from pathlib import Path

import feedparser
import pytest
from flask import Flask
from lxml import etree
from werkzeug.test import Client

from feeds.config import Config, parse
from feeds.pipeline import publish
from feeds.publishing.formats import FORMATS, render
from feeds.publishing.setting import Paper
from feeds.store import open_store
from feeds.web import create_app
from feeds.web.shelf import Shelf
from tests.paper import page, tell, told
from tests.printed import DAY, NOON, at, entry, event, later, lines, published, setting, vevent

JANUARY = dt.datetime(2025, 1, 16, 4, 0, 0, tzinfo=dt.UTC)
WITHOUT = dt.date(2025, 1, 25)


def inside(found: list[str]) -> list[str]:
    """The names of the properties of a VEVENT, in their order."""
    own = found[found.index("BEGIN:VEVENT") + 1 : found.index("END:VEVENT")]
    return [re.split("[;:]", text)[0] for text in own]


def test_an_event_tells_all_that_is_known_and_nothing_else() -> None:
    """vdirsyncer compares by CREATED and LAST-MODIFIED, Exchange by SEQUENCE and DTSTAMP, Google shows CONTACT."""
    first = event(
        "冬捕节", at("2025-01-18T10:30", "2025-01-18T12:00", rrule="FREQ=WEEKLY;COUNT=4", exdates=(WITHOUT,)),
        place="福海县", categories=("festival",), contact="0906-1234567", parent="p-1",
    )  # fmt: skip
    made = later(first, hours=5, place="海上魔鬼城")
    assert inside(lines(made)) == [
        *("UID", "DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "RRULE", "EXDATE", "SUMMARY"),
        *("LOCATION", "DESCRIPTION", "URL", "CATEGORIES", "STATUS", "TRANSP", "CONTACT", "RELATED-TO"),
    ]
    found = vevent(made)
    assert found["CREATED"].dt == NOON
    assert found["LAST-MODIFIED"].dt == found["DTSTAMP"].dt == NOON + dt.timedelta(hours=5)
    assert (found["SEQUENCE"], str(found["CONTACT"]), str(found["LOCATION"])) == (1, "0906-1234567", "海上魔鬼城")
    assert (str(found["RELATED-TO"]), found["RELATED-TO"].params["RELTYPE"]) == ("p-1", "PARENT")
    plain = inside(lines(event()))
    assert not {"DTEND", "LOCATION", "CATEGORIES", "CONTACT", "RELATED-TO", "RRULE", "X-ALT-DESC"} & set(plain) - {
        "DTEND"
    }


def test_the_head_of_a_calendar_is_complete_and_says_nothing_twice() -> None:
    """Outlook refuses a second PRODID; DAVx5 and Evolution take name, text and colour from what RFC 7986 has."""
    found = lines(event(), title="活动", description="全县的", color="teal")
    assert found[: found.index("BEGIN:VEVENT")] == [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//feeds//feeds//EN", "CALSCALE:GREGORIAN"),
        *("NAME:活动", "X-WR-CALNAME:活动", "DESCRIPTION:全县的", "X-WR-CALDESC:全县的"),
        *("REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"),
        *("SOURCE;VALUE=URI:https://feeds.example.org/events.ics", "COLOR:teal"),
    ]


@pytest.mark.parametrize(
    ("language", "summary"),
    [("zh-Hans", "截止：征文"), ("zh-Hant", "截止：征文"), ("en", "Deadline: 征文"), ("ru", None), ("kk", None)],
)
def test_a_deadline_says_so_in_front(language: str, summary: str | None) -> None:
    """In a month view the first letters are all that stands: "征文" alone looks like the event itself."""
    shown = str(vevent(event("征文", kind="deadline", language=language))["SUMMARY"])
    assert shown.endswith("征文")
    assert shown != "征文"
    assert summary in (None, shown)


def test_what_was_put_off_without_a_day_says_that_none_is_known() -> None:
    """The old day stands in every calendar, since an event must have one: only the words tell that it is void."""
    text = str(vevent(later(event(), status="postponed"))["DESCRIPTION"])
    assert "新的日期待定" in text.split("\n")


def test_a_zone_is_told_from_the_year_of_the_feeds_own_first_event() -> None:
    """Thunderbird shifts an event of 1990, when China had summer time, if the zone's story begins this year."""
    found = lines(event(when=at("1990-07-01T10:00")))
    assert "BEGIN:DAYLIGHT" in found
    assert "BEGIN:DAYLIGHT" not in lines(event(when=at("2025-07-01T10:00")))
    assert not [text for text in found if text.startswith("COMMENT")]


@pytest.mark.parametrize("extension", ["rss", "atom", "json"])
def test_an_item_names_who_wrote_it_and_what_it_is_about(extension: str) -> None:
    """FreshRSS filters by author and category; RSS has names in dc:creator alone: its author is a mail address."""
    body = published(extension, [event("灯展", categories=("festival", "乡村"))])
    article = published(
        extension, [entry("冬捕节开幕", bylines=("李娜", "王强"))], name="news", title="新闻", content="news"
    )
    if extension == "json":
        (item,), (news,) = json.loads(body)["items"], json.loads(article)["items"]
        assert item["tags"] == ["节庆", "乡村"]
        assert [each["name"] for each in news["authors"]] == ["李娜", "王强"]
        return
    (item,) = feedparser.parse(body).entries
    assert [tag.term for tag in item.tags] == ["节庆", "乡村"]
    names = etree.fromstring(article).iter("{http://purl.org/dc/elements/1.1/}creator", "{*}author")
    assert {"".join(name.itertext()).strip() for name in names} >= {"李娜", "王强"}


@pytest.mark.parametrize("extension", ["rss", "atom", "json"])
def test_a_licence_goes_with_the_words_it_is_for(extension: str) -> None:
    """Aggregators show the text alone: the condition to show it must stand in it."""
    papers = {"altay": Paper("阿勒泰日报", licence="CC BY 4.0 <日报>")}
    where = replace(setting(name="news", title="新闻", content="news"), papers=papers)
    body, _ = render(FORMATS[extension], where, [entry()], DAY)
    text = body.decode()
    assert "CC BY 4.0 &lt;日报&gt;" in text or "CC BY 4.0 &amp;lt;日报&amp;gt;" in text


def test_a_row_of_a_programme_names_its_festival() -> None:
    """Google's event search groups by superEvent, Thunderbird by RELATED-TO."""
    (made,) = json.loads(published("jsonld", [event(parent="p-1")]))["@graph"]
    assert made["superEvent"] == {"@id": "https://feeds.example.org/events/p-1"}


# --- over HTTP ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stock")
    with open_store(configured(folder).database) as store:
        said = [told("冬捕节", "2025-01-18", place="福海县")]
        tell(store, page("日报", "2025-01-16", ("冬捕节", "冬捕节将于1月18日开幕。", said)))
        publish(store, configured(folder), JANUARY, sleep=lambda seconds: None)
    return folder


def configured(folder: Path) -> Config:
    tables = {
        "site": {"url": "https://feeds.example.org", "id": "feeds.test", "refresh": 1800},
        "store": {"database": f"sqlite:///{folder}/feeds.db", "published": str(folder / "published")},
    }
    return parse(tables, None)


@pytest.fixture
def site(stock: Path, tmp_path: Path) -> Client:
    shutil.copytree(stock, tmp_path, dirs_exist_ok=True)
    config = configured(tmp_path)

    def behind() -> Flask:
        return create_app(config, now=lambda: JANUARY)

    return Client(Shelf(behind, config.published, config.site, wall=JANUARY.timestamp))


@pytest.mark.parametrize("query", ["", "?place=福海"])
def test_cache_ttl_and_expires_agree(site: Client, query: str) -> None:
    """A reader that believes the ttl and a cache that believes Expires must look again at the same time."""
    for extension in ("ics", "rss", "atom", "json"):
        answer = site.get(f"/events.{extension}{query}")
        ages = re.findall(r"max-age=(\d+)", answer.headers["Cache-Control"])
        assert ages == ["1800"]
        assert "public" in answer.headers["Cache-Control"]
        assert "stale-while-revalidate=" in answer.headers["Cache-Control"]
        assert (parsedate_to_datetime(answer.headers["Expires"]) - JANUARY).total_seconds() == 1800
    assert b"<ttl>30</ttl>" in site.get(f"/events.rss{query}").data
    calendar = site.get(f"/events.ics{query}").data
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT30M" in calendar
    assert b"X-PUBLISHED-TTL:PT30M" in calendar


PAGES = ("/events.ics", "/events.atom?q=冬捕", "/news.rss", "/feeds.opml", "/sitemap.xml", "/robots.txt")


@pytest.mark.parametrize("path", [*PAGES, "/subscribe/events", "/"])
def test_addresses_never_come_from_the_host_that_was_asked(site: Client, path: str) -> None:
    """A cache poisoned with another host's links would send every subscriber there."""
    plain = site.get(path)
    asked = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher"}
    answer = site.get(path, headers=asked)
    assert (answer.status_code, answer.data) == (200, plain.data)
    assert b"https://feeds.example.org" in plain.data
    assert "evil" not in str(answer.headers)


@pytest.mark.parametrize("path", ["/events.ics", "/events.ics?q=冬捕", "/news.rss", "/feeds.opml"])
def test_scripts_of_other_sites_may_read_feeds_and_their_tags(site: Client, path: str) -> None:
    """FullCalendar and widgets fetch from the browser: without Expose-Headers they cannot ask conditionally."""
    answer = site.get(path)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert {"ETag", "Last-Modified"} <= set(re.split(", *", answer.headers["Access-Control-Expose-Headers"]))
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert "attachment" not in answer.headers.get("Content-Disposition", "")


def test_a_hub_is_named_in_the_headers_too(site: Client, tmp_path: Path) -> None:
    """WebSub subscribers of calendars and JSON-LD have no element to look for: the Link header is all they can read."""
    config = configured(tmp_path)
    config = replace(config, site=replace(config.site, hub="https://hub.example.net/"))
    hubbed = Client(Shelf(lambda: create_app(config), config.published, config.site))
    for method in ("GET", "HEAD"):
        answer = hubbed.open("/events.ics", method=method)
        assert answer.headers["Link"] == (
            '<https://hub.example.net/>; rel="hub", <https://feeds.example.org/events.ics>; rel="self"'
        )
    assert "Link" not in site.get("/events.ics").headers


def test_one_event_is_saved_as_a_file_with_a_name(site: Client) -> None:
    """A phone offers "add to calendar" for a download, and would subscribe to what is shown inline."""
    uid = re.search(rb"UID:(\S+)", site.get("/events.ics").data)
    assert uid
    answer = site.get(f"/events/{uid[1].decode()}.ics")
    assert re.fullmatch(r'attachment; filename="[\w-]+\.ics"', answer.headers["Content-Disposition"])
    assert answer.headers["Content-Type"].startswith("text/calendar")


def test_the_list_of_feeds_names_each_with_address_page_and_type(site: Client) -> None:
    """NetNewsWire and Feedly import by xmlUrl, and show htmlUrl as the site."""
    root = etree.fromstring(site.get("/feeds.opml").data)
    rows = [dict(row.attrib) for row in root.iter("outline") if row.get("xmlUrl")]
    assert {row["xmlUrl"] for row in rows} >= {
        "https://feeds.example.org/events.atom",
        "https://feeds.example.org/news.atom",
    }
    for row in rows:
        assert row["htmlUrl"].startswith("https://feeds.example.org/")
        assert row["type"] == "rss"
        assert row["text"]
