"""Lessons of feed readers. Each docstring names who breaks without it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import feedparser
import nh3
import pytest
from lxml import etree

from feeds.publishing import opml
from feeds.records import Feed, Site
from tests.printed import DAY, SITE, at, entry, event, later, published

ATOM = "{http://www.w3.org/2005/Atom}"
SCRIPT = "<script>alert(1)</script> & <b>"


def news(extension: str, *records: Any, **feed: Any) -> bytes:
    return published(extension, records, name="news", title="新闻", content="news", **feed)


def parsed(body: bytes) -> Any:
    found = feedparser.parse(body)
    assert found.bozo == 0, found.get("bozo_exception")
    return found


@pytest.mark.parametrize("extension", ["rss", "atom"])
def test_every_reader_parses_it(extension: str) -> None:
    """feedparser marks what a lenient reader would have to guess."""
    assert parsed(news(extension, entry(), entry("灯展", name="2"))).entries
    assert parsed(published(extension, [event(), event("灯展")])).entries


@pytest.mark.parametrize("extension", ["rss", "atom"])
def test_an_item_is_dated_when_it_was_printed_never_when_it_happens(extension: str) -> None:
    """Every reader sorts an announcement of next month's festival above all news, or hides it as future."""
    (item,) = parsed(published(extension, [event(when=at("2025-06-01"))])).entries
    assert item.published_parsed[:5] == (2025, 1, 15, 16, 0)  # 00:00 in Shanghai on the 16th
    (item,) = parsed(news(extension, entry(timezone="Asia/Urumqi"))).entries
    assert item.published_parsed[:5] == (2025, 1, 15, 18, 0)


@pytest.mark.parametrize("extension", ["rss", "atom", "json"])
def test_one_id_once_and_for_ever(extension: str) -> None:
    """Every reader shows the news again when its id moves with its title, its address or its scheme."""
    first, told = entry("冬捕节", name="1"), entry("冬捕节（更正）", name="1")

    def ids(body: bytes) -> list[str]:
        if extension == "json":
            return [item["id"] for item in json.loads(body)["items"]]
        return [item.id for item in parsed(body).entries]

    other = Site("feeds.test", "http://elsewhere.example", "x")
    found = ids(news(extension, first))
    assert found == ids(news(extension, told)) == ids(news(extension, first, site=other))
    assert found == [f"urn:uuid:{first.id}"]
    both = ids(news(extension, *(entry(f"第{n}条", name=str(n)) for n in range(9))))
    assert len(set(both)) == 9


def test_a_guid_is_no_link_unless_it_says_so() -> None:
    """NewsBlur opens a guid that is not marked isPermaLink=false."""
    root = etree.fromstring(news("rss", entry()))
    assert {guid.get("isPermaLink") for guid in root.iter("guid")} == {"false"}


@pytest.mark.parametrize("extension", ["rss", "atom", "json"])
def test_the_newest_stands_first(extension: str) -> None:
    """sfeed and rss2email trust the order; a reader that takes ten items takes the oldest ten."""
    days = [dt.date(2025, 1, 14), DAY, dt.date(2025, 1, 15)]
    body = news(extension, *(entry(f"{day:%d}日", name=str(day), published=day) for day in days)).decode()
    assert body.index("16日") < body.index("15日") < body.index("14日")


def test_articles_of_one_page_stand_in_its_order() -> None:
    """A reader that shows the day's paper shows its first page first."""
    made = [entry(f"第{n}条", name=f"{n * 7 % 5}") for n in range(1, 6)]
    page = [replace(each, article=replace(each.article, id=f"a{n}"), document="d") for n, each in enumerate(made, 8)]
    body = news("rss", *page).decode()
    places = [body.index(f"第{n}条") for n in range(1, 6)]
    assert places == sorted(places)


def test_atom_has_all_that_its_grammar_asks_for() -> None:
    """The W3C validator and atoma refuse a feed without author, self link, or with updated before its entries'."""
    root = etree.fromstring(
        news("atom", entry(bylines=()), entry("灯展", name="2", updated=dt.datetime(2025, 1, 17, tzinfo=dt.UTC)))
    )
    links = {link.get("rel"): link for link in root.findall(f"{ATOM}link")}
    assert links["self"].get("href") == "https://feeds.example.org/news.atom"
    assert links["self"].get("type") == "application/atom+xml"
    assert links["alternate"].get("type") == "text/html"
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    updated = root.findtext(f"{ATOM}updated") or ""
    assert all(updated >= (each.findtext(f"{ATOM}updated") or "9") for each in root.findall(f"{ATOM}entry"))
    for each in root.findall(f"{ATOM}entry"):
        assert each.findtext(f"{ATOM}author/{ATOM}name")
        assert next(link.get("rel") for link in each.findall(f"{ATOM}link")) in (None, "alternate")


