"""Units -> parts: where one article ends and the next begins."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from feeds.reading.articles.lines import DATE_ALONE, DAY_FIRST
from feeds.reading.articles.marks import Marks
from feeds.reading.articles.units import GREETING, TERMINAL, Unit, is_cjk
from feeds.reading.days import DATE, PAPER, WIDE, masthead

#: A headline that only names a day heads the rows of that day.
_DAY = re.compile(
    r"^\W*(?:\d{1,4}\s*[年月/.-]\s*\d|星期|[周週][一二三四五六日]|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
)
_HAN_OR_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\d_]+")
#: Marks that open a brief, when a headline stands over each.
_BRIEF = re.compile(r"[▲■□◆◇●○★☆△]")
_OFFICE = re.compile(
    r"(?:局|委|委员会|委員會|办公室|辦公室|指挥部|公司|政府|中心|组委会|协会|協會|学会|联合会|学校|学院|大学"
    r"|中学|小学|医院|村委会|居委会|支队|大队|管理处|管理站|馆|館|社|公所|總會|工会|妇联|团委|办|支行|银行)$"
    r"|\b(?:Council|Committee|Clerk|Office|Department|Secretary|Club|Society|Association|Board|Authority|Trust"
    r"|District|Organisers|Organizers)\b"
)
_NAME_OF_OFFICE = re.compile(
    r"(?:局|委员会|委員會|办公室|公司|政府|中心|协会|協會|学会|联合会|学校|学院|大学|中学|小学|医院|博物馆"
    r"|图书馆|文化馆|大剧院|公所)(?:[ 　/·]*[A-Z][\w ,.'&-]*)?$"
    r"|\b(?i:council|committee|centre|center|department|church|parish|library|school|schools|association"
    r"|society|club|museum|board|district|authority|college|university)$",
)
#: The first word of a report in capitals, or the place it comes from: ORGANISERS of the …, HANAMPET: The …
_CAPITAL_LEAD = re.compile(r"[A-Z][A-Z’'-]{3,}(?:[ ,][A-Z’'-]{2,}){0,3}(?:: [A-Z]| (?:[a-z]|[A-Z][a-z]))")
_TOP = 6
#: A sentence of a report is longer.
_SENTENCE = 24
_CREDIT = re.compile(r"(?:摄|攝|摄影|供图|图)[ 　]*[）)]?$|(?:Photo|Picture|Photograph)", re.I)
_PAPERS_NAME = re.compile(r"(?:报|報|周刊|新闻|快讯|Times|News|Post|Herald|Gazette)(?:[ 　]|$)", re.I)
_OF_A_NOTICE = re.compile(r"关于|關於|(?:公告|通知|通告|启事)$")
_ADVERT = re.compile(r"\W*(?:广告|廣告|advert|sponsored|реклама|жарнама)", re.I)
_FOOT = re.compile(
    r"(?:Got a|Subscribe|To (?:list|submit|place|advertise|subscribe|report)|Send|Submit|Obituaries"
    r"|Classifieds|Letters|Copy for|E-edition|Postmaster"
    r"|Call |Calendar|News tips?|Have a|投稿|来稿|订报|报料|爆料|地址|社址|Подписка|Телефон)"
)
_REACH = re.compile(
    r"\d{3,4}[- ]\d{3,}|\d{7,}|@|微信|电话|電話|热线|熱線|\b(?:call|phone|tel|contact|send|visit)\b", re.I
)
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
    units, headed = _without_furniture(units, marks, letter)
    _signatures(units)
    units = [unit for unit in units if unit.kind not in ("furniture", "quote")]
    _briefs(units)
    ranks: Counter[int | None] = Counter(unit.level for unit in units if unit.level)
    found: list[Part] = []
    pool: list[Group] = []
    waiting: Group | None = None
    signed = sum(
        unit.kind == "dateline" or unit.closed or (unit.kind == "byline" and (not i or units[i - 1].kind != "byline"))
        for i, unit in enumerate(units)
    )
    page = Page(
        signed,
        headed and not letter,
        _separators(units),
        next(("".join(x for x in u.text if x.isalpha()).isupper() for u in units if u.kind == "headline"), False),
        0 if signed else _base(units, headed and not letter),
        _usual_gap(units),
        printed,
    )
    for i, unit in enumerate(units):
        if unit.kind == "headline":
            if waiting is None:
                waiting = Group([])
                if found and not unit.gap and page.signed > 1 and not page.paragraph_gap:
                    found += _last_block(found[-1])
            waiting.units.append(unit)
            continue
        starts = unit.kind == "dateline" or (unit.kind == "byline" and _opens(units, i))
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
            found[-1].office = unit.text
            continue
        found[-1].names += unit.names
        found[-1].body.append(unit)
    if waiting:
        waiting.below = len(found) - 1 if found else None
        pool.append(waiting)
    return found, pool


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


def _without_furniture(units: list[Unit], marks: Marks, letter: bool) -> tuple[list[Unit], bool]:
    """The units that are a story's, and whether a masthead stood over them."""
    out: list[Unit] = []
    advert = headed = tail = below = False
    top = 0 if letter else _nameplate(units)
    headed, units = top > 0, units[top:]
    body = next((i for i, u in enumerate(units) if u.kind in ("dateline", "byline") or len(u.text) > 130), len(units))
    for i, unit in enumerate(units):
        below = below or bool(unit.level)
        if unit.gap:
            advert = False
        if tail and unit.kind not in ("dateline", "byline"):
            continue
        if unit.kind == "furniture":
            advert = len(unit.text) < 24 and bool(_ADVERT.match(unit.text))
            if _CREDIT.search(unit.text) and not unit.gap and out and out[-1] is units[i - 1] and _is_caption(out[-1]):
                out.pop()
            headed = headed or (i < _TOP and bool(DATE.search(unit.text.translate(WIDE))))
            continue
        undated = letter and not DATE.search(unit.text)  # a letter's head is its title
        if i < min(body, _TOP) and not undated and _is_masthead(unit, units[i + 1 : i + 2], i == 0, below):
            headed = True
            continue
        if headed and not out and not unit.gap and len(unit.text) <= 24 and _PAPERS_NAME.search(unit.text):
            continue
        if advert or _imprint(unit, i, units, body, marks, headed):
            continue
        if unit.kind in ("headline", "label", "text") and len(unit.text) <= 30:
            tail = bool(out) and bool(marks.tails.match(unit.text))
            if tail:
                continue
            if _section(unit, marks):
                after = units[i + 1] if i + 1 < len(units) else None
                if not out or after is None or after.kind in ("headline", "dateline", "byline"):
                    continue
                unit.kind = "headline"  # News in brief: the briefs stand right below it
        out.append(unit)
    return out, headed


