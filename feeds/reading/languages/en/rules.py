"""What English rules make of the items they match; the rows that name them stand in times.py."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from feeds.reading.languages.en.words import length
from feeds.reading.timex.partial import Item, Length, Partial, Recurrence, Span2
from feeds.reading.timex.productions import DAYS, days_with_clock, joined, partials
from feeds.reading.timex.productions import merged as _merged

Made = Item | list[Item] | None
Production = Callable[[Sequence[Item]], Made]
#: Nothing is said of a day by these alone: a clock without its half of the day, up to this hour, is after noon.
AFTERNOON = 7


def merged(parts: Sequence[Partial]) -> Partial | None:
    return _merged(parts) if parts else None


def drop(items: Sequence[Item]) -> list[Item]:
    return []


def kinds(items: Sequence[Item], *names: str) -> list[Item]:
    return [item for item in items if item.kind in names]


def has(items: Sequence[Item], *names: str) -> bool:
    return any(item.kind in names for item in items)


def integer(items: Sequence[Item]) -> int | None:
    return next((item.value for item in items if type(item.value) is int), None)


def after(items: Sequence[Item], kind: str, value: object, *skip: str) -> Item:
    """The item of all, without the leading items of the kinds to skip ("at", "on")."""
    rest = list(items)
    while rest and rest[0].kind in skip:
        rest.pop(0)
    return joined(kind, rest, value)


# --- days -------------------------------------------------------------------------------------------------


def named_day(kind: str = "day") -> Production:
    """A month and a number of its days, with whatever weekday and year stand by."""

    def make(items: Sequence[Item]) -> Made:
        number = integer(items)
        if has(items, "cardinal") and has(items, "doubtful") and (number or 0) < 20:
            return None  # May one
        if number is None or not 1 <= number <= 31 or any(i.kind == "unit" and i.value != "d" for i in items):
            return None
        value = merged([*partials(items), Partial("d", day=number)])
        return value and joined(kind, items, value)

    return make


def renamed(kind: str) -> Production:
    """All partials in one; where they contradict, the last that can be joined wins."""

    def make(items: Sequence[Item]) -> Made:
        parts = partials(items)
        value = merged(parts)
        while value is None and len(parts) > 1:
            parts = parts[1:]
            value = merged(parts)
        return value and joined(kind, items, value)

    return make


def feast_day(items: Sequence[Item]) -> Made:
    """St. Patrick's Day, March 17: the date that is written out is the one."""
    return joined("day", items, partials(items)[-1])


def feast_weekend(items: Sequence[Item]) -> Made:
    value = partials(items)[0]
    return joined("day", items, value.but(feast=f"{value.feast} weekend"))


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
        return joined(kind, items, Partial(grain, **{name: shift}, spoken=word == "the following"))  # type: ignore[arg-type]
    if value in ("d", "b") and shift and word != "last":
        return joined("rel", items, Partial("d", days=shift, spoken=word in ("following", "the following", "previous")))
    return last_while(items, 1, value, shift) if value in ("10y", "100y", "h", "n") and shift else None


def _shifted_name(items: Sequence[Item], shift: int, nearest: bool, kind: str) -> Made:
    value: Partial = items[-1].value
    if kind in ("weekday", "short-weekday"):
        return joined("rel", items, value.but(ahead=shift) if nearest else value.but(weeks=shift))
    if kind == "part":
        return joined("rel", items, Partial("d", days=shift, daypart=value.daypart))
    if kind in ("feast", "soft-feast", "day"):
        return joined("day", items, value.but(ahead=shift) if shift else value.but(years=0))
    if kind == "lower" and not shift:
        return None
    target = "period" if kind == "season" else "relmonth"
    return joined(target, items, value.but(ahead=shift) if shift or nearest else value.but(years=0))


def last_while(items: Sequence[Item], amount: float, unit: str | Length, shift: int) -> Made:
    """The past three years, the next five days: so long up to today, so long from tomorrow."""
    size = unit if isinstance(unit, tuple) else length(amount, unit)
    if size is None or not shift:
        return None
    if size[-1][0] in "hns":
        now = Partial("t", ago=(("n", 0.0),))
        ends = (now, None) if shift > 0 else (None, now)
        return joined("span", items, Span2(*ends, length=size))
    if shift > 0:
        return joined("span", items, Span2(Partial("d", days=1), None, length=size))
    back = tuple((u, -a) for u, a in size)
    return joined("span", items, Span2(Partial("d", ago=back), Partial("d", days=-1)))


