"""One fast pattern out of many: alternatives tried only where their first letter stands.

Python's regular expressions try the branches of an alternation one after another. `tree` arranges them as a
decision tree over the first letter, so that a place costs a few comparisons, not a hundred attempts; `prefilter`
makes the pattern that finds the places worth trying, by the first two letters. Both read the first letters off
the patterns themselves, so that a table cannot disagree with its index.
"""

from __future__ import annotations


from collections.abc import Iterable, Sequence
from re import _parser  # type: ignore[attr-defined]  # the parsed pattern, for its first letters
from typing import Any

#: One letter for all digits and one for all blanks: the patterns never tell them apart by their start.
DIGIT, BLANK, ANY = "0", " ", "*"
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_BLANKS = frozenset(" \t\n\r\u3000\xa0")


def alternatives(pattern: str) -> list[str]:
    """The branches of a pattern at its top level.

    >>> alternatives("a(?:b|c)|[|]d")
    ['a(?:b|c)', '[|]d']
    """
    out, depth, inside, escaped, begin = [], 0, False, False, 0
    for at, letter in enumerate(pattern):
        if escaped:
            escaped = False
        elif letter == "\\":
            escaped = True
        elif inside:
            inside = letter != "]"
        elif letter == "[":
            inside = True
        elif letter in "()":
            depth += 1 if letter == "(" else -1
        elif letter == "|" and depth == 0:
            out.append(pattern[begin:at])
            begin = at + 1
    return [*out, pattern[begin:]]


def prefixes(pattern: str, length: int = 2) -> set[str]:
    """The beginnings, of at most that length, that a match can have; a shorter one may be a whole match.

    >>> sorted(prefixes(r"(?<!a)(?:b|c?d)[ef]"))
    ['be', 'bf', 'cd', 'de', 'df']
    """
    return _extend({""}, _parser.parse(pattern), length)


def _extend(heads: set[str], parts: Any, length: int) -> set[str]:
    for name, value in parts:
        op = str(name)
        if op in ("ASSERT", "ASSERT_NOT", "AT"):
            continue
        if all(len(head) >= length for head in heads):
            break
        heads = {h for h in heads if len(h) >= length} | _step({h for h in heads if len(h) < length}, op, value, length)
    return heads


def _step(short: set[str], op: str, value: Any, length: int) -> set[str]:
    """The beginnings after one more element of the pattern."""
    if op == "BRANCH":
        return set().union(*(_extend(short, branch, length) for branch in value[1]))
    if op == "SUBPATTERN":
        return _extend(short, value[3], length)
    if op == "ATOMIC_GROUP":
        return _extend(short, value, length)
    if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        low, high, inner = value
        heads, out = short, set(short) if low == 0 else set()
        for n in range(1, min(int(high), length + 1) + 1):
            heads = _extend(heads, inner, length)
            if n >= min(low, length):
                out |= heads
        return out
    letters = _letters(op, value)
    return {head + letter for head in short for letter in letters}


def _letters(op: str, value: Any) -> set[str]:
    if op == "LITERAL":
        return {_symbol(chr(value))}
    if op != "IN":
        return {ANY}
    out: set[str] = set()
    for kind, inner in value:
        if str(kind) == "LITERAL":
            out.add(_symbol(chr(inner)))
        elif str(kind) == "RANGE" and inner[1] - inner[0] < 1000:
            out.update(_symbol(chr(n)) for n in range(inner[0], inner[1] + 1))
        else:
            category = {"CATEGORY_DIGIT": DIGIT, "CATEGORY_SPACE": BLANK}.get(str(inner))
            out.add(category or ANY)
    return out


def _symbol(letter: str) -> str:
    return DIGIT if letter in _DIGITS else BLANK if letter in _BLANKS else letter


def letter_class(symbols: Iterable[str], ignore_case: bool = False) -> str:
    """A character class of the letters that the symbols stand for."""
    letters = set(symbols)
    if ANY in letters:
        return r"[\s\S]"
    if ignore_case:
        letters |= {form for c in letters for form in (c.lower(), c.upper()) if len(form) == 1}
    plain = "".join("\\" + c if c in r"\]^-[" else c for c in sorted(letters - {DIGIT, BLANK}))
    return f"[{plain}{chr(92) + 'd' if DIGIT in letters else ''}{chr(92) + 's' if BLANK in letters else ''}]"


def tree(branches: Sequence[str], ignore_case: bool = False) -> tuple[str, list[int]]:
    """A pattern that tries, in order, the branches that may begin with the letter at hand, one group each.

    The list tells which branch each group is.
    """
    by_letter: dict[str, list[int]] = {}
    for n, branch in enumerate(branches):
        for letter in {p[:1] for p in prefixes(branch, 1)}:
            for form in {letter.lower(), letter.upper()} if ignore_case else {letter}:
                by_letter.setdefault(form if len(form) == 1 else letter, []).append(n)
    leaves: dict[tuple[int, ...], list[str]] = {}
    for letter, numbers in by_letter.items():
        leaves.setdefault(tuple(numbers), []).append(letter)
    order: list[int] = []

    def grow(part: list[tuple[tuple[int, ...], list[str]]]) -> str:
        if len(part) == 1:
            order.extend(part[0][0])
            return "|".join(f"({branches[n]})" for n in part[0][0])
        half = (len(part) + 1) // 2
        sides = []
        for side in (part[:half], part[half:]):
            test = letter_class(c for _, letters in side for c in letters)
            sides.append(f"(?={test})(?:{grow(side)})")
        return "|".join(sides)

    # Digits and the letters of many branches stand near the root: they are the most frequent.
    ranked = sorted(leaves.items(), key=lambda leaf: leaf[0])
    return grow(ranked), order


def prefilter(branches: Sequence[str], ignore_case: bool = False) -> str:
    """A pattern for the places where a branch may match, told by two letters."""
    seconds: dict[str, set[str]] = {}
    for branch in branches:
        for head in prefixes(branch, 2):
            seconds.setdefault(head[0], set()).add(head[1:2] or ANY)
    groups: dict[str, list[str]] = {}
    for first, follow in seconds.items():
        groups.setdefault(letter_class(follow, ignore_case), []).append(first)

    def grow(part: list[tuple[str, list[str]]]) -> str:
        if len(part) == 1:
            return part[0][0]
        half = (len(part) + 1) // 2
        return "|".join(
            f"(?<={letter_class((c for _, cs in side for c in cs), ignore_case)})(?:{grow(side)})"
            for side in (part[:half], part[half:])
        )

    start = letter_class(seconds, ignore_case)
    return f"{start}(?={grow(sorted(groups.items()))})" if groups else r"(?!)"
