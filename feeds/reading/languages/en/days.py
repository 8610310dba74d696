"""Days: with their month, counted from now, nth of a month, in lists."""

from __future__ import annotations

from collections.abc import Sequence

from feeds.reading.languages.en.items import Made, Production, has, integer, kinds, merged
from feeds.reading.languages.en.lengths import last_while
from feeds.reading.timex.partial import Item, Length, Partial, Span2
from feeds.reading.timex.productions import joined, partials


def named_day(kind: str = "day") -> Production:
    """A month and a number of its days, with whatever weekday and year stand by."""

    def make(items: Sequence[Item]) -> Made:
        number = integer(items)
        if has(items, "cardinal") and has(items, "doubtful") and (number or 0) < 20:
            return None  # May one
        if number is None or not 1 <= number <= 31 or any(i.kind == "unit" and i.value != "d" for i in items):
            return None
        value = merged([*partials(items), Partial("d", day=number)])
        return joined(kind, items, value) if value else None

    return make


def day_of_which(items: Sequence[Item]) -> Made:
    """The 5th of next month."""
    month, number = shifted(items[-2:]), integer(items)
    if not isinstance(month, Item) or month.kind != "relmonth" or number is None or not 1 <= number <= 31:
        return None
    return joined("day", items, month.value.but(grain="d", day=number))


def day_of_this_month(items: Sequence[Item]) -> Made:
    """The 1st of the month."""
    if items[-1].value != "m" or not 1 <= items[0].value <= 31:
        return None
    return joined("day", items, Partial("d", months=0, day=items[0].value))


def ago_today(items: Sequence[Item]) -> Made:
    """Five years ago today."""
    size: Length = items[0].value
    if items[-1].value != Partial("d", days=0):
        return None
    return joined("rel", items, Partial("d", ago=tuple((u, -a) for u, a in size)))


def part_of_day(items: Sequence[Item]) -> Made:
    """Early tomorrow morning."""
    value = merged(partials(items))
    return joined("rel", items, value.but(mod=items[0].value)) if value else None


def feast_day(items: Sequence[Item]) -> Made:
    """St. Patrick's Day, March 17: the date that is written out is the one."""
    return joined("day", items, partials(items)[-1])


def feast_weekend(items: Sequence[Item]) -> Made:
    value = partials(items)[0]
    year = next((p.year for p in partials(items) if p.year), None)
    return joined("day", items, value.but(feast=f"{value.feast} weekend", year=year))


def shifted(items: Sequence[Item]) -> Made:
    """Next week, last Friday, this coming Saturday, this summer."""
    shift, word = next(i.value for i in items if i.kind == "which")
    unit, value = items[-1], items[-1].value
    nearest = word in ("coming", "upcoming", "past")
    if isinstance(value, Partial):
        return _shifted_name(items, shift, nearest, unit.kind)
    if unit.kind == "weekend":
        return joined("period", items, Partial("k", weeks=min(shift, 0) if nearest else shift))
    if word in ("past", "coming", "upcoming"):
        return last_while(items, 1, value, shift)
    grains = {
        "w": ("w", "weeks"),
        "m": ("m", "months"),
        "y": ("y", "years"),
        "q": ("q", "months"),
        "2w": ("w", "weeks"),
    }
    if value in grains:
        grain, name = grains[value]
        kind = {"w": "week", "m": "relmonth", "y": "relyear"}.get(grain, "period")
        return joined(kind, items, Partial(grain, **{name: shift}, spoken=word == "the following"))
    if value == "10y":
        return joined("period", items, Partial("e", years=10 * shift))
    if value in ("d", "b") and shift and word != "last":
        return joined("rel", items, Partial("d", days=shift, spoken=word in ("following", "the following", "previous")))
    return last_while(items, 1, value, shift) if value in ("100y", "h", "n") and shift else None


def _shifted_name(items: Sequence[Item], shift: int, nearest: bool, kind: str) -> Made:
    value: Partial = items[-1].value
    if kind in ("weekday", "short-weekday"):
        return joined("rel", items, value.but(ahead=shift) if nearest else value.but(weeks=shift, coming=not shift))
    if kind == "part":
        return joined("rel", items, Partial("d", days=shift, daypart=value.daypart))
    if kind in ("feast", "soft-feast", "day"):
        return joined("day", items, value.but(ahead=shift) if shift else value.but(years=0))
    if kind == "lower" and not shift:
        return None
    target = "period" if kind == "season" else "relmonth"
    return joined(target, items, value.but(ahead=shift) if shift or nearest else value.but(years=0))


def counted_from(sign: int) -> Production:
    """Two days after 20 January, ten days before Easter, a week from Tuesday, a fortnight today."""

    def make(items: Sequence[Item]) -> Made:
        size: Length = kinds(items, "length", "a-length")[0].value
        anchor = partials(items)[-1]
        if size[-1][0] in "hns" and anchor.hour is None:
            return None
        if anchor.weekday is not None and anchor.day is anchor.weeks is anchor.ahead is None:
            anchor = anchor.but(ahead=1)
        return joined("day", items, anchor.but(later=tuple((u, sign * a) for u, a in size)))

    return make


def beside(items: Sequence[Item]) -> Made:
    """The day after Thanksgiving; the day after, counted from the day last spoken of."""
    unit, sign = items[0].value
    if len(items) > 1:
        return joined("day", items, partials(items)[-1].but(later=((unit, float(sign)),)))
    if unit == "w":
        return joined("week", items, Partial("w", weeks=sign, spoken=True))
    return joined("rel", items, Partial("d", days=sign, spoken=True))


def weekday_beside(items: Sequence[Item]) -> Made:
    """The Friday after Thanksgiving."""
    feast: Partial = items[-1].value
    return joined("day", items, feast.but(weekday=items[0].value.weekday, nth=1 if has(items, "after") else -1))


