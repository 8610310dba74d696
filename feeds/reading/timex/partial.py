"""What is known of a time before its context is: typed partial values, and the items that carry them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

#: Amounts of a length, the largest unit first: (("y", 1), ("m", 3)) is a year and three months.
#: Units: y year, m month, w week, d day, h hour, n minute, s second.
Length: TypeAlias = tuple[tuple[str, float], ...]

#: From coarse to fine; a grain tells how exact a partial is. c century, e decade, y year, h half-year, q quarter
#: or season, m month, x a third or half of a month, w week, k weekend, d day, t time, - none (unresolvable).
GRAINS = "ceyhqmxwkdt-"


class Partial:
    """What the words say of a time and no more; None is "not said". Never changed once made: see `but`.

    Only what was said lies in the instance (`said`), the rest is the class's.
    """

    grain: str = "-"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    #: 1 Monday … 7 Sunday.
    weekday: int | None = None
    #: The nth such weekday (or week, when there is no weekday) of the month; -1 the last.
    nth: int | None = None
    #: Counted from the reference: this year 0, next month 1, last week -1, tomorrow 1.
    years: int | None = None
    months: int | None = None
    weeks: int | None = None
    days: int | None = None
    #: The nth such weekday, month, season or holiday from the reference: the coming one 1, the past one -1.
    ahead: int | None = None
    #: The weekday of this week, or where that is over and the talk is of what comes, of the next.
    coming: bool = False
    #: So long after (before) what the rest says: two days after 20 January, Monday week.
    later: Length | None = None
    #: The shifts count from the day last spoken of (次日, 当月, "the following day"), not from the reference.
    spoken: bool = False
    #: Part of the grain: "1".."4" of quarters and halves and thirds, "spring".., "start" "mid" "end".
    segment: str | None = None
    #: Name of a holiday in `Language.feasts`.
    feast: str | None = None
    #: Month and day are of the Chinese calendar; `leap` its leap month.
    lunar: bool = False
    leap: bool = False
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    #: MO MI AF EV NI, as TIMEX3.
    daypart: str | None = None
    #: The clock is exact about its half of the day (24-hour clock, a.m./p.m.).
    sure: bool = False
    #: Counted exactly from now (or from the day spoken of): 三天后 (("d", 3),), 两小时前 (("h", -2),).
    ago: Length | None = None
    #: Month and day are numbers that may stand the other way round (7/12 in Hong Kong is 7 December).
    either: bool = False
    zone: str | None = None
    mod: str | None = None

    def __init__(self, grain: str, **said: Any) -> None:
        known = self.__dict__
        known["grain"] = grain
        for name, value in said.items():
            if value is not None and value is not False:
                known[name] = value

    @property
    def said(self) -> dict[str, Any]:
        """What was said, by field; always with the grain."""
        return self.__dict__

    def but(self, **changes: Any) -> Partial:
        made = Partial.__new__(Partial)
        known = made.__dict__
        known.update(self.__dict__)
        for name, value in changes.items():
            if value is not None and value is not False:
                known[name] = value
            else:
                known.pop(name, None)
        return made

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Partial) and self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Partial({', '.join(f'{name}={value!r}' for name, value in self.__dict__.items())})"


@dataclass(slots=True)
class Span2:
    """From one partial to another, or open at one side."""

    first: Partial | None
    last: Partial | None
    #: "start" | "end" | None
    open: str | None = None
    length: Length | None = None


@dataclass(slots=True)
class Recurrence:
    """FREQ, INTERVAL and BY* parts, the clock of each time, and between which days."""

    freq: str
    interval: int = 1
    by: tuple[tuple[str, str], ...] = ()
    first: Partial | None = None
    last: Partial | None = None
    since: Partial | None = None
    until: Partial | None = None
    #: Weekdays (1..7) that are left out.
    without: tuple[int, ...] = ()
    #: Days that are left out.
    exdates: tuple[Partial, ...] = ()
    #: What it is when no word around says that it recurs ("周一至周五" without 开放).
    once: Span2 | None = None


@dataclass(slots=True)
class Item:
    """A token, or what rules made of several: a kind, where it stands, what it means."""

    kind: str
    start: int
    end: int
    value: Any
    rules: tuple[str, ...] = ()
    #: What it was read as, where that hangs on the day of reading alone; False where the words around count too.
    kept: Any = field(default=None, compare=False, repr=False)
