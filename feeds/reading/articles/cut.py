"""Units -> parts: where one article ends and the next begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from feeds.reading.articles.lines import DATE_ALONE
from feeds.reading.articles.marks import Marks
from feeds.reading.articles.units import TERMINAL, Unit, is_cjk

_HAN_OR_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\d_]+")
#: Marks that open a brief, when a headline stands over each.
_BRIEF = re.compile(r"[▲■□◆◇●○★☆△]")
_OFFICE = re.compile(
    r"(?:局|委|委员会|委員會|办公室|辦公室|指挥部|公司|政府|中心|组委会|协会|協會|学会|联合会|学校|学院|大学|中学|小学|医院|村委会|居委会|支队|大队|管理处|管理站|馆|館|社|公所|總會|工会|妇联|团委|办|支行|银行)$"
    r"|\b(?:Council|Committee|Clerk|Office|Department|Secretary|Club|Society|Association|Board|Authority|Trust|District|Organisers|Organizers)\b"
)
_TEXT = ("text", "dateline", "item", "row", "label")
_TOP = 6
_WORDS = re.compile(r"[A-Za-zА-Яа-яӘәҒғҚқҢңӨөҰұҮүҺһІіЁё]+|[\u3400-\u9fff]+")


@dataclass(slots=True)
class Group:
    """Headline lines that stand together, not yet given to an article."""

    units: list[Unit]
    #: Index of the part it stands right above, of the part it stands right below.
    above: int | None = None
    below: int | None = None
    #: Inside a part, before its body unit of this index: a sub-head, if it is nobody's headline.
    inside: tuple[int, int] | None = None


@dataclass(slots=True)
class Part:
    """An article to be: its body, and the names over or under it."""

    body: list[Unit] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    #: It opens with a dateline or a byline, or the format says that it is an article.
    signed: bool = False
    heads: list[Group] = field(default_factory=list)


def parts(units: list[Unit], marks: Marks) -> tuple[list[Part], list[Group]]:
    """The articles of a page, and the headlines that wait for theirs."""
    units = _without_furniture(units, marks)
    _signatures(units)
    _briefs(units)
    found: list[Part] = []
    pool: list[Group] = []
    waiting: Group | None = None
    news = sum(unit.kind in ("dateline", "byline") for unit in units)
    for i, unit in enumerate(units):
        if unit.kind == "headline":
            if waiting is None:
                waiting = Group([])
            waiting.units.append(unit)
            continue
        starts = unit.kind == "dateline" or (unit.kind == "byline" and _opens(units, i))
        if unit.kind == "byline" and not starts:
            if found:
                found[-1].names += unit.names
            continue
        if starts and found and not found[-1].body and waiting is None:
            starts = False  # a byline above its dateline: one start
        if starts or not found or (waiting and _heads_an_article(waiting, found, pool, units, i, news)):
            found.append(Part(signed=starts))
            if waiting:
                waiting.above = len(found) - 1
                waiting.below = len(found) - 2 if len(found) > 1 else None
                pool.append(waiting)
        elif waiting:
            waiting.inside = (len(found) - 1, len(found[-1].body))
            pool.append(waiting)
        waiting = None
        if unit.kind == "byline":
            found[-1].names += unit.names
            found[-1].signed = True
            continue
        found[-1].names += unit.names
        found[-1].body.append(unit)
    if waiting:
        waiting.below = len(found) - 1 if found else None
        pool.append(waiting)
    return [part for part in found], pool


def _opens(units: list[Unit], i: int) -> bool:
    """Does a byline stand over its article (and not under it)?"""
    before = next((unit for unit in reversed(units[:i]) if unit.kind != "quote"), None)
    after = next((unit for unit in units[i + 1 :] if unit.kind != "quote"), None)
    if after is None or after.kind in ("headline", "byline", "signature"):
        return after is not None and after.kind == "headline" and (before is None or before.kind == "headline")
    if before is None or before.kind in ("headline", "byline"):
        return True
    if after.kind == "dateline":
        return False
    # Between two texts: over the second where a blank line parts it from the first.
    return units[i].gap


def _without_furniture(units: list[Unit], marks: Marks) -> list[Unit]:
    out: list[Unit] = []
    advert = False
    body = next(
        (i for i, u in enumerate(units) if u.kind in ("dateline", "byline") or (u.kind == "text" and len(u.text) > 60)),
        0,
    )
    for i, unit in enumerate(units):
        if unit.gap:
            advert = False
        if unit.kind == "furniture":
            advert = len(unit.text) < 24 and bool(
                re.match(r"\W*(?:广告|廣告|advert|sponsored|реклама|жарнама)", unit.text, re.I)
            )
            continue
        if advert or (i <= body and i < _TOP and _masthead(unit, marks)) or _imprint(unit, i, len(units), body, marks):
            continue
        if unit.kind in ("headline", "label", "text") and len(unit.text) <= 24 and _section(unit, marks):
            continue
        out.append(unit)
    return out


def _masthead(unit: Unit, marks: Marks) -> bool:
    if unit.kind == "byline" or len(unit.text) > 120 or unit.kind == "dateline":
        return False
    text = unit.text
    if DATE_ALONE.match(text):
        return True
    dated = bool(
        re.search(
            r"\d{4}年|\d{4}[-/.]\d|[〇○二]{2}[○〇一二三四五六七八九]{2}年|\b(?:19|20)\d\d\b|２０\d\d|[２][０]", text
        )
    )
    numbered = bool(
        re.search(
            r"第[ 　]*[A-Z]?[\d０-９一二三四五六七八九十百]+[ 　]*[版期号號]|\b(?:Page|No\.?|Issue|Vol\.?)\s?\d|№",
            text,
            re.I,
        )
    )
    if numbered and not TERMINAL.search(text):
        return True
    return dated and len(text) < 80 and any(pattern.fullmatch(text) for pattern in marks.mastheads)


def _section(unit: Unit, marks: Marks) -> bool:
    """The name of a page or column: 要闻, SPORT, 【县域要闻·简讯】 over the first article."""
    bare = unit.text.strip("【】〔〕[]（）()■●▲◆ ·|｜—-")
    return any(pattern.fullmatch(bare) for pattern in marks.mastheads[1:]) and not unit.level


def _imprint(unit: Unit, i: int, count: int, body: int, marks: Marks) -> bool:
    edge = i < body or i >= count - 4
    return edge and len(unit.text) <= 240 and any(pattern.match(unit.text) for pattern in marks.imprints)


def _signatures(units: list[Unit]) -> None:
    """An office and a day under a notice: who signed it, and when."""
    for i, unit in enumerate(units):
        text = unit.text
        follows = units[i + 1] if i + 1 < len(units) else None
        closes = (
            follows is None or follows.kind in ("headline", "dateline", "byline", "signature") or i >= len(units) - 3
        )
        if not closes or not i or len(text) > 70:
            continue
        if DATE_ALONE.match(text) and unit.kind in ("label", "text", "headline"):
            unit.kind = "signature"
            for above in reversed(units[max(0, i - 2) : i]):
                if (
                    above.kind not in ("headline", "label", "text")
                    or len(above.text) > 45
                    or TERMINAL.search(above.text)
                    or len(above.lines) > 3
                ):
                    break
                above.kind = "signature"
        elif follows is None and unit.kind in ("headline", "text") and len(unit.lines) == 1:
            head, _, tail = text.rpartition(" ")
            if _OFFICE.search(text) and len(text) <= 40 or (DATE_ALONE.match(tail) and _OFFICE.search(head)):
                unit.kind = "signature"


def _briefs(units: list[Unit]) -> None:
    """Briefs that open with the same mark, a headline over each: the mark is as good as a dateline."""
    marked = [
        i
        for i, unit in enumerate(units)
        if unit.kind in ("item", "text") and i and units[i - 1].kind == "headline" and _BRIEF.match(unit.text or " ")
    ]
    opened = [
        i
        for i, unit in enumerate(units)
        if unit.kind == "item"
        and i
        and units[i - 1].kind == "headline"
        and (i + 1 == len(units) or units[i + 1].kind != "item")
    ]
    for i in {*marked, *opened} if len({*marked, *opened}) > 1 else ():
        if TERMINAL.search(units[i].text):
            units[i].kind = "dateline"


def _heads_an_article(group: Group, found: list[Part], pool: list[Group], units: list[Unit], i: int, news: int) -> bool:
    """Is this headline, with plain text below it, the beginning of another article (and no sub-head)?"""
    part, count = found[-1], len(found)
    head = "".join(unit.text for unit in group.units)
    lines = sum(len(unit.lines) for unit in group.units)
    level = min((unit.level for unit in group.units if unit.level), default=None)
    if level is not None:
        return False
    ahead = []
    for unit in units[i:]:
        if unit.kind == "headline" or sum(len(text) for text in ahead) > 600:
            break
        ahead.append(unit.text)
    after, before = "".join(ahead), "".join(unit.text for unit in part.body)
    if not part.body:
        return False
    size = len(_HAN_OR_WORD.findall(head))
    cjk = is_cjk(head)
    score = 0.0
    score += 1.5 if lines >= 2 else 0
    score += (0.5 if size >= 13 else -1) if cjk else (1 if size >= 5 else -1.5 if size <= 3 else 0)
    terms = _terms(head)
    if terms:
        here = sum(term in after for term in terms) / len(terms)
        there = sum(term in before for term in terms) / len(terms)
        score += 2 * (here - there)
    prose = sum(len(unit.text) for unit in part.body if unit.kind in ("text", "dateline"))
    listing = units[i].kind in ("item", "row", "label")
    if part.signed and listing and units[i].gap and prose > 80 and TERMINAL.search(part.body[-1].text):
        score += 2
    if not news:
        score -= 2.5
    elif sum(unit.kind in ("dateline", "byline") for unit in units) >= 2 and part.signed is False and cjk:
        score -= 1
    if any(other.inside and other.inside[0] == count - 1 for other in pool):
        score -= 0.5  # sub-heads come in rows
    return score > 0


def _terms(text: str) -> list[str]:
    terms: list[str] = []
    for run in _WORDS.findall(text):
        if run >= "\u3400":
            terms += [run[k : k + 2] for k in range(len(run) - 1)]
        elif len(run) > 3:
            terms.append(run[:6].lower() if run.isupper() else run[:6])
    return terms
