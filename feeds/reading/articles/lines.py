"""Plain text -> units: the lines of a column joined to paragraphs again, across wraps, columns and pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from feeds.reading.articles.columns import SENTENCE_MARKS, Line, columns
from feeds.reading.articles.marks import Marks
from feeds.reading.articles.mending import goes_on, mended
from feeds.reading.articles.units import Unit, append, balanced, ends_sentence, has_clock, headline_like, is_cjk
from feeds.reading.days import masthead
from feeds.records import Document, Span

#: 地点：文化广场: a field with its value, no label.
_VALUE = re.compile(r"[：:]\s*\S")
#: A line in capitals is a title's, whatever stands below it.
_CAPITALS = re.compile(r"[A-ZА-Я]{2,}\W+[A-ZА-Я]{2,}")
_GAP = re.compile(r"[ \u00a0]{2,}|[ ]*\t[ \t]*|　+[ 　]*|[ ]*[|｜][ ]*|[ ]/[ ]")
_BLANK = re.compile(r" +")
_CAPITAL = re.compile(r"[“\"'‘]?[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ\d]")
_BULLET = re.compile(r"[●○◎※•·▪◦‣★☆◆◇■□▲△►▶✦✓–—*\-]\s?(?=[^\s\-—–*=_])")
#: A small picture before a line is a bullet that says something (📍 a place).
_PICTURE = re.compile("[\U0001f300-\U0001faff\u23f0-\u23f3\u2600-\u26ff\u2b50]")
NUMBERED = re.compile(
    r"(?:\d{1,2}[.．、)）](?!\d)|[（(]\d{1,2}[)）]|[（(][一二三四五六七八九十]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}、|[①-⑳]|第[一二三四五六七八九十]+[、，条章节]|[a-h][.)] (?=\S))"
)
DAY_FIRST = re.compile(
    r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{1,2}[:：.]\d\d\b|(?:星期|周|週)[一二三四五六日天]|第\d{1,3}[轮场节]"
    r"|\d{1,2}[/.]\d{1,2}\b"
    r"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\b|[A-Z][a-z]{2,8} \d{1,2}\b"
    r"|\d{1,2} ?[ap]\.?m\b|\d{1,3}/\d{2,4}\b|\d{1,2} [а-яәғқңөұүһі]{3,9}\b"
)
_WEEKDAYS = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?s?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*"
DATE_ALONE = re.compile(
    rf"(?:(?:[12]\d{{3}}|[12][0-9OlI]{{3}}|[二〇○零一九]{{2}}[〇○零一二三四五六七八九]{{2}})年[\d一二三四五六七八九十OlI]{{1,3}}月[\d一二三四五六七八九十OlI]{{1,3}}[日曰]|\d{{1,2}}月\d{{1,2}}[日号]|\d{{4}}[-./]\d{{1,2}}(?:[-./]\d{{1,2}})?"
    rf"|(?:{_WEEKDAYS},? )?\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?:,? \d{{4}})?"
    rf"|(?:{_WEEKDAYS},? )?{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
    rf"|\d{{1,2}} [а-яәғқңөұүһі]{{3,9}}(?: \d{{4}}(?: г\.| года)?)?)"
    r"[ 　]*(?:[（(]?(?:星期|周|週)[一二三四五六日天][）)]?)?"
    r"(?:[（(](?:农历|農曆|正月|[二三四五六七八九十冬腊臘]月)[^（）()]{0,8}[）)])?[:：]?\s*$"
)
#: The last line of a title: （2026年）, 2027.02.
_YEAR_ALONE = re.compile(r"[（(]?(?:19|20)\d\d(?:年|[./-]\d{1,2})?(?:\d{1,2}月)?[）)]?$")
#: A day and its hours, alone on a line.
_WHEN = re.compile(
    rf"(?:{_WEEKDAYS},? )?(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?)"
    r",?(?: \d{4})?,?(?: at| from| @| [-–|•·])?"
    r" \d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)?(?: ?(?:-|–|to|until) ?\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)?)?$",
    re.I,
)


def units(document: Document, marks: Marks, han: Marks) -> list[Unit]:
    """The units of a plain text; `han` are the marks of lines that begin with a Chinese character."""
    groups: list[list[Line]] = []
    for line in columns(document):
        if line.gap or not groups:
            groups.append([])
        groups[-1].append(line)
    found: list[Unit] = []
    habits = Habits(
        headed=sum(_heads_its_block(group) and not group[0].fills(group[1], -1) for group in groups) > 1,
        signed=sum(_is_dateline(group, 0, han if _is_han(group[0]) else marks) for group in groups) > 1,
    )
    for group in groups:
        _paragraphs(group, marks, han, found, habits)
    _bulleted(found)
    return mended(found, document.text)


@dataclass(frozen=True, slots=True)
class Habits:
    """What the clear cases of a page tell of its unclear ones."""

    #: Blocks have their headline right on top.
    headed: bool
    #: Reports open with a dateline.
    signed: bool


_RUNNING = ("text", "dateline", "item")
#: A headline has no more printed lines.
_MOST_LINES = 3


def _heads_its_block(group: list[Line]) -> bool:
    """A line that ends no sentence, a capital below it, and sentences under that."""
    return (
        len(group) > 2
        and group[0].indent >= group[1].indent
        and not is_cjk(group[0].text)
        and headline_like([group[0].text])
        and bool(_CAPITAL.match(group[1].text))
        and any(SENTENCE_MARKS.search(line.text) for line in group[1:])
    )


def _paragraphs(group: list[Line], marks: Marks, han: Marks, found: list[Unit], habits: Habits) -> None:
    """One block between blank lines, cut where a line starts something new."""
    unit: list[Line] = []
    kind = ""
    starts = len(found)
    base = min(line.indent for line in group)
    running = any(SENTENCE_MARKS.search(line.text) for line in group)
    for i, line in enumerate(group):
        torn = running and kind in _RUNNING and _mid_sentence(group[i - 1], line)
        if habits.headed and i == 1 and kind == "text" and _heads_its_block(group):
            found.append(_unit(unit, kind, marks))
            unit, kind = [line], _begins(group, i, marks, False) or "text"
            continue
        # In a list the next number begins the next item, however full the line above is.
        torn = torn and not (kind == "item" and _ITEM.match(line.text))
        begins = _begins(group, i, han if _is_han(line) else marks, torn)
        if (
            unit
            and not begins
            and ((torn and line.indent < 4) or not _breaks(unit, kind, group, i, running, base, marks))
        ):
            unit.append(line)
            continue
        if unit:
            heads = _shed(unit, kind) if begins in _OPENINGS else []
            found.append(_unit(unit, kind, han if _is_han(unit[0]) else marks))
            found += [_unit(heads, "text", han if _is_han(heads[0]) else marks)] if heads else []
        unit, kind = [line], begins or "text"
    signed = habits.signed or any(one.kind in _OPENINGS or one.closed for one in found[starts:]) or kind in _OPENINGS
    heads = _shed(unit, kind) if signed else []
    for lines, sort in ((unit, kind), (heads, "text")):
        found += [_unit(lines, sort, han if _is_han(lines[0]) else marks)] if lines else []
    found[starts].gap = group[0].gap or 1
    _over_openings(found, starts)
    if signed:
        _under_articles(found, starts)
    _headlines(found, starts)


_ITEM = re.compile(f"{NUMBERED.pattern}|{DAY_FIRST.pattern}|\\w{{2,8}}[：:]")


#: Right over such a line stands a headline, if anything that ends no sentence does.
_OPENINGS = ("dateline", "byline")


def _shed(unit: list[Line], kind: str) -> list[Line]:
    """The next article's headline, taken off the end of a paragraph whose last line happened to be full."""
    shed: list[Line] = []
    while len(unit) > 1 and kind in _RUNNING and headline_like([unit[-1].text]) and len(shed) < _MOST_LINES:
        shed.insert(0, unit.pop())
    if ends_sentence(unit[-1].text):
        return shed
    unit += shed
    return []


