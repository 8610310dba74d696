"""Paragraphs that a column, a page or an advertisement broke are made whole; headlines are told from fragments."""

from __future__ import annotations

import re

from feeds.reading.articles.units import Unit, append, balanced, ends_sentence, headline_like, is_cjk, left_open

#: A word that a break tore apart is looked for this far away.
_NEAR = 20_000
#: A line as wide as the column that says so much is the torn-off first line of a paragraph.
_CLAUSE = re.compile(r"\b(?:will|is|are|was|were|has|have|had|said|been)\b")


def goes_on(last: str, line: str) -> bool:
    """A short line that is no end: an open bracket, a comma, a hyphen, a small letter after it."""
    if ends_sentence(last):
        return False
    if last[-1:] in "，、,（(“‘「《-–" or left_open(last):
        return True
    return line[:1].islower() and last[-1:] not in ":："


def mended(found: list[Unit], text: str) -> list[Unit]:
    """Paragraphs that a column, a page or an advertisement broke in mid-sentence are one again."""
    out: list[Unit] = []
    pending: int | None = None  # the last piece of running text that ended no sentence
    for i, unit in enumerate(found):
        if unit.kind == "headline" and _fragment(found, i, text):
            unit.kind = "text"
        if pending is not None and unit.kind == "text" and _continues(out[pending], unit):
            append(out[pending].pieces, *unit.pieces[0])
            out[pending].pieces += unit.pieces[1:]
            out[pending].lines += unit.lines
            out[pending].full = unit.full
            if unit.ended:
                pending = None
            continue
        out.append(unit)
        if unit.kind in ("text", "dateline", "item"):
            open_end = not unit.ended and (unit.full or goes_on(unit.tail, "") or not balanced(unit.text))
            pending = len(out) - 1 if open_end else None
        elif unit.kind not in ("furniture", "headline"):
            pending = None
    for i, unit in enumerate(out):
        if unit.kind == "text" and not unit.ended and _stranded(out, i):
            unit.kind = "headline"
    return out


def _stranded(found: list[Unit], i: int) -> bool:
    """A few lines that end no sentence and that nothing goes on with, after a text that has ended: a headline."""
    unit = found[i]
    after = next((one for one in found[i + 1 : i + 3] if one.kind != "furniture"), None)
    before = found[i - 1] if i else None
    ended = before is None or before.kind != "text" or before.ended
    goes_on = after is not None and (after.kind not in ("dateline", "byline", "headline") or not after.gap)
    words = ["".join(piece for piece, _ in line) for line in unit.lines]
    return ended and not goes_on and unit.gap > 0 and headline_like(words)


def _continues(open_unit: Unit, unit: Unit) -> bool:
    first, last = unit.pieces[0][0][:1], open_unit.tail[-1:]
    if is_cjk(last) or is_cjk(first):
        return True
    return first.islower() or first.isdigit() or last in "-,–" or len(open_unit.lines) > 1


def _fragment(found: list[Unit], i: int, text: str) -> bool:
    """A line that looks like a headline and is the torn-off beginning or middle of a paragraph."""
    unit = found[i]
    following = found[i + 1] if i + 1 < len(found) else None
    before = found[i - 1] if i else None
    if unit.level or unit.ended or not following or following.kind != "text":
        return False
    words = unit.text
    if not balanced(words):
        return True
    first = following.text
    if not is_cjk(words[-1:] + first[:1]):
        return first[:1].islower() or (unit.full and len(unit.lines) == 1 and bool(_CLAUSE.search(words)))
    if not unit.full or not is_cjk(words) or (following.indent and not unit.indent):
        return False
    if before and before.kind in ("text", "dateline") and not before.ended:
        return True
    torn = words[-1:] + first[:1]
    # A wrapped line with a comma, or with a word torn apart that stands whole elsewhere on the page.
    return (
        "，" in words
        or text.find(torn, max(unit.start - _NEAR, 0), unit.start) >= 0
        or text.find(torn, unit.end + 9, unit.end + _NEAR) >= 0
    )
