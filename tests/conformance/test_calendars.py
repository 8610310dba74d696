"""Lessons of calendar apps. Each docstring names who breaks without it."""

from __future__ import annotations

import datetime as dt
import io
import re
from html import unescape
from zoneinfo import ZoneInfo

import icalendar
import nh3
import pytest
import recurring_ical_events
from dateutil import tz
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.publishing.formats import one
from feeds.publishing.text import fold
from feeds.publishing.vtimezone import vtimezone
from feeds.records import Site
from tests.printed import at, calendar, event, later, line, lines, published, setting, vevent

MARKET = at("2025-01-04T09:00", "2025-01-04T13:00", rrule="FREQ=WEEKLY;BYDAY=SA", timezone="Europe/London")


@pytest.mark.parametrize(
    ("first", "last", "ends"),
    [
        ("2025-01-18", None, "20250119"),
        ("2025-01-13", "2025-01-15", "20250115"),
        ("2024-12-30", "2025-01-02", "20250102"),
    ],
)
def test_the_end_of_a_day_is_the_next_one_told_once(first: str, last: str | None, ends: str) -> None:
    """Google and Outlook show an exhibition a day short when DTEND names the last day."""
    found = lines(event(when=at(first, last)))
    assert [text for text in found if text.startswith("DTEND")] == [f"DTEND;VALUE=DATE:{ends}"]
    assert not [text for text in found if text.startswith("DURATION")]


@pytest.mark.parametrize("when", [at("2025-01-18", "2025-01-18"), at("2025-01-18T10:30", "2025-01-18T10:30")])
def test_an_event_never_ends_where_it_starts(when: object) -> None:
    """Outlook refuses the whole calendar for one DTEND that equals its DTSTART."""
    found = vevent(event(when=when))  # type: ignore[arg-type]
    assert found.get("DTEND") is None or found["DTEND"].dt > found["DTSTART"].dt


def test_a_clock_time_without_an_end_gets_none() -> None:
    """An invented hour blocks a subscriber's afternoon in every app."""
    assert line(event(when=at("2025-01-18T10:30")), "DTEND") is None


@given(st.text(alphabet="冬a\\,;\n:\U0001f43a é", max_size=300))
@settings(max_examples=150, deadline=None)
def test_lines_fold_at_75_octets_never_inside_a_character_nor_an_escape(title: str) -> None:
    """libical and Outlook show half a character as a box; DAVx5 shows a lone n for a torn \\n."""
    body = published("ics", [event("节" + title, evidence=title)])
    for octets in body.split(b"\r\n"):
        assert len(octets) <= 75
        octets.decode("utf-8")
        slashes = len(octets) - len(octets.rstrip(b"\\"))
        assert slashes % 2 == 0, octets
    assert icalendar.Calendar.from_ical(body).walk("VEVENT")


def test_a_fold_keeps_what_was_written() -> None:
    """Every parser unfolds by dropping CRLF and one blank: nothing else may be added."""
    text = "DESCRIPTION:" + "冬捕\\n节\\," * 60
    assert fold(text).replace(b"\r\n ", b"").decode() == text + "\r\n"


def test_every_line_ends_with_crlf_and_none_with_a_bare_one() -> None:
    """Old Outlook reads a calendar of bare line feeds as one long line."""
    body = published("ics", [event("a\nb", evidence="一\r\n二\r三\u2028四")])
    assert re.search(rb"(?<!\r)\n|\r(?!\n)", body) is None
    assert body.endswith(b"END:VCALENDAR\r\n")


def test_commas_semicolons_backslashes_and_newlines_are_escaped() -> None:
    """Thunderbird cuts a title at a bare comma in CATEGORIES, Google at a semicolon in LOCATION."""
    made = event(
        r"灯展;元宵,\上", place="一号馆;二层,东", categories=("戏曲,曲艺", "展览"), evidence="第一句。\n第二句;,\\"
    )
    found = vevent(made)
    assert str(found["SUMMARY"]) == r"灯展;元宵,\上"
    assert str(found["LOCATION"]) == "一号馆;二层,东"
    assert [str(each) for each in found["CATEGORIES"].cats] == ["戏曲,曲艺", "展览"]
    assert line(made, "SUMMARY") == r"SUMMARY:灯展\;元宵\,\\上"


