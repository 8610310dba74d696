"""What people really have: calendars, feeds, Word, OpenDocument, sheets, archives. Each made by its own tools."""

import datetime as dt
import io
import mailbox
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pytest
from odf import table as odf_table
from odf.opendocument import OpenDocumentText
from odf.text import H, P

from feeds import reading, sources
from feeds.errors import DocumentError
from feeds.records import Document

MEETING = b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Rowing club//EN
X-WR-CALNAME:Rowing club
X-WR-TIMEZONE:Europe/London
BEGIN:VEVENT
UID:42@rowing.example
DTSTAMP:20250101T000000Z
DTSTART;TZID=Europe/London:20250118T193000
DTEND;TZID=Europe/London:20250118T210000
SUMMARY:Winter social\\, with quiz
LOCATION:Boathouse
CATEGORIES:social,club
STATUS:CANCELLED
URL:https://rowing.example/42
END:VEVENT
BEGIN:VEVENT
UID:43@rowing.example
DTSTAMP:20250101T000000Z
DTSTART;VALUE=DATE:20250301
DTEND;VALUE=DATE:20250303
SUMMARY:\xe5\x86\xac\xe6\x8d\x95\xe8\x8a\x82\xe4\xb8\xa4\xe6\x97
 \xa5\xe6\xb8\xb8
