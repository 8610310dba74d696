"""Time expressions as `feeds timex --jsonl` prints them: `from` and `to`, the last day inclusive."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from feeds.records import Timex

DAY = dt.timedelta(days=1)


def render(text: str, timexes: Sequence[Timex], timezone: str = "Asia/Shanghai") -> list[dict[str, object]]:
    """One object an expression; months and years are given by their first and last day, clocks in `timezone`."""
    out = []
    for n, timex in enumerate(timexes):
        first, last = _bounds(timex)
        start, end = timex.span.start, timex.span.end
        if timex.duration and timex.end and timex.type != "DURATION":  # 1月25日开幕，为期五天 is one expression
            for length in (*timexes[max(0, n - 1) : n], *timexes[n + 1 : n + 2]):
                if length.type == "DURATION" and length.duration == timex.duration:
                    start, end = min(start, length.span.start), max(end, length.span.end)
        row: dict[str, object] = {
            "start": start,
            "end": end,
            "text": text[start:end],
            "from": _moved(first, timex.zone, timezone),
            "to": _moved(last, timex.zone, timezone),
            "rrule": timex.rrule,
            "precision": _precision(timex),
        }
        if timex.open:
            row["open"] = timex.open
        out.append(row)
    return out


def _bounds(timex: Timex) -> tuple[str | None, str | None]:
    value, end = timex.value, timex.end
    last = _last(end) if end else None
    if timex.open == "start":
        return None, last
    if value is None:
        return None, None
    first = value + {4: "-01-01", 7: "-01"}.get(len(value), "")
    if timex.open == "end" or (timex.rrule and "T" not in value):
        return first, None
    if end is None and len(value) in (4, 7):
        last = _last(_following(value))
    return first, None if last == first else last


def _last(end: str) -> str:
    """The last day before a half-open end; a clock stays as it is."""
    if "T" in end:
        return end
    day = dt.date.fromisoformat(end + {4: "-01-01", 7: "-01"}.get(len(end), ""))
    return (day - DAY).isoformat()


def _following(value: str) -> str:
    year, month = int(value[:4]), int(value[5:7] or 12)
    if (year, month) == (9999, 12):
        return "9999-12-31"
    return f"{year + month // 12:04d}-{month % 12 + 1:02d}"


def _moved(stamp: str | None, zone: str | None, timezone: str) -> str | None:
    if stamp is None or zone is None or zone == timezone or "T" not in stamp:
        return stamp
    moment = dt.datetime.fromisoformat(stamp).replace(tzinfo=ZoneInfo(zone))
    try:
        return moment.astimezone(ZoneInfo(timezone)).replace(tzinfo=None).isoformat(timespec="minutes")
    except OverflowError:
        return stamp


def _precision(timex: Timex) -> str | None:
    stamp = timex.value or timex.end
    if stamp is None:
        return None
    return {4: "year", 7: "month", 10: "day"}.get(len(stamp), "time")
