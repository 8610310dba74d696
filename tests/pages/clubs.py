# ruff: noqa: E501  (what other programs write is as long as they write it)
"""Calendars, feeds and marked-up pages as other people's programs write them."""

from __future__ import annotations

import json

from tests.pages.gold import Sample, event

CHINA = """BEGIN:VTIMEZONE
TZID:China Standard Time
BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
END:STANDARD
END:VTIMEZONE
"""
OUTLOOK = f"""BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:PUBLISH
X-WR-CALNAME:湖畔县文化馆
{CHINA}BEGIN:VEVENT
UID:040000008200E00074C5B7101A82E00800000000
DTSTAMP:20250301T000000Z
DTSTART;TZID="China Standard Time":20250304T190000
DURATION:P0DT1H30M0S
RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=TU
EXDATE;TZID="China Standard Time":20250311T190000
SUMMARY;LANGUAGE=zh-cn:合唱团排练
LOCATION:二楼排练厅
END:VEVENT
BEGIN:VEVENT
UID:040000008200E00074C5B7101A82E00800000000
RECURRENCE-ID;TZID="China Standard Time":20250318T190000
DTSTAMP:20250301T000000Z
DTSTART;TZID="China Standard Time":20250319T190000
DTEND;TZID="China Standard Time":20250319T203000
SUMMARY;LANGUAGE=zh-cn:合唱团排练（改期）
LOCATION:一楼小剧场
END:VEVENT
BEGIN:VEVENT
UID:holiday-2025@x.example
DTSTAMP:20250301T000000Z
DTSTART;VALUE=DATE:20250405
DTEND;VALUE=DATE:20250407
SUMMARY:杏花节
LOCATION:杏花谷景区\\, 中心广场
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VTODO
UID:todo@x.example
SUMMARY:订盒饭
DUE:20250404T120000
END:VTODO
END:VCALENDAR
"""
EVOLUTION = """\ufeffBEGIN:VCALENDAR
VERSION:2.0
PRODID:-//GNOME//Evolution//EN
X-WR-TIMEZONE:Europe/London
BEGIN:VEVENT
UID:1@marden.example
DTSTAMP:20250301T000000Z
DTSTART;TZID=/freeassociation.sourceforge.net/Europe/London:20250404T193000
DTEND;TZID=/freeassociation.sourceforge.net/Europe/London:20250404T220000
SUMMARY:Barn dance
LOCATION:Tithe Barn
END:VEVENT
BEGIN:VEVENT
UID:2@marden.example
DTSTAMP:20250301T000000Z
DTSTART:20250412T100000
RDATE:20250426T100000,20250510T100000
SUMMARY:Repair café
LOCATION:Scout Hut
END:VEVENT
BEGIN:VEVENT
UID:3@marden.example
DTSTAMP:20250301T000000Z
DTSTART;TZID="(UTC+00:00) Dublin, Edinburgh, Lisbon, London":20250503T140000
SUMMARY:May fair
STATUS:TENTATIVE
END:VEVENT
END:VCALENDAR
"""

