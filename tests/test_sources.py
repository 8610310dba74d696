"""Bytes become documents: encodings, limits, and what each format knows."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.errors import DocumentError
from feeds.records import Document
from feeds.sources import choose, read

CHINESE = "本报讯（记者 李明）冬捕节将于1月18日在景区开幕，欢迎广大游客前来参加。\n"
TAIWANESE = "【記者林書瑜／海岸報導】海岸鄉公所表示，搶孤活動訂於9月6日下午2時在聖安宮廟埕舉行，歡迎民眾參加。\n"
RUSSIAN = "Спектакль «Три окна» состоится 19 января в 15:00 в малом зале Дома культуры. Вход свободный.\n"


def words(document: Document, kind: str) -> list[str]:
    return [document.text[b.span.start : b.span.end] for b in document.blocks if b.kind == kind]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "utf-32"])
def test_a_chinese_page_is_read_in_the_encoding_it_was_saved_in(encoding: str) -> None:
    assert read((CHINESE * 3).encode(encoding), "page.txt").text == CHINESE * 3


def test_big5_and_the_cyrillic_code_pages_are_told_apart() -> None:
    assert read((TAIWANESE * 3).encode("big5"), "page.txt").text == TAIWANESE * 3
    assert read((RUSSIAN * 3).encode("cp1251"), "page.txt").text == RUSSIAN * 3
    plain = RUSSIAN.replace("«", "").replace("»", "")
    assert read((plain * 3).encode("koi8-r"), "page.txt").text == plain * 3


def test_a_page_is_believed_when_it_names_its_encoding() -> None:
    page = f'<html><head><meta charset="gb2312"></head><body><p>{CHINESE}</p></body></html>'
    assert "冬捕节将于1月18日" in read(page.encode("gb18030"), "page.html").text
    assert read("Café".encode("latin-1"), "x", media_type="text/plain; charset=iso-8859-1").text == "Café"


def test_a_few_broken_bytes_are_a_problem_and_a_broken_page_is_an_error() -> None:
    document = read((CHINESE * 40).encode() + b"\xff" + CHINESE.encode(), "page.txt")
    assert document.problems[0].message == "1 characters could not be read as UTF-8"
    with pytest.raises(DocumentError, match=r"^noise\.txt: "):
        read(bytes(range(128, 256)) * 40, "noise.txt")


def test_line_ends_are_newlines_and_control_characters_are_blanks() -> None:
    assert read(b"one\r\ntwo\rthree\x0bfour\x1b\x7f", "page.txt").text == "one\ntwo\nthree four  "


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "binary|image|picture|not a text"),
        (b"a" * 2_000_001, "2,000,000"),
        (b"x" * (32 * 2**20 + 1), "32 MiB"),
        (b"<html><head><title>x</title></head><body><script>1</script></body></html>", "no text"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason) as error:
        read(data, "page.bin")
    assert str(error.value).startswith("page.bin: ")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("data", "name", "media_type", "module"),
    [
        (b"<!DOCTYPE html><p>x", "page.txt", "", "html"),
        (b"# Title", "page.md", "", "markdown"),
        (b"From: a@b.example\nSubject: x\nDate: Wed, 12 Feb 2025 18:03:55 +0000\n\nHi", "letter.txt", "", "mail"),
        (b"plain", "page", "", "text"),
        (b"<p>fragment</p>", "page.txt", "text/html", "html"),
        (b"<!DOCTYPE html><p>x", "page", "application/octet-stream", "html"),
    ],
)
def test_media_type_then_magic_then_extension(data: bytes, name: str, media_type: str, module: str) -> None:
    assert choose(data, name, media_type).module == module


def test_markdown_keeps_rows_with_their_cells() -> None:
    text = "# 竞赛须知\n\n| 项目 | 内容 |\n| --- | --- |\n| 鸣枪时间 | 8月31日08:30 |\n\n- 自备雨具\n  和外套\n"
    document = read(text.encode(), "page.md")
    assert document.title == "竞赛须知"
    assert words(document, "row") == ["项目 | 内容", "鸣枪时间 | 8月31日08:30"]
    assert words(document, "item") == ["自备雨具\n  和外套"]
    row = [b for b in document.blocks if b.kind == "row"][1]
    assert [document.text[c.start : c.end] for c in row.cells] == ["鸣枪时间", "8月31日08:30"]


LETTER = b"""From: Oldford Harriers <news@harriers.example>
Subject: Stick & Ball no. 118
Date: Wed, 12 Feb 2025 18:03:55 +0000

Training is on Monday.

> From: Gordon
> Bring the first-aid kit on 25 January?