def _nameplate(units: list[Unit]) -> int:
    """How many units at the head of a page are the paper's: a block of short lines, its name and day among them."""
    block = next((i for i, unit in enumerate(units) if i and unit.gap), 0)
    head = units[:block]
    short = 1 < block <= _TOP and all(
        len(u.text) < 70 and not u.ended and not u.level and len(u.lines) < 2 for u in head
    )
    if not short or any(unit.kind not in ("headline", "text", "row", "furniture", "label") for unit in head):
        return 0
    dated = any(DATE.search(unit.text.translate(WIDE)) for unit in head)
    paper = any(masthead(u.text) == "paper" or (u.kind == "row" and _PAPERS_NAME.search(u.text)) for u in head)
    return block if dated and paper and not any(_OF_A_NOTICE.search(unit.text) for unit in head) else 0


def _is_masthead(unit: Unit, following: list[Unit], first: bool, below: bool) -> bool:
    if unit.kind in ("byline", "dateline", "item") or unit.level or unit.rank > 1:
        return False
    if masthead(unit.text):
        # Below a heading of the format a day alone is the happening's.
        return not below or masthead(unit.text) == "paper"
    if below:
        return False
    if first and unit.kind in ("headline", "row", "text") and len(unit.text) < 60 and PAPER.search(unit.text):
        return unit.text.upper() == unit.text != unit.text.lower()  # TRI-RIVERS TIMES / BUSINESS
    # The paper's name right over the line with its day.
    after = following[0] if following else None
    if (
        after is None
        or _OF_A_NOTICE.search(unit.text)
        or after.kind == "byline"
        or after.gap
        or len(unit.text) > 40
        or unit.kind == "row"
    ):
        return False
    return masthead(after.text) == "day" or (
        masthead(after.text) == "paper" and bool(DATE.search(after.text.translate(WIDE)))
    )


def _is_caption(unit: Unit) -> bool:
    """A paragraph of its own, right over the photographer's name."""
    return unit.kind in ("text", "headline") and unit.gap > 0 and len(unit.text) <= 160


def _section(unit: Unit, marks: Marks) -> bool:
    """The name of a page or column: 要闻, SPORT, 【县域要闻·简讯】 over the first article."""
    bare = unit.text.strip("【】〔〕[]（）()■●▲◆ ·|｜—-")
    bare = re.sub(r"(?<=[\u3400-\u9fff])[ 　]+(?=[\u3400-\u9fff]$)", "", bare)
    return not unit.level and any(pattern.fullmatch(bare) for pattern in marks.sections)


