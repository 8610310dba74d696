"""What is printed on a page and is no article: nameplates, imprints, captions, feet; and who signs a notice."""

from __future__ import annotations

import re
from itertools import pairwise

from feeds.reading.articles.lines import DATE_ALONE, DAY_FIRST
from feeds.reading.articles.marks import Marks
from feeds.reading.articles.units import TERMINAL, Unit, is_cjk
from feeds.reading.days import DATE, PAPER, WIDE, masthead

_TOP = 6
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


def without_furniture(units: list[Unit], marks: Marks, letter: bool) -> tuple[list[Unit], bool]:
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
            if names_a_section(unit, marks):
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
    named = (u for u in head if u.kind != "furniture" and len(u.text) <= 24 and _PAPERS_NAME.search(u.text))
    paper = any(masthead(u.text) == "paper" for u in head) or any(named)
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


def names_a_section(unit: Unit, marks: Marks) -> bool:
    """The name of a page or column: 要闻, SPORT, 【县域要闻·简讯】 over the first article."""
    bare = unit.text.replace("’", "'").strip("【】〔〕[]（）()■●▲◆ ·|｜—-")
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
    return foot and wide and usual_gap(units) < 2 and bool(_REACH.search(text)) and not DATE.search(text)


def usual_gap(units: list[Unit]) -> int:
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


def mark_signatures(units: list[Unit]) -> None:
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
        elif (unit.kind in ("headline", "text") or (unit.kind == "row" and is_cjk(text))) and len(unit.lines) == 1:
            head, tail = [*re.split(r"[ 　]+(?=\S+$)", text), ""][:2]
            office = follows is None and unit.kind != "row" and _OFFICE.search(text) and len(text) <= 40
            if office or (DATE_ALONE.match(tail) and _OFFICE.search(head)):
                unit.kind = "signature"


def office_of(signature: str) -> str:
    """
    >>> office_of("湖畔县文化体育局　2025年3月3日"), office_of("The Parish Council")
    ('湖畔县文化体育局', 'The Parish Council')
    """
    head, tail = [*re.split(r"[ 　]+(?=\S+$)", signature), ""][:2]
    return head if DATE_ALONE.match(tail) else signature


def is_office(line: str) -> bool:
    """The name of whoever gives the notice, over its title.

    >>> is_office("国网罗坪县供电公司"), is_office("LITTLE MARDEN PARISH COUNCIL"), is_office("计划检修停电公告")
    (True, True, False)
    """
    return bool(_NAME_OF_OFFICE.search(line)) and len(line) < 90
