"""Whether two articles are one: the same words read again, or mended."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import pairwise

from feeds.merging import titles
from feeds.merging.identity import letters
from feeds.records import Article, Mention

#: Share of three-letter shingles of the same article, read again with a few characters mended.
SAME = 0.9
#: That of a page of the same name, written anew.
REVISED = 0.5


def likeness(one: Article, other: Article) -> float:
    """Dice over shingles of three letters of headline and text, in [0, 1]."""
    a, b = letters(one.headline + one.text), letters(other.headline + other.text)
    if a == b:
        return 1.0
    if not a or not b or min(len(a), len(b)) < 0.4 * max(len(a), len(b)):
        return 0.0
    x, y = _shingles(a), _shingles(b)
    return 2 * sum((x & y).values()) / (sum(x.values()) + sum(y.values()))


@lru_cache(maxsize=256)
def _shingles(text: str) -> Counter[str]:
    return Counter(text[i : i + 3] for i in range(max(len(text) - 2, 1)))


def same(one: Article, other: Article, *, same_page: bool) -> float:
    """How far a new article is one that is stored, 0 when it is another; `same_page`: a later state of its page."""
    found = likeness(one, other)
    if found >= (REVISED if same_page else SAME):
        named = titles.alike(one.headline, other.headline) if one.headline and other.headline else None
        # Two notices of one office differ in a village's name alone, and that stands in their headlines.
        if same_page or named is None or named.score >= 0.6 or (found >= 0.97 and named.score >= 0.4):
            return found
    elif same_page and one.headline and letters(one.headline) == letters(other.headline) and found > 0.2:
        return found
    return 0.0


def pairs(old: list[Mention], new: list[Mention]) -> list[tuple[Mention, Mention]]:
    """Which mention of an article, as read before, is which as read now: the same words first, then the likest."""
    found: list[tuple[Mention, Mention]] = []
    before, after = list(range(len(old))), list(range(len(new)))
    for same in (_words, _name):
        waiting: dict[object, list[int]] = {}
        for j in after:
            waiting.setdefault(same(new[j]), []).append(j)
        for i in tuple(before):
            if here := waiting.get(same(old[i])):
                j = here.pop(0)
                found.append((old[i], new[j]))
                before.remove(i)
                after.remove(j)
    scored = [(_mention_likeness(old[i], new[j]), -i, -j) for i in before for j in after]
    for score, i, j in sorted(scored, reverse=True):
        if score < 0.5:
            break
        if -i in before and -j in after:
            before.remove(-i)
            after.remove(-j)
            found.append((old[-i], new[-j]))
    return found


def _words(mention: Mention) -> object:
    return _name(mention), mention.evidence


def _name(mention: Mention) -> object:
    return mention.facts.kind, mention.facts.title, mention.facts.when, mention.foreign_id


def _mention_likeness(one: Mention, other: Mention) -> float:
    if one.facts.kind != other.facts.kind:
        return 0.0
    if one.foreign_id and one.foreign_id == other.foreign_id and one.facts.when == other.facts.when:
        return 1.0
    title = dice(one.facts.title, other.facts.title)
    when = 1.0 if one.facts.when == other.facts.when else 0.0
    if one.facts.when and other.facts.when and not when:
        when = 0.7 if one.facts.when.first_day == other.facts.when.first_day else 0.0
    return 0.4 * title + 0.3 * when + 0.3 * dice(one.evidence, other.evidence)


def dice(one: str, other: str) -> float:
    a, b = letters(one), letters(other)
    if a == b:
        return 1.0
    x, y = Counter(pairwise(a)), Counter(pairwise(b))
    total = sum(x.values()) + sum(y.values())
    return 2 * sum((x & y).values()) / total if total else 0.0
