"""Headlines find their articles: by what they share with a body, and by where they stand, all of a page at once."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from feeds.reading.articles.cut import Group, Part
from feeds.reading.articles.units import Piece, Unit, is_cjk

_RUN = re.compile(r"[\u3400-\u9fff]+|[A-Za-zÀ-ɏА-Яа-яӘәҒғҚқҢңӨөҰұҮүҺһІіЁё]+|\d[\d.,:]*\d|\d+")
_WORD = re.compile(r"[A-Za-zÀ-ɏА-Яа-яӘәҒғҚқҢңӨөҰұҮүҺһІіЁё]+|\d[\d.,:]*\d|\d+")
#: Words that every body holds.
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "the and for with from that this will are was were has have had its his her their after over into out about"
        " more than back again new you your our day who how why what when where not but all",
    )
)
_LEAD = 160
#: What it is worth to stand right above a body, right below it.
_ABOVE, _BELOW = 0.35, 0.1
#: The same without a blank line between.
_ATTACHED = 0.6
#: Less than this is no match: two bodies can share a word by chance.
_FLOOR = 0.12
_CLEAR = 0.35
#: Headlines are looked for this many articles away; a page has fewer, a book more.
_REACH = 24
#: A body without byline is looked for this many articles from its headline.
_NEARBY = 8
#: More lines than these in one place are no headlines of a page, but a list.
_MOST_LINES = 40
_DECK = re.compile(r"——|—|–\s")


@dataclass(slots=True)
class Line:
    unit: Unit
    pieces: list[Piece]
    group: Group
    #: A blank line, an indent or another unit stands before it.
    apart: bool

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.pieces)


@dataclass(slots=True)
class Head:
    """Lines that are one headline (or one kicker, or one deck)."""

    lines: list[Line]
    group: Group

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


def assign(parts: list[Part], pool: list[Group]) -> tuple[dict[int, list[Head]], list[Group]]:
    """Part -> its headlines in printed order; and the groups that are nobody's, which may be sub-heads."""
    if len(parts) == 1 and all(group.inside is None for group in pool):
        over = [group for group in pool if group.above is not None] or pool
        heads = [head for group in over for head in _parted(group)]
        return ({0: heads} if heads else {}), []
    texts = ["".join(unit.text for unit in part.body) for part in parts]
    scorer = _Scorer(texts, ["".join(unit.text for unit in group.units) for group in pool])
    heads = [head for group in pool for head in _heads(group, scorer)]
    chosen = _matched(heads, parts, scorer)
    owned: dict[int, list[Head]] = {part: [heads[h]] for h, part in chosen.items()}
    taken = set(chosen)
    for h, head in enumerate(heads):
        if h in taken:
            continue
        owner = _companion(h, heads, chosen, scorer)
        if owner is not None:
            owned[owner] = sorted([*owned[owner], head], key=lambda x: x.lines[0].pieces[0][1])
            taken.add(h)
    free = {id(head.group) for h, head in enumerate(heads) if h not in taken}
    return owned, [group for group in pool if id(group) in free]


def _lines(group: Group) -> list[Line]:
    return [Line(unit, pieces, group, k == 0) for unit in group.units for k, pieces in enumerate(unit.lines)]


def _heads(group: Group, scorer: _Scorer) -> list[Head]:
    """The lines of one place, parted where they speak of different articles."""
    if sum(len(unit.lines) for unit in group.units) > _MOST_LINES:
        return _parted(group)
    out: list[list[Line]] = []
    for line in _lines(group):
        if out and not line.apart and _belongs(out[-1], line, scorer, group):
            out[-1].append(line)
        else:
            out.append([line])
    return [Head(found, group) for found in out]


def _parted(group: Group) -> list[Head]:
    """The lines of one place, parted where they are printed apart."""
    out: list[list[Line]] = []
    for line in _lines(group):
        if out and not line.apart:
            out[-1].append(line)
        else:
            out.append([line])
    return [Head(found, group) for found in out]


def _belongs(lines: list[Line], line: Line, scorer: _Scorer, group: Group) -> bool:
    """Do two lines speak of one article? They part only where each has its own and little to do with the other's."""
    near = _near(group, scorer.count)
    above, below = "".join(x.text for x in lines), line.text
    one, other = scorer.best(above, near), scorer.best(below, near)
    if one[1] == other[1] or one[0] < _CLEAR or other[0] < _CLEAR:
        return True
    return scorer.score(above, other[1]) * 2 > one[0] or scorer.score(below, one[1]) * 2 > other[0]


