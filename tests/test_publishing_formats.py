"""Every format tells the same events: each is read back by a parser that is not ours."""

from __future__ import annotations

import datetime as dt
import json
import warnings
from dataclasses import replace

import feedparser
import icalendar
import pytest

from feeds.publishing.formats import FORMATS, one, render
from feeds.publishing.setting import Setting
from feeds.publishing.sheaf import Piece
from feeds.records import Entry, Event
from tests.printed import DAY, NOON, SITE, at, entry, event, later, published, setting

EVENTS = [
    event("冬捕节", at("2025-01-18"), phase="opening", place="福海县"),
    event("采风", at("2025-01-13", "2025-01-15")),
    event("Market", at("2025-01-04T09:00", "2025-01-04T13:00", rrule="FREQ=WEEKLY;BYDAY=SA"), language="en"),
    event("讲座", at("2025-01-19T19:30", timezone="Asia/Urumqi"), organizer="图书馆"),
    event("征文", at("2025-01-01", "2025-01-11"), kind="deadline"),
    later(event("灯展", at("2025-01-20")), status="cancelled"),
    event("足球赛", at("2024-06-01", precision="month")),
]
#: Start and last day or end as a calendar shows them, of all that has a day.
TOLD = {
    ("2025-01-18", ""),
    ("2025-01-13", "2025-01-14"),
    ("2025-01-04T09:00", "2025-01-04T13:00"),
    ("2025-01-19T19:30", ""),
    ("2025-01-10", ""),
    ("2025-01-20", ""),
}


def shown(component: icalendar.Event) -> tuple[str, str]:
    start, end = component["DTSTART"].dt, component.get("DTEND")
    if isinstance(start, dt.datetime):
        return start.strftime("%Y-%m-%dT%H:%M"), end.dt.strftime("%Y-%m-%dT%H:%M") if end else ""
    last = end.dt - dt.timedelta(days=1) if end else start
    return start.isoformat(), last.isoformat() if last > start else ""


def test_ics_tells_the_events() -> None:
    made = icalendar.Calendar.from_ical(published("ics", EVENTS))
    assert {shown(each) for each in made.walk("VEVENT")} == TOLD


def test_jcal_tells_the_events() -> None:
    made = icalendar.Calendar.from_jcal(json.loads(published("jcal", EVENTS)))
    assert {shown(each) for each in made.walk("VEVENT")} == TOLD
    assert {str(each["TZID"]) for each in made.walk("VTIMEZONE")} == {"Asia/Shanghai", "Asia/Urumqi"}


def test_vobject_tells_the_events() -> None:
    import vobject

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = vobject.readOne(published("ics", EVENTS).decode())
        assert made.validate(raiseException=True)
        starts = {str(each.dtstart.value)[:16].replace(" ", "T") for each in made.vevent_list}
    assert starts == {start for start, _ in TOLD}


def test_the_strict_ical_package_tells_the_events() -> None:
    from ical import calendar_stream as stream

    made = stream.IcsCalendarStream.calendar_from_ics(published("ics", EVENTS).decode())
    assert len(made.events) == len(TOLD)
    assert {each.uid for each in made.events} == {each.uid for each in EVENTS[:-1]}


@pytest.mark.parametrize("extension", ["rss", "atom"])
def test_rss_and_atom_tell_the_events(extension: str) -> None:
    found = feedparser.parse(published(extension, EVENTS))
    assert found.bozo == 0
    told = {(item["ev_startdate"], item.get("ev_enddate", "")) for item in found.entries}
    assert told == TOLD | {("2024-06", "")}


def test_json_feed_tells_the_events() -> None:
    items = [item["_feeds"]["event"] for item in json.loads(published("json", EVENTS))["items"]]
    told = {
        (item["end"] or item["start"], "") if item["kind"] == "deadline" else (item["start"], item["end"] or "")
        for item in items
    }
    assert told == TOLD | {("2024-06", "")}


def test_json_ld_tells_the_events() -> None:
    graph = json.loads(published("jsonld", EVENTS))["@graph"]
    assert {(made["startDate"][:16], made.get("endDate", "")[:16]) for made in graph} == TOLD | {("2024-06", "")}
    by_name = {made["name"]: made for made in graph}
    assert by_name["灯展"]["eventStatus"] == "https://schema.org/EventCancelled"
    assert by_name["讲座"]["startDate"].endswith("+06:00")
    assert by_name["Market"]["eventSchedule"]["byDay"] == ["https://schema.org/Saturday"]


def test_json_ld_says_from_when_an_event_was_moved() -> None:
    moved = later(event("灯展"), when=at("2025-01-24"), previous_start=dt.date(2025, 1, 18))
    (made,) = json.loads(published("jsonld", [moved]))["@graph"]
    assert (made["startDate"], made["previousStartDate"]) == ("2025-01-24", "2025-01-18")
    assert made["eventStatus"] == "https://schema.org/EventRescheduled"


def test_one_event_is_a_calendar_of_its_own() -> None:
    made = icalendar.Calendar.from_ical(one(EVENTS[3], setting()))
    assert [str(each["UID"]) for each in made.walk("VEVENT")] == [EVENTS[3].uid]
    assert made.walk("VTIMEZONE")
    assert one(EVENTS[-1], setting()) == b""


