"""The words a language tells happenings with, compiled from the tables of languages/<language>/."""

from __future__ import annotations

import importlib
import re
from collections.abc import Container
from dataclasses import dataclass, fields
from functools import lru_cache
from types import ModuleType
from typing import Any

from feeds.reading.mentions.drafts import ANY, CLOCK, DATED, LENGTH, SET, UNTIL

#: The languages that have a folder; any other is read with the tables of English.
LANGUAGES = ("zh", "en", "ru", "kk")
_KINDS = {"{T}": ANY, "{D}": DATED, "{C}": CLOCK, "{S}": SET, "{U}": UNTIL, "{L}": LENGTH}
_NEVER = re.compile(r"(?!)")
#: Rows whose capitals count.
_CASED = frozenset(
    ["SENTENCE_END", "BODY_NAME", "PERSON", "ORGANIZER", "FIXTURE", "AWAY", "HOME", "ROOM", "STOP", "SECTION"]
)
#: Tables of which only one question is asked: does any row match?
_AS_ONE = frozenset(("TITLE_LEAD", "TITLE_TAIL", "NO_NAMES"))


def _pattern(source: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    for name, mask in _KINDS.items():
        source = source.replace(name, mask)
    return re.compile(source.replace("{CUT}", r"[\s，。；：！？、,.;:!?）)]|$"), flags)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's tables, ready to match on masked text."""

    language: str
    #: "verb last": time, place, verb (举行). "verb first": subject, verb, then place and time.
    syntax: str
    fold: dict[int, str] | None
    sentence_end: re.Pattern[str]
    clause_end: re.Pattern[str]
    triggers: re.Pattern[str]
    deadline_actions: re.Pattern[str]
    deadline_cues: tuple[re.Pattern[str], ...]
    deadline_periods: tuple[re.Pattern[str], ...]
    deadline_not: tuple[re.Pattern[str], ...]
    #: What is open until its deadline.
    deadline_subject: re.Pattern[str]
    #: What must be done, and the noun for it.
    deadline_verbs: tuple[tuple[str, re.Pattern[str]], ...]
    speaks: re.Pattern[str]
    heads: re.Pattern[str]
    #: The same, at the end of a name only.
    head_last: re.Pattern[str]
    back_references: re.Pattern[str]
    time_vetoes: tuple[tuple[str, re.Pattern[str]], ...]
    clause_vetoes: tuple[tuple[str, re.Pattern[str]], ...]
    #: Does any of them match at all? Most sentences are asked no more.
    any_time_veto: re.Pattern[str]
    any_clause_veto: re.Pattern[str]
    soft_vetoes: frozenset[str]
    title_lead: tuple[re.Pattern[str], ...]
    title_tail: tuple[re.Pattern[str], ...]
    headline_lead: tuple[re.Pattern[str], ...]
    headline_tail: tuple[re.Pattern[str], ...]
    no_names: tuple[re.Pattern[str], ...]
    during: re.Pattern[str]
    released: re.Pattern[str]
    registering: re.Pattern[str]
    since_opened: re.Pattern[str]
    lines: re.Pattern[str]
    acts: re.Pattern[str]
    between: re.Pattern[str]
    works: re.Pattern[str]
    ended: re.Pattern[str]
    looking_back: re.Pattern[str]
    relocates: re.Pattern[str]
    joined: re.Pattern[str]
    meant_thing: re.Pattern[str]
    parts: re.Pattern[str]
    numbered_name: re.Pattern[str]
    handed_in: re.Pattern[str]
    several: re.Pattern[str]
    one_of: re.Pattern[str]
    seasons: re.Pattern[str]
    time_is: re.Pattern[str]
    back_before: re.Pattern[str]
    ordinal: re.Pattern[str]
    everywhere: re.Pattern[str]
    host: re.Pattern[str]
    later_clock: re.Pattern[str]
    long_lasting: re.Pattern[str]
    momentary: re.Pattern[str]
    vague_thing: re.Pattern[str]
    genre: re.Pattern[str]
    body: re.Pattern[str]
    generic: re.Pattern[str]
    lasting: re.Pattern[str]
    composed: tuple[tuple[str, re.Pattern[str]], ...]
    #: Friday is a P.A. Day; what is called after a day.
    named_day: re.Pattern[str]
    opened_before: re.Pattern[str]
    in_force: re.Pattern[str]
    #: Words before which, and after which, a name of free word order ends.
    np_stop: re.Pattern[str]
    np_end: re.Pattern[str]
    #: What is closed, and how, as a name.
    closures: tuple[tuple[re.Pattern[str], str], ...]
    at_this_hour: re.Pattern[str]
    #: A row that says that there is none (Feb 12 - No meeting).
    none_held: re.Pattern[str]
    hosted_by: re.Pattern[str]
    #: Bids are opened at the moment until which they are taken.
    bid_opening: re.Pattern[str]
    its_meeting: re.Pattern[str]
    #: Who meets, in plain words (the school board).
    plain_body: re.Pattern[str]
    #: The name of who meets, in capitals.
    body_name: re.Pattern[str]
    #: What is called by a word that any meeting could be called by.
    any_meeting: re.Pattern[str]
    #: What happens within a meeting, at its own hour.
    within_meeting: re.Pattern[str]
    no_place: re.Pattern[str]
    relative_verb: re.Pattern[str]
    unless_noted: re.Pattern[str]
    label_names: re.Pattern[str]
    person: re.Pattern[str]
    moments: dict[str, re.Pattern[str]]
    speaker: re.Pattern[str]
    place_told: re.Pattern[str]
    #: A sentence that tells the place of a happening told elsewhere; `all`: of all of them.
    place_of_all: re.Pattern[str]
    #: Words that no such sentence is without.
    place_hint: re.Pattern[str]
    stoppable: re.Pattern[str]
    holiday: re.Pattern[str]
    light_verb: re.Pattern[str]
    own_day: re.Pattern[str]
    last_year: re.Pattern[str]
    self_named: re.Pattern[str]
    organisation: re.Pattern[str]
    sport: re.Pattern[str]
    team: re.Pattern[str]
    bounded_from: re.Pattern[str]
    leaves_out: re.Pattern[str]
    holiday_verb: str
    name_after_holiday: re.Pattern[str]
    auxiliaries: re.Pattern[str]
    inside: re.Pattern[str]
    by: re.Pattern[str]
    list_day: re.Pattern[str]
    list_part: re.Pattern[str]
    #: A label at the start of a field, by role: "when", "place", …
    labels: re.Pattern[str]
    #: The same, standing alone (the head of a column).
    label_alone: re.Pattern[str]
    status: dict[str, re.Pattern[str]]
    asides: re.Pattern[str]
    original: re.Pattern[str]
    relative: re.Pattern[str]
    conditional: re.Pattern[str]
    left_open: re.Pattern[str]
    span_length: re.Pattern[str]
    deadline_title: tuple[str, str]
    contact: re.Pattern[str]
    price: re.Pattern[str]
    organizer: re.Pattern[str]
    fixture: re.Pattern[str]
    away: re.Pattern[str]
    home: re.Pattern[str]
    venue_last: re.Pattern[str]
    venue: re.Pattern[str]
    administrative_last: re.Pattern[str]
    room: re.Pattern[str]
    adjective: re.Pattern[str]
    place_stop: re.Pattern[str]
    section: re.Pattern[str]
    categories: dict[str, re.Pattern[str]]

    @property
    def spaced(self) -> bool:
        """Are words parted by spaces?"""
        return self.syntax != "verb last"

    def nameless(self, words: str) -> bool:
        """Does a phrase look like a name and is none (等16项活动)?"""
        return any(pattern.search(words) for pattern in self.no_names)

    def folded(self, text: str) -> str:
        return text.translate(self.fold) if self.fold else text


def _joined(table: dict[str, Any], edge: str = "") -> re.Pattern[str]:
    """One alternation of named groups; the first name that matches wins."""
    rows = []
    for name, patterns in table.items():
        if isinstance(patterns, str):
            patterns = (patterns,)
        rows.append(f"(?P<{name}>{edge}(?:{'|'.join(patterns)}))")
    return _pattern("|".join(rows)) if rows else _NEVER


def _labels(table: dict[str, str], ending: str) -> re.Pattern[str]:
    rows = "|".join(f"(?P<{name}>{pattern})" for name, pattern in table.items())
    return _pattern(rf"\s*(?:{rows}){ending}") if rows else _NEVER


def _module(language: str, name: str) -> ModuleType | None:
    try:
        return importlib.import_module(f"feeds.reading.languages.{language}.{name}")
    except ModuleNotFoundError:
        return None


@dataclass(frozen=True, slots=True)
class _Tables:
    """The modules of one language, and how a row of them is compiled."""

    events: ModuleType | None
    places: ModuleType | None
    categories: ModuleType | None

    def one(self, name: str) -> re.Pattern[str]:
        source = getattr(self.events, name, None) or getattr(self.places, name, None)
        return _pattern(source, 0 if name in _CASED else re.IGNORECASE) if source else _NEVER

    def many(self, name: str) -> tuple[re.Pattern[str], ...]:
        """A pattern a row, or all of them as one where nobody asks which it was."""
        sources = getattr(self.events, name, ())
        return tuple(map(_pattern, ["|".join(sources)] if name in _AS_ONE and sources else sources))

    def named(self, name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((reason, _pattern(source)) for reason, source in getattr(self.events, name, ()))

    def caught(self, name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """The same with each time expression caught in a group, so that it is known which one was meant."""
        rows = []
        for reason, source in getattr(self.events, name, ()):
            for kind in _KINDS:
                source = source.replace(kind, f"({kind})")
            rows.append((reason, _pattern(source)))
        return tuple(rows)

    def any_of(self, name: str) -> re.Pattern[str]:
        sources = [f"(?:{source})" for _, source in getattr(self.events, name, ())]
        return _pattern("|".join(sources)) if sources else _NEVER

    def roles(self, name: str, module: ModuleType | None) -> dict[str, re.Pattern[str]]:
        return {role: _pattern(source) for role, source in getattr(module, name, {}).items()}

    def plain(self, told: Container[str]) -> dict[str, Any]:
        """Every other field: compiled from the row or rows of its own name."""
        kinds = {
            "re.Pattern[str]": self.one,
            "tuple[re.Pattern[str], ...]": self.many,
            "tuple[tuple[str, re.Pattern[str]], ...]": self.named,
        }
        rest = (each for each in fields(Lexicon) if each.name not in told)
        return {each.name: kinds[str(each.type)](each.name.upper()) for each in rest}

    def whole(self) -> dict[str, Any]:
        """Fields that tell a table as it stands, or a pattern a role."""
        events = self.events
        script = getattr(events, "TRANSLATE", None)
        return {
            "syntax": getattr(events, "SYNTAX", "verb first"),
            "fold": importlib.import_module(script).FOLD if script else None,
            "time_vetoes": self.caught("TIME_VETOES"),
            "closures": tuple((_pattern(row), title) for row, title in getattr(events, "CLOSURES", ())),
            "any_time_veto": self.any_of("TIME_VETOES"),
            "any_clause_veto": self.any_of("CLAUSE_VETOES"),
            "soft_vetoes": getattr(events, "SOFT_VETOES", frozenset()),
            "moments": self.roles("MOMENTS", events),
            "status": self.roles("STATUS", events),
            "categories": self.roles("CATEGORIES", self.categories),
            "holiday_verb": getattr(events, "HOLIDAY_VERB", ""),
            "deadline_title": getattr(events, "DEADLINE_TITLE", ("{what}", "")),
            "inside": self.one("IN"),
            "place_stop": self.one("STOP"),
        }

    def edged(self) -> dict[str, Any]:
        """Words that stand whole: at the edges of words, where a language has them."""
        events, syntax = self.events, getattr(self.events, "SYNTAX", "verb first")
        heads, actions = getattr(events, "HEADS", "(?!)"), getattr(events, "DEADLINE_ACTIONS", "(?!)")
        edge, plural = r"\b" if syntax != "verb last" else "", "s?" if syntax == "verb first" else ""
        return {
            "triggers": _joined(getattr(events, "TRIGGERS", {}), r"(?<![\w'’-])" if syntax == "verb first" else ""),
            "deadline_actions": _pattern(rf"{edge}(?:{actions}){edge}"),
            "heads": _pattern(rf"{edge}(?:{heads}){plural}{edge}"),
            "head_last": _pattern(rf"{edge}(?:{heads}){plural}[”’」』》\"')）]*$"),
            **self.where(edge),
            **self.labelled(syntax == "verb last"),
        }

    def where(self, edge: str) -> dict[str, Any]:
        venue, unit = getattr(self.places, "VENUE", "(?!)"), getattr(self.places, "ADMINISTRATIVE", "(?!)")
        room = getattr(self.places, "ROOM", "(?!)")
        return {
            "venue": _pattern(rf"{edge}(?:{venue}){edge}", 0),
            "administrative_last": _pattern(rf"(?:{unit})$", 0),
            "venue_last": _pattern(rf"(?:{edge}{venue}(?:{room})?|{unit})(?:[（(][^）)]*[）)])?\.?$", 0),
        }

    def labelled(self, loose: bool) -> dict[str, Any]:
        labels = getattr(self.events, "LABELS", {})
        ending = r"\s*(?:[）)\]】]\s*)?(?:[：:|｜]|\s/(?=\s))\s*" if loose else r"\s*[：:|]\s*"
        return {"labels": _labels(labels, ending), "label_alone": _labels(labels, r"\s*[：:]?\s*$")}


@lru_cache(maxsize=8)
def lexicon(language: str) -> Lexicon:
    """The tables of a language ("zh-Hant" reads those of "zh")."""
    short = language.split("-")[0].lower()
    short = short if short in LANGUAGES else "en"
    tables = _Tables(*(_module(short, name) for name in ("events", "places", "categories")))
    told = {"language": short, **tables.whole(), **tables.edged()}
    return Lexicon(**told, **tables.plain(told))
