"""Sources are read again and again on their own: politely, safely, and the calendars follow what editors change."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import icalendar
import pytest
from lxml.html import document_fromstring

from feeds import schedule
from feeds.config import Config, load
from feeds.fetching import Limits
from feeds.pipeline import export, visits
from feeds.schedule import Fetchers, Refresher
from feeds.store import Store, open_store
from feeds.web import create_app
from tests.served import Served
from tests.test_serve import get, until
from tests.town import CHESS, MOVED, OPENING, Town

THURSDAY = dt.date(2025, 1, 16)
BEGAN = dt.datetime(2025, 1, 16, 1, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
CONFIG = """
[site]
id = "test"
title = "Town"
[sources.paper]
url = "{url}/paper/"
follow = ["#pages a", "#titles a"]
kind = "daily"
private = true
[sources.town]
url = "{url}/news.rss"
linked = true
private = true
[sources.club]
url = "{url}/club.ics"
kind = "calendar"
private = true
[sources.office]
url = "{url}/office/"
follow = ["ul.list a"]
next = "a.next"
kind = "notice"
private = true
"""
NOTICE = (
    "t20250115_1.html",
    "关于举办健步走活动的通知",
    "环湖健步走活动定于2025年2月6日在云湖公园南门举行。\n云湖公园管理处",
)
QUIZ = ("Quiz night", "The quiz night will be held on 24 January 2025 at 7 pm at the Old Mill.")
OLDER = ("t20250110_2.html", "书画展预告", "迎春书画展将于2025年1月23日在县文化馆开幕。\n县文化馆")


#: For a machine that is stuck, not for a slow one.
PATIENT = Limits(seconds=120.0, silence=120.0)


class Clock:
    """A clock that stands until it is moved on."""

    def __init__(self) -> None:
        self.at = BEGAN

    def __call__(self) -> dt.datetime:
        return self.at


class Newsroom:
    """A site and its store, with the refresh loop in hand: `read()` is one look at what is due."""

    def __init__(self, folder: Path, config: str, limits: Limits = PATIENT) -> None:
        (folder / "config.toml").write_text(config, "utf-8")
        self.folder, self.clock, self.limits = folder, Clock(), limits
        self.config: Config = load(folder / "config.toml")
        self.store: Store = open_store(self.config.database)
        self.said: list[str] = []
        self.loop = self.refresher()

    def refresher(self) -> Refresher:
        fetchers = Fetchers(self.config, delay=0, clock=self.clock, limits=self.limits)
        return Refresher(
            self.config, self.store, clock=self.clock, chance=lambda: 0.0, fetchers=fetchers, report=self.said.append
        )

    def read(self, later: dt.timedelta = dt.timedelta()) -> None:
        self.clock.at += later
        self.loop.look()
        self.loop.settle()

    def events(self) -> dict[str, icalendar.Event]:
        """What subscribers see, by title."""
        export(self.store, self.config, self.folder / "out", self.clock())
        calendar = icalendar.Calendar.from_ical((self.folder / "out" / "events.ics").read_bytes())
        return {str(event["SUMMARY"]): event for event in calendar.events}

    def starting(self, word: str) -> tuple[dt.date, str]:
        """(first day, UID) of the one event whose title has the word."""
        found = [event for title, event in self.events().items() if word in title]
        assert len(found) == 1, (word, sorted(self.events()))
        start = found[0]["DTSTART"].dt
        return (start.date() if isinstance(start, dt.datetime) else start), str(found[0]["UID"])

    def state(self, name: str) -> schedule.Status:
        return next(each for each in schedule.status(self.store, self.config) if each.source.name == name)


@pytest.fixture
def town() -> Iterator[Town]:
    with Town() as town:
        town.issue(THURSDAY, ("冬捕节18日开幕", OPENING), ("象棋赛", CHESS))
        town.feed(QUIZ)
        town.calendar("20250201T100000")
        town.notices([NOTICE], [OLDER])
        yield town


@pytest.fixture
def open_newsroom(tmp_path: Path) -> Iterator[Callable[..., Newsroom]]:
    opened: list[Newsroom] = []

    def make(config: str, **more: Limits) -> Newsroom:
        opened.append(Newsroom(tmp_path, config, **more))
        return opened[-1]

    yield make
    for newsroom in opened:
        newsroom.loop.stop()
        newsroom.store.close()


@pytest.fixture
def newsroom(town: Town, open_newsroom: Callable[..., Newsroom]) -> Newsroom:
    return open_newsroom(CONFIG.format(url=town.url))


def test_a_paper_a_feed_a_calendar_and_a_list_of_notices_are_read_by_configuration_alone(newsroom: Newsroom) -> None:
    newsroom.read()
    days = {word: newsroom.starting(word)[0] for word in ("冬捕节", "象棋", "健步走", "书画展", "regatta")}
    assert days == {
        "冬捕节": dt.date(2025, 1, 18), "象棋": dt.date(2025, 1, 25), "健步走": dt.date(2025, 2, 6),
        "书画展": dt.date(2025, 1, 23), "regatta": dt.date(2025, 2, 1),
    }  # fmt: skip
    assert newsroom.starting("uiz night")[0] == dt.date(2025, 1, 24)
    assert [newsroom.state(name).word for name in ("paper", "town", "club", "office")] == ["ok"] * 4


def test_the_day_of_the_issue_is_that_of_its_address(newsroom: Newsroom) -> None:
    newsroom.read()
    assert {entry.published for entry in newsroom.store.entries() if entry.source == "paper"} == {THURSDAY}
    told = {entry.url: entry.published for entry in newsroom.store.entries() if entry.source == "office"}
    assert {url.rpartition("/")[2]: day for url, day in told.items() if url} == {
        "t20250115_1.html": dt.date(2025, 1, 15), "t20250110_2.html": dt.date(2025, 1, 10),
    }  # fmt: skip


def test_the_next_issue_moves_the_festival_in_the_same_calendar_entry(town: Town, newsroom: Newsroom) -> None:
    newsroom.read()
    _, uid = newsroom.starting("冬捕节")
    town.issue(THURSDAY + dt.timedelta(days=1), ("冬捕节推迟", MOVED))
    newsroom.read(24 * HOUR)
    assert newsroom.starting("冬捕节") == (dt.date(2025, 1, 20), uid)


def test_a_calendar_that_moves_or_cancels_its_event_is_followed(town: Town, newsroom: Newsroom) -> None:
    newsroom.read()
    _, uid = newsroom.starting("regatta")
    town.calendar("20250208T100000", sequence=1)
    newsroom.read(2 * HOUR)
    assert newsroom.starting("regatta") == (dt.date(2025, 2, 8), uid)
    town.calendar("20250208T100000", sequence=2, status="CANCELLED")
    newsroom.read(2 * HOUR)
    cancelled = next(event for event in newsroom.events().values() if event["UID"] == uid)
    assert cancelled["STATUS"] == "CANCELLED"


def test_what_has_not_changed_is_neither_sent_nor_read_again(town: Town, newsroom: Newsroom) -> None:
    newsroom.read()
    before = newsroom.store.count(), newsroom.store.generation()
    town.forget()
    newsroom.read(2 * HOUR)
    # The door of the paper tells nobody where it leads unless it is opened.
    assert {path for path, status in town.served if status == 200} <= {"/paper/", "/paper/2025-01/16/node_1.htm"}
    assert ("/club.ics", 304) in town.served
    assert (newsroom.store.count(), newsroom.store.generation()) == before


def test_a_page_that_stays_the_same_is_asked_for_ever_more_seldom(town: Town, newsroom: Newsroom) -> None:
    newsroom.read()
    town.forget()
    for _ in range(40):
        newsroom.read(1.1 * HOUR)
    article = [path for path, _ in town.asked if path == "/office/t20250115_1.html"]
    assert 3 <= len(article) <= 6
    assert len([path for path, _ in town.asked if path == "/office/"]) == 40


def test_nothing_is_asked_before_it_is_due_and_everything_names_the_site(town: Town, newsroom: Newsroom) -> None:
    newsroom.read()
    town.forget()
    newsroom.read(dt.timedelta(minutes=59))
    assert not town.asked
    newsroom.read(HOUR)
    assert town.asked
    assert {headers["user-agent"] for _, headers in town.asked} == {schedule.agent(newsroom.config)}
    assert "test" in schedule.agent(newsroom.config)


def test_a_server_that_asks_for_patience_gets_it(town: Town, newsroom: Newsroom) -> None:
    town.fail("/club.ics", 503, Retry_After="7200")
    newsroom.read()
    status = newsroom.state("club")
    assert (status.word, status.state.next) == ("failing", visits.told(BEGAN + 2 * HOUR))
    assert status.state.error == f"{town.url}/club.ics: the server answers 503; tried again later"
    town.calendar("20250201T100000")
    newsroom.read(1.9 * HOUR)
    assert newsroom.state("club").word == "failing"
    newsroom.read(0.2 * HOUR)
    assert newsroom.state("club").word == "ok"


def test_how_each_source_does_is_told_on_a_page_on_the_desk_and_in_the_log(town: Town, newsroom: Newsroom) -> None:
    town.fail("/club.ics", 500)
    newsroom.read()
    app = create_app(newsroom.config, records=lambda: newsroom.store, now=newsroom.clock)
    about = document_fromstring(app.test_client().get("/about", headers={"Accept-Language": "en"}).data)
    row = {cell[0].text_content(): cell.text_content() for cell in about.cssselect("tbody tr")}
    assert "Fine" in row["paper"]
    assert "10:00" in row["paper"]  # the next reading, an hour later in the site's zone
    assert "Failing" in row["club"]
    assert "500" not in row["club"]  # what exactly went wrong is no business of the public
    wrong = f"{town.url}/club.ics: the server answers 500; tried again later"
    assert [each.message for each in newsroom.store.problems()] == [wrong]
    assert [line for line in newsroom.said if line.startswith("club: ")] == [f"club: {wrong}"]
    assert any(re.fullmatch(r"paper: \d+ pages read; \d+ events new, 0 changed", line) for line in newsroom.said)


def test_a_failing_server_is_asked_after_doubling_waits_and_believed_when_it_answers(
    town: Town, newsroom: Newsroom
) -> None:
    newsroom.read()
    town.fail("/club.ics", 500)
    waits = []
    newsroom.read(2 * HOUR)
    for _ in range(4):
        state = newsroom.state("club").state
        waits.append(visits.moment(state.next or "") - newsroom.clock())
        newsroom.read(waits[-1])
    assert [wait / waits[0] for wait in waits] == [1, 2, 4, 8]
    assert newsroom.starting("regatta")[0] == dt.date(2025, 2, 1)  # what was read stays
    assert len([line for line in newsroom.said if "club.ics" in line]) == 5
    assert len([each for each in newsroom.store.problems() if each.source == "club"]) == 1


def test_what_is_gone_is_not_asked_for_again_and_what_moved_is_found(town: Town, newsroom: Newsroom) -> None:
    newsroom.read()
    town.fail("/club.ics", 410)
    town.pages["/news/all.rss"] = town.pages["/news.rss"]
    town.fail("/news.rss", 301, Location="/news/all.rss")
    newsroom.read(2 * HOUR)
    hints = newsroom.state("town").state.hints
    assert hints == (f"{town.url}/news.rss has moved to {town.url}/news/all.rss; write that into config.toml",)
    assert newsroom.state("club").state.error == f"{town.url}/club.ics: gone (410); take it out of config.toml"
    for _ in range(3):
        newsroom.read(48 * HOUR)
    assert [path for path, _ in town.asked].count("/club.ics") == 2
    town.forget()
    town.fail("/news.rss", 404)  # the sign at the old address is taken down
    newsroom.read(48 * HOUR)
    assert newsroom.state("town").word == "ok", newsroom.state("town").state.error
    assert "/news/all.rss" in [path for path, _ in town.asked]


def test_a_new_item_of_a_feed_is_read_from_its_own_page(town: Town, newsroom: Newsroom) -> None:
    newsroom.read()
    town.feed(QUIZ, ("Book fair", "The book fair will be held on 2 February 2025 at the library."))
    newsroom.read(2 * HOUR)
    assert newsroom.starting("ook fair")[0] == dt.date(2025, 2, 2)


def test_villains_are_one_line_each_and_their_neighbours_are_read(
    town: Town, open_newsroom: Callable[..., Newsroom]
) -> None:
    town.villains()
    villains = {name: f"{town.url}/{name}" for name in ("loop", "bomb", "broken")}
    tables = "".join(f'[sources.{name}]\nurl = "{url}"\nprivate = true\n' for name, url in villains.items())
    newsroom = open_newsroom(CONFIG.format(url=town.url) + tables)
    newsroom.read()
    errors = {name: newsroom.state(name).state.error or "" for name in villains}
    assert "redirects" in errors["loop"]
    assert "times its size" in errors["bomb"]
    assert "500" in errors["broken"]
    assert all("\n" not in line for line in errors.values())
    assert len(newsroom.events()) >= 6


def test_a_page_that_never_ends_is_given_up(town: Town, open_newsroom: Callable[..., Newsroom]) -> None:
    town.villains()
    config = f'[site]\nid = "test"\n[sources.slow]\nurl = "{town.url}/slow"\nprivate = true\n'
    newsroom = open_newsroom(config, limits=Limits(seconds=1.0, silence=120.0))
    newsroom.read()
    error = newsroom.state("slow").state.error or ""
    assert "no whole answer within" in error
    assert "\n" not in error


def test_a_page_on_our_own_network_is_refused_unless_config_says_so(
    town: Town, open_newsroom: Callable[..., Newsroom]
) -> None:
    newsroom = open_newsroom(f'[sources.club]\nurl = "{town.url}/club.ics"\n')
    newsroom.read()
    assert "private = true" in (newsroom.state("club").state.error or "")
    assert not town.asked


def test_a_private_source_leads_to_its_own_host_alone(town: Town, open_newsroom: Callable[..., Newsroom]) -> None:
    with Town() as neighbour:
        neighbour.put("/secret", "<html><body><p>The key party is on 3 February 2025.</p></body></html>")
        town.put("/office/", f'<ul class="list"><li><a href="{neighbour.url}/secret">x</a></li></ul>')
        newsroom = open_newsroom(CONFIG.format(url=town.url))
        newsroom.read()
        assert not neighbour.asked


def test_a_redirect_does_not_choose_whom_we_ask_in_our_own_network(
    town: Town, open_newsroom: Callable[..., Newsroom]
) -> None:
    with Town() as neighbour:
        neighbour.calendar("20250201T100000")
        town.fail("/club.ics", 302, Location=f"{neighbour.url}/club.ics")
        newsroom = open_newsroom(CONFIG.format(url=town.url))
        newsroom.read()
        assert "private = true" in (newsroom.state("club").state.error or "")
        assert not neighbour.asked


def test_a_selector_that_finds_nothing_is_told(town: Town, newsroom: Newsroom) -> None:
    town.put("/office/", "<html><body><div class='relaunch'>new site!</div></body></html>")
    newsroom.read()
    assert 'nothing on it matches follow = "ul.list a"' in (newsroom.state("office").state.error or "")


def test_one_process_leads_and_another_takes_over_when_it_ends(newsroom: Newsroom, town: Town) -> None:
    newsroom.read()
    other = newsroom.refresher()
    town.forget()
    newsroom.clock.at += dt.timedelta(seconds=5)
    other.look()
    other.settle()
    assert not town.asked
    newsroom.clock.at += 2 * HOUR
    newsroom.loop.stop()
    other.look()
    other.settle()
    assert town.asked
    other.stop()


def test_a_leader_that_died_is_followed_after_half_a_minute(newsroom: Newsroom) -> None:
    assert newsroom.store.lease("refresh", "dead", BEGAN, BEGAN + schedule.LEASE)
    newsroom.read()
    assert newsroom.state("club").word == "never read"
    newsroom.read(dt.timedelta(seconds=31))
    assert newsroom.state("club").word == "ok"


def test_pages_and_articles_that_are_followed_are_bounded(town: Town, open_newsroom: Callable[..., Newsroom]) -> None:
    """A list that never ends, as calendars of next months do."""
    for number in range(1, 30):
        name = "" if number == 1 else f"{number}.htm"
        items = "".join(f'<li><a href="n{number}-{n}.htm">x</a></li>' for n in range(5))
        onward = f'<a class="next" href="{number + 1}.htm">next</a>'
        town.put(f"/endless/{name}", f"<ul class=list>{items}</ul>{onward}")
    table = f'url = "{town.url}/endless/"\nfollow = "ul.list a"\nnext = "a.next"\nprivate = true\n'
    newsroom = open_newsroom(f'[site]\nid = "test"\n[sources.endless]\n{table}pages = 3\nlimit = 7\n')
    newsroom.read()
    asked = [path for path, _ in town.asked if path != "/robots.txt"]
    assert len([path for path in asked if "/n" not in path]) <= 3
    assert len([path for path in asked if "/n" in path]) <= 7 + 3


def test_a_feed_is_read_by_its_items_unless_their_pages_are_asked_for(
    town: Town, open_newsroom: Callable[..., Newsroom]
) -> None:
    item = "<item><title>Quiz night</title><link>{}/quiz</link><description>{}</description></item>"
    told = "The quiz night will be held on 24 January 2025 at the Old Mill."
    town.put("/items.rss", f"<rss version='2.0'><channel>{item.format(town.url, told)}</channel></rss>", "text/xml")
    newsroom = open_newsroom(f'[site]\nid = "test"\n[sources.x]\nurl = "{town.url}/items.rss"\nprivate = true\n')
    newsroom.read()
    assert newsroom.starting("uiz night")[0] == dt.date(2025, 1, 24)
    assert "/quiz" not in [path for path, _ in town.asked]


def test_what_robots_txt_asks_to_leave_alone_is_left_alone_and_told(town: Town, newsroom: Newsroom) -> None:
    town.put("/robots.txt", "User-agent: *\nDisallow: /office/t2025\nDisallow: /club", "text/plain")
    newsroom.read()
    asked = [path for path, _ in town.asked]
    assert not [path for path in asked if path.startswith(("/office/t2025", "/club"))]
    assert "/office/" in asked
    assert "robots.txt" in (newsroom.state("club").state.error or "")
    assert newsroom.state("paper").word == "ok"


def test_a_town_is_served_and_followed_from_config_alone(tmp_path: Path) -> None:
    """By the command itself, twice: what editors changed in between moves in the calendars people subscribe to."""
    with ExitStack() as stack:
        # Each a host of its own: a host is asked for one page a second.
        paper, feed, club, office, villains = (stack.enter_context(Town()) for _ in range(5))
        paper.issue(THURSDAY, ("冬捕节18日开幕", OPENING))
        feed.feed(QUIZ)
        club.calendar("20250201T100000")
        office.notices([NOTICE])
        villains.villains()
        hosts = {"paper": paper, "town": feed, "club": club, "office": office}
        head, *tables = CONFIG.split("[sources.")
        written = [f"[sources.{table}".format(url=hosts[table.partition("]")[0]].url) for table in tables]
        written += [f'[sources.{each}]\nurl = "{villains.url}/{each}"\nprivate = true\n' for each in ("loop", "broken")]
        (tmp_path / "config.toml").write_text(head + "".join(written), "utf-8")

        first = followed(tmp_path, BEGAN, "Winter regatta", "冬捕节", "健步走", "uiz night")
        assert {first["Winter regatta"][0], first["冬捕节"][0]} == {dt.date(2025, 2, 1), dt.date(2025, 1, 18)}

        paper.issue(THURSDAY + dt.timedelta(days=1), ("冬捕节推迟", MOVED))
        club.calendar("20250208T100000", sequence=1)
        feed.feed(QUIZ, ("Book fair", "The book fair will be held on 2 February 2025 at the library."))
        office.fail("/office/", 500)
        second = followed(
            tmp_path, BEGAN + 24 * HOUR, "ook fair", "健步走", **{"20250120": "冬捕节", "20250208": "regatta"}
        )
    assert second["冬捕节"] == (dt.date(2025, 1, 20), first["冬捕节"][1])
    assert second["Winter regatta"] == (dt.date(2025, 2, 8), first["Winter regatta"][1])
    with open_store(load(tmp_path / "config.toml").database) as store:
        assert store.lease("refresh", "next", BEGAN, BEGAN + schedule.LEASE), "the lease was not given back"


def followed(folder: Path, at: dt.datetime, *words: str, **starting: str) -> dict[str, tuple[dt.date, str]]:
    """`feeds serve` at that moment until its calendar tells of all that; then (first day, UID) by title."""
    served = Served(folder, FEEDS_NOW=at.isoformat())
    calendar = icalendar.Calendar()

    def told() -> bool:
        nonlocal calendar
        calendar = icalendar.Calendar.from_ical(get(f"{served.url}/events.ics").content)
        days = {str(event["SUMMARY"]): f"{event['DTSTART'].dt:%Y%m%d}" for event in calendar.events}
        return all(any(word in title for title in days) for word in words) and all(
            any(word in title and on == day for title, on in days.items()) for day, word in starting.items()
        )

    try:
        until(told)
    finally:
        assert served.end() == 0
    found = {}
    for event in calendar.events:
        start, title = event["DTSTART"].dt, str(event["SUMMARY"])
        name = "冬捕节" if "冬捕节" in title else title
        found[name] = (start.date() if isinstance(start, dt.datetime) else start, str(event["UID"]))
    return found
