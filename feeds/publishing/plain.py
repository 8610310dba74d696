"""Records as plain JSON: what `feeds events --json` prints and the JSON API answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from feeds.records import Entry, Event


def event_data(event: Event) -> dict[str, Any]:
    """The event as JSON: the last day inclusive, as in `feeds extract`."""
    facts, when = event.facts, event.facts.when
    end: str | None = None
    if when is not None and isinstance(when.end, dt.datetime):
        end = when.end.isoformat(timespec="minutes")
    elif when is not None and when.last_day > when.first_day:
        end = when.last_day.isoformat()
    timed = when is not None and isinstance(when.start, dt.datetime)
    return {
        "uid": event.uid,
        "title": facts.title,
        "phase": facts.phase,
        "start": (when.start.isoformat(timespec="minutes") if timed else str(when.start)) if when else None,  # type: ignore[call-arg]
        "end": end,
        "precision": when.precision if when else None,
        "rrule": when.rrule if when else None,
        "exdates": [each.isoformat() for each in when.exdates] if when else [],
        "timezone": when.timezone if when else None,
        "place": facts.place,
        "status": facts.status,
        "previous_start": facts.previous_start.isoformat() if facts.previous_start else None,
        "kind": facts.kind,
        "categories": list(facts.categories),
        "organizer": facts.organizer,
        "contact": facts.contact,
        "price": facts.price,
        "url": facts.url,
        "confidence": round(event.confidence, 2),
        "hidden": event.hidden,
        "parent": event.parent,
        "sequence": event.sequence,
        "created": event.created.isoformat(),
        "last_modified": event.last_modified.isoformat(),
        "set_by_persons": sorted({each.field for each in event.overrides}),
        "mentions": [
            {
                "id": each.id,
                "article": each.article,
                "source": each.source,
                "published": each.published.isoformat() if each.published else None,
                "headline": each.headline,
                "evidence": each.evidence,
                "confidence": round(each.confidence, 2),
            }
            for each in event.mentions
        ],
    }


def entry_data(entry: Entry) -> dict[str, Any]:
    """A stored article."""
    return {
        "id": entry.id,
        "headline": entry.article.headline,
        "bylines": list(entry.article.bylines),
        "text": entry.article.text,
        "source": entry.source,
        "language": entry.language,
        "published": entry.published.isoformat() if entry.published else None,
        "created": entry.created.isoformat(),
        "updated": entry.updated.isoformat(),
        "url": entry.url,
        "events": list(entry.events),
        "document": entry.document,
    }
