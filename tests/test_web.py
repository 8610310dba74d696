"""The pages, asked as a browser asks them: what is coming, the words it was read from, and how to subscribe."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import icalendar
import mf2py
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from werkzeug.test import TestResponse

from feeds.config import Source, parse
from feeds.records import Event, Facts, When
from feeds.web import create_app
from feeds.web.words import WORDS
from tests.newsstand import ENTRIES, NOW, Newsstand

TABLES = {
    "site": {"title": "阿勒泰周末", "url": "https://altay.example.org"},
    "feeds": {
        "festivals": {"title": "节庆", "category": ["festival"]},
        "changed": {"content": "changed", "title": "变更"},
        "soon": {"content": "soon", "title": "一周之内"},
    },
}


def make(stand: Newsstand | None = None, **more: object) -> Flask:
    shelf = stand or Newsstand()
    app = create_app(parse({**TABLES, **more}, None), records=lambda: shelf, now=lambda: NOW)  # type: ignore[arg-type]
    app.testing = True
    return app


@pytest.fixture(scope="module")
def site() -> Flask:
    return make()


@pytest.fixture
def client(site: Flask) -> FlaskClient:
    """A visitor of its own: the language that another has chosen is none of its."""
    return site.test_client()


def page(client: FlaskClient, path: str, language: str = "en", code: int = 200) -> html.HtmlElement:
    answer = client.get(path, headers={"Accept-Language": language, "Accept": "text/html"})
    assert answer.status_code == code, answer.text
    return html.fromstring(answer.data.decode())


def words(node: html.HtmlElement, selector: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in node.cssselect(selector)]


PAGES = [
    *("/", "/?q=湖", "/?from=2025-01-01&to=2025-01-31", "/news", "/changed", "/soon", "/festivals", "/about", "/try"),
    *("/events/e-1", "/events/e-2", "/events/e-7", "/articles/n-1", "/articles/n-3", "/subscribe", "/subscribe/events"),
    *("/subscribe/news", "/subscribe/changed", "/embed/events", "/embed/news"),
]


# --- what is coming -------------------------------------------------------------------------------------------


def test_what_is_coming_stands_in_order_and_what_was_last_below_it(client: FlaskClient) -> None:
    found = page(client, "/")
    assert words(found, "#coming ~ .month .what > a") == [
        *("第十八届湖畔冬捕节", "Saturday market", "冬捕节开幕式", "话剧《湖》", "Entries for the chess cup"),
        *("元宵灯展", "村晚"),
    ]
    assert words(found, ".past .what > a") == ["第十五届人民代表大会第四次会议"]


def test_a_market_without_end_is_shown_on_its_next_saturday_with_its_hours(client: FlaskClient) -> None:
    [row] = [row for row in page(client, "/").cssselect(".row") if "Saturday market" in row.text_content()]
    assert row.cssselect("time.dt-start")[0].get("datetime") == "2025-01-18T09:00:00+08:00"
    assert {"09:00–13:00", "every Saturday", "Riverside Square"} <= {each.text for each in row.cssselect(".meta *")}


def test_only_people_see_the_last_day(client: FlaskClient) -> None:
    """Inside, and for machines, the end of the 18th to the 20th is the 21st."""
    found = page(client, "/events/e-1", "zh-CN")
    assert words(found, "dd time") == ["2025年1月18日至20日"]
    assert found.cssselect(".dt-end")[0].get("value") == "2025-01-21"


def test_hidden_and_doubtful_events_are_on_no_page(client: FlaskClient) -> None:
    said = page(client, "/").text_content()
    assert "Hidden talk" not in said
    assert "Rumoured concert" not in said
    assert "Rumoured concert" in page(client, "/?confidence=0.2").text_content()
    page(client, "/events/e-9", code=404)


def test_an_empty_store_says_how_to_begin() -> None:
    assert words(page(make(Newsstand([], [])).test_client(), "/"), ".empty") == [WORDS["nothing_yet"][1]]


def test_a_page_with_nothing_coming_still_shows_what_was_last() -> None:
    past = [event for event in Newsstand().held if event.uid == "e-5"]
    found = page(make(Newsstand(past)).test_client(), "/")
    assert words(found, ".empty") == [WORDS["nothing_coming"][1]]
    assert words(found, ".past .what > a") == ["第十五届人民代表大会第四次会议"]


def test_the_records_are_read_again_when_their_generation_moves() -> None:
    stand = Newsstand()
    client = make(stand).test_client()
    assert "第十八届湖畔冬捕节" in page(client, "/").text_content()
    stand.held = [event for event in stand.held if event.uid != "e-1"]
    assert "第十八届湖畔冬捕节" in page(client, "/").text_content()  # nothing told us
    stand.turn, stand.restored = 2, 2
    assert "第十八届湖畔冬捕节" not in page(client, "/").text_content()


# --- searching, and subscribing to what one sees ------------------------------------------------------------------


def test_the_feed_of_a_search_has_the_very_query_of_the_page(client: FlaskClient) -> None:
    found = page(client, "/?place=福海&category=festival&lang=en&more=2")
    link = found.cssselect(".subscribe-box .primary")[0].get("href")
    assert unquote(link) == "webcal://altay.example.org/events.ics?place=福海&category=festival"
    alternates = {link.get("type"): link.get("href") for link in found.cssselect("link[rel=alternate]")}
    assert unquote(alternates["application/atom+xml"]).endswith("/events.atom?place=福海&category=festival")
    assert words(found, ".what > a") == ["第十八届湖畔冬捕节"]


def test_a_form_sends_empty_fields_and_the_address_stays_clean(client: FlaskClient) -> None:
    answer = client.get("/?q=湖&place=&category=&from=&to=")
    assert (answer.status_code, unquote(answer.headers["Location"])) == (302, "/?q=湖")


def test_each_filter_can_be_taken_off_alone(client: FlaskClient) -> None:
    found = page(client, "/?q=湖&category=festival")
    assert {unquote(chip.get("href")) for chip in found.cssselect(".chips a:not(.clear)")} == {
        "/?category=festival",
        "/?q=湖",
    }


@pytest.mark.parametrize(
    ("query", "parameter"),
    [("from=soon", "from"), ("confidence=2", "confidence"), ("kind=party", "kind"), ("q=" + "x" * 600, "q")],
)
def test_a_bad_parameter_is_a_400_that_names_it(client: FlaskClient, query: str, parameter: str) -> None:
    said = page(client, f"/?{query}", code=400).cssselect("main")[0].text_content()
    assert f"The parameter {parameter} is wrong" in said


def test_a_page_that_is_not_there_lists_the_feeds_that_are(client: FlaskClient) -> None:
    found = page(client, "/nowhere", code=404)
    assert "/festivals.ics" in words(found, "main code")
    assert "/news" in client.get("/nowhere.ics", headers={"Accept": "text/calendar"}).text


@pytest.mark.parametrize("path", ["/", "/news", "/changed", "/festivals"])
def test_a_reader_that_is_given_the_page_finds_the_feeds(client: FlaskClient, path: str) -> None:
    name = path.strip("/") or "events"
    found = {link.get("href") for link in page(client, path).cssselect("link[rel=alternate][type]")}
    assert {f"https://altay.example.org/{name}.{ext}" for ext in ("rss", "atom", "json")} <= found


def test_a_subscriber_is_told_what_the_app_should_show(client: FlaskClient) -> None:
    found = page(client, "/subscribe/events")
    shown = words(found, ".compact .what > a")
    assert "第十八届湖畔冬捕节" in shown
    assert "村晚" not in shown  # a month without a day is in no calendar


def test_each_app_is_given_the_address_in_the_form_it_takes(client: FlaskClient) -> None:
    found = page(client, "/subscribe/events?q=湖")
    hrefs = [link.get("href") for link in found.cssselect(".app a")]
    [google] = [href for href in hrefs if "google" in href]
    feed = "altay.example.org/events.ics?q=%E6%B9%96"
    assert parse_qs(urlsplit(google).query)["cid"] == [f"webcal://{feed}"]
    [outlook] = [href for href in hrefs if "outlook.live.com" in href]
    assert parse_qs(urlsplit(outlook).query)["url"] == [f"https://{feed}"]
    assert f"webcal://{feed}" in hrefs
    assert found.cssselect("#feed-address")[0].get("value") == f"https://{feed}"


@pytest.mark.parametrize(
    ("url", "outside"),
    [
        ("https://feeds.example.org", True),
        *(("http://127.0.0.1:8000", False), ("http://192.168.1.20:8000", False), ("http://nas.local", False)),
        *(("http://[fe80::1]:8000", False), ("http://localhost:8000", False)),
    ],
)
def test_google_and_outlook_are_offered_only_where_they_can_reach_us(url: str, outside: bool) -> None:
    found = page(make(site={"url": url}).test_client(), "/subscribe/events")
    hrefs = " ".join(link.get("href") for link in found.cssselect(".app a"))
    assert ("google" in hrefs, "outlook" in hrefs) == (outside, outside)
    assert bool(found.cssselect(".notice")) is not outside


def test_the_qr_code_holds_the_webcal_address(client: FlaskClient) -> None:
    import segno

    svg = page(client, "/subscribe/events").cssselect("svg.qr")[0]
    size = segno.make("webcal://altay.example.org/events.ics", error="m", micro=False).symbol_size(border=2)[0]
    assert svg.get("viewbox") == f"0 0 {size} {size}"


# --- one event, one article ---------------------------------------------------------------------------------------


def test_the_sentence_an_event_was_read_from_is_shown_with_its_fields_marked(client: FlaskClient) -> None:
    quote = page(client, "/events/e-1").cssselect("blockquote")[0]
    assert quote.get("lang") == "zh-Hans"
    assert quote.text_content().strip().endswith("在福海县海上魔鬼城景区开幕，为期三天。")
    assert [(mark.get("class"), mark.text) for mark in quote.cssselect("mark")] == [
        ("title", "第十八届湖畔冬捕节"),
        ("start", "1月18日"),
        ("place", "福海县海上魔鬼城景区"),
    ]


def test_an_event_that_was_moved_tells_the_old_day_and_the_page_that_moved_it(client: FlaskClient) -> None:
    found = page(client, "/events/e-2")
    assert words(found, ".banner") == ["Moved"]
    assert words(found, "dd s") == ["Friday 17 January 2025"]
    assert words(found, ".changes li") == ["When was Friday 17 January 2025 → became Friday 24 January 2025"]
    assert found.cssselect(".history a")[0].get("href") == "/articles/n-2"


def test_words_of_a_page_are_never_markup(client: FlaskClient) -> None:
    for path in ("/events/e-2", "/articles/n-2"):
        source = client.get(path).text
        assert "<script>alert" not in source
        assert "&lt;script&gt;alert" in source or "\\u003cscript" in source


def test_an_article_marks_its_sentences_and_links_their_events(client: FlaskClient) -> None:
    found = page(client, "/articles/n-3")
    assert found.cssselect("article")[0].get("lang") == "en"
    assert words(found, ".noted .what > a") == ["Saturday market", "Entries for the chess cup"]
    assert [link.get("href") for link in found.cssselect(".note a")] == ["#n1", "#n2"]
    assert words(found, "mark.place") == ["Riverside Square", "place"]  # and the legend


def test_a_source_that_lets_only_its_headline_be_shown_shows_no_more() -> None:
    only = {"altay": {"url": "https://paper.example.org/", "show": "link"}}
    said = page(make(sources=only).test_client(), "/articles/n-1").cssselect("article")[0].text_content()
    assert "冬捕节18日开幕" in said
    assert "记者获悉" not in said


def test_schema_org_and_microformats_say_what_the_page_says(client: FlaskClient) -> None:
    answer = client.get("/events/e-2")
    [script] = html.fromstring(answer.data.decode()).cssselect('script[type="application/ld+json"]')
    told = json.loads(script.text)
    assert told["eventStatus"] == "https://schema.org/EventRescheduled"
    assert (told["startDate"], told["previousStartDate"]) == ("2025-01-24", "2025-01-17")
    [event] = mf2py.parse(doc=answer.text)["items"]
    assert event["type"] == ["h-event"]
    assert event["properties"]["name"] == ["元宵灯展"]
    assert event["properties"]["start"] == ["2025-01-24"]
    assert event["properties"]["location"] == ["人民公园"]


def test_the_list_itself_is_a_microformat_of_the_same_events(client: FlaskClient) -> None:
    [feed] = [item for item in mf2py.parse(doc=client.get("/").text)["items"] if item["type"] == ["h-feed"]]
    names = [item["properties"]["name"][0] for item in feed["children"]]
    assert names == words(page(client, "/"), ".row .what > a")


# --- languages, headers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "query", "tag"),
    [("zh-CN,zh;q=0.9", "", "zh-Hans"), ("ru, en-GB;q=0.8", "", "en"), ("zh", "?lang=en", "en"), ("", "", "zh-Hans")],
)
def test_the_interface_speaks_the_readers_language(client: FlaskClient, accept: str, query: str, tag: str) -> None:
    fresh = client.application.test_client()
    answer = fresh.get(f"/{query}", headers={"Accept-Language": accept})
    assert html.fromstring(answer.data.decode()).get("lang") == tag
    assert "Accept-Language" in answer.headers["Vary"]


def test_the_language_chosen_once_is_kept(client: FlaskClient) -> None:
    fresh = client.application.test_client()
    fresh.get("/?lang=en", headers={"Accept-Language": "zh"})
    assert html.fromstring(fresh.get("/news", headers={"Accept-Language": "zh"}).data).get("lang") == "en"


def test_every_phrase_has_both_languages_and_the_same_gaps() -> None:
    for key, (chinese, english) in WORDS.items():
        assert chinese, key
        assert english, key
        assert set(re.findall(r"{(\w+)}", chinese)) == set(re.findall(r"{(\w+)}", english)), key


@pytest.mark.parametrize("path", PAGES)
def test_nothing_in_a_page_is_inline_or_from_elsewhere(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    found = html.fromstring(answer.data.decode())
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not found.xpath("//style | //*[@style] | //*[@*[starts-with(name(), 'on')]]")
    assert all(script.get("src") or script.get("type") == "application/ld+json" for script in found.cssselect("script"))
    assert all(urlsplit(link.get("href")).netloc == "" for link in found.cssselect('link[rel="stylesheet"]'))


@pytest.mark.parametrize("path", PAGES)
def test_links_within_the_site_lead_somewhere(client: FlaskClient, path: str) -> None:
    found = page(client, path)
    for link in {link.get("href") for link in found.cssselect("a[href]")}:
        parts = urlsplit(link)
        if parts.netloc or parts.scheme or not parts.path or "." in parts.path.rsplit("/", 1)[-1]:
            continue
        if parts.path.endswith("/why"):  # reads the stored page, and a newsstand stores none
            continue
        assert client.get(link).status_code in (200, 301, 302), f"{path} -> {link}"


def test_a_page_asked_for_again_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/")
    again = client.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_only_the_embedded_list_may_stand_in_other_peoples_frames(client: FlaskClient) -> None:
    assert "frame-ancestors 'self'" in client.get("/").headers["Content-Security-Policy"]
    framed = client.get("/embed/events?category=festival")
    assert "frame-ancestors *" in framed.headers["Content-Security-Policy"]
    found = html.fromstring(framed.data.decode())
    assert words(found, ".what > a") == ["第十八届湖畔冬捕节"]
    assert found.cssselect("base")[0].get("target") == "_top"
    assert not found.cssselect("script")


def test_the_bare_list_has_absolute_links_and_no_script(client: FlaskClient) -> None:
    bare = client.get("/embed/events/plain")
    assert bare.headers["Access-Control-Allow-Origin"] == "*"
    found = html.fragment_fromstring(bare.text.strip())
    assert found.tag == "ul"
    assert all(link.get("href").startswith("https://altay.example.org/events/") for link in found.cssselect("a"))


def test_crawlers_are_let_in_and_shown_the_way(client: FlaskClient) -> None:
    assert "Sitemap: https://altay.example.org/sitemap.xml" in client.get("/robots.txt").text
    found = etree.fromstring(client.get("/sitemap.xml").data)
    listed = [each.text for each in found.iter("{*}loc")]
    assert "https://altay.example.org/events/e-1" in listed
    assert f"https://altay.example.org/articles/{ENTRIES[0].id}" in listed
    assert "https://altay.example.org/events/e-9" not in listed


def test_what_fails_inside_is_told_without_its_inside() -> None:
    class Broken(Newsstand):
        def generation(self) -> int:
            raise RuntimeError("secret path /var/x")

    app = make(Broken())
    app.testing = False
    app.logger.disabled = True
    answer = app.test_client().get("/about", headers={"Accept": "text/html", "Accept-Language": "en"})
    assert answer.status_code == 500
    assert "secret" not in answer.text


# --- trying a page ------------------------------------------------------------------------------------------------

NOTICE = "关于举办环湖健步走活动的通知\n\n各单位：\n　　环湖健步走活动定于2025年9月6日9:00在云湖公园南门举行。\n"


def tried(client: FlaskClient, **form: object) -> TestResponse:
    return client.post("/try", data=form, headers={"Accept-Language": "en", "Accept": "text/html"})


def test_a_pasted_page_is_read_at_once_and_its_words_are_marked(client: FlaskClient) -> None:
    answer = tried(client, text=NOTICE, published="2025-08-20")
    assert answer.status_code == 200
    found = html.fromstring(answer.data.decode())
    assert "2025年9月6日" in found.cssselect(".article.quoted")[0].text_content()
    assert "given by you" in found.text_content()


def test_a_dropped_file_is_read_as_what_it_is(client: FlaskClient) -> None:
    page = "<html><head><title>环湖健步走</title></head><body><p>定于2025年9月6日举行。</p></body></html>"
    answer = tried(client, file=(BytesIO(page.encode()), "../../notice.html"))
    assert answer.status_code == 200
    assert "<p>定于" not in html.fromstring(answer.data.decode()).text_content()


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (lambda: {"text": "  "}, 400),
        (lambda: {"text": NOTICE, "published": "yesterday"}, 400),
        (lambda: {"text": "x" * (4 * 1024 * 1024 + 1)}, 413),
        (lambda: {"file": (BytesIO(b"%PDF-1.4 broken"), "broken.pdf")}, 400),
    ],
)
def test_what_cannot_be_read_is_one_line(client: FlaskClient, form: Callable[[], dict[str, object]], code: int) -> None:
    answer = tried(client, **form())
    assert answer.status_code == code
    assert len(words(html.fromstring(answer.data.decode()), "[role=alert]")) == 1


def test_one_event_can_be_downloaded_as_a_calendar(client: FlaskClient) -> None:
    link = page(client, "/events/e-1").cssselect(".buttons .primary")[0].get("href")
    answer = client.get(link)
    assert answer.mimetype == "text/calendar"
    [event] = icalendar.Calendar.from_ical(answer.data).events
    assert str(event["SUMMARY"]) == "第十八届湖畔冬捕节"


def test_an_article_is_read_again_before_the_readers_eyes(tmp_path: Path) -> None:
    from feeds import pipeline
    from feeds.store import open_store

    config = replace(parse(TABLES, None), database=f"sqlite:///{tmp_path / 'feeds.db'}")
    with open_store(config.database) as store:
        pipeline.ingest(store, [pipeline.Page("notice.txt", NOTICE.encode(), published=dt.date(2025, 8, 20))], config)
        app = create_app(config, records=lambda: store, now=lambda: NOW)
        app.testing = True
        [entry] = store.entries()
        found = page(app.test_client(), f"/articles/{entry.id}/why")
        assert words(found, ".noted .what > a") == ["环湖健步走活动"]
        assert words(found, ".rules code")
        assert "2025年9月6日9:00" in words(found, "mark.start")
        closed = replace(config, sources=(Source("notice.txt", show="summary"),))
        hidden = create_app(closed, records=lambda: store, now=lambda: NOW).test_client()
        page(hidden, f"/articles/{entry.id}/why", code=404)  # whose words may not be shown whole


@pytest.mark.parametrize(
    "query",
    [
        *("", "q=湖", "place=福海", "category=festival,market", "source=riverside", "language=en", "kind=deadline"),
        *("status=cancelled", "from=today", "from=2025-01-20&to=2025-01-31", "to=2025-01-16", "confidence=0.2"),
        *("q=湖&status=confirmed&from=2025-01-18", "place=nowhere"),
    ],
)
def test_the_page_shows_what_the_feed_of_the_same_query_holds(client: FlaskClient, query: str) -> None:
    shown = {link.get("href").rsplit("/", 1)[1] for link in page(client, f"/?{query}").cssselect(".row .what > a")}
    told = json.loads(client.get(f"/events.jsonld?{query}").data)["@graph"]
    assert shown == {event["identifier"] for event in told}


def test_the_days_people_ask_for_most_are_one_press_away(client: FlaskClient) -> None:
    found = page(client, "/?category=festival")
    week = next(link for link in found.cssselect(".quick a") if link.text == "Next 7 days")
    narrowed = page(client, week.get("href"))
    assert words(narrowed, ".what > a") == ["第十八届湖畔冬捕节"]
    subscribed = narrowed.cssselect(".subscribe-box .primary")[0].get("href")
    assert parse_qs(urlsplit(subscribed).query) == {"category": ["festival"], "from": ["today"], "to": ["+7d"]}
    assert words(narrowed, ".quick [aria-current]") == ["Next 7 days"]


NAMES = (
    "q",
    "place",
    "category",
    "source",
    "language",
    "kind",
    "status",
    "from",
    "to",
    "confidence",
    "lang",
    "more",
    "x",
)
VALUES = ("today", "+7d", "0.2", "湖", "event", "2025-02-30", "-1", "en")
ASKED = st.dictionaries(st.sampled_from(NAMES), st.one_of(st.text(max_size=12), st.sampled_from(VALUES)), max_size=4)


@given(path=st.sampled_from(["/", "/news", "/subscribe/events", "/embed/events", "/soon"]), asked=ASKED)
@settings(max_examples=80, deadline=None)
def test_whatever_is_asked_is_answered_or_refused(site: Flask, path: str, asked: dict[str, str]) -> None:
    answer = site.test_client().get(path, query_string=asked, headers={"Accept": "text/html"})
    assert answer.status_code in (200, 302, 400)
    if answer.status_code == 400:
        assert any(name in answer.text for name in asked)


@given(text=st.text(min_size=1, max_size=60), file=st.booleans())
@settings(max_examples=25, deadline=None)
def test_whatever_is_pasted_is_read_or_refused(site: Flask, text: str, file: bool) -> None:
    data = text.encode("utf-8", "surrogatepass")
    form: dict[str, object] = (
        {"file": (BytesIO(data), "page.txt")} if file else {"text": data.decode("utf-8", "replace")}
    )
    answer = tried(site.test_client(), **form)
    assert answer.status_code in (200, 400)


def test_the_longest_word_stays_inside_its_page() -> None:
    """Its letters may be broken anywhere: see the test in the browser; here, that nothing of it becomes markup."""
    evil = Facts("<b>" + "长" * 300 + '"\u202e', When(dt.date(2025, 1, 20)), place="x" * 300, language="zh-Hans")
    stand = Newsstand([replace(Newsstand().held[0], uid="e-long", facts=evil, mentions=())])
    found = page(make(stand).test_client(), "/events/e-long")
    assert found.cssselect("h1")[0].text_content().startswith("<b>长长")
    assert not found.cssselect("h1 b")


def test_who_tries_page_after_page_is_told_to_wait() -> None:
    app = make()
    app.extensions["tries"].clock = lambda: 0.0  # all in one moment, however long this machine takes
    eager = app.test_client()
    codes = [tried(eager, text=f"第{number}届").status_code for number in range(62)]
    assert codes[:60] == [200] * 60
    assert codes[60:] == [429] * 2


def test_a_month_and_a_year_stand_after_what_has_a_day() -> None:
    some = [
        Event("y", Facts("全年展览", When(dt.date(2025, 1, 1), precision="year")), confidence=1),
        Event("m", Facts("二月灯会", When(dt.date(2025, 2, 1), precision="month")), confidence=1),
        Event("d", Facts("二月末讲座", When(dt.date(2025, 2, 27))), confidence=1),
    ]
    found = page(make(Newsstand(some, [])).test_client(), "/")
    assert words(found, ".month > h3") == ["February 2025", "2025"]
    assert words(found, ".what > a") == ["二月末讲座", "二月灯会", "全年展览"]


@pytest.mark.parametrize("path", [*PAGES, "/nowhere", "/?from=never"])
def test_every_page_is_html_as_the_standard_has_it(client: FlaskClient, path: str) -> None:
    import html5lib

    parser = html5lib.HTMLParser(strict=False)
    parser.parse(client.get(path, headers={"Accept": "text/html"}).text)
    # The parser is of 2016: it does not know <search> and friends, which we do not use.
    assert [error[1] for error in parser.errors] == []
