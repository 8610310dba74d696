"""schema.org Events as JSON-LD: a feed as a graph, one event for the head of its page."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any
from zoneinfo import ZoneInfo

from feeds.publishing import addresses, facts
from feeds.publishing.ics import tzid
from feeds.publishing.items import as_data
from feeds.publishing.recurrence import until
from feeds.publishing.setting import Setting
from feeds.publishing.text import line
from feeds.records import Event, When

STATUS = {
    "confirmed": "https://schema.org/EventScheduled",
    "tentative": "https://schema.org/EventScheduled",
    "cancelled": "https://schema.org/EventCancelled",
    "postponed": "https://schema.org/EventPostponed",
}
_DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
_PACE = {"DAILY": "D", "WEEKLY": "W", "MONTHLY": "M", "YEARLY": "Y"}


def event(record: Event, setting: Setting) -> dict[str, Any]:
    """One Event; `json.dumps` of it is safe inside a <script> only with `<` escaped."""
    told, when = record.facts, record.facts.when
    assert when is not None
    link = addresses.event(setting.site, record.uid)
    shown = facts.moment(when, told.kind)
    moved = told.previous_start is not None and told.status == "confirmed"
    made: dict[str, Any] = {
        "@type": "Event",
        "@id": link,
        "identifier": record.uid,
        "name": line(told.title) or facts.UNTITLED,
        "startDate": _told(shown.start, shown),
        "eventStatus": "https://schema.org/EventRescheduled" if moved else STATUS[told.status],
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "url": link,
        "inLanguage": facts.language(record, setting),
        "description": facts.description(record, setting),
    }
    if shown.end is not None and shown.precision in ("time", "day"):
        end = shown.end if isinstance(shown.end, dt.datetime) else shown.end - dt.timedelta(days=1)
        made["endDate"] = _told(end, shown)
    elif data_end := as_data(record)["end"] if shown.precision not in ("time", "day") else None:
        made["endDate"] = data_end
    if told.previous_start is not None:
        made["previousStartDate"] = _told(told.previous_start, shown)
    if told.place and line(told.place):
        made["location"] = {"@type": "Place", "name": line(told.place), "address": line(told.place)}
    if told.organizer and line(told.organizer):
        made["organizer"] = {"@type": "Organization", "name": line(told.organizer)}
    if categories := facts.categories(record, setting):
        made["keywords"] = categories
    if told.url:
        made["sameAs"] = line(told.url)
    if shown.rrule:
        made["eventSchedule"] = _schedule(shown)
    if record.parent:
        made["superEvent"] = {"@id": addresses.event(setting.site, record.parent)}
    return made


def _told(moment: dt.date | dt.datetime, when: When) -> str:
    if isinstance(moment, dt.datetime):
        zoned = dt.UTC if tzid(when.timezone) is None else ZoneInfo(when.timezone)
        return moment.replace(tzinfo=zoned, microsecond=0).isoformat()
    return moment.isoformat()[: {"month": 7, "year": 4}.get(when.precision, 10)]


def _schedule(when: When) -> dict[str, Any]:
    assert when.rrule is not None
    parts = dict(part.split("=", 1) for part in when.rrule.upper().split(";") if "=" in part)
    made: dict[str, Any] = {"@type": "Schedule", "startDate": when.first_day.isoformat()}
    if pace := _PACE.get(parts.get("FREQ", "")):
        made["repeatFrequency"] = f"P{parts.get('INTERVAL', '1')}{pace}"
    days = re.findall(r"MO|TU|WE|TH|FR|SA|SU", parts.get("BYDAY", ""))
    if days:
        made["byDay"] = [f"https://schema.org/{_DAYS[day]}" for day in days]
    if isinstance(when.start, dt.datetime):
        made["startTime"] = f"{when.start:%H:%M:%S}"
    if isinstance(when.end, dt.datetime):
        made["endTime"] = f"{when.end:%H:%M:%S}"
    if last := until(when.rrule):
        made["endDate"] = last.isoformat()
    if parts.get("COUNT", "").isdigit():
        made["repeatCount"] = int(parts["COUNT"])
    if when.exdates:
        made["exceptDate"] = [day.isoformat() for day in sorted(when.exdates)]
    made["scheduleTimezone"] = when.timezone
    return made


def component(record: Event, setting: Setting) -> bytes:
    return json.dumps(event(record, setting), ensure_ascii=False, separators=(",", ":")).encode()


def script(record: Event, setting: Setting) -> str:
    """For a <script type="application/ld+json"> in the event's page."""
    made = {"@context": "https://schema.org"} | event(record, setting)
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


HEAD = b'{"@context":"https://schema.org","@graph":[\n'
FOOT = b"\n]}\n"
