"""Full calendar days as pages print them, with their year, in four languages and in Chinese numerals."""

from __future__ import annotations

import datetime as dt
import re

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
    rf"|(?:中華民國|中华民国|民國|民国)\s?(?P<ry>\d{{2,3}})\s?年\s?(?P<rm>\d{{1,2}})\s?月\s?(?P<rd>\d{{1,2}})\s?日"
    rf"|(?<![\w.,:/-])(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-](?P<m2>{_NAME})\.?,?[\s-](?P<y2>(?:19|20)\d\d)(?!\d)"
    rf"|(?<!\w)(?P<m3>{_NAME})\.?\s(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y3>(?:19|20)\d\d)(?!\d)"
    rf"|(?P<y4>(?:19|20)\d\d)\s+ж(?:ылғы|\.)\s+(?P<d4>\d{{1,2}})\s+(?P<m4>{_NAME})"
    r"|(?<![\d./:-])(?P<d5>\d{1,2})\.(?P<m5>\d{1,2})\.(?P<y5>(?:19|20)\d\d)(?!\d)"
    r"|(?<![\d./:-])(?P<m6>\d{1,2})/(?P<d6>\d{1,2})/(?P<y6>(?:19|20)\d\d)(?!\d)",
    re.I,
)
WEEKDAY = re.compile(
    r"(?:星期|周|週|礼拜)[一二三四五六日天]|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b|(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)",
    re.I,
)


def day_of(found: re.Match[str]) -> dt.date | None:
    parts = {key: value for key, value in found.groupdict().items() if value}
    if "hy" in parts:
        year = int("".join(str(_HAN[c]) for c in parts["hy"]))
        return valid(year, _han(parts["hm"]), _han(parts["hd"]))
    if "ry" in parts:
        return valid(1911 + int(parts["ry"]), int(parts["rm"]), int(parts["rd"]))
    (year, month, day) = (next(v for k, v in parts.items() if k[0] == part) for part in "ymd")
    return valid(int(year), int(month) if month.isdigit() else _MONTHS[month.lower()], int(day))


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
