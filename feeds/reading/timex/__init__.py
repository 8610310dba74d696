"""Time expressions: which days and times a text names, by which rules.

`find` is the door. Inside, one machine serves every language:

    text -> runs of tokens (grammar.py, one compiled regular expression) -> items, reduced by named rules
         -> partial values (partial.py) -> resolved by context (resolve.py) -> records (read.py)

**A language is a folder** `feeds/reading/languages/<code>/` with `times.py`, which defines `LANGUAGE`:

* *words*: rows `Word(kind, pattern, make)`. A pattern is a regular expression in which a blank stands for
  "blanks or line breaks may stand here" and a letter for all its variants (see grammar.py). `make` turns the
  folded letters into a value: a `Partial` (what the word says of a time and no more), an int (a bare number, kind
  "number"), a `Length`, or a plain True for a connecting word ("to", "and", "("); None: no such word after all.
  Only words with `starts=True` may begin an expression; words that begin nothing cost prose nothing.
* *stages*: tuples of `Rule(name, kinds, production)`. `kinds` is a regular expression over kinds of items
  ("year? month day"); the production gets the matched items and returns one item or several, or None (no). Stages
  run in order, each once from left to right: first parts into days, then days and clocks into moments, then
  ranges, then open ends, recurrences. `productions.py` has those every language needs: `merge(kind)`, `spread(kind)`
  (7、8日), `span(kind)`, `opened(kind, side)`, `dated_times(kind)`. A new wording is a new row.
* *emits*: the kinds of items that are expressions when nothing is left to join them with; other items are dropped.
* *after*, *before*: what must not stand beside an expression (vetoes), by kind or "*".
* *future*, *past*: cue words; *feasts*: name -> function of a year giving (first day, last day exclusive).
* *born*, *founded*: what stands around a date that only tells how old somebody or something is; *hours*: headings of
  opening hours; *closing*, *forward*: to which day a length belongs.
* *examples.txt* beside it: phrases with what they mean, and phrases that must find nothing; run by the tests.

What is remembered between calls are forms of words, a bounded number of them (grammar.py): the items that a run of
tokens is reduced to, and what an item says on a day of reading where nothing else counts (read.py). No text is.

`Timex.value` and `end` are clock times of the zone the text names (`Timex.zone`), else of the document's.
Without a folder a language is read by foreign.py: strings that look like dates, through dateparser, strictly.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from zoneinfo import ZoneInfo

from feeds.reading.timex import almanac
from feeds.reading.timex.bounds import later
from feeds.reading.timex.grammar import Language, Machine
from feeds.reading.timex.partial import Item
from feeds.reading.timex.read import every_week, stamp, timex
from feeds.reading.timex.resolve import Context
from feeds.records import Timex

__all__ = ["find"]

#: Languages with a folder of their own.
LANGUAGES = ("zh", "en", "ru", "kk")
#: How far (characters) a length may stand from the day it closes: 1月25日在文化馆开幕，为期五天.
REACH = 60
#: The rule by which a clock time has its day behind it, and how far before it another clock may stand (characters).
LED_BY, NEARBY = "clock times and day", 25
#: A day whose neighbour stands so near is one of a list.
LISTED = 8


def find(
    text: str, reference: dt.date | dt.datetime, language: str = "zh", *, timezone: str = "Asia/Shanghai"
) -> list[Timex]:
    """The time expressions of a text read on the day (or at the moment) of `reference`, sorted by span.

    >>> [(t.value, t.end) for t in find("1月20日至22日，剪纸展展出。", dt.date(2025, 1, 16))]
    [('2025-01-20', '2025-01-23')]
    """
    code, _, region = language.partition("-")
    code, region = code.lower(), region.split("-")[-1].upper()
    if isinstance(reference, dt.datetime) and reference.tzinfo is not None:
        reference = reference.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)
    spoken = _language(code, _region(code, region, text, timezone))
    if spoken is None:
        from feeds.reading.timex import foreign  # dateparser: loaded only for languages without a folder

        return foreign.find(text, reference, language)
    machine = spoken.machine
    text = machine.mended(text)
    if spoken.narrow and not text.isascii():
        text = text.translate(spoken.narrow)
    context = Context(text, reference, machine)
    found: list[Timex] = []
    lengths = clocks = False
    last: Item | None = None
    for offset, items in list(machine.runs(text)):  # cutting all before reading any is faster than by turns
        for item in items:
            if item.kind not in spoken.emits or machine.vetoed(item.kind, text, offset + item.start, offset + item.end):
                continue
            item, last = every_week(item, last, found, text, offset, machine), item
            read = timex(item, context, offset)
            if read is not None:
                found.append(read)
                lengths = lengths or item.kind == "closing-length"
                clocks = clocks or item.rules[0] == LED_BY
                last = item
    if clocks:
        _lead(found, text, machine)
    return _closed(found, text, machine) if lengths else found


@lru_cache(maxsize=8)
def _language(code: str, region: str = "") -> Language | None:
    if code not in LANGUAGES:
        return None
    times = _times(code)
    language: Language = times.of_region(region) if region and hasattr(times, "of_region") else times.LANGUAGE
    return language


def _times(code: str) -> ModuleType:
    return import_module(f"feeds.reading.languages.{code}.times")


def _region(code: str, region: str, text: str, timezone: str) -> str:
    """The country whose English (…) it is: the one that is told, else the one the text writes like."""
    if region or code not in LANGUAGES or not hasattr(_times(code), "region_of"):
        return region
    return str(_times(code).region_of(text, timezone))


def _lead(found: list[Timex], text: str, machine: Machine) -> None:
    """Doors 7pm, show 8pm, Sat 25 Jan: a clock before one that its day follows is of that day."""
    for n in range(len(found) - 1, 0, -1):
        day, clock = found[n], found[n - 1]
        if (day.rules[:1] != (LED_BY,) and "led" not in day.rules) or day.value is None or clock.value is None:
            continue
        between = text[clock.span.end : day.span.start]
        if clock.type != "TIME" or "day" not in clock.inferred or clock.rrule or len(between) > NEARBY:
            continue
        if "\n" in between or machine.sentence_end.search(between):
            continue
        end = day.value[:10] + clock.end[10:] if clock.end else None
        found[n - 1] = replace(
            clock, value=day.value[:10] + clock.value[10:], end=end, inferred=day.inferred, rules=(*clock.rules, "led")
        )


def _closed(found: list[Timex], text: str, machine: Machine) -> list[Timex]:
    """Lengths that close a span (为期三天): the day in the same sentence gets its last day."""
    out = list(found)
    for n, length in enumerate(found):
        if length.type != "DURATION" or "closing length" not in length.rules:
            continue
        ahead = machine.forward.match(text, length.span.end) is not None  # 为期一周的文化周昨日谢幕
        for m in (n + 1, n - 1) if ahead else (n - 1, n + 1):
            if not 0 <= m < len(out) or out[m].value is None or out[m].rrule:
                continue
            if out[m].end is not None:  # 2月15日至23日，共9天：what has its end is what the length is of
                if m < n and _lasts(out[m], length):
                    break
                continue
            if m > n and m + 1 < len(out) and out[m + 1].span.start - out[m].span.end < LISTED:
                continue  # a two-day fair on May 8 and 9
            low, high = (out[m].span, length.span) if m < n else (length.span, out[m].span)
            between = text[low.end : high.start]
            if len(between) > REACH or machine.sentence_end.search(between):
                continue
            stretched = _stretched(out[m], length, text, machine, n - m == 1)
            if stretched is not None:
                out[m] = stretched
                break
    return out


def _lasts(span: Timex, length: Timex) -> bool:
    """Whether a span of days is so long as the length says."""
    if span.value is None or span.end is None or not len(span.value) == len(span.end) == 10:
        return False
    return length.duration == f"P{(dt.date.fromisoformat(span.end) - dt.date.fromisoformat(span.value)).days}D"


def _stretched(day: Timex, length: Timex, text: str, machine: Machine, behind: bool) -> Timex | None:
    """The day with the end (or, when it is the closing day, the start) that the length gives it."""
    parts = re.fullmatch(r"P(\d+)([DWMY])", length.duration or "")
    if parts is None or day.value is None or len(day.value) < 10:
        return None
    amount, unit = int(parts[1]), parts[2].lower()
    first = dt.date.fromisoformat(day.value[:10])
    places = (day.span.end, length.span.end) if behind else (day.span.end,)  # 7月9日，为期半个月的艺术节落幕
    if any(machine.closing.match(text[at : at + 24]) for at in places):
        found = later(dt.datetime.combine(first, dt.time()), ((unit, -amount),), "d")
        begin = almanac.add_days(found.day, 1) if found else None
        if begin is None:
            return None
        end = stamp(first + almanac.DAY, "d")
        return replace(day, value=stamp(begin, "d"), end=end, open=None, duration=length.duration)
    found = later(dt.datetime.combine(first, dt.time()), ((unit, amount),), "d")
    return replace(day, open=None, end=stamp(found.day, "d"), duration=length.duration) if found else None