UNFIT = "\x00\x08\x0b\x1f\x7f\x85\ud800\udfff\ufdd0\ufffe\uffff\U0001fffe\ufeff"


@pytest.mark.parametrize("extension", ["ics", "rss", "atom", "json", "jcal", "jsonld"])
def test_control_characters_surrogates_and_non_characters_stay_outside(extension: str) -> None:
    """One NUL takes the whole feed down in every XML reader and in Apple Calendar."""
    dirty = event(
        f"冬{UNFIT}捕节",
        place=f"福{UNFIT}海",
        evidence=f"开{UNFIT}幕",
        organizer=f"县{UNFIT}委",
        categories=(UNFIT, "节"),
        name="dirty",
    )
    text = published(extension, [dirty]).decode("utf-8")
    assert not set(text) & set(UNFIT)
    assert "冬捕节" in text or "冬 捕节" in text


def test_a_uid_outlives_title_day_address_and_scheme() -> None:
    """Every app shows the event twice when its UID moves with its title or with https."""
    first = event("冬捕节")
    moved = later(first, title="第十八届冬捕节", when=at("2025-01-20"))
    http = Site("feeds.test", "http://other.example:8080", "x")
    uids = {
        str(vevent(each, site=site)["UID"]) for each in (first, moved) for site in (Site("a", "https://b", "c"), http)
    }
    assert uids == {first.uid}


def test_a_weekly_market_is_one_component_with_a_rule() -> None:
    """Expanded occurrences that share a UID without RECURRENCE-ID collapse into one day in Google."""
    made = calendar(event("Market", MARKET), event("冬捕节"))
    uids = [str(each["UID"]) for each in made.walk("VEVENT")]
    assert len(uids) == len(set(uids)) == 2
    assert not [each for each in made.walk("VEVENT") if "RECURRENCE-ID" in each]


def test_apps_are_told_how_often_to_look() -> None:
    """Apple needs REFRESH-INTERVAL with VALUE=DURATION, Outlook X-PUBLISHED-TTL; without, weekly or never."""
    found = lines(event())
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in found
    assert "X-PUBLISHED-TTL:PT1H" in found


def test_the_calendar_has_its_name_in_both_tongues() -> None:
    """Thunderbird and Apple show X-WR-CALNAME, RFC 7986 apps NAME; else a subscriber sees the host."""
    found = lines(event(), title="活动,全部", color="teal", description="全县")
    assert {"NAME:活动\\,全部", "X-WR-CALNAME:活动\\,全部", "COLOR:teal", "X-WR-CALDESC:全县"} <= set(found)
    assert "SOURCE;VALUE=URI:https://feeds.example.org/events.ics" in found
    assert [text for text in found if text.startswith("PRODID")] == ["PRODID:-//feeds//feeds//EN"]


def test_no_zone_is_a_fixed_offset() -> None:
    """Outlook maps a TZID like +08:00 to the subscriber's own zone."""
    for timezone in ("Asia/Shanghai", "UTC", "UTC+08:00", "Nowhere/Land"):
        body = published("ics", [event(when=at("2025-01-18T10:30", timezone=timezone))]).decode()
        tzids = set(re.findall(r"TZID[=:]([^:;\r]+)", body))
        assert tzids <= {"Asia/Shanghai"}
        assert tzids == set(re.findall(r"BEGIN:VTIMEZONE\r\nTZID:([^\r]+)", body))
    assert line(event(when=at("2025-01-18T10:30", timezone="UTC")), "DTSTART") == "DTSTART:20250118T103000Z"
    offset_alone = event(when=at("2025-10-17T18:30", timezone="Etc/GMT+4"))  # told as …-04:00 and no more
    assert line(offset_alone, "DTSTART") == "DTSTART:20251017T223000Z"
    assert b"TZID" not in published("ics", [offset_alone])