def last_length(items: Sequence[Item]) -> Made:
    shift, _ = next(i.value for i in items if i.kind == "which")
    return last_while(items, 1, items[-1].value, shift)


def vague(items: Sequence[Item]) -> Made:
    return joined("vague", items, Partial("-"))


# --- lengths ----------------------------------------------------------------------------------------------


def measured(kind: str) -> Production:
    """Half an hour, 1 hour 45 minutes, two and a half weeks."""

    def make(items: Sequence[Item]) -> Made:
        out: list[tuple[str, float]] = []
        amount, extra = 1.0, 0.0
        waiting: list[float] = []
        for item in items:
            if item.kind in ("amount", "num", "cardinal"):
                waiting.append(float(item.value))
            elif item.kind == "half":
                extra = 0.5
                if out and not waiting:  # an hour and a half
                    unit, value = out.pop()
                    more = length(value + 0.5, unit)
                    out += more or ()
                    extra = 0.0
            elif item.kind == "workdays":
                out += (("d", waiting.pop()),) if waiting else ()
            elif item.kind == "a-length":
                out += item.value
            elif item.kind == "unit":
                amount = (waiting.pop() if waiting else 1.0) + extra
                size = length(amount, item.value)
                if size is None:
                    return None
                out += size
                extra = 0.0
        return joined(kind, items, tuple(out)) if out and not waiting and sum(a for _, a in out) < 1e5 else None

    return make


def _grain(size: Length) -> str:
    return "t" if size[-1][0] in "hns" else "d"


def counted(sign: int, spoken: bool = False, kind: str = "rel") -> Production:
    """Two weeks ago, in six months."""

    def make(items: Sequence[Item]) -> Made:
        size: Length = kinds(items, "length", "a-length")[0].value
        value = Partial(_grain(size), ago=tuple((u, sign * a) for u, a in size), spoken=spoken)
        return joined(kind, items, value)

    return make


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


def within(items: Sequence[Item]) -> Made:
    size: Length = items[-1].value
    start = Partial("t", ago=(("n", 0.0),)) if _grain(size) == "t" else Partial("d", days=0)
    return joined("span", items, Span2(start, None, length=size))


def lasting(items: Sequence[Item]) -> Made:
    """25 January for three days, for ten days from 3 February."""
    day, size = partials(items)[0], kinds(items, "length", "a-length")[0].value
    if day.hour is not None and _grain(size) == "d":
        day = day.but(grain="d", hour=None, minute=None)
    if _grain(size) == "t" and day.hour is None:
        return None
    return joined("span", items, Span2(day, None, length=size))


# --- parts of weeks, months and years ---------------------------------------------------------------------


def week_day(items: Sequence[Item]) -> Made:
    """Wednesday of next week; the first weekday an item names, the week the other."""
    value = merged(partials(items))
    return value and joined("rel", items, value.but(grain="d"))


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
    return value and joined("day", items, value.but(grain="d", nth=nth, months=0 if unit else value.months))


def nth_week(items: Sequence[Item]) -> Made:
    """The first week of October, the third week of 2027."""
    nth = next((-1 for i in items if i.kind == "which" and i.value[0] == -1), integer(items))
    unit = next((i.value for i in items if i.kind == "unit"), "w")
    value = merged(partials(items))
    if nth is None or value is None or not -1 <= nth <= 53:
        return None
    if unit == "w":
        return joined("period", items, value.but(grain="w", nth=nth))
    if unit in ("d", "b") and value.grain == "m":
        return joined("day", items, value.but(grain="x", segment="last") if nth < 0 else value.but(grain="d", day=nth))
    if unit == "m" and value.grain == "y" and nth in range(1, 13):
        return joined("period", items, value.but(grain="m", month=nth))
    return None


def nth_weekend(items: Sequence[Item]) -> Made:
    """The last weekend of January."""
    nth = next((-1 for i in items if i.kind == "which" and i.value[0] == -1), integer(items))
    value = merged(partials(items))
    return joined("period", items, value.but(grain="k", nth=nth)) if value and nth and -1 <= nth <= 5 else None


def week_of(items: Sequence[Item]) -> Made:
    """Week of September 16."""
    value = partials(items)[-1]
    return joined("period", items, value.but(grain="w", hour=None, minute=None))