RSS = """<?xml version="1.0" encoding="gb2312"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>湖畔县人民政府 通知公告</title><link>http://www.hupan.example/</link><language>en-us</language>
<item><title><![CDATA[关于举办第三届环湖健步走活动的通知]]></title><link>http://www.hupan.example/tz/202503/t20250303_11.html</link>
<pubDate>2025-03-03 00:20:00</pubDate><description>　　活动定于……</description>
<content:encoded><![CDATA[<p>　　第三届环湖健步走活动定于4月12日上午9时在云湖公园南门举行。</p><p>县体育局</p>]]></content:encoded></item>
<item><title>停水通知</title><link>http://www.hupan.example/tz/202503/t20250302_10.html</link>
<pubDate>星期日, 02 三月 2025 18:00:00 +0800</pubDate>
<description>&lt;p&gt;因管道检修，定于3月5日8:00至18:00对滨河路片区停水。&lt;/p&gt;</description></item>
</channel></rss>""".encode("gb2312")
RDF = b"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://lib.example/"><title>Library</title><link>https://lib.example/</link></channel>
<item rdf:about="https://lib.example/1"><title>Local author evening</title><link>https://lib.example/1</link>
<dc:date>2025-03-02T22:30:00-08:00</dc:date>
<description>The local author evening takes place on Thursday 13 March at 7pm in the Reading Room.</description></item>
</rdf:RDF>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>Marden Players</title><id>tag:players.example,2025:feed</id><updated>2025-03-03T09:00:00Z</updated>
<entry><title type="html">&lt;em&gt;The Rivals&lt;/em&gt; opens in April</title><id>tag:players.example,2025:1</id>
<link rel="replies" href="https://players.example/1/comments"/><link rel="alternate" href="https://players.example/1"/>
<published>2025-03-02T10:00:00Z</published><updated>2025-03-03T09:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The Marden Players present <em>The Rivals</em> at the
Corn Exchange on Friday 11 April 2025 at 7.30pm.</p><ul><li>Auditions: Tuesday 18 March, 7pm, Scout Hut</li></ul></div></content></entry>
</feed>"""
FEED = json.dumps({
    "version": "https://jsonfeed.org/version/1.1", "title": "湖畔书店", "language": "zh-CN",
    "items": [
        {"id": 7, "url": "https://books.example/7", "title": "作家见面会", "date_published": "2025-03-02T23:30:00+08:00",
         "content_html": "<p>本店将于3月8日15:00在二楼举办作家见面会。</p>"},
        {"id": "8", "external_url": "https://books.example/8", "title": "", "date_modified": "2025-03-01",
         "content_text": "旧书市集定于3月15日至16日在书店门前广场举行。\n\n欢迎摆摊。"},
    ],
}, ensure_ascii=False)  # fmt: skip

GRAPH = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Marden Festival"},
        {
            "@type": ["EventSeries", "Event"], "name": "Marden Festival 2025", "startDate": "2025-05-02",
            "endDate": "2025-05-05", "location": {"@type": "Place", "name": "Marden"},
            "subEvent": [
                {"@type": "MusicEvent", "name": "Opening concert", "startDate": "2025-05-02T19:30:00+01:00",
                 "location": {"@type": "Place", "name": "St Mary's Church"}},
                {"@type": "Event", "name": "Duck race", "startDate": "2025-05-04T14:00+01:00",
                 "location": [{"@type": "Place", "name": "Mill Bridge"}]},
            ],
        },
    ],
}  # fmt: skip
ARRAY = [
    {"@context": "http://schema.org/", "@type": "Organization", "name": "Town Hall"},
    {"@context": "http://schema.org/", "@type": "TheaterEvent", "name": "Hamlet &amp; friends",
     "startDate": "2025-04-19T20:00:00", "eventStatus": "https://schema.org/EventCancelled",
     "location": {"@type": "Place", "name": "Playhouse", "address": "1 Quay Street"}},
]  # fmt: skip


def marked(title: str, stated: object, words: str) -> bytes:
    script = f'<script type="application/ld+json">\n{json.dumps(stated)}\n</script>'
    return f"<!doctype html><html lang=en><head><title>{title}</title>{script}</head><body><main><h1>{title}</h1>{words}</main></body></html>".encode()


PROGRAMME = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>湖畔县2025年文化惠民活动安排</title></head><body>
<div class="article"><h1>湖畔县2025年文化惠民活动安排</h1><p>现将四月文化惠民活动安排公布如下，欢迎广大市民参加。</p>
<table border="1"><thead><tr><th>日期</th><th>时间</th><th colspan="2">活动</th><th>地点</th></tr></thead><tbody>
<tr><td rowspan="2">4月5日<br>（星期六）</td><td>10:30</td><td colspan="2">踏青诗会</td><td rowspan="3">人民公园</td></tr>
<tr><td>15:00</td><td colspan="2">风筝比赛</td></tr>
<tr><td>4月6日</td><td>11:00</td><td colspan="2">非遗市集</td></tr>
<tr><td>4月12日</td><td>19:30</td><td colspan="2">民乐专场音乐会</td><td>县影剧院</td></tr>
</tbody></table><p>湖畔县文化体育局　2025年3月3日</p></div></body></html>"""


def crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


LONDON = {"timezone": "Europe/London"}
SAMPLES = (
    Sample(
        "ics", "文化馆.ics", lambda: crlf(OUTLOOK),
        (
            event("合唱团排练", "2025-03-04T19:00", "二楼排练厅", end="2025-03-04T20:30", rrule="FREQ=WEEKLY;COUNT=4;BYDAY=TU",
                  exdates=["2025-03-11", "2025-03-18"]),
            event("合唱团排练（改期）", "2025-03-19T19:00", "一楼小剧场", end="2025-03-19T20:30"),
            event("杏花节", "2025-04-05", "杏花谷景区, 中心广场", end="2025-04-06"),
        ),
        traps=("订盒饭",),
    ),
    Sample(
        "ics", "marden.ics", lambda: EVOLUTION.encode(),
        (
            event("Barn dance", "2025-04-04T19:30", "Tithe Barn", end="2025-04-04T22:00", **LONDON),
            event("Repair café", "2025-04-12T10:00", "Scout Hut", **LONDON),
            event("Repair café", "2025-04-26T10:00", "Scout Hut", **LONDON),
            event("Repair café", "2025-05-10T10:00", "Scout Hut", **LONDON),
            event("May fair", "2025-05-03T14:00", None, status="tentative", **LONDON),
        ),
    ),
    Sample(
        "rss", "notices.xml", lambda: RSS,
        (
            event("第三届环湖健步走活动", "2025-04-12T09:00", "云湖公园南门", "环湖健步走活动"),
            event("滨河路片区停水", "2025-03-05T08:00", "滨河路片区", "停水", "停水通知", end="2025-03-05T18:00", place_alt=[None, "滨河路"]),
        ),
    ),
    Sample("rss", "library.rdf", lambda: RDF, (event("local author evening", "2025-03-13T19:00", "Reading Room"),)),
    Sample(
        "atom", "players.atom", ATOM.encode,
        (
            event("The Rivals", "2025-04-11T19:30", "Corn Exchange"),
            event("Auditions", "2025-03-18T19:00", "Scout Hut", "The Rivals auditions"),
        ),
    ),
    Sample(
        "jsonfeed", "books.json", FEED.encode,
        (
            event("作家见面会", "2025-03-08T15:00", "二楼", place_alt=["本店二楼", "湖畔书店二楼"]),
            event("旧书市集", "2025-03-15", "书店门前广场", end="2025-03-16"),
        ),
    ),
    Sample(
        "html", "festival.html", lambda: marked("Marden Festival", GRAPH, "<p>Four days of music and ducks.</p>"),
        (
            event("Marden Festival 2025", "2025-05-02", "Marden", end="2025-05-05"),
            event("Opening concert", "2025-05-02T19:30", "St Mary's Church", timezone="Etc/GMT-1"),
            event("Duck race", "2025-05-04T14:00", "Mill Bridge", timezone="Etc/GMT-1"),
        ),
    ),
    Sample(
        "html", "安排.html", PROGRAMME.encode,
        (
            event("踏青诗会", "2025-04-05T10:30", "人民公园"),
            event("风筝比赛", "2025-04-05T15:00", "人民公园"),
            event("非遗市集", "2025-04-06T11:00", "人民公园"),
            event("民乐专场音乐会", "2025-04-12T19:30", "县影剧院"),
        ),
    ),
    Sample(
        "html", "hamlet.html", lambda: marked("Hamlet", ARRAY, "<p>Tickets are refunded.</p>"),
        (event("Hamlet & friends", "2025-04-19T20:00", "Playhouse, 1 Quay Street", status="cancelled"),),
    ),
)  # fmt: skip