ZONES = ["Asia/Shanghai", "Asia/Urumqi", "Asia/Almaty", "Europe/London", "America/New_York", "America/Santiago"]
ODD = ["Africa/Cairo", "Asia/Jerusalem", "America/Nuuk", "Australia/Lord_Howe", "Europe/Dublin", "Asia/Kathmandu"]


@pytest.mark.parametrize("name", ZONES + ODD)
def test_a_zone_is_right_for_ever_told_by_the_first_event_alone(name: str) -> None:
    """libical and Apple trust VTIMEZONE: a missing rule moves the summer market by an hour."""
    text = "BEGIN:VCALENDAR\r\n" + vtimezone(name, 2024).decode() + "END:VCALENDAR\r\n"
    ours = tz.tzical(io.StringIO(text.replace("\r\n", "\n"))).get(name)
    assert ours is not None
    theirs = ZoneInfo(name)
    moment = dt.datetime(2024, 1, 1, 12)
    while moment.year < 2028:
        assert moment.replace(tzinfo=ours).utcoffset() == moment.replace(tzinfo=theirs).utcoffset(), moment
        moment += dt.timedelta(days=1)


def test_a_market_without_an_end_keeps_its_hour_over_the_change_of_the_clock() -> None:
    """icalendar's own VTIMEZONE ends after some years: the market of 2039 would be an hour off."""
    made = calendar(event("Market", MARKET, language="en"))
    found = recurring_ical_events.of(made).between(dt.date(2027, 3, 20), dt.date(2027, 4, 10))
    assert [each["DTSTART"].dt.strftime("%m-%d %H:%M %z") for each in found] == [
        "03-20 09:00 +0000",
        "03-27 09:00 +0000",
        "04-03 09:00 +0100",
    ]


def test_xinjiang_time_is_not_beijing_time() -> None:
    """10:00 新疆时间 is noon in Beijing: a calendar that maps both to +08:00 is two hours off."""
    urumqi = event("会议", at("2025-01-18T10:00", timezone="Asia/Urumqi"))
    beijing = event("会议二", at("2025-01-18T10:00", timezone="Asia/Shanghai"))
    made = calendar(urumqi, beijing)
    starts = {str(each["SUMMARY"]): each["DTSTART"].dt for each in made.walk("VEVENT")}
    assert starts["会议"] - starts["会议二"] == dt.timedelta(hours=2)
    assert len(made.walk("VTIMEZONE")) == 2


def test_until_is_utc_for_clock_times_and_a_date_for_days() -> None:
    """Google drops a rule whose UNTIL is of another type than DTSTART; a local UNTIL loses the last evening."""
    rule = "FREQ=WEEKLY;BYDAY=SA;UNTIL=20250628"
    timed = at("2025-01-04T19:30", rrule=rule, timezone="America/New_York")
    assert "UNTIL=20250629T035959Z" in (line(event(when=timed), "RRULE") or "")
    assert "UNTIL=20250628;" in (line(event(when=at("2025-01-04", rrule=rule)), "RRULE") or "") + ";"
    found = recurring_ical_events.of(calendar(event(when=timed))).between(dt.date(2025, 6, 20), dt.date(2025, 7, 20))
    assert [each["DTSTART"].dt.date() for each in found] == [dt.date(2025, 6, 21), dt.date(2025, 6, 28)]


def test_a_rule_starts_on_one_of_its_own_days() -> None:
    """DTSTART counts as an occurrence in Google and Apple, not in others: they would disagree on the first day."""
    told = at("2025-01-15T09:00", "2025-01-15T10:00", rrule="FREQ=WEEKLY;BYDAY=SA")
    assert line(event(when=told), "DTSTART") == "DTSTART;TZID=Asia/Shanghai:20250118T090000"


def test_days_left_out_are_left_out_at_their_hour() -> None:
    """An EXDATE of another type than DTSTART is ignored by libical, and the market shows on New Year's Day."""
    when = at("2025-01-04T09:00", rrule="FREQ=WEEKLY;BYDAY=SA", exdates=(dt.date(2025, 1, 11),))
    found = recurring_ical_events.of(calendar(event(when=when))).between(dt.date(2025, 1, 1), dt.date(2025, 1, 19))
    assert [each["DTSTART"].dt.day for each in found] == [4, 18]


