"""Units -> parts: where one article ends and the next begins."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from feeds.reading.articles.furniture import mark_signatures, names_a_section, office_of, usual_gap, without_furniture
from feeds.reading.articles.marks import Marks
from feeds.reading.articles.units import GREETING, TERMINAL, Unit, is_cjk
from feeds.reading.days import DATE

#: A headline that only names a day heads the rows of that day.
_DAY = re.compile(
    r"^\W*(?:\d{1,4}\s*[年月/.-]\s*\d|星期|[周週][一二三四五六日]|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
_HAN_OR_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\d_]+")
#: Marks that open a brief, when a headline stands over each.
_BRIEF = re.compile(r"[▲■□◆◇●○★☆△]")
#: The first word of a report in capitals, or the place it comes from: ORGANISERS of the …, HANAMPET: The …
_CAPITAL_LEAD = re.compile(r"[A-Z][A-Z’'-]{3,}(?:[ ,][A-Z’'-]{2,}){0,3}(?:: [A-Z]| (?:[a-z]|[A-Z][a-z]))")
#: The name of what comes out again and again, with the number of this one.
_PERIODICAL = re.compile(
    r"(?:通[訊讯]|[周月简快]报|週報|電子報|电子报|(?:公告|布告|公佈|通知)[栏欄]|newsletter|bulletin|notice ?board)"
    r"(?:[ 　·|,:—–-]*(?:第[ 　]*[\d一二三四五六七八九十]+[ 　]*期|(?:no|issue|vol)\b\.? ?\d+).{0,30})?\s*$",
    re.I,
)
_BOARD_LABEL = re.compile(r"[【〔\[][^】〕\]]{4,24}[】〕\]]")
#: A sentence of a report is longer.
_SENTENCE = 24
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


@dataclass(frozen=True, slots=True)
class Page:
    """What the whole page tells of how its articles are set."""

    #: Articles under bylines or datelines.
    signed: int
    masthead: bool
    #: Wide gaps or rules stand between articles.
    separated: bool
    #: The first headline is set in capitals.
    capitals: bool
    #: How far the page as a whole speaks for articles under bare headlines.
    base: float
    #: Blank lines between paragraphs.
    paragraph_gap: int
    #: A sheet of paper, on which large letters over a story are its headline.
    printed: bool = False


@dataclass(slots=True)
class Part:
    """An article to be: its body, and the names over or under it."""

    body: list[Unit] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    #: Who signed it, under a notice.
    office: str = ""
    #: It opens with a dateline or a byline, or the format says that it is an article.
    signed: bool = False
    heads: list[Group] = field(default_factory=list)

    @property
    def gap(self) -> int:
        """Blank lines over its first paragraph."""
        return self.body[0].gap if self.body else 1


def parts(units: list[Unit], marks: Marks, *, printed: bool = False) -> tuple[list[Part], list[Group]]:
    """The articles of a page, and the headlines that wait for theirs; `printed`: headings are known by their size."""
    letter = any(GREETING.match(unit.text) for unit in units[:6])
    periodical = any(len(unit.text) < 60 and bool(_PERIODICAL.search(unit.text)) for unit in units[:4])
    _stamped(units)
    units, headed = without_furniture(units, marks, letter)
    mark_signatures(units)
    units = [unit for unit in units if unit.kind not in ("furniture", "quote")]
    _briefs(units)
    units = _issue(units, periodical)
    ranks: Counter[int | None] = Counter(unit.level for unit in units if unit.level)
    found: list[Part] = []
    pool: list[Group] = []
    waiting: Group | None = None
    page = _page_of(units, headed and not letter, printed)
    for i, unit in enumerate(units):
        if unit.kind == "headline":
            if waiting is None:
                waiting = Group([])
                if found and not unit.gap and page.signed > 1 and not page.paragraph_gap:
                    found += _last_block(found[-1])
            waiting.units.append(unit)
            continue
        starts = unit.opens or unit.kind == "dateline" or (unit.kind == "byline" and _opens(units, i))
        if unit.kind == "byline" and not starts:
            if found:
                found[-1].names += unit.names
            continue
        if starts and found and not found[-1].body and waiting is None:
            starts = False  # a byline above its dateline: one start
        starts = starts or (bool(found) and _closed(found[-1]) and _follows_a_close(unit, waiting))
        if starts or not found or (waiting and _heads_an_article(waiting, found, pool, units, i, page, marks)):
            found.append(Part(signed=starts))
            if waiting:
                found[-1].body += _sections(waiting, ranks)
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
        if unit.kind == "signature":
            found[-1].office = office_of(unit.text)
            continue
        found[-1].names += unit.names
        found[-1].body.append(unit)
    if waiting:
        waiting.below = len(found) - 1 if found else None
        pool.append(waiting)
    return found, pool


def _page_of(units: list[Unit], headed: bool, printed: bool) -> Page:
    signed = sum(
        unit.kind == "dateline" or unit.closed or (unit.kind == "byline" and (not i or units[i - 1].kind != "byline"))
        for i, unit in enumerate(units)
    )
    return Page(
        signed,
        headed,
        _separators(units),
        next(("".join(x for x in u.text if x.isalpha()).isupper() for u in units if u.kind == "headline"), False),
        0 if signed else _base(units, headed),
        usual_gap(units),
        printed,
    )


def _last_block(part: Part) -> list[Part]:
    """On a page of signed blocks: an unsigned one with its headline attached below it is an article of its own."""
    k = next((k for k in range(len(part.body) - 1, 0, -1) if part.body[k].gap), 0)
    if not k:
        return []
    part.body, block = part.body[:k], part.body[k:]
    return [Part(block)]


def _closed(part: Part) -> bool:
    """（记者 李明） after the last sentence: nothing more belongs to this article."""
    return bool(part.body) and part.body[-1].closed


def _follows_a_close(unit: Unit, waiting: Group | None) -> bool:
    """After a signed end a headline or a report begins the next article; an address or a number does not."""
    return waiting is not None or (unit.kind in ("text", "item") and unit.ended and len(unit.text) > _SENTENCE)


def _sections(group: Group, ranks: Counter[int | None]) -> list[Unit]:
    """Headings right below the title that are one of a row: the first section's, taken out of the title's group."""
    levels = [unit.level for unit in group.units if unit.level]
    if not levels:
        return []
    top = levels.index(min(levels))
    below = [unit for unit in group.units[top + 1 :] if unit.level and ranks[unit.level] > 1]
    if below:
        first = group.units.index(below[0])
        below, group.units = group.units[first:], group.units[:first]
    return below


def _opens(units: list[Unit], i: int) -> bool:
    """Does a byline stand over its article (and not under it)?"""
    before = units[i - 1] if i else None
    # "By Dana Whitfield" / "Staff Writer" is one byline on two lines.
    after = next((unit for unit in units[i + 1 :] if unit.kind != "byline" or unit.gap), None)
    if after is None or after.kind in ("headline", "byline", "signature"):
        return after is not None and after.kind == "headline" and (before is None or before.kind == "headline")
    if before is None or before.kind in ("headline", "byline"):
        return True
    if after.kind == "dateline":
        return False
    # Between two texts: over the second where a blank line parts it from the first.
    return units[i].gap > 0


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
        if units[i].ended:
            units[i].kind = "dateline"


def _issue(units: list[Unit], named: bool) -> list[Unit]:
    """A newsletter or a notice board, by its own name or as its parts are signed one by one.

    What its headings, or its labels in 【】, stand over are articles.
    """
    rest = [unit for unit in units if unit.level != 1]
    usual = Counter(unit.level for unit in rest if unit.kind == "headline" and unit.level).most_common(1)
    heads = [
        i
        for i, unit in enumerate(rest)
        if (usual and unit.kind == "headline" and unit.level == usual[0][0])
        or (not usual and unit.kind == "label" and _BOARD_LABEL.fullmatch(unit.text) and len(unit.lines) == 1)
    ]
    signed = sum(any(unit.kind == "signature" for unit in _until(rest, i + 1, heads)) for i in heads)
    if not named and signed < 2:
        return units
    if len(heads) < 3 or sum(_prose(_until(rest, i + 1, heads)) for i in heads) * 3 < len(heads) * 2:
        return units
    for i in heads:
        rest[i].kind, rest[i].level, rest[i].lines = "headline", None, rest[i].lines or [rest[i].pieces]
        if i + 1 < len(rest):
            rest[i + 1].opens = True
    return rest[heads[0] :]


def _stamped(units: list[Unit]) -> None:
    """发布时间：2026-04-13 under heading after heading: each is a news item of its own."""
    heads = [
        i
        for i, (unit, below) in enumerate(pairwise(units[:-1]))
        if unit.kind == "headline" and unit.level and below.kind == "furniture" and DATE.search(below.text)
    ]
    for i in heads if len(heads) > 1 else ():
        units[i].level = None
        units[i + 2].opens = True


def _until(units: list[Unit], i: int, heads: list[int]) -> list[Unit]:
    """What stands under a heading, up to the next of its kind."""
    return units[i : next((head for head in heads if head >= i), len(units))]


def _separators(units: list[Unit]) -> bool:
    """Are articles parted by wider gaps than paragraphs are?"""
    gaps = [unit.gap for before, unit in pairwise(units) if unit.gap and before.kind != "headline"]
    wide = [
        i
        for i, unit in enumerate(units)
        if i > 1 and unit.kind == "headline" and unit.gap > 1 and units[i - 1].kind != "headline"
    ]
    heads = sum(unit.kind == "headline" and before.kind != "headline" for before, unit in pairwise(units[1:]))
    return len(wide) * 2 >= max(heads, 1) and sum(gap > 1 for gap in gaps) * 2 <= len(gaps) + 2


def _base(units: list[Unit], headed: bool) -> float:
    """Without a byline anywhere: does each headline have its own report below it, on a page with a masthead?"""
    sections = [_section_of(units, i + 1) for i, unit in enumerate(units) if unit.kind == "headline"]
    sections = [section for section in sections if section]
    share = sum(_prose(section) for section in sections) / max(len(sections), 1)
    if headed:
        return 1 if share >= 0.5 and len(sections) > 1 else -0.5
    return -1 if share >= 0.75 and len(sections) > 2 else -2.5


def _section_of(units: list[Unit], i: int) -> list[Unit]:
    """What stands under a headline, up to the next."""
    section: list[Unit] = []
    size = 0
    while i < len(units) and units[i].kind not in ("headline", "signature") and size <= 600:
        section.append(units[i])
        size += len(units[i].text)
        i += 1
    return section


def _heads_an_article(
    group: Group, found: list[Part], pool: list[Group], units: list[Unit], i: int, page: Page, marks: Marks
) -> bool:
    """Is this headline, with plain text below it, the beginning of another article (and no sub-head)?"""
    part, count = found[-1], len(found)
    if any(unit.level for unit in group.units) or not part.body:
        return page.printed and _large_over_story(group, part, _section_of(units, i))
    head = "".join(unit.text for unit in group.units)
    section = _section_of(units, i)
    after, before = "".join(unit.text for unit in section), "".join(unit.text for unit in part.body[-12:])
    size, cjk = len(_HAN_OR_WORD.findall(head)), is_cjk(head)
    score = 1.5 if sum(len(unit.lines) for unit in group.units) >= 2 else 0.0
    score += (0.5 if size >= 13 else -1) if cjk else (1 if size >= 5 else -1.5 if size <= 3 else 0)
    terms = _terms(head)
    above, below = sum(term in before for term in terms), sum(term in after for term in terms)
    if terms:
        score += 2 * (below - above) / len(terms)
    if not above and page.signed > 1 and not page.paragraph_gap and group.units[0].gap and _prose(section):
        score += 1.5  # a blank line, somebody's headline and another blank line parted these two
    if group.units[0].indent and section and section[0].indent:
        score -= 4  # set in like the paragraphs: a sub-head
    if len(head) <= 30 and names_a_section(group.units[0], marks):
        score += 3
    score += 1.5 * max(unit.rank for unit in group.units)
    if page.masthead and group.units[0].gap and not page.paragraph_gap:
        score += 1  # paragraphs follow one another without a blank line, articles do not
    if page.separated:
        score += 3 if group.units[0].gap > 1 else -1
    score += _worth_of(section, part, page, cjk, group.units[0].gap)
    if marks.notices.search(head) and (page.signed or page.separated) and _prose(section):
        score += 2.5
    if part.office:
        score += 2.5  # the notice above is signed: this is the next one
    if not cjk and head.upper() == head and page.capitals:
        score += 1.5  # set as the page's first headline is
    if (
        section
        and _CAPITAL_LEAD.match(section[0].text)
        and any(_CAPITAL_LEAD.match(p.body[0].text) for p in found if p.body)
    ):
        score += 3  # MARLBECK Library will …: how the reports of this page open
    score += page.base
    blocked = bool(group.units[0].gap and section and not section[0].gap)
    if blocked and page.masthead and cjk and not page.paragraph_gap:
        score += 1  # a block of its own, under its own headline
    if page.signed >= 2 and cjk and not blocked:
        score -= 1  # where every article is signed; but a block with its own headline is one of its own
    if cjk and group.units[-1].full:
        score -= 1  # as wide as the column: more often the first line of a torn paragraph
    if pool and pool[-1].inside and pool[-1].inside[0] == count - 1:
        score -= 0.5  # sub-heads come in rows
    return score > 0


def _worth_of(section: list[Unit], part: Part, page: Page, cjk: bool, gap: int) -> float:
    """How far what stands below a headline speaks for an article: a listing after a report, or a report."""
    listing = sum(unit.kind in ("item", "row", "label") for unit in section) * 2 >= len(section)
    apart = section and (section[0].gap or (page.masthead and (not cjk or gap)))
    if listing and apart and _prose(part.body) and (part.signed or page.masthead):
        return 2.5
    if not _prose(section):
        return -1
    return (1.5 if not page.signed else 0.5 if not cjk else 0) if page.masthead else 0


def _large_over_story(group: Group, part: Part, section: list[Unit]) -> bool:
    """Letters much larger than the text, over sentences, after sentences: on paper that is another story.

    The days and sections of a programme are set large too, but have no sentences below them.
    """
    large = any(unit.level and unit.level <= 2 for unit in group.units)
    dated = any(_DAY.search(unit.text) for unit in group.units)
    return large and not dated and _prose(section) and _prose(part.body)


def _prose(units: list[Unit]) -> bool:
    """Sentences with their ends, rather than rows, items and fields."""
    running = [unit.text for unit in units if unit.kind in ("text", "dateline", "item")]
    ended = sum(len(text) for text in running if TERMINAL.search(text))
    return ended >= (24 if any(is_cjk(text) for text in running) else 60) and ended >= 0.6 * sum(
        len(unit.text) for unit in units
    )


def _terms(text: str) -> list[str]:
    terms: list[str] = []
    for run in _WORDS.findall(text):
        if run >= "\u3400":
            terms += [run[k : k + 2] for k in range(len(run) - 1)]
        elif len(run) > 3:
            terms.append(run[:6].lower() if run.isupper() else run[:6])
    return terms