END:VEVENT
BEGIN:VEVENT
UID:44@rowing.example
DTSTAMP:20250101T000000Z
DTSTART;TZID=Europe/London:20250107T180000
DURATION:PT1H30M
RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20250401T170000Z
EXDATE;TZID=Europe/London:20250218T180000
SUMMARY:Training
END:VEVENT
BEGIN:VEVENT
UID:44@rowing.example
RECURRENCE-ID;TZID=Europe/London:20250114T180000
DTSTAMP:20250101T000000Z
DTSTART;TZID=Europe/London:20250115T180000
SUMMARY:Training (moved to Wednesday)
END:VEVENT
END:VCALENDAR
""".replace(b"\n", b"\r\n")


def one(data: bytes, name: str, **kwargs: str) -> Document:
    return sources.read(data, name, **kwargs)  # type: ignore[arg-type]


def rows(document: Document) -> list[list[str]]:
    text = document.text
    return [[text[c.start : c.end] for c in block.cells] for block in document.blocks if block.kind == "row"]


def told(document: Document, kind: str) -> list[str]:
    return [document.text[b.span.start : b.span.end] for b in document.blocks if b.kind == kind]


# --- calendars --------------------------------------------------------------------------------------------


def test_the_events_of_a_calendar_come_as_they_are_stated() -> None:
    document = one(MEETING, "rowing.ics")
    social, trip, training, moved = document.structured
    assert (social.foreign_id, social.syntax) == ("42@rowing.example", "ics")
    assert (social.facts.title, social.facts.place, social.facts.status) == (
        "Winter social, with quiz", "Boathouse", "cancelled",
    )  # fmt: skip
    assert social.facts.when
    assert (social.facts.when.start, social.facts.when.end) == (
        dt.datetime(2025, 1, 18, 19, 30),
        dt.datetime(2025, 1, 18, 21),
    )
    assert (social.facts.when.timezone, social.facts.categories) == ("Europe/London", ("social", "club"))
    assert trip.facts.when
    assert (trip.facts.when.start, trip.facts.when.end, trip.facts.when.precision) == (
        dt.date(2025, 3, 1),
        dt.date(2025, 3, 3),
        "day",
    )
    assert training.facts.when
    assert training.facts.when.rrule == "FREQ=WEEKLY;UNTIL=20250401;BYDAY=TU"
    assert training.facts.when.exdates == (dt.date(2025, 1, 14), dt.date(2025, 2, 18))
    assert moved.foreign_id == "44@rowing.example#2025-01-14"


def test_a_fold_inside_a_letter_is_undone_before_decoding() -> None:
    assert one(MEETING, "rowing.ics").structured[1].facts.title == "冬捕节两日游"


@pytest.mark.parametrize(
    ("zone", "meant"),
    [
        ('"China Standard Time"', "Asia/Shanghai"),  # Outlook
        ('"(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi"', "Asia/Shanghai"),  # Exchange
        ("/freeassociation.sourceforge.net/Europe/London", "Europe/London"),  # Evolution
        ("Nowhere/At all", "Asia/Almaty"),  # the reader's own
    ],
)
def test_a_zone_is_known_by_the_names_that_programs_give_it(zone: str, meant: str) -> None:
    data = MEETING.replace(b"X-WR-TIMEZONE:Europe/London\r\n", b"")
    data = data.replace(b"DTSTART;TZID=Europe/London:20250118", f"DTSTART;TZID={zone}:20250118".encode())
    stated = reading.read(one(data, "rowing.ics"), timezone="Asia/Almaty").document.structured[0].facts.when
    assert stated
    assert (stated.start, stated.timezone) == (dt.datetime(2025, 1, 18, 19, 30), meant)


def test_days_that_are_added_to_an_event_are_events() -> None:
    data = MEETING.replace(b"DURATION:PT1H30M\r\n", b"DURATION:PT1H30M\r\nRDATE;TZID=Europe/London:20250408T180000\r\n")
    added = next(each for each in one(data, "x.ics").structured if each.foreign_id == "44@rowing.example#2025-04-08")
    assert added.facts.when
    assert (added.facts.when.start, added.facts.when.end) == (
        dt.datetime(2025, 4, 8, 18),
        dt.datetime(2025, 4, 8, 19, 30),
    )


def test_an_event_that_makes_no_sense_is_a_problem_and_the_others_are_read() -> None:
    bad = MEETING.replace(b"DTSTART;VALUE=DATE:20250301", b"DTSTART;VALUE=DATE:20251399")
    document = one(bad, "rowing.ics")
    assert len(document.structured) == 3
    assert len(document.problems) == 1


# --- feeds ------------------------------------------------------------------------------------------------

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Town news</title><link>https://town.example/</link><language>en</language>
<item><title>Winter &amp; fire festival on 18 January</title><link>https://town.example/1</link>
<pubDate>Thu, 16 Jan 2025 08:00:00 GMT</pubDate>
<description>&lt;script&gt;x()&lt;/script&gt;&lt;p&gt;The festival opens
 on 18 January at the &lt;b&gt;Old Mill&lt;/b&gt;.&lt;/p&gt;</description></item>
<item><title>Road closed</title><link>https://town.example/2</link><pubDate>Wed, 15 Jan 2025 08:00:00 GMT</pubDate>
<description>Mill Lane is closed on 20 January.</description></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Club</title><id>urn:x</id>
<updated>2025-01-16T00:00:00Z</updated><entry><title>Match on Saturday</title><id>urn:y</id>
<link href="https://club.example/m"/><updated>2025-01-16T09:00:00Z</updated>
<content type="html">&lt;p&gt;Kick-off 3pm.&lt;/p&gt;</content>
</entry></feed>"""
JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "Library", "language": "en", "items": [
{"id": "1", "url": "https://library.example/1", "title": "Story hour",
"content_text": "Story hour is on 18 January at 10am.",
"date_published": "2025-01-10T09:00:00+08:00"}]}"""


@pytest.mark.parametrize(
    ("data", "name", "titles", "links", "days"),
    [
        (RSS, "feed", ["Winter & fire festival on 18 January", "Road closed"], ["https://town.example/1", "https://town.example/2"],
         [dt.date(2025, 1, 16), dt.date(2025, 1, 15)]),
        (ATOM, "club.xml", ["Match on Saturday"], ["https://club.example/m"], [dt.date(2025, 1, 16)]),
        (JSON_FEED, "x.json", ["Story hour"], ["https://library.example/1"], [dt.date(2025, 1, 10)]),
    ],
)  # fmt: skip
def test_each_item_of_a_feed_is_an_article_with_its_own_day_and_link(
    data: str, name: str, titles: list[str], links: list[str], days: list[dt.date]
) -> None:
    items = [d for d in sources.read_all(data.encode(), name) if isinstance(d, Document)]
    assert [item.title for item in items] == titles
    assert [item.url for item in items] == links
    assert [(item.published, item.published_from) for item in items] == [(day, "printed") for day in days]
    assert all("x()" not in item.text for item in items)


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("Thu, 16 Jan 2025 00:30:00 +0800", dt.date(2025, 1, 16)),  # the evening before in London
        ("2025-01-16 00:30:00", dt.date(2025, 1, 16)),
        ("2025年1月16日 8:00", dt.date(2025, 1, 16)),
        ("16 Jan 2025", dt.date(2025, 1, 16)),
    ],
)
def test_an_item_has_the_day_of_the_papers_own_clock(told: str, day: dt.date) -> None:
    found = sources.read_all(
        RSS.replace("Thu, 16 Jan 2025 08:00:00 GMT", told).replace("Road closed", "").encode(), "x"
    )
    assert next(d.published for d in found if isinstance(d, Document)) == day


def test_a_feed_that_says_en_may_be_chinese() -> None:
    """Many programs write their own language, whatever the paper's is."""
    data = RSS.replace("Winter &amp; fire festival on 18 January", "冬捕节18日开幕").replace(
        "The festival opens", "冬捕节将于1月18日开幕，"
    )
    first = next(d for d in sources.read_all(data.encode(), "feed") if isinstance(d, Document))
    assert reading.read(first).document.language == "zh-Hans"


