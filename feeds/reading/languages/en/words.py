"""The words of English times: what each is printed like, and what it says of a time and no more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from feeds.reading.languages.en.holidays import HOLIDAYS, SOFT, UNSETTLED
from feeds.reading.timex.dispatch import alternatives
from feeds.reading.timex.grammar import Word
from feeds.reading.timex.partial import Length, Partial

#: Letters that are read as another: full-width forms, dashes, apostrophes, odd blanks; one for one, so offsets stay.
NARROW = {n + 0xFEE0: chr(n) for n in range(0x21, 0x7F)}
NARROW |= {ord(c): "-" for c in "–—−‐‑‒―～〜"} | {ord(c): "'" for c in "’‘ʼ`′"}
NARROW |= {ord(c): " " for c in "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000"} | {
    ord("、"): ",",
    ord("∶"): ":",
    ord("•"): "·",
    ord("∙"): "·",
}

# --- numbers ----------------------------------------------------------------------------------------------

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_FIRSTS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()

NUMBERS = {word: n for n, word in enumerate(_ONES, start=1)} | {word: 10 * n for n, word in enumerate(_TENS, start=2)}
NUMBERS |= {
    f"{t}{d}": NUMBERS[t] + n for t in _TENS for n, one in enumerate(_ONES[:9], 1) for d in (f"-{one}", f" {one}")
}
ORDINALS = {word: n for n, word in enumerate(_FIRSTS, start=1)} | {"twentieth": 20, "thirtieth": 30}
ORDINALS |= {f"{t}{d}": 10 * k + n for k, t in ((2, "twenty"), (3, "thirty")) for n, one in enumerate(_FIRSTS[:9], 1) for d in (f"-{one}", f" {one}")}  # fmt: skip


def _any(words: Any) -> str:
    return "|".join(sorted(map(str, words), key=len, reverse=True))


_UNITS = _any(_ONES[:9])
_CARDINALS = [rf"{ten}(?:[- ](?:{_UNITS}))?" for ten in _TENS] + sorted(_ONES, key=len, reverse=True)
_CARDINAL = rf"(?:(?:{_any(_TENS)})(?:[- ](?:{_UNITS}))?|{_any(_ONES)})"
_SMALL = f"(?:{_any(_ONES[:12])})"
_ORDINALS = [
    rf"(?:twenty|thirty)[- ](?:{_any(_FIRSTS[:9])})",
    "twentieth",
    "thirtieth",
    *sorted(_FIRSTS, key=len, reverse=True),
]
_ORDINAL = f"(?:{'|'.join(_ORDINALS)})"


def number(words: str) -> int | None:
    """A number in digits or words, up to a hundred or so.

    >>> [number(w) for w in ("18", "21st", "twenty-one", "twenty first", "a", "hundred")]
    [18, 21, 21, 21, 1, None]
    """
    words = words.lower().strip(" .")
    if digits := re.fullmatch(r"(\d+)(?:st|nd|rd|th)?", words):
        return int(digits[1])
    if words in ("a", "an", "the"):
        return 1
    return NUMBERS.get(words) or ORDINALS.get(words)


# --- names ------------------------------------------------------------------------------------------------

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")  # fmt: skip
_SHORT = {m[:3]: n for n, m in enumerate(MONTHS, start=1)} | {"sept": 9, "febr": 2}
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:jan|febr?|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)"  # fmt: skip
#: Month names that are words or given names too.
DOUBTFUL = ("march", "mar", "may", "april", "june", "august")
_WEEKDAY = r"(?:mon|tue|wed(?:nes)?|thu|fri|satur|sun)day|(?:thurs|tues)day"
_WEEK = {"mo": 1, "tu": 2, "we": 3, "th": 4, "fr": 5, "sa": 6, "su": 7}

#: Not inside a word or a number: the 5 of 15, of 3.5, of £5, of K5 is no day.
B = r"(?<![\w$£€¥#])(?<!\d[.,:/])"
E = r"(?!\w)"
#: No amount: nothing that a number counts or measures stands behind it.
AMOUNT = (
    r"(?! ?[%°$£€])(?![.,:/]\d)(?! ?(?:percent|per cent|kg|km|cm|mm|lbs?|oz|m|ft|mph|kph|metres?|meters?|miles?|feet|inch(?:es)?"
    r"|yards?|acres?|tons?|tonnes?|dollars?|pounds?|euros?|pence|cents?|points?|goals?|votes?|people|pages?|copies"
    r"|litres?|liters?|gallons?|degrees?|grams?|million|billion|thousand|hundred|dozen|kids|children|members|cases|homes)\b)"
)


def _a_length(words: str) -> Length | None:
    name = words.lower().split(" ", 1)[1].replace("-", "")
    return (("n", 30.0),) if name == "halfhour" else (("n", 15.0),) if "of" in name else length(1, UNITS[name])


def each(patterns: Iterable[str]) -> str:
    """Patterns of whole words as branches of their own, so that each is tried only where its first letter stands."""
    return "|".join(rf"(?<!\w){branch}{E}" for pattern in patterns for branch in alternatives(pattern))


def _true(_: str) -> bool:
    return True


def _month(words: str) -> Partial | None:
    name = words.rstrip(".").lower()
    return Partial("m", month=_SHORT[name[:3]])


def _sure_month(words: str) -> Partial | None:
    """A month that stands with a capital and is no other word."""
    name = words.rstrip(".")
    return _month(words) if name[0].isupper() and name.lower() not in DOUBTFUL else None


def _capital_month(words: str) -> Partial | None:
    return _month(words) if words[0].isupper() else None


def _weekday(words: str) -> Partial | None:
    value = _WEEK[words[:2].lower()]
    return Partial("d", weekday=value) if words[0].isupper() or words.lower().endswith("day") else None


def _weekdays(words: str) -> tuple[int, ...]:
    return (_WEEK[words[:2].lower()],)


def _year(words: str) -> Partial | None:
    value = int(words)
    return Partial("y", year=value) if 1000 <= value <= 2199 else None


def _spoken_year(words: str) -> Partial | None:
    """Two thousand and eighteen, twenty twenty-five, nineteen ninety-nine."""
    words = words.lower().replace("-", " ")
    if words.startswith("two thousand"):
        rest = words.removeprefix("two thousand").removeprefix(" and").strip()
        return Partial("y", year=2000 + (number(rest) or 0))
    head, _, tail = words.partition(" ")
    value = number(tail) or 0
    value = number(tail.removeprefix("oh ")) or value if tail.startswith("oh ") else value
    return Partial("y", year=100 * (number(head) or 0) + value) if value or tail == "hundred" else None


def _short_year(words: str) -> Partial:
    value = int(words[-2:])
    return Partial("y", year=value + (2000 if value < 60 else 1900))


def _decade(words: str) -> Partial | None:
    """1930s, the '90s, nineteen nineties, twenties."""
    words = words.lower()
    if digits := re.search(r"\d+", words):
        value = int(digits[0])
        if value >= 1000:
            return Partial("c" if value % 100 == 0 and value < 2000 else "e", year=value)
        return Partial("e", year=value + (1900 if value >= 20 else 2000))
    parts = words.replace("-", " ").split()
    tens = 10 * (2 + [t[:-1] for t in _TENS].index(parts[-1].removesuffix("ies")))
    century = {"eighteen": 1800, "seventeen": 1700, "nineteen": 1900, "twenty": 2000, "sixteen": 1600}.get(
        parts[0], 1900
    )
    return Partial("e", year=century + tens)