def century(items: Sequence[Item]) -> Made:
    number, unit = integer(items), kinds(items, "unit")[0].value
    if unit != "100y" or number is None or not 5 <= number <= 22:
        return None
    return joined("period", items, Partial("c", year=100 * (number - 1) + 1, mod=_mod(items)))


def _mod(items: Sequence[Item]) -> str | None:
    return next((i.value for i in items if i.kind in ("mod", "adverb") and isinstance(i.value, str)), None)


def part_of(items: Sequence[Item]) -> Made:
    """Early March, mid-November, the end of next year, late spring."""
    mod = _mod(items)
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
    return first and joined("span", items, Span2(first, Partial("d", days=0)))


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
    return last and joined("span", items, Span2(Partial("d", days=0), last))


# --- clocks -----------------------------------------------------------------------------------------------


def _clock_of(value: Any) -> Partial | None:
    if isinstance(value, Partial):
        return value
    return Partial("t", hour=value) if type(value) is int and 0 <= value <= 24 else None


def settled(clock: Partial) -> Partial:
    """A clock that no word gave a half of the day: 7.30 and before it is after noon, 8 and after it is before."""
    if clock.sure or clock.daypart or clock.hour is None:
        return clock
    if 1 <= clock.hour <= AFTERNOON:
        return clock.but(hour=clock.hour + 12, sure=True)
    return clock


def clock(items: Sequence[Item]) -> Made:
    """At 7.30, half past nine, eleven o'clock, with the part of the day, the zone and "about" where they stand."""
    values = [_clock_of(i.value) for i in items if i.kind not in ("part", "zone", "about") and _clock_of(i.value)]
    parts = [v for v in partials(items) if v.grain in "cd" and (v.zone or v.daypart)]
    value = values[-1] if values and type(values[-1]) is Partial else None
    if value is None or value.hour is None:
        return None
    if value.sure:
        parts = [p.but(daypart=None) if p.daypart else p for p in parts]
    found = merged([value, *parts])
    mod = "APPROX" if has(items, "about") else None
    return found and after(items, "clock", found.but(grain="t", mod=mod), "at")


def halves(a: Partial, b: Partial) -> tuple[Partial, Partial]:
    """6–8 p.m., 11–1pm, 9–5: the half of the day that one end names, or that makes the range run forward."""
    if b.sure and not a.sure and not a.daypart and b.hour is not None and a.hour is not None:
        later = b.hour >= 12 and a.hour < 12
        hour = a.hour + 12 if later and (a.hour + 12, a.minute or 0) < (b.hour, b.minute or 0) else a.hour
        if a.hour == 12 and b.hour < 12:
            hour = 0
        return a.but(hour=hour, sure=True), b
    if a.sure and not b.sure and not b.daypart and a.hour is not None and b.hour is not None:
        early = (b.hour, b.minute or 0) <= (a.hour, a.minute or 0)
        return a, b.but(hour=b.hour + 12 if early and b.hour < 12 else b.hour, sure=True)
    if not a.sure and not b.sure and not a.daypart and not b.daypart and a.hour is not None and b.hour is not None:
        if (b.hour, b.minute or 0) <= (a.hour, a.minute or 0):  # 9–5, 10-4, 11–1
            return a.but(sure=True), b.but(hour=b.hour + 12 if b.hour < 12 else b.hour, sure=True)
        if a.hour <= AFTERNOON - 1 or (a.hour == AFTERNOON and b.hour <= 10):
            return a.but(hour=a.hour + 12, sure=True), b.but(hour=b.hour + 12 if b.hour < 12 else b.hour, sure=True)
    return a, b


def clocks(kind: str = "clocks") -> Production:
    """From 6:30 to 8:30 p.m."""

    def make(items: Sequence[Item]) -> Made:
        part = next((i.value for i in items if i.kind == "part"), None)
        zone = next((i.value.zone for i in items if i.kind == "zone"), None)
        times = [
            c
            for i in items
            if i.kind not in ("part", "zone") and type(i.value) in (int, Partial) and (c := _clock_of(i.value))
        ]
        if len(times) != 2:
            return None
        a, b = times
        if any(t.hour is None or t.hour > 24 for t in times):
            return None
        if part is not None and not (a.sure or b.sure):
            a, b = a.but(daypart=part.daypart), b.but(daypart=part.daypart)
        a, b = halves(a, b)
        zone = zone or b.zone or a.zone
        return after(items, kind, Span2(a.but(grain="t", zone=zone), b.but(grain="t", zone=zone)), "at", "mark")

    return make


