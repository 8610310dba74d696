"""Tables into machinery: words become tokens, tokens become items, rules reduce items stage by stage.

A language is a `Language`: word tables, rules, vetoes, cues. Patterns are regular expressions in which

* a blank stands for blanks and line breaks that may stand there (`Language.blank`), and
* a letter stands for all its variants (`Language.variants`: full-width forms, Traditional characters, dashes),

so that a token is read from the page as it is printed and its offsets need no mapping back; `fold` turns its
letters into the normal form before the word's `make` sees them. Nothing here backtracks over more than one
token: every repetition is bounded, and a run holds at most `RUN` tokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from feeds.reading.timex.dispatch import (
    ANY,
    DIGIT,
    Entry,
    alternatives,
    behind_digits,
    digit_leaves,
    firsts,
    lasts,
    leaves,
    prefilter,
    prefixes,
    unfolded,
)
from feeds.reading.timex.partial import Item

#: Tokens of one run at most; a longer enumeration goes on in the next run.
RUN = 40
#: Runs that are remembered; a listing repeats itself.
MEMO = 8192
#: Blanks between two tokens of a run at most.
GAP = 4

Make = Callable[[str], Any]
Production = Callable[[Sequence[Item]], "Item | Sequence[Item] | None"]


@dataclass(frozen=True, slots=True)
class Word:
    """A row of a language's lexicon: a kind of token, its pattern, and what its letters mean.

    `make` gets the folded letters and returns the item's value, or None when they are no such word after all
    (the machine then takes the letters for prose). `starts` says that an expression can begin here; words that
    begin nothing ("the", brackets, dashes) are looked at only in the neighbourhood of those that do.
    """

    kind: str
    pattern: str
    make: Make
    starts: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """A named production: kinds as a regular expression over words, e.g. `"year? month day"`."""

    name: str
    kinds: str
    make: Production


@dataclass(frozen=True)
class Language:
    code: str
    words: tuple[Word, ...]
    #: Applied in order; within a stage the earlier rule wins, then items are scanned left to right once.
    stages: tuple[tuple[Rule, ...], ...]
    #: Letter -> all its forms, the normal one first.
    variants: Mapping[str, str] = field(default_factory=dict)
    #: Letters that are exchanged for others, one for one, before anything is read.
    narrow: Mapping[int, str] = field(default_factory=dict)
    #: What a blank in a pattern stands for.
    blank: str = r"\s{0,3}"
    ignore_case: bool = False
    #: Words stand apart: an expression begins only where no letter or digit stands before.
    spaced: bool = False
    #: An expression is dropped when this matches right after it, by kind of item ("*" for every kind) …
    after: Mapping[str, str] = field(default_factory=dict)
    #: … or this right before it (a lookbehind's worth: it is matched against the last 12 characters, at their end).
    before: Mapping[str, str] = field(default_factory=dict)
    #: Cue words around a year-less date.
    future: str = r"(?!)"
    past: str = r"(?!)"
    #: How far (characters) before a day that is near a cue may stand and still move it to another year.
    touch: int = 4
    #: The end of a sentence and of a clause.
    sentence: str = "。！？!?"
    clause: str = "，,；;。！？!?\n"
    #: Where a mark of these is no end (the stop of "Jan.", of "3.5"): a lookaround each, around the mark.
    unless_before: str = ""
    unless_after: str = ""
    #: Of a future and a past cue on the same side, the one that stands nearer counts.
    nearest_cue: bool = False
    #: How far (characters) behind a bare year a day may stand that is of it.
    year_reach: int = 12
    #: A weekday is one of the few days that were spoken of just before.
    weekdays_in_stretch: bool = False
    #: A line that begins so begins a row of a listing: nothing before it goes on there.
    row: str = r"(?!)"
    #: So it does where the line before begins like this too.
    rows: str = r"(?!)"
    #: What stands between the members of a list.
    joins: str = "[,;&]"
    #: Right after the last day of something longer: "1月20日闭幕", "closes".
    closing: str = r"(?!)"
    #: Words beside which "1 April to 10 April 18:00" ends at that hour, where otherwise it is every day's.
    through: str = r"(?!)"
    #: Words beside which "Monday to Friday" is every week's.
    habit: str = r"(?!)"
    #: Letters that a scanner takes for others, one for one: where they are looked for, and what they are.
    repairs: tuple[str, Mapping[str, str]] | None = None
    #: Before and behind a date somebody was born on, and a year something was founded in: neither is in force later.
    born: tuple[str, str] = (r"(?!)", r"(?!)")
    founded: tuple[str, str] = (r"(?!)", r"(?!)")
    #: Behind a length that belongs to what is named next, not to the day before it.
    forward: str = r"(?!)"
    #: A heading behind which the hours of a weekday are every week's.
    hours: str = r"(?!)"
    #: Marks around titles; a time inside is part of a name.
    titles: str = ""
    #: Kinds of items that are expressions.
    emits: frozenset[str] = frozenset()
    #: Dates of holidays by name: year -> (first day, last day exclusive) as the language's country keeps them.
    feasts: Mapping[str, Callable[[int], Any]] = field(default_factory=dict)

    @cached_property
    def machine(self) -> Machine:
        return Machine(self)


_NOTHING: Entry = ({}, None)
_DIGITS = re.compile(r"\d+")
#: Only beside one of these has a scanner taken a letter for a digit.
_TAKEN = ("l", "I", "O", "曰")


class Machine:
    """A language compiled: one regular expression that finds runs of tokens, one that cuts them, one a stage."""

    def __init__(self, language: Language) -> None:
        self.language = language
        flags = re.IGNORECASE if language.ignore_case else 0
        #: As one element, so that "?" behind a blank makes it optional.
        self._blank = language.blank if language.blank.startswith(r"\s{0") else f"(?:{language.blank})"
        self._branches: list[tuple[str, Word]] = []
        heads, starts = [], []
        for word in language.words:
            for branch in alternatives(word.pattern):
                self._branches.append((branch, word))
                heads.append(prefixes(branch, _optional(language)))
                if word.starts:
                    starts.append(heads[-1])
        self._flags, self._word = flags, [word for _, word in self._branches]
        spaced = not _optional(language)
        forms = unfolded(language.variants, language.ignore_case)
        self._leaves = leaves(heads, [len(branch) for branch, _ in self._branches], forms, self._compiled, spaced)
        self._by_digits, self._digits_alone = digit_leaves(
            {
                n: behind_digits(branch, not spaced)
                for n, (branch, _) in enumerate(self._branches)
                if any(head[:1] in (DIGIT, ANY) for head in heads[n])
            },
            forms,
            self._compiled,
        )
        apart = r"(?<!\w)" if language.spaced else ""
        self._locate = re.compile(apart + prefilter(starts, forms, spaced), flags).search
        self._fold = {ord(f): forms[0] for forms in language.variants.values() for f in forms[1:]}
        kinds = sorted({w.kind for w in language.words} | {k for s in language.stages for r in s for k in _kinds(r)})
        self.codes = _Codes((kind, chr(0x4100 + n)) for n, kind in enumerate(kinds))
        self.stages = tuple(self._stage(stage) for stage in language.stages)
        self._compile_context(language, flags, forms)
        self.leaning = lru_cache(maxsize=4096)(self._leaning)
        #: Runs read before, by their letters and the tokens cut there: a memo, no state.
        self._values: dict[tuple[int, str], Any] = {}
        self._known: dict[tuple[str, tuple[int, ...]], tuple[Item, ...]] = {}

    def _compile_context(self, language: Language, flags: int, forms: Callable[[str], str]) -> None:
        """What stands around expressions: vetoes, cues, marks of sentences and rows."""
        #: With the letters such a veto can begin with.
        self.after = {
            kind: (re.compile(self._pattern(p), flags), firsts(p, forms, _optional(language)))
            for kind, p in language.after.items()
        }
        #: With the letters such a veto can end with: most places are cleared by the letter before them.
        self.before = {
            kind: (re.compile(f"(?:{self._pattern(p)})$", flags), lasts(p, forms, _optional(language)))
            for kind, p in language.before.items()
        }
        self.future = re.compile(self._cue(language.future), flags)
        self.past = re.compile(self._cue(language.past), flags)
        self.joins = re.compile(rf"\s*(?:{language.joins})?\s*", flags)
        self.habit = re.compile(self._cue(language.habit), flags)
        self.through = re.compile(self._cue(language.through), flags)
        self._repairs = re.compile(language.repairs[0]) if language.repairs else None
        self._mended = str.maketrans(dict(language.repairs[1])) if language.repairs else {}
        self.closing = re.compile(self._cue(language.closing), flags)
        self.born, self.founded = (
            (re.compile(f"(?:{self._cue(before)})$", flags), re.compile(self._cue(after), flags))
            for before, after in (language.born, language.founded)
        )
        self.forward = re.compile(self._cue(language.forward), flags)
        self.hours = re.compile(f"(?:{self._cue(language.hours)})$", flags)
        self.row, self.rows = re.compile(language.row, flags), re.compile(language.rows, flags)
        self.sentence_end, self.clause_end = (
            re.compile(f"{language.unless_before}[{re.escape(marks)}]{language.unless_after}", flags)
            for marks in (language.sentence, language.clause)
        )

    def fold(self, letters: str) -> str:
        """The normal form: one form a letter, no blanks where the language needs none.

        >>> from feeds.reading.languages.zh.times import LANGUAGE
        >>> LANGUAGE.machine.fold("２０２５ 年１\\n月")
        '2025年1月'
        """
        folded = letters.translate(self._fold)
        if self.language.blank.endswith("}") and self.language.blank.startswith(r"\s{0"):
            return "".join(folded.split())
        return " ".join(folded.split())

    def mended(self, text: str) -> str:
        """The text as it was before a scanner took 1 for l and 0 for O in its dates; of the same length."""
        if self._repairs is None or not any(letter in text for letter in _TAKEN) or not _SCANNED.search(text):
            return text
        return self._repairs.sub(lambda match: match.group().translate(self._mended), text)

    def vetoed(self, kind: str, text: str, start: int, end: int) -> bool:
        """Whether something stands behind or before such an item that makes it none, or it is part of a title."""
        for which in ("*", kind):
            veto = self.after.get(which)
            if veto is not None and (veto[1] is None or text[end : end + 1] in veto[1]) and veto[0].match(text, end):
                return True
            if which in self.before and self.behind(which, text, start):
                return True
        return self.quoted(text, start, end)

    def behind(self, kind: str, text: str, start: int) -> bool:
        """Whether a veto on what may stand before such an item matches there."""
        veto = self.before.get(kind)
        if veto is None or start == 0 or (veto[1] is not None and text[start - 1] not in veto[1]):
            return False
        return veto[0].search(text[max(0, start - 12) : start]) is not None

    def quoted(self, text: str, start: int, end: int) -> bool:
        """Whether the place lies inside the marks of a title (《2025年工作要点》)."""
        if not self.language.titles:
            return False
        opening, closing = self.language.titles[0], self.language.titles[1]
        begin = text.rfind(opening, max(0, start - 60), start)
        if begin < 0 or text.find(closing, begin, start) >= 0:
            return False
        return text.find(closing, end, end + 60) >= 0

    def runs(self, text: str) -> Iterator[tuple[int, tuple[Item, ...]]]:
        """Where tokens stand together, with the items that the rules make of them; offsets are the run's."""
        leaf_of, locate, known, size = self._leaves.get, self._locate, self._known, len(text)
        by_digits, alone, digits_end, words = self._by_digits, self._digits_alone, _DIGITS.match, self._word
        at = 0
        while place := locate(text, at):
            begin = at = place.start()
            tokens: list[re.Match[str]] = []
            numbers: list[int] = []
            while len(tokens) < RUN and at < size:
                letter = text[at]
                if letter.isspace():  # a blank or two, or the end of a line, but no blank line
                    blank = at
                    while at < size and at - blank < GAP and text[at].isspace():
                        at += 1
                    breaks = text.count("\n", blank, at)
                    if at >= size or breaks > 1 or (breaks and tokens and self._new_row(text, begin, blank, at)):
                        break
                    letter = text[at]
                if "0" <= letter <= "9":
                    end = digits_end(text, at).end()  # type: ignore[union-attr]
                    leaf = by_digits.get(text[end : end + 1], alone)
                else:
                    after, rest = leaf_of(letter, _NOTHING)
                    leaf = after.get(text[at + 1 : at + 2], rest)
                if leaf is None:
                    break
                match = leaf.match(text, at)
                if match is None:
                    break
                number = leaf.numbers[match.lastindex - 1]  # type: ignore[operator]
                if not (tokens or words[number].starts):
                    break
                tokens.append(match)
                numbers.append(number)
                at = match.end()
            if not tokens:
                at = begin + 1
                continue
            at = tokens[-1].end()
            key = (text[begin:at], tuple(numbers))
            items = known.get(key)
            if items is None:
                if len(known) >= MEMO:
                    known.clear()
                items = known[key] = self._parse(tokens, [words[n] for n in numbers], begin)
            yield begin, items

    def _new_row(self, text: str, begin: int, end: int, at: int) -> bool:
        """Whether the line at `at` begins a row of its own, and goes on with nothing of the line that ends at `end`."""
        if self.row.match(text, at):
            return True
        if not self.rows.match(text, at) or not (text[end - 1].isalnum() or text[end - 1] in ").'"):
            return False
        line = text.rfind("\n", max(0, begin - 200), begin) + 1
        return self.rows.match(text, line) is not None

    def _leaning(self, before: str, after: str) -> int:
        """1 when the cue nearest before a place (else the first after it) looks ahead, -1 when it looks back."""
        cues = (self.future, self.past)
        ends = [max((m.end() for m in cue.finditer(before)), default=0) for cue in cues]
        if any(ends):
            return 1 if ends[0] > ends[1] else -1
        starts = [next((m.start() for m in cue.finditer(after)), len(after) + 1) for cue in cues]
        if min(starts) > len(after):
            return 0
        return 1 if starts[0] <= starts[1] else -1

    def _compiled(self, numbers: tuple[int, ...]) -> re.Pattern[str]:
        """The branches of a leaf as one pattern, a group each."""
        return re.compile("|".join(f"({self._pattern(self._branches[n][0])})" for n in numbers), self._flags)

    def _parse(self, tokens: list[re.Match[str]], words: list[Word], begin: int) -> tuple[Item, ...]:
        """The items of a run, reduced by every stage."""
        items = []
        for match, word in zip(tokens, words, strict=True):
            printed = match.group()
            key = (id(word), printed)
            if key not in self._values:
                if len(self._values) >= MEMO:
                    self._values.clear()
                self._values[key] = word.make(self.fold(printed))
            value = self._values[key]
            kind = "other" if value is None else word.kind
            items.append(Item(kind, match.start() - begin, match.end() - begin, value))
        letters = self._coded(items)
        for stage in self.stages:
            if stage.pattern.search(letters):
                items = _reduce(items, letters, stage)
                letters = self._coded(items)
        for item in items:
            item.rules = item.rules or (item.kind.replace("-", " "),)  # a word that says all by itself
        return tuple(item for item in items if item.kind != "other")

    def _coded(self, items: list[Item]) -> str:
        """The kinds of the items, a letter each: what the rules are matched against."""
        return "".join([self.codes[item.kind] for item in items])

    def _stage(self, rules: tuple[Rule, ...]) -> Stage:
        def code(match: re.Match[str]) -> str:
            return self.codes[match.group()]

        sources = (re.sub(r"[A-Za-z][\w-]*", code, rule.kinds).replace(" ", "") for rule in rules)
        each = tuple(re.sub(r"\((?!\?)", "(?:", source) for source in sources)
        return Stage(re.compile("|".join(f"({source})" for source in each)), rules, each)

    def _cue(self, pattern: str) -> str:
        """Cue words in all their letters; a blank in them is a blank where the language needs blanks."""
        return self._pattern(pattern) if self._blank == self.language.blank else pattern

    def _forms(self, letter: str) -> str:
        return self.language.variants.get(letter, letter)

    def _pattern(self, pattern: str) -> str:
        """A table's pattern as a regular expression: variants in, blanks in."""
        out: list[str] = []
        inside = escaped = braces = group = False
        for letter in pattern:
            forms = self._forms(letter)
            if group:  # the mark of a group, "(?:" or "(?<!", is no colon of a table
                out.append(letter)
                group = letter not in ":=!>"
            elif escaped:
                escaped = False
                if len(forms) > 1 and not letter.isalnum():
                    out[-1], letter = "", _class(forms, inside)
                out.append(letter)
            elif braces or letter == "{":
                braces = letter != "}"
                out.append(letter)
            elif letter == " " and not inside:
                out.append(self._blank)
            elif letter in "[]\\":
                inside = letter == "[" if letter != "\\" else inside
                escaped = letter == "\\"
                out.append(letter)
            else:
                group = letter == "?" and out[-1:] == ["("]
                plain = (letter in "(.)" and not inside) or (letter == "-" and inside and out[-1] != "[")
                out.append(letter if plain or len(forms) == 1 else _class(forms, inside))
        return "".join(out)


