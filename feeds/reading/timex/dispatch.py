"""One fast lookup out of many patterns: a pattern is tried only where its first letter stands.

Python's regular expressions try the branches of an alternation one after another, and compiling hundreds takes
a noticeable time at every start. Here the branches are sorted by the letters they may begin with; each such leaf is
compiled when a text first has its letter. `prefilter` is the pattern for the places worth trying, told by two letters.
All letters are read off the patterns themselves, so that a table cannot disagree with its index.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from re import _parser  # type: ignore[attr-defined]  # the parsed pattern, for its first letters
from typing import Any, TypeAlias

#: One letter for all digits and one for all blanks: the patterns never tell them apart by their start.
DIGIT, BLANK, ANY = "0", "\n", "*"
_DIGITS = "0123456789０１２３４５６７８９"
_BLANKS = "".join(
    chr(n)
    for n in (*range(9, 14), 32, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
)
#: Leaves so large are joined when they share so much: the numerals are one leaf, not nine.
_HEAVY, _ALIKE = 500, 0.2
_ASIDE = ("ASSERT", "ASSERT_NOT", "AT")


def alternatives(pattern: str) -> list[str]:
    """The branches of a pattern at its top level.

    >>> alternatives("a(?:b|c)|[|]d")
    ['a(?:b|c)', '[|]d']
    """
    if "|" not in pattern:
        return [pattern]
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


def prefixes(pattern: str, optional_blank: bool = True) -> set[str]:
    """The beginnings, of at most two letters, that a match of a table's pattern can have.

    A shorter one may be a whole match. Blanks are the tables' blanks; variants of letters are not in yet.

    >>> sorted(prefixes(r"(?<!a)(?:b|c?d)[ef]"))
    ['be', 'bf', 'cd', 'de', 'df']
    """
    return _extend({""}, _parser.parse(pattern), optional_blank)


def behind_digits(pattern: str, optional_blank: bool = True) -> frozenset[str] | None:
    r"""What can follow the digits that a match begins with; None when that can be anything, or nothing.

    >>> sorted(behind_digits(r"\d{1,2}(?:月|年)"))
    ['年', '月']
    """
    heads = _extend({""}, _parser.parse(pattern), optional_blank, collapse=True)
    seconds = {head[1:] for head in heads if head[:1] in (DIGIT, ANY)}
    anything = "" in seconds or ANY in seconds or any(head[:1] == ANY for head in heads)
    return None if anything else frozenset(seconds)


def lasts(pattern: str, forms: Callable[[str], str], optional_blank: bool = True) -> frozenset[str] | None:
    """The letters that a match of a table's pattern can end with; None when it can be any.

    >>> sorted(lasts("a[bc]|d(?:e|fg?)", lambda letter: letter))
    ['b', 'c', 'e', 'f', 'g']
    """
    return _edge(_extend({""}, _parser.parse(pattern), optional_blank, backward=True), forms)


def firsts(pattern: str, forms: Callable[[str], str], optional_blank: bool = True) -> frozenset[str] | None:
    """The letters that a match of a table's pattern can begin with; None when it can be any, or none."""
    return _edge(prefixes(pattern, optional_blank), forms)


def _edge(heads: set[str], forms: Callable[[str], str]) -> frozenset[str] | None:
    symbols = {head[:1] for head in heads}
    if ANY in symbols or "" in symbols:
        return None
    return frozenset(form for symbol in symbols for form in _every(symbol, forms))


def _extend(heads: set[str], parts: Any, blank: bool, backward: bool = False, collapse: bool = False) -> set[str]:
    parts = list(parts)[::-1] if backward else list(parts)
    for n, (name, value) in enumerate(parts):
        op = str(name)
        if (
            op == "ASSERT"
            and value[0] > 0
            and not backward
            and all(heads)
            and all(str(p) in _ASIDE for p, _ in parts[n + 1 :])
        ):
            heads = _extend(
                heads, value[1], blank, collapse=collapse
            )  # what must follow tells as much as what is taken
            continue
        if op in _ASIDE:
            continue
        short = {h for h in heads if len(h) < 2}
        if not short:
            break
        heads = (heads - short) | _step(short, op, value, blank, backward, collapse)
    return heads