def zoned(items: Sequence[Item]) -> Made:
    value: Span2 = items[0].value
    zone = partials(items)[-1].zone
    assert value.first is not None and value.last is not None
    return joined(items[0].kind, items, Span2(value.first.but(zone=zone), value.last.but(zone=zone)))


def arrival(items: Sequence[Item]) -> Made:
    """7 for 7.30pm: come at seven, it starts at half past."""
    return joined("clock", items, items[-1].value)


# --- days with clocks -------------------------------------------------------------------------------------


def _whole(day: Partial, clock: Partial) -> Partial | None:
    """A day and a clock in one moment; the part of the day told with the day settles the clock."""
    tonight = day.daypart == "NI"
    if day.daypart and clock.sure:
        day = day.but(daypart=None)
    elif day.daypart and clock.daypart and day.daypart != clock.daypart:
        day = day.but(daypart=None)
    if clock.hour == 0 and clock.sure and not clock.minute and day.daypart is None and day.days == 0 and tonight:
        day = day.but(days=1)
    value = merged([day.but(grain="d"), clock.but(grain="t")])
    return value if value is None or value.daypart else settled(value)


def ending(clock: Partial) -> Partial:
    """Midnight at the end of a span is the end of its day."""
    if clock.grain == "t" and clock.hour == 0 and clock.minute is None and clock.sure:
        return clock.but(hour=24)
    return clock


def _dates(items: Sequence[Item]) -> list[Partial]:
    return [p for p in partials(items) if p.hour is None and not (p.grain == "c")]


def moment(items: Sequence[Item]) -> Made:
    """A day with its clock, or with its clock times, in either order."""
    days, times = _dates(items), [p for p in partials(items) if p.hour is not None]
    spans = [i.value for i in items if isinstance(i.value, Span2)]
    parts = [
        p
        for p in days
        if p.daypart
        and p.weekday is p.day is p.days is p.feast is p.weeks is p.ahead is p.month is p.later is p.ago is None
    ]
    dates = [p for p in days if p not in parts]
    day = merged(dates)
    if day is None:
        return None
    if parts and not day.daypart:
        day = day.but(daypart=parts[0].daypart)
    if spans:
        a, b = spans[-1].first, spans[-1].last
        if a is None or b is None:
            return None
        first, last = _whole(day, a), _whole(day, b)
        return first and last and after(items, "moments", Span2(first, last), "at")
    if not times:
        return joined("rel" if day.grain != "d" or day.month is None else "day", items, day)
    value = _whole(day, times[-1])
    return value and after(items, "moment", value, "at")


def day_with_hours(items: Sequence[Item]) -> Made:
    """Sat 8 Feb, 10-4: opening hours, without a.m. and p.m."""
    made = clocks()(items[-3:])
    if not isinstance(made, Item):
        return None
    return moment([*items[:-3], made])


def more_clocks(items: Sequence[Item]) -> Made:
    """Jan. 24 at 4 p.m. and 7 p.m.: one moment each."""
    first = items[0]
    base: Partial = first.value if isinstance(first.value, Partial) else first.value.first
    day = base.but(grain="d", hour=None, minute=None, second=None, sure=False, daypart=None, mod=None)
    out = [first]
    for item in items[1:]:
        if isinstance(item.value, Span2) and item.value.first and item.value.last:
            a, b = _whole(day, item.value.first), _whole(day, item.value.last)
            if a and b:
                out.append(Item("moments", item.start, item.end, Span2(a, b), item.rules))
        elif (c := _clock_of(item.value)) is not None and item.value is not True:
            value = _whole(day, c)
            if value:
                out.append(Item("moment", item.start, item.end, value, item.rules))
    return out


def clocks_before(items: Sequence[Item]) -> Made:
    """11:30 a.m. and 2 p.m. on March 8."""
    made = more_clocks([items[-1], *[i for i in items[:-1] if isinstance(i.value, (Partial, Span2))]])
    return [*made[1:], items[-1]] if isinstance(made, list) else None


