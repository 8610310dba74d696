"""Events that a page states in JSON-LD, microdata or h-event: facts without prose."""

from __future__ import annotations

import datetime as dt
import html
import re
from typing import Any

from feeds.records import Facts, Precision, Span, Status, Structured, When
from feeds.sources import markup

_STATUS: dict[str, Status] = {
    "EventCancelled": "cancelled",
    "EventPostponed": "postponed",
    "EventRescheduled": "confirmed",
    "EventScheduled": "confirmed",
}
_MOMENT = re.compile(
    r"\s*(\d{4})-?(\d\d)-?(\d\d)(?:[T ]+(\d{1,2}):?(\d\d)(?::?\d\d(?:\.\d+)?)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?\s*$"
)
_TAGS = re.compile(r"<[^>]{1,200}>")


def events(stated: list[dict[str, Any]], source: str, marks: tuple[str, ...], text: str) -> tuple[Structured, ...]:
    """One record an event, the first statement of it kept: JSON-LD before microdata before h-event."""
    found: list[Structured] = []
    for one in stated:
        if markup.is_event(one):
            found += _structured(one, "json-ld", text)
    if marks:
        found += _marked(source, marks, text)
    seen: set[tuple[str, object]] = set()
    out = []
    for event in found:
        key = (event.facts.title.casefold(), event.facts.when.start if event.facts.when else None)
        if key not in seen:
            seen.add(key)
            out.append(event)
    return tuple(out)


def _marked(source: str, marks: tuple[str, ...], text: str) -> list[Structured]:
    import extruct

    found: list[Structured] = []
    said = extruct.extract(source, syntaxes=list(marks), uniform=False, errors="ignore")
    for item in said.get("microdata", ()):
        found += _microdata(item, text, 0)
    for item in said.get("microformat", ()):
        if "h-event" in item.get("type", ()):
            properties = {key: _first(value) for key, value in item.get("properties", {}).items()}
            renamed = {
                "name": properties.get("name"),
                "startDate": properties.get("start"),
                "endDate": properties.get("end"),
                "location": _place_of(properties.get("location")),
                "url": properties.get("url"),
            }
            found += _structured(renamed, "h-event", text)
    return found