def _near(group: Group, count: int) -> range:
    place = next((at for at in (group.above, group.below, group.inside and group.inside[0]) if at is not None), 0)
    return range(max(0, place - _REACH), min(count, place + _REACH + 1))


def _matched(heads: list[Head], parts: list[Part], scorer: _Scorer) -> dict[int, int]:
    """Head -> part, at most one each, worth the most together."""
    worth: dict[tuple[int, int], float] = {}
    over, under = _habit(heads, scorer)
    for h, head in enumerate(heads):
        place = head.group
        near = _near(place, len(parts))
        beside = {p for p in (place.above, place.below) if p is not None}
        for p in sorted(scorer.sharing(head.text, near) | beside):
            score = scorer.score(head.text, p)
            if place.above == p:
                score += (over if parts[p].gap else _ATTACHED) * (1 if _last_in(head, heads, h) else 0.6)
            elif place.below == p and (score > 0 or under > over or not place.units[0].gap):
                score += under if place.units[0].gap else _ATTACHED
            if place.inside is not None:
                # Inside a body it is a sub-head, unless it clearly speaks of an article without headline.
                score = score - 0.25 if place.inside[0] != p else -1
            if score >= _FLOOR:
                worth[h, p] = score - 0.001 * abs((place.above if place.above is not None else p) - p)
    chosen = _best(worth)
    _leftovers(heads, parts, chosen)
    return chosen


def _habit(heads: list[Head], scorer: _Scorer) -> tuple[float, float]:
    """What standing over and under a body is worth on this page: its clear cases tell where headlines stand."""
    over = under = 0
    for head in heads:
        place = head.group
        best, part = scorer.best(head.text, _near(place, scorer.count))
        if best >= _CLEAR and place.above is not None and place.below is not None:
            over += part == place.above
            under += part == place.below
    return (_BELOW, _ABOVE) if under > over else (_ABOVE, _BELOW)


def _last_in(head: Head, heads: list[Head], h: int) -> bool:
    """Nearest to the body below it: what stands above that is a kicker or somebody else's."""
    return h + 1 == len(heads) or heads[h + 1].group is not head.group


def _best(worth: dict[tuple[int, int], float]) -> dict[int, int]:
    """Greedy by worth, then improved: a pair gives way where both sides gain by it."""
    chosen: dict[int, int] = {}
    owner: dict[int, int] = {}
    options: dict[int, list[tuple[float, int]]] = {}
    for (h, p), score in worth.items():
        options.setdefault(h, []).append((score, p))
    for (h, p), _ in sorted(worth.items(), key=lambda item: (-item[1], item[0])):
        if h not in chosen and p not in owner:
            chosen[h], owner[p] = p, h
    for _ in range(4):
        changed = False
        for h in options:
            now = worth[h, chosen[h]] if h in chosen else 0.0
            for score, p in options[h]:
                rival = owner.get(p)
                if rival is None or rival == h:
                    continue
                held = worth[rival, p]
                freed = chosen.get(h)
                back = max(
                    [(s, q) for s, q in options[rival] if q not in owner or q == freed],
                    default=(0.0, None),
                    key=lambda x: x[0],
                )
                if score + back[0] > now + held + 1e-9:
                    if freed is not None:
                        owner.pop(freed, None)
                    chosen.pop(rival, None)
                    chosen[h], owner[p] = p, h
                    if back[1] is not None:
                        chosen[rival], owner[back[1]] = back[1], rival
                    changed = True
                    break
        if not changed:
            break
    return chosen


def _leftovers(heads: list[Head], parts: list[Part], chosen: dict[int, int]) -> None:
    """As many headlines as signed articles are left over: they pair in their order, for want of a word in common."""
    taken = set(chosen.values())
    bare = [p for p, part in enumerate(parts) if p not in taken and part.body]
    loose = [
        h for h, head in enumerate(heads) if h not in chosen and head.group.inside is None and head.group.above is None
    ]
    if bare and len(bare) == len(loose):
        chosen.update(zip(loose, bare, strict=True))


def _companion(h: int, heads: list[Head], chosen: dict[int, int], scorer: _Scorer) -> int | None:
    """A kicker above or a deck below a headline that has found its article."""
    head = heads[h]
    if head.group.inside is not None:
        return None
    for other in (h + 1, h - 1):
        if 0 <= other < len(heads) and other in chosen and heads[other].group is head.group:
            p = chosen[other]
            best, part = scorer.best(head.text, _near(head.group, scorer.count))
            if part == p or best < _CLEAR:
                return p
    return None


