"""What the rules of English times share: items, their kinds and what is merged of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from feeds.reading.timex.partial import Item, Partial, Span2
from feeds.reading.timex.productions import joined, partials
from feeds.reading.timex.productions import merged as _merged

Made = Item | list[Item] | None
Production = Callable[[Sequence[Item]], Made]


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


def renamed(kind: str) -> Production:
    """All partials in one; where they contradict, the last that can be joined wins."""

    def make(items: Sequence[Item]) -> Made:
        parts = partials(items)
        value = merged(parts)
        while value is None and len(parts) > 1:
            parts = parts[1:]
            value = merged(parts)
        return joined(kind, items, value) if value else None

    return make


def vague(items: Sequence[Item]) -> Made:
    return joined("vague", items, Partial("-"))


def each(items: Sequence[Item]) -> Made:
    """What stands side by side, each for itself; connecting words fall away."""
    return [i for i in items if isinstance(i.value, (Partial, Span2))]


def whole(items: Sequence[Item], made: Made) -> Made:
    if isinstance(made, Item):
        made.start, made.end = items[0].start, items[-1].end
    return made
