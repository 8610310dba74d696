"""schema.org Event, for the machines that read our pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

from feeds.publishing import addresses
from feeds.records import Event, Site, When
from feeds.web.days import machine

STATUS = {"cancelled": "EventCancelled", "postponed": "EventPostponed"}


def schema_event(event: Event, site: Site) -> dict[str, Any]:
    facts, when = event.facts, event.facts.when
    moved = facts.previous_start is not None and facts.status == "confirmed"
    status = "EventRescheduled" if moved else STATUS.get(facts.status, "EventScheduled")
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": addresses.event(site, event.uid),
        "url": facts.url or addresses.event(site, event.uid),
        "name": facts.title,
        "eventStatus": f"https://schema.org/{status}",
    }
    if when is not None:
        made["startDate"] = _start(when)
        if when.end is not None and when.precision in ("time", "day"):
            timed = isinstance(when.end, dt.datetime)
            made["endDate"] = machine(when.end, when.timezone) if timed else when.last_day.isoformat()
        if facts.previous_start is not None:
            made["previousStartDate"] = machine(facts.previous_start, when.timezone)
    if facts.place:
        made["location"] = {"@type": "Place", "name": facts.place, "address": facts.place}
    if facts.organizer:
        made["organizer"] = {"@type": "Organization", "name": facts.organizer}
    if facts.language:
        made["inLanguage"] = facts.language
    if event.mentions:
        made["description"] = event.mentions[-1].evidence
    return made


def _start(when: When) -> str:
    if when.precision in ("month", "year"):
        return when.first_day.isoformat()[: 7 if when.precision == "month" else 4]
    return machine(when.start, when.timezone)
