"""Programmes as people keep them in spreadsheets: titles over the table, merged days, dates as numbers, exports."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.pages.gold import Sample, event


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def first(book: openpyxl.Workbook, title: str) -> Worksheet:
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = title
    return page


def culture_house() -> bytes:
    """A title over merged cells, the headings in the fourth row, a day merged over its rows, a day as a bare number."""
    book = openpyxl.Workbook()
    page = first(book, "3月")
    page["A1"] = "湖畔县文化馆2025年3月免费开放活动安排表"
    page.merge_cells("A1:G1")
    page["A2"] = "填报单位：湖畔县文化馆　　填报日期：2025年2月26日　　联系电话：0906-2123456"
    page.merge_cells("A2:G2")
    rows: list[list[Any]] = [
        ["序号", "日期", "时间", "活动名称", "地点", "人数", "备注"],
        [1, dt.date(2025, 3, 8), "10:00-11:30", "“她力量”妇女节诗歌朗诵会", "一楼小剧场", 120, None],
        [2, None, "15:30", "亲子剪纸体验课", "二楼非遗教室", 30, "需预约"],
        [3, dt.date(2025, 3, 15), dt.time(19, 30), "冬不拉弹唱音乐会", "一楼小剧场", 200, "免费"],
        [4, 45738, "9:00", "全民健身象棋赛", "三楼活动室", 64, "报满为止"],
        [5, dt.date(2025, 3, 29), "全天", "春季书画作品展", "展厅", None, None],
        ["合计", None, None, None, None, 414, None],
    ]
    for number, row in enumerate(rows, start=4):
        for column, value in enumerate(row, start=1):
            page.cell(number, column, value)
    page.merge_cells("B5:B6")
    for number in (5, 7, 9):
        page.cell(number, 2).number_format = "yyyy/m/d"
    hidden = book.create_sheet("草稿")
    hidden.sheet_state = "hidden"
    hidden.append(["日期", "活动名称"])
    hidden.append([dt.date(2025, 3, 30), "不要发布的活动"])
    return saved(book)


def village_hall() -> bytes:
    """Days as people write them, a column for the end, a cancelled row, and a second sheet that is no programme."""
    book = openpyxl.Workbook()
    page = first(book, "Spring programme")
    page.append(["Little Marden Village Hall: spring programme 2025"])
    page.append([])
    page.append(["What's on", "Where", "Date", "Start", "Finish", "Cost", "Status"])
    page.append(["Spring concert", "Main Hall", dt.datetime(2025, 4, 5), dt.time(19, 30), dt.time(21, 30), 8.5, None])
    page.append(["Table-top sale", "Main Hall", "Saturday 12 April", "10am", "1pm", "50p", None])
    page.append(["Film night: Brassed Off", "Committee Room", "Fri 25 April 2025", "7.30 pm", None, "£4", "CANCELLED"])
    page.append(["Plant fair", "Car park", dt.datetime(2025, 5, 10, 9, 30), None, None, "free", None])
    other = book.create_sheet("Key holders")
    for row in (["Name", "Telephone", "Since"], ["Mrs A Bell", "01632 960123", dt.date(2019, 5, 1)]):
        other.append(row)
    return saved(book)


def library_csv() -> bytes:
    text = (
        "活动名称,开始日期,结束日期,地点,联系电话\r\n"
        "迎春年画展,2025/3/1,2025/3/31,县图书馆一楼展厅,0906-2120001\r\n"
        "“悦读湖畔”读书分享会,2025/3/9,,县图书馆二楼报告厅,0906-2120002\r\n"
        '古籍修复体验,2025/3/16,2025/3/16,"县图书馆, 古籍室",\r\n'
    )
    return text.encode("gb18030")


def calendar_csv() -> bytes:
    """As Outlook and Google Calendar write it for Americans."""
    return (
        b"\xef\xbb\xbfSubject,Start Date,Start Time,End Date,End Time,All day event,Description,Location\r\n"
        b'Community potluck,03/14/2025,6:00 PM,03/14/2025,8:30 PM,False,"Bring a dish, please",Grange Hall\r\n'
        b"Spring clean-up day,03/22/2025,,03/22/2025,,True,,Riverside Park\r\n"
        b"Book sale,03/28/2025,10:00 AM,03/30/2025,4:00 PM,False,,Public Library\r\n"
    )


THEATRE, HALL = "一楼小剧场", "Main Hall"
SAMPLES = (
    Sample(
        "xlsx", "3月活动安排表.xlsx", culture_house,
        (
            event("“她力量”妇女节诗歌朗诵会", "2025-03-08T10:00", THEATRE, end="2025-03-08T11:30"),
            event("亲子剪纸体验课", "2025-03-08T15:30", "二楼非遗教室"),
            event("冬不拉弹唱音乐会", "2025-03-15T19:30", THEATRE),
            event("全民健身象棋赛", "2025-03-22T09:00", "三楼活动室"),
            event("春季书画作品展", "2025-03-29", "展厅"),
        ),
        traps=("填报日期", "不要发布的活动", "合计"),
    ),
    Sample(
        "xlsx", "programme.xlsx", village_hall,
        (
            event("Spring concert", "2025-04-05T19:30", HALL, end="2025-04-05T21:30"),
            event("Table-top sale", "2025-04-12T10:00", HALL, end="2025-04-12T13:00"),
            event("Film night: Brassed Off", "2025-04-25T19:30", "Committee Room", status="cancelled"),
            event("Plant fair", "2025-05-10T09:30", "Car park"),
        ),
        traps=("Mrs A Bell",),
    ),
    Sample(
        "csv", "活动.csv", library_csv,
        (
            event("迎春年画展", "2025-03-01", "县图书馆一楼展厅", end="2025-03-31"),
            event("“悦读湖畔”读书分享会", "2025-03-09", "县图书馆二楼报告厅"),
            event("古籍修复体验", "2025-03-16", "县图书馆, 古籍室"),
        ),
    ),
    Sample(
        "csv", "calendar.csv", calendar_csv,
        (
            event("Community potluck", "2025-03-14T18:00", "Grange Hall", end="2025-03-14T20:30"),
            event("Spring clean-up day", "2025-03-22", "Riverside Park"),
            event("Book sale", "2025-03-28T10:00", "Public Library", end="2025-03-30T16:00"),
        ),
    ),
)  # fmt: skip
