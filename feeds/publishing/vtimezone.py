"""VTIMEZONE from the tz database itself: every change of the clock since the feed's first event, then its rule.

A zone that is written by today's offset alone is wrong for a weekly market in July; one written with a horizon of
some years is wrong after it. The rule that a TZif file carries in its footer has no horizon.
"""

from __future__ import annotations

import datetime as dt
import re
import struct
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

_DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_EPOCH = dt.datetime(1970, 1, 1)
#: Outlook knows no year before 1601; no page means one after 9000.
_FIRST, _LAST = 1601, 9000


@dataclass(frozen=True, slots=True)
class Offset:
    seconds: int
    summer: bool
    name: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone's history: (UTC seconds, offset from then on), the offset before all, and the footer's rule."""

    before: Offset
    changes: tuple[tuple[int, Offset], ...]
    footer: str


@lru_cache(maxsize=256)
def zone(name: str) -> Zone | None:
    """The zone as the tz database has it; None when it has no such zone."""
    folder, _, last = ("tzdata.zoneinfo." + name.replace("/", ".")).rpartition(".")
    if not re.fullmatch(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*", name):
        return None
    try:
        octets = resources.files(folder).joinpath(last).read_bytes()
    except (ModuleNotFoundError, FileNotFoundError, IsADirectoryError, TypeError):
        return None
    return _parse(octets) if octets[:4] == b"TZif" else None


def _parse(octets: bytes) -> Zone:
    """The 64-bit half of a TZif file (RFC 8536)."""

    def header(at: int) -> tuple[int, ...]:
        return struct.unpack(">6L", octets[at + 20 : at + 44])

    utc, standard, leap, times, types, chars = header(0)
    at = 44 + times * 5 + types * 6 + chars + leap * 8 + standard + utc
    utc, standard, leap, times, types, chars = header(at)
    at += 44
    moments = struct.unpack(f">{times}q", octets[at : at + 8 * times])
    at += 8 * times
    indexes = octets[at : at + times]
    at += times
    names = octets[at + 6 * types : at + 6 * types + chars]
    offsets = []
    for number in range(types):
        seconds, summer, start = struct.unpack(">lBB", octets[at + 6 * number : at + 6 * number + 6])
        offsets.append(Offset(seconds, bool(summer), names[start : names.index(b"\0", start)].decode()))
    at += 6 * types + chars + leap * 12 + standard + utc
    footer = octets[at:].strip(b"\n").decode()
    changes = tuple((moment, offsets[index]) for moment, index in zip(moments, indexes, strict=True))
    return Zone(offsets[0], changes, footer)


@lru_cache(maxsize=512)
def vtimezone(name: str, year: int) -> bytes:
    """The component for events from the year on; b"" for a zone the database does not have (it then stands as UTC)."""
    known = zone(name)
    if known is None:
        return b""
    year = min(max(year, _FIRST), _LAST)
    since = int((dt.datetime(year, 1, 1) - _EPOCH).total_seconds()) - 86400
    before, lines = known.before, []
    first = next((number for number, (moment, _) in enumerate(known.changes) if moment > since), len(known.changes))
    # The change in force when the year began stands first, or clients know no offset for its first months.
    first = max(first - 1, 0)
    if first:
        before = known.changes[first - 1][1]
    if not known.changes:
        lines += _observance(_EPOCH, before, before, None)
    else:
        if known.changes[first][0] > since:
            lines += _observance(_EPOCH.replace(year=min(1970, year - 1)), before, before, None)
        for moment, offset in known.changes[first:]:
            if before.seconds % 60:
                before = offset  # local mean time: clients stumble over offsets with seconds, and nobody needs it
            start = max(
                _EPOCH + dt.timedelta(seconds=moment + before.seconds), _EPOCH.replace(year=min(1970, year - 1))
            )
            lines += _observance(start, before, offset, None)
            before = offset
    lines += _rules(known, year)
    inner = "".join(text + "\r\n" for text in lines)
    return f"BEGIN:VTIMEZONE\r\nTZID:{name}\r\n{inner}END:VTIMEZONE\r\n".encode()


def _observance(start: dt.datetime, before: Offset, after: Offset, rule: str | None) -> list[str]:
    kind = "DAYLIGHT" if after.summer else "STANDARD"
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{start:%Y%m%dT%H%M%S}" if start.year > 999 else f"DTSTART:{start.year:04}{start:%m%dT%H%M%S}",
        f"TZOFFSETFROM:{_hours(before.seconds)}",
        f"TZOFFSETTO:{_hours(after.seconds)}",
        f"TZNAME:{after.name}",
        *([f"RRULE:{rule}"] if rule else []),
        f"END:{kind}",
    ]


def _hours(seconds: int) -> str:
    """
    >>> _hours(28800), _hours(-12600), _hours(29152)
    ('+0800', '-0330', '+080552')
    """
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'-' if seconds < 0 else '+'}{minutes // 60:02}{minutes % 60:02}" + (f"{rest:02}" if rest else "")


# --- the footer: a POSIX TZ string ----------------------------------------------------------------------------

_NAME = r"(?:<[^>]+>|[A-Za-z]{3,})"
_TIME = r"[+-]?\d{1,3}(?::\d{1,2}){0,2}"
_FOOTER = re.compile(rf"({_NAME})({_TIME})(?:({_NAME})({_TIME})?,([^,]+),([^,]+))?")
_MONTH_RULE = re.compile(rf"M(\d+)\.(\d)\.(\d)(?:/({_TIME}))?")


def _rules(known: Zone, year: int) -> list[str]:
    """The yearly rules that hold from the last change in the database on."""
    found = _FOOTER.fullmatch(known.footer)
    if not found or not found[3]:
        return []
    standard = Offset(-_seconds(found[2]), False, found[1].strip("<>"))
    summer = Offset(-_seconds(found[4]) if found[4] else standard.seconds + 3600, True, found[3].strip("<>"))
    last = _EPOCH + dt.timedelta(seconds=known.changes[-1][0]) if known.changes else _EPOCH
    lines = []
    for text, was, becomes in ((found[5], standard, summer), (found[6], summer, standard)):
        first = max(last.year, year - 1)
        rule = _yearly(text, first)
        if rule and rule[0] - dt.timedelta(seconds=was.seconds) <= last:
            rule = _yearly(text, first + 1)
        if rule:
            lines += _observance(rule[0], was, becomes, rule[1])
    return lines


def _seconds(text: str) -> int:
    sign = -1 if text.startswith("-") else 1
    parts = [int(part) for part in text.lstrip("+-").split(":")] + [0, 0]
    return sign * (parts[0] * 3600 + parts[1] * 60 + parts[2])


def _yearly(text: str, year: int) -> tuple[dt.datetime, str] | None:
    """The first moment in the year and the RRULE of one half of the rule.

    >>> _yearly("M3.2.0", 2025)
    (datetime.datetime(2025, 3, 9, 2, 0), 'FREQ=YEARLY;BYMONTH=3;BYDAY=2SU')
    """
    found = _MONTH_RULE.fullmatch(text)
    if not found:
        return None
    month, week, weekday = int(found[1]), int(found[2]), int(found[3])
    seconds = _seconds(found[4]) if found[4] else 7200
    ahead, _ = divmod(seconds, 86400)
    first = dt.date(year, month, 1)
    day = first + dt.timedelta(days=(weekday - (first.weekday() + 1)) % 7 + 7 * (week - 1))
    if day.month != month:
        day -= dt.timedelta(days=7)
    start = dt.datetime.combine(day, dt.time()) + dt.timedelta(seconds=seconds)
    name = _DAYS[(weekday + ahead) % 7]
    if not ahead:
        return start, f"FREQ=YEARLY;BYMONTH={month};BYDAY={-1 if week == 5 else week}{name}"
    if week == 5 and ahead > 0:
        # The end of the last Thursday may be the next month already: its last second is the same day for ever.
        start = dt.datetime.combine(day, dt.time(23, 59, 59))
        return start, f"FREQ=YEARLY;BYMONTH={month};BYDAY=-1{_DAYS[weekday]}"
    # "The day after the second Saturday": days of the month, counted from either end.
    low = -7 + ahead if week == 5 else 7 * (week - 1) + 1 + ahead
    if week != 5 and low < 1:
        return start, f"FREQ=YEARLY;BYMONTH={start.month};BYDAY={week}{name}"
    days = ",".join(str(number) for number in range(low, low + 7))
    return start, f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={days};BYDAY={name}"
