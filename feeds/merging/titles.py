"""Whether two titles name the same happening: editions, years, numbers, quotes, slogans, abbreviations."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from feeds.merging.words import (
    EDITION_UNITS,
    GENERIC_HAN,
    GENERIC_WORDS,
    HEADS_HAN,
    KINDS,
    LITTLE,
    PART_UNITS,
    PREPOSITIONS,
    SAME_HEADS,
    TAILS_HAN,
)

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
DIGITS = {**{c: i for i, c in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2, "兩": 2}
NUMERAL = "0-9零〇一二三四五六七八九十百两兩"
EDITION = re.compile(
    rf"第?\s*([{NUMERAL}]+)\s*[{EDITION_UNITS}]|首届()|\b(\d{{1,3}})(?:st|nd|rd|th)\b|(\d{{1,3}})-(?:й|я|е|ші|шы)\b"
)
PART = re.compile(rf"第\s*([{NUMERAL}]+)\s*([{PART_UNITS}])|(?<![{NUMERAL}])([{NUMERAL}]+)(次)(?=会议|全会|會議|大会)")
YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?!\d)(?:\s*(?:年度?|г\.?|жыл\w*))?|([二][零〇][零〇一二三四五六七八九]{2})年"
)
NUMBER = re.compile(r"\d+")
#: Rounds of one competition: the final is not the semi-final.
STAGE = re.compile(
    r"(?:总|總|半|准|四分之一|1/4)?决赛|初赛|复赛|预赛|小组赛|淘汰赛|资格赛|海选|"
    r"\b(?:semi|quarter)[- ]?finals?\b|\bfinals?\b|\bqualif\w+|\bheats?\b"
)
WORD = re.compile(rf"[{HAN}]+|[^\W\d_{HAN}]+")
GENERIC_RUN = re.compile("|".join(sorted(GENERIC_HAN, key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Title:
    #: Letters and digits in their plain form, spaces between words of other scripts than Chinese.
    plain: str
    #: Without edition, year, numbers, quotes and the tails that may be missing.
    core: str
    edition: int | None
    years: frozenset[int]
    stages: frozenset[str]
    #: Other numbers: of a part ("3场"), of a class, of a bus.
    numbers: frozenset[str]
    #: What of the core names this happening and no other of its kind: pairs of characters, words.
    names: frozenset[str]

    @property
    def generic(self) -> bool:
        """领队会, Public meeting: a kind of happening, no name."""
        return not self.names


@lru_cache(maxsize=4096)
def title(text: str) -> Title:
    """
    >>> t = title("第十八届乌伦古湖“冬捕”文化旅游节")
    >>> t.edition, t.core, sorted(t.names)
    (18, '乌伦古湖冬捕文化旅游节', ['乌伦', '伦古', '冬捕', '古湖', '湖冬'])
    >>> title("领队会").generic, title("Public meeting").generic, title("2025年沙湖健步走活动").years
    (True, True, frozenset({2025}))
    """
    text = unicodedata.normalize("NFKC", text).lower()
    plain = " ".join(re.findall(r"[^\W_]+", text))
    edition, years, numbers = None, set(), set()
    for found in EDITION.finditer(text):
        edition = 1 if found[2] is not None else numeral(found[1] or found[3] or found[4])
    text = EDITION.sub(" ", text)
    for found in YEAR.finditer(text):
        years.add(int(found[1]) if found[1] else int("".join(str(DIGITS[c]) for c in found[2])))
    text = YEAR.sub(" ", text)
    for found in PART.finditer(text):
        numbers.add(f"{numeral(found[1] or found[3])}{found[2] or found[4]}")
    text = PART.sub(" ", text)
    numbers.update(NUMBER.findall(text))
    core = _strip_tail("".join(_spaced(WORD.findall(text))))
    stages = frozenset(found[0].rstrip("s") for found in STAGE.finditer(core))
    return Title(plain, core, edition, frozenset(years), stages, frozenset(numbers), _names(core))


def numeral(text: str) -> int:
    """
    >>> numeral("十八"), numeral("二十"), numeral("一百零三"), numeral("18")
    (18, 20, 103, 18)
    """
    if text.isdigit():
        return int(text)
    total = now = 0
    for c in text:
        if c in "十百":
            total += (now or 1) * (10 if c == "十" else 100)
            now = 0
        else:
            now = DIGITS.get(c, int(c) if c.isdigit() else 0)
    return total + now


def _spaced(words: list[str]) -> list[str]:
    """A space between words, none beside Chinese characters."""
    out: list[str] = []
    for word in words:
        if out and not _han(word) and not _han(out[-1]):
            out.append(" ")
        out.append(word)
    return out


def _han(text: str) -> bool:
    return bool(re.match(rf"[{HAN}]", text))


def _strip_tail(core: str) -> str:
    for tail in TAILS_HAN:
        if core.endswith(tail) and len(core) >= len(tail) + 2:
            return _strip_tail(core.removesuffix(tail))
    return core


def _names(core: str) -> frozenset[str]:
    found: set[str] = set()
    for run in WORD.findall(core):
        if not _han(run):
            if run not in GENERIC_WORDS and len(run) > 1:
                found.add(run)
            continue
        for name in GENERIC_RUN.sub(" ", run).split():
            found.update(name[i : i + 2] for i in range(len(name) - 1))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Likeness:
    #: In [0, 1]; 0 when they cannot be the same.
    score: float
    why: str


def alike(one: str, other: str) -> Likeness:
    """How far two titles name the same happening, and why.

    >>> alike("冬捕节", "第十八届乌伦古湖冬捕文化旅游节").why
    'a short form of the title'
    >>> alike("第十七届冬捕节", "第十八届冬捕节").why
    'another edition'
    """
    a, b = title(one), title(other)
    if a.plain == b.plain:
        return Likeness(1.0, "the same title")
    if a.edition and b.edition and a.edition != b.edition:
        return Likeness(0.0, "another edition")
    if a.years and b.years and not a.years & b.years:
        return Likeness(0.0, "another year in the title")
    if a.numbers and b.numbers and a.numbers != b.numbers:
        return Likeness(0.0, "another number in the title")
    if a.stages and b.stages and a.stages != b.stages:
        return Likeness(0.0, "another round of it")
    if a.core == b.core:
        return Likeness(0.97 if a.numbers == b.numbers else 0.8, "the same name")
    if not a.core or not b.core:
        return Likeness(0.0, "no name to compare")
    short, long = sorted((a, b), key=lambda t: len(t.core))
    if _han(short.core[-1]) and _han(long.core[-1]):
        return _alike_han(short, long)
    return _alike_words(short, long)


def _alike_han(short: Title, long: Title) -> Likeness:
    if long.core.endswith(short.core):
        if short.generic:
            return Likeness(0.4, "only a kind of happening in common")
        return Likeness(0.88, "the same name with more before it")
    if long.core.startswith(short.core):
        if long.core.removeprefix(short.core) in SAME_HEADS and short.core.endswith(HEADS_HAN):
            return Likeness(0.88, "the same name with another head")  # 马拉松, 马拉松竞赛
        return Likeness(0.3, "a part of it, or something beside it")  # 健步走, 健步走报名: the head is another
    # 冬捕节 for 乌伦古湖冬捕文化旅游节, 半马 for 半程马拉松: all characters in order, at least two of them together.
    if (
        len(short.core) >= 2
        and _in_order(short.core, long.core)
        and (short.names & long.names or short.core[0] == long.core[0])
        and (short.core[-1] == long.core[-1] or len(short.core) >= 4)
    ):
        return Likeness(0.8, "a short form of the title")
    return _replaced(short, long)


def _alike_words(short: Title, long: Title) -> Likeness:
    few, many = short.core.split(), long.core.split()
    if set(few) - LITTLE == set(many) - LITTLE:
        return Likeness(0.95, "the same words")
    if set(few) <= set(many):
        if short.generic:
            return Likeness(0.4, "only a kind of happening in common")
        rest = many[len(few) :]
        if few[-1] in KINDS and few[-1] != many[-1] in KINDS and many[: len(few)] == few:
            return Likeness(0.3, "something beside it")
        if few == many[-len(few) :]:
            return Likeness(0.88, "the same name with more before it")
        if many[: len(few)] == few and (rest[0] in PREPOSITIONS or all(word in GENERIC_WORDS for word in rest)):
            # "Lakeside Fair with live music", but not "Lakeside Fair prize-giving"
            return Likeness(0.85 if rest[0] in PREPOSITIONS else 0.7, "the same name with more after it")
        if few[-1] == many[-1]:
            return Likeness(0.8, "a short form of the title")
        return Likeness(0.3, "a part of it, or something beside it")
    return _replaced(short, long)


def _replaced(short: Title, long: Title) -> Likeness:
    """Something stands in one where something else stands in the other: alike only when that names nothing."""
    same_edition = short.edition and short.edition == long.edition and short.numbers == long.numbers
    if same_edition and _letters_in(short.core, long.core):
        return Likeness(0.85, "the same edition in other words")  # 县政协十届四次会议
    blocks = SequenceMatcher(None, short.core, long.core, autojunk=False)
    share = blocks.ratio()
    for tag, i1, i2, j1, j2 in blocks.get_opcodes():
        if tag == "equal":
            continue
        if tag == "replace" and i2 == len(short.core) and j2 == len(long.core):
            return Likeness(round(share * 0.5, 2), "another kind of happening")  # 书法大赛, 书法展
        for words in (short.core[i1:i2], long.core[j1:j2]):
            if GENERIC_RUN.sub("", words).strip(" 的之暨与和及") and words.strip() not in GENERIC_WORDS:
                return Likeness(round(share * 0.5, 2), "another name")
    if short.generic or not short.names & long.names:
        return Likeness(round(share * 0.5, 2), "only a kind of happening in common")
    return Likeness(round(0.5 + share * 0.4, 2), "the same name in other general words")


def _letters_in(short: str, long: str) -> bool:
    """Nearly all letters of one are in the other, in whatever order."""
    shared = sum((Counter(short) & Counter(long)).values())
    return shared >= 0.85 * len(short) and shared >= 4


def _in_order(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)
