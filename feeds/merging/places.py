"""Whether two places can be the same, and which of two tells more."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from feeds.merging.words import NO_TOWN

#: How two places stand to each other.
Relation = Literal["same", "finer", "coarser", "unknown", "other", "another town"]

#: A Chinese name of a place with a council of its own: 福海县, 阿勒泰市, 喀拉通克镇.
#: Its name holds none of the little words that stand before a bare 县 in a sentence: 在县会议中心.
TOWN = re.compile(
    r"((?:(?![在于到从向与和的了将日月年至由对及各本该全我为是被把同让使给往赴由离届次])[\u4e00-\u9fff]){1,7}?)(自治州|自治县|县|縣|市|区|區|镇|鎮|乡|鄉|旗|村)"
)


def plain(place: str | None) -> str:
    """
    >>> plain("县文体局 3楼·会议室（东）")
    '县文体局3楼会议室东'
    """
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", place or "").lower())


def towns(text: str) -> dict[str, set[str]]:
    """The councils a text names, by their kind.

    >>> towns("福海县海上魔鬼城景区")
    {'县': {'福海'}}
    >>> towns("2月11日在县会议中心召开")
    {}
    """
    found: dict[str, set[str]] = {}
    rest = text
    while match := TOWN.search(rest):
        name, kind = match[1], match[2]
        rest = rest[match.end() :]
        if len(name) >= 2 and not any(name.endswith(each) for each in NO_TOWN):
            found.setdefault(kind.translate(str.maketrans("縣區鎮鄉", "县区镇乡")), set()).add(name)
    return found


def other_towns(one: str, other: str) -> bool:
    """Both name a council of the same kind, and it is not the same one.

    >>> other_towns("福海县文化馆", "富蕴县文化馆"), other_towns("福海县", "阿勒泰市")
    (True, False)
    """
    a, b = towns(one), towns(other)
    return any(kind in b and not any(x.endswith(y) or y.endswith(x) for x in a[kind] for y in b[kind]) for kind in a)


def compare(new: str | None, old: str | None) -> Relation:
    """
    >>> compare("福海县海上魔鬼城景区", "海上魔鬼城景区"), compare("县文化馆", None), compare("县文化馆", "河滨公园")
    ('finer', 'unknown', 'other')
    """
    a, b = plain(new), plain(old)
    if not a or not b:
        return "unknown"
    if a == b:
        return "same"
    if other_towns(new or "", old or ""):
        return "another town"
    if b in a or _in_words(b, a):
        return "finer"
    if a in b or _in_words(a, b):
        return "coarser"
    return "other"


def _in_words(few: str, many: str) -> bool:
    """县体育场 in 哈拉苏县城区的县人民体育场: nine in ten of its characters, in order."""
    if len(few) < 4:
        return False
    letters = iter(many)
    return sum(1 for letter in few if letter in letters) >= len(few) * 0.9
