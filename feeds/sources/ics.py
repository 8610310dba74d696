"""ICS in: a calendar's events come as they are stated, with their UID as a foreign key.

The bytes are unfolded before they are decoded (RFC 5545, 3.1: a fold may stand inside a letter). An occurrence that
was moved (RECURRENCE-ID) is a day taken out of its rule and an event of its own.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
import zoneinfo
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Any

from icalendar import Calendar
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from feeds.errors import DocumentError
from feeds.records import Document, Facts, Problem, Span, Status, Structured, When
from feeds.sources.composer import Composer, cleaned
from feeds.sources.encodings import decode

_FOLD = re.compile(rb"\r?\n[ \t]")
#: A calendar of a hundred thousand entries is somebody's whole life, not a club's programme.
MAX_EVENTS = 20_000
#: Days added to one event (RDATE) that are read.
MAX_ADDED = 366
_STATUS: dict[str, Status] = {"CANCELLED": "cancelled", "TENTATIVE": "tentative"}


def read(
    data: bytes, name: str, *, language: str | None = None, url: str | None = None, charset: str | None = None
) -> Document:
    """The calendar's events as structured ones; its text is what people would read of them, a paragraph each."""
    text, _ = decode(_FOLD.sub(b"", data), name, charset)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # icalendar warns of zones it guesses; we look at their names ourselves
            calendars = Calendar.from_ical(text, multiple=True)
    except (ValueError, OSError) as error:  # a zone's name is looked up as a file, however long
        raise DocumentError(f"{name}: no sound calendar: {str(error)[:120]}; export it anew") from None
    composer, problems = Composer(), []
    structured: list[Structured] = []
    zones = {str(c.get("X-WR-TIMEZONE")) for c in calendars if c.get("X-WR-TIMEZONE")}
    default = next((zone for zone in zones if _is_zone(zone)), "")
    events = [event for calendar in calendars for event in calendar.walk("VEVENT")]
    moved = _moved(events)
    for event in events[:MAX_EVENTS]:
        told = _told(event)
        span = composer.add("\n".join(told)) or Span(0, 0)
        try:
            structured += _structured(event, moved, span, default, language)
        except (ValueError, KeyError, AttributeError, TypeError, OverflowError) as error:
            problems.append(Problem(span, f"an event that cannot be read: {' '.join(str(error).split())[:120]}"))
    if len(events) > MAX_EVENTS:
        problems.append(Problem(Span(0, 0), f"{len(events)} events; only the first {MAX_EVENTS} are read"))
    title = next((cleaned(str(c.get("X-WR-CALNAME"))) for c in calendars if c.get("X-WR-CALNAME")), None)
    return Document(
        name, "text/calendar", composer.text, language, blocks=composer.blocks, structured=tuple(structured),
        title=title, url=url, problems=tuple(problems),
    )  # fmt: skip


def _told(event: Any) -> Iterator[str]:
    for key in ("SUMMARY", "LOCATION", "DESCRIPTION"):
        if event.get(key):
            yield cleaned(str(event[key]))


def _moved(events: list[Any]) -> dict[str, list[dt.date]]:
    """The days of each UID's rule that are told apart, by RECURRENCE-ID."""
    moved: dict[str, list[dt.date]] = {}
    for event in events:
        if event.get("RECURRENCE-ID") is not None:
            moved.setdefault(str(event.get("UID")), []).append(_day(event["RECURRENCE-ID"].dt))
    return moved


def _structured(
    event: Any, moved: dict[str, list[dt.date]], span: Span, default: str, language: str | None
) -> Iterator[Structured]:
    """The event, and once more for each day that is added to it (RDATE)."""
    uid = cleaned(str(event.get("UID") or "")) or None
    alone = event.get("RECURRENCE-ID")
    when = _when(event, default)
    if alone is None and uid in moved and when.rrule:
        when = replace(when, exdates=tuple(sorted({*when.exdates, *moved[uid]})))
    title = cleaned(str(event.get("SUMMARY") or ""))
    if not title:
        raise ValueError("it has no SUMMARY")
    link = cleaned(str(event.get("URL") or ""))
    facts = Facts(
        title=" ".join(title.split()),
        when=when,
        place=" ".join(cleaned(str(event.get("LOCATION") or "")).split()) or None,
        status=_STATUS.get(str(event.get("STATUS") or "").upper(), "confirmed"),
        categories=tuple(_categories(event)),
        organizer=_organizer(event),
        contact=cleaned(str(event.get("CONTACT") or "")) or None,
        url=link if link.startswith(("http://", "https://")) else None,
        language=language,
    )
    foreign = f"{uid}#{_day(alone.dt).isoformat()}" if uid and alone is not None else uid
    yield Structured(facts, foreign, "ics", span)
    for start, end in islice(_added(event, when), MAX_ADDED):
        again = replace(facts, when=When(start, end, when.timezone, when.precision))
        yield Structured(again, f"{uid}#{_day(start).isoformat()}" if uid else None, "ics", span)