def _step(short: set[str], op: str, value: Any, blank: bool, backward: bool, collapse: bool) -> set[str]:
    """The beginnings after one more element of the pattern; `collapse`: digits in a row count as one letter."""
    if op == "BRANCH":
        return set().union(*(_extend(short, branch, blank, backward, collapse) for branch in value[1]))
    if op == "SUBPATTERN":
        return _extend(short, value[3], blank, backward, collapse)
    if op == "ATOMIC_GROUP":
        return _extend(short, value, blank, backward, collapse)
    if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        low, high, inner = value
        heads, out = short, set(short) if low == 0 else set()
        for n in range(1, min(int(high), 2) + 1):
            heads = _extend(heads, inner, blank, backward, collapse)
            if n >= min(low, 2):
                out |= heads
        return out
    if op == "LITERAL" and value == 32:
        return {head + BLANK for head in short} | (short if blank else set())
    letters = _letters(op, value)
    return {head if collapse and head == letter == DIGIT else head + letter for head in short for letter in letters}


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
            out.add({"CATEGORY_DIGIT": DIGIT, "CATEGORY_SPACE": BLANK}.get(str(inner), ANY))
    return out


def _symbol(letter: str) -> str:
    return DIGIT if letter in _DIGITS else BLANK if letter.isspace() else letter


class Leaf:
    """The branches that may begin with a letter, compiled when the letter is first met."""

    __slots__ = ("compile", "match", "numbers")

    def __init__(self, numbers: tuple[int, ...], compile: Callable[[tuple[int, ...]], re.Pattern[str]]) -> None:
        self.numbers, self.compile = numbers, compile
        self.match = self._first

    def _first(self, text: str, at: int) -> re.Match[str] | None:
        self.match = self.compile(self.numbers).match  # type: ignore[assignment]
        return self.match(text, at)


#: The leaf to try where a letter is followed by another, and the one where it is followed by any (None: none).
Entry: TypeAlias = "tuple[dict[str, Leaf], Leaf | None]"


def leaves(
    heads: Sequence[set[str]],
    sizes: Sequence[int],
    forms: Callable[[str], str],
    compile: Callable[[tuple[int, ...]], re.Pattern[str]],
    by_two: bool = False,
) -> dict[str, Entry]:
    """Letter -> the leaves of the branches, in their order, that may begin with it.

    A leaf a letter is enough where letters are many (Chinese); an alphabet needs a leaf for every two (`by_two`).
    """
    follow: dict[str, dict[str, set[int]]] = {}
    for n, of_branch in enumerate(heads):
        for head in of_branch:
            if head[0] != BLANK:
                follow.setdefault(head[0], {}).setdefault(head[1:2] or ANY, set()).add(n)
    wholes = _joined({letter: set().union(*seconds.values()) for letter, seconds in follow.items()}, sizes)
    made: dict[tuple[int, ...], Leaf] = {}

    def leaf(numbers: set[int]) -> Leaf:
        key = tuple(sorted(numbers))
        return made.setdefault(key, Leaf(key, compile))

    out: dict[str, Entry] = {}
    for letter, seconds in follow.items():
        anyhow = seconds.get(ANY, set())
        rest = leaf(anyhow if by_two else wholes[letter]) if anyhow else None
        after: dict[str, Leaf] = {}
        for second, numbers in seconds.items():
            if second != ANY:
                chosen = leaf(numbers | anyhow if by_two else wholes[letter])
                for form in _every(second, forms):
                    after[form] = chosen if form not in after else leaf({*after[form].numbers, *chosen.numbers})
        for form in _every(letter, forms):
            out[form] = (after, rest)
    return out


