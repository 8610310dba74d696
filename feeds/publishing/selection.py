"""Which records a feed holds and in which order: one answer for every format and every page."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast, get_args
from urllib.parse import urlencode

from feeds.errors import SelectionError
from feeds.publishing.recurrence import first_and_last, happens
from feeds.publishing.words import CATEGORIES
from feeds.records import Entry, Event, Facts, Kind, Selection, Status

#: What a feed publishes when nobody says otherwise.
FLOOR = 0.5

#: The parameters of /events.<ext> and /news.<ext>.
PARAMETERS = ("q", "place", "category", "source", "language", "kind", "status", "from", "to", "confidence")

_MANY = ("category", "source", "language", "kind", "status")
_ALLOWED: dict[str, tuple[str, ...]] = {"kind": get_args(Kind), "status": get_args(Status)}
_RELATIVE = re.compile(r"([+-])(\d{1,4})d")
#: Past this a parameter is no question of a person's.
_LONGEST = 500


def parse_selection(args: Mapping[str, str | Sequence[str]]) -> Selection:
    """The selection that the parameters of a query (or a table of config.toml) ask for.

    A value may be a list, or a string with commas where several make sense. Other names are the caller's.
    Raises SelectionError, which names the parameter.

    >>> parse_selection({"q": " 冬捕 ", "from": "today", "kind": "event,deadline"}).kind
    ('event', 'deadline')
    """
    words = {name: _values(args, name) for name in PARAMETERS}
    many = {name: tuple(part for value in words[name] for part in _parts(value)) for name in _MANY}
    for name, allowed in _ALLOWED.items():
        for value in many[name]:
            if value not in allowed:
                raise SelectionError(name, f'{name}: "{value}" is none of {", ".join(allowed)}')
    one = {name: (words[name][-1] or None) if words[name] else None for name in PARAMETERS if name not in _MANY}
    for name in ("from", "to"):
        if one[name]:
            resolve(name, cast(str, one[name]), dt.date(2000, 1, 1))
    confidence = _confidence(one["confidence"])
    return Selection(
        q=one["q"],
        place=one["place"],
        from_=one["from"],
        to=one["to"],
        confidence=confidence,
        **many,
    )


def _values(args: Mapping[str, str | Sequence[str]], name: str) -> list[str]:
    getlist = getattr(args, "getlist", None)
    value = getlist(name) if getlist else args.get(name)
    values = [] if value is None else [value] if isinstance(value, str) else list(value)
    for text in values:
        if len(text) > _LONGEST:
            raise SelectionError(name, f"{name}: longer than {_LONGEST} characters")
        if any(unicodedata.category(c) in ("Cc", "Cs", "Cn") for c in text):
            raise SelectionError(name, f"{name}: holds a control character")
    return [text.strip() for text in values]


def _parts(value: str) -> list[str]:
    return [part for part in (piece.strip() for piece in value.split(",")) if part]


def _confidence(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:  # NaN falls here too
        raise SelectionError("confidence", f'confidence: "{text}" is no number from 0 to 1')
    return value


def resolve(name: str, text: str, day: dt.date) -> dt.date:
    """A day as people write it: 2025-01-18, today, +7d, -30d.

    >>> resolve("to", "+7d", dt.date(2025, 1, 16))
    datetime.date(2025, 1, 23)
    """
    try:
        if text == "today":
            return day
        # "+7d" arrives as " 7d" from a link whose + was not encoded.
        if relative := _RELATIVE.fullmatch(text if text[:1] in "+-" or not text.endswith("d") else "+" + text):
            days = int(relative[2])
            return day + dt.timedelta(days=days if relative[1] == "+" else -days)
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return dt.date.fromisoformat(text)
    except (ValueError, OverflowError):
        pass
    raise SelectionError(name, f'{name}: "{text}" is no day; write 2025-01-18, today, +7d or -30d')


def canonical(selection: Selection) -> str:
    """The query that asks for this selection, always in the same order: the key of a cache, the tail of a link.

    >>> canonical(Selection(q="冬捕", from_="today"))
    'q=%E5%86%AC%E6%8D%95&from=today'
    """
    pairs: list[tuple[str, str]] = []
    for name in PARAMETERS:
        value = selection.from_ if name == "from" else getattr(selection, name)
        if value in (None, ()):
            continue
        if isinstance(value, tuple):
            pairs.append((name, ",".join(sorted(set(value)))))
        else:
            pairs.append((name, f"{value:g}" if isinstance(value, float) else value))
    return urlencode(pairs)


def fold(text: str) -> str:
    """As people compare words: full-width and half-width, large and small alike."""
    return unicodedata.normalize("NFKC", text).casefold()


def window(selection: Selection, day: dt.date) -> tuple[dt.date, dt.date] | None:
    """The days asked for, both inside; None when any day will do."""
    if selection.from_ is None and selection.to is None:
        return None
    first = resolve("from", selection.from_, day) if selection.from_ else dt.date.min
    last = resolve("to", selection.to, day) if selection.to else dt.date.max
    return first, last


def moves(selection: Selection) -> bool:
    """Whether another day gives another answer."""
    return any(text and not text[0].isdigit() for text in (selection.from_, selection.to))


class Matcher:
    """A selection made ready once and asked of many records."""

    def __init__(self, selection: Selection, day: dt.date, found: Container[str] | None = None) -> None:
        self.selection = selection
        self.floor = FLOOR if selection.confidence is None else selection.confidence
        self.window = window(selection, day)
        self.found = found
        self.terms = () if selection.q is None or found is not None else tuple(fold(selection.q).split())
        self.place = fold(selection.place) if selection.place else None
        self.categories = frozenset(map(fold, selection.category))

    def event(self, event: Event) -> bool:
        """Whether the feed holds this event (whatever its format can show of it)."""
        facts, asked = event.facts, self.selection
        return (
            not event.hidden
            and facts.when is not None
            and event.confidence >= self.floor
            and (not asked.kind or facts.kind in asked.kind)
            and (not asked.status or facts.status in asked.status)
            and self._language(facts.language)
            and (not asked.source or any(mention.source in asked.source for mention in event.mentions))
            and (not self.categories or not self.categories.isdisjoint(_categories(facts)))
            and (self.place is None or self.place in fold(facts.place or ""))
            and (self.window is None or happens(facts.when, *self._clipped()))
            and self._asked_for(event.uid, lambda: _event_words(event))
        )

    def entry(self, entry: Entry) -> bool:
        asked = self.selection
        day = entry.published or entry.created.date()
        return (
            self._language(entry.language)
            and (not asked.source or entry.source in asked.source)
            and (self.window is None or self.window[0] <= day <= self.window[1])
            and (not self.categories or fold(entry.article.kicker or "") in self.categories)
            and (self.place is None or self.place in fold(_entry_words(entry)))
            and self._asked_for(entry.id, lambda: _entry_words(entry))
        )

    def _clipped(self) -> tuple[dt.date, dt.date]:
        assert self.window is not None
        return max(self.window[0], dt.date(1, 1, 2)), min(self.window[1], dt.date(9999, 12, 30))

    def _language(self, language: str | None) -> bool:
        asked = self.selection.language
        return not asked or any(language == tag or (language or "").startswith(tag + "-") for tag in asked)

    def _asked_for(self, key: str, words: object) -> bool:
        if self.selection.q is None:
            return True
        if self.found is not None:
            return key in self.found
        text = fold(words())  # type: ignore[operator]
        return all(term in text for term in self.terms)


def _categories(facts: Facts) -> set[str]:
    """As they are kept, and as readers of any language see them."""
    names = (each for category in facts.categories for each in (category, *CATEGORIES.get(category, ())))
    return set(map(fold, names))


def _event_words(event: Event) -> str:
    facts = event.facts
    said = [mention.evidence for mention in event.mentions]
    return "\n".join([facts.title, facts.place or "", facts.organizer or "", *facts.categories, *said])


def _entry_words(entry: Entry) -> str:
    article = entry.article
    return "\n".join([article.headline, article.kicker or "", article.deck or "", *article.bylines, article.text])


def event_order(event: Event) -> tuple[str, str]:
    """By start, then uid; a day before its hours.

    Text, since days and moments do not compare: "2025-01-18" < "2025-01-18T10:30:00".
    """
    assert event.facts.when is not None
    return event.facts.when.start.isoformat(), event.uid


def select(
    events: Iterable[Event], selection: Selection, day: dt.date, *, found: Container[str] | None = None
) -> list[Event]:
    """The events a feed holds, by start and uid. `found`: what a search found for q, else the words are compared."""
    matcher = Matcher(selection, day, found)
    return sorted(filter(matcher.event, events), key=event_order)


def select_entries(
    entries: Iterable[Entry], selection: Selection, day: dt.date, *, found: Container[str] | None = None
) -> list[Entry]:
    """The articles a feed holds, the newest first; those of one page in its order."""
    matcher = Matcher(selection, day, found)
    return sorted(filter(matcher.entry, entries), key=entry_order, reverse=True)


def entry_order(entry: Entry) -> tuple[dt.date, str]:
    """Of the newest first: reversed."""
    return entry.published or entry.created.date(), rank(entry)


def rank(entry: Entry) -> str:
    """Where an article stands among those of its day, the last first."""
    number = int("".join(filter(str.isdecimal, entry.article.id)) or 0)
    return f"{entry.document}|{max(99_999 - number, 0):05}|{entry.id}"


def soon(selection: Selection, days: int = 7) -> Selection:
    """The window of a feed of what starts soon, unless it has its own."""
    return replace(selection, from_=selection.from_ or "today", to=selection.to or f"+{days}d")


__all__ = [
    "FLOOR",
    "PARAMETERS",
    "Matcher",
    "canonical",
    "entry_order",
    "event_order",
    "first_and_last",
    "moves",
    "parse_selection",
    "resolve",
    "select",
    "select_entries",
    "soon",
    "window",
]
