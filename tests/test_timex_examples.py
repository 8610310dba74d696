"""Every example beside a language's rules is read as it says, and its values are confirmed without the reader."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections import Counter

import pytest
from dateutil.easter import easter
from dateutil.relativedelta import FR, MO, SA, SU, TH, TU, WE, relativedelta
from lunar_python import Lunar, LunarYear, Solar

from feeds.reading.languages.zh.times import LANGUAGE as CHINESE
from feeds.reading.timex import find
from feeds.records import Timex
from tests.timex_examples import Example, Meaning, plain_text, read, rule

#: English has its own file: test_timex_en.py.
LANGUAGES = ("zh", "ru", "kk")
EXAMPLES = [example for language in LANGUAGES for example in read(language)]
CHINESE_EXAMPLES = [example for example in EXAMPLES if example.language == "zh"]
WEEKDAYS = {"MO": MO, "TU": TU, "WE": WE, "TH": TH, "FR": FR, "SA": SA, "SU": SU}


def disagreements(example: Example) -> list[str]:
    """What the reader sees otherwise, in words; empty when it agrees."""
    found = find(example.text, example.reference, example.language)
    out = []
    resolved = {(t.span.start, t.span.end) for t in found if t.value or t.end or t.rrule}
    for span in sorted(resolved - set(example.spans)):
        out.append(
            f"reads {example.text[span[0] : span[1]]!r} too: {next(t for t in found if t.span.start == span[0])}"
        )
    for span, meaning in zip(example.spans, example.meanings, strict=True):
        here = next((t for t in found if (t.span.start, t.span.end) == span), None)
        phrase = example.text[span[0] : span[1]]
        if here is None:
            out.append(f"does not see {phrase!r}")
        elif told := _difference(here, meaning):
            out.append(f"{phrase!r}: {told}")
    return out


def _difference(read: Timex, meant: Meaning) -> str:
    names = {"zone": "zone", "mod": "mod", "part": "daypart", "for": "duration"}
    pairs = [("value", read.value, meant.value), ("open", read.open, meant.open)]
    pairs += [("rrule", rule(read.rrule), rule(meant.rrule)), ("exdates", read.exdates, meant.exdates)]
    if not (meant.rrule and meant.end is None):
        pairs.append(("end", read.end, meant.end))
    pairs += [(key, getattr(read, names[key]), value) for key, value in meant.fields.items()]
    return "; ".join(f"{name} is {got!r}, not {want!r}" for name, got, want in pairs if got != want)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.where)
def test_the_example_means_what_stands_beside_it(example: Example) -> None:
    assert not disagreements(example), example.text


# --- the values themselves, without the reader ------------------------------------------------------------

_ONES = "零一二三四五六七八九"
_NUMERALS = {
    (_ONES[tens] if tens > 1 else "") + "十" + (_ONES[ones] if ones else ""): 10 * tens + ones
    for tens in range(1, 10)
    for ones in range(10)
} | {numeral: n for n, numeral in enumerate(_ONES)}
_NUMERALS |= {"廿" + (_ONES[n] if n else ""): 20 + n for n in range(10)} | {"卅": 30, "两": 2, "元": 1, "半": 30}
_TABLE = sorted(_NUMERALS, key=len, reverse=True)
#: First day and last day of the parts of a month; first month and last month of the parts of a year.
_MONTH_PARTS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "初": (1, 10), "中": (11, 20), "底": (21, 31)}
_YEAR_PARTS = {
    "一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9), "四季度": (10, 12), "上半年": (1, 6), "下半年": (7, 12),
    "春": (3, 5), "夏": (6, 8), "秋": (9, 11), "冬": (12, 2), "年底": (12, 12), "年初": (1, 1), "年中": (6, 6),
    "年末": (12, 12), "5底": (12, 12), "3末": (12, 12), "8初": (1, 1), "4底": (12, 12), "5中": (6, 6),
}  # fmt: skip


def numbers_in(text: str) -> set[int]:
    """Every number that is written in the text, in digits or numerals."""
    squeezed = re.sub(r"\s", "", text).translate(
        {0xFF10 + n: str(n) for n in range(10)} | {ord(c): "零" for c in "〇○"}
    )
    found = {int(n) for n in re.findall(r"\d+", squeezed) + re.findall(r"\d+", text)}
    for digits in re.findall(r"\d{8}", squeezed):
        found |= {int(digits[:4]), int(digits[4:6]), int(digits[6:])}
    for run in re.findall("[零一二三四五六七八九]{4}", squeezed):
        found.add(int("".join(str(_ONES.index(c)) for c in run)))
    at = 0
    while at < len(squeezed):
        numeral = next((n for n in _TABLE if squeezed.startswith(n, at)), None)
        if numeral:
            found.add(_NUMERALS[numeral])
        at += len(numeral or "x")
    return found


def confirmed(by: str, reference: dt.datetime) -> dt.datetime:
    """The moment that dateutil or lunar-python reckons."""
    kind, *rest = by.split()
    shift = int(rest[rest.index("plus") + 1]) if "plus" in rest else 0
    if kind == "lunar":
        year, month, day = re.fullmatch(r"(\d+)-(-?\d+)-(\d+)", rest[0]).groups()  # type: ignore[union-attr]
        solar = Lunar.fromYmd(int(year), int(month), int(day)).getSolar()
    elif kind == "term":
        solar = Lunar.fromYmd(int(rest[1]), 6, 1).getJieQiTable()[{"冬至": "DONG_ZHI"}.get(rest[0], rest[0])]
    elif kind == "easter":
        return dt.datetime.combine(easter(reference.year), dt.time())
    else:
        arguments: dict[str, object] = {}
        for name, value in (part.split("=") for part in by.split()):
            weekday = re.fullmatch(r"([A-Z]{2})(?:\(([+-]?\d+)\))?", value)
            arguments[name] = WEEKDAYS[weekday[1]](int(weekday[2] or 1)) if weekday else int(value)
        return reference + relativedelta(**arguments)  # type: ignore[arg-type]
    return dt.datetime(solar.getYear(), solar.getMonth(), solar.getDay()) + dt.timedelta(days=shift)


def _doubts(example: Example, n: int) -> str:
    """Why the value of the nth phrase is not what its words (or the reckoning named beside it) say; "" when it is."""
    meaning, (start, end) = example.meanings[n], example.spans[n]
    phrase, before = example.text[start:end], example.text[:start]
    stamp = meaning.value or (_last_day(meaning.end) if meaning.end else None)
    if stamp is None:
        return ""
    if example.by:
        by = example.by[n] if len(example.by) > n else example.by[0]
        reckoned = confirmed(by, example.reference)
        return "" if reckoned.isoformat().startswith(stamp[:10]) else f"{by} is {reckoned}, not {stamp}"
    told = numbers_in(phrase) | (numbers_in(before) if meaning.rrule is None else set())
    problems = [p for p in _parts(stamp, phrase, told, example) if p]
    if meaning.end and meaning.value and meaning.rrule is None:
        problems += [p for p in _parts(_last_day(meaning.end), phrase, told, example, last=True) if p]
    return "; ".join(problems)


def _last_day(end: str) -> str:
    if "T" in end:
        return end
    if len(end) == 4:
        return str(int(end) - 1)
    if len(end) == 7:
        return (dt.date.fromisoformat(end + "-01") - dt.timedelta(days=1)).isoformat()[:7]
    return (dt.date.fromisoformat(end) - dt.timedelta(days=1)).isoformat()


def _parts(stamp: str, phrase: str, told: set[int], example: Example, last: bool = False) -> list[str]:
    year, month, day = (int(p) if p else None for p in (stamp[:4], stamp[5:7], stamp[8:10]))
    assert year is not None
    squeezed = re.sub(r"\s", "", phrase)
    years = told | {n + 1911 for n in told} | {n + 2000 for n in told if n < 50} | {n + 1900 for n in told}
    years |= {100 * (n - 1) + extra for n in told for extra in (0, *told)} | {n + 99 for n in told}
    out = []
    if year not in years and abs(year - example.reference.year) > 1 and not any(abs(year - y) <= 9 for y in years):
        out.append(f"no year {year}")
    for name, (low, high) in _YEAR_PARTS.items():
        if name in squeezed and month == (high if last else low):
            return out
    if month is not None and month not in told and month != example.reference.month and "个月" not in squeezed:
        out.append(f"no month {month}")
    for name, (low, high) in _MONTH_PARTS.items():
        if name in squeezed and day is not None and (day == low or (last and (day == high or day >= 28))):
            return out
    if "T" in stamp and stamp[:10] == example.reference.date().isoformat():
        day = None  # a clock time alone is today's
    if day is not None and day not in told and not (last and "T" in stamp):
        out.append(f"no day {day}")
    if year not in years and month in told and day in told and not _nearest(year, month, day, example):
        out.append(f"{year} is not the nearest year, and nothing else is named that confirms it")
    if "T" in stamp:
        hour, minute = int(stamp[11:13]), int(stamp[14:16])
        if hour not in _hours_told(squeezed, told):
            out.append(f"no hour {hour}")
        if minute and minute not in told and not ("刻" in squeezed and minute // 15 in told):
            out.append(f"no minute {minute}")
    return out


def _nearest(year: int, month: int | None, day: int | None, example: Example) -> bool:
    """Whether of that day in three years the one in this year is nearest the day of reading, or a weekday tells it."""
    if month is None or day is None:
        return True
    read_on = example.reference.date()
    days = []
    for candidate in range(read_on.year - 4, read_on.year + 5):
        with contextlib.suppress(ValueError):
            days.append(dt.date(candidate, month, day))
    weekday = re.search("(?:周|星期|[(（])\\s?([一二三四五六日])", example.text)
    if weekday and "一二三四五六日"[dt.date(year, month, day).weekday()] == weekday[1]:
        return True
    return bool(days) and min(days, key=lambda d: abs(d - read_on)).year == year


#: Words of the two halves of the day; a clock beside none of them is a 24-hour clock's.
_BEFORE_NOON, _AFTER_NOON = re.compile("凌晨|淩晨|清晨|早|晨|上午|[Aa][Mm]"), re.compile("下午|傍晚|晚|夜|[Pp][Mm]")


def _hours_told(squeezed: str, told: set[int]) -> set[int]:
    """The hours of a 24-hour clock that the phrase can mean: its words of the day tell which halves."""
    early, late = _BEFORE_NOON.search(squeezed), _AFTER_NOON.search(squeezed)
    noon = re.search("中午|正午|午间", squeezed)
    hours = {n for n in told if n < 24}
    if 24 in told or (late and 12 in told) or "零" in squeezed:
        hours.add(0)
    if late or noon:
        hours |= {n + 12 for n in told if n < 12}
    if late and not early and not noon and re.match("下午|傍晚|晚", squeezed):
        hours -= set(range(5, 12))
    return hours


@pytest.mark.parametrize("example", [e for e in CHINESE_EXAMPLES if e.spans], ids=lambda e: e.where)
def test_the_value_is_what_others_reckon(example: Example) -> None:
    for n in range(len(example.spans)):
        assert not _doubts(example, n), (example.text, example.meanings[n].value)


# --- the corpus as a whole --------------------------------------------------------------------------------


def test_there_are_examples_of_everything_and_enough_that_find_nothing() -> None:
    assert len(CHINESE_EXAMPLES) >= 600
    assert sum(not example.spans for example in CHINESE_EXAMPLES) >= 80


def test_no_two_examples_differ_in_their_numbers_alone() -> None:
    seen = Counter(plain_text(example.text) for example in EXAMPLES)
    assert [text for text, times in seen.items() if times > 1] == []


def test_every_chinese_rule_has_an_example() -> None:
    fired = {
        name
        for example in CHINESE_EXAMPLES
        for timex in find(example.text, example.reference, "zh")
        for name in timex.rules
    }
    assert {rule.name for stage in CHINESE.stages for rule in stage} - fired == set()


@pytest.mark.parametrize("year", range(1950, 2060, 7))
def test_lunar_days_and_solar_terms_agree_with_another_almanac(year: int) -> None:
    from feeds.reading.languages.zh import feasts
    from feeds.reading.timex import almanac

    for month in LunarYear.fromYear(year).getMonthsInYear():
        first = Solar.fromJulianDay(month.getFirstJulianDay())
        ours = almanac.lunar(year, abs(month.getMonth()), 1, leap=month.getMonth() < 0)
        assert ours == dt.date(first.getYear(), first.getMonth(), first.getDay())
    table = Lunar.fromYmd(year, 6, 1).getJieQiTable()
    for number, name in enumerate(feasts.TERMS[2:], 2):
        assert almanac.solar_term(year, number) == dt.date(
            *map(int, table[{"冬至": "DONG_ZHI"}.get(name, name)].toYmd().split("-"))
        )