# --- offices ----------------------------------------------------------------------------------------------

ROWS = [["日期", "活动", "地点"], ["1月18日", "冬捕节开幕式", "湖心广场"], ["1月19日", "马拉爬犁赛", "二号冰场"]]


def notice_docx() -> bytes:
    paper = docx.Document()
    paper.add_heading("冬捕节活动公告", level=1)
    paper.add_paragraph("活动时间：2025年1月18日10:30")
    grid = paper.add_table(rows=3, cols=3)
    for row, cells in zip(grid.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    paper.add_paragraph("请提前到场", style="List Bullet")
    paper.add_paragraph("福海县文旅局")
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def notice_odt() -> bytes:
    paper = OpenDocumentText()
    paper.text.addElement(H(outlinelevel=1, text="冬捕节活动公告"))
    paper.text.addElement(P(text="活动时间：2025年1月18日10:30"))
    grid = odf_table.Table()
    for cells in ROWS:
        row = odf_table.TableRow()
        for text in cells:
            cell = odf_table.TableCell()
            cell.addElement(P(text=text))
            row.addElement(cell)
        grid.addElement(row)
    paper.text.addElement(grid)
    paper.text.addElement(P(text="福海县文旅局"))
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("data", "name"), [(notice_docx(), "notice.docx"), (notice_odt(), "notice.odt")])
def test_an_offices_notice_keeps_the_order_of_paragraphs_and_tables(data: bytes, name: str) -> None:
    document = one(data, name)
    assert told(document, "heading") == ["冬捕节活动公告"]
    assert rows(document) == ROWS
    order = [document.text.index(words) for words in ("冬捕节活动公告", "活动时间", "开幕式", "福海县文旅局")]
    assert order == sorted(order)


def programme_xlsx() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Date", "Event", "Place"], [dt.datetime(2025, 1, 18, 10, 30), "Opening", "Old Mill"],
                [dt.date(2025, 1, 19), "Sledge race", None], [None, None, None]):  # fmt: skip
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (programme_xlsx(), "programme.xlsx"),
        (b"Date,Event,Place\n2025-01-18 10:30,Opening,Old Mill\n2025-01-19,Sledge race,\n", "programme.csv"),
        ("Date;Event;Place\n2025-01-18 10:30;Opening;Old Mill\n2025-01-19;Sledge race;\n".encode("utf-16"), "p.csv"),
    ],
)
def test_a_programme_sheet_keeps_its_rows_and_says_when(data: bytes, name: str) -> None:
    assert rows(one(data, name)) == [
        ["Date", "Event", "Venue"],
        ["18 January 2025, 10:30", "Opening", "Old Mill"],
        ["19 January 2025", "Sledge race"],
    ]


