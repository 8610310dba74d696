"""The day a page was put out: given, printed on it, or inferred from what it reports.

Given by the command or the format; else printed: a masthead, "发布时间", "Posted", the newest signature; else, when it
is a daily's page (two or more articles under bylines or datelines), the day after the newest report date.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from feeds.reading import ocr
from feeds.reading.articles.marks import pages
from feeds.reading.days import DATE, WEEKDAY, WIDE, day_of, masthead, valid
from feeds.reading.years import fitting
from feeds.records import Article, Document, PublishedFrom

_CLOCK = re.compile(r"\d[:.]\d\d(?!\d)|\d ?[ap]\.?m\b|[时時点點]\d?|noon|上午|下午|晚上", re.I)
#: A day under such a title is the day of the happening, not of the paper.
_OCCASION = re.compile(
    r"节目|日程|安排|议程|赛程|活动|预告|\b(?:programme|program|schedule|agenda|meetings?|festival|fair|concert"
    r"|calendar|minutes|events?|hearings?|festival|show|gala)\b",
    re.I,
)
#: Who signs, in the line above the day.
_OFFICE = re.compile(
    r"[局委会會室部司府心院校馆館所队社站园处]$|\b(?:Council|Clerk|Committee|Office|Secretary|Board|Department"
    r"|Director)\b"
)
_TOP_LINES, _TOP_CHARS, _SIGNATURE_LINES = 8, 700, 14
#: A web page's own moment: "原创 小幸 2025-03-20 17:42".
_STAMP = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d|(?<![:：])\d{4}年(?:0\d|1[0-2])月[0-3]\d日 \d\d:\d\d(?![-–—~至])")
_STATED = re.compile(
    rf"{DATE.pattern}|(?P<short>(?<![\d./:-])(?P<s1>\d{{1,2}})/(?P<s2>\d{{1,2}})/(?P<s3>\d\d)(?![\d/]))", re.I
)
#: 原创 阿桂 梨园茶馆 2026年4月3日 10:16
_SOURCE = re.compile(r"\s*(?:原创|转载|來源|来源|作者|发布|發佈|编辑|編輯|撰文)[ 　：:]")
#: 主办：江海交响乐团  2025年5月12日: who puts it out.
_LABEL = re.compile(
    r"^\s*(?:主办|主辦|编制|編制|制表|发布|發布|编印|編印|落款|单位|單位)(?:单位|單位|方|部门)?[：:]\s*"
)
_APART = re.compile(r"^\W*$|[.!。]\s*$|\s\s$|\d{3}[- ]\d{4}\s*$|[|｜·•/　(（\[【>-]\s*$|[：:][^。，]{1,24}\s$")
_NO_YEAR = re.compile(r"(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\d|0?[1-9])日$")
_YEAR = re.compile(r"(?<![\d〔\[（(])(20\d\d)(?=\s?年|第|\s*[^\d\s\]〕.,-])")
_PAST_YEAR = re.compile(
    r"截至(20\d\d)年(?:年?底|末|12月)|(20\d\d)年(?:年?底|末|全年)|(20\d\d)年的?[^，。]{2,12}(?:共|累计|吸引"
    r"|接待|收入|完成)"
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
        re.compile(rf"(?:{said})[ 　]?[:：|]?(?:\s*{WEEKDAY.pattern}[,，]?|[^\W\d]{{2,10}})?\s*$", re.I),
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
    text = ocr.corrected(document.text).translate(WIDE)
    found = _printed(text, _story(document, text), _compiled(language or "en"))
    if found:
        return found, "printed"
    reported = _reported(text, articles, _compiled(language or "en"))
    return (reported + dt.timedelta(days=1), "inferred") if reported else (None, None)


def _story(document: Document, text: str) -> str:
    """The page without what its format knows to be menus and feet."""
    kept, at = [], 0
    for block in document.blocks:
        if block.kind == "furniture":
            kept.append(text[at : block.span.start])
            at = block.span.end
    return "".join([*kept, text[at:]])


def _printed(text: str, story: str, known: _Tables) -> dt.date | None:
    lines = [line.strip() for line in story.split("\n") if line.strip()]
    top = lines[:_TOP_LINES]
    printed = _masthead(top)
    if printed:
        return printed
    stated = _stated(text, known)
    return stated or _signed(lines, text)


def _masthead(top: list[str]) -> dt.date | None:
    """A day among the first lines, on a line that names the paper, its number or page, or nothing but the day."""
    occasion = any(_OCCASION.search(line) for line in top[:3] if not DATE.search(line))
    for i, line in enumerate(top):
        kind = masthead(line)
        found = DATE.search(line)
        if found and (kind == "paper" or (kind == "day" and not occasion and i < 4 and len(top) > i + 1)):
            return day_of(found)
        if found and i < 6 and _of_an_office(line, found):
            return day_of(found)
        if found and i < 5 and len(line) < 90 and _SOURCE.match(line):
            return day_of(found)
        stamp = _STAMP.search(line) if i < 5 and len(line) < 90 else None
        if stamp and (found := DATE.search(stamp[0])):
            return day_of(found)
    return None


def _of_an_office(line: str, found: re.Match[str]) -> bool:
    """校长办公室  2026年11月8日, over a week's programme: who put it out, and when."""
    office, rest = line[: found.start()].strip(" \u3000|｜·"), line[found.end() :].strip(" \u3000)）编印制")
    return 3 <= len(office) <= 24 and not rest and bool(_OFFICE.search(office)) and not _CLOCK.search(line)


