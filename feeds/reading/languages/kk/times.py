"""How Kazakh (Cyrillic) writes times: words for feeds/reading/timex; examples in examples.txt."""

from __future__ import annotations

import re

from feeds.reading.timex import spaced
from feeds.reading.timex.grammar import Language, Word
from feeds.reading.timex.partial import Length, Partial

MONTHS = [
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
]
WEEKDAYS = ["дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі"]
_LETTER = "[а-яёәғқңөұүһі]"
#: Case endings; -ға дейін ("until") is a word of its own behind them.
_END = f"(?:н[ыі]ң|н[ае]н|д[ае]ғ[ыі]|дег[ыі]|[дт][ае]н|[дт][ае]|[ғқ]а|[гк]е|д[ыі]|т[ыі]|н[ыі])?(?!{_LETTER})"
_MONTH = f"(?:{'|'.join(MONTHS)}){_END}"
_WEEKDAY = f"(?<!{_LETTER})(?:{'|'.join(WEEKDAYS)}){_END}"
_PARTS = {"таң": "MO", "түс": "AF", "кеш": "EV", "түн": "NI"}
_DAYS = {"бүгін": 0, "ертең": 1, "бүрсігүні": 2, "кеше": -1, "алдыңғы күні": -2}
_UNITS = {"жыл": "y", "ай": "m", "апта": "w", "күн": "d", "сағат": "h", "минут": "n"}
_NUMERALS = {"бір": 1, "екі": 2, "үш": 3, "төрт": 4, "бес": 5, "алты": 6, "жеті": 7, "сегіз": 8, "тоғыз": 9, "он": 10}


def _true(_: str) -> bool:
    return True


def _number(letters: str) -> int | None:
    value = int(re.match(r"\d+", letters).group())  # type: ignore[union-attr]
    return value if 1 <= value <= 31 else None


def _month(letters: str) -> Partial:
    return Partial("m", month=next(n for n, m in enumerate(MONTHS, 1) if letters.lower().startswith(m)))


def _year(letters: str) -> Partial:
    return Partial("y", year=int(letters[:4]))


def _dotted(letters: str) -> Partial | None:
    day, month, year = (int(n) for n in re.findall(r"\d+", letters))
    return Partial("d", year=year, month=month, day=day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _clock(letters: str) -> Partial | None:
    found = [int(n) for n in re.findall(r"\d+", letters)]
    hour, minute = found[0], found[1] if len(found) > 1 else 0
    return Partial("t", hour=hour, minute=minute, sure=hour > 12 or hour == 0) if hour <= 24 and minute < 60 else None


def _weekday(letters: str) -> Partial:
    low = letters.lower()
    return Partial("d", weekday=next(n for n, w in enumerate(WEEKDAYS, 1) if low.startswith(w)))


def _about(letters: str) -> Partial:
    low = letters.lower()
    return _weekday(low.split()[1]).but(weeks=1 if low.startswith("келесі") else -1 if low.startswith("өткен") else 0)


def _week(letters: str) -> Partial:
    low = letters.lower()
    grain, unit = ("w", "weeks") if "апта" in low else ("m", "months") if re.search(r"\bай", low) else ("y", "years")
    shift = 1 if low.startswith("келесі") else -1 if low.startswith(("өткен", "былтыр")) else 0
    return Partial(grain, **{unit: shift})


def _length(letters: str) -> Length | None:
    found = re.fullmatch(r"(\w+) (жыл|ай|апта|күн|сағат|минут)\w*", letters.lower())
    if found is None:
        return None
    amount = int(found.group(1)) if found.group(1).isdecimal() else _NUMERALS.get(found.group(1))
    return ((_UNITS[found.group(2)], float(amount)),) if amount else None


_SAIYN = r"(?:сайын(?: сенбі)?)"
WORDS = (
    Word("date", r"(?<![\d.])(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d(?![\d.]\d)", _dotted),
    Word("clock", rf"сағат(?:ы)? (?:[01]?\d|2[0-4])(?:[:.][0-5]\d)?(?:-?[дт][ае]н?|-?[гғкқ][ае])?(?!{_LETTER}|\d)", _clock),
    Word("clock", rf"(?<![\d:.])(?:[01]?\d|2[0-4]):[0-5]\d(?:-?[дт][ае]н?|-?[гғкқ][ае])?(?!{_LETTER}|[\d:])", _clock),
    Word("year", rf"(?<!\d)(?:19|20)\d\d(?: ?ж\.| жыл(?:ғы|дың|ы|дан|ға)?(?!{_LETTER}))", _year),
    Word("week", rf"(?:келесі|өткен|осы|биылғы) (?:аптада|апта|айда|ай|жылы|жыл)(?!{_LETTER})|биыл(?!{_LETTER})|былтыр(?!{_LETTER})", _week),
    Word("about-weekday", f"(?:келесі|өткен|осы) {_WEEKDAY}(?: күні)?", _about),
    Word("weekday", f"{_WEEKDAY}(?: күн(?:дері|і))?", _weekday),
    Word("number", rf"(?<![\d.,:№])\d{{1,2}}(?:-?(?:ы|і|шы|ші))?(?= {_MONTH}|\s?(?:[-–—,]|және|мен) ?(?:\d{{1,2}} ?(?:[-–—,]|және|мен)? ?){{1,8}}{_MONTH})", _number),
    Word("month", rf"(?<!{_LETTER}){_MONTH}(?: айы(?:нда|ның|нан)?)?(?: күні)?", _month),
    Word("date", rf"(?<!{_LETTER})(?:{'|'.join(_DAYS)})(?:г[іе])?(?!{_LETTER})", lambda s: Partial("d", days=next((v for k, v in _DAYS.items() if s.lower().startswith(k)), 0) if not s.lower().startswith("кеше") else -1)),
    Word("length", rf"(?<!{_LETTER})(?:\d{{1,3}}|{'|'.join(_NUMERALS)}) (?:жыл|ай|апта|күн|сағат|минут)(?:дан|тан|нан|ден|тен|нен)?(?!{_LETTER})", _length),
    Word("everyday", "күн сайын|күнделікті", _true),
    Word("every", "әр(?: бір)?", _true),
    Word("part", "таңғы|таңертең|түстен кейін|кешкі|кешке|түнгі|түнде", lambda s: Partial("d", daypart=next(v for k, v in _PARTS.items() if s.lower().startswith(k))), starts=False),
    Word("saiyn", "сайын", _true, starts=False),
    Word("onward", "бастап", _true, starts=False),
    Word("before", "дейін", _true, starts=False),
    Word("hence", "кейін|соң", _true, starts=False),
    Word("ago", "бұрын", _true, starts=False),
    Word("between", "аралығында", _true, starts=False),
    Word("to", "[-–—]", _true, starts=False),
    Word("and", "және|мен", _true, starts=False),
    Word("pause", "[,;|]", _true, starts=False),
    Word("open", r"\(", _true, starts=False),
    Word("close", r"\)", _true, starts=False),
)  # fmt: skip

LANGUAGE = Language(
    code="kk",
    words=WORDS,
    stages=spaced.CASED,
    blank=r"\s{1,3}",
    ignore_case=True,
    sentence=".!?…",
    after={"*": r" (?:жаста|теңге|пайыз|%)"},
    before={"*": r"(?:№|тел\.:?) ?"},
    future=r"өтеді|болады|басталады|ашылады|жоспарлан",
    past=r"өтті|болды|аяқталды|ашылды|басталды",
    emits=spaced.EMITS - {"month"},
)
