"""The day a page was put out: given, printed on it, or inferred from what it reports.

Given by the command or the format; else printed: a masthead, "发布时间", "Posted", the newest signature; else, when it
is a daily's page (two or more articles under bylines or datelines), the day after the newest report date.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from feeds.reading import ocr
from feeds.reading.articles.marks import pages
from feeds.records import Article, Document, PublishedFrom

_WIDE = str.maketrans("０１２３４５６７８９／．－：", "0123456789/.-:")
_HAN = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0}
_HAN_DIGIT = "〇○零一二三四五六七八九Ｏ"
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan января қаңтар",
            "february feb февраля ақпан",
            "march mar марта наурыз",
            "april apr апреля сәуір",
            "may мая мамыр",
            "june jun июня маусым",
            "july jul июля шілде",
            "august aug августа тамыз",
            "september sept sep сентября қыркүйек",
            "october oct октября қазан",
            "november nov ноября қараша",
            "december dec декабря желтоқсан",
        ),
        1,
    )
    for name in names.split()
}
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"(?P<y1>(?:19|20)\d\d)\s?[年./-]\s?(?P<m1>\d{{1,2}})\s?[月./-]\s?(?P<d1>\d{{1,2}})(?:\s?[日号])?(?!\d)"
    rf"|(?P<hy>[{_HAN_DIGIT}]{{4}})年(?P<hm>[元一二三四五六七八九十]{{1,3}})月(?P<hd>[一二三四五六七八九十廿]{{1,3}})日"
    rf"|(?:中華民國|中华民国|民國|民国)\s?(?P<ry>\d{{2,3}})\s?年\s?(?P<rm>\d{{1,2}})\s?月\s?(?P<rd>\d{{1,2}})\s?日"
    rf"|(?<![\w.,:/-])(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-](?P<m2>{_NAME})\.?,?[\s-](?P<y2>(?:19|20)\d\d)(?!\d)"
    rf"|(?<!\w)(?P<m3>{_NAME})\.?\s(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y3>(?:19|20)\d\d)(?!\d)"
    rf"|(?P<y4>(?:19|20)\d\d)\s+ж(?:ылғы|\.)\s+(?P<d4>\d{{1,2}})\s+(?P<m4>{_NAME})"
    r"|(?<![\d./:-])(?P<d5>\d{1,2})\.(?P<m5>\d{1,2})\.(?P<y5>(?:19|20)\d\d)(?!\d)"
    r"|(?<![\d./:-])(?P<m6>\d{1,2})/(?P<d6>\d{1,2})/(?P<y6>(?:19|20)\d\d)(?!\d)",
    re.I,
)
_WEEKDAY = re.compile(
    r"(?:星期|周|週|礼拜)[一二三四五六日天]|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)",
    re.I,
)
_CLOCK = re.compile(r"\d[:.]\d\d(?!\d)|\d ?[ap]\.?m\b|[时時点點]\d?|noon|上午|下午|晚上", re.I)
_PAPER = re.compile(
    r"报|報|版|期|[鄉乡]訊|周刊|周讯|月刊|快讯|零距离|简报|通讯|农历|農曆|星期|\b(?:page|issue|vol|no|edition|gazette|courier|times|herald|news|post|journal"
    r"|bulletin|newsletter|chronicle|weekly|daily|echo|record|tribune|observer|advertiser|notices|reporter|standard|review|sentinel|mercury)\b|№|газета|вестник",
    re.I,
)
#: A day under such a title is the day of the happening, not of the paper.
_OCCASION = re.compile(
    r"节目|日程|安排|议程|赛程|活动|预告|\b(?:programme|program|schedule|agenda|meeting|festival|fair|concert|calendar|minutes|events?|festival|show|gala)\b",
    re.I,
)
_TOP_LINES, _TOP_CHARS, _SIGNATURE_LINES = 8, 700, 14
_NO_YEAR = re.compile(r"(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\d|0?[1-9])日$")
_YEAR = re.compile(r"(?<![\d〔\[（(])(20\d\d)(?=\s?年|第|\s*[^\d\s\]〕.,-])")
_PAST_YEAR = re.compile(
    r"截至(20\d\d)年(?:年?底|末|12月)|(20\d\d)年(?:年?底|末|全年)|(20\d\d)年的?[^，。]{2,12}(?:共|累计|吸引|接待|收入|完成)"
)
_CHECK = re.compile(
    r"(?<!\d)(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\d|0?[1-9])日[（(](?:(?:星期|周|週)(?P<week>[一二三四五六日天])|(?:农历|農曆)?(?P<moon>正|二|三|四|五|六|七|八|九|十|冬|腊|臘)月(?P<lunar>初[一二三四五六七八九十]|十[一二三四五六七八九]|二十|廿[一二三四五六七八九]|三十))"
)
_REPORTED_AT_LEAST = 2


@dataclass(frozen=True, slots=True)
class _Tables:
    said: re.Pattern[str]
    reports: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=8)
def _compiled(language: str) -> _Tables:
    said = "|".join(page.PUBLISHED for page in pages(language))
    return _Tables(
        re.compile(rf"(?:{said})[ 　]?[:：]?(?:\s*{_WEEKDAY.pattern}[,，]?|[\u3400-\u9fff]{{2,10}})?\s*$", re.I),
        tuple(re.compile(pattern) for page in pages(language) for pattern in page.REPORTS),
    )


def infer(
    document: Document, articles: Sequence[Article], language: str | None, given: dt.date | None = None
) -> tuple[dt.date | None, PublishedFrom | None]:
    """The day of the page and how it is known; (None, None) when nothing tells."""
    if given:
        return given, "given"
    if document.published:
        return document.published, document.published_from or "printed"
    # Letter under letter with the page: full-width digits and what a scanner misread are mended.
    text = ocr.corrected(document.text).translate(_WIDE)
    found = _printed(text, _compiled(language or "en"))
    if found:
        return found, "printed"
    reported = _reported(text, articles, _compiled(language or "en"))
    return (reported + dt.timedelta(days=1), "inferred") if reported else (None, None)


def _printed(text: str, known: _Tables) -> dt.date | None:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    top = lines[:_TOP_LINES]
    masthead = _masthead(top)
    if masthead:
        return masthead
    stated = _stated(text, known)
    return stated or _signed(lines, text)


def _masthead(top: list[str]) -> dt.date | None:
    """A day among the first lines, on a line that names the paper, its number or page, or nothing but the day."""
    occasion = any(_OCCASION.search(line) for line in top[:3] if not _DATE.search(line))
    for i, line in enumerate(top):
        found = _DATE.search(line)
        if not found or len(line) > 120 or _CLOCK.search(line):
            continue
        rest = _WEEKDAY.sub("", line[: found.start()] + line[found.end() :]).strip(" ,，、|｜·•　()（）")
        paper = bool(_PAPER.search(rest)) and not re.search(r"[。！？；]|[a-z][.!?]$", rest)
        bare = not rest and not occasion and i < 4 and len(top) > i + 1
        if paper or bare:
            return _date(found)
    return None


def _stated(text: str, known: _Tables) -> dt.date | None:
    """A day behind "发布时间" or "Posted": the first such on the page."""
    for found in _DATE.finditer(text):
        line = text.rfind("\n", 0, found.start()) + 1
        before = text[max(line, found.start() - 60) : found.start()]
        if known.said.search(before) and not re.search(r"[。；]", before):
            return _date(found)
    return None


def _signed(lines: list[str], text: str) -> dt.date | None:
    """The newest day that stands alone, or after an office's name, in a closing line."""
    days = []
    for line in lines[1:]:
        found = None if len(line) > 60 else _DATE.search(line)
        if found and not line[found.end() :].strip(" 。.（()）印发星期一二三四五六日周") and not _CLOCK.search(line):
            before = line[: found.start()].strip(" ,，:：")
            if not before or (
                len(before) <= 30 and not re.search(r"[，。；、:：至到—-]|\b(?:on|by|from|to|until|at)\b", before)
            ):
                days.append(_date(found))
    if days:
        return max(day for day in days if day) if any(days) else None
    for line in lines[-3:]:
        alone = _NO_YEAR.match(line)
        year = _year_of([(int(alone["month"]), int(alone["day"]))], text) if alone else None
        if alone and year:
            return _valid(year, int(alone["month"]), int(alone["day"]))
    return None


