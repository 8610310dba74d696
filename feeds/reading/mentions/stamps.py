"""What the format states of a day beside its words (<time datetime="2026-02-10T19:00">Tue 10 Feb</time>).

The words decide what they say; the stamp decides what they leave open: the year, the day of a weekday, the hour.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from feeds.reading.mentions.drafts import CLOCK, DAY, Moment
from feeds.records import Article, Document, Span, Stamp

_VALUE = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?$")


def within(article: Article, stamps: Sequence[Stamp]) -> list[Stamp]:
    """The stamps of an article, at their place in its text."""
    found = []
    for stamp in stamps:
        for start, origin, length in article.origin.runs:
            low = stamp.span.start - origin
            if 0 <= low < length:
                end = min(start + low + stamp.span.end - stamp.span.start, start + length)
                found.append(Stamp(Span(start + low, end), stamp.value))
                break
    return sorted(found, key=lambda stamp: stamp.span.start)


def first(document: Document) -> dt.date | None:
    """A day to count from when nothing tells when the page was printed: the first that its format states."""
    days = [told[0] for stamp in document.stamps if (told := _value(stamp.value))]
    days += [one.facts.when.first_day for one in document.structured if one.facts.when]
    return min(days, default=None)


def settled(moments: list[Moment], stamps: Sequence[Stamp]) -> list[Moment]:
    """The moments with what the stamps beside them state; words that told the reader no time are one by their stamp."""
    if not stamps:
        return moments
    out = list(moments)
    for stamp in stamps:
        told = _value(stamp.value)
        if told is None:
            continue
        day, clock, shifted = told
        touching = [i for i, at in enumerate(out) if at.span.start < stamp.span.end and stamp.span.start < at.span.end]
        if not touching:
            # words that tell no time to a reader, but do by their stamp (a tile with a day and a short month)
            low = bisect_left([at.span.start for at in out], stamp.span.start)
            at = Moment(stamp.span, DAY, day, None if shifted else clock, precision="day", rules=("stamp",))
            out.insert(low, replace(at, precision="time") if at.clock else at)
        for i in touching:
            last = out[i].last
            if last and last != out[i].day and stamp.span.start > out[i].span.start:
                # <time>5月1日</time>—<time>8月4日</time>: the second states the last day.
                out[i] = replace(out[i], last=max(day, out[i].day or day))
            else:
                out[i] = _settled(out[i], day, clock, shifted)
    return out


def _settled(at: Moment, day: dt.date, clock: dt.time | None, shifted: bool) -> Moment:
    if at.kind not in (DAY, CLOCK) or at.precision in ("month", "year") or at.rrule:
        return at
    if at.kind == CLOCK:
        # A clock alone is of the stamp's day, unless the zone may have moved it over midnight.
        return at if shifted else replace(at, kind=DAY, day=day, last=day if at.until else None, precision="time")
    if at.day is None or at.day == day or (shifted and abs((at.day - day).days) <= 1):
        moved = at
    elif at.guessed or at.day.day != day.day or at.day.month != day.month:
        length = at.last - at.day if at.last else None
        moved = replace(at, day=day, last=day + length if length is not None else None)
    else:
        moved = replace(at, day=day, last=day if at.last == at.day else at.last)
    # Words that tell the year tell all that is meant: the hour beside them is when the page was written.
    if clock is not None and not shifted and at.guessed and moved.clock is None and moved.last in (None, moved.day):
        moved = replace(moved, clock=clock, last=None, precision="time")
    return moved


def _value(stated: str) -> tuple[dt.date, dt.time | None, bool] | None:
    """The day, the hour, and whether both are told in a zone that may not be the page's own.

    Midnight is no hour, but how a day is written where an hour is asked for; so is noon in UTC.
    """
    found = _VALUE.match(stated)
    if not found:
        return None
    try:
        day = dt.date.fromisoformat(found[1])
        clock = dt.time(int(found[2]), int(found[3])) if found[2] else None
    except ValueError:
        return None
    if clock == dt.time() or (clock == dt.time(12) and found[4] in ("Z", "+00:00", "+0000")):
        return day, None, False
    return day, clock, clock is not None and found[4] in ("Z", "+00:00", "+0000")
