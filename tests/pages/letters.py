# ruff: noqa: E501  (what other programs write is as long as they write it)
"""Mail as it arrives: HTML alone in GB18030, answers over what is quoted, newsletters with a footer, boxes of both."""

from __future__ import annotations

import base64
import quopri
import textwrap

from tests.pages.gold import Sample, event

HEAD = (
    "From: {sender}\r\nTo: readers@x.example\r\nSubject: {subject}\r\nDate: {day}\r\nMessage-ID: <{key}@x.example>\r\n"
)


def head(sender: str, subject: str, day: str, key: str) -> str:
    return HEAD.format(sender=sender, subject=subject, day=day, key=key)


def coded(words: str, charset: str) -> str:
    return f"=?{charset}?B?{base64.b64encode(words.encode(charset)).decode()}?="


def culture_letter() -> bytes:
    """HTML alone, base64 of GB18030 that calls itself gb2312, tables for the layout, a hidden preview line."""
    page = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<style>p{margin:0}</style></head><body>
<div style="display:none;max-height:0">本周末不要错过的精彩活动 4月1日</div>
<table width="600" align="center"><tr><td><h1>湖畔文化通讯 第12期</h1></td></tr>
<tr><td><h2>新春音乐会</h2><p>新春音乐会将于3月14日19:30在县影剧院举行，凭票入场。</p></td></tr>
<tr><td><h2>瑪納斯演唱会</h2><p>《玛纳斯》演唱会定于3月16日下午4点在县文化馆小剧场举办。</p>
<p>㛃先生将到场主持。</p></td></tr>
<tr><td><p style="font-size:10px;color:#999">您收到此邮件是因为您订阅了湖畔文化通讯。<a href="#">退订</a></p></td></tr></table>
</body></html>"""
    body = base64.encodebytes(page.encode("gb18030")).decode().replace("\n", "\r\n")
    said = head(
        coded("湖畔文化通讯", "gb18030"),
        coded("湖畔文化通讯 第12期", "gb18030"),
        "Mon, 03 Mar 2025 09:12:00 +0800",
        "a1",
    )
    kind = 'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\nMIME-Version: 1.0\r\n\r\n'
    return (said + kind).encode() + body.encode()


def answer() -> bytes:
    """Plain text of a club's secretary, quoted-printable, over the letter it answers, signature and footer."""
    words = textwrap.dedent("""\
        Hi all,

        Just to confirm the spring regatta is on Saturday 29 March, 10am at the Boathouse.
        The working party on 22 March has been cancelled – the river is too high.

        See you there
        Tom

        --\x20
        Tom Hale, Secretary
        Office hours Monday 9-5

        On Tue, 25 Feb 2025 at 18:02, Ann Bell <ann@club.example> wrote:
        > Is the quiz still on 8 March at the Plough?
        > > The AGM was on 1 February.
        _______________________________________________
        Members mailing list
        To unsubscribe visit https://lists.club.example/members
        """)
    body = quopri.encodestring(words.encode()).decode().replace("\n", "\r\n")
    kind = "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8; format=flowed\r\n"
    kind += "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    return (
        head("Tom Hale <tom@club.example>", "Re: March dates", "Mon, 3 Mar 2025 20:15:00 +0000", "b2") + kind + body
    ).encode()


def newsletter() -> bytes:
    """Both parts, a forwarded letter inside, a programme attached."""
    plain = "Dear reader,\r\n\r\nThe farmers' market returns to the Old Mill on Sunday 6 April from 9am to 1pm.\r\n\r\n"
    page = f"<html><body><p>{plain.strip().replace(chr(13) + chr(10), '<br>')}</p></body></html>"
    csv = "Date,Time,Event,Venue\r\n2025-04-09,14:00,Cheese tasting,Granary\r\n"
    parts = (
        f"--m\r\nContent-Type: multipart/alternative; boundary=n\r\n\r\n--n\r\nContent-Type: text/plain\r\n\r\n{plain}\r\n"
        f"--n\r\nContent-Type: text/html\r\n\r\n{page}\r\n--n--\r\n--m\r\nContent-Type: text/csv; name=programme.csv\r\n"
        f"Content-Disposition: attachment; filename=programme.csv\r\n\r\n{csv}\r\n--m--\r\n"
    )
    said = head("The Old Mill <news@mill.example>", "April at the Mill", "Mon, 3 Mar 2025 08:00:00 +0000", "c3")
    return (said + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n" + parts).encode()


def box() -> bytes:
    letters = (answer(), newsletter())
    return b"\n".join(
        b"From club@x.example Mon Mar  3 20:15:00 2025\n" + each.replace(b"\r\n", b"\n") for each in letters
    )


REGATTA = (
    event("spring regatta", "2025-03-29T10:00", "Boathouse", place_alt=["the Boathouse"]),
    event("working party", "2025-03-22", None, status="cancelled"),
)
MARKET = (
    event(
        "farmers' market",
        "2025-04-06T09:00",
        "Old Mill",
        "The farmers' market",
        end="2025-04-06T13:00",
        place_alt=["the Old Mill"],
    ),
    event("Cheese tasting", "2025-04-09T14:00", "Granary"),
)
TRAPS = ("Is the quiz", "AGM was", "Office hours")
SAMPLES = (
    Sample(
        "eml", "通讯.eml", culture_letter,
        (
            event("新春音乐会", "2025-03-14T19:30", "县影剧院"),
            event("《玛纳斯》演唱会", "2025-03-16T16:00", "县文化馆小剧场"),
        ),
        traps=("不要错过",),
    ),
    Sample("eml", "answer.eml", answer, REGATTA, traps=TRAPS),
    Sample("eml", "mill.eml", newsletter, MARKET),
    Sample("mbox", "club.mbox", box, (*REGATTA, *MARKET), traps=TRAPS),
)  # fmt: skip