def _microdata(item: dict[str, Any], text: str, depth: int) -> list[Structured]:
    if not isinstance(item, dict) or depth > 5:
        return []
    kinds = item.get("type") or ()
    properties = item.get("properties") or {}
    found: list[Structured] = []
    if any(re.search(r"(?:Event|Festival)$", str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
        flat = {key: _flat(value) for key, value in properties.items()}
        found += _structured(flat, "microdata", text)
    for value in properties.values():
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                found += _microdata(inner, text, depth + 1)
    return found


def _flat(value: Any) -> Any:
    value = _first(value)
    if isinstance(value, dict) and "properties" in value:
        return {key: _flat(inner) for key, inner in value["properties"].items()}
    return value


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _structured(one: dict[str, Any], syntax: str, text: str) -> list[Structured]:
    title = _words(one.get("name"))
    when = _when(one.get("startDate"), one.get("endDate"))
    if not title or when is None:
        return []
    status = _STATUS.get(str(_first(one.get("eventStatus")) or "").rpartition("/")[2], "confirmed")
    before = _moment(one.get("previousStartDate"))
    facts = Facts(
        title,
        when,
        place=_place(one.get("location")),
        status=status,
        organizer=_name(one.get("organizer")),
        price=_price(one.get("offers")),
        url=_url(one.get("url")),
        previous_start=before[0] if before else None,
    )
    at = text.find(title)
    foreign = one.get("@id") or one.get("identifier")
    return [
        Structured(
            facts, foreign if isinstance(foreign, str) else None, syntax, Span(at, at + len(title)) if at >= 0 else None
        )
    ]


def _words(value: Any) -> str | None:
    value = _first(value)
    if not isinstance(value, str):
        return None
    return " ".join(_TAGS.sub(" ", html.unescape(value)).split()) or None


def _moment(value: Any) -> tuple[dt.date | dt.datetime, Precision, str | None] | None:
    """A date, or the local clock time that is written, and the zone of its offset."""
    found = _MOMENT.match(value) if isinstance(value, str) else None
    if not found:
        return None
    try:
        day = dt.date(int(found[1]), int(found[2]), int(found[3]))
        if found[4] is None:
            return day, "day", None
        moment = dt.datetime.combine(day, dt.time(int(found[4]), int(found[5])))
    except ValueError:
        return None
    return moment, "time", _zone(found[6])


def _zone(offset: str | None) -> str | None:
    """The IANA name of a whole-hour offset; its sign is turned round in those names.

    >>> _zone("-04:00"), _zone("Z"), _zone("+08:00")
    ('Etc/GMT+4', 'UTC', 'Asia/Shanghai')
    """
    if not offset:
        return None
    if offset == "Z" or not offset.strip("+-0:"):
        return "UTC"
    hours, minutes = int(offset[:3]), offset[3:].lstrip(":")
    if minutes.strip("0") or not -12 <= hours <= 14:
        return None
    return "Asia/Shanghai" if hours == 8 else f"Etc/GMT{-hours:+d}"


def _when(start: Any, end: Any) -> When | None:
    first = _moment(_first(start))
    if first is None:
        return None
    last = _moment(_first(end))
    begin, precision, zone = first
    finish = last[0] if last else None
    if isinstance(begin, dt.datetime) and begin.time() == dt.time() and (finish is None or _whole_day(finish)):
        # Midnight to midnight, or to 23:59: the calendar's way to say a day.
        begin, precision = begin.date(), "day"
        if isinstance(finish, dt.datetime):
            finish = finish.date() - dt.timedelta(days=int(finish.time() == dt.time() and finish.date() > begin))
    if isinstance(begin, dt.datetime):
        end_moment = finish if isinstance(finish, dt.datetime) and finish > begin else None
        return When(begin, end_moment, zone or "", precision)
    if isinstance(finish, dt.datetime):
        finish = finish.date()
    # endDate is the last day; our ends are half-open.
    end_day = finish + dt.timedelta(days=1) if finish and finish > begin else None
    return When(begin, end_day, zone or "", precision)


def _whole_day(moment: dt.date | dt.datetime) -> bool:
    return not isinstance(moment, dt.datetime) or moment.time() == dt.time() or moment.time() >= dt.time(23, 59)


def _place(value: Any) -> str | None:
    """The place's name, and its address where the name does not hold it already."""
    value = _first(value)
    if isinstance(value, str):
        return _words(value)
    if not isinstance(value, dict) or "Virtual" in str(value.get("@type", "")):
        return None
    name, address = _words(value.get("name")), _address(value.get("address"))
    if name and address and address.casefold() not in name.casefold() and name.casefold() not in address.casefold():
        return f"{name}, {address}"
    return name if name and (not address or address.casefold() in name.casefold()) else address or name


def _place_of(value: Any) -> Any:
    if isinstance(value, dict):
        return _words(value.get("value")) or _first(value.get("properties", {}).get("name"))
    return value


def _address(value: Any) -> str | None:
    value = _first(value)
    if isinstance(value, str):
        return _words(value)
    if not isinstance(value, dict):
        return None
    parts = (_words(value.get(key)) for key in ("streetAddress", "addressLocality", "addressRegion"))
    return ", ".join(part for part in parts if part) or None


def _name(value: Any) -> str | None:
    value = _first(value)
    return _words(value.get("name")) if isinstance(value, dict) else _words(value)


def _price(value: Any) -> str | None:
    offer = _first(value)
    if not isinstance(offer, dict) or offer.get("price") in (None, ""):
        return None
    amount = str(offer["price"])
    if not amount.strip("0., "):
        return "free"
    return f"{amount} {offer.get('priceCurrency', '')}".strip()


def _url(value: Any) -> str | None:
    said = _first(value)
    return said if isinstance(said, str) and said.startswith(("http://", "https://")) else None