class _Scorer:
    """How much of a headline's words a body holds, rare words counting more."""

    def __init__(self, texts: list[str], wanted: list[str]) -> None:
        self.count = len(texts)
        every = {term for head in wanted for term in _terms(head)}
        self._held = [_held(text, every) for text in texts]
        self._leads = [_held(text[:_LEAD], every) for text in texts]
        self._parts: dict[str, list[int]] = {}
        for part, held in enumerate(self._held):
            for term in held:
                self._parts.setdefault(term, []).append(part)
        # A word that no body holds tells little; one that every body holds tells nothing.
        self._weights = {
            term: max(math.log((self.count + 1.2) / (len(self._parts[term]) + 0.5)), 0.02)
            if term in self._parts
            else 0.25
            for term in every
        }

    def score(self, head: str, part: int) -> float:
        found = total = 0.0
        for term in _terms(head):
            weight = self._weights.get(term, 0.25)
            total += weight
            if term in self._held[part]:
                found += weight * (1.0 if term in self._leads[part] else 0.75)
        return found / total if total else 0.0

    def best(self, head: str, near: range) -> tuple[float, int]:
        """The part that holds most of it, the first of equals."""
        score, part = max(((self.score(head, p), -p) for p in self.sharing(head, near)), default=(0.0, -near.start))
        return score, -part

    def sharing(self, head: str, near: range) -> set[int]:
        """The parts that share a word with a headline."""
        return {part for term in _terms(head) for part in self._parts.get(term, ()) if part in near}


def _held(text: str, wanted: set[str]) -> set[str]:
    """Which of the wanted terms a body holds."""
    folded = text.casefold()
    pairs = (
        {folded[k : k + 2] for k in range(len(folded) - 1)} if any(term[0] >= "\u3400" for term in wanted) else set()
    )
    # A pair of letters or digits is no word: 84 is not in 184.
    return {pair for pair in pairs & wanted if pair[0] >= "\u3400"} | {
        _stem(run) for run in _WORD.findall(folded)
    } & wanted


@lru_cache(maxsize=4096)
def _terms(text: str) -> tuple[str, ...]:
    """Pairs of Chinese characters, stems of words, numbers.

    >>> _terms("灯会Boats 84")
    ('灯会', 'boat', '84')
    """
    terms: list[str] = []
    for run in _RUN.findall(text.casefold()):
        if run[0] >= "\u3400":
            terms += [run[k : k + 2] for k in range(len(run) - 1)] or [run]
        elif run[0].isdigit() or (len(run) > 2 and run not in _COMMON):
            terms.append(_stem(run))
    return tuple(terms)


def _stem(word: str) -> str:
    return word if word[0].isdigit() else (word.rstrip("s") if len(word) > 3 else word)[:5]


def opened(whose: list[tuple[Part, list[Head]]], free: list[Group]) -> list[tuple[Part, list[Head]]]:
    """Bodies that follow one another without byline or headline, cut where a headline speaks of the second."""
    shift = 0
    for group in free:
        if group.inside is not None or len(group.units) > _MOST_LINES:
            continue
        for head in _parted(group):
            place = (group.above if group.above is not None else group.below or 0) + shift
            for p in range(max(0, place - _NEARBY), min(len(whose), place + _NEARBY)):
                part, heads = whose[p]
                k = _second_body(head, part)
                if k:
                    shift += 1
                    rest = Part(body=part.body[k:])
                    part.body = part.body[:k]
                    whose[p : p + 1] = [(part, heads), (rest, [head])]
                    break
    return whose


def _second_body(head: Head, part: Part) -> int:
    """The paragraph that a headline's words begin in, when none of them stands in the paragraphs above it; else 0."""
    if not 1 < len(part.body) <= _REACH:
        return 0
    terms = set(_terms(head.text))
    for k, unit in enumerate(part.body):
        text = unit.text.casefold()
        held = sum(term in text for term in terms)
        if held:
            most = held > 1 and held * (2 if held < 3 else 3) >= len(terms)
            return k if k and unit.gap and unit.kind == "text" and most else 0
    return 0


def tight(first: str, second: str, body: str) -> bool:
    """Do two lines of a headline read on without a blank: is the word that the break tore apart in the body?"""
    if not is_cjk(first[-1:]) or not is_cjk(second[:1]):
        return False
    return (
        first.count("“") != first.count("”")
        or (first[-2:] + second[:2]) in body
        or ((first[-2:] + second[:1]) in body and len(first) < 6)
    )


def is_deck(head: Head) -> bool:
    return bool(_DECK.match(head.text))
