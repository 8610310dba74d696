"""iCalendar (RFC 5545, RFC 7986): an event as a VEVENT by icalendar, a feed as head + VEVENTs + foot."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace

import icalendar
from icalendar.prop import vRecur

from feeds.publishing import addresses, facts
from feeds.publishing.recurrence import until
from feeds.publishing.setting import Setting
from feeds.publishing.text import clean, fold, line
from feeds.publishing.vtimezone import vtimezone, zone
from feeds.records import Event, When

#: Ours, without a version: another release must not be another calendar.
PRODID = "-//feeds//feeds//EN"
STATUS = {"confirmed": "CONFIRMED", "tentative": "TENTATIVE", "cancelled": "CANCELLED", "postponed": "TENTATIVE"}
_UNTIL = re.compile(r";?UNTIL=[^;]*", re.I)


def holds(event: Event) -> bool:
    """Whether a calendar can show it: a month is no day, and a day is never guessed."""
    when = event.facts.when
    return when is not None and when.precision in ("time", "day")


def component(made: icalendar.Event) -> bytes:
    """One VEVENT, folded, the same in every process."""
    return b"".join(fold(str(content)) for content in made.content_lines(sorted=False) if content)


def vevent(event: Event, setting: Setting) -> icalendar.Event:
    told, site = event.facts, setting.site
    assert told.when is not None
    when = _at_once(facts.moment(told.when, told.kind))
    link = addresses.event(site, event.uid)
    made = icalendar.Event()
    made.add("uid", line(event.uid))
    made.add("dtstamp", _utc(event.last_modified))
    made.add("created", _utc(event.created))
    made.add("last-modified", _utc(event.last_modified))
    made.add("sequence", event.sequence)
    _add_when(made, when)
    made.add("summary", facts.title(event, setting))
    if told.place and line(told.place):
        made.add("location", line(told.place))
    if text := facts.description(event, setting, link=link):
        made.add("description", text)
        # Only where there is a page to press: it costs as much as all the rest, of a feed that has a budget.
        if setting.rich or facts.linked(event):
            html = facts.described(event, setting, link=link)
            made.add("x-alt-desc", html, parameters={"FMTTYPE": "text/html"})
    made.add("url", link)
    if categories := facts.categories(event, setting):
        made.add("categories", categories)
    made.add("status", STATUS[told.status])
    made.add("transp", "TRANSPARENT")
    if told.contact and line(told.contact):
        made.add("contact", line(told.contact))
    if event.parent:
        made.add("related-to", line(event.parent), parameters={"RELTYPE": "PARENT"})
    if setting.feed.alarm:
        made.add_component(_alarm(setting.feed.alarm, facts.title(event, setting)))
    return made


def _utc(moment: dt.datetime) -> dt.datetime:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return aware.astimezone(dt.UTC).replace(microsecond=0)


def _add_when(made: icalendar.Event, when: When) -> None:
    if not isinstance(when.start, dt.datetime):
        made.add("dtstart", when.start)
        if when.end is not None:
            made.add("dtend", when.end)
        elif when.start < dt.date.max:
            made.add("dtend", when.start + dt.timedelta(days=1))
    else:
        _add_local(made, "dtstart", when.start, when.timezone)
        if when.end is not None:
            assert isinstance(when.end, dt.datetime)
            _add_local(made, "dtend", when.end, when.timezone)
    if when.rrule:
        try:
            made.add("rrule", vRecur.from_ical(rule(when)))
        except ValueError:
            return
        for day in sorted(when.exdates):
            if isinstance(when.start, dt.datetime):
                _add_local(made, "exdate", dt.datetime.combine(day, when.start.time()), when.timezone)
            else:
                made.add("exdate", day, parameters={"VALUE": "DATE"})


def _add_local(made: icalendar.Event, name: str, moment: dt.datetime, timezone: str) -> None:
    """A clock time in its zone; in UTC for a zone of UTC alone, which needs no VTIMEZONE."""
    moment = moment.replace(tzinfo=None, microsecond=0)
    if tzid(timezone) is None:
        made.add(name, moment.replace(tzinfo=dt.UTC))
    else:
        made.add(name, moment, parameters={"TZID": timezone})


def tzid(timezone: str) -> str | None:
    """The TZID to write; None for UTC and for what the tz database does not know (never a fixed offset)."""
    return None if timezone in ("UTC", "Etc/UTC", "Z") or zone(timezone) is None else timezone


def rule(when: When) -> str:
    """The RRULE with its UNTIL as DTSTART wants it: a DATE for days, UTC for clock times.

    >>> rule(When(dt.datetime(2025, 1, 4, 9), precision="time", rrule="FREQ=WEEKLY;UNTIL=20250630"))
    'FREQ=WEEKLY;UNTIL=20250630T155959Z'
    """
    assert when.rrule is not None
    last = until(when.rrule)
    text = _UNTIL.sub("", when.rrule).strip(";")
    if last is None:
        return text
    if not isinstance(when.start, dt.datetime):
        return f"{text};UNTIL={last:%Y%m%d}"
    from zoneinfo import ZoneInfo

    zoned = dt.UTC if tzid(when.timezone) is None else ZoneInfo(when.timezone)
    last = min(max(last, dt.date(1, 1, 3)), dt.date(9999, 12, 29))
    end = dt.datetime.combine(last, dt.time(23, 59, 59), zoned).astimezone(dt.UTC)
    return f"{text};UNTIL={end:%Y%m%dT%H%M%SZ}"


def _alarm(trigger: str, text: str) -> icalendar.Alarm:
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm["trigger"] = icalendar.vDuration(trigger)
    return alarm


def tag(event: Event) -> str:
    """The zone that the event's clock times stand in: what the head needs to know of it."""
    when = event.facts.when
    if when is None or not isinstance(when.start, dt.datetime):
        return ""
    return tzid(_at_once(when).timezone) or ""