def _is_han(line: Line) -> bool:
    return line.text[0] >= "\u2e80"


def _begins(group: list[Line], i: int, marks: Marks, torn: bool) -> str:
    """The kind of unit that this line must start; empty when it may go on with the last."""
    line = group[i]
    text = line.text
    if _is_dateline(group, i, marks):
        return "dateline"
    if len(text) <= 90 and (i < 4 or line.width < line.column - 4) and any(p.match(text) for p in marks.bylines):
        return "byline"
    if torn:
        return ""  # whatever it looks like, it goes on with a sentence
    if len(text) <= 300 and any(pattern.match(text) for pattern in marks.furniture):
        return "furniture"
    if is_row(text) or _is_when(group, i) or (i + 1 < len(group) and _heads_rows(text, group[i + 1].text)):
        return "row"
    if DATE_ALONE.match(text):
        return "label"
    if len(text) <= 60 and not ends_sentence(text) and any(pattern.match(text) for pattern in marks.labels):
        wraps = i + 1 < len(group) and line.sure and line.fills(group[i + 1], 4)
        plain = not wraps and "，" not in text and not _VALUE.search(text) and not has_clock(text)
        return "label" if plain else "item" if NUMBERED.match(text) or _VALUE.search(text) else ""
    if i and DAY_FIRST.match(text) and sum(bool(DAY_FIRST.match(one.text)) for one in group) > 1:
        return "item"
    if marks.fields.match(text) or NUMBERED.match(text) or _BULLET.match(text) or (i and _PICTURE.match(text)):
        return "item"
    return ""


