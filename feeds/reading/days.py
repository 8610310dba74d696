"""Full calendar days as pages print them, with their year, in four languages and in Chinese numerals."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

WIDE = str.maketrans("０１２３４５６７８９／．－：", "0123456789/.-:")
_HAN = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "Ｏ": 0}
_HAN_DIGIT = "〇○零一二三四五六七八九Ｏ"
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan января қаңтар",
            "february feb февраля ақпан",
            "march mar марта наурыз",
            "april apr апреля сәуір",
            "may мая мамыр",
            "june jun июня маусым",
            "july jul июля шілде",
            "august aug августа тамыз",
            "september sept sep сентября қыркүйек",
            "october oct октября қазан",
            "november nov ноября қараша",
            "december dec декабря желтоқсан",
        ),
        1,
    )
    for name in names.split()
}
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
DATE = re.compile(
    rf"(?P<y1>(?:19|20)\d\d)\s?[年./-]\s?(?P<m1>\d{{1,2}})\s?[月./-]\s?(?P<d1>\d{{1,2}})(?:\s?[日号])?(?!\d)"
    rf"|(?P<hy>[{_HAN_DIGIT}]{{4}})年(?P<hm>[元一二三四五六七八九十]{{1,3}})月(?P<hd>[一二三四五六七八九十廿]{{1,3}})日"
    rf"|(?:(?:中華民國|中华民国|民國|民国)\s?(?P<ry>\d{{2,3}})|(?<!\d)(?P<ry2>1[01]\d))\s?年\s?(?P<rm>\d{{1,2}})\s?月\s?(?P<rd>\d{{1,2}})\s?日"
    rf"|(?<![\w.,:/-])(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-](?P<m2>{_NAME})\.?,?[\s-](?P<y2>(?:19"
    rf"|20)\d\d)(?!\d)"
    rf"|(?<!\w)(?P<m3>{_NAME})\.?\s(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y3>(?:19|20)\d\d)(?!\d)"
    rf"|(?P<y4>(?:19|20)\d\d)\s+ж(?:ылғы|\.)\s+(?P<d4>\d{{1,2}})\s+(?P<m4>{_NAME})"
    r"|(?<![\d./:-])(?P<d5>\d{1,2})\.(?P<m5>\d{1,2})\.(?P<y5>(?:19|20)\d\d)(?!\d)"
    r"|(?<![\d./:-])(?P<m6>\d{1,2})/(?P<d6>\d{1,2})/(?P<y6>(?:19|20)\d\d)(?!\d)",
    re.I,
)
WEEKDAY = re.compile(
    r"(?:星期|周|週|礼拜)[一二三四五六日天]|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|(?:понедельник|вторник"
    r"|среда|четверг|пятница|суббота|воскресенье)",
    re.I,
)

#: Words that stand beside the day in a masthead.
PAPER = re.compile(
    r"报|報|版|期|[鄉乡]訊|周刊|周讯|月刊|快讯|零距离|简报|通讯|农历|農曆|星期"
    r"|责编|来源|來源|公告$|通告$|公布$|編輯|编辑|校[对對]|美编|组版|主编|热线|[发發]行|出刊|\b(?:page|issue|vol|no|edition"
    r"|gazette|courier|times|herald|news|post|journal"
    r"|bulletin|newsletter|chronicle|weekly|daily|echo|record|tribune|observer|advertiser|notices|reporter"
    r"|standard|review|sentinel|mercury|ledger|messenger|free to every)\b|№|газета|вестник",
    re.I,
)

_CLOCK = re.compile(r"\d[:：]\d\d(?!\d)|\d ?[ap]\.?m\b|[时時点點]\d", re.I)
#: A full stop, but not that of "Vol. 47", "Rs. 7", "Est. 1974" or "St. Anne".
_SENTENCE_END = re.compile(
    r"[。！？；]|(?<!\bVol)(?<!\bNo)(?<!\bEst)(?<!\b[A-Z][a-z])(?<![A-Z][a-z]{2})(?<![A-Z][a-z]{3})[.!?](?:\s|$)"
)
_LUNAR = re.compile(r"(?:农历|農曆)?[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年?\S{0,6}|(?:农历|農曆)\S{2,10}")
_NUMBERED = re.compile(
    r"第[ 　]*[A-Z]?[\d一二三四五六七八九十百]+[ 　]*[版期号號](?![：:])|(?<![\d今共])[A-Z]?\d{1,3}版|总第|總第"
    r"|\b(?:Page|Vol\.?|Issue|No\.)\s?[A-Z]?\d|№ ?\d|(?:^|[　 ])[A-Z]\d{1,2}(?=[　 ]|$)",
    re.I,
)
_MONTH_YEAR = re.compile(rf"(?:{_NAME}) (?:19|20)\d\d", re.I)
_APART = re.compile(r"[ 　|｜·•*/,，]+")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(("of", "the", "and", "for", "in", "at"))


def masthead(line: str) -> Literal["day", "paper", ""]:
    """Is this line a paper's: "day" alone, or "paper" for its name, number or page with or without the day?

    >>> masthead("Page 7   HARROW VALE COURIER   Thursday, May 15, 2025"), masthead("2024年7月19日　星期五")
    ('paper', 'day')
    >>> masthead("Events from November 22, 2025 to January 31, 2026"), masthead("2025年4月26日活动安排")
    ('', '')
    """
    text = line.translate(WIDE)
    if len(text) > 140 or text.count("\t") > 1 or _SENTENCE_END.search(text) or _CLOCK.search(text):
        return ""  # a sheet's row is none either
    dates = len(DATE.findall(text))
    if not dates and not _LUNAR.sub("", text).strip():
        return "day"
    if not dates and _MONTH_YEAR.search(text) and PAPER.search(text):
        return "paper"
    if dates != 1:
        return "paper" if not dates and _numbered(text) else ""
    rest = _LUNAR.sub("", WEEKDAY.sub("", DATE.sub("", text))).strip(" ,，、|｜·•*　()（）-–—")
    if not rest:
        return "day"
    if _NUMBERED.search(text) or PAPER.search(rest):
        return "paper"
    # Names in capitals; a page's title has small words, or Chinese ones that say what it is.
    words = _WORD.findall(rest)
    latin = [word for word in words if word[0] < "\u3400"]
    return "paper" if latin == words and all(w[0].isupper() or w in _SMALL for w in latin) and len(latin) > 1 else ""


def _numbered(text: str) -> bool:
    """第3版 among words set apart from it; 第一版要闻今年春耕全面展开 is a headline."""
    if len(text) >= 80 or not _NUMBERED.search(text):
        return False
    return all(len(_NUMBERED.sub("", part)) <= 6 for part in _APART.split(text) if _NUMBERED.search(part))


def day_of(found: re.Match[str]) -> dt.date | None:
    parts = {key: value for key, value in found.groupdict().items() if value}
    if "hy" in parts:
        year = int("".join(str(_HAN[c]) for c in parts["hy"]))
        return valid(year, _han(parts["hm"]), _han(parts["hd"]))
    if "rm" in parts:  # 115年6月24日 is printed in Taiwan alone
        return valid(1911 + int(parts.get("ry") or parts["ry2"]), int(parts["rm"]), int(parts["rd"]))
    said, month, day = (next(v for k, v in parts.items() if k[0] == part and k[1:].isdigit()) for part in "ymd")
    number = int(month) if month.isdigit() else _MONTHS[month.lower()]
    if "m6" in parts and number > 12:
        return valid(int(said), int(day), number)  # 16/01/2025: the day first, as outside America
    return valid(int(said), number, int(day))


def _han(number: str) -> int:
    """
    >>> _han("二十八"), _han("十"), _han("廿三"), _han("元")
    (28, 10, 23, 1)
    """
    number = number.replace("元", "一").replace("廿", "二十")
    tens, ten, ones = number.rpartition("十")
    return (_HAN.get(tens, 1) if tens else 1) * 10 * bool(ten) + (_HAN[ones] if ones else 0)


def valid(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
