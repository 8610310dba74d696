"""Weeks, months, seasons, years and their parts."""

from __future__ import annotations

from collections.abc import Sequence

from feeds.reading.languages.en.days import nth_day, shifted
from feeds.reading.languages.en.items import Made, integer, kinds, merged
from feeds.reading.timex.partial import Item, Partial, Span2
from feeds.reading.timex.productions import joined, partials


def nth_week(items: Sequence[Item]) -> Made:
    """The first week of October, the third week of 2027."""
    nth = next((-1 for i in items if i.kind == "which" and i.value[0] == -1), integer(items))
    unit = next((i.value for i in items if i.kind == "unit"), "w")
    value = merged(partials(items))
    if nth is None or value is None or not -1 <= nth <= 53:
        return None
    if unit == "w":
        return joined("period", items, value.but(grain="w", nth=nth))
    if unit == "b" and value.grain == "m":
        return joined("day", items, value.but(grain="d", nth=nth, segment="work"))
    if unit in ("d", "b") and value.grain in "my":
        first = value if value.grain == "m" else value.but(month=12 if nth < 0 else 1)
        if nth < 0:  # a month after its first day, less a day
            return joined("day", items, first.but(grain="d", day=1, later=(("m", 1), ("d", -1))))
        return joined("day", items, first.but(grain="d", day=nth))
    if unit == "m" and value.grain == "y" and nth in range(1, 13):
        return joined("period", items, value.but(grain="m", month=nth))
    return None


def week_of(items: Sequence[Item]) -> Made:
    """Week of September 16."""
    value = partials(items)[-1]
    return joined("period", items, value.but(grain="w", hour=None, minute=None))


def century(items: Sequence[Item]) -> Made:
    number, unit = integer(items), kinds(items, "unit")[0].value
    if unit != "100y" or number is None or not 5 <= number <= 22:
        return None
    return joined("period", items, Partial("c", year=100 * (number - 1) + 1, mod=mod_of(items)))


def mod_of(items: Sequence[Item]) -> str | None:
    return next((i.value for i in items if i.kind in ("mod", "adverb") and isinstance(i.value, str)), None)


def part_of(items: Sequence[Item]) -> Made:
    """Early March, mid-November, the end of next year, late spring."""
    mod = mod_of(items)
    unit = next((i.value for i in items if i.kind == "unit"), None)
    value = merged(partials(items))
    if unit in ("w", "m", "y", "q") and value is None:
        value = {
            "w": Partial("w", weeks=0),
            "m": Partial("m", months=0),
            "y": Partial("y", years=0),
            "q": Partial("q", months=0),
        }[unit]
    elif unit == "d" and value is None and mod == "END":
        return joined("rel", items, Partial("d", days=0, mod="END"))
    if value is None:
        return None
    if items[0].kind == "adverb":  # later this year: the year, and no part of it in particular
        return joined("rel" if value.grain in "dt" else "period", items, value.but(mod=mod))
    if value.grain == "m":
        return joined(
            "period", items, value.but(grain="x", segment={"START": "1", "MID": "2"}.get(mod or "", "3"), mod=mod)
        )
    if value.grain == "y" and mod == "END":
        return joined("period", items, value.but(grain="m", month=12, mod=mod))
    kind = "rel" if value.grain in "dt" else "period"
    return joined(kind, items, value.but(mod=mod))


def seasons(items: Sequence[Item]) -> Made:
    """Winter 2024-25: the winter that begins in the first year."""
    return joined("period", items, merged(partials(items)))


def season_years(items: Sequence[Item]) -> Made:
    """The 2023-24 season, between two Januaries."""
    first: Partial = next(i.value for i in items if i.kind == "season-year")
    if first.month is not None or first.year is None:
        return joined("period", items, first)
    return joined("period", items, Span2(first, Partial("y", year=first.year + 1)))


def year_to_date(items: Sequence[Item]) -> Made:
    unit = items[-1].value
    first = {"y": Partial("y", years=0), "m": Partial("m", months=0), "w": Partial("w", weeks=0)}.get(unit)
    return joined("span", items, Span2(first, Partial("d", days=0))) if first else None


def rest_of(items: Sequence[Item]) -> Made:
    """The rest of this week: from today to its end."""
    unit = next((i.value for i in items if i.kind == "unit"), None)
    last = next(iter(partials(items)), None)
    if last is None and unit in ("w", "m", "y", "d", "q"):
        last = {
            "w": Partial("w", weeks=0),
            "m": Partial("m", months=0),
            "y": Partial("y", years=0),
            "d": Partial("d", days=0),
            "q": Partial("q", months=0),
        }[unit]
    return joined("span", items, Span2(Partial("d", days=0), last)) if last else None


def nth_of_which(items: Sequence[Item]) -> Made:
    """The nth weekday, week or day of a month that is named or counted from now."""
    whole_unit = items[-1].kind == "unit" and len(items) > 2 and items[-2].kind == "which"
    if whole_unit:
        month = shifted(items[-2:])
        if not isinstance(month, Item):
            return None
        items = [*items[:-2], month]
    if any(i.kind in ("weekday", "short-weekday") for i in items):
        return nth_day(items)
    if items[-1].kind == "unit":  # the first day of the month
        units = {"m": Partial("m", months=0), "y": Partial("y", years=0)}
        if items[-1].value not in units:
            return None
        items = [*items[:-1], Item("relmonth", items[-1].start, items[-1].end, units[items[-1].value])]
    return nth_week(items)


def month_of_which(items: Sequence[Item]) -> Made:
    """January of next year, September last year."""
    year = shifted(items[-2:])
    if not isinstance(year, Item) or year.kind != "relyear":
        return None
    value = merged([items[0].value, year.value])
    return joined("period", items, value) if value else None


def of_year(items: Sequence[Item]) -> Made:
    value = merged(partials(items))
    return joined("period" if value.grain in "mq" else "day", items, value) if value else None


def segment_of(items: Sequence[Item]) -> Made:
    """Q3 2016, the second quarter of 2025, the first half of this year, of March."""
    whole: Partial | None = None
    if items[-1].kind == "unit" and items[-2].kind == "which":
        made = shifted(items[-2:])
        whole = made.value if isinstance(made, Item) and made.kind in ("relyear", "relmonth") else None
        if whole is None:
            return None
    elif items[-1].kind == "unit":
        whole = {"y": Partial("y", years=0), "m": Partial("m", months=0)}.get(items[-1].value)
        if whole is None:
            return None
    segment: Partial = next(i.value for i in items if i.kind == "segment")
    value = merged([p for p in (*partials([i for i in items if i.kind != "segment"]), whole) if p])
    if value is None:
        value = Partial("y", years=0)
    if value.grain == "m":
        if segment.grain != "h":
            return None
        half = {"1": "first", "2": "second"}[segment.segment or "1"]
        return joined("period", items, value.but(grain="x", segment=half))
    both = merged([segment, value])
    return joined("period", items, both.but(grain=segment.grain)) if both else None


def season_of(items: Sequence[Item]) -> Made:
    parts = partials(items)
    value = merged(parts)
    mod = next((i.value for i in items if i.kind == "mod"), None)
    return joined("period", items, value.but(mod=mod)) if value else None
