"""Changes that name no day: 冬捕节因故取消, "the fair is back on". Merging finds the happening that is meant.

A mention of these has no time (`when` is None). A language has them when it has a table: languages/<it>/changes.py.
"""

from __future__ import annotations

import datetime as dt
import importlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from feeds.reading.mentions.lexicon import Lexicon
from feeds.records import Article, Document, Facts, Mention, Span, SpanMap, Status

#: What became of it -> its status, where the change is one of status.
STATUS: dict[str, Status] = {"cancelled": "cancelled", "postponed": "postponed"}
SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]?")
STOP = re.compile(r"(?<=[a-zа-я\d)])[.!?](?=\s|$)|\n")
CONFIDENCE = 0.8
#: A sentence that names a day or an hour is read by the other frames.
DAY = re.compile(
    r"\d|周[一二三四五六日天末]|星期|[明今昨后][天日晚]|[一二三四五六七八九十]月|"
    r"(?i:\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tonight|tomorrow|yesterday|weekend)\b)"
)
#: Numbers that belong to names.
NO_DAY = re.compile(r"(?:19|20)\d\d(?:年度?)?|第\s*\d+\s*[届屆]|\b\d{1,3}(?:st|nd|rd|th)\b")


@dataclass(frozen=True, slots=True)
class Changes:
    """One language's table, compiled."""

    any: re.Pattern[str]
    rows: tuple[tuple[str, re.Pattern[str]], ...]
    lead: re.Pattern[str]
    no_happening: re.Pattern[str]
    #: An hour in whatever words: a sentence that tells one tells nothing else here.
    clock: re.Pattern[str]


@lru_cache
def table(language: str) -> Changes | None:
    try:
        words = importlib.import_module(f"feeds.reading.languages.{language}.changes")
    except ModuleNotFoundError:
        return None
    rows = tuple((what, re.compile(source)) for what, source in words.CHANGES)
    return Changes(re.compile(words.ANY), rows, re.compile(words.LEAD), re.compile(words.NOT), re.compile(words.CLOCK))


def find(article: Article, document: Document, lexicon: Lexicon, told: Iterable[Mention]) -> list[Mention]:
    """The changes without a day that an article tells, but of what it tells with one."""
    words = table(lexicon.language)
    if words is None or not words.any.search(article.headline + "\n" + article.text):
        return []
    names = [mention.facts.title for mention in told if mention.article == article.id]
    found: list[Mention] = []
    for text, start, origin in _sentences(article, lexicon):
        folded = lexicon.folded(text)
        bare, hours = words.clock.subn("", NO_DAY.sub("", folded))
        if DAY.search(bare):
            continue
        for what, pattern in words.rows:
            match = pattern.search(folded) if not hours or what == "time" else None
            title = match and _title(match["title"], words, lexicon)
            if not match or not title or _told(title, names):
                continue
            names.append(title)
            low = start + text.find(title)
            place = match["place"].strip() if what == "venue" else None
            found.append(
                Mention(
                    facts=Facts(
                        title, None, place=place, status=STATUS.get(what, "confirmed"), language=document.language
                    ),
                    article=article.id,
                    evidence=text.strip(),
                    confidence=CONFIDENCE,
                    spans={"title": origin.spans(Span(low, low + len(title)))},
                    rules=(f"undated: {what}",),
                    clock=clock(match) if what == "time" else None,
                    source=document.source,
                    published=article.published or document.published,
                )
            )
            break
    return found


AFTERNOON = ("下午", "傍晚", "晚上", "晚", "p")


def clock(match: re.Match[str]) -> dt.time | None:
    """The hour a change tells: 下午3点半, 10:30, 11am."""
    told = match.groupdict()
    hour, minute = int(told["hour"]), int(told.get("minute") or told.get("minutes") or (30 if told.get("past") else 0))
    half = told.get("half") or ""
    if hour < 12 and (half in AFTERNOON or (half == "中午" and hour < 3)):
        hour += 12
    elif hour == 12 and half in ("a", "凌晨"):
        hour = 0
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


def _sentences(article: Article, lexicon: Lexicon) -> Iterator[tuple[str, int, SpanMap]]:
    for text, origin in ((article.text, article.origin), (article.headline, article.headline_origin)):
        if lexicon.spaced:
            bounds = [0, *(each.end() for each in STOP.finditer(text)), len(text)]
            yield from ((text[low:high], low, origin) for low, high in pairwise(bounds) if low < high)
        else:
            yield from ((each[0], each.start(), origin) for each in SENTENCE.finditer(text) if each[0])


def _title(printed: str, words: Changes, lexicon: Lexicon) -> str | None:
    title = words.lead.sub("", printed).strip(" “”\"'")
    if len(title) < 3 or words.no_happening.search(title):
        return None
    return title if lexicon.spaced or lexicon.head_last.search(title) else None


def _told(title: str, names: Sequence[str]) -> bool:
    """The article tells it with a day too, and that says more."""
    letters = {title[i : i + 2] for i in range(len(title) - 1)}
    return any(
        len(letters & {name[i : i + 2] for i in range(len(name) - 1)}) >= 0.5 * min(len(letters), max(len(name) - 1, 1))
        for name in names
    )
