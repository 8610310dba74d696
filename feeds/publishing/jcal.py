"""jCal (RFC 7265): the same components as the calendar's, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import icalendar

from feeds.publishing import ics
from feeds.publishing.setting import Setting
from feeds.publishing.vtimezone import vtimezone


def component(made: icalendar.Event) -> bytes:
    return _dump(_plain(made.to_jcal()))


def _plain(value: Any) -> Any:
    """icalendar's own strings and lists as JSON's; a TZID stands as it was printed."""
    if isinstance(value, dict):
        return {str(key).lower(): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, str) else value


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def head(setting: Setting) -> bytes:
    text = ics.head(setting, ()) + ics.FOOT
    properties = _plain(icalendar.Calendar.from_ical(text).to_jcal())[1]
    for each in properties:
        if each[0] in ("name", "x-wr-calname", "x-wr-caldesc"):
            each[2] = "text"  # RFC 7986 says so; icalendar does not know them
    return b'["vcalendar",' + _dump(properties) + b",[\n"


def foot(zones: Iterable[tuple[str, int]]) -> bytes:
    """The zones stand last: an event's bytes end without a comma."""
    parts = [vtimezone(name, year) for name, year in sorted(zones) if name]
    made = [_dump(_plain(icalendar.Timezone.from_ical(part).to_jcal())) for part in parts]
    return b"".join(b",\n" + part for part in made) + b"\n]]\n"