def test_a_subscription_does_not_make_its_reader_busy() -> None:
    """Without TRANSP a festival of ten days makes a subscriber unavailable in Outlook and Google."""
    assert line(event(), "TRANSP") == "TRANSP:TRANSPARENT"


def test_nobody_is_woken_unless_the_reader_asked_for_it() -> None:
    """Apple rings for every VALARM of a subscribed calendar."""
    assert "BEGIN:VALARM" not in lines(event())
    found = lines(event(), alarm="-PT1H")
    assert "TRIGGER:-PT1H" in found
    assert "ACTION:DISPLAY" in found


def test_a_description_is_plain_text() -> None:
    """Google renders tags, Apple shows them raw: markup in a description is wrong in one of the two."""
    made = event(evidence="<b>开幕</b>&amp;")
    text = str(vevent(made)["DESCRIPTION"])
    assert text.split("\n") == [
        "<b>开幕</b>&amp;",
        "阿勒泰日报，2025年1月16日",
        f"https://feeds.example.org/events/{made.uid}",
    ]


def test_html_stands_apart_from_the_description_and_is_clean() -> None:
    """Outlook shows X-ALT-DESC with links to press; Apple would show the tags of an HTML DESCRIPTION."""
    script = "<script>alert(1)</script>"
    made = event(f"灯展{script}", evidence=f"{script} 开幕, 欢迎; 光临", url="https://example.org/?a=1&b=2")
    (found,) = calendar(made).walk("VEVENT")
    assert "<a" not in str(found["DESCRIPTION"])
    html = str(found["X-ALT-DESC"])
    assert found["X-ALT-DESC"].params == {"FMTTYPE": "text/html"}
    assert '<a href="https://example.org/?a=1&amp;b=2">example.org</a>' in html
    plain = html.replace("&#x27;", "'").replace("&quot;", '"')
    assert nh3.clean(plain, tags={"p", "a"}, link_rel=None) == plain
    text = re.sub(r'<a href="([^"]+)">[^<]+</a>', r"\1", html)
    told = [unescape(each) for each in re.findall(r"<p>(.*?)</p>", text)]
    assert told == str(found["DESCRIPTION"]).split("\n")


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "https://x/ <b>", "ftp://example.org"])
def test_html_stands_only_where_there_is_a_page_to_press(url: str | None) -> None:
    """Google drops a calendar past 1 MB: what no app needs is not told twice."""
    assert "X-ALT-DESC" not in vevent(event(url=url))
    (alone,) = icalendar.Calendar.from_ical(one(event(url=url), setting())).walk("VEVENT")
    assert str(alone["X-ALT-DESC"]).count("<a href") == 1


def test_the_last_day_stands_in_words_too() -> None:
    """Whoever distrusts a half-open DTEND reads it in the description."""
    text = str(vevent(event(when=at("2025-01-13", "2025-01-15")))["DESCRIPTION"])
    assert "2025年1月13日至2025年1月14日" in text


def test_all_addresses_are_absolute() -> None:
    """A relative URL opens nothing in a calendar app."""
    found = vevent(event(parent="p-1"))
    assert str(found["URL"]).startswith("https://feeds.example.org/events/")


def test_an_exhibition_of_thirty_days_is_one_event() -> None:
    """Thirty single days flood the month view of every app."""
    assert len(calendar(event("画展", at("2025-01-01", "2025-01-31"))).walk("VEVENT")) == 1


def test_a_month_is_no_day() -> None:
    """A guessed first of June stands in calendars as if somebody had said so."""
    assert not calendar(event("比赛", at("2024-06-01", precision="month"))).walk("VEVENT")
    assert not calendar(event("比赛", at("2024-01-01", precision="year"))).walk("VEVENT")


def test_a_day_is_never_midnight() -> None:
    """DTSTART at 00:00 shows an all-day festival at midnight, and on the day before west of here."""
    assert line(event(), "DTSTART") == "DTSTART;VALUE=DATE:20250118"