def _numeric(order: str) -> Callable[[str], Partial | None]:
    """A date in figures, the numbers in that order; a month over 12 was the day."""

    def make(words: str) -> Partial | None:
        parts = [int(p) for p in re.findall(r"\d+", words)]
        named = dict(zip(order, parts, strict=False))
        if named["m"] > 12 and "y" not in order[:1]:
            named["m"], named["d"] = named["d"], named["m"]
        year = named.get("y")
        if year is not None and year < 100:
            year += 2000 if year < 70 else 1900
        if not (1 <= named["m"] <= 12 and 1 <= named["d"] <= 31):
            return None
        return Partial("d", year=year, month=named["m"], day=named["d"])

    return make


def _written(words: str) -> Partial | None:
    """5-Mar-2025, Oct/2."""
    parts = re.findall(r"[^\W\d]+|\d+", words)
    name = next(p for p in parts if p.isalpha())
    numbers = [int(p) for p in parts if p.isdigit()]
    year = (numbers[1] + (2000 if numbers[1] < 100 else 0)) if len(numbers) > 1 else None
    return Partial("d", year=year, month=_SHORT[name[:3].lower()], day=numbers[0]) if 1 <= numbers[0] <= 31 else None


def _month_and_year(words: str) -> Partial:
    """Dec-2018."""
    return Partial("m", year=int(words[-4:]), month=_SHORT[words[:3].lower()])


def _moment(words: str) -> Partial | None:
    day, _, clock = words.replace(" ", "T").partition("T")
    date = _numeric("ymd")(day)
    parts = [int(p) for p in re.findall(r"\d+", clock)]
    zone = None
    if clock.endswith(("Z", "z")):
        zone = "Etc/UTC"
    elif offset := re.search(r"([+-])(\d\d):?\d\d$", clock):
        zone = _offset(offset[1], int(offset[2]))
    return date and date.but(
        grain="t", hour=parts[0], minute=parts[1], second=parts[2] if len(parts) > 2 and ":" in clock[6:9] and parts[2] else None,
        sure=True, zone=zone,
    )  # fmt: skip


# --- clocks -----------------------------------------------------------------------------------------------


def _clock(words: str) -> Partial | None:
    """7pm, 7.30 p.m., 12 noon, 6:45:30 AM: the half of the day is said."""
    found = re.match(r"(\d{1,2})\D?(\d\d)?(?::(\d\d))?\s?(?=[ap])", words.lower())
    if found is None:
        return None
    hour, minute, second = (int(g) if g else None for g in found.groups())
    if hour is None or hour > 23 or (minute or 0) > 59:
        return None
    if hour <= 12:
        hour = hour % 12 + (12 if words[found.end()] in "pP" else 0)
    return Partial("t", hour=hour, minute=minute, second=second, sure=True)


def _spoken_clock(words: str) -> Partial | None:
    """Ten thirty am, seven p.m."""
    words = words.lower().replace("-", " ").replace(".", "")
    head, half = words.rstrip("m ").rstrip("ap ").split(), "p" if re.search(r"p ?m$", words) else "a"
    hour, minute = NUMBERS[head[0]], sum(NUMBERS.get(w, 0) for w in head[1:])
    return (
        Partial("t", hour=hour % 12 + (12 if half == "p" else 0), minute=minute or None, sure=True)
        if hour <= 12
        else None
    )


def _spoken_hm(words: str) -> Partial:
    hour, *rest = words.lower().replace("-", " ").split()
    return Partial("t", hour=NUMBERS[hour], minute=sum(NUMBERS.get(w, 0) for w in rest))


