"""Reads the examples that lie beside each language's rules (feeds/reading/languages/*/examples.txt)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "feeds" / "reading" / "languages"


@dataclass
class Meaning:
    """What one bracketed phrase stands for; None is "not said"."""

    value: str | None = None
    end: str | None = None
    open: str | None = None
    rrule: str | None = None
    exdates: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)


@dataclass
class Example:
    where: str
    section: str
    reference: dt.datetime
    language: str
    text: str
    spans: list[tuple[int, int]]
    meanings: list[Meaning]
    #: What confirms the values, one a phrase, as written; empty when the words themselves do.
    by: list[str]


def read(language: str) -> list[Example]:
    path = FOLDER / language / "examples.txt"
    section, reference, spoken, out = "", dt.datetime(2025, 1, 16), language, []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("##"):
            section = line[2:].strip()
        elif line.startswith("@ "):
            parts = line[2:].split()
            reference, spoken = dt.datetime.fromisoformat(parts[0]), parts[1] if len(parts) > 1 else language
        elif line.strip() and not line.startswith("#"):
            out.append(_example(line, f"{language}:{number}", section, reference, spoken))
    return out


def _example(line: str, where: str, section: str, reference: dt.datetime, language: str) -> Example:
    phrase, _, told = line.partition(" => ")
    told, _, by = told.partition("; by ")
    phrase = phrase.strip().replace("\\n", "\n")
    text, spans, begin = "", [], None
    for letter in phrase if told else "":
        if letter == "[":
            begin = len(text)
        elif letter == "]" and begin is not None:
            spans.append((begin, len(text)))
            begin = None
        else:
            text += letter
    meanings = [_meaning(m.strip(), reference) for m in told.split(" | ")] if told else []
    assert len(meanings) == len(spans), f"{where}: {len(spans)} phrases, {len(meanings)} meanings"
    return Example(
        where, section, reference, language, text or phrase, spans, meanings, [b.strip() for b in by.split("|") if by]
    )


def _meaning(told: str, reference: dt.datetime) -> Meaning:
    meaning = Meaning()
    for part in told.split():
        name, colon, rest = part.partition(":")
        if name == "rrule" and colon:
            meaning.rrule = rest
        elif name == "except" and colon:
            meaning.exdates = tuple(rest.split(","))
        elif name in ("zone", "mod", "part", "for") and colon:
            meaning.fields[name] = rest
        elif part != "?":
            _bounds(part, meaning, reference)
    return meaning


def _bounds(part: str, meaning: Meaning, reference: dt.datetime) -> None:
    first, slash, last = part.partition("/")
    day = reference.date().isoformat()
    if first and first != "..":
        meaning.value = day + first if first.startswith("T") else first
    if slash:
        if first == "..":
            meaning.open = "start"
        if last == "..":
            meaning.open = "end"
        elif last:
            meaning.end = (meaning.value or day)[:10] + last if last.startswith("T") else last


def rule(text: str | None) -> dict[str, frozenset[str]]:
    parts = (part.partition("=") for part in (text or "").split(";") if part)
    return {key: frozenset(value.split(",")) for key, _, value in parts if (key, value) != ("INTERVAL", "1")}


def plain_text(phrase: str) -> str:
    """A phrase with its numbers taken out: two examples must differ in more than those."""
    return re.sub(r"[\d０-９一二三四五六七八九十〇]+", "#", phrase)
