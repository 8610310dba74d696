"""Days and times as people say them: the only place where a half-open range becomes a last day."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

from feeds.records import When

MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
HAN = "一二三四五六日"
NBSP = "\u00a0"


def weekday(day: dt.date, language: str, *, short: bool = False) -> str:
    if language == "zh":
        return f"周{HAN[day.weekday()]}"
    return WEEKDAYS[day.weekday()][:3] if short else WEEKDAYS[day.weekday()]


def month(day: dt.date, language: str, *, year: bool = False) -> str:
    """The heading of a month, or of its year: 2025年1月, January 2025; 2025年, 2025."""
    if year:
        return f"{day.year}年" if language == "zh" else str(day.year)
    return f"{day.year}年{day.month}月" if language == "zh" else f"{MONTHS[day.month - 1]} {day.year}"


def full(day: dt.date, language: str, *, named: bool = True) -> str:
    """2025年1月18日 周六; Saturday 18 January 2025.

    >>> full(dt.date(2025, 1, 18), "en")
    'Saturday 18 January 2025'
    """
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日" + (f"{NBSP}{weekday(day, language)}" if named else "")
    said = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{weekday(day, language)} {said}" if named else said


def short(day: dt.date, language: str, today: dt.date) -> str:
    """As short as is clear today: the year is said when it is another one."""
    if language == "zh":
        return f"{day.month}月{day.day}日" if day.year == today.year else f"{day.year}年{day.month}月{day.day}日"
    said = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return said if day.year == today.year else f"{said} {day.year}"


def clock(moment: dt.datetime) -> str:
    return f"{moment:%H:%M}"


def hours(when: When) -> str:
    """10:30, or 19:30–21:00 when it ends the same day (or before the next noon); "" for whole days."""
    if not isinstance(when.start, dt.datetime) or when.precision != "time":
        return ""
    if isinstance(when.end, dt.datetime) and when.end - when.start < dt.timedelta(hours=18):
        return f"{clock(when.start)}–{clock(when.end)}"
    return clock(when.start)


def span(when: When, language: str) -> str:
    """The whole of it in words, last day and clock included.

    >>> span(When(dt.date(2025, 1, 13), dt.date(2025, 1, 15)), "en")
    '13–14 January 2025'
    >>> span(When(dt.date(2025, 1, 13), dt.date(2025, 1, 15)), "zh")
    '2025年1月13日至14日'
    >>> span(When(dt.date(2025, 6, 1), precision="month"), "en")
    'June 2025'
    """
    if when.precision == "year":
        return f"{when.first_day.year}年" if language == "zh" else str(when.first_day.year)
    if when.precision == "month":
        return _months(when, language)
    first, last = when.first_day, when.last_day
    if when.rrule:
        return _recurring(when, language)
    if isinstance(when.start, dt.datetime) and hours(when).count(":") == 2:
        last = first  # an evening that ends past midnight is that evening's
    said = _days(first, last, language)
    told = hours(when)
    if isinstance(when.end, dt.datetime) and last != first:
        told = f"{clock(when.start)} → {clock(when.end)}" if isinstance(when.start, dt.datetime) else ""
    return f"{said}{NBSP}{told}" if told and language == "zh" else f"{said}, {told}" if told else said


def _months(when: When, language: str) -> str:
    first, last = when.first_day, when.last_day
    if when.end is None or (first.year, first.month) == (last.year, last.month):
        return month(first, language)
    return (
        f"{month(first, language)}至{month(last, language)}"
        if language == "zh"
        else (f"{month(first, language)} – {month(last, language)}")
    )


def _days(first: dt.date, last: dt.date, language: str) -> str:
    if first == last:
        return full(first, language)
    if language == "zh":
        tail = f"{last.day}日"
        if (first.year, first.month) != (last.year, last.month):
            tail = f"{last.month}月{tail}" if first.year == last.year else full(last, language, named=False)
        return f"{full(first, language, named=False)}至{tail}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{full(last, language, named=False)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {full(last, language, named=False)}"
    return f"{full(first, language, named=False)} – {full(last, language, named=False)}"


_EVERY = {
    "DAILY": ("每天", "every day"),
    "WEEKLY": ("每周", "every week"),
    "MONTHLY": ("每月", "every month"),
    "YEARLY": ("每年", "every year"),
}
_UNITS = {"DAILY": ("天", "days"), "WEEKLY": ("周", "weeks"), "MONTHLY": ("个月", "months"), "YEARLY": ("年", "years")}
_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}


def recurrence(rrule: str, first: dt.date, language: str) -> str:
    """A rule in words; a rule that has no plain words is told as it stands.

    >>> recurrence("FREQ=WEEKLY;BYDAY=SA", dt.date(2025, 1, 4), "en")
    'every Saturday'
    >>> recurrence("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", dt.date(2025, 1, 6), "zh")
    '每2周的周一、周三'
    >>> recurrence("FREQ=MONTHLY;BYDAY=-1SU", dt.date(2025, 1, 26), "en")
    'every month on the last Sunday'
    """
    parts = dict(part.split("=", 1) for part in rrule.upper().split(";") if "=" in part)
    frequency, interval = parts.get("FREQ", ""), int(parts.get("INTERVAL", "1") or 1)
    if frequency not in _EVERY or set(parts) - {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "UNTIL", "COUNT", "WKST"}:
        return rrule
    zh = language == "zh"
    named = _by_days([code for code in parts.get("BYDAY", "").split(",") if code], language)
    every = _EVERY[frequency][0 if zh else 1]
    if interval > 1:
        every = f"每{interval}{_UNITS[frequency][0]}" if zh else f"every {interval} {_UNITS[frequency][1]}"
    if zh:
        listed = "、".join(named)
        if frequency == "WEEKLY" and interval == 1 and named:
            said = "每" + listed
        else:
            said = every + (f"的{listed}" if listed else "")
        if "BYMONTHDAY" in parts:
            said += f"{parts['BYMONTHDAY']}日"
        return said
    listed = ", ".join(named[:-1]) + (" and " if len(named) > 1 else "") + (named[-1] if named else "")
    if frequency == "WEEKLY" and interval == 1 and named:
        return f"every {listed}"
    said = f"{every} on {'the ' if frequency != 'WEEKLY' else ''}{listed}" if named else every
    return said + (f" on day {parts['BYMONTHDAY']}" if "BYMONTHDAY" in parts else "")


def _by_days(codes: list[str], language: str) -> list[str]:
    """Days by name; three or more in a row as a span.

    >>> _by_days(["MO", "TU", "WE", "TH", "FR"], "zh"), _by_days(["SA", "SU"], "en")
    (['周一至周五'], ['Saturday', 'Sunday'])
    """
    order = [DAY_CODES.index(code) for code in codes if code in DAY_CODES]
    if len(order) == len(codes) > 2 and order == list(range(order[0], order[0] + len(order))):
        first, last = _by_day(codes[0], language), _by_day(codes[-1], language)
        return [f"{first}至{last}" if language == "zh" else f"{first} to {last}"]
    return [_by_day(code, language) for code in codes]


def _by_day(code: str, language: str) -> str:
    match = re.fullmatch(r"([+-]?\d+)?(MO|TU|WE|TH|FR|SA|SU)", code)
    if not match:
        return code
    index = DAY_CODES.index(match[2])
    name = f"周{HAN[index]}" if language == "zh" else WEEKDAYS[index]
    if not match[1]:
        return name
    nth = int(match[1])
    if language == "zh":
        return f"最后一个{name}" if nth == -1 else f"第{HAN[nth - 1] if 0 < nth <= 5 else nth}个{name}"
    return f"{_NTH.get(nth, str(nth))} {name}"


def _recurring(when: When, language: str) -> str:
    assert when.rrule is not None
    said = recurrence(when.rrule, when.first_day, language)
    told = hours(when)
    until = re.search(r"UNTIL=(\d{4})(\d\d)(\d\d)", when.rrule)
    start = full(when.first_day, language, named=False)
    if language == "zh":
        tail = f"，{start}起"
        if until:
            tail += f"，至{int(until[1])}年{int(until[2])}月{int(until[3])}日"
        return f"{said}{NBSP}{told}{tail}" if told else said + tail
    tail = f", from {start}"
    if until:
        tail += " to " + full(dt.date(int(until[1]), int(until[2]), int(until[3])), language, named=False)
    said = said[0].upper() + said[1:]
    return f"{said}, {told}{tail}" if told else said + tail


def moment(at: dt.datetime, zone: str, language: str) -> str:
    """A UTC moment (a revision) in the site's zone: 2025-01-16 08:30 is what a history shows."""
    local = (at if at.tzinfo else at.replace(tzinfo=dt.UTC)).astimezone(ZoneInfo(zone))
    return f"{full(local.date(), language, named=False)}{NBSP if language == 'zh' else ', '}{local:%H:%M}"


def machine(value: dt.date | dt.datetime, zone: str) -> str:
    """For <time datetime> and JSON-LD: a date, or a moment with its offset.

    >>> machine(dt.datetime(2025, 1, 18, 10, 30), "Asia/Shanghai")
    '2025-01-18T10:30:00+08:00'
    """
    if isinstance(value, dt.datetime):
        return (value if value.tzinfo else value.replace(tzinfo=ZoneInfo(zone))).isoformat()
    return value.isoformat()