def test_a_table_that_is_no_programme_stays_as_it_is() -> None:
    prices = [["Ticket", "Price"], ["Adult", "£5"], ["Child", "£2"]]
    assert rows(one("\n".join(",".join(row) for row in prices).encode(), "prices.csv")) == prices


@pytest.mark.parametrize(
    ("head", "row", "when"),
    [
        ("日期,开始时间,结束时间,活动名称", "3月8日,9:00,11:00,朗诵会", "3月8日9:00-11:00"),
        ("活动日期,时段,活动主题", "2025.3.8,14:00-16:00,朗诵会", "2025年3月8日14:00-16:00"),
        ("开始日期,结束日期,名称", "20250308,20250310,书展", "2025年3月8日至2025年3月10日"),
        ("日期,星期,时间,内容", "45724,六,0.8125,音乐会", "2025年3月8日19:30"),
        ("Date,Time,Event", "08/03/2025,7pm,Quiz", "08/03/2025 7pm"),
        ("Date,Time,Event", "8/3/2025,7pm,Quiz\n25/3/2025,7pm,Talk", "8 March 2025, 7pm"),
        ("Start Date,End Date,All day event,Subject", "2025-03-08,2025-03-09,TRUE,Fair", "8 March 2025"),
        ("Date,What's on", 'Sat 8 March,"Jumble sale, 2pm"', "Sat 8 March 2pm"),
    ],
)
def test_a_time_over_several_columns_is_one_again(head: str, row: str, when: str) -> None:
    assert rows(one(f"{head}\n{row}\n".encode(), "programme.csv"))[1][0] == when


def test_what_lies_over_several_rows_is_in_each_of_them() -> None:
    """A web page's cells over rows and columns, and an empty cell of Markdown."""
    first = "<tr><th>日期<th>时间<th>活动<th>地点<tr><td rowspan=2>3月8日<td>9:00<td>朗诵会<td rowspan=2>广场"
    page = f"<table>{first}<tr><td>14:00<td>书展</table>"
    told = rows(one(f"<html><body><h1>安排</h1>{page}</body></html>".encode(), "p.html"))[1:]
    assert ["".join(row) for row in told] == ["3月8日9:00朗诵会广场", "3月8日14:00书展广场"]
    assert rows(one("|日期|时间|活动|\n|---|---|---|\n|3月8日|9:00|朗诵会|\n||14:00|书展|\n".encode(), "p.md"))[2] == [
        "", "14:00", "书展",
    ]  # fmt: skip


def test_a_day_that_is_written_once_is_that_of_the_rows_below_it() -> None:
    data = "日期,时间,活动\n3月8日,9:00,朗诵会\n,14:00,书展\n3月9日,10:00,讲座\n".encode()
    assert [row[0] for row in rows(one(data, "p.csv"))[1:]] == ["3月8日9:00", "3月8日14:00", "3月9日10:00"]


# --- archives ---------------------------------------------------------------------------------------------


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_every_file_of_a_zip_is_read_by_its_own_format() -> None:
    inner = zipped({"notice.docx": notice_docx()})
    data = zipped(
        {"a.txt": "1月18日开幕".encode(), "sub/b.zip": inner, ".hidden": b"x", "__MACOSX/a.txt": b"x", "c.txt": b""}
    )
    found = list(sources.read_all(data, "issue.zip"))
    assert [d.source for d in found if isinstance(d, Document)] == [
        "issue.zip/a.txt",
        "issue.zip/sub/b.zip/notice.docx",
    ]
    assert [str(d) for d in found if isinstance(d, DocumentError)] == [
        "issue.zip/c.txt: the file is empty; nothing to read"
    ]


