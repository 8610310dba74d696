"""Notices as offices really send them: text boxes, running heads, merged cells, tables in tables, tracked changes."""

from __future__ import annotations

import io

import docx
from docx.document import Document as Paper
from docx.oxml import parse_xml
from odf import draw
from odf import table as odf_table
from odf import text as odf_text
from odf.opendocument import OpenDocumentText

from tests.pages.gold import Sample, event

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(paper: Paper | OpenDocumentText) -> bytes:
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def festival_docx() -> bytes:
    """Days merged over their rows, a table for the layout around the programme, a text box, a running head."""
    paper = docx.Document()
    section = paper.sections[0]
    section.header.paragraphs[0].text = "湖畔县文化体育局文件"
    section.footer.paragraphs[0].text = "2025年2月28日印发　共2页"
    paper.add_paragraph("第六届湖畔杏花节活动安排")  # a headline that nobody made a heading
    paper.paragraphs[0].runs[0].bold = True
    frame = paper.add_table(rows=1, cols=1)
    cell = frame.rows[0].cells[0]
    cell.paragraphs[0].text = "各乡镇、各单位：第六届湖畔杏花节于2025年4月5日至4月6日在杏花谷景区举办，具体安排如下。"
    grid = cell.add_table(rows=5, cols=4)
    rows = (
        ("日期", "时间", "活动内容", "地点"),
        ("4月5日", "10:30", "开幕式", "景区中心广场"),
        ("", "15:00", "叼羊邀请赛", "杏花谷草场"),
        ("4月6日", "9:30", "杏花谷徒步", "游客服务中心"),
        ("", "17:00", "闭幕式", "景区中心广场"),
    )
    for row, words in zip(grid.rows, rows, strict=True):
        for box, word in zip(row.cells, words, strict=True):
            box.text = word
    for top, bottom in ((1, 2), (3, 4)):
        grid.cell(top, 0).merge(grid.cell(bottom, 0))
    paper.add_paragraph("请各单位提前十五分钟入场。")
    paper.add_paragraph("湖畔县文化体育局")
    paper.add_paragraph("2025年2月28日")
    box = (
        f'<w:p {W}><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r>'
        "<w:t>“杏花杯”摄影展将于4月12日在县文化馆一楼展厅开展。</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape>"
        "</w:pict></w:r></w:p>"
    )
    paper.element.body.insert(2, parse_xml(box))
    return saved(paper)


def parish_docx() -> bytes:
    """Tabs for columns, a change that was tracked, a soft line break, lists that are numbered by Word."""
    paper = docx.Document()
    paper.add_heading("Little Marden Parish Council", level=1)
    paper.add_heading("Dates for your diary", level=2)
    for line in (
        "Sat 15 March\t10am\tLitter pick\tmeet at the Green",
        "Thu 20 March\t7.30pm\tAnnual parish meeting\tVillage Hall",
    ):
        paper.add_paragraph(line)
    tracked = (
        f'<w:p {W}><w:r><w:t xml:space="preserve">The Easter egg hunt will be held on </w:t></w:r>'
        '<w:del w:id="1" w:author="clerk"><w:r><w:delText>Saturday 12 April</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="clerk"><w:r><w:t>Saturday 19 April</w:t></w:r></w:ins>'
        '<w:r><w:t xml:space="preserve"> at 2pm in the churchyard.</w:t></w:r></w:p>'
    )
    paper.element.body.insert(4, parse_xml(tracked))
    paper.add_paragraph("Mrs J. Hale, Clerk\nTel. 01632 960456")
    return saved(paper)


def row(*cells: str | None, times: dict[int, int] | None = None) -> odf_table.TableRow:
    made = odf_table.TableRow()
    for number, words in enumerate(cells):
        if words is None:
            made.addElement(odf_table.CoveredTableCell())
            continue
        spans = {"numberrowsspanned": 2} if times and number in times else {}
        cell = odf_table.TableCell(**spans)
        if words:
            cell.addElement(odf_text.P(text=words))
        made.addElement(cell)
    return made


def lectures_odt() -> bytes:
    """A day over two rows, a repeated empty cell, a frame beside the text."""
    paper = OpenDocumentText()
    paper.text.addElement(odf_text.H(outlinelevel=1, text="湖畔图书馆三月讲座预告"))
    grid = odf_table.Table()
    grid.addElement(row("讲座日期", "时间", "主讲人", "讲座题目", "地点"))
    grid.addElement(row("3月15日（周六）", "10:00", "王教授", "走近西域古城", "三楼报告厅", times={0: 2}))
    grid.addElement(row(None, "16:00", "刘医生", "春季养生知识讲座", "三楼报告厅"))
    last = row("3月22日（周六）", "10:00", "陈老师", "亲子阅读方法漫谈", "少儿阅览室")
    last.addElement(odf_table.TableCell(numbercolumnsrepeated=1020))
    grid.addElement(last)
    paper.text.addElement(grid)
    holder = odf_text.P()
    frame = draw.Frame(width="5cm", height="2cm", anchortype="paragraph")
    box = draw.TextBox()
    box.addElement(odf_text.P(text="图书馆3月29日闭馆盘点，30日恢复开放。"))
    frame.addElement(box)
    holder.addElement(frame)
    paper.text.addElement(holder)
    return saved(paper)