@pytest.mark.parametrize(
    "body",
    [
        news("atom", entry(bylines=()), entry("灯展", "第一段。\n\n第二段。", name="2", kicker="冰雪")),
        published("atom", [event(place="福海县"), event("Market", at("2025-01-04T09:00", "2025-01-04T13:00"))]),
        news(
            "atom", entry(), site=Site("feeds.test", "https://feeds.example.org", "x", hub="https://hub.example.org/")
        ),
        published("atom", []),
    ],
)
def test_atom_follows_the_grammar_of_its_rfc(body: bytes) -> None:
    """Strict parsers (Rome, the W3C validator) refuse a feed whose elements stand where the grammar has none."""
    grammar = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
    grammar.assertValid(etree.fromstring(body))
    broken = etree.fromstring(body.replace(b"<updated", b"<changed").replace(b"</updated", b"</changed"))
    assert not grammar.validate(broken), "the grammar itself is awake"


def test_rss_names_itself_its_page_and_its_pace() -> None:
    """The W3C validator asks for atom:link rel=self; Inoreader follows ttl."""
    channel = etree.fromstring(news("rss", entry())).find("channel")
    assert channel is not None
    links = {link.get("rel"): link for link in channel.findall(f"{ATOM}link")}
    assert links["self"].get("href") == "https://feeds.example.org/news.rss"
    assert links["self"].get("type") == "application/rss+xml"
    assert channel.findtext("link") == "https://feeds.example.org/news"
    assert channel.findtext("ttl") == "60"
    assert channel.findtext("language") == "zh-Hans"


def test_no_prefix_is_made_up_and_no_type_is_cdata() -> None:
    """Readers that match prefixes, sfeed among them, find no ns0:link; type="CDATA" is invalid Atom."""
    for extension in ("rss", "atom"):
        body = published(extension, [event(place="福海县", when=at("2025-01-18", "2025-01-20"))])
        assert b"ns0" not in body
        assert b'type="CDATA"' not in body
        assert body.count(b"xmlns") == len(set(body.split(b"<")[2].split(b"xmlns")[1:])), "declared once, at the root"


@pytest.mark.parametrize("extension", ["rss", "atom", "json"])
def test_nothing_printed_is_ever_markup(extension: str) -> None:
    """A reader in a browser would run what a page printed."""
    made = event(f"灯展{SCRIPT}", place=SCRIPT, evidence=SCRIPT, organizer=SCRIPT, url="javascript:alert(1)")
    for body in (published(extension, [made]), news(extension, entry(f"灯展{SCRIPT}", SCRIPT, bylines=(SCRIPT,)))):
        if extension == "json":
            contents = [item["content_html"] for item in json.loads(body)["items"]]
        else:
            contents = [
                each.text or ""
                for each in etree.fromstring(body).iter()
                if str(each.tag).endswith(("encoded", "content"))
            ]
        assert contents
        for content in contents:
            assert "<script" not in content
            assert "&lt;script&gt;" in content
            assert 'href="javascript' not in content


def test_the_html_of_an_item_is_what_a_sanitiser_would_leave() -> None:
    """NetNewsWire and Feedly clean what they show: what they would take away must not be there to begin with."""
    tags = {"p", "br", "strong", "small", "h3", "blockquote", "a"}
    made = event(
        f"灯展{SCRIPT}", evidence=SCRIPT, organizer="<img src=x onerror=y>", url="https://example.org/?a=1&b=2"
    )
    told = entry(SCRIPT, f"{SCRIPT}\n第二行\n\n<iframe src=javascript:x>", kicker=SCRIPT)
    for body in (published("json", [made]), news("json", told)):
        for item in json.loads(body)["items"]:
            content = item["content_html"].replace("<br/>", "<br>").replace("&#x27;", "'").replace("&quot;", '"')
            assert nh3.clean(content, tags=tags, link_rel=None) == content


def test_titles_are_text() -> None:
    """RSS titles are read as HTML by some and as text by others: an ampersand must survive both."""
    (item,) = parsed(news("atom", entry("A & B < C"))).entries
    assert "A & B" in item.title.replace("&amp;", "&")


