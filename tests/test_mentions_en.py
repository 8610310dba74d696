"""Councils, clubs and papers that print in English, Russian or Kazakh: what a reader would write on the calendar."""

from __future__ import annotations

import datetime as dt

import pytest

from feeds import reading, sources
from feeds.records import Facts, Mention

ISSUE = dt.date(2026, 1, 15)  # a Thursday


def read(
    text: str, name: str = "page.txt", *, language: str = "en", published: dt.date | None = ISSUE
) -> list[Mention]:
    document = sources.read(text.encode(), name, language=language)
    return list(reading.read(document, published=published, language=language).mentions)


def brief(facts: Facts) -> tuple[str, str, str | None]:
    """Title, start and place; the kind or the status when they are not the usual ones."""
    assert facts.when is not None
    start = facts.when.start
    moment = start.strftime("%m-%d %H:%M") if isinstance(start, dt.datetime) else start.strftime("%m-%d")
    return facts.title, moment, facts.place


def told(text: str, name: str = "page.txt", **more: object) -> list[tuple[str, str, str | None]]:
    return [brief(mention.facts) for mention in read(text, name, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "title", "start", "place"),
    [
        ("Maple Sunday is March 22 at Fraser Sugarbush.", "Maple Sunday", "03-22", "Fraser Sugarbush"),
        ("Friday, February 13 is a P.A. Day for elementary schools.", "P.A. Day", "02-13", None),
        ("Kindergarten round-up is Thursday, March 19, 8:30 a.m.", "Kindergarten round-up", "03-19 08:30", None),
        ("Doors open at 7pm for the 8pm show on Friday 20 February.", "Show", "02-20 20:00", None),
        ("Students will be dismissed at 12:15 p.m. on Friday, March 20.", "Early dismissal", "03-20 12:15", None),
        ("Voters will decide the $3 million bond question on April 7.", "Bond question", "04-07", None),
        ("Highway cleanup: meet at Quarry Park at 8 am on March 14.", "Highway cleanup", "03-14 08:00", "Quarry Park"),
        ("Cleanup Day!! Sat. May 2nd, 9 am, Quarry Park", "Cleanup Day", "05-02 09:00", "Quarry Park"),
        ("The fair, originally planned for 18 January, has been cancelled.", "Fair", "01-18", None),
        ("Dinner, Sat 2 May, 7pm for 7.30pm, Marine Hotel.", "Dinner", "05-02 19:30", "Marine Hotel"),
        (
            "A farewell reception is planned for Thursday, Feb. 26, in the library's Garden Room.",
            "Farewell reception",
            "02-26",
            "the library's Garden Room",
        ),
        (
            "The Lady Hawks (14-3) host Dover in the quarterfinals Friday at 4 p.m. at Legion Field.",
            "Lady Hawks v Dover",
            "01-16 16:00",
            "Legion Field",
        ),
    ],
)
def test_a_sentence_tells_what_when_and_where(text: str, title: str, start: str, place: str | None) -> None:
    assert told(text) == [(title, start, place)]


@pytest.mark.parametrize(
    "text",
    [
        "This notice was posted on the bulletin board of the City Hall on January 13, 2026, at 4:00 p.m.",
        "Posted: January 13, 2026",
        "Minutes of the January 27 regular meeting.",
        "No meeting on Monday, February 16.",
        "Snow date: January 31.",
        "Rates change effective July 1, 2026.",
        "Buses run on a Sunday schedule.",
        "Anna Kowalski, clerk, (303) 555-0175, weekdays 8 a.m. to 4 p.m.",
        "A decision on the bridge is expected in March.",
        "The council approved the minutes of its January 6 meeting.",
    ],
)
def test_what_a_clerk_dates_is_not_always_to_come(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Delegations must submit the request form by noon on Wednesday, February 18.", "Request form"),
        ("Residents who wish to speak must register by noon on Monday, January 19.", "Speaker registration"),
        ("Volunteers should apply by Friday 6 February.", "Volunteer applications"),
        ("Written comments will be taken until 4:30 p.m. on Monday, February 2.", "Written comments"),
        ("Comment on the waterfowl dates is open until May 8.", "Comment on the waterfowl dates"),
        ("Questions may be sent to ann@town.example by Thursday, March 5.", "Questions"),
    ],
)
def test_a_deadline_is_named_by_what_must_be_done(text: str, title: str) -> None:
    (mention,) = read(text)
    assert (mention.facts.kind, mention.facts.title) == ("deadline", title)


def test_bids_are_opened_at_the_moment_until_which_they_are_taken() -> None:
    text = "Sealed bids will be received until 2:00 p.m., Tuesday, February 10, and then publicly opened and read."
    assert {(m.facts.kind, brief(m.facts)[1]) for m in read(text)} == {
        ("deadline", "02-10 14:00"),
        ("event", "02-10 14:00"),
    }


AGENDA = """<html lang="en"><body><main><h1>Harbor Commission</h1><h2>Next meeting</h2>
<p>Tuesday, February 10, 2026, 6:30 p.m.</p><p>The meeting will be held at the Town Office, 9 Shore Road.</p>
<p>7:20 p.m. Public hearing: Spruce Head Solar</p></main></body></html>"""


def test_a_next_meeting_is_of_the_body_that_meets_and_its_hearings_are_of_its_day() -> None:
    meeting, hearing = told(AGENDA, "agenda.html")
    assert meeting == ("Harbor Commission", "02-10 18:30", "the Town Office, 9 Shore Road")
    assert hearing[0].startswith("Public hearing")
    assert hearing[1] == "02-10 19:20"