def _is_dateline(group: list[Line], i: int, marks: Marks) -> bool:
    """本报讯（记者 …, which may run on into the next line; a line right over 晨报讯 is a headline."""
    text, below = group[i].text, group[i + 1].text if i + 1 < len(group) else ""
    ahead = text + below
    if not marks.hint.search(ahead, 0, 60) or not any(pattern.match(ahead) for pattern in marks.datelines):
        return False
    return any(p.match(text) for p in marks.datelines) or not any(p.match(below) for p in marks.datelines)


def _is_when(group: list[Line], i: int) -> bool:
    """Wednesday, March 11, 2026, 6:30 p.m., under a title; not the end of a sentence."""
    above = group[i - 1].text if i else ""
    return bool(_WHEN.match(group[i].text)) and (ends_sentence(above) or above.isupper() or len(above) < 45)


def is_row(text: str) -> bool:
    """A line of cells: wide gaps or slashes between them; or, Chinese, single blanks around a day or a time."""
    gaps = len(_GAP.findall(text))
    if gaps >= 2 or (gaps and DAY_FIRST.match(text)):
        return True
    timed = bool(DAY_FIRST.search(text))
    if text.count(" / ") >= 2 and timed:
        return True
    blanks = text.count(" ")
    return (
        blanks >= 2 and timed and is_cjk(text) and not re.search(r"[。；！？]", text) and len(text) / (blanks + 1) > 3
    )


def _heads_rows(text: str, below: str) -> bool:
    """停电日期 停电时间 停电线路 over rows of as many cells."""
    return text.count(" ") >= 2 and is_cjk(text) and text.count(" ") == below.count(" ") and is_row(below)


def _slack(line: Line) -> int:
    """By how much a full Chinese line may fall short; on top of its block one that could be a headline must be full."""
    return 2 if line.gap and "，" not in line.text and headline_like([line.text]) else 4


def _mid_sentence(line: Line, following: Line) -> bool:
    """A wrapped line that does not end its sentence: what follows is no new item, whatever it begins with."""
    return (
        line.sure
        and not ends_sentence(line.text)
        and line.fills(following, _slack(line) if is_cjk(line.text) else 4)
        and line.text[-1:] not in "：:"
        and not (line.text.isupper() and _CAPITALS.search(line.text))
    )