==========================
Sent to 214 subscribers.
Unsubscribe: reply with STOP.
"""


def test_a_letter_has_the_day_and_the_subject_of_its_headers() -> None:
    document = read(LETTER, "letter.txt")
    assert (document.title, document.published) == ("Stick & Ball no. 118", dt.date(2025, 2, 12))
    assert "Gordon" in " ".join(words(document, "quote"))
    assert "Unsubscribe" in " ".join(words(document, "furniture"))


def test_a_letter_in_parts_and_codes_is_read_as_its_plain_text() -> None:
    letter = (
        "Subject: =?utf-8?B?5rS75Yqo6aKE5ZGK?=\nDate: Tue, 11 Feb 2025 09:00:00 +0800\nMIME-Version: 1.0\n"
        'Content-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n\n<p>x</p>\n'
        "--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
        "5pys5ZGo5YWt5Y2B54K5Cg==\n--b--\n"
    )
    document = read(letter.encode(), "letter.eml")
    assert (document.title, document.text.strip()) == ("活动预告", "本周六十点")


PAGE = """<!DOCTYPE html><html lang="en"><head><title>Harbor Tales | Library</title>
<meta property="article:published_time" content="2025-10-02T09:15:00-04:00">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "Event",
 "name": "Harbor Tales",
 "startDate": "2025-10-17T18:30-04:00", "endDate": "2025-10-17T20:30-04:00",
 "eventStatus": "https://schema.org/EventCancelled",
 "location": {"@type": "Place", "name": "Pier 3",
  "address": {"streetAddress": "1 Quay", "addressLocality": "Maple Harbor"}}}]}
</script></head><body><nav><a href="/">Home</a> <a href="/e">Events</a></nav>
<main><article><h1>Harbor Tales</h1>
<p>Story hour is moving to the docks this fall, and everybody is welcome to come along.</p>
<dl><dt>When</dt><dd>Friday, October 17</dd><dt>Where</dt><dd>Pier 3</dd></dl>
<table><tr><th>Time</th><th>Teller</th></tr><tr><td>6:30</td><td>Ann</td></tr></table>
<ul><li>Bring a blanket</li></ul><div class="share-buttons">Share this</div></article></main>
<aside><h2>Related stories</h2><p>Summer reading wraps up August 23</p></aside>
<footer>Phone 555-0142</footer></body></html>"""


def test_a_web_page_is_its_own_story() -> None:
    document = read(PAGE.encode(), "page.html", url="https://library.example/e/1")
    assert (document.title, document.published) == ("Harbor Tales", dt.date(2025, 10, 2))
    assert words(document, "row") == ["When | Friday, October 17", "Where | Pier 3", "Time | Teller", "6:30 | Ann"]
    assert words(document, "item") == ["Bring a blanket"]
    aside = " ".join(words(document, "furniture"))
    assert all(word in aside for word in ("Home", "Share this", "August 23", "555-0142"))


@pytest.mark.parametrize(
    "body",
    [
        "<div><div>Date:</div><div>May 19, 2026</div></div>",
        '<div class="field"><div class="field__label">Date</div><div class="field__item">May 19, 2026</div></div>',
        "<form><table><tr><td>Date</td><td>May 19, 2026</td></tr></table></form>",
    ],
)
def test_a_label_and_its_value_are_a_row(body: str) -> None:
    page = f"<html><body><main><h1>Meeting</h1>{body}<p>The agenda is posted a week before.</p></main></body></html>"
    (row,) = [block for block in read(page.encode(), "page.html").blocks if block.kind == "row"]
    assert len(row.cells) == 2


def test_a_page_that_shows_itself_by_script_is_read_all_the_same() -> None:
    story = "本周六上午十点，文化馆举办亲子手工课。"
    page = f'<html><body><div id="js_content" style="visibility: hidden">{story}</div></body></html>'
    assert "亲子手工课" in read(page.encode(), "page.html").text


def test_what_a_page_states_is_kept_as_facts() -> None:
    (event,) = read(PAGE.encode(), "page.html").structured
    facts = event.facts
    assert (event.syntax, facts.title, facts.status) == ("json-ld", "Harbor Tales", "cancelled")
    assert facts.place == "Pier 3, 1 Quay, Maple Harbor"
    assert facts.when is not None
    assert (facts.when.start, facts.when.end) == (dt.datetime(2025, 10, 17, 18, 30), dt.datetime(2025, 10, 17, 20, 30))


@pytest.mark.parametrize(
    "body",
    [
        '<div itemscope itemtype="https://schema.org/MusicEvent"><h1 itemprop="name">Spring Concert</h1>'
        '<time itemprop="startDate" datetime="2026-05-02">2 May</time>'
        '<span itemprop="location">Village Hall</span></div>',
        '<div class="h-event"><h1 class="p-name">Spring Concert</h1>'
        '<time class="dt-start" datetime="2026-05-02">2 May</time>'
        '<span class="p-location">Village Hall</span></div>',
    ],
)
def test_marks_in_the_page_state_events_too(body: str) -> None:
    (event,) = read(f"<html><body>{body}</body></html>".encode(), "page.html").structured
    assert (event.facts.title, event.facts.place) == ("Spring Concert", "Village Hall")
    assert event.facts.when is not None
    assert event.facts.when.start == dt.date(2026, 5, 2)


def told(data: bytes, name: str) -> Document | str:
    """The document, or the one line that says why it is none."""
    try:
        return read(data, name)
    except DocumentError as error:
        return str(error)


def test_a_page_that_is_nested_beyond_reason_is_refused_or_read() -> None:
    bomb = told(b"<html><body>" + b"<div>" * 100_000 + b"words" + b"</div>" * 100_000, "bomb.html")
    assert "\n" not in bomb if isinstance(bomb, str) else "words" in bomb.text


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["x.txt", "x.html", "x.md", "x.eml"]))
def test_any_bytes_give_a_document_or_one_clear_line(data: bytes, name: str) -> None:
    found = told(data, name)
    if isinstance(found, str):
        assert found.startswith(name)
        assert "\n" not in found
    else:
        assert "\0" not in found.text
        assert all(0 <= b.span.start <= b.span.end <= len(found.text) for b in found.blocks)
