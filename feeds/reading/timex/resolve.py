"""Resolution, last of all: a partial value and its context become days and moments.

What the words left out is taken, in this order, from: the other half of a range, a full date earlier in the
sentence, the month or day last spoken of, a stated weekday, the tense and cue words of the clause, the day of
reference (the nearest date wins).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from feeds.reading.timex import almanac
from feeds.reading.timex.almanac import DAY
from feeds.reading.timex.bounds import Bounds, at_clock, later
from feeds.reading.timex.grammar import Machine
from feeds.reading.timex.partial import Partial
from feeds.reading.timex.surroundings import Surroundings

#: A year-less day this near is taken as it stands, whatever the rest of the sentence says.
NEAR = 45
#: How far on (characters) a day or month that was spoken of is still in force.
FORCE = 150
#: First and last month of a year's parts, by grain and segment.
PARTS = {("h", "1"): (1, 6), ("h", "2"): (7, 6)} | {("q", str(n)): (3 * n - 2, 3) for n in (1, 2, 3, 4)}
PARTS |= {("q", name): (first, 3) for name, first in almanac.SEASONS.items()}
#: Days of a month's parts: early, middle, late thirds and halves; 99 is the last.
THIRDS = {
    "1": (1, 10),
    "2": (11, 20),
    "3": (21, 99),
    "12": (1, 20),
    "23": (11, 99),
    "first": (1, 15),
    "second": (16, 99),
}


NOTHING: frozenset[str] = frozenset()
YEAR = frozenset({"year"})
MONTH = frozenset({"year", "month"})
ALL = frozenset({"year", "month", "day"})


class Context(Surroundings):
    """What is known at a place of the text: the reference, the days spoken of so far, the words around."""

    def __init__(self, text: str, reference: dt.date | dt.datetime, machine: Machine) -> None:
        super().__init__(text, machine)
        self.now = reference if isinstance(reference, dt.datetime) else dt.datetime.combine(reference, dt.time())
        self.today = self.now.date()
        #: The last date resolved, where it ended, and whether its year stood in the text.
        self.spoken: Bounds | None = None
        self.spoken_at = 0
        #: The single day last spoken of (当天 is that day, not the 2月底 named since), and where.
        self.dated: tuple[dt.date, int] | None = None
        self.full: Bounds | None = None
        self.full_at = 0
        #: The start of what was last said to go on from a day (自9月3日起), and where that was said.
        self.since: dt.date | None = None
        self.since_at = 0
        #: The days, a week of them at most, that were spoken of last, and where.
        self.stretch: tuple[dt.date, dt.date, int] | None = None
        #: What was remembered last.
        self.noted: Bounds | None = None

    def remember(self, bounds: Bounds, end: int) -> None:
        self.noted = bounds
        if bounds.grain in "ymxd" or (bounds.grain == "t" and bounds.inferred != ALL):
            self.spoken, self.spoken_at = bounds, end
            if bounds.grain in "dt":
                self.dated = bounds.day, end
            if not bounds.inferred:
                self.full, self.full_at = bounds, end
        elif bounds.grain in "wkqh":
            self.spoken, self.spoken_at = bounds, end

    # --- what is in force ---------------------------------------------------------------------------------

    def in_force(self) -> Bounds | None:
        """The day or month last spoken of, while the paragraph goes on."""
        if self.spoken is None or self.start - self.spoken_at > FORCE:
            return None
        return None if "\n\n" in self.text[self.spoken_at : self.start] else self.spoken

    def full_in_force(self) -> Bounds | None:
        """A date with its year, earlier in the same sentence (a bare year) or the one before it (a day)."""
        if self.full is None or self.start - self.full_at > FORCE:
            return None
        between = self.text[self.full_at : self.start]
        ends = (
            len(self.machine.sentence_end.findall(between)) + 2 * between.count("\n\n") + 2 * between.count("\n\u3000")
        )
        if self.full.grain == "y" and self.full.day.year < self.today.year - 1 and self.tense() > 0:
            return None  # closed to trains in 1964, it opens again on 19 July
        if self.full.grain == "y":  # a bare year stands right before what is of it: "2024年，3月开工"
            return (
                self.full
                if sum(map(between.count, self.machine.language.clause)) <= 1
                and len(between) <= self.machine.language.year_reach
                else None
            )
        if ends == 1 and (len(between) > 40 or any(mark + "\n" in between for mark in self.machine.language.sentence)):
            return None
        return self.full if ends <= 1 else None

    def choose(
        self, candidates: Iterable[dt.date], weekday: int | None = None, ahead: int | None = None, month: bool = False
    ) -> dt.date | None:
        """Of one day in several years, the one that is meant."""
        dates = sorted(candidates)
        if ahead:
            ordered = (
                [d for d in dates if d > self.today] if ahead > 0 else [d for d in reversed(dates) if d < self.today]
            )
            return ordered[abs(ahead) - 1] if len(ordered) >= abs(ahead) else None
        if weekday:
            dates = [d for d in dates if d.isoweekday() == weekday] or dates
            if len(dates) == 1:
                return dates[0]
        if not dates:
            return None
        if self.spoken is not None and self._in_list():
            near = [d for d in dates if abs((d - self.spoken.day).days) < 28]
            return self._nearest(near) if near else next((d for d in dates if d >= self.spoken.day), dates[-1])
        anchor = self._far()
        if anchor is not None:
            if anchor.grain == "y":
                return self._nearest([d for d in dates if d.year == anchor.day.year] or dates)
            following = next((d for d in dates if 0 <= (d - anchor.day).days <= 300), None)
            return following or min(dates, key=lambda d: abs((d - anchor.day).days))
        nearest = self._nearest(dates)
        away = (nearest - self.today).days
        trusted = month and self.machine.language.nearest_cue  # "was held in January", in December
        tense = self.tense(near=abs(away) <= NEAR and not trusted)
        if tense > 0 > away:
            return next((d for d in dates if d >= self.today), nearest)
        if tense < 0 < away:
            earlier = next((d for d in reversed(dates) if d <= self.today), nearest)
            return earlier if trusted or (self.today - earlier).days <= 3 * away else nearest
        if abs(away) > NEAR and tense == 0:  # a programme goes through its year: 5月1日 …, 6月7日 …, 9月 …
            spoken = self.in_force()
            if spoken is not None and spoken.grain in "mxdt" and (spoken.day - self.today).days > NEAR:
                return next((d for d in dates if 0 <= (d - spoken.day).days <= 200), nearest)
        return nearest

    def _in_list(self) -> bool:
        """Whether only a comma or an "and" stands between this and what was spoken of before."""
        between = self.text[self.spoken_at : self.start]
        return len(between) < 12 and self.machine.joins.fullmatch(between) is not None

    def _far(self) -> Bounds | None:
        """The full date in force, when it lies elsewhere than the reference and so decides for another year."""
        if self.full is None or abs((self.full.day - self.today).days) <= NEAR:
            return None
        return self.full_in_force()

    def years(self) -> list[int]:
        """The years that an expression without one may belong to."""
        years = {self.today.year + n for n in (-1, 0, 1)}
        anchor = self._far()
        if anchor is not None:
            years |= {anchor.day.year + n for n in (-1, 0, 1)}
        return sorted(years)

    def _nearest(self, dates: list[dt.date]) -> dt.date:
        return min(dates, key=lambda d: abs((d - self.today).days))

    # --- partial values -----------------------------------------------------------------------------------

    def resolve(self, p: Partial) -> Bounds | None:
        """The bounds of a partial value; None when it cannot be told, or the calendar has no such day."""
        said = p.said
        if "later" in said:
            assert p.later is not None
            found = self.resolve(p.but(later=None, hour=None, minute=None) if p.hour is not None else p.but(later=None))
            moved = found and later(dt.datetime.combine(found.day, dt.time()), p.later, "d")
            if moved is None or p.hour is None:
                return moved
            return self._with_clock(p, moved.day, NOTHING)
        if p.grain == "t" and not _has_day(p):
            day = self._day_of_clock(p)
            return self._with_clock(p, day, ALL)
        found = self._days(p)
        if found is None or "hour" not in said:
            return found
        return self._with_clock(p, found.day, found.inferred)

    def _days(self, p: Partial) -> Bounds | None:
        said = p.said
        if "ago" in said:
            return self._ago(p)
        if "feast" in said and said["grain"] not in "wk":
            return self._feast(p)
        if "lunar" in said:
            return self._lunar(p)
        if said["grain"] in "ceyhqmx":
            return self._period(p)
        if said["grain"] in "wk":
            return self._week(p)
        return self._day(p)

    def year_of(self, p: Partial) -> int | None:
        if p.year is not None:
            return p.year
        if p.years is not None:
            return (self._base(p).year) + p.years
        return None

    def _base(self, p: Partial) -> dt.date:
        if (
            p.spoken
            and self.spoken is not None
            and self.spoken.grain in "dtxmwk"
            and self.start - self.spoken_at <= 3 * FORCE
        ):
            if p.days == 0 and self.dated and self.start - self.dated[1] <= FORCE:
                return self.dated[0]
            return self.spoken.day
        return self.today

    def _day(self, p: Partial) -> Bounds | None:
        """A single day."""
        inferred, date, said = NOTHING, None, p.said
        if "days" in said and p.years is not None:
            date = almanac.add_months(self._base(p), 12 * p.years)
        elif p.days is not None:
            date = almanac.add_days(self._base(p), p.days)
            if p.day is not None and date is not None and date.day != p.day:  # 明（17）日: the number is the surer word
                near = (almanac.add_days(date, n) for n in sorted(range(-15, 16), key=abs))
                date = next((d for d in near if d and d.day == p.day), date)
        elif p.month is not None and p.day is not None:
            year = self.year_of(p)
            if year is not None:
                date = almanac.day(year, p.month, p.day)
            else:
                inferred = YEAR
                dates = self._years(p.month, p.day)
                if p.either and p.weekday:
                    dates += self._years(p.day, p.month)
                date = self.choose(dates, p.weekday, p.ahead)
        elif p.nth is not None:
            date, inferred = self._nth_day(p)
        elif p.months is not None and p.day is not None:
            first = almanac.month_start(self._base(p), p.months + 12 * (p.years or 0))
            date = first and almanac.day(first.year, first.month, p.day)
        elif p.day is not None:
            date, inferred = self._bare_day(p), MONTH
        elif p.weekday is not None:
            date = self._weekday(p)
        return Bounds(date, almanac.add_days(date, 1), "d", inferred) if date else None

    def _nth_day(self, p: Partial) -> tuple[dt.date | None, frozenset[str]]:
        """The nth such weekday, or working day, of a month or year; the last day of a month."""
        assert p.nth is not None
        year = self.year_of(p)
        first, inferred = self._month_of(p)
        if p.month is p.months is None and year is not None:
            first, inferred = almanac.day(year, 1 if p.nth > 0 else 12, 1), NOTHING
        if first is None:
            return None, inferred
        if p.weekday is not None:
            return almanac.nth_weekday(first.year, first.month, p.weekday, p.nth), inferred
        if p.segment == "work":
            return almanac.nth_workday(first.year, first.month, p.nth), inferred
        following = almanac.month_start(first, 1)
        return following and almanac.add_days(following, -1), inferred

    def _years(self, month: int, number: int) -> list[dt.date]:
        years: Iterable[int] = self.years()
        if (month, number) == (2, 29):
            years = range(self.today.year - 4, self.today.year + 5)
        return [d for y in years if (d := almanac.day(y, month, number))]

    def _bare_day(self, p: Partial) -> dt.date | None:
        """A day of a month that is not named: the month in force, else the nearest such day."""
        assert p.day is not None
        spoken = self.in_force()
        if spoken is not None and spoken.grain in "mxdt":
            first = almanac.month_start(spoken.day)
            date = first and almanac.day(first.year, first.month, p.day)
            if date and date < spoken.day and (spoken.day - date).days > 15:
                following = almanac.month_start(spoken.day, 1)
                return (following and almanac.day(following.year, following.month, p.day)) or date
            if date:
                return date
        months = (almanac.month_start(self.today, n) for n in (-1, 0, 1))
        dates = [d for m in months if m and (d := almanac.day(m.year, m.month, p.day))]
        return self.choose(dates, p.weekday)

    def _weekday(self, p: Partial) -> dt.date | None:
        assert p.weekday is not None
        if p.ahead is not None:
            gap = (
                (p.weekday - self.today.isoweekday()) % 7
                if p.ahead > 0
                else -((self.today.isoweekday() - p.weekday) % 7)
            )
            weeks = p.ahead - 1 if p.ahead > 0 and gap else p.ahead + 1 if p.ahead < 0 and gap else p.ahead
            return almanac.add_days(self.today, gap + 7 * weeks)
        if p.weeks is not None:
            date = almanac.add_days(almanac.monday(self._base(p)), 7 * p.weeks + p.weekday - 1)
            if p.coming and date is not None and date < self.today and self.tense() > 0:  # this Friday, on a Sunday
                return almanac.add_days(date, 7)
            return date
        spoken = self.in_force()
        if spoken is not None and spoken.grain in "wk":
            return almanac.add_days(almanac.monday(spoken.day), p.weekday - 1)
        within = self._in_stretch(p.weekday)
        if within is not None:
            return within
        ahead = (p.weekday - self.today.isoweekday()) % 7
        if ahead and self.tense() < 0:
            ahead -= 7
        return almanac.add_days(self.today, ahead)

    def _in_stretch(self, weekday: int) -> dt.date | None:
        """The weekday of the days that were spoken of just before: "9 to 11 October … on the Saturday"."""
        if self.stretch is None or not self.machine.language.weekdays_in_stretch:
            return None
        first, last, end = self.stretch
        if self.start - end > FORCE or "\n\n" in self.text[end : self.start]:
            return None
        day = almanac.add_days(first, (weekday - first.isoweekday()) % 7)
        return day if day is not None and day <= last else None

    def _month_of(self, p: Partial) -> tuple[dt.date | None, frozenset[str]]:
        """The first of the month that is meant, and what had to be filled in."""
        year = self.year_of(p)
        if p.months is not None:
            return almanac.month_start(self._base(p), p.months + 12 * (p.years or 0)), NOTHING
        if p.month is None:
            spoken = self.in_force()
            return almanac.month_start(spoken.day if spoken and spoken.grain in "mxd" else self.today), MONTH
        if year is not None:
            return almanac.day(year, p.month, 1), NOTHING
        return self._nearest_month(p.month, p.ahead), YEAR

    def _nearest_month(self, month: int, ahead: int | None = None) -> dt.date | None:
        firsts = [d for y in self.years() if (d := almanac.day(y, month, 1))]
        if ahead is not None:
            this = almanac.month_start(self.today)
            return self.choose([d for d in firsts if d != this], ahead=ahead)
        if month == self.today.month and self.full_in_force() is None:
            return almanac.month_start(self.today)
        return self.choose(firsts, month=True)

    def _period(self, p: Partial) -> Bounds | None:
        """A month or more, or a part of a month."""
        first: dt.date | None
        if p.grain in "cey":
            year = self.year_of(p)
            if year is None:
                return None
            if p.grain == "e" and p.year is None:
                year -= year % 10
            span = {"c": 100, "e": 10, "y": 1}[p.grain]
            first, last = almanac.day(year, 1, 1), almanac.day(year + span, 1, 1)
            return Bounds(first, last or dt.date.max, p.grain) if first else None
        if p.grain in "hq":
            return self._part_of_year(p)
        first, inferred = self._month_of(p)
        if first is None:
            return None
        following = almanac.month_start(first, 1) or dt.date.max
        if p.grain == "m":
            return Bounds(first, following, "m", inferred)
        low, high = THIRDS[p.segment or "1"]
        end = following if high == 99 else first.replace(day=high) + DAY
        return Bounds(first.replace(day=low), end, "x", inferred)

    def _part_of_year(self, p: Partial) -> Bounds | None:
        year, inferred = self.year_of(p), NOTHING
        if p.months is not None:  # this quarter, the next one
            length = 3 if p.grain == "q" else 6
            number = self.today.year * 12 + (self.today.month - 1) // length * length + p.months * length
            first = almanac.day(number // 12, number % 12 + 1, 1)
        else:
            month, length = PARTS[p.grain, p.segment or "1"]
            if year is None:
                full, inferred = self.full_in_force(), YEAR
                year = full.day.year if full else self.today.year
                if full is None and p.segment in almanac.SEASONS:
                    dates = [d for y in (-1, 0, 1) if (d := almanac.day(self.today.year + y, month, 15))]
                    chosen = self.choose(dates, ahead=p.ahead)
                    year = chosen.year if chosen else year
            first = almanac.day(year, month, 1)
        return Bounds(first, almanac.month_start(first, length) or dt.date.max, p.grain, inferred) if first else None

    def _week(self, p: Partial) -> Bounds | None:
        if p.nth is not None:  # a week is of the month (or year) its Thursday is in, a weekend of its Saturday's
            month, inferred = self._month_of(p)
            year = self.year_of(p)
            if p.month is p.months is None and year is not None:
                month, inferred = almanac.day(year, 1 if p.nth > 0 else 12, 1), NOTHING
            sign = 1 if p.nth > 0 else -1
            first = month and almanac.nth_weekday(month.year, month.month, 6 if p.grain == "k" else 4, sign)
            first = first and almanac.add_days(almanac.monday(first), 7 * (p.nth - sign))
        else:
            inferred = NOTHING
            if p.feast is not None:  # the week of Memorial Day
                day = self._feast(p)
            else:  # the week of 16 September
                day = self._day(p) if p.day is not None or p.weekday is not None else None
            base = day.day if day else self._base(p)
            first = almanac.add_days(almanac.monday(base), 7 * (p.weeks or 0))
        if p.grain == "k":
            first = first and almanac.add_days(first, 5)
        return Bounds(first, almanac.add_days(first, 2 if p.grain == "k" else 7), p.grain, inferred) if first else None

    def _feast(self, p: Partial) -> Bounds | None:
        reckon = self.machine.language.feasts.get(p.feast or "")
        if reckon is None:
            return None
        year, inferred = self.year_of(p), NOTHING
        if year is not None:
            found = reckon(year)
        else:
            inferred = YEAR
            spans = {s[0]: s for y in self.years() if (s := reckon(y))}
            first = self.choose(spans, ahead=p.ahead)
            if first is not None and p.ahead is None:  # today lies in it: that one, whichever begins nearer
                first = next((f for f, s in spans.items() if s[0] <= self.today < s[1]), first)
            found = spans.get(first) if first else None
        if found is None:
            return None
        first, last = found
        if p.weekday is not None and p.nth is not None:  # the Friday after Thanksgiving
            gap = (p.weekday - first.isoweekday() - 1) % 7 + 1
            first = almanac.add_days(first, gap if p.nth > 0 else -((first.isoweekday() - p.weekday - 1) % 7 + 1))
            last = first and almanac.add_days(first, 1)
        if p.nth is not None and p.weekday is None and first and last:  # the first day of the holidays, the last one
            first = almanac.add_days(first if p.nth > 0 else last, p.nth - (p.nth > 0))
            last = first and almanac.add_days(first, 1)
        if p.days and first:
            first = almanac.add_days(first, p.days)
            last = first and almanac.add_days(first, 1)
        return Bounds(first, last, "d", inferred) if first else None

    def _lunar(self, p: Partial) -> Bounds | None:
        """A day (or month) of the Chinese calendar."""
        year, inferred = self.year_of(p), NOTHING
        if p.month is None:
            return None
        years = [year] if year is not None else self.years()
        days = [d for y in years if (d := almanac.lunar(y, p.month, p.day or 1, p.leap))]
        if year is None:
            inferred = YEAR
        date = self.choose(days) if len(days) > 1 else next(iter(days), None)
        if date is None:
            return None
        last = almanac.add_days(date, 1 if p.day else 29)
        return Bounds(date, last, "d" if p.day else "x", inferred)

    def _ago(self, p: Partial) -> Bounds | None:
        """So long before or after now."""
        assert p.ago is not None
        moment: dt.datetime | None = self.now
        if p.spoken and self.spoken is not None:
            moment = dt.datetime.combine(self.spoken.day, dt.time())
        return later(moment, p.ago, p.grain)

    # --- clocks -------------------------------------------------------------------------------------------

    def _day_of_clock(self, p: Partial) -> dt.date:
        spoken = self.in_force()
        if spoken is not None and spoken.grain in "dt":
            return spoken.day
        if spoken is not None and self.dated and self.start - self.dated[1] <= FORCE:  # 19:00, winner in 2023; 22:30
            return self.dated[0] if "\n\n" not in self.text[self.dated[1] : self.start] else self.today
        return self.today

    def _with_clock(self, p: Partial, day: dt.date, inferred: frozenset[str]) -> Bounds | None:
        moment = at_clock(day, p)
        return Bounds(moment, None, "t", inferred) if moment else None


_DAY_FIELDS = frozenset(["day", "weekday", "days", "feast", "ago", "month", "months", "year", "years", "weeks"])


def _has_day(p: Partial) -> bool:
    return not _DAY_FIELDS.isdisjoint(p.said)