def _imprint(unit: Unit, i: int, units: list[Unit], body: int, marks: Marks, headed: bool) -> bool:
    """Who puts the paper out and how to reach them: at its head, or at its foot after a wide gap."""
    text = unit.text
    if len(text) > 240 or unit.kind in ("dateline", "byline"):
        return False
    edge = i < min(body, _TOP) or i >= len(units) - 4
    if edge and unit.kind != "row" and any(pattern.match(text) for pattern in marks.imprints):
        return True
    if _is_foot(unit, i, units):
        return True
    foot = i >= len(units) - 3 and i > body // 2 and i > 1
    wide = any(one.gap > 1 for one in units[max(i - 1, 0) : i + 1])
    if foot and headed and len(unit.lines) == 1 and unit.kind == "text" and i == len(units) - 1 and _FOOT.match(text):
        return True
    return foot and wide and _usual_gap(units) < 2 and bool(_REACH.search(text)) and not DATE.search(text)


def _usual_gap(units: list[Unit]) -> int:
    """Blank lines between paragraphs, those around headlines and before datelines left out."""
    starts = ("headline", "dateline", "byline")
    gaps = sorted(unit.gap for before, unit in pairwise(units) if before.kind != "headline" and unit.kind not in starts)
    return int(gaps[len(gaps) // 2]) if gaps else 0


def _is_foot(unit: Unit, i: int, units: list[Unit]) -> bool:
    """Address · telephone · hours · print run: the last line of many a page."""
    text = unit.text
    parts = len(re.findall(r" [·|｜•/] |　", text))
    if i >= len(units) - 3 and i > 2 and not DATE.search(text) and masthead(text) == "paper":
        return True
    if len(text) > 160 or (unit.kind == "row" and (DAY_FIRST.match(text) or "\t" in text or i < 3)):
        return False
    if i < 3 and parts > 2 and not TERMINAL.search(text):
        return True  # Catalogue · Join · What's on · Mon-Fri 9-5.30
    last = i == len(units) - 1 and parts > 0 and not TERMINAL.search(text) and bool(_REACH.search(text))
    return i > 1 and (last or (i >= len(units) - 2 and parts >= 2 and bool(_REACH.search(text) or parts > 3)))


def _signatures(units: list[Unit]) -> None:
    """An office and a day under a notice: who signed it, and when."""
    for i, unit in enumerate(units):
        text = unit.text
        follows = units[i + 1] if i + 1 < len(units) else None
        closes = (
            follows is None
            or follows.kind in ("headline", "dateline", "byline", "signature", "furniture")
            or i >= len(units) - 3
        )
        if not closes or not i or len(text) > 70:
            continue
        if DATE_ALONE.match(text) and unit.kind in ("label", "text", "headline"):
            # The day says when the page was put out; the article keeps who signed it.
            unit.kind = "furniture"
            for above in reversed(units[max(0, i - 2) : i]):
                if (
                    above.kind not in ("headline", "label", "text")
                    or len(above.text) > 45
                    or above.ended
                    or len(above.lines) > 3
                ):
                    break
                above.kind = "signature"
        elif follows is None and unit.kind in ("headline", "text") and len(unit.lines) == 1:
            head, _, tail = text.rpartition(" ")
            if (_OFFICE.search(text) and len(text) <= 40) or (DATE_ALONE.match(tail) and _OFFICE.search(head)):
                unit.kind = "signature"


def is_office(line: str) -> bool:
    """The name of whoever gives the notice, over its title.

    >>> is_office("国网罗坪县供电公司"), is_office("LITTLE MARDEN PARISH COUNCIL"), is_office("计划检修停电公告")
    (True, True, False)
    """
    return bool(_NAME_OF_OFFICE.search(line)) and len(line) < 90


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
    if len(head) <= 30 and _section(group.units[0], marks):
        score += 3
    score += 1.5 * max(unit.rank for unit in group.units)
    if page.masthead and group.units[0].gap and not page.paragraph_gap:
        score += 1  # paragraphs follow one another without a blank line, articles do not
    if page.separated:
        score += 3 if group.units[0].gap > 1 else -1
    listing = sum(unit.kind in ("item", "row", "label") for unit in section) * 2 >= len(section)
    if (
        listing
        and section
        and (section[0].gap or (page.masthead and not cjk))
        and _prose(part.body)
        and (part.signed or page.masthead)
    ):
        score += 2.5  # a listing after a report
    elif _prose(section):
        score += (1.5 if not page.signed else 0.5 if not cjk else 0) if page.masthead else 0
    else:
        score -= 1
    if marks.notices.search(head) and (page.signed or page.separated) and _prose(section):
        score += 2.5
    if part.office:
        score += 2.5  # the notice above is signed: this is the next one
    if not cjk and head.upper() == head and page.capitals:
        score += 1.5  # set as the page's first headline is
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
