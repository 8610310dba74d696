"""Lengths, and what is counted by them: half an hour, two weeks ago, the next five days."""

from __future__ import annotations

from collections.abc import Sequence

from feeds.reading.languages.en.items import Made, Production, kinds
from feeds.reading.languages.en.readings import length
from feeds.reading.timex.partial import Item, Length, Partial, Span2
from feeds.reading.timex.productions import joined, partials


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
            elif item.kind == "business":
                out += (("d", waiting.pop()),) if waiting else ()
            elif item.kind == "a-length":
                out += item.value
            elif item.kind == "unit":
                if item.value == "q":
                    return None  # quarters are coins and ends of games
                amount = (waiting.pop() if waiting else 1.0) + extra
                size = length(amount, item.value)
                if size is None:
                    return None
                out += size
                extra = 0.0
        return joined(kind, items, tuple(out)) if out and not waiting and sum(a for _, a in out) < 1e5 else None

    return make


def grain_of(size: Length) -> str:
    return "t" if size[-1][0] in "hns" else "d"


def counted(sign: int, spoken: bool = False, kind: str = "rel") -> Production:
    """Two weeks ago, in six months."""

    def make(items: Sequence[Item]) -> Made:
        size: Length = kinds(items, "length", "a-length")[0].value
        value = Partial(grain_of(size), ago=tuple((u, sign * a) for u, a in size), spoken=spoken)
        return joined(kind, items, value)

    return make


def last_while(items: Sequence[Item], amount: float, unit: str | Length, shift: int) -> Made:
    """The past three years, the next five days: so long up to today, so long from tomorrow."""
    size = unit if isinstance(unit, tuple) else length(amount, unit)
    if size is None or not shift:
        return None
    if size[-1][0] in "hns":
        now = Partial("t", ago=(("n", 0.0),))
        return joined("span", items, Span2(now, None, length=size) if shift > 0 else Span2(None, now, length=size))
    if shift > 0:
        return joined("span", items, Span2(Partial("d", days=1), None, length=size))
    back = tuple((u, -a) for u, a in size)
    return joined("span", items, Span2(Partial("d", ago=back), Partial("d", days=-1)))


def last_length(items: Sequence[Item]) -> Made:
    shift, _ = next(i.value for i in items if i.kind == "which")
    return last_while(items, 1, items[-1].value, shift)


def within(items: Sequence[Item]) -> Made:
    size: Length = items[-1].value
    if any(i.kind == "which" and i.value[0] < 0 for i in items):
        return last_while(items, 1, size, -1)
    start = Partial("t", ago=(("n", 0.0),)) if grain_of(size) == "t" else Partial("d", days=0)
    return joined("span", items, Span2(start, None, length=size))


def lasting(items: Sequence[Item]) -> Made:
    """25 January for three days, for ten days from 3 February."""
    day, size = partials(items)[0], kinds(items, "length", "a-length")[0].value
    if day.hour is not None and grain_of(size) == "d":
        day = day.but(grain="d", hour=None, minute=None)
    if grain_of(size) == "t" and day.hour is None:
        return None
    return joined("span", items, Span2(day, None, length=size))


def closing_length(items: Sequence[Item]) -> Made:
    size = items[-1].value
    return joined("closing-length", items, size)