def _colon(words: str) -> Partial | None:
    """19:30, 7.30: past twelve, or with a nought before it, it is sure of its half of the day."""
    hour, minute, *second = (int(p) for p in re.findall(r"\d+", words))
    if hour > 24 or minute > 59:
        return None
    return Partial("t", hour=hour, minute=minute, second=(second or [None])[0], sure=hour > 12 or words[0] == "0")  # type: ignore[arg-type]


def _military(words: str) -> Partial | None:
    digits = re.sub(r"\D", "", words)[:4]
    hour, minute = int(digits[:2]), int(digits[2:])
    return Partial("t", hour=hour, minute=minute, sure=True) if hour <= 24 and minute < 60 else None


def _past(words: str) -> Partial | None:
    """Half past nine, a quarter to six, twenty to three, ten after 4."""
    words = words.lower().removeprefix("a ").replace("minutes ", "").replace("mins ", "").replace("min ", "")
    words = re.sub(r"\s?o'?\s?clock$", "", words)
    half = re.search(r" ?([ap])\.? ?m\.?$", words) or re.search(r"(?<=\d)([ap])\.?m\.?$", words)
    words = words[: half.start()] if half else words
    found = re.fullmatch(r"(.+?) (past|to|after|before|till|'til)(?: the hour of)? (.+?)", words.strip())
    if found is None:
        return None
    amount = {"half": 30, "quarter": 15}.get(found[1]) or number(found[1]) or 0
    hour = {"midnight": 24, "noon": 12, "midday": 12}.get(found[3]) or number(found[3]) or 0
    if not (1 <= hour <= 24 and 0 < amount < 60):
        return None
    hour, minute = (hour, amount) if found[2] in ("past", "after") else ((hour - 1) or 12, 60 - amount)
    if half:
        return Partial("t", hour=hour % 12 + (12 if half[1] == "p" else 0), minute=minute, sure=True)
    return Partial("t", hour=hour, minute=minute)


def _o_clock(words: str) -> Partial | None:
    value = number(re.split(r"\s?o", words.lower())[0].strip())
    return Partial("t", hour=value, sure=value > 12) if value and value <= 24 else None


def _noon(words: str) -> Partial:
    night = "midnight" in words.lower()
    return Partial("t", hour=0 if night else 12, sure=True)


_PARTS = {"morning": "MO", "forenoon": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "nighttime": "NI", "overnight": "NI",
          "daybreak": "MO", "dawn": "MO", "sunrise": "MO", "dusk": "EV", "sunset": "EV", "lunchtime": "MI", "midday": "MI",
          "mid-morning": "MO", "mid-afternoon": "AF", "daytime": "DT", "teatime": "AF", "breakfast": "MO"}  # fmt: skip


def _ish(words: str) -> Partial | None:
    if digits := re.match(r"\d+", words):
        return Partial("t", hour=int(digits[0]), mod="APPROX")
    return _noon(words).but(mod="APPROX")


def _part(words: str) -> Partial:
    words = words.lower().split()[-1].rstrip("s")
    part = next((p for name, p in sorted(_PARTS.items(), key=lambda x: -len(x[0])) if words.endswith(name)), None)
    return Partial("d", daypart=part)


def _early(words: str) -> str:
    words = words.lower()
    if words.startswith(("early", "earlier", "beginning", "start", "the beginning", "the start")):
        return "START"
    return "MID" if words.startswith(("mid", "the mid")) else "END"


# --- zones ------------------------------------------------------------------------------------------------

_ZONES = {
    "ET": "America/New_York", "EST": "America/New_York", "EDT": "America/New_York", "CT": "America/Chicago",
    "CST": "America/Chicago", "CDT": "America/Chicago", "MT": "America/Denver", "MST": "America/Denver",
    "MDT": "America/Denver", "PT": "America/Los_Angeles", "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles",
    "AKST": "America/Anchorage", "HST": "Pacific/Honolulu", "GMT": "Etc/UTC", "UTC": "Etc/UTC",
    "BST": "Europe/London", "WET": "Europe/Lisbon", "CET": "Europe/Paris", "CEST": "Europe/Paris", "EET": "Europe/Athens",
    "EEST": "Europe/Athens", "MSK": "Europe/Moscow", "IST": "Asia/Kolkata", "HKT": "Asia/Hong_Kong", "SGT": "Asia/Singapore",
    "JST": "Asia/Tokyo", "KST": "Asia/Seoul", "AEST": "Australia/Sydney", "AEDT": "Australia/Sydney",
    "AWST": "Australia/Perth", "NZST": "Pacific/Auckland", "NZDT": "Pacific/Auckland",
}  # fmt: skip
_ZONE_NAMES = {
    "eastern": "America/New_York", "central": "America/Chicago", "mountain": "America/Denver", "pacific": "America/Los_Angeles",
    "beijing": "Asia/Shanghai", "china": "Asia/Shanghai", "shanghai": "Asia/Shanghai", "xinjiang": "Asia/Urumqi",
    "urumqi": "Asia/Urumqi", "almaty": "Asia/Almaty", "astana": "Asia/Almaty", "moscow": "Europe/Moscow", "london": "Europe/London",
    "uk": "Europe/London", "british summer": "Europe/London", "paris": "Europe/Paris", "berlin": "Europe/Berlin", "tokyo": "Asia/Tokyo",
    "new york": "America/New_York", "central european": "Europe/Paris", "hong kong": "Asia/Hong_Kong", "india": "Asia/Kolkata",
    "greenwich mean": "Etc/UTC", "universal": "Etc/UTC", "coordinated universal": "Etc/UTC", "sydney": "Australia/Sydney",
    "local": None,
}  # fmt: skip