def test_a_board_meets_when_it_is_said_to() -> None:
    text = "The Planning Board will consider the plan at its meeting on Thursday, February 12, at 7 p.m."
    assert told(text) == [("Planning Board meeting", "02-12 19:00", None)]


PAGE = """<html lang="en"><body><main><h1>Events</h1>
<h3>Harbour Commission meeting</h3><p><time datetime="2027-02-09T18:30:00-05:00">Tue 9 Feb</time></p>
<p>The members of the commission stand on another page, with the minutes of what they did, year by year.</p>
<h3>Planning Committee</h3><p>When: <time datetime="2027-02-11T19:00">Thursday at 7pm</time></p>
<p>Where: Old Court House</p>
</main></body></html>"""


def test_a_stated_moment_decides_what_the_printed_words_leave_open() -> None:
    mentions = read(PAGE, "events.html", published=None)
    starts = {m.facts.title: m.facts.when and m.facts.when.start for m in mentions}
    assert starts["Planning Committee"] == dt.datetime(2027, 2, 11, 19)
    assert starts["Harbour Commission meeting"] == dt.datetime(2027, 2, 9, 18, 30)


def test_a_stated_moment_beside_a_whole_date_is_when_the_page_was_written() -> None:
    page = (
        '<html lang="en"><body><article><h1>Community forum on boundaries</h1>'
        '<time datetime="2026-01-30T09:05:00-06:00">January 30, 2026</time>'
        f"<p>{'The district invites all who live in it to look at the maps, which hang in every school. ' * 3}</p>"
        "</article></body></html>"
    )
    assert all(start != "01-30 09:05" for _, start, _ in told(page, "news.html"))


TABLE = """<html lang="en"><body><main><h1>University Senate Meetings</h1>
<p>All meetings are in Whitlow Hall unless noted.</p>
<table><tr><th>Date</th><th>Time</th><th>Notes</th></tr>
<tr><td>Jan. 29</td><td>3:30 p.m.</td><td>Agenda</td></tr><tr><td>April 16</td><td>3:30 p.m.</td><td></td></tr></table>
</main></body></html>"""


def test_an_empty_cell_keeps_its_column_and_a_table_is_named_by_what_stands_over_it() -> None:
    assert [(start, place) for _, start, place in told(TABLE, "senate.html")] == [
        ("01-29 15:30", "Whitlow Hall"),
        ("04-16 15:30", "Whitlow Hall"),
    ]


def test_a_month_over_a_table_puts_its_bare_days_in_force() -> None:
    page = (
        "<html><body><main><h1>Chamber calendar</h1><p>All are welcome, members or not.</p><h2>September 2026</h2>"
        "<table><tr><td>10</td><td>Ribbon cutting, 18 Third St."
        "</td></tr><tr><td>15-17</td><td>Leadership retreat</td></tr></table></main></body></html>"
    )
    assert [start for _, start, _ in told(page, "chamber.html")] == ["09-10", "09-15"]


def test_labels_end_what_they_began_and_say_when_the_page_was_made() -> None:
    page = (
        "<html><body><main><h1>Cedar Wash Town Council</h1><dl><dt>Notice Title</dt><dd>Town Council Work Meeting</dd>"
        "<dt>Event Start Date & Time</dt><dd>February 5, 2026 06:00 PM</dd><dt>Event End Date & Time</dt>"
        "<dd>February 5, 2026 08:30 PM</dd><dt>Notice Posted On</dt><dd>February 03, 2026 01:14 PM</dd></dl></main>"
        "</body></html>"
    )
    (mention,) = read(page, "notice.html")
    when = mention.facts.when
    assert when is not None
    assert (when.start, when.end) == (dt.datetime(2026, 2, 5, 18), dt.datetime(2026, 2, 5, 20, 30))


PROGRAMME = """<html lang="en"><body><main><h1>Folk festival</h1><p>All times are local, and all is free.</p>
<h2>Friday 5 June</h2><p>Harbour Marquee</p><ul><li>19:00 Opening session</li><li>20:30 Late concert</li></ul>
<h2>Saturday 6 June</h2><p>Lifeboat Shed</p><ul><li>15:00 Sea songs concert</li></ul></main></body></html>"""


def test_a_programme_may_print_its_venues_over_the_rows() -> None:
    found = told(PROGRAMME, "programme.html", published=dt.date(2026, 5, 11))
    assert [place for _, _, place in found] == ["Harbour Marquee", "Harbour Marquee", "Lifeboat Shed"]


@pytest.mark.parametrize(
    ("language", "text", "title", "start", "place"),
    [
        (
            "ru",
            "15 марта в 14:00 в районном Доме культуры состоится концерт хора «Родник».",
            "Концерт хора «Родник»",
            "03-15 14:00",
            "районном Доме культуры",
        ),
        (
            "ru",
            "17 марта с 9:00 до 16:00 отключат воду на улице Мира.",
            "Отключение воды",
            "03-17 09:00",
            "улице Мира",
        ),
        (
            "kk",
            "20 наурыз күні сағат 18:00-де Мәдениет үйінде «Көктем» концерті өтеді.",
            "«Көктем» концерті",
            "03-20 18:00",
            "Мәдениет үйінде",
        ),
    ],
)
def test_words_may_stand_in_any_order(language: str, text: str, title: str, start: str, place: str) -> None:
    assert told(text, language=language, published=dt.date(2026, 3, 10)) == [(title, start, place)]


def test_a_russian_change_is_told_with_its_new_day() -> None:
    text = "Турнир по шахматам, запланированный на 20 марта, перенесён на 27 марта."
    (mention,) = read(text, language="ru", published=dt.date(2026, 3, 10))
    assert (brief(mention.facts)[:2], mention.facts.status) == (("Турнир по шахматам", "03-27"), "postponed")