def listed_with_clock(items: Sequence[Item]) -> Made:
    """March 14, 15 and 21 at 7:30 p.m.: on each of the days."""
    days, times = [i for i in items if i.kind == "listed"], items[-1]
    out: list[Item] = []
    for n, day in enumerate(days):
        last = n == len(days) - 1
        made = moment(
            [
                Item("day", day.start, day.end, day.value, day.rules),
                Item(times.kind, times.start, times.end, times.value, times.rules),
            ]
        )
        if not isinstance(made, Item):
            return None
        made.start, made.end = day.start, times.end if last else day.end
        out.append(made)
    return out


def listed(items: Sequence[Item]) -> Made:
    """Nov 7, 14 and 21; 3, 4 & 6 February: the month is that of the one that names it."""
    full = [i for i in items if i.kind in ("day", "listed")]
    like: Partial = (full[0] if items[0].kind in ("day", "listed") else full[-1]).value
    year = next((i.value.year for i in items if i.kind in ("year", "short-year")), like.year)
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


# --- ranges -----------------------------------------------------------------------------------------------


def ranged(kind: str = "range") -> Production:
    """From one day to another, each lending the other what it leaves out."""

    def make(items: Sequence[Item]) -> Made:
        items = compact(items)
        ends = [
            i
            for i in items
            if (
                isinstance(i.value, (Partial, int))
                and i.value is not True
                and i.kind not in ("year", "short-year", "zone", "part", "the")
            )
        ]
        if has(items, "year", "short-year") and len(ends) < 2:
            ends = [i for i in items if isinstance(i.value, Partial)]
        if len(ends) < 2:
            return None
        a, b = ends[0].value, ends[-1].value
        year = next((i.value.year for i in items if i.kind in ("year", "short-year") and i not in ends), None)
        if isinstance(a, int) and isinstance(b, Partial):
            a = (
                b.but(day=a, weekday=None, hour=None, minute=None, grain="d", sure=False)
                if 1 <= a <= 31 and b.month is not None
                else None
            )
        elif isinstance(b, int) and isinstance(a, Partial):
            b = (
                a.but(day=b, weekday=None, year=None, hour=None, minute=None, grain="d")
                if 1 <= b <= 31 and (a.month or a.months is not None)
                else None
            )
        if not isinstance(a, Partial) or not isinstance(b, Partial):
            return None
        if year is not None:
            b = b.but(year=year)
        if (
            a.day is not None
            and b.day is not None
            and a.month is not None
            and b.month is None
            and b.weekday is not None
        ):
            b = b.but(month=a.month, year=a.year)
        if (
            a.grain == "m"
            and a.year is None
            and b.grain == "m"
            and b.year is not None
            and (a.month or 0) <= (b.month or 0)
        ):
            a = a.but(year=b.year)
        return joined(kind, items, Span2(a, ending(b)))

    return make


def days_of_month(items: Sequence[Item]) -> Made:
    """From 4 to 22 this month, between 4 and 22 in September."""
    numbers, month = [i.value for i in items if i.kind == "num"], partials(items)[-1]
    if len(numbers) != 2 or not all(1 <= n <= 31 for n in numbers) or month.grain != "m":
        return None
    return joined("range", items, Span2(*(month.but(grain="d", day=n) for n in numbers)))


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
                a, b = (like.but(day=n.value, weekday=None) for n in numbers)
                out.append(Item("range", numbers[0].start, item.end, Span2(a, b)))
                numbers = []
    return out if not numbers else None


def compact(items: Sequence[Item]) -> list[Item]:
    """Monday 17 to Friday 21 February: a weekday and its number in one."""
    out: list[Item] = []
    for item in items:
        if out and item.kind == "num" and out[-1].kind in ("weekday", "short-weekday"):
            out[-1] = joined("wday-number", [out[-1], item], out[-1].value.but(day=item.value))
        else:
            out.append(item)
    return out


def from_now(items: Sequence[Item]) -> Made:
    return joined("range", items, Span2(Partial("d", days=0), partials(items)[-1]))


def weekend_of_days(items: Sequence[Item]) -> Made:
    """The weekend of Feb. 8-9."""
    return joined("range", items, items[-1].value)


def weekend_of_day(items: Sequence[Item]) -> Made:
    return joined("period", items, partials(items)[-1].but(grain="k", hour=None, minute=None))