def _offset(sign: str, hours: int) -> str:
    return "Etc/UTC" if hours == 0 else f"Etc/GMT{'-' if sign == '+' else '+'}{hours}"


def _zone(words: str) -> Partial | None:
    if offset := re.search(r"([+-]) ?(\d{1,2})", words):
        return Partial("c", zone=_offset(offset[1], int(offset[2]))) if int(offset[2]) <= 14 else None
    name = re.sub(r"(?: standard| daylight| daylight savings?)? time$", "", words.lower())
    if name in _ZONE_NAMES:
        return Partial("c", zone=_ZONE_NAMES[name])
    return Partial("c", zone=_ZONES[words.replace(".", "")]) if words.replace(".", "") in _ZONES else None


# --- lengths and shifts -----------------------------------------------------------------------------------

UNITS = {"second": "s", "sec": "s", "minute": "n", "min": "n", "hour": "h", "hr": "h", "day": "d", "night": "d", "week": "w", "wk": "w", "fortnight": "2w",
         "month": "m", "mo": "m", "year": "y", "yr": "y", "decade": "10y", "century": "100y", "centurie": "100y", "weekend": "k", "quarter": "q",
         "weekday": "b", "business day": "b", "working day": "b"}  # fmt: skip


def _event_length(words: str) -> Length | None:
    """A three-day festival."""
    amount, _, unit = re.sub(r"\s+", "-", words).rpartition("-")
    value = number(amount)
    return length(value, UNITS[unit.lower()]) if value else None


def _unit(words: str) -> str | None:
    name = re.sub(r"\s+", " ", words.lower().rstrip(".'"))
    return (
        UNITS.get(name)
        or UNITS.get(name.removesuffix("'s").removesuffix("s").rstrip("'"))
        or UNITS.get(name.rstrip("s'"))
    )


def length(amount: float, unit: str) -> Length | None:
    """So many of a unit, halves of a year or month told in whole smaller units."""
    unit = "d" if unit == "b" else unit
    found = re.fullmatch(r"(\d*)([ymwdhns])", unit)
    if found is None:
        return (("m", 3 * amount),) if unit == "q" else None
    amount, name = amount * int(found[1] or 1), found[2]
    if amount != int(amount) and name == "y":
        return (
            (("y", float(int(amount))), ("m", round((amount % 1) * 12)))
            if amount >= 1
            else (("m", round(amount * 12)),)
        )
    if amount != int(amount) and name == "m":
        return (("m", float(int(amount))), ("d", 15)) if amount >= 1 else (("d", 15),)
    if amount != int(amount) and name == "h":
        whole = (("h", float(int(amount))),) if amount >= 1 else ()
        return (*whole, ("n", round((amount % 1) * 60)))
    return ((name, amount),)


def _amount(words: str) -> float | None:
    words = words.lower()
    if re.fullmatch(r"\d+(?:\.\d+)?", words):
        return float(words)
    return {"half": 0.5, "half a": 0.5, "half an": 0.5, "a half": 0.5, "a couple": 2, "a couple of": 2, "couple": 2, "couple of": 2,
            "the couple of": 2, "a hundred": 100, "a dozen": 12, "one hundred": 100}.get(words) or number(words)  # fmt: skip


_WHICH = {
    "next": 1,
    "following": 1,
    "coming": 1,
    "upcoming": 1,
    "last": -1,
    "previous": -1,
    "past": -1,
    "this": 0,
    "current": 0,
    "present": 0,
}


def _which(words: str) -> tuple[int, str]:
    """(shift, the word that decides): next 1, this 0, last -1; "this coming" and "this past" say the nearest one."""
    last = words.lower().split()[-1]
    return _WHICH[last], last if last != "following" or not words.lower().startswith("the") else "the following"


_DAYS = {"today": 0, "tomorrow": 1, "yesterday": -1, "tonight": 0, "overmorrow": 2, "tmr": 1, "tmrw": 1, "tmw": 1}


def _day(words: str) -> Partial | None:
    words = words.lower()
    if re.search(r"the day after tomorrow|day after tomorrow", words):
        return Partial("d", days=2)
    if "day before yesterday" in words:
        return Partial("d", days=-2)
    if words.startswith("last night"):
        return Partial("d", days=-1, daypart="NI")
    if re.match(r"(?:the )?(?:next|following) day|(?:the )?day after$", words):
        return Partial("d", days=1, spoken=True)
    if re.match(r"(?:the )?previous day|(?:the )?(?:day|night) before$|the eve$", words):
        return Partial("d", days=-1, spoken=True, daypart="NI" if "night" in words else None)
    if re.match(r"(?:the|that)? ?same (?:day|evening|night)|that (?:day|evening|night|morning|afternoon)", words):
        return Partial("d", days=0, spoken=True, daypart=_PARTS.get(words.split()[-1]))
    day = next((n for name, n in _DAYS.items() if words.startswith(name)), None)
    return None if day is None else Partial("d", days=day, daypart="NI" if words == "tonight" else None)


def _beside(words: str) -> tuple[str, int]:
    unit = "w" if "week" in words.lower() and "weekend" not in words.lower() else "d"
    return unit, -1 if words.lower().endswith(("before", "preceding")) else 1