def _breaks(unit: list[Line], kind: str, group: list[Line], i: int, running: bool, base: int, marks: Marks) -> bool:
    """Does a new paragraph begin with this line, though nothing marks it?"""
    last, line = unit[-1], group[i]
    if marks.closes(last.text):
        return True
    if last.text.isupper() and _CAPITALS.search(last.text) and not (len(unit) > 2 and line.text.isupper()):
        return True
    ended = ends_sentence(last.text)
    if kind in ("label", "byline"):
        return True
    slack = _slack(last) if is_cjk(last.text[-1:]) or is_cjk(line.text[:1]) else -1
    filled = last.fills(line, slack)
    if kind == "furniture":
        return ended or not filled
    if kind == "row" and masthead(unit[0].text):
        return True
    if kind in _RUNNING and unit[0].indent >= 2 > line.indent and not ended and not headline_like([last.text]):
        return False  # the first line of a paragraph alone is set in
    if kind == "row" and line.indent <= unit[0].indent:
        return True
    if kind in ("item", "row") and line.indent > last.indent and len(unit) == 1:
        return False
    set_in = line.indent > last.indent or (len(unit) == 1 and line.indent == last.indent > base)
    if line.indent >= 2 and set_in and kind not in ("item", "row") and (ended or line.indent >= 4):
        return True
    if not last.column or not running:
        return not goes_on(last.text, line.text)
    if not filled:
        return not goes_on(last.text, line.text)
    if not ended:
        return False
    # A sentence ends where the line does: a new paragraph if the next line was once set in by two characters.
    follows = group[i + 1] if i + 1 < len(group) else None
    return bool(
        is_cjk(line.text)
        and kind == "text"
        and follows
        and not ends_sentence(line.text)
        and last.column - 6 <= line.width <= last.column - 2
    )


def _unit(lines: list[Line], kind: str, marks: Marks) -> Unit:
    pieces = [(lines[0].text, lines[0].start)]
    cut: tuple[Span, ...] = ()
    if kind == "item":
        bullet = _BULLET.match(lines[0].text)
        if bullet:
            pieces = [(lines[0].text[bullet.end() :], lines[0].start + bullet.end())]
    for line in lines[1:]:
        append(pieces, line.text, line.start)
    if kind == "row":
        cut = _cells(lines)
    unit = Unit(
        pieces,
        kind,  # type: ignore[arg-type]
        [[(line.text, line.start)] for line in lines],
        indent=lines[0].indent > 0,
        full=bool(lines[-1].column) and lines[-1].width >= lines[-1].column - (8 if is_cjk(lines[-1].text) else 5),
        cells=cut,
    )
    text = unit.text
    unit.closed = kind in _RUNNING and marks.closes(unit.tail) is not None
    if kind in ("text", "item") and len(text) <= 300 and any(pattern.match(text) for pattern in marks.furniture):
        unit.kind = "furniture"
    return unit


def _cells(lines: list[Line]) -> tuple[Span, ...]:
    return tuple(cell for line in lines for cell in cells_of(line.text, line.start))