def weekdays_and_dates(items: Sequence[Item]) -> Made:
    """Saturdays 25 Jan and 1 Feb: the dates are meant, each."""
    days = [i for i in items if isinstance(i.value, Partial)]
    days[0].start = items[0].start
    return [Item("listed", i.start, i.end, i.value, i.rules) for i in days]


def each(items: Sequence[Item]) -> Made:
    """What stands side by side, each for itself; connecting words fall away."""
    return [i for i in items if isinstance(i.value, (Partial, Span2))]


# --- open ends --------------------------------------------------------------------------------------------


def opened(side: str, mod: str | None = None) -> Production:
    def make(items: Sequence[Item]) -> Made:
        value = next((i.value for i in items if isinstance(i.value, (Partial, Span2))), None)
        if isinstance(value, Span2):
            value = value.last if side == "start" else value.first
        if value is None:
            return None
        if value.grain == "t" and value.hour is not None:
            value = settled(value)
        if items[0].kind == "from" and value.grain in "ec":
            return joined("period", items[1:], value)  # furniture from the 1890s
        if mod and not (mod == "BEFORE" and value.mod == "END"):  # before the end of the year
            value = value.but(mod=mod)
        elif (
            side == "end"
            and items[0].kind == "from"
            and any((getattr(value, n) or 0) < 0 for n in ("weeks", "months", "years", "days"))
        ):
            return joined("period", items[1:], value)  # the minutes from last week
        ends = (None, ending(value)) if side == "start" else (value, None)
        return joined("open-" + side, items, Span2(*ends, open=side))

    return make


def both_open(items: Sequence[Item]) -> Made:
    """After 2016 and before 2018."""
    first, last = (i.value for i in items if isinstance(i.value, Span2))
    if first.first is None or last.last is None:
        first, last = last, first
    return joined("range", items, Span2(first.first, last.last)) if first.first and last.last else None


def from_today(items: Sequence[Item]) -> Made:
    return joined("open-end", items, Span2(Partial("d", days=0), None, open="end"))


def endless(items: Sequence[Item]) -> Made:
    """Until further notice, from a day where one is told."""
    first = next(iter(partials(items)), None)
    if first is None:
        return joined("vague-open", items, Span2(None, None, open="end"))
    return joined("open-end", items, Span2(first, None, open="end"))


# --- recurrences ------------------------------------------------------------------------------------------


def _weekdays(items: Sequence[Item]) -> list[int] | None:
    """The weekdays that are listed, ranges filled in."""
    out: list[int] = []
    to = False
    for item in items:
        days = item.value if isinstance(item.value, tuple) and item.kind == "weekdays" else None
        if isinstance(item.value, Partial) and item.value.weekday and item.kind in ("weekday", "short-weekday"):
            days = (item.value.weekday,)
        if item.kind in ("to", "dash", "through", "until"):
            to = True
        elif days:
            day = days[0]
            if to and out:
                while out[-1] % 7 + 1 != day:
                    out.append(out[-1] % 7 + 1)
            out.append(day)
            to = False
    return sorted(set(out)) if out else None


def weekly(items: Sequence[Item]) -> Made:
    """Every Tuesday and Thursday; Mondays through Thursdays; alternate Fridays; Sunday evenings."""
    days = _weekdays(items)
    if has(items, "workdays"):
        days = [1, 2, 3, 4, 5]
    elif has(items, "weekends", "weekend"):
        days = sorted({6, 7, *(days or [])})
    if not days:
        return None
    part = next((i.value for i in items if i.kind in ("part", "parts")), None)
    interval = next((i.value[1] for i in items if i.kind == "frequency"), 2 if has(items, "alternate") else 1)
    by = ",".join(DAYS[d] for d in days)
    first = Partial("d", daypart=part.daypart) if part else None
    return joined("set", items, Recurrence("WEEKLY", interval, (("BYDAY", by),), first=first))


_FREQUENCIES = {"d": ("DAILY", 1), "b": ("WEEKLY", 1), "w": ("WEEKLY", 1), "2w": ("WEEKLY", 2), "m": ("MONTHLY", 1), "y": ("YEARLY", 1), "h": ("HOURLY", 1),
                "n": ("MINUTELY", 1), "q": ("MONTHLY", 3), "10y": ("YEARLY", 10)}  # fmt: skip