def club_odt() -> bytes:
    paper = OpenDocumentText()
    paper.text.addElement(odf_text.H(outlinelevel=2, text="Harriers newsletter, March 2025"))
    said = odf_text.P(text="The club's annual 10k will take place on ")
    said.addElement(odf_text.Span(text="Sunday 23 March"))
    said.addText(" starting from the Rugby Ground at")
    said.addElement(odf_text.S(c=2))
    said.addText("10.30am.")
    note = odf_text.Note(noteclass="footnote")
    note.addElement(odf_text.NoteCitation(text="1"))
    body = odf_text.NoteBody()
    body.addElement(odf_text.P(text="Last run on 24 March 2019."))
    note.addElement(body)
    said.addElement(note)
    paper.text.addElement(said)
    items = odf_text.List()
    for words in ("AGM: Thursday 27 March, 7pm, Clubhouse", "Track night: Tuesday 1 April, 6.30pm, Mill Lane"):
        item = odf_text.ListItem()
        item.addElement(odf_text.P(text=words))
        items.addElement(item)
    paper.text.addElement(items)
    return saved(paper)


def diary_md() -> bytes:
    return """---
title: 湖畔读书会四月活动
date: 2025-03-28
tags: [读书, 活动]
---

# 湖畔读书会四月活动

**时间**：2025年4月12日（周六）15:00—17:00\\
**地点**：县图书馆二楼报告厅
**内容**：《额尔古纳河右岸》读书分享会

## 其他活动

- [x] 3月22日 已结束的春游（[照片](https://x.example/2025-03-22))
- **4月19日 14:00**　旧书交换集市，文化广场
- **4月26日 10:00**　[作家见面会](https://x.example/a_b_2025-04-01)，新华书店

<!-- 草稿：4月30日 不要发布的活动 -->
""".encode()


def village_md() -> bytes:
    return b"""Dates for April
===============

| Date            | What               | Where        |
|:----------------|:-------------------|-------------:|
| Sat 5 April     | **Jumble sale**, 2pm | Scout Hut  |
| Fri 11 April    | ~~Quiz night~~ cancelled | The Plough |
| Sun 27 April    | [Open gardens](https://x.example) 11am-4pm | Church Lane |
"""


HALL = "三楼报告厅"
SAMPLES = (
    Sample(
        "docx", "安排.docx", festival_docx,
        (
            event("第六届湖畔杏花节", "2025-04-05", "杏花谷景区", "湖畔杏花节", end="2025-04-06"),
            event("开幕式", "2025-04-05T10:30", "景区中心广场", "第六届湖畔杏花节开幕式"),
            event("叼羊邀请赛", "2025-04-05T15:00", "杏花谷草场"),
            event("杏花谷徒步", "2025-04-06T09:30", "游客服务中心"),
            event("闭幕式", "2025-04-06T17:00", "景区中心广场", "第六届湖畔杏花节闭幕式"),
            event("“杏花杯”摄影展", "2025-04-12", "县文化馆一楼展厅", "摄影展"),
        ),
        traps=("印发",),
    ),
    Sample(
        "docx", "diary.docx", parish_docx,
        (
            event("Litter pick", "2025-03-15T10:00", "the Green", place_alt=["Green", "meet at the Green"]),
            event("Annual parish meeting", "2025-03-20T19:30", "Village Hall"),
            event("Easter egg hunt", "2025-04-19T14:00", "churchyard", place_alt=["the churchyard"]),
        ),
    ),
    Sample(
        "odt", "讲座.odt", lectures_odt,
        (
            event("走近西域古城", "2025-03-15T10:00", HALL),
            event("春季养生知识讲座", "2025-03-15T16:00", HALL),
            event("亲子阅读方法漫谈", "2025-03-22T10:00", "少儿阅览室"),
            event("图书馆闭馆盘点", "2025-03-29", None, "闭馆盘点", "闭馆", place_alt=["图书馆"]),
        ),
    ),
    Sample(
        "odt", "newsletter.odt", club_odt,
        (
            event("club's annual 10k", "2025-03-23T10:30", "Rugby Ground", "annual 10k"),
            event("AGM", "2025-03-27T19:00", "Clubhouse"),
            event("Track night", "2025-04-01T18:30", "Mill Lane"),
        ),
        traps=("Last run on",),
    ),
    Sample(
        "md", "四月.md", diary_md,
        (
            event("《额尔古纳河右岸》读书分享会", "2025-04-12T15:00", "县图书馆二楼报告厅", "湖畔读书会四月活动",
                  end="2025-04-12T17:00"),
            event("旧书交换集市", "2025-04-19T14:00", "文化广场"),
            event("作家见面会", "2025-04-26T10:00", "新华书店"),
            event("春游", "2025-03-22", must=False),
        ),
        traps=("不要发布的活动",),
    ),
    Sample(
        "md", "april.md", village_md,
        (
            event("Jumble sale", "2025-04-05T14:00", "Scout Hut"),
            event("Quiz night", "2025-04-11", "The Plough", status="cancelled"),
            event("Open gardens", "2025-04-27T11:00", "Church Lane", end="2025-04-27T16:00"),
        ),
    ),
)  # fmt: skip
