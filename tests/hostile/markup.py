"""HTML, XML, calendars, JSON and plain text: nests, entities, injected lines, wrong bytes, lies."""

from __future__ import annotations

import json
import random

from tests.hostile.archives import FAIR, Made

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPE = f'<!DOCTYPE x [<!ENTITY l0 "lol">{LAUGHS}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY o SYSTEM "file:///etc/passwd">]>'


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def rss(items: str, doctype: str = "") -> bytes:
    start = f'<?xml version="1.0"?>{doctype}<rss version="2.0"><channel><title>x</title>'
    return (start + items + "</channel></rss>").encode()


def item(title: str, text: str = FAIR, link: str = "https://x.example/1") -> str:
    return f"<item><title>{title}</title><link>{link}</link><description>{text}</description></item>"


def calendar(*lines: str) -> bytes:
    event = ["BEGIN:VEVENT", "UID:1@x.example", "DTSTAMP:20250101T000000Z", *lines, "END:VEVENT"]
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *event, "END:VCALENDAR", ""]).encode()


REFUSED: Made = {
    "empty.txt": lambda: b"",
    "blank.txt": lambda: b" \r\n\t\r\n" * 1000,
    "zeros.txt": lambda: bytes(100_000),
    "chance.txt": lambda: random.Random(1).randbytes(50_000),
    "program.txt": lambda: b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 20,
    "program.html": lambda: b"MZ\x90\x00\x03\x00\x00\x00" + bytes(range(256)) * 20,
    "film.txt": lambda: b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00" + bytes(range(256)) * 20,
    "too-long.txt": lambda: ("天" * 100 + "\n").encode() * 21_000,
    "too-large.txt": lambda: b"x" * (33 * 1024 * 1024),
    "deep.html": lambda: b"<html><body>" + b"<div>" * 200_000 + FAIR.encode(),
    "deep-tables.html": lambda: b"<html><body>" + b"<table><tr><td>" * 20_000 + FAIR.encode(),
    "too-long.html": lambda: page("<p>天地玄黄</p>" * 600_000),
    "scripts-alone.html": lambda: page("<script>alert(1)</script><style>p{}</style>"),
    "no-items.json": lambda: b'{"version": "https://jsonfeed.org/version/1.1", "items": 3}',
    "deep.json": lambda: b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * 200_000,
    "deep-letters.html": lambda: page("<b><i>" * 100_000 + FAIR),
    "cut.ics": lambda: b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMM",
    "head-alone.ics": lambda: b"BEGIN:VCALENDAR\r\n",
    "cities.ics": lambda: calendar(
        f'DTSTART;TZID="(UTC) {", ".join(["Paris", "London"] * 2000)}":20250906T010000', "SUMMARY:x"
    ),
    "zeros.csv": lambda: b"\0\0\0,\0\0\n" * 1000,
}
HARMLESS: Made = {
    "injected-lines.html": lambda: page(
        f"<h1>Fair&#13;&#10;ATTENDEE:mailto:evil@x.example&#13;&#10;X-EVIL:1</h1><p>{FAIR}</p>"
    ),
    "control-characters.html": lambda: page(f"<h1>A&#1;B&#27;[2J\u202ec&#8238;</h1><p>\x0b\x1b]0;x\x07{FAIR}</p>"),
    "scripted.html": lambda: page(
        f"<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1><p onclick=alert(1)>{FAIR}<img src=x onerror=alert(1)></p>"
    ),
    "outside.html": lambda: OUTSIDE.encode() + page(f"<p>&o; {FAIR}</p>"),
    "long-attribute.html": lambda: page(f'<p title="{"a" * 1_000_000}">{FAIR}</p>'),
    "unclosed.html": lambda: b"<html><body><p>" + FAIR.encode() + b"<!-- " + b"<a " * 50_000,
    "json-ld-of-anything.html": lambda: page(
        f"<p>{FAIR}</p>",
        '<script type="application/ld+json">' + "[" * 5000 + "</script>"
        '<script type="application/ld+json">{"@type": "Event", "name": {"a": []}, "startDate": 7}</script>',
    ),
    "laughs.rss": lambda: rss(item("&l9;"), DOCTYPE),
    "outside.rss": lambda: rss(item("&o;"), OUTSIDE),
    "cut.rss": lambda: rss(item("Fair") + item("Fair 2"))[:-80],
    "scripted.rss": lambda: rss(item("x", f"&lt;script&gt;alert(1)&lt;/script&gt;{FAIR}", "javascript:alert(1)")),
    "thousands.rss": lambda: rss("".join(item(f"x {n}", "x", f"https://x.example/{n}") for n in range(40))),
    "strange.json": lambda: json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "items": [None, 3, [], {"title": [], "content_text": FAIR}]}
    ).encode(),
    "injected-lines.ics": lambda: calendar("DTSTART:20250906T010000Z", "SUMMARY:Fair\\nEND:VEVENT\\nX-EVIL:1"),
    "every-second.ics": lambda: calendar("DTSTART:20250906T010000Z", "SUMMARY:x", "RRULE:FREQ=SECONDLY;COUNT=99999999"),
    "year-one.ics": lambda: calendar("DTSTART;VALUE=DATE:00010101", "SUMMARY:x"),
    "year-last.ics": lambda: calendar("DTSTART:99991231T235959Z", "DTEND:99991231T235959Z", "SUMMARY:x"),
    "backwards.ics": lambda: calendar("DTSTART:20250906T010000Z", "DTEND:20200906T010000Z", "SUMMARY:x"),
    "no-zone.ics": lambda: calendar("DTSTART;TZID=../../etc/passwd:20250906T010000", "SUMMARY:x"),
    "many-days.ics": lambda: calendar(
        "DTSTART:20250906T010000Z", "SUMMARY:x", "RDATE:" + ",".join(["20250907T010000Z"] * 20_000)
    ),
    "comments.md": lambda: (FAIR + "\n\n" + "<!--\n" * 10_000).encode(),
    "front.md": lambda: ("---\n" + "a: b\n" * 10_000 + FAIR).encode(),
    "wide.csv": lambda: ("Date,Event\n2025-09-06,Fair\n" + ",".join(["x"] * 20_000)).encode(),
    "formulas.csv": lambda: b"Date,Event,Place\n2025-09-06,=cmd|' /C calc'!A0,@SUM(1)\n",
    "long-cell.csv": lambda: b"Date,Event\n2025-09-06,Fair\n2025-09-07," + b"x" * 1_000_000,
    "digits.txt": lambda: (FAIR + "\n" + "1" * 300_000).encode(),
    "brackets.txt": lambda: (FAIR + "\n" + "（" * 100_000).encode(),
    "blanks.txt": lambda: (FAIR + " " * 300_000 + "完").encode(),
    "quotes.md": lambda: (FAIR + "\n\n" + ">" * 20_000 + " x\n" + "#" * 20_000 + "\n" + "[" * 20_000).encode(),
    "dates-alone.txt": lambda: ("1月18日至22日" * 20_000).encode(),
    "mondays.txt": lambda: (FAIR + "\n" + "Monday and " * 4000).encode(),
    "half-letters.txt": lambda: FAIR.encode("gb18030") * 20 + b"\xb8",
    "half-letters-utf16.txt": lambda: b"\xff\xfe" + FAIR.encode("utf-16-le") * 5 + b"\x00",
    "page-as-text.txt": lambda: page(f"<p>{FAIR}</p>"),
}  # fmt: skip
