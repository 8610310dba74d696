"""How Russian writes times: words for feeds/reading/timex; examples in examples.txt."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from feeds.reading.timex import spaced
from feeds.reading.timex.grammar import Language, Word
from feeds.reading.timex.partial import Length, Partial

MONTHS = (
    "январ[яьею]|янв\\.?", "феврал[яьею]|февр?\\.?", "март[ауе]?|мар\\.", "апрел[яьею]|апр\\.?", "ма[яйею]",
    "июн[яьею]", "июл[яьею]", "август[ауе]?|авг\\.?", "сентябр[яьею]|сент?\\.?", "октябр[яьею]|окт\\.?",
    "ноябр[яьею]|нояб?\\.?", "декабр[яьею]|дек\\.?",
)  # fmt: skip
_MONTH = [re.compile(m, re.IGNORECASE) for m in MONTHS]
WEEKDAYS = (
    "понедельник(?:ам|а|у|ом|и|е)?", "вторник(?:ам|а|у|ом|и|е)?", r"сред(?:ам|у|ы|а(?=\s?[,(–—-]))", "четверг(?:ам|а|у|ом|и|е)?",
    "пятниц(?:ам|ей|а|у|ы|е)", "суббот(?:ам|ой|а|у|ы|е)", "воскресень(?:ям|ем|я|ю|е)",
)  # fmt: skip
_SHORT = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"]
_MONTH_END = r"(?![а-яё])"
_ANY_MONTH = "(?:" + "|".join(MONTHS) + ")" + _MONTH_END
_PARTS = {"утр": "MO", "дн": "AF", "вечер": "EV", "ноч": "NI"}
_NUMERALS = {
    "один": 1, "одного": 1, "одну": 1, "два": 2, "две": 2, "двух": 2, "три": 3, "трех": 3, "трёх": 3, "четыре": 4,
    "пять": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9, "десять": 10, "полтора": 1.5, "": 1,
}  # fmt: skip
_UNITS = {
    "год": "y",
    "лет": "y",
    "месяц": "m",
    "недел": "w",
    "дн": "d",
    "день": "d",
    "сут": "d",
    "час": "h",
    "минут": "n",
}


def _true(_: str) -> bool:
    return True


def _number(letters: str) -> int | None:
    value = int(re.match(r"\d+", letters).group())  # type: ignore[union-attr]
    return value if 1 <= value <= 31 else None


def _month(letters: str) -> Partial | None:
    return next((Partial("m", month=n) for n, m in enumerate(_MONTH, 1) if m.fullmatch(letters)), None)


def _year(letters: str) -> Partial:
    return Partial("y", year=int(letters[:4]))


def _dotted(letters: str) -> Partial | None:
    day, month, year = (int(n) for n in re.findall(r"\d+", letters))
    year += 2000 if year < 100 else 0
    return Partial("d", year=year, month=month, day=day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _iso(letters: str) -> Partial | None:
    year, month, day = (int(n) for n in re.findall(r"\d+", letters))
    return Partial("d", year=year, month=month, day=day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _short(letters: str) -> Partial | None:
    day, month = (int(n) for n in re.findall(r"\d+", letters))
    return Partial("d", month=month, day=day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _clock(letters: str) -> Partial | None:
    if letters.lower() in ("полдень", "полдня"):
        return Partial("t", hour=12, minute=0, sure=True)
    if letters.lower() in ("полночь", "полуночи"):
        return Partial("t", hour=0, minute=0, sure=True)
    found = [int(n) for n in re.findall(r"\d+", letters)]
    hour, minute = found[0], found[1] if len(found) > 1 else 0
    return Partial("t", hour=hour, minute=minute, sure=hour > 12 or hour == 0) if hour <= 24 and minute < 60 else None


def _weekday(letters: str) -> Partial:
    low = letters.lower().rstrip(".")
    index = next((n for n, w in enumerate(WEEKDAYS, 1) if re.match(w, low)), 0) or _SHORT.index(low) + 1
    return Partial("d", weekday=index)


def _weekdays(letters: str) -> tuple[int, ...]:
    return (_weekday(re.sub(r"^по\s+", "", letters, flags=re.I)).weekday or 1,)


def _part(letters: str) -> Partial:
    return Partial("d", daypart=next(v for k, v in _PARTS.items() if letters.lower().startswith(k)))


def _shift(letters: str) -> int:
    low = letters.lower()
    return 1 if "следующ" in low or "будущ" in low else -1 if "прошл" in low else 0


def _about(letters: str) -> Partial:
    name = letters.split()[-1]
    return _weekday(name).but(weeks=_shift(letters))


def _of(unit: str, grain: str) -> Callable[[str], Partial]:
    return lambda letters: Partial(grain, **{unit: _shift(letters)})


def _length(letters: str) -> Length | None:
    found = re.fullmatch(r"(\d+|[а-яё]*?)\s*(год|лет|месяц|недел|дн|день|сут|час|минут)[а-яё]*", letters.lower())
    if found is None:
        return None
    amount = float(found.group(1)) if found.group(1).isdecimal() else _NUMERALS.get(found.group(1))
    return ((_UNITS[found.group(2)], float(amount)),) if amount else None


def _days(shifts: dict[str, int]) -> Callable[[str], Any]:
    return lambda letters: Partial("d", days=shifts[letters.lower()])


_B = r"(?<![\w])"
_RELATIVE = {"сегодня": 0, "завтра": 1, "послезавтра": 2, "вчера": -1, "позавчера": -2}
_WHICH = "(?:эт(?:от|у|о|ой|ом)|следующ(?:ий|ую|ее|ей|ем)|прошл(?:ый|ую|ое|ой|ом)|будущ(?:ий|ую|ее|ей|ем))"
_NAMES = "|".join(WEEKDAYS)
_AMOUNT = r"(?:\d{1,3}|один|одного|одну|двух|два|две|тр[её]х|три|четыре|пять|шесть|семь|восемь|девять|десять|полтора)"

WORDS = (
    Word("date", r"(?<![\d.])(?:0?[1-9]|[12]\d|3[01])[./](?:0?[1-9]|1[0-2])[./](?:20\d\d|19\d\d|\d\d)(?![\d.]\d)(?: г(?:ода|\.)?)?", _dotted),
    Word("date", r"(?<![\d-])(?:19|20)\d\d-\d\d-\d\d(?!\d)", _iso),
    Word("short-date", r"(?<![\d.])(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])(?=\s?[-–—])", _short),
    Word("clock", r"(?<![\d:.])(?:[01]?\d|2[0-4])[:][0-5]\d(?![\d:])(?: час(?:ов|а)?|\s?ч\.?)?", _clock),
    Word("clock", r"(?<=в\s)(?:[01]?\d|2[0-4])\.[0-5]\d(?![\d.])", _clock, starts=False),
    Word("clock", r"(?<![\d:.])(?:[01]?\d|2[0-4])(?:\s?ч\.?(?![а-яё])| час(?:ов|ам|а)?(?![а-яё]))(?: [0-5]?\d(?: мин(?:ут[аы]?|\.)?))?", _clock, starts=False),
    Word("clock", "полдень|полдня|полночь|полуночи", _clock),
    Word("year", r"(?<!\d)(?:19|20)\d\d(?: (?:года|году|год|гг?\.?)(?![а-яё]))", _year),
    Word("year", r"(?<=[а-яё.]\s)(?:19|20)\d\d(?!\d)", _year, starts=False),
    Word("length", rf"{_B}{_AMOUNT} (?:год(?:а|у)?|лет|месяц(?:ев|а)?|недел[юиья]|дн(?:ей|я)|день|сут(?:ок|ки)|час(?:ов|а)?|минут[уы]?)(?![а-яё])", _length),
    Word("number", rf"(?<![\d.,:№-])\d{{1,2}}(?:-?(?:го|е|му|ое))?(?= {_ANY_MONTH}|\s?(?:[-–—,]|и|по|до)\s?(?:\d{{1,2}}\s?(?:[-–—,]|и)?\s?){{1,8}}{_ANY_MONTH})", _number),
    Word("number", r"\d{1,2}(?:-?го)?(?= числ)|(?<=[-–—])\d{1,2}(?= [а-яё]{3})", _number, starts=False),
    Word("period", rf"(?<=в\s){_ANY_MONTH}(?! (?:19|20)\d\d)", _month),
    Word("month", rf"{_B}{_ANY_MONTH}", _month),
    Word("about-weekday", rf"{_B}{_WHICH} (?:{_NAMES})(?![а-яё])", _about),
    Word("weekdays", rf"{_B}по (?:{'|'.join(w.split('(')[0] + '(?:ам|ям)' for w in WEEKDAYS)})(?![а-яё])", _weekdays),
    Word("weekdays", rf"{_B}(?:{'|'.join(w.split('(')[0] + '(?:ам|ям)' for w in WEEKDAYS)})(?![а-яё])", _weekdays, starts=False),
    Word("weekdays", rf"{_B}(?:по будням|в будни|будни|по рабочим дням)(?![а-яё])", lambda _: (1, 2, 3, 4, 5)),
    Word("weekdays", rf"{_B}по выходным(?: дням)?(?![а-яё])", lambda _: (6, 7)),
    Word("weekday", rf"{_B}(?:{_NAMES})(?![а-яё])", _weekday),
    Word("weekday", rf"{_B}(?:{'|'.join(_SHORT)})(?![а-яё])\.?(?=\s?(?:[-–—,)]|\d))", _weekday),
    Word("week", rf"{_B}{_WHICH} недел[еюя]", _of("weeks", "w")),
    Word("month", rf"{_B}{_WHICH} месяц[ея]?", _of("months", "m")),
    Word("year", rf"{_B}{_WHICH} год[уа]?(?![а-яё])", _of("years", "y")),
    Word("weekend", rf"{_B}(?:{_WHICH[:-1]}|ближайшие|эти|следующие|прошлые) )?выходны[ехй](?![а-яё])", lambda s: Partial("k", weeks=_shift(s))),
    Word("date", rf"{_B}(?:{'|'.join(_RELATIVE)})(?![а-яё-])", _days(_RELATIVE)),
    Word("part", r"утр(?:ом|а)|дн(?:ем|ём|я)|вечер(?:ом|а)|ноч(?:ью|и)", _part, starts=False),
    Word("every", rf"{_B}кажд(?:ый|ую|ое|ые)", _true),
    Word("everyday", rf"{_B}(?:ежедневно|каждый день)", _true),
    Word("every-month", rf"{_B}(?:ежемесячно|каждого месяца)", _true),
    Word("except", "кроме|выходной|за исключением", _true, starts=False),
    Word("after", rf"{_B}через", _true),
    Word("ago", "назад", _true, starts=False),
    Word("until", rf"{_B}(?:не позднее|вплоть до|до|по)(?= (?:\d|понед|втор|сред|четв|пятн|субб|воск))", _true),
    Word("from", rf"{_B}(?:начиная с|со|с|от)(?= (?:\d|понед|втор|сред|четв|пятн|субб|воск|янв|фев|мар|апр|ма[яй]|июн|июл|авг|сен|окт|ноя|дек))", _true),
    Word("to", r"[-–—]|по|до", _true, starts=False),
    Word("at", r"в|во|около|на|начало в", _true, starts=False),
    Word("and", r"и|или", _true, starts=False),
    Word("pause", r"[,;|]", _true, starts=False),
    Word("open", r"\(", _true, starts=False),
    Word("close", r"\)", _true, starts=False),
)  # fmt: skip

LANGUAGE = Language(
    code="ru",
    words=WORDS,
    stages=spaced.STAGES,
    blank=r"\s{1,3}",
    ignore_case=True,
    sentence="!?…",
    after={"*": r" (?:лет|рубл|руб|процент|%)"},
    before={"*": r"(?:№|тел\.:?|д\.) ?"},
    future=r"состоится|состоятся|пройд[её]т|пройдут|будет|будут|начн[её]тся|откроется|приглаша|запланирован|намечен",
    past=r"состоял(?:ся|ась|ось|ись)|прош[её]л|прошл[аио]|был[аио]?\b|заверш[иё]л|открыл(?:ся|ась)",
    closing=r"[^.]{0,15}(?:закры|заверш)",
    emits=spaced.EMITS - {"month"},
)