def every_unit(items: Sequence[Item]) -> Made:
    """Every day, every two weeks, every other month, every evening."""
    part = next((i.value for i in items if i.kind in ("part", "parts")), None)
    unit = next((i.value for i in items if i.kind == "unit"), "d" if part else None)
    number = next(
        (
            int(i.value)
            for i in items
            if i.kind in ("num", "cardinal", "amount", "ordinal", "ordinal-word") and i.value >= 1
        ),
        1,
    )
    size: Length = next((i.value for i in items if i.kind == "length"), ())
    if len(size) == 1 and size[0][1] == int(size[0][1]):
        unit, number = size[0][0], int(size[0][1])
    if unit not in _FREQUENCIES:
        return None
    freq, times = _FREQUENCIES[unit]
    by = (("BYDAY", "MO,TU,WE,TH,FR"),) if unit == "b" else ()
    interval = times * (2 if has(items, "alternate") else number)
    first = Partial("d", daypart=part.daypart) if part else None
    return joined("set", items, Recurrence(freq, interval, by, first=first))


def frequency(items: Sequence[Item]) -> Made:
    freq, interval = items[0].value
    return joined("frequency-set", items, Recurrence(freq, interval))


def monthly(items: Sequence[Item]) -> Made:
    """The first and third Tuesdays, the last Sunday of each month, the 1st of every month."""
    numbers = [i.value for i in items if i.kind in ("ordinal", "the-ordinal", "ordinal-word")]
    numbers += [-1 for i in items if i.kind == "which" and i.value[0] == -1]
    days = _weekdays([i for i in items if i.kind in ("weekday", "short-weekday", "weekdays")])
    unit = [i.value for i in items if i.kind == "unit"]
    if not numbers or (unit and unit[-1] not in ("m", "y")):
        return None
    if not days:
        if "b" in unit or not all(1 <= n <= 31 or n == -1 for n in numbers):
            return None
        return joined("set", items, Recurrence("MONTHLY", 1, (("BYMONTHDAY", ",".join(map(str, sorted(numbers)))),)))
    if not all(-1 <= n <= 5 for n in numbers):
        return None
    by = ",".join(f"{n}{DAYS[d]}" for d in days for n in sorted(numbers, key=lambda n: (n < 0, n)))
    return joined("set", items, Recurrence("MONTHLY", 2 if has(items, "alternate") else 1, (("BYDAY", by),)))


def yearly(items: Sequence[Item]) -> Made:
    """Every June 1, every Christmas, every year on the first Saturday in May, each spring."""
    value = partials(items)[-1]
    if value.nth is not None and value.weekday is not None and value.month is not None:
        by: tuple[tuple[str, str], ...] = (
            ("BYMONTH", str(value.month)),
            ("BYDAY", f"{value.nth}{DAYS[value.weekday]}"),
        )
    elif value.month is not None and value.day is not None:
        by = (("BYMONTH", str(value.month)), ("BYMONTHDAY", str(value.day)))
    elif value.month is not None:
        by = (("BYMONTH", str(value.month)),)
    elif value.grain == "q" and value.segment in ("spring", "summer", "autumn", "winter"):
        by = ()
    elif value.feast is not None:
        return joined("set", items, Recurrence("YEARLY", 1, FEAST_RULES.get(value.feast, ())))
    else:
        return None
    return joined("set", items, Recurrence("YEARLY", 1, by))


#: Holidays that stand on the same day of the year in every year.
FEAST_RULES: dict[str, tuple[tuple[str, str], ...]] = {
    "christmas": (("BYMONTH", "12"), ("BYMONTHDAY", "25")),
    "new year's day": (("BYMONTH", "1"), ("BYMONTHDAY", "1")),
    "thanksgiving": (("BYMONTH", "11"), ("BYDAY", "4TH")),
    "independence day": (("BYMONTH", "7"), ("BYMONTHDAY", "4")),
    "halloween": (("BYMONTH", "10"), ("BYMONTHDAY", "31")),
    "labor day": (("BYMONTH", "9"), ("BYDAY", "1MO")),
    "memorial day": (("BYMONTH", "5"), ("BYDAY", "-1MO")),
}


