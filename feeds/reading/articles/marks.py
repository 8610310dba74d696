"""The page tables of a language, compiled: what opens an article, who wrote it, and what is no article at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from types import ModuleType

#: A Chinese page quotes English, a Kazakh one Russian: their tables are looked at too.
_BESIDE = {"zh": ("zh", "en"), "en": ("en",), "ru": ("ru", "en"), "kk": ("kk", "ru", "en")}


@dataclass(frozen=True, slots=True)
class Marks:
    """Patterns in the order in which they are tried; `who` of a match holds the names."""

    #: A letter that no dateline is without.
    hint: re.Pattern[str]
    datelines: tuple[re.Pattern[str], ...]
    bylines: tuple[re.Pattern[str], ...]
    closing: tuple[re.Pattern[str], ...]
    roles: re.Pattern[str]
    furniture: tuple[re.Pattern[str], ...]
    imprints: tuple[re.Pattern[str], ...]
    sections: tuple[re.Pattern[str], ...]
    labels: tuple[re.Pattern[str], ...]
    notices: re.Pattern[str]
    #: "地点：…", "Venue: …": a line of a listing, never a headline.
    fields: re.Pattern[str]
    #: Below such a heading stand links to other pages.
    tails: re.Pattern[str]

    def closes(self, tail: str) -> re.Match[str] | None:
        """（记者 孙明） after the last sentence of an article."""
        return next((m for p in self.closing if (m := p.search(tail))), None) if tail[-1:] in "）)" else None


def pages(language: str) -> tuple[ModuleType, ...]:
    """The page tables to read a document of this language with, its own first."""
    names = _BESIDE.get(language.partition("-")[0], ("en",))
    return tuple(import_module(f"feeds.reading.languages.{name}.page") for name in names)


@lru_cache(maxsize=8)
def marks_of(language: str) -> Marks:
    """The patterns of a language and of those that stand beside it."""
    return _compiled(pages(language))


@lru_cache(maxsize=8)
def han_marks(language: str) -> Marks:
    """Those for a line that begins with a Chinese character: an English byline cannot."""
    return _compiled(pages(language)[:1]) if language.startswith("zh") else marks_of(language)


def _compiled(tables: tuple[ModuleType, ...]) -> Marks:
    def compiled(name: str, ending: str = "") -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(rf"(?:{p}){ending}") for t in tables for p in getattr(t, name, ()))

    def any_of(name: str, ending: str = "") -> tuple[re.Pattern[str], ...]:
        """All rows as one pattern: nobody asks which it was, and a line is tried once instead of fifty times."""
        return (re.compile("|".join(rf"(?:{p}){ending}" for t in tables for p in getattr(t, name, ())) or "(?!)"),)

    return Marks(
        re.compile("[" + "".join(t.DATELINE_LETTERS for t in tables) + "]"),
        compiled("DATELINES"),
        compiled("BYLINES", r"\s*$"),
        compiled("CLOSING_BYLINES", r"\s*$"),
        re.compile("|".join(t.ROLES for t in tables)),
        any_of("FURNITURE", r"\s*$"),
        any_of("IMPRINTS", r"\s*$"),
        any_of("SECTIONS", r"\s*$"),
        any_of("LABELS"),
        re.compile("|".join(t.NOTICES for t in tables)),
        re.compile("|".join(f"(?:{t.FIELDS})" for t in tables)),
        re.compile("|".join(f"(?:{t.TAILS})" for t in tables)),
    )