def _optional(language: Language) -> bool:
    """Whether a blank of the tables may be none at all."""
    return language.blank.startswith(r"\s{0")


def _escape(letter: str) -> str:
    return "\\" + letter if letter in r"\]^-[" else letter


def _class(forms: str, inside: bool) -> str:
    letters = "".join(_escape(f) for f in forms)
    return letters if inside else f"[{letters}]"


#: What only a scanner writes beside the units of a date.
_SCANNED = re.compile(
    r"[lIO][\dlIO]{0,3}\s?[年月日曰]|\d\s?曰|[lIO][lIO\d]?[:：][lIO\d]{2}(?![A-Za-z])|\d\d?[:：][\dOlI]{2}(?<=[OlI])(?![A-Za-z])"
)


class _Codes(dict[str, str]):
    """A letter for every kind that a rule may name; the others share one that no rule matches."""

    def __missing__(self, kind: str) -> str:
        return "?"


def _kinds(rule: Rule) -> list[str]:
    return re.findall(r"[A-Za-z][\w-]*", rule.kinds)


@dataclass(frozen=True, slots=True)
class Stage:
    """Rules that are tried together: one pattern, a group a rule, and each rule's own for when the first declines."""

    pattern: re.Pattern[str]
    rules: tuple[Rule, ...]
    sources: tuple[str, ...]

    def apply(self, items: list[Item], letters: str, match: re.Match[str]) -> tuple[Rule, Any, int] | None:
        """The first rule in order whose production takes the items at the match: what it made, and up to where."""
        assert match.lastindex is not None
        start, end = match.span()
        rule = self.rules[match.lastindex - 1]
        made = rule.make(items[start:end])
        if made is not None:
            return rule, made, end
        for rule, source in zip(self.rules[match.lastindex :], self.sources[match.lastindex :], strict=True):
            other = re.compile(source).match(letters, start)
            if other and other.end() > start and (made := rule.make(items[start : other.end()])) is not None:
                return rule, made, other.end()
        return None


def _reduce(items: list[Item], letters: str, stage: Stage) -> list[Item]:
    """One stage: every match of a rule is replaced by what its production makes of it."""
    out: list[Item] = []
    at = position = 0
    while match := stage.pattern.search(letters, position):
        start, end = match.span()
        if start == end:
            break
        applied = stage.apply(items, letters, match)
        if applied is None:
            position = start + 1
            continue
        rule, made, end = applied
        out += items[at:start]
        for item in (made,) if isinstance(made, Item) else made:
            item.rules = (rule.name, *item.rules)
            out.append(item)
        at = position = end
    return out + items[at:]