def weekday_week(items: Sequence[Item]) -> Made:
    """Monday week."""
    if items[-1].value not in ("w", "2w"):
        return None
    size: Length = (("w", 2.0 if items[-1].value == "2w" else 1.0),)
    value: Partial = items[0].value
    return joined("day", items, value.but(later=size) if value.days is not None else value.but(ahead=1, later=size))


def weekdays_from_now(sign: int) -> Production:
    """Two Fridays ago, two Sundays from now."""

    def make(items: Sequence[Item]) -> Made:
        days = kinds(items, "weekdays", "weekday")[0].value
        number = next((int(i.value) for i in items if i.kind in ("num", "cardinal", "amount")), 1)
        weekday = days[0] if isinstance(days, tuple) else days.weekday
        return joined("day", items, Partial("d", weekday=weekday, ahead=sign * number))

    return make


def week_day(items: Sequence[Item]) -> Made:
    """Wednesday of next week; the first weekday an item names, the week the other."""
    value = merged(partials(items))
    return joined("rel", items, value.but(grain="d")) if value else None


def nth_day(items: Sequence[Item]) -> Made:
    """The first Sunday in June, the last Monday of next month."""
    nth = integer(items)
    for item in items:
        if item.kind == "which":
            nth = {-1: -1}.get(item.value[0])
    parts = partials(items)
    if nth is None or not -1 <= nth <= 5 or not parts:
        return None
    value = merged(parts)
    unit = next((i.value for i in items if i.kind == "unit"), None)
    if unit is not None and unit != "m":
        return None
    return joined("day", items, value.but(grain="d", nth=nth, months=0 if unit else value.months)) if value else None


def nth_weekend(items: Sequence[Item]) -> Made:
    """The last weekend of January."""
    nth = next((-1 for i in items if i.kind == "which" and i.value[0] == -1), integer(items))
    value = merged(partials(items))
    return joined("period", items, value.but(grain="k", nth=nth)) if value and nth and -1 <= nth <= 5 else None


def weekend_of_day(items: Sequence[Item]) -> Made:
    return joined("period", items, partials(items)[-1].but(grain="k", hour=None, minute=None))


def weekend_of_days(items: Sequence[Item]) -> Made:
    """The weekend of Feb. 8-9."""
    return joined("range", items, items[-1].value)


def weekdays_and_dates(items: Sequence[Item]) -> Made:
    """Saturdays 25 Jan and 1 Feb: the dates are meant, each."""
    days = [i for i in items if isinstance(i.value, Partial)]
    days[0].start = items[0].start
    return [Item("listed", i.start, i.end, i.value, i.rules) for i in days]


def listed(items: Sequence[Item]) -> Made:
    """Nov 7, 14 and 21; 3, 4 & 6 February: the month is that of the one that names it."""
    full = [i for i in items if i.kind in ("day", "listed")]
    like: Partial = (full[0] if items[0].kind in ("day", "listed") else full[-1]).value
    year = next((i.value.year for i in items if i.kind in ("year", "short-year")), like.year)
    if (
        not has(items, "and", "or")
        and full[0].value.year is not None
        and items[0] is full[0]
        and items[-1].kind == "num"
    ):
        return None  # 1 March 2025, 14 …
    out: list[Item] = []
    for item in items:
        if item.kind in ("num", "ordinal", "the-ordinal", "ordinal-word"):
            if not 1 <= item.value <= 31:
                return None
            value = like.but(day=item.value, weekday=None, year=year)
            out.append(Item("listed", item.start, item.end, value))
        elif item.kind in ("day", "wday-number") and isinstance(item.value, Partial):
            month = item.value if item.value.month is not None else item.value.but(month=like.month)
            out.append(Item("listed", item.start, item.end, month.but(year=month.year or year), item.rules))
        elif item.kind == "listed":
            out.append(item)
    if items[-1].kind in ("year", "short-year"):
        out[-1].end = items[-1].end
    return out


def ranges_listed(items: Sequence[Item]) -> Made:
    """Jan 18-19 & 25-26; 3-5 and 10-12 May: the month is that of the range that names it."""
    full = next(i for i in items if isinstance(i.value, Span2))
    like = full.value.first if items[0] is full else full.value.last
    out, numbers = [], []
    for item in items:
        if item is full:
            out.append(item)
        elif item.kind in ("num", "ordinal"):
            numbers.append(item)
            if len(numbers) == 2:
                if numbers[0].value >= numbers[1].value:
                    return None  # opening hours
                a, b = (like.but(day=n.value, weekday=None) for n in numbers)
                out.append(Item("range", numbers[0].start, item.end, Span2(a, b)))
                numbers = []
    return out if not numbers else None


def each_period(items: Sequence[Item]) -> Made:
    """January, April and October; 2001, 2011 and 2021."""
    year = (
        items[-1].value.year
        if items[-1].kind in ("year", "short-year")
        and any(i.value.month for i in kinds(items, "month", "doubtful", "short"))
        else None
    )
    found = [i for i in items if isinstance(i.value, Partial)]
    if year is not None:
        found = found[:-1]
    elif items[-1].kind == "dated-month" and all(p.month and p.year is p.years is None for p in partials(items[:-1])):
        year = items[-1].value.year  # in March and April 2015
    return [Item("period", i.start, i.end, i.value.but(year=i.value.year or year), i.rules) for i in found]


def numbered(items: Sequence[Item]) -> Sequence[Item]:
    """Till the 24th: a number of the month in force."""
    return [Item("day", i.start, i.end, Partial("d", day=i.value)) if i.kind == "the-ordinal" else i for i in items]