def _reported(text: str, articles: Sequence[Article], known: _Tables) -> dt.date | None:
    """The newest day that the reports name as their own, when the page is a daily's."""
    if sum(bool(article.bylines) for article in articles) < _REPORTED_AT_LEAST:
        return None
    days: list[tuple[int, int]] = []
    for article in articles:
        head = article.text[:400].translate(_WIDE)
        for pattern in known.reports:
            days += [(int(m["month"]), int(m["day"])) for m in pattern.finditer(head)]
    year = _year_of(days, text)
    if not year:
        return None
    # Across New Year 31 December is older than 2 January.
    turn = any(month == 12 for month, _ in days) and any(month == 1 for month, _ in days)
    dates = [_valid(year - (turn and month > 6), month, day) for month, day in days]
    return max((day for day in dates if day), default=None)


def _year_of(days: list[tuple[int, int]], text: str) -> int | None:
    """The year of days printed without one: what weekdays and lunar days agree with, else the newest on the page."""
    years = [int(y) for y in _YEAR.findall(text)]
    if not days or not years:
        return None
    newest = max(y for y in years if y <= min(years, key=lambda y: -years.count(y)) + 2)
    past = [int(y) for groups in _PAST_YEAR.findall(text) for y in groups if y]
    likely = newest + 1 if newest in past and not re.search(rf"(?:于|在|定于|将于){newest}年", text) else newest
    votes = {year: _agrees(year, text) for year in (likely, newest, newest + 1, newest - 1)}
    best = max(votes.values())
    return next(year for year, vote in votes.items() if vote == best)