def test_articles_and_events_point_to_each_other() -> None:
    """A reader that shows related links leads from the news to the day and back."""
    happening = event()
    told = entry(events=(happening.uid,))
    root = etree.fromstring(news("atom", told))
    related = [link.get("href") for link in root.iter(f"{ATOM}link") if link.get("rel") == "related"]
    assert related == [f"https://feeds.example.org/events/{happening.uid}"]
    assert b"https://feeds.example.org/articles/n-1" in published("atom", [happening])


@pytest.mark.parametrize(
    ("show", "has", "lacks"), [("full", "第二段", "无"), ("summary", "第一段", "第二段"), ("link", "冬捕", "第一段")]
)
def test_a_source_decides_how_much_is_shown(show: str, has: str, lacks: str) -> None:
    """What a paper licensed as a headline must not be republished whole."""
    text = "第一段说了很多。" * 30 + "\n\n第二段。"
    for extension in ("rss", "atom", "json"):
        body = news(extension, entry("冬捕", text), show=show).decode()
        assert has in body
        assert lacks not in body


def test_a_hub_is_told_in_every_format() -> None:
    """WebSub readers (Feedly, Inoreader) find the hub in the body."""
    site = Site("feeds.test", "https://feeds.example.org", "x", hub="https://hub.example.org/")
    for extension in ("rss", "atom"):
        links = {
            link.get("rel"): link.get("href")
            for link in etree.fromstring(news(extension, entry(), site=site)).iter(f"{ATOM}link")
        }
        assert links["hub"] == "https://hub.example.org/"
    assert json.loads(news("json", entry(), site=site))["hubs"] == [
        {"type": "WebSub", "url": "https://hub.example.org/"}
    ]


def test_json_feed_says_what_it_must() -> None:
    """feedsmith and NetNewsWire refuse an item without an id or a content."""
    made = json.loads(news("json", entry()))
    assert made["version"] == "https://jsonfeed.org/version/1.1"
    assert made["feed_url"] == "https://feeds.example.org/news.json"
    (item,) = made["items"]
    assert item["date_published"] == "2025-01-16T00:00:00+08:00"
    assert item["authors"] == [{"name": "李娜"}]


def test_a_month_is_told_in_json_as_a_month() -> None:
    """A program that reads the JSON must not take June for its first day."""
    (item,) = json.loads(published("json", [event("比赛", at("2024-06-01", precision="month"))]))["items"]
    assert (item["_feeds"]["event"]["start"], item["_feeds"]["event"]["precision"]) == ("2024-06", "month")


def test_a_moved_a_cancelled_and_a_postponed_event_are_news_of_their_own() -> None:
    """A reader shows no item twice under one id: a change needs an id of its own."""
    first = event("灯展")
    moved = later(first, when=at("2025-01-24"), previous_start=dt.date(2025, 1, 18))
    gone = later(event("书市"), status="cancelled")
    mended = later(event("画展"), place="二楼")
    found = parsed(published("atom", [first, moved, gone, mended], name="changed", content="changed")).entries
    assert {item.title for item in found} == {"【已取消】书市", "【改期】灯展"}
    assert not {item.id for item in found} & {f"urn:uuid:{first.uid}"}


def test_what_starts_soon_is_told_on_the_day_it_comes_near() -> None:
    """Dated by its printing, an item of next week would stand below last month's news."""
    (item,) = parsed(published("rss", [event(printed=dt.date(2024, 11, 1))], name="soon", content="soon")).entries
    assert item.published_parsed[:4] == (2025, 1, 10, 16)  # 00:00 in Shanghai, seven days before the 18th


def test_the_list_of_feeds_is_opml() -> None:
    """Readers import nothing from an outline without xmlUrl."""
    root = etree.fromstring(opml.render([Feed("events", "活动"), Feed("news", "新闻 & 报道", "news")], SITE))
    assert root.get("version") == "2.0"
    assert [outline.get("xmlUrl") for outline in root.iter("outline")] == [
        "https://feeds.example.org/events.atom",
        "https://feeds.example.org/news.atom",
    ]
    assert {outline.get("type") for outline in root.iter("outline")} == {"rss"}


def test_an_empty_feed_is_a_feed() -> None:
    """A reader drops a subscription that answers nothing, or an error, while nothing is on."""
    for extension in ("rss", "atom"):
        assert parsed(published(extension, [])).feed.title == "活动"
    assert json.loads(published("json", []))["items"] == []