def _added(event: Any, when: When) -> Iterator[tuple[dt.date | dt.datetime, dt.date | dt.datetime | None]]:
    """The beginnings of RDATE, each with the length of the event, or the period that it is."""
    told = event.get("RDATE") or []
    for value in (each.dt for group in (told if isinstance(told, list) else [told]) for each in group.dts):
        start, end = value if isinstance(value, tuple) else (value, None)
        start = _local(start, when.timezone)
        if isinstance(end, dt.timedelta):
            end = start + end
        elif isinstance(end, dt.datetime):
            end = _local(end, when.timezone)
        elif when.end is not None:
            end = start + (when.end - when.start)
        if start != when.start and type(start) is type(when.start):
            yield start, end


def _when(event: Any, default: str) -> When:
    start = event["DTSTART"].dt
    end = event["DTEND"].dt if event.get("DTEND") is not None else None
    if end is None and event.get("DURATION") is not None:
        end = start + event["DURATION"].dt
    zone = _zone(event["DTSTART"], default)
    exdates = tuple(sorted({_day(_local(value, zone)) for value in _exdates(event)}))
    rrule = _rrule(event, zone)
    if isinstance(start, dt.datetime):
        start = _local(start, zone)
        end = _local(end, zone) if isinstance(end, dt.datetime) else None
        end = end if end and end > start else None
        return When(start, end, zone, "time", rrule, exdates)
    end = end if isinstance(end, dt.date) and not isinstance(end, dt.datetime) and end > start else None
    return When(start, end, zone, "day", rrule, exdates)


def _zone(prop: Any, default: str) -> str:
    """The IANA zone of a DTSTART; UTC stays UTC, a floating or unknown one is the calendar's ("": it names none)."""
    named = str(prop.params.get("TZID") or "").strip().strip("\"'")[:200]
    key = str(getattr(getattr(prop.dt, "tzinfo", None), "key", None) or "")
    aware = isinstance(prop.dt, dt.datetime) and prop.dt.tzinfo is not None
    return _named_zone(named, key) or default or ("UTC" if aware else "")


@lru_cache(maxsize=256)
def _named_zone(named: str, key: str) -> str:
    candidates = (named, WINDOWS_TO_OLSON.get(named, ""), "/".join(named.split("/")[-2:]), *_cities(named), key)
    return next((zone for zone in candidates if _is_zone(zone)), "")


def _cities(named: str) -> Iterator[str]:
    """(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi: as Exchange names its zones, by their cities."""
    for city in re.findall(r"[A-Z][a-z]+(?: [A-Z][a-z]+)*", named.partition(")")[2]):
        if city in ("Beijing", "Chongqing"):
            yield "Asia/Shanghai"
        tail = "/" + city.replace(" ", "_")
        yield from sorted(zone for zone in zoneinfo.available_timezones() if zone.endswith(tail))


def _is_zone(name: str) -> bool:
    try:
        return bool(name) and zoneinfo.ZoneInfo(name) is not None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _local(moment: dt.date | dt.datetime, zone: str) -> Any:
    if isinstance(moment, dt.datetime) and moment.tzinfo is not None:
        return moment.astimezone(zoneinfo.ZoneInfo(zone or "UTC")).replace(tzinfo=None)
    return moment


def _day(moment: dt.date | dt.datetime) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _exdates(event: Any) -> Iterator[dt.date | dt.datetime]:
    told = event.get("EXDATE") or []
    for group in told if isinstance(told, list) else [told]:
        yield from (value.dt for value in group.dts)


def _rrule(event: Any, zone: str) -> str | None:
    """The rule with its UNTIL as the inclusive last local day (records.When)."""
    rule = event.get("RRULE")
    if isinstance(rule, list):
        raise ValueError("it has two rules")
    if not rule:
        return None
    text = str(rule.to_ical().decode("utf-8"))
    until = next(iter(rule.get("UNTIL") or ()), None)
    if until is None:
        return text
    return re.sub(r"UNTIL=[^;]+", f"UNTIL={_day(_local(until, zone)):%Y%m%d}", text)


def _categories(event: Any) -> Iterator[str]:
    told = event.get("CATEGORIES") or []
    for group in told if isinstance(told, list) else [told]:
        yield from (cleaned(str(word)) for word in getattr(group, "cats", [group]) if cleaned(str(word)))


def _organizer(event: Any) -> str | None:
    organizer = event.get("ORGANIZER")
    name = getattr(organizer, "params", {}).get("CN") if organizer is not None else None
    return cleaned(str(name)) if name else None