@pytest.mark.parametrize("extension", FORMATS)
def test_the_order_in_which_records_come_changes_no_byte(extension: str) -> None:
    made = FORMATS[extension]
    records = EVENTS if "events" in made.contents else []
    assert render(made, setting(), records, DAY) == render(made, setting(), records[::-1], DAY)


@pytest.mark.parametrize("extension", FORMATS)
def test_kept_components_give_the_bytes_of_fresh_ones(extension: str) -> None:
    from feeds.publishing.formats import key

    made, where = FORMATS[extension], setting()
    pieces = {key(each): made.make(each, where) for each in EVENTS}
    kept = {name: piece.pack() for name, piece in pieces.items() if piece}
    assert render(made, where, EVENTS, DAY, kept=kept) == render(made, where, EVENTS, DAY)


def test_a_revision_is_kept_under_another_key_and_a_setting_under_another_profile() -> None:
    from feeds.publishing.formats import key

    first = event("灯展")
    assert key(first) != key(later(first, place="二楼"))
    assert key(entry()) != key(entry(updated=NOON + dt.timedelta(hours=1)))
    profiles = {
        setting().profile("ics"),
        setting(alarm="-PT1H").profile("ics"),
        setting(cancelled="keep").profile("ics"),
        Setting(SITE, setting().feed).profile("ics"),
        setting().profile("rss"),
    }
    assert len(profiles) == 5


def test_past_events_give_way_to_coming_ones_past_the_budget() -> None:
    past = [event(f"旧{number}", at(f"2024-{number:02}-01")) for number in range(1, 13)]
    coming = [event(f"新{number}", at(f"2025-02-{number:02}")) for number in range(1, 13)]
    titles = [
        str(each["SUMMARY"])
        for each in icalendar.Calendar.from_ical(published("ics", [*past, *coming], budget=9000)).walk("VEVENT")
    ]
    assert [title for title in titles if title.startswith("新")] == [f"新{number}" for number in range(1, 13)]
    old = [title for title in titles if title.startswith("旧")]
    assert 0 < len(old) < 12
    assert old[-1] == "旧12"


def test_a_feed_may_keep_only_so_many_days() -> None:
    records = [event("旧", at("2024-12-01")), event("新", at("2025-01-10"))]
    made = icalendar.Calendar.from_ical(published("ics", records, past_days=30))
    assert [str(each["SUMMARY"]) for each in made.walk("VEVENT")] == ["新"]


def test_an_exhibition_that_began_long_ago_is_not_past() -> None:
    records = [event(f"旧{number}", at(f"2024-{number:02}-01")) for number in range(1, 13)]
    going_on = event("常设展", at("2023-01-01", "2025-06-01"))
    made = icalendar.Calendar.from_ical(published("ics", [*records, going_on], budget=1))
    assert [str(each["SUMMARY"]) for each in made.walk("VEVENT")] == ["常设展"]


@pytest.mark.parametrize("extension", ["ics", "rss", "json", "jcal"])
def test_what_would_be_cut_off_is_not_even_made(extension: str) -> None:
    made, where = FORMATS[extension], setting(budget=6000)
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=number) for number in range(300)]
    records = [event(f"节{day}", at(str(day)), printed=day) for day in days]
    asked: list[str] = []

    def counted(record: Event | Entry, setting: Setting, memo: object = None) -> Piece | None:
        asked.append(record.uid)  # type: ignore[union-attr]
        return made.make(record, setting)

    body = render(replace(made, make=counted), where, records, DAY)
    assert len(asked) < 30
    sheaf = made.sheaf()
    for record in records:
        piece = made.make(record, where)
        assert piece
        sheaf.put(record.uid, piece)
    from feeds.publishing.formats import around, cut

    part = sheaf.part(cut(sheaf, made, where.feed, DAY))
    head, foot = around(made, replace(where, more=made.newest_first), part)
    assert body == (b"".join([head, *part.pieces(), foot]), part.etag(head, foot))


@pytest.mark.parametrize("extension", ["rss", "atom", "json"])
def test_what_was_asked_for_and_is_too_long_has_pages(extension: str) -> None:
    """RFC 5005: whoever follows `next` has read everything once, the newest first."""
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=number) for number in range(60)]
    records = [event(f"节{day}", at(str(day)), printed=day) for day in days]
    titles: list[str] = []
    page, follows = 0, True
    while follows:
        page += 1
        where = replace(setting(budget=9000, query="q=节"), page=page)
        body, _ = render(FORMATS[extension], where, records, DAY)
        address = f"https://feeds.example.org/events.{extension}?q=节"
        if extension == "json":
            read = json.loads(body)
            links = {"self": read["feed_url"]} | ({"next": read["next_url"]} if "next_url" in read else {})
            titles += [item["title"] for item in read["items"]]
        else:
            parsed = feedparser.parse(body)
            links = {link.rel: link.href for link in parsed.feed.links}
            assert links.get("first") == (address if page > 1 else None)
            titles += [item.title for item in parsed.entries]
        assert links["self"] == (f"{address}&page={page}" if page > 1 else address)
        follows = "next" in links
        assert not follows or links["next"] == f"{address}&page={page + 1}"
        assert page < 60
    assert page > 2
    assert titles == [f"节{day}" for day in reversed(days)]
