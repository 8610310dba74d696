"""What the rules of Chinese times make of the items they match; the rows that name them stand in times.py."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from feeds.reading.languages.zh import feasts
from feeds.reading.timex.partial import Item, Length, Partial, Recurrence, Span2
from feeds.reading.timex.productions import (
    joined,
    merged,
    partials,
    scaled,
    span,
)


def lunar_date(items: Sequence[Item]) -> Item | None:
    """农历[二〇二五年]八月十五: the month and the day are of the Chinese calendar."""
    value = merged([p.but(lunar=False) if p.grain == "y" else p for p in partials(items)])
    numbers = [i.value for i in items if i.kind == "lunar-number"]
    if value is None or value.month is None:
        return None
    if numbers:
        value = value.but(day=numbers[0], grain="d")
    return joined("date", items, value.but(lunar=True))


def lunar_range(items: Sequence[Item]) -> Item | None:
    first = items[0].value
    return joined("span", items, Span2(first, first.but(day=items[-1].value)))


def lunar_month_range(items: Sequence[Item]) -> Item | None:
    """农历五月十二至十六."""
    made = lunar_date(items[:-2])
    if made is None:
        return None
    first = made.value
    return joined("span", items, Span2(first, first.but(day=items[-1].value)))


def lunar_month_and_day(items: Sequence[Item]) -> Item | None:
    """八月十五, 二月二: without 日, a day from ten on or a doubled number is of the Chinese calendar."""
    if items[-1].value < 10 and items[-1].value != items[0].value.month:
        return None
    return lunar_date(items)


def lunar_year_range(items: Sequence[Item]) -> Item | None:
    """明年[农历]正月初一至初七."""
    made = lunar_date([*items[:-2]])
    if made is None:
        return None
    return joined("span", items, Span2(made.value, made.value.but(day=items[-1].value)))


def days_of_month(items: Sequence[Item]) -> list[Item] | None:
    """三月廿八及廿九日: with the unit behind the last, days of the month like any other."""
    month = items[0].value
    out = []
    for item in items[1:]:
        if item.kind == "lunar-number":
            start = items[0].start if item is items[1] else item.start
            out.append(Item("date", start, item.end, month.but(grain="d", day=item.value)))
        elif item.kind == "day":
            out.append(Item("date", item.start, item.end, month.but(grain="d", day=item.value.day)))
        else:
            out.append(item)
    return out if all(i.value.day for i in out if i.kind == "date") else None


def day_of_holidays(items: Sequence[Item]) -> Item | None:
    """“五一”假期首日, 国庆假期最后一天."""
    value = merged(partials(items))
    if value is None or value.feast is None:
        return None
    return joined("date", items, value.but(feast=feasts.holiday(value.feast), nth=items[-1].value))


def beside_feast(items: Sequence[Item]) -> Item | None:
    """元宵前一天, 端午节后一天."""
    day = items[-1].value
    if not day.spoken or day.days not in (-1, 1):
        return None
    return joined("date", items, items[0].value.but(days=day.days, daypart=day.daypart))


def from_new_years_eve(items: Sequence[Item]) -> Item | None:
    """除夕至初六."""
    return joined("span", items, Span2(items[0].value, Partial("d", month=1, day=items[-1].value, lunar=True)))


def length_of(items: Sequence[Item]) -> Length:
    """The length among the items; the 三日 of 近三日 and 为期三日 is one."""
    value = next(i.value for i in items if i.kind in ("length", "days", "day"))
    length: Length = (("d", float(value.day or 0)),) if isinstance(value, Partial) else value
    return length


def closing_length(items: Sequence[Item]) -> Item | None:
    if items[-1].kind == "day" and "month" in items[-1].value.said:
        return None
    return joined("closing-length", items, length_of(items))


def shifted(sign: int) -> Callable[[Sequence[Item]], Item | None]:
    def production(items: Sequence[Item]) -> Item | None:
        length = items[0].value
        if not all(a for _, a in length) or (length[0][0] == "y" and length[0][1] > 200):
            return joined("vague", items, Partial("-"))
        grain = "t" if length[-1][0] in "hns" else "d"
        return joined("date" if grain == "d" else "time", items, Partial(grain, ago=scaled(length, sign)))

    return production


def in_so_long(items: Sequence[Item]) -> Item | None:
    """再过两天."""
    made = shifted(1)(items[1:])
    return joined(made.kind, items, made.value) if made else None


def stretch(sign: int) -> Callable[[Sequence[Item]], Item | None]:
    """未来三天, 过去三年, 前三年."""

    def production(items: Sequence[Item]) -> Item | None:
        length = length_of(items)
        if not all(a for _, a in length):
            return joined("vague", items, Partial("-"))
        if length[-1][0] in "hns":
            now = Partial("t", ago=(("d", 0),))
            return joined(
                "span", items, Span2(now, None, length=length) if sign > 0 else Span2(None, now, length=length)
            )
        if sign > 0:
            return joined("span", items, Span2(Partial("d", days=1), None, length=length))
        return joined("span", items, Span2(None, Partial("d", days=-1), length=length))

    return production


def feast_days(items: Sequence[Item]) -> Item | None:
    holiday = items[0].value.but(feast=feasts.holiday(items[0].value.feast))
    return joined("date", items, holiday)


def holiday_itself(items: Sequence[Item]) -> Item | None:
    """中秋节当天: the holiday, which is named already."""
    value = merged(partials(items[:-1]))
    return joined("date", items, value) if value else None


def eve(items: Sequence[Item]) -> Item | None:
    return joined("date", items, merged(partials(items)).but(days=-1))  # type: ignore[union-attr]


def nth_weekday(items: Sequence[Item]) -> Item | None:
    """[去年]5月第二个星期日."""
    nth = next(i.value for i in items if i.kind == "nth")
    value = merged(partials(items))
    if value is None or (value.month is None and value.months is None):
        return None
    return joined("date", items, value.but(grain="d", nth=nth))


def nth_weekday_of_year(items: Sequence[Item]) -> Item | None:
    """2016年的第一个周日."""
    value = merged(partials(items))
    return joined("date", items, value.but(grain="d", nth=items[-2].value)) if value else None


def nth_workday(items: Sequence[Item]) -> Item | None:
    """本月最后一个工作日, holidays apart."""
    value = merged(partials(items))
    return joined("date", items, value.but(grain="d", nth=items[-2].value, segment="work")) if value else None


def first_part(items: Sequence[Item]) -> Item:
    """2024年前11个月, 今年前三季度; without its year, this one's."""
    whole: Span2 = items[-1].value
    year = items[0].value if len(items) > 1 else Partial("y", years=0)
    first, last = (merged([year, end]) for end in (whole.first, whole.last) if end)
    return joined("span", items, Span2(first, last))