def set_with_clock(items: Sequence[Item]) -> Made:
    """Every Tuesday at 10am; daily, 10 a.m.–5 p.m.; two clock times make two sets."""
    base: Recurrence = next(i.value for i in items if isinstance(i.value, Recurrence))
    if base.first is not None and base.first.hour is not None:
        return None
    part = base.first.daypart if base.first else None
    times: list[Item] = []
    if any(i.kind == "num" for i in items) and has(items, "dash", "to", "until"):
        numbers = [n for n, i in enumerate(items) if i.kind in ("num", "hm", "hm24", "hmdot")]
        made = clocks()(items[numbers[0] : numbers[-1] + 1])
        times = [made] if isinstance(made, Item) else []
    else:
        for item in items:
            if item.kind in ("clock", "clocks", "clock-number", "hm", "hm24", "hmdot", "num", "oclock", "past"):
                times.append(item)
            elif item.kind == "part":
                part = item.value.daypart
    if not times:
        return None
    out: list[Item] = []
    for n, item in enumerate(times):
        a, b = (item.value.first, item.value.last) if isinstance(item.value, Span2) else (_clock_of(item.value), None)
        if a is None:
            return None
        if part and not a.sure:
            a, b = a.but(daypart=part), b and (b if b.sure else b.but(daypart=part))
        a, b = settled(a) if not b else a, b
        rule = Recurrence(base.freq, base.interval, base.by, a, b, base.since, base.until, base.without, base.exdates)
        start = items[0].start if n == 0 else item.start
        end = items[-1].end if n == len(times) - 1 else item.end
        out.append(Item("set", start, end, rule, tuple(r for i in items for r in i.rules)))
    return out


def set_between(items: Sequence[Item]) -> Made:
    """Every Monday from 3 February to 24 March; Fridays until 28 March; Thursdays in March."""
    base: Recurrence = next(i.value for i in items if isinstance(i.value, Recurrence))
    since, until = base.since, base.until
    for item in items:
        if isinstance(item.value, Span2):
            since, until = item.value.first or since, item.value.last or until
        elif isinstance(item.value, Partial) and item.value.grain != "-":
            since, until = (since, item.value) if has(items, "to") else (item.value, until)
    rule = Recurrence(
        base.freq, base.interval, base.by, base.first, base.last, since, until, base.without, base.exdates
    )
    return joined("set", items, rule)


def set_without(items: Sequence[Item]) -> Made:
    """Every day except Monday; Tuesdays except January 28; daily, closed Mondays."""
    base: Recurrence = items[0].value
    rest = items[1:]
    days = _weekdays(rest) or []
    if has(rest, "weekends", "weekend"):
        days += [6, 7]
    dates = tuple(
        p for p in partials([i for i in rest if i.kind not in ("weekday", "short-weekday")]) if p.grain == "d"
    )
    days += [DAYS.index(d) for i in rest if isinstance(i.value, Recurrence) for k, v in i.value.by if k == "BYDAY" for d in v.split(",") if d in DAYS]
    if not days and not dates:
        return None
    freq = "WEEKLY" if days and base.freq == "DAILY" else base.freq
    rule = Recurrence(
        freq, base.interval, base.by, base.first, base.last, base.since, base.until, (*base.without, *days), dates
    )
    return joined("set", items, rule)


def bare_weekdays(items: Sequence[Item]) -> Made:
    """Mon–Fri and Sat, Sun 10–4: weekdays that opening hours follow."""
    days = _weekdays(
        [i for i in items if i.kind in ("weekday", "short-weekday", "weekdays", "to", "dash", "through", "until")]
    )
    if not days:
        return None
    by = ",".join(DAYS[d] for d in days)
    return joined("set", items, Recurrence("WEEKLY", 1, (("BYDAY", by),)))


def hours_of_weekdays(items: Sequence[Item]) -> Made:
    """Mon–Thu 9–8, Wed, Fri and Sun 1–5pm, Monday to Friday 2–4pm."""
    last = max(n for n, i in enumerate(items) if i.kind in ("weekday", "short-weekday", "weekdays"))
    days = bare_weekdays(items[: last + 1])
    return set_with_clock([days, *items[last + 1 :]]) if isinstance(days, Item) else None


def hours_before_weekdays(items: Sequence[Item]) -> Made:
    """8.30am to 6pm Monday to Friday."""
    first = min(n for n, i in enumerate(items) if i.kind in ("weekday", "short-weekday", "weekdays"))
    days = bare_weekdays(items[first:])
    made = set_with_clock([days, *items[:first]]) if isinstance(days, Item) else None
    if isinstance(made, list) and made:
        made[0].start, made[-1].end = items[0].start, items[-1].end
    return made