@pytest.mark.parametrize(
    ("when", "start"),
    [
        (at("2025-01-01", "2025-01-16"), "DTSTART;VALUE=DATE:20250115"),
        (at("2025-01-01T09:00", "2025-01-15T18:00"), "DTSTART;TZID=Asia/Shanghai:20250115T180000"),
        (at("2025-01-01T09:00", "2025-01-16T00:00"), "DTSTART;VALUE=DATE:20250115"),
        (at("2025-01-15T18:00"), "DTSTART;TZID=Asia/Shanghai:20250115T180000"),
    ],
)
def test_a_deadline_stands_on_its_last_moment(when: object, start: str) -> None:
    """Shown on its first day, an entry deadline of two weeks is over before anybody looks."""
    made = event("征文报名", when, kind="deadline")  # type: ignore[arg-type]
    assert line(made, "DTSTART") == start
    assert line(made, "SUMMARY") == "SUMMARY:截止：征文报名"
    assert "Deadline: Essays" in (line(event("Essays", kind="deadline", language="en"), "SUMMARY") or "")


@pytest.mark.parametrize(
    ("cancelled", "status", "summary"),
    [("mark", "STATUS:CANCELLED", "SUMMARY:【已取消】灯展"), ("keep", "STATUS:CANCELLED", "SUMMARY:灯展")],
)
def test_a_cancelled_event_says_so_in_its_title_too(cancelled: str, status: str, summary: str) -> None:
    """Google hides nothing and Apple strikes nothing out: STATUS alone is not seen by subscribers."""
    made = later(event("灯展"), status="cancelled")
    assert line(made, "STATUS", cancelled=cancelled) == status
    assert line(made, "SUMMARY", cancelled=cancelled) == summary
    assert line(made, "SEQUENCE") == "SEQUENCE:1"


def test_a_cancelled_event_leaves_when_the_feed_wants_that_and_after_thirty_days() -> None:
    """An event that vanishes at once is taken for a failed refresh, one that stays for ever for clutter."""
    made = later(event("灯展"), status="cancelled")
    assert not calendar(made, cancelled="drop").walk("VEVENT")
    assert calendar(made, day=dt.date(2025, 2, 17)).walk("VEVENT")
    assert not calendar(made, day=dt.date(2025, 2, 18)).walk("VEVENT")


def test_a_postponed_event_waits_on_its_old_day_and_says_so() -> None:
    """Dropped, it is missed; left alone, people come."""
    made = later(event("灯展"), status="postponed")
    assert line(made, "DTSTART") == "DTSTART;VALUE=DATE:20250118"
    assert line(made, "STATUS") == "STATUS:TENTATIVE"
    assert line(made, "SUMMARY") == "SUMMARY:【延期】灯展"


def test_a_moved_event_keeps_its_uid_and_tells_the_old_day() -> None:
    """A moved event under a new UID stands on both days in every app."""
    first = event("灯展", at("2025-01-17"))
    made = later(first, when=at("2025-01-24"), previous_start=dt.date(2025, 1, 17))
    assert line(made, "DTSTART") == "DTSTART;VALUE=DATE:20250124"
    assert line(made, "UID") == f"UID:{first.uid}"
    assert "原定2025年1月17日" in (line(made, "DESCRIPTION") or "")
    assert line(made, "LAST-MODIFIED") == line(made, "DTSTAMP", ).replace("DTSTAMP", "LAST-MODIFIED")  # type: ignore[union-attr]  # fmt: skip


def test_the_same_records_are_the_same_bytes_in_any_order() -> None:
    """A body that differs on every fetch defeats ETags, and costs every reader a download an hour."""
    events = [event(f"节{number}", at(f"2025-01-{number:02}")) for number in range(1, 29)]
    assert published("ics", events) == published("ics", events[::-1])


def test_a_category_is_said_in_the_language_of_the_event() -> None:
    """Thunderbird and Outlook show categories as they are: a Chinese calendar is not filed under "festival"."""
    cats = [
        vevent(event(categories=("festival", "乡村旅游"), language=each))["CATEGORIES"].cats
        for each in ("zh-Hans", "en")
    ]
    assert [[str(each) for each in found] for found in cats] == [["节庆", "乡村旅游"], ["Festival", "乡村旅游"]]