def day_of_month(items: Sequence[Item]) -> Item | None:
    """2015年9月十五: with its year, and no word of the Chinese calendar, a day like any other."""
    day = items[-1].value
    value = merged(partials(items))
    return joined("date", items, value.but(grain="d", day=day)) if value and 10 <= day <= 31 else None


def nth_day(items: Sequence[Item]) -> Item | None:
    """本月最后一天."""
    value, nth = merged(partials(items)), items[-1].value
    if value is None:
        return None
    if nth > 0:
        return joined("date", items, value.but(grain="d", day=nth)) if nth <= 31 else None
    return joined("date", items, value.but(grain="d", nth=-1))


def nth_week(items: Sequence[Item]) -> Item | None:
    value = merged(partials(items))
    return joined("week", items, value.but(grain="w", nth=items[-1].value)) if value else None


def day_of_that_year(items: Sequence[Item]) -> Item | None:
    """去年今日."""
    value = merged(partials(items))
    return joined("date", items, value) if value and value.days == 0 and not value.spoken else None


def weekday_list(items: Sequence[Item]) -> list[Item] | None:
    """本周六、周日; 下周二、三: each its own day, of the same week."""
    first = items[0].value
    days = [i for i in items[1:] if isinstance(i.value, Partial)]
    return [items[0], *(Item("date", i.start, i.end, first.but(weekday=i.value.weekday)) for i in days)]


def one(kind: str) -> Callable[[Sequence[Item]], Item | None]:
    def production(items: Sequence[Item]) -> Item | None:
        return joined(kind, items, next(i.value for i in items if not isinstance(i.value, bool)))

    return production


def mod(mod: str) -> Callable[[Sequence[Item]], Item | None]:
    def production(items: Sequence[Item]) -> Item | None:
        value = items[0].value
        return joined(items[0].kind, items, value.but(mod=mod)) if isinstance(value, Partial) else None

    return production


def times(items: Sequence[Item]) -> Item | None:
    made = span("times")(items)
    if made is None:
        return None
    zone = next((p.zone for p in partials(items) if p.zone), None)
    if zone and isinstance(made.value, Span2) and made.value.first:
        made.value.first = made.value.first.but(zone=zone)
    return made