def _agrees(year: int, text: str) -> int:
    """How many days that are printed with a weekday or a lunar day fit this year, less those that do not."""
    score = 0
    for found in _CHECK.finditer(text):
        day = _valid(year, int(found["month"]), int(found["day"]))
        if day is None:
            score -= 1
        elif found["week"]:
            score += 1 if "一二三四五六日".index(found["week"].replace("天", "日")) == day.weekday() else -1
        else:
            score += 1 if _lunar(day) == (found["moon"].replace("臘", "腊"), found["lunar"]) else -1
    return score


def _lunar(day: dt.date) -> tuple[str, str]:
    from borax.calendars.lunardate import LunarDate

    moon = LunarDate.from_solar(day)
    return str(moon.cn_month).removeprefix("闰"), str(moon.cn_day)


def _date(found: re.Match[str]) -> dt.date | None:
    parts = {key: value for key, value in found.groupdict().items() if value}
    if "hy" in parts:
        year = int("".join(str(_HAN[c]) for c in parts["hy"]))
        return _valid(year, _han(parts["hm"]), _han(parts["hd"]))
    if "ry" in parts:
        return _valid(1911 + int(parts["ry"]), int(parts["rm"]), int(parts["rd"]))
    (year, month, day) = (next(v for k, v in parts.items() if k[0] == part) for part in "ymd")
    return _valid(int(year), int(month) if month.isdigit() else _MONTHS[month.lower()], int(day))


def _han(number: str) -> int:
    """
    >>> _han("二十八"), _han("十"), _han("廿三"), _han("元")
    (28, 10, 23, 1)
    """
    number = number.replace("元", "一").replace("廿", "二十")
    tens, ten, ones = number.rpartition("十")
    return (_HAN.get(tens, 1) if tens else 1) * 10 * bool(ten) + (_HAN[ones] if ones else 0)


def _valid(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