def _at_once(when: When) -> When:
    """A single moment that a page tells by its offset alone (…-04:00) in UTC: an offset is no zone of a calendar's.

    A rule keeps the fixed zone, because its days are counted there.
    """
    if when.rrule or not when.timezone.startswith("Etc/GMT") or not isinstance(when.start, dt.datetime):
        return when
    from zoneinfo import ZoneInfo

    def utc(moment: dt.datetime) -> dt.datetime:
        return moment.replace(tzinfo=ZoneInfo(when.timezone)).astimezone(dt.UTC).replace(tzinfo=None)

    end = utc(when.end) if isinstance(when.end, dt.datetime) else None
    return replace(when, start=utc(when.start), end=end, timezone="UTC")


def head(setting: Setting, zones: Iterable[tuple[str, int]]) -> bytes:
    """From BEGIN:VCALENDAR to the last VTIMEZONE: `zones` are (TZID, the year of its first event)."""
    lines = [f"{name}{value}" for name, value in _calendar(setting)]
    parts = [vtimezone(name, year) for name, year in sorted(zones) if name]
    return b"".join([*map(fold, ["BEGIN:VCALENDAR", *lines]), *parts])


def _calendar(setting: Setting) -> list[tuple[str, str]]:
    site, feed = setting.site, setting.feed
    title = _escaped(line(" ".join(filter(None, (feed.title or feed.name, setting.month)))))
    seconds = site.refresh
    pace = f"PT{seconds // 3600}H" if seconds % 3600 == 0 else f"PT{max(seconds // 60, 1)}M"
    if setting.month:
        source = addresses.archive(site, feed.name, setting.month, "ics")
    else:
        source = addresses.feed(site, feed.name, "ics", setting.query)
    lines = [
        ("VERSION:", "2.0"),
        ("PRODID:", PRODID),
        ("CALSCALE:", "GREGORIAN"),
        ("NAME:", title),
        ("X-WR-CALNAME:", title),
    ]
    if feed.description:
        text = _escaped(clean(feed.description))
        lines += [("DESCRIPTION:", text), ("X-WR-CALDESC:", text)]
    lines += [("REFRESH-INTERVAL;VALUE=DURATION:", pace), ("X-PUBLISHED-TTL:", pace), ("SOURCE;VALUE=URI:", source)]
    if feed.color:
        lines.append(("COLOR:", feed.color))
    return lines


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


FOOT = b"END:VCALENDAR\r\n"