def cells_of(text: str, start: int) -> tuple[Span, ...]:
    """The cells of a line that is a row, in the document."""
    cut, at = [], 0
    between = _BLANK if is_cjk(text) and not _GAP.search(text) else _GAP
    for gap in [*between.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if text[at:end].strip(" |｜"):
            cut.append(Span(start + at, start + end))
        at = gap.end() if gap else end
    return tuple(cut)


def _over_openings(found: list[Unit], first: int) -> None:
    """Lines that end no sentence, right over a dateline or a byline and after a sentence that has ended."""
    for i in range(len(found) - 1, first + 1, -1):
        if found[i].kind not in _OPENINGS:
            continue
        top = i
        while top > first and i - top < _MOST_LINES and _bare(found[top - 1]):
            top -= 1
        above = found[top - 1] if top > first else None
        if top < i and above is not None and above.kind in _RUNNING and above.ended:
            _one_headline(found, top, i)
            found[top].gap = 1


def _under_articles(found: list[Unit], first: int) -> None:
    """Lines that end no sentence, at the end of a block that holds an article: the headline set below it."""
    top = len(found)
    while top > first and _bare(found[top - 1]):
        top -= 1
    if first < top < len(found) and found[top - 1].kind in _RUNNING and found[top - 1].ended:
        _one_headline(found, top, len(found))


def _one_headline(found: list[Unit], top: int, end: int) -> None:
    """These lines as one headline; whose each of them is, the articles tell."""
    for unit in found[top + 1 : end]:
        found[top].lines += unit.lines
        found[top].pieces += unit.pieces
    found[top].kind = "headline"
    del found[top + 1 : end]


def _bare(unit: Unit) -> bool:
    """Could it be a headline's line? 周三下水 could, for all its day."""
    words = ["".join(piece for piece, _ in line) for line in unit.lines]
    plain = unit.kind == "text" or (unit.kind == "item" and len(words) == 1 and bool(DAY_FIRST.match(words[0])))
    return plain and len(words) <= _MOST_LINES and headline_like(words)


def _headlines(found: list[Unit], first: int) -> None:
    """Short lines that end no sentence become headlines; those that stand together become one, line under line."""
    out: list[Unit] = []
    rest = found[first:]
    alone = all(unit.kind == "text" and len(unit.lines) <= 2 for unit in rest)
    for i, unit in enumerate(rest):
        lines = [piece[0] for line in unit.lines for piece in line]
        previous = out[-1] if out else None
        leads = previous is None or previous.kind in ("headline", "furniture", "byline") or previous.closed
        orphan = len(unit.lines) == 1 and len(unit.text) <= 2 and is_cjk(unit.text)
        if previous and previous.kind == "headline" and (_YEAR_ALONE.match(unit.text) or orphan):
            previous.lines += unit.lines
            previous.pieces += unit.pieces
            continue
        if unit.kind == "text" and DATE_ALONE.match(unit.text.strip("（）()")):
            unit.kind = "label"
        following = rest[i + 1] if i + 1 < len(rest) else None
        if previous and previous.kind == "headline" and unit.kind == "label" and _second_line(unit):
            unit.kind = "text"
        below = following.text if following is not None and following.kind == "text" else ""
        more = bool(below) and (headline_like([below]) or (not balanced(unit.text) and balanced(unit.text + below)))
        if previous and previous.kind == "headline" and not balanced(previous.text):
            lines = [previous.text + unit.text]  # the rest of “回家看 / 看”座谈会
        if leads and following and following.kind == "text" and _kicker(unit, following):
            unit.kind = "text"
        elif not (unit.kind == "text" and headline_like(lines, more) and (alone or len(lines) == 1)):
            leads = False
        if leads and unit.kind == "text":
            # Wrapped lines of running text that merely lack their end are mended later.
            unit.kind = "headline"
            if previous and previous.kind == "headline" and not unit.indent:
                previous.lines += unit.lines
                previous.pieces += unit.pieces
                previous.full = unit.full
                continue
        out.append(unit)
    found[first:] = out


def _second_line(unit: Unit) -> bool:
    """交通管制的通告, right under 关于庙会期间实行, is the rest of a title though it looks like a label."""
    text = unit.text
    return (
        text[-1:] not in "：:"
        and text[:1] not in "【〔["
        and not NUMBERED.match(text)
        and not DATE_ALONE.match(text.strip("（）()"))
    )


def _bulleted(found: list[Unit]) -> None:
    """■ before a headline, its text right below: a mark of headlines when it comes again and again."""
    heads = []
    for i, unit in enumerate(found[:-1]):
        below = found[i + 1]
        short = unit.kind == "item" and len(unit.lines) == 1 and headline_like([unit.text])
        if short and below.kind == "text" and not below.gap and below.ended and len(below.text) > 24:
            heads.append(i)
    items = sum(unit.kind == "item" for unit in found)
    if len(heads) > 1 and len(heads) * 3 >= items * 2:
        for i in heads:
            found[i].kind = "headline"
            found[i].lines = [found[i].pieces]
            found[i + 1].gap = 1


def _kicker(unit: Unit, following: Unit) -> bool:
    """【重要通知】, or "…的小目标：", right over a headline line."""
    text = unit.text
    if len(unit.lines) > 1 or not headline_like([piece for piece, _ in following.pieces]):
        return False
    return (unit.kind == "label" and text[:1] in "【〔[") or (
        unit.kind in ("label", "text") and text[-1:] == "：" and len(text) < 22
    )