def ranged(items: Sequence[Item]) -> Item | None:
    """A day to a day; a clock at the last alone is the clock of every day between."""
    ends = [i for i in items if isinstance(i.value, (Partial, Span2))]
    first, last = ends[0].value, ends[-1].value
    if isinstance(last, Span2):  # 1月20日至22日9:00—17:00
        if first.hour is not None or last.first is None:
            return None
        days = merged([last.first.but(hour=None, minute=None, second=None, daypart=None, grain="d", sure=False)])
        return joined("set", items, Recurrence("DAILY", 1, (), last.first, last.last, first, days))
    if (
        first.hour is None
        and last.hour is not None
        and first.grain == "d"
        and not any(i.kind == "onward" for i in items)
    ):
        day = last.but(hour=None, minute=None, second=None, daypart=None, grain="d", sure=False)
        return joined("set", items, Recurrence("DAILY", 1, (), last, None, first, day))
    return span("span")(items)


def month_of_year(items: Sequence[Item]) -> Item | None:
    """2025年底: the year's end, as 年底."""
    month = {"1": 1, "2": 6, "3": 12}[items[-1].value.segment]
    value = items[0].value.but(grain="m", month=month, mod=items[-1].value.mod)
    return joined("month", items, value)


def this_year(items: Sequence[Item]) -> Item | None:
    return joined("month", items, items[0].value.but(years=0))


def within(items: Sequence[Item]) -> Item | None:
    length = items[0].value
    if not all(a for _, a in length):
        return joined("vague", items, Partial("-"))
    if length[-1][0] in "hns":
        return joined("span", items, Span2(Partial("t", ago=(("d", 0),)), None, length=length))
    return joined("span", items, Span2(Partial("d", days=0), None, length=length))


def listed_weekdays(items: Sequence[Item]) -> list[Item]:
    """5月8日及9日（星期五、六）: the weekdays are those of the days."""
    *days, last = items[:-3]
    return [*days, Item("date", last.start, items[-1].end, last.value, last.rules)]


def weekdays_and_hour(items: Sequence[Item]) -> list[Item] | None:
    """5月8日及9日（星期四、五）晚上7时30分: each of the days at that hour."""
    close = next(n for n, i in enumerate(items) if i.kind == "close")
    clock = items[-1].value
    days = [i for i in listed_weekdays(items[: close + 1]) if isinstance(i.value, Partial)]
    first, last = (clock.first, clock.last) if isinstance(clock, Span2) else (clock, None)
    out = []
    for day in days:
        begin = merged(partials([day]) + ([first] if first else []))
        end = merged([*partials([day]), last]) if last else None
        if begin is None:
            return None
        kind, value = ("timed", Span2(begin, end)) if end else ("moment", begin)
        out.append(Item(kind, day.start, day.end, value, day.rules))
    out[-1].end = items[-1].end
    return out


def listed_hours(items: Sequence[Item]) -> list[Item] | None:
    """3月7日、8日19:30; 9月12日、13日每天11:00至20:00: each of the days at that hour."""
    last = items[-1].value
    days = [i for i in items if i.kind in ("date", "day")]
    first, end = (last.first, last.last) if isinstance(last, Span2 | Recurrence) else (last, None)
    if first is None or first.hour is None or any(i.value.daypart or i.value.hour is not None for i in days):
        return None
    if isinstance(last, Recurrence) and last.freq != "DAILY":
        return None
    hours = ("hour", "minute", "second", "daypart", "sure", "zone")
    clock = {name: value for name, value in first.said.items() if name in hours}
    close = {name: value for name, value in end.said.items() if name in hours} if end else None
    out = []
    for item in days:
        begin = item.value.but(grain="t", **clock)
        value = Span2(begin, item.value.but(grain="t", **close)) if close else begin
        out.append(Item("timed" if close else "moment", item.start, item.end, value, item.rules))
    if isinstance(last, Recurrence):
        out[-1].end = items[-1].end
        return out
    return [*out, items[-1]]


def zoned(items: Sequence[Item]) -> Item | None:
    """1月25日20:00（北京时间）."""
    value, zone = items[0].value, items[-2].value.zone
    if isinstance(value, Span2) and value.first:
        return joined(items[0].kind, items, Span2(value.first.but(zone=zone), value.last))
    return joined(items[0].kind, items, value.but(zone=zone))


def first_of(kind: str) -> Callable[[Sequence[Item]], Item | None]:
    """1月29日（正月初一）: the first says it all."""

    def production(items: Sequence[Item]) -> Item | None:
        return joined(kind, items, items[0].value)

    return production


def told_twice(items: Sequence[Item]) -> Item | None:
    """下周一（1月20日）: the month and the day are the surer words."""
    first, second = items[0].value, items[2].value
    if first.day is not None:
        return None
    return joined("date", items, second if second.month is not None else first)


def bare_part(items: Sequence[Item]) -> Item | None:
    return joined("vague", items, Partial("-", daypart=items[0].value.daypart))