def _stated(text: str, known: _Tables) -> dt.date | None:
    """A day behind "发布时间" or "Posted": the first such on the page."""
    for found in _STATED.finditer(text):
        line = text.rfind("\n", 0, found.start()) + 1
        before = text[max(line, found.start() - 60) : found.start()]
        if not before.strip():  # the label in a line of its own
            above = text[max(0, line - 60) : line].rstrip()
            before = above[above.rfind("\n") + 1 :]
        said = known.said.search(before)
        # "The report was published on 5 May" speaks of the report; the page's own stamp begins a line or a part of one.
        if said and not re.search(r"[。；]", before) and _APART.search(before[: said.start()]):
            return _short(found) if found["short"] else day_of(found)
    return None


def _short(found: re.Match[str]) -> dt.date | None:
    """4/22/26: month first, as they are printed where years are shortened, unless the first number is none."""
    first, second, year = int(found["s1"]), int(found["s2"]), 2000 + int(found["s3"])
    return valid(year, second, first) if first > 12 else valid(year, first, second)


def _signed(lines: list[str], text: str) -> dt.date | None:
    """The newest day that stands alone, or after an office's name, in a closing line."""
    days = []
    for i, line in enumerate(lines):
        if i < len(lines) - 4 and not (i and _OFFICE.search(lines[i - 1]) and len(lines[i - 1]) < 46):
            continue
        if any(_CLOCK.search(after) for after in lines[i + 1 : i + 3]):
            continue  # a day over its hours heads a programme
        found = None if len(line) > 60 else DATE.search(line)
        if (
            found
            and (
                not (rest := DATE.sub("", line[found.end() :]).strip(" \u3000。.（()）/印发製制刷星期一二三四五六日周"))
                or (not line[: found.start()].strip() and len(rest) <= 24 and _OFFICE.search(rest))
            )
            and not _CLOCK.search(line)
        ):
            before = _LABEL.sub("", line[: found.start()]).strip(" ,，:：")
            if not before or (
                len(before) <= 30 and not re.search(r"[，。；、:：至到—-]|\b(?:on|by|from|to|until|at)\b", before)
            ):
                days.append(day_of(found))
    if days:
        return max(day for day in days if day) if any(days) else None
    for line in lines[-3:]:
        alone = _NO_YEAR.match(line)
        year = _year_of([(int(alone["month"]), int(alone["day"]))], text) if alone else None
        if alone and year:
            return valid(year, int(alone["month"]), int(alone["day"]))
    return None


def _reported(text: str, articles: Sequence[Article], known: _Tables) -> dt.date | None:
    """The newest day that the reports name as their own, when the page is a daily's."""
    if sum(bool(article.bylines) for article in articles) < _REPORTED_AT_LEAST:
        return None
    days: list[tuple[int, int]] = []
    for article in articles:
        head = article.text[:400].translate(WIDE)
        for pattern in known.reports:
            days += [(int(m["month"]), int(m["day"])) for m in pattern.finditer(head)]
    year = _year_of(days, text)
    if not year:
        return None
    # Across New Year 31 December is older than 2 January.
    turn = any(month == 12 for month, _ in days) and any(month == 1 for month, _ in days)
    dates = [valid(year - (turn and month > 6), month, day) for month, day in days]
    return max((day for day in dates if day), default=None)


def _year_of(days: list[tuple[int, int]], text: str) -> int | None:
    """The year of days printed without one: what weekdays and lunar days agree with, else the newest on the page."""
    years = [int(y) for y in _YEAR.findall(text)]
    if not days or not years:
        return None
    usual = Counter(years).most_common(1)[0][0]
    newest = max(year for year in years if year <= usual + 2)
    past = [int(y) for groups in _PAST_YEAR.findall(text) for y in groups if y]
    likely = newest + 1 if newest in past and not re.search(rf"(?:于|在|定于|将于){newest}年", text) else newest
    votes = fitting((likely, newest, newest + 1, newest - 1), text)
    best = max(votes.values())
    return next(year for year, vote in votes.items() if vote == best)