def digit_leaves(
    tails: Mapping[int, frozenset[str] | None],
    forms: Callable[[str], str],
    compile: Callable[[tuple[int, ...]], re.Pattern[str]],
) -> tuple[dict[str, Leaf], Leaf | None]:
    """For a run of digits: letter behind the run -> the leaf of the branches that allow it there; and the others' leaf.

    `tails` are the branches that may begin with a digit, each with what `behind_digits` tells of it.
    """
    anyhow = {n for n, seconds in tails.items() if seconds is None}
    follow: dict[str, set[int]] = {}
    for n, seconds in tails.items():
        for second in seconds or ():
            for form in _every(second, forms):
                follow.setdefault(form, set(anyhow)).add(n)
    made: dict[tuple[int, ...], Leaf] = {}

    def leaf(numbers: set[int]) -> Leaf:
        key = tuple(sorted(numbers))
        return made.setdefault(key, Leaf(key, compile))

    return {letter: leaf(numbers) for letter, numbers in follow.items()}, leaf(anyhow) if anyhow else None


def _joined(by_letter: dict[str, set[int]], sizes: Sequence[int]) -> dict[str, set[int]]:
    """The same with the large sets that are much alike made one."""
    groups: list[tuple[set[int], list[str]]] = []
    for letter, numbers in sorted(by_letter.items(), key=lambda entry: -len(entry[1])):
        heavy = sum(sizes[n] for n in numbers) > _HEAVY
        for known, letters in groups if heavy else ():
            if sum(sizes[n] for n in known & numbers) >= _ALIKE * sum(sizes[n] for n in known | numbers):
                known |= numbers
                letters.append(letter)
                break
        else:
            groups.append((set(numbers), [letter]))
    return {letter: numbers for numbers, letters in groups for letter in letters}


def _every(symbol: str, forms: Callable[[str], str]) -> str:
    return _DIGITS if symbol == DIGIT else _BLANKS if symbol == BLANK else forms(symbol)


def prefilter(heads: Iterable[set[str]], forms: Callable[[str], str], whole_words: bool = False) -> str:
    """A pattern for the places where a branch may match, told by two letters (that begin a word, if so told)."""
    seconds: dict[str, set[str]] = {}
    for of_branch in heads:
        for head in of_branch:
            if head[0] == BLANK:
                continue
            seconds.setdefault(head[0], set()).add(head[1:2] or ANY)
    groups: dict[str, list[str]] = {}
    for first, follow in seconds.items():
        # No number begins in the middle of another.
        only = r"(?<!\d\d)" if first == DIGIT else r"(?<![^\W\d_]{2})" if whole_words and first.isalpha() else ""
        groups.setdefault(only + _class(follow, forms), []).append(first)

    def grow(part: list[tuple[str, list[str]]]) -> str:
        if len(part) == 1:
            return part[0][0]
        half = (len(part) + 1) // 2
        return "|".join(
            f"(?<={_class((c for _, letters in side for c in letters), forms)})(?:{grow(side)})"
            for side in (part[:half], part[half:])
        )

    return f"{_class(seconds, forms)}(?={grow(sorted(groups.items()))})" if groups else r"(?!)"


def _class(symbols: Iterable[str], forms: Callable[[str], str]) -> str:
    """A character class of the letters that the symbols stand for."""
    letters = set(symbols)
    if ANY in letters:
        return r"[\s\S]"
    every = {form for letter in letters - {DIGIT, BLANK} for form in forms(letter)}
    plain = "".join("\\" + c if c in r"\]^-[" else c for c in sorted(every))
    return f"[{plain}{chr(92) + 'd' if DIGIT in letters else ''}{chr(92) + 's' if BLANK in letters else ''}]"


def unfolded(variants: Mapping[str, str], ignore_case: bool) -> Callable[[str], str]:
    """All forms of a letter."""

    def forms(letter: str) -> str:
        every = variants.get(letter, letter)
        return "".join({f for c in every for f in (c, c.lower(), c.upper()) if len(f) == 1}) if ignore_case else every

    return forms