def test_a_bomb_in_a_zip_is_told_and_its_neighbours_are_read() -> None:
    data = zipped({"bomb.txt": bytes(90_000_000), "a.txt": b"Fair on 18 January 2025"})
    found = list(sources.read_all(data, "issue.zip"))
    assert [type(d) for d in found] == [DocumentError, Document]


def test_a_name_in_an_archive_is_shown_and_never_followed() -> None:
    found = next(iter(sources.read_all(zipped({"../../etc/passwd.txt": b"Fair on 18 January"}), "x.zip")))
    assert isinstance(found, Document)
    assert found.source == "x.zip/../../etc/passwd.txt"


def test_entities_in_a_word_file_are_not_resolved() -> None:
    evil = (
        b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        b"<w:t>Fair on 18 January &x;</w:t></w:r></w:p></w:body></w:document>"
    )
    document = one(zipped({"word/document.xml": evil}), "evil.docx")
    assert document.text == "Fair on 18 January"


@pytest.mark.parametrize("name", ["cut.docx", "cut.xlsx", "cut.zip", "cut.pdf", "cut.ics", "cut.odt"])
def test_a_damaged_file_is_one_line(name: str) -> None:
    head = {"pdf": b"%PDF-1.7 cut", "ics": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY"}.get(
        name[4:], b"PK\x03\x04cut"
    )
    errors = [str(found) for found in sources.read_all(head, name) if isinstance(found, DocumentError)]
    assert len(errors) == 1
    assert errors[0].startswith(name + ": ")
    assert "\n" not in errors[0]


# --- letters with more in them ------------------------------------------------------------------------------


def club_letter(subject: str = "Club news", key: str = "1@club.example") -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"] = "news@club.example", "members@club.example"
    letter["Subject"], letter["Date"], letter["Message-ID"] = subject, "Wed, 15 Jan 2025 20:00:00 +0800", f"<{key}>"
    letter.set_content("The winter social is on 24 January 2025.\nFrom there we walk home.\n")
    return letter


def test_attachments_of_a_letter_are_read_each_by_its_own_type_on_the_letters_day() -> None:
    letter = club_letter()
    letter.add_attachment(notice_docx(), maintype="application", subtype="octet-stream", filename="../公告.docx")
    letter.add_attachment(MEETING, maintype="text", subtype="calendar", filename="rowing.ics")
    letter.add_attachment(programme_xlsx(), maintype="application", subtype="vnd.ms-excel", filename="programme.xlsx")
    found = [each for each in sources.read_all(letter.as_bytes(), "club.eml") if isinstance(each, Document)]
    assert [each.source for each in found] == [
        "club.eml", "club.eml/公告.docx", "club.eml/rowing.ics", "club.eml/programme.xlsx",
    ]  # fmt: skip
    assert {each.published for each in found} == {dt.date(2025, 1, 15)}
    assert len(found[2].structured) == 4


def test_a_letter_inside_a_letter_is_read_with_its_attachment() -> None:
    outer, inner = club_letter("Fwd"), club_letter("Inside", "2@club.example")
    inner.add_attachment(b"Fair on 18 January 2025", maintype="text", subtype="plain", filename="fair.txt")
    outer.add_attachment(inner)
    names = [each.source for each in sources.read_all(outer.as_bytes(), "x.eml") if isinstance(each, Document)]
    assert names == ["x.eml", "x.eml/1", "x.eml/1/fair.txt"]


def test_every_letter_of_an_mbox_is_read_and_named_by_its_own_id(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "club.mbox")
    for number in range(3):
        box.add(club_letter(f"News {number}", f"{number}@club.example"))
    box.close()
    data = (tmp_path / "club.mbox").read_bytes()
    assert b">From there" in data
    for name in ("club.mbox", "mail"):  # by its name, and by its first bytes
        found = [each for each in sources.read_all(data, name) if isinstance(each, Document)]
        assert [each.title for each in found] == ["News 0", "News 1", "News 2"]
        assert [each.source for each in found] == [f"{name}/{number}@club.example" for number in range(3)]
        assert all("\nFrom there" in each.text for each in found)
