"""The shelf: what HTTP promises of a published feed, and that Flask is not asked for it."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import Client

from feeds.config import Config
from feeds.pipeline import Publisher, publish
from feeds.store import Store, open_store
from feeds.web import create_app
from feeds.web.shelf import HELD, Shelf, preferred
from tests.paper import page, tell, told
from tests.test_publisher import ARTICLES, HOUR, JANUARY, MOVED, configured

COMING = {"coming": {"title": "近日", "from": "today"}}


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def nobody(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    start("418 Not on the shelf", [])
    return [b"behind"]


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return configured(tmp_path, **COMING)


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store and its published folder, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("stock")
    config = configured(folder, **COMING)
    with open_store(config.database) as opened:
        tell(opened, page("日报", "2025-01-16", *ARTICLES))
        publish(opened, config, JANUARY)
    return folder


@pytest.fixture
def store(stock: Path, config: Config, tmp_path: Path) -> Iterator[Store]:
    shutil.copytree(stock, tmp_path, dirs_exist_ok=True)
    with open_store(config.database) as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shelf(store: Store, config: Config, clock: Clock) -> Client:
    return Client(Shelf(lambda: nobody, config.published, config.site, clock=clock))


def get(shelf: Client, path: str = "/events.ics", **headers: str) -> Any:
    return shelf.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_a_feed_is_answered_with_all_that_a_cache_needs(shelf: Client, config: Config) -> None:
    answer = get(shelf)
    assert answer.status_code == 200
    assert answer.data == (config.published / "events.ics").read_bytes()
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Last-Modified"] == "Thu, 16 Jan 2025 04:00:00 GMT"
    assert answer.headers["Cache-Control"].startswith("public, max-age=3600, stale-while-revalidate=")
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "attachment" not in answer.headers.get("Content-Disposition", "")
    assert answer.headers["ETag"].startswith('"')
    assert answer.expires is not None


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/events.rss", "application/rss+xml; charset=utf-8"),
        ("/news.atom", "application/atom+xml; charset=utf-8"),
        ("/news.json", "application/feed+json; charset=utf-8"),
        ("/events.jcal", "application/calendar+json; charset=utf-8"),
        ("/events.jsonld", "application/ld+json; charset=utf-8"),
        ("/feeds.opml", "text/x-opml; charset=utf-8"),
    ],
)
def test_every_format_has_its_media_type(shelf: Client, path: str, media_type: str) -> None:
    assert get(shelf, path).headers["Content-Type"] == media_type


@pytest.mark.parametrize("path", ["/events.ics", "/events.rss", "/news.atom", "/feeds.opml"])
@pytest.mark.parametrize("accepted", ["", "gzip", "br", "gzip, deflate, br"])
def test_the_same_question_again_is_a_304_in_every_encoding(shelf: Client, path: str, accepted: str) -> None:
    first = get(shelf, path, Accept_Encoding=accepted)
    again = get(shelf, path, Accept_Encoding=accepted, If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    for name in ("Cache-Control", "Vary", "Last-Modified", "Expires"):
        assert again.headers[name] == first.headers[name]
    assert "Content-Length" not in again.headers
    since = get(shelf, path, Accept_Encoding=accepted, If_Modified_Since=first.headers["Last-Modified"])
    assert since.status_code == 304
    assert since.headers["ETag"] == first.headers["ETag"]


def test_each_encoding_has_its_own_etag_and_is_the_same_body(shelf: Client) -> None:
    plain, zipped, packed = (get(shelf, Accept_Encoding=coding) for coding in ("identity", "gzip", "br"))
    assert gzip.decompress(zipped.data) == brotli.decompress(packed.data) == plain.data
    assert len({each.headers["ETag"] for each in (plain, zipped, packed)}) == 3
    assert "Content-Encoding" not in plain.headers
    assert [each.headers["Content-Encoding"] for each in (zipped, packed)] == ["gzip", "br"]


@pytest.mark.parametrize(
    "tags",
    ['{}', 'W/{}', '"other", {}', 'W/"other" , W/{}', '{}, "other"', "*", '"a,b", {}'],
)  # fmt: skip
def test_lists_weak_forms_and_the_star_are_understood(shelf: Client, tags: str) -> None:
    etag = get(shelf).headers["ETag"]
    assert get(shelf, If_None_Match=tags.format(etag)).status_code == 304


@pytest.mark.parametrize("tags", ['"other"', "W/other", "", '"', ",,,", "x" * 5000])
def test_another_etag_gets_the_body(shelf: Client, tags: str) -> None:
    answer = get(shelf, If_None_Match=tags, If_Modified_Since="Fri, 31 Dec 2100 00:00:00 GMT")
    assert answer.status_code == 200, "If-Modified-Since counts for nothing beside If-None-Match"


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Thu, 16 Jan 2025 04:00:00 GMT", 304),
        ("Thursday, 16-Jan-25 04:00:00 GMT", 304),
        ("Thu Jan 16 04:00:00 2025", 304),
        ("Thu, 16 Jan 2025 12:00:01 +0800", 304),
        ("Fri, 17 Jan 2025 00:00:00 GMT", 304),
        ("Thu, 16 Jan 2025 03:59:59 GMT", 200),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 200),
        ("yesterday", 200),
        ("", 200),
        ("Thu, 99 Jan 2025 04:00:00 GMT", 200),
        ("0", 200),
    ],
)
def test_any_date_may_be_asked_about(shelf: Client, since: str, status: int) -> None:
    assert get(shelf, If_Modified_Since=since).status_code == status


def test_head_says_what_get_says(shelf: Client) -> None:
    for headers in ({}, {"Accept-Encoding": "br"}):
        full, head = shelf.get("/events.ics", headers=headers), shelf.head("/events.ics", headers=headers)
        assert head.data == b""
        assert dict(head.headers) == dict(full.headers)
    etag = shelf.head("/events.ics").headers["ETag"]
    assert shelf.head("/events.ics", headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_feed_is_only_read(shelf: Client, method: str) -> None:
    answer = shelf.open("/events.ics", method=method)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_other_sites_may_ask_whether_they_may_read(shelf: Client) -> None:
    answer = shelf.options(
        "/events.ics", headers={"Origin": "https://elsewhere", "Access-Control-Request-Method": "GET"}
    )
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_what_is_not_published_goes_to_the_application(shelf: Client) -> None:
    for path in ("/", "/nothing.ics", "/manifest.json", "/.lock", "/events.ics.gz", "/../feeds.db", "/events.ics?q=a"):
        assert shelf.get(path).status_code == 418


def test_a_change_is_served_within_a_second_and_the_manifest_read_no_oftener(
    shelf: Client, store: Store, config: Config, clock: Clock
) -> None:
    before = get(shelf).headers["ETag"]
    tell(store, page("晚报", "2025-01-17", MOVED), at=JANUARY + HOUR)
    Publisher(store, config).publish(JANUARY + HOUR)
    assert get(shelf, If_None_Match=before).status_code == 304, "not looked again yet"
    clock.seconds += 1.0
    after = get(shelf, If_None_Match=before)
    assert after.status_code == 200
    assert after.headers["Last-Modified"] == "Thu, 16 Jan 2025 05:00:00 GMT"
    assert get(shelf, If_Modified_Since="Thu, 16 Jan 2025 04:00:00 GMT").status_code == 200


def test_what_left_a_window_is_news_to_if_modified_since(
    shelf: Client, store: Store, config: Config, clock: Clock
) -> None:
    first = get(shelf, "/coming.ics")
    publish(store, config, JANUARY + 24 * 5 * HOUR)
    clock.seconds += 1.0
    again = get(shelf, "/coming.ics", If_Modified_Since=first.headers["Last-Modified"])
    assert again.status_code == 200
    assert b"VEVENT" in first.data
    assert b"VEVENT" not in again.data


def test_bytes_of_another_publication_never_go_out_under_this_etag(
    shelf: Client, store: Store, config: Config, clock: Clock
) -> None:
    file = config.published / "events.ics"
    file.write_bytes(b"half a publication")  # the body is there, its manifest not yet
    answer = get(shelf)
    assert answer.data == b"half a publication"
    assert "ETag" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_folder_may_come_later_than_the_shelf(config: Config, clock: Clock) -> None:
    shelf = Client(Shelf(lambda: nobody, config.published, config.site, clock=clock))
    assert get(shelf).status_code == 418
    with open_store(config.database) as store:
        publish(store, config, JANUARY)
    clock.seconds += 1.0
    assert get(shelf).status_code == 200


def test_a_large_body_is_sent_in_pieces_and_not_held(store: Store, config: Config, tmp_path: Path) -> None:
    from dataclasses import replace

    from feeds.pipeline import manifest as folders

    made = publish(store, config, JANUARY)
    size, written = folders.put(config.published / "events.ics", [b"x" * (HELD // 4 + 1)])
    file = replace(made.files["events.ics"], size=size, written=written, encodings={})
    folders.write(config.published, replace(made, files={**made.files, "events.ics": file}))
    large = Shelf(lambda: nobody, config.published, config.site)
    assert len(get(Client(large)).data) == size
    assert not large._held


@given(st.text(alphabet="gzipbr*; q=.01,identity", max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_accept_encoding_is_survived(accepted: str) -> None:
    assert set(preferred(accepted)) <= {"br", "gzip"}


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [("gzip, br", "br"), ("gzip;q=1, br;q=0.5", "gzip"), ("*", "br"), ("br;q=0, *;q=0.1", "gzip"), ("identity", None)],
)
def test_a_client_gets_the_encoding_it_likes_best(accepted: str, chosen: str | None) -> None:
    assert next(iter(preferred(accepted)), None) == chosen


def test_flask_is_not_even_imported_for_a_published_feed(store: Store, config: Config) -> None:
    script = (
        "import sys, pathlib\nfrom feeds.web.shelf import Shelf\nfrom feeds.records import Site\n"
        "shelf = Shelf(lambda: 1 / 0, pathlib.Path(sys.argv[1]), Site('x', 'https://x', 'x'))\n"
        "said = []\n"
        "asked = {'PATH_INFO': '/events.ics', 'REQUEST_METHOD': 'GET'}\n"
        "body = shelf(asked, lambda status, headers: said.append(status))\n"
        "assert b''.join(body).startswith(b'BEGIN:VCALENDAR')\n"
        "heavy = {'flask', 'sqlalchemy', 'icalendar', 'feedgen', 'lxml'} & set(sys.modules)\n"
        "print(said, heavy)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(config.published)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['200 OK'] set()"


# --- feeds that nobody named ------------------------------------------------------------------------------------


@pytest.fixture
def site(store: Store, config: Config) -> Client:
    app = create_app(config, now=lambda: JANUARY)
    app.testing = True
    app.extensions["patience"].clock = lambda: 0.0  # all in one moment, however long this machine takes
    return Client(Shelf(lambda: app, config.published, config.site))


@pytest.mark.parametrize("extension", ["ics", "rss", "atom", "json", "jcal", "jsonld"])
def test_a_query_narrows_every_format(site: Client, extension: str) -> None:
    answer = site.get(f"/events.{extension}?place=富蕴")
    assert answer.status_code == 200
    assert "诗社采风" in answer.get_data(as_text=True)
    assert "冬捕节" not in answer.get_data(as_text=True).replace("冬捕节 2025", "")


def test_a_feed_asked_for_names_its_own_address(site: Client) -> None:
    body = site.get("/events.ics?to=%2B9d&q=冬捕&from=today").get_data(as_text=True).replace("\r\n ", "")
    assert "SOURCE;VALUE=URI:https://feeds.example.org/events.ics?q=%E5%86%AC%E6%8D%95&from=today&to=%2B9d" in body
    atom = site.get("/events.atom?q=冬捕").get_data(as_text=True)
    assert 'rel="self" href="https://feeds.example.org/events.atom?q=%E5%86%AC%E6%8D%95"' in atom


def test_a_query_is_answered_like_a_file(site: Client) -> None:
    first = site.get("/events.ics?q=冬捕", headers={"Accept-Encoding": "gzip"})
    assert first.headers["Content-Encoding"] == "gzip" or len(first.data) < 500
    assert first.headers["Vary"] == "Accept-Encoding"
    for name, value in (
        ("If-None-Match", first.headers["ETag"]),
        ("If-Modified-Since", first.headers["Last-Modified"]),
    ):
        again = site.get("/events.ics?q=冬捕", headers={name: value, "Accept-Encoding": "gzip"})
        assert (again.status_code, again.data) == (304, b"")
    assert site.head("/events.ics?q=冬捕").headers["ETag"]
    assert site.post("/events.ics?q=冬捕").status_code == 405


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("from=soon", "from"), ("to=2025-13-01", "to"), ("confidence=high", "confidence"), ("kind=x", "kind"),
        ("status=x", "status"), ("colour=red", "colour"), ("alarm=1h", "alarm"), ("since=x", "since"),
    ],
)  # fmt: skip
def test_a_bad_parameter_is_a_400_that_names_it(site: Client, query: str, parameter: str) -> None:
    answer = site.get(f"/events.ics?{query}")
    assert answer.status_code == 400
    assert parameter in answer.get_data(as_text=True)


def test_an_unknown_feed_is_a_404_with_the_list_of_feeds(site: Client) -> None:
    answer = site.get("/nothing.ics")
    assert answer.status_code == 404
    for name in ("events", "news", "coming"):
        assert f"/{name}" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/events.ics?from=soon", 400),
        ("/news.rss?page=0", 400),
        ("/events.ics?page=2", 400),
        ("/events.json?colour=red", 400),
        ("/nothing.ics", 404),
    ],
)
def test_a_page_of_another_site_learns_what_was_wrong(site: Client, path: str, status: int) -> None:
    answer = site.get(path)
    assert (answer.status_code, answer.headers["Access-Control-Allow-Origin"]) == (status, "*")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_alarm_rings_for_those_who_asked(site: Client) -> None:
    assert "TRIGGER:-PT1H" in site.get("/events.ics?alarm=-PT1H").get_data(as_text=True)
    assert "VALARM" not in site.get("/events.ics").get_data(as_text=True)


def test_since_tells_what_changed_since(site: Client, store: Store) -> None:
    tell(store, page("晚报", "2025-01-17", MOVED), at=JANUARY + HOUR)
    moment = (JANUARY + HOUR).strftime("%Y-%m-%dT%H:%M:%SZ")
    body = site.get(f"/events.json?since={moment}").get_data(as_text=True)
    assert "2025-01-20" in body
    assert "诗社采风" not in body


def test_one_event_is_a_file_to_be_saved(site: Client, store: Store) -> None:
    uid = next(each.uid for each in store.events())
    answer = site.get(f"/events/{uid}.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.data.count(b"BEGIN:VEVENT") == 1
    assert site.get("/events/nothing.ics").status_code == 404


def test_who_asks_too_many_different_questions_is_told_to_wait(site: Client) -> None:
    from feeds.web.adhoc import QUESTIONS

    for number in range(QUESTIONS):
        assert site.get(f"/events.ics?q=a{number}").status_code == 200
    refused = site.get("/events.ics?q=one+more")
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert site.get("/events.ics?q=a1").status_code == 200, "the same question costs nothing"
    assert site.get("/events.ics").status_code == 200, "what is published is everybody's"


def test_patience_comes_back_and_answers_are_bounded() -> None:
    from feeds.web.adhoc import Answers, Kept, Patience

    clock = Clock()
    patience = Patience(questions=2, span=60, clock=clock)
    assert [patience.wait("a", question) for question in "xyz"] == [0, 0, 61]
    assert patience.wait("b", "z") == 0
    clock.seconds = 61
    assert patience.wait("a", "z") == 0
    answers = Answers(room=100)
    for number in range(50):
        answers.put((number,), Kept(b"x" * 10, ""))
    assert answers.held <= 100
    assert answers.get((49,)) is not None
    assert answers.get((0,)) is None


def test_what_a_query_answers_is_what_the_page_shows(site: Client) -> None:
    for query in ("q=冬捕", "place=富蕴", "from=2025-01-13&to=2025-01-14"):
        shown = site.get(f"/?{query}&lang=en").get_data(as_text=True)
        told_ = site.get(f"/events.json?{query}").get_json()
        for title in ("冬捕节", "诗社采风"):
            assert (f">{title}" in shown) is any(item["title"] == title for item in told_["items"])


def test_the_page_to_subscribe_from_leads_to_the_archives(tmp_path: Path) -> None:
    """Google drops a calendar past 1 MB: what moved to archives must be found from somewhere."""
    config = configured(tmp_path, events={"title": "活动", "budget": 10_000})
    with open_store(config.database) as store:
        for month in range(1, 7):
            told_of = [told(f"活动{month}-{number}", f"2024-{month:02}-11") for number in range(9)]
            tell(
                store,
                page("旧报", f"2024-{month:02}-10", (f"{month}月", f"{month}月的消息。", told_of)),
                name=str(month),
            )
        publish(store, config, JANUARY)
    site = Client(Shelf(lambda: create_app(config, now=lambda: JANUARY), config.published, config.site))
    shown = site.get("/subscribe/events", headers={"Accept": "text/html"}).text
    links = [urlsplit(link).path for link in re.findall(r'href="([^"]*/archive/events/[^"]+\.ics)"', shown)]
    assert links == sorted(links, reverse=True)
    assert links[-1] == "/archive/events/2024-01.ics"
    for link in links:
        assert b"BEGIN:VEVENT" in site.get(link).data