def _segment(words: str) -> Partial:
    """Q3, first half, the second quarter."""
    words = words.lower()
    grain = "q" if "q" in words else "h"
    value = next((n for word, n in (("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("last", 4), ("1", 1), ("2", 2), ("3", 3), ("4", 4)) if word in words), 1)  # fmt: skip
    return Partial(grain, segment=str(2 if grain == "h" and value > 2 else value))


def _season(words: str) -> Partial:
    name = words.lower()
    return Partial("q", segment={"fall": "autumn"}.get(name, name))


def _frequency(words: str) -> tuple[str, int]:
    """FREQ and INTERVAL of daily, weekly, fortnightly, annually."""
    words = words.lower().replace("-", "").replace(" ", "")
    return {"daily": ("DAILY", 1), "nightly": ("DAILY", 1), "everyday": ("DAILY", 1), "weekly": ("WEEKLY", 1), "biweekly": ("WEEKLY", 2), "fortnightly": ("WEEKLY", 2),
            "monthly": ("MONTHLY", 1), "bimonthly": ("MONTHLY", 2), "quarterly": ("MONTHLY", 3), "annually": ("YEARLY", 1), "yearly": ("YEARLY", 1),
            "hourly": ("HOURLY", 1), "semiannually": ("MONTHLY", 6), "biannually": ("MONTHLY", 6), "biennially": ("YEARLY", 2), "semimonthly": ("MONTHLY", 1)}[words]  # fmt: skip


def _feast(name: str) -> Callable[[str], Partial | None]:
    def make(words: str) -> Partial | None:
        return Partial("d", feast=name) if words.isascii() or words[0].isupper() else None

    return make


def _any_feast(words: str) -> Partial | None:
    return next((make(words) for pattern, make in _FEASTS if pattern.fullmatch(words)), None)


def _soft_feast(words: str) -> Partial | None:
    name = next(name for pattern, name in SOFT.items() if re.fullmatch(pattern, words, re.IGNORECASE))
    return _feast(name)(words)


_FEASTS = [(re.compile(pattern, re.IGNORECASE), _feast(name)) for name, (pattern, _) in HOLIDAYS.items()]

#: 1st, 22nd, and no street, floor or edition.
_FIGURED = (
    rf"(?:3[01]|[12]\d|0?[123456789])(?:st|nd|rd|th){E}(?! (?:streets?|avenue|ave|floor|edition|annual|birthday|anniversary|place"
    r"|grade|graders?|congress|district|cavalry|infantry|regiment|amendment|hole|inning|minute|seed|round|parallel|prize|son)\b)(?:\.(?=,))?"
)
_D = r"(?:3[01]|[12]\d|0?[123456789])"
_Y = r"(?:1[0123456789]|20|21)\d\d"
_HM = r"(?:2[01234]|[01]?\d)"
_AMPM = r"(?:[ap]\. ?m\.|[ap]\.? ?m\b|[ap]\b(?!\.\w)(?= ?(?:[-,;.]|$)))"


def words(order: str) -> tuple[Word, ...]:
    """The lexicon; `order` is that of a date in figures: "dmy" or "mdy"."""
    return (*_figures(order), *_clocks(), *_names(), *_connecting())


def _figures(order: str) -> tuple[Word, ...]:
    dated = "|".join(rf"\d{{1,2}}{s}\d{{1,2}}{s}(?:(?:19|20)\d\d|\d\d)" for s in ("/", "-"))
    return (
        Word("moment", rf"{B}\d{{4}}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?{E}", _moment),
        Word("day", rf"{B}(?:19|20)\d\d(?:-\d{{1,2}}-|/\d{{1,2}}/|\.\d{{1,2}}\.){_D}(?![\d/.-]\d|\d){E}", _numeric("ymd")),
        Word("day", rf"{B}(?:{dated})(?![/.-]?\d){E}", _numeric(order)),
        Word("dated-month", rf"(?<!\w){_MONTH}[-/](?:19|20)\d\d{E}", _month_and_year),
        Word("day", rf"{B}{_D}[-/.]{_MONTH}(?:[-/.](?:(?:19|20)\d\d|\d\d)|(?!\.? ?\d))(?![/-]\w){E}", _written),
        Word("day", rf"(?<!\w)(?<!\d\s)(?<!\w\d){_MONTH}[-/]{_D}(?! ?{_MONTH})(?:[-/](?:19|20)\d\d|[/]\d\d)?(?![/-]\w|\d| ?[ap]\.?m){E}", _written),
        Word("day", rf"{B}\d{{1,2}}\.\d{{1,2}}\.(?:(?:19|20)\d\d|\d\d)(?![/.-]?\d){E}", _numeric("dmy")),
        Word("dashed", rf"{B}\d{{1,2}}-\d{{1,2}}(?= at \d)", _numeric(order[:2])),
        Word("season-year", rf"(?<!-){B}(?:19|20)\d\d[-/]\d\d(?![\d/-]){E}", _season_year),
        Word("slashed", rf"{B}(?:3[01]|[12]\d|0?[123456789])/{_D}(?![/\d]){E}", _numeric(order[:2])),
    )  # fmt: skip


def _season_year(words: str) -> Partial | None:
    """2024-25: two years that follow each other; 2025-03 is a month."""
    first, last = int(words[:4]), int(words[-2:])
    if last == (first + 1) % 100:
        return Partial("y", year=first)
    return Partial("m", year=first, month=last) if 1 <= last <= 12 and words[4] not in "/／" else None


def _clocks() -> tuple[Word, ...]:
    hour = rf"(?:{_SMALL}|1[012]|[123456789])"
    past = rf"(?:(?:a )?quarter|half|(?:twenty-? ?five|twenty|ten|five)(?: minutes)?) (?:past|to|after|before|till|'til) (?:{hour}|noon|midnight|midday)(?: o'?clock)?(?: ?{_AMPM})?|\d{{1,2}}(?: minutes? (?:past|to|after|before)| mins? (?:past|to)| past) (?:{hour}|noon|midnight)(?: o'?clock)?"
    return (
        Word("clock", rf"{B}12 (?:noon|midday|midnight){E}", _noon),
        Word("clock", rf"{B}{_HM}(?:[.:h]?[012345]\d)?(?::[012345]\d)? ?{_AMPM}{E}", _clock),
        Word("clock", rf"(?<!\w){_SMALL}(?:[ -](?:o'? ?clock|{_CARDINAL}(?:[ -]{_SMALL})?))? ?(?:in the )?(?:[ap]\.m\.|[ap]m{E})", _spoken_clock),
        Word("clock", rf"{B}{_HM}[012345]\d ?(?:hrs|hours|h)\b", _military),
        Word("clock", rf"(?<!\w)(?:noon|midday|midnight)-?ish{E}|{B}{_HM}-?ish{E}", _ish),
        Word("past", rf"{B}{past}{E}(?! (?:years|days|weeks|months|hours|minutes|seconds|people)\b)", _past),
        Word("oclock", rf"{B}{hour} ?o'? ?clock{E}", _o_clock),
        Word("hm24", rf"{B}(?:2[01234]|1[0123456789]|0\d):[012345]\d(?::[012345]\d)?(?![\d:]){AMOUNT}{E}", _colon),
        Word("hm", rf"{B}{_HM}:[012345]\d(?::[012345]\d)?(?![\d:]){AMOUNT}{E}", _colon),
        Word("hmdot", rf"{B}{_HM}\.[012345]\d(?![\d.]\d|\d){AMOUNT}{E}", _colon),
        Word("clock", rf"(?<!\w)(?:12 )?(?:noon|midnight|high noon|midday){E}", _noon),
        Word("hm", rf"{B}{_HM}h[012345]\d{E}", _colon),
        Word("hm", rf"(?<!\w){_SMALL}[ -](?:oh[ -]{_SMALL}|ten|fifteen|twenty|thirty|forty|fifty|forty-five){E}(?! ?-)", _spoken_hm),
        Word("zone", r"(?<!\w)(?:gmt|utc) ?[+-] ?\d{1,2}(?::?\d\d)?(?!\d)", _zone, starts=False),
        Word("zone", each(map(str.lower, _ZONES)), _zone, starts=False),
        Word("zone", each(f"{name}(?: standard| daylight(?: savings?)?)? time" for name in _ZONE_NAMES), _zone, starts=False),
        Word("zone", rf"(?<!\w)(?:eastern|pacific){E}", _zone, starts=False),
    )  # fmt: skip


def _names() -> tuple[Word, ...]:
    rel = (
        r"(?:the )?day (?:after tomorrow|before yesterday)|today|tomorrow|yesterday|tonight|last night|the (?:next|following|previous) day"
        r"|the same (?:day|evening|night)|that (?:same )?(?:day|evening|night|morning|afternoon)|overmorrow|tmrw?|tmw"
    )
    return (
        Word("feast", each(pattern for pattern, _ in HOLIDAYS.values()), _any_feast),
        Word("soft-feast", each(SOFT), _soft_feast),
        Word("vague", each([UNSETTLED]), lambda s: Partial("-") if s[0].isupper() or "bank" in s else None),
        Word("vague", rf"(?<!\w)(?:in |over |during |for )?(?:the |these )?(?:coming|next|past|last|recent|few|following) (?:days|weeks|months|years|decades|hours){E}", lambda s: Partial("-")),
        Word("week", rf"(?<!\w)(?:the )?week (?:after next|before last){E}", lambda s: Partial("w", weeks=2 if s.lower().endswith("next") else -2)),
        Word("relmonth", rf"(?<!\w)(?:the )?month (?:after next|before last){E}", lambda s: Partial("m", months=2 if s.lower().endswith("next") else -2)),
        Word("relyear", rf"(?<!\w)(?:the )?year (?:after next|before last){E}", lambda s: Partial("y", years=2 if s.lower().endswith("next") else -2)),
        Word("period", rf"(?<!\w)(?:the )?weekend (?:after next|before last){E}", lambda s: Partial("k", weeks=2 if s.lower().endswith("next") else -2)),
        Word("beside", rf"(?<!\w)the (?:day|night|morning|evening|weekend|week) (?:before|after|following|preceding){E}(?! (?:the|that|tomorrow)\b)", _beside),
        Word("rel", each([rf"{rel}"]), _day),
        Word("decade", rf"{B}(?:the )?(?:early |mid-? ?|late )?(?:(?:1[56789]|20)\d0|'[123456789]0|[23456789]0)'?s{E}(?! (?:and|or) over| per)", _decade_with),
        Word("decade", rf"(?<!\w)(?:(?:sixteen|seventeen|eighteen|nineteen|twenty)[ -])?(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies{E}", _decade),
        Word("segment", rf"(?<!\w)(?:q[1234]|h[12]|(?:the )?(?:first|second|third|fourth|last|1st|2nd|3rd|4th)[ -](?:quarter|half)){E}(?! ?(?:hour|century|mile|pint|finals?))", _segment),
        Word("week-of", rf"(?<!\w)(?:(?:the )?week (?:of|beginning|commencing|starting)|w/[cb]){E}", _true),
        Word("to-date", rf"(?<!\w)(?:(?:the )?(?:year|month|week) to date|(?:so far )?this (?:year|month|week) so far|so far this (?:year|month|week)|ytd|mtd){E}", lambda s: "m" if "mo" in s.lower() or s.lower() == "mtd" else "w" if "week" in s.lower() else "y"),
        Word("a-length", rf"(?<!\w)an? (?:half-?hour|quarter of an hour|second|minute|hour|day|night|week|fortnight|month|year|decade|century|quarter(?! (?:past|to|after|before|till|of)\b)){E}", _a_length),
        Word("the-ordinal", rf"(?<!\w)the {_FIGURED}", lambda s: number(s[4:].rstrip("."))),
        Word("the-ordinal", rf"(?<!\w)the {_ORDINAL}{E}", lambda s: number(s[4:])),
        Word("ordinal", rf"{B}{_FIGURED}", number),
        Word("ordinal-word", each(_ORDINALS), number),
        Word("year", rf"{B}{_Y}(?!\d|'?s\b)(?!-\d){AMOUNT}{E}", _year),
        Word("year", rf"{B}{_Y}(?=-{_Y}{E})", _year),
        Word("frequency", rf"(?<!\w)(?:7|seven) days (?:a|per|each) week{E}", lambda s: ("DAILY", 1)),
        Word("times", rf"(?<!\w)(?:(?:once|twice|(?:two|three|four|five|\d) times|(?:six|five|6|5) days|24 hours)(?: an?| per| every| each) (?:day|week|month|year|hour|night|minute)|(?:twice|once) (?:daily|weekly|monthly|yearly)){E}", _true),
        Word("spoken-year", rf"(?<!\w)(?:two thousand(?: and)?(?: {_CARDINAL})?|(?:nineteen|eighteen|twenty)[ -](?:oh {_SMALL}|hundred|(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:{_any(_TENS)})(?:[ -](?:{_any(_ONES[:9])}))?)))(?! (?:people|men|women|dollars|pounds|pieces|times|miles|past|to|minutes|of|percent|years|days|hours|weeks)\b){E}", _spoken_year),
        Word("short-year", r"(?<!\w)'\d\d(?![\d\w])", _short_year, starts=False),
        Word("event-length", rf"{B}(?:{_CARDINAL}|\d{{1,2}})[- ](?:day|night|week)(?= (?:long )?(?:\w+ )?(?:festival|fair|event|conference|exhibition|exhibit|workshop|symposium|tournament|celebration|retreat|sale|course|convention|camp|visit|trip|tour|run|closure|strike|congress|seminar|session)\b)", _event_length),
        Word("amount", rf"{B}\d{{1,4}}(?:\.\d{{1,2}})?(?=[ -]?(?:sec|min|hour|hr|day|night|week|fortnight|month|year|yr|wk|decade|quarter|centur|business|working|weekend)\w*|(?:h|hrs?|mins?|wks?|yrs?)\b)", _amount),
        Word("num", rf"{B}\d{{1,2}}(?![\w]|[.,:/]\d){AMOUNT}", lambda s: int(s)),
        Word("amount", rf"(?<!\w)(?:a (?:couple(?: of)?|half|hundred|dozen)|(?:the )?couple of|half(?: an?)?|one hundred){E}", _amount),
        Word("cardinal", each(_CARDINALS), number),
        Word("month", each([rf"{_any(m for m in MONTHS if m not in DOUBTFUL)}"]), _month),
        Word("doubtful", rf"(?<!\w)(?-i:(?=[MAJ]))(?:{_any(DOUBTFUL)}){E}", _month),
        Word("doubtful", rf"(?:(?<=on\s)|(?<=by\s)|(?<=ore\s)|(?<=ter\s)|(?<=rom\s)|(?<=til\s)|(?<=nce\s))(?:march|may|mar)(?= \d)", _month),
        Word("lower", rf"(?<!\w)(?:march|may|mar){E}", _month),
        Word("short", rf"(?<!\w)(?:jan|febr?|apr(?:il)?|june?|jul|aug(?:ust)?|sept?|oct|nov|dec)(?:\.|{E})", _month),
        Word("weekdays", rf"(?<!\w)(?:(?:{_WEEKDAY})s|(?:mon|fri|sat|sun)s){E}", lambda s: _weekdays(s) if s[0].isupper() or s.lower().endswith("days") else None),
        Word("weekday", rf"(?<!\w)(?:{_WEEKDAY}){E}", _weekday),
        Word("short-weekday", rf"(?<!\w)(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)(?:\.|{E})", _weekday),
        Word("workdays", each([rf"weeknights|weekdays|week days|working days|school days|business days|workdays"]), _true),
        Word("workdays", r"(?<!\w)(?-i:(?=M-F))m-f(?!\w)", _true),
        Word("weekends", rf"(?<!\w)(?:at )?weekends{E}", _true),
        Word("weekend", rf"(?<!\w)weekend{E}", _true),
        Word("parts", each([rf"mornings|afternoons|evenings|nights|lunchtimes"]), _part),
        Word("part", rf"(?<!\w)(?:in the |at |during the |(?:first thing|early|late|later) (?:in the )?)?(?:morning|(?:early |late )?afternoon|evening|night|overnight|lunchtime|mid-?morning|mid-?afternoon|dawn|dusk|sunset|sunrise|teatime){E}", _part),
        Word("which", rf"(?<!\w)(?:(?:the |this |these |of |for )?(?:next|(?<!to\s)(?<!will\s)(?<!can\s)(?<!may\s)last|past|previous|coming|upcoming|following|current)|this){E}", _which),
        Word("mod", rf"(?<!\w)(?:(?:the )?(?:early|middle|late|end)(?: (?:in|of|part of)(?: the)?)? (?!to\b)|(?:the )?(?:latter part|close|beginning|start|first part) of(?: the)? |mid(?: (?=\w)|-))", _early),
        Word("season", rf"(?<!\w)(?:spring|summer|autumn|fall|winter){E}(?!')", _season),
        Word("fiscal", rf"(?<!\w)(?:fiscal(?: year)?|financial year|school year|academic year|calendar year|season){E}", _true),
        Word("period", rf"(?<!\w)fy ?'?(?:20)?\d\d{E}", _short_year),
        Word("frequency", each([rf"daily|nightly|weekly|biweekly|bi-weekly|fortnightly|monthly|bi-?monthly|quarterly|annually|yearly|hourly|semi-?annually|bi-?annually|biennially|semi-?monthly|everyday"]), _frequency),
        Word("unit", rf"(?<!\w)(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|business days?|working days?|weekdays?|days?|nights?|weeks?|wks?|fortnights?|months?|years?|yrs?|decades?|century|centuries|quarters?|(?<=\d\s)mos?){E}(?:'(?!\w))?", _unit, starts=False),
        Word("unit", rf"(?<=\d)(?:hrs?|h|min|mins|days?|weeks?|wks?|yrs?|d|y|mo){E}", lambda s: _unit({"d": "day", "y": "year", "h": "hour"}.get(s.lower(), s)), starts=False),
    )  # fmt: skip


def _decade_with(words: str) -> Partial | None:
    mod = next((m for m, name in (("START", "early"), ("MID", "mid"), ("END", "late")) if name in words.lower()), None)
    found = _decade(words)
    return found and found.but(mod=mod)


def _connecting() -> tuple[Word, ...]:
    alone = r"(?= *(?:[.,;!?](?!\w)|$))"

    def row(kind: str, pattern: str, starts: bool = False) -> Word:
        return Word(kind, each([pattern]), _true, starts=starts)

    return (
        Word("numbered-day", rf"(?<!\w)(?:on the|on|(?<!of\s)(?<!all\s)the) {_D}{alone}", lambda s: Partial("d", day=int(s.split()[-1]))),
        row("further", "(?:until|till) further notice", True),
        row(
            "immediately",
            "effective immediately|with immediate effect|effective (?:today|now)|from now on|as of now",
            True,
        ),
        row("now", "(?:right |just )?now|immediately|at (?:the|this) moment|at present", True),
        row(
            "until",
            "(?:on|by) or before|up to and including|(?:no|not) later than|up until|until|till|'til|up to(?= (?:the )?\\w)",
            True,
        ),
        row("through", "through|thru|thro'", True),
        row(
            "since",
            "on or after|not (?:before|until)|starting(?: on| from| in)?|beginning(?: on| in)?|as of|as from|effective(?: from| on)?|with effect from|commencing(?: on)?|since",
            True,
        ),
        row("by", "by|due by", True),
        row("before", "before|prior to|earlier than|ahead of|sooner than", True),
        row("after", "after|later than", True),
        row("hence", "from now|from today|hence"),
        row("from", "from", True),
        row("between", "(?:in )?between", True),
        row("onwards", "onwards?|forwards?|on(?= *(?:[.,;!?)]|$))|and beyond"),
        row(
            "alternate",
            "(?:every )?alternate|every (?:other|second(?= (?:mon|tue|wed|thu|fri|sat|sun|week|month|day|year)))",
            True,
        ),
        row("every", "every|each|any given", True),
        row("except", "except(?:ing)?(?: for)?(?: on)?|no (?:session|class|meeting|service|practice)(?:es|s)?(?: on)?|excluding|apart from|but not|not|closed(?: on)?"),
        row("half", "and (?:(?:a|one)[ -])?half|1/2"),
        row("and", "and|as well as|plus"),
        row("or", "or"),
        Word("adverb", rf"(?<!\w)(?:earlier|later){E}", _early),
        row("to", "to"),
        row("at", "(?:doors|starts|begins|kick-?off|opens|closes|ends) at|at|doors|kick-?off|from about", True),
        row(
            "about",
            "about|around|approximately|approx\\.?|circa|roughly|nearly|almost|more than|less than|over(?= (?:an?|\\d|one|two|three|four|five|six))|at least|exactly",
            True,
        ),
        row(
            "for",
            "for(?: (?:a total of|a period of|up to|about|around|nearly|almost|over|at least|another))?|lasts|lasting|runs for|and lasts",
            True,
        ),
        row("of", "of"),
        row("in-the", "(?:in|during|throughout|over) the(?! (?:year|middle|end))", True),
        row(
            "in",
            "in the years?(?: of)?(?= \\d{4})|(?:the )?year(?: of)?(?= \\d{4})|in|during|throughout|over|at the",
            True,
        ),
        row("within", "within|inside", True),
        row("ago", "ago|before now|previously"),
        row("afterwards", "afterwards?|from then|after that"),
        row("time", "time"),
        row("the", "the|on"),
        row("a", "an|a"),
        row("few", "few|several", True),
        Word(
            "whole",
            rf"(?<!\w)(?:(?:all(?: of)?(?: the)?|(?:the |a )?(?:whole|entire|full)) (?:day|night|week|month|year)(?: long)?){E}",
            _whole,
        ),
        row("rest", "(?:the )?(?:rest|remainder|balance) of(?: the)?", True),
        Word("dash", r"-{1,2}", _true, starts=False),
        Word("comma", r",", _true, starts=False),
        Word("left", r"\(", _true, starts=False),
        Word("right", r"\)", _true, starts=False),
        Word("mark", r"[·|:;@]", _true, starts=False),
        Word("and", r"[&+]", _true, starts=False),
    )


def _whole(words: str) -> Length:
    words = words.lower()
    return (
        (
            next(
                u
                for name, u in (("day", "d"), ("night", "d"), ("week", "w"), ("month", "m"), ("year", "y"))
                if name in words
            ),
            1.0,
        ),
    )
