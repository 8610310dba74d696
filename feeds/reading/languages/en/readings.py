"""What the words of English say of a time: folded letters in, a partial value (or a number, a length) out."""

from __future__ import annotations

import re
from collections.abc import Callable

from feeds.reading.languages.en.holidays import HOLIDAYS, SOFT
from feeds.reading.timex.partial import Length, Partial

ONES = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
FIRSTS = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
]  # fmt: skip
NUMBERS = {word: n for n, word in enumerate(ONES, start=1)} | {word: 10 * n for n, word in enumerate(TENS, start=2)}
NUMBERS |= {
    f"{t}{d}": NUMBERS[t] + n for t in TENS for n, one in enumerate(ONES[:9], 1) for d in (f"-{one}", f" {one}")
}
ORDINALS = {word: n for n, word in enumerate(FIRSTS, start=1)} | {"twentieth": 20, "thirtieth": 30}
ORDINALS |= {f"{t}{d}": 10 * k + n for k, t in ((2, "twenty"), (3, "thirty")) for n, one in enumerate(FIRSTS[:9], 1) for d in (f"-{one}", f" {one}")}  # fmt: skip


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


MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")  # fmt: skip
_SHORT = {m[:3]: n for n, m in enumerate(MONTHS, start=1)} | {"sept": 9, "febr": 2}
_WEEK = {"mo": 1, "tu": 2, "we": 3, "th": 4, "fr": 5, "sa": 6, "su": 7}


def a_length(words: str) -> Length | None:
    name = words.lower().split(" ", 1)[1].replace("-", "")
    return (("n", 30.0),) if name == "halfhour" else (("n", 15.0),) if "of" in name else length(1, UNITS[name])


def true(_: str) -> bool:
    return True


def month(words: str) -> Partial | None:
    name = words.rstrip(".").lower()
    return Partial("m", month=_SHORT[name[:3]])


def weekday(words: str) -> Partial | None:
    value = _WEEK[words[:2].lower()]
    plain = words[0].isupper() or words.lower().endswith("day") or words.lower().startswith(("tu", "th", "fr"))
    return Partial("d", weekday=value) if plain else None


def lower_weekday(words: str) -> Partial:
    """Sat night, wed the 5th: what follows shows that it is no verb."""
    return Partial("d", weekday=_WEEK[words[:2].lower()])


def weekdays(words: str) -> tuple[int, ...]:
    return (_WEEK[words[:2].lower()],)


def year(words: str) -> Partial | None:
    value = int(words)
    return Partial("y", year=value) if 1000 <= value <= 2199 else None


def spoken_year(words: str) -> Partial | None:
    """Two thousand and eighteen, twenty twenty-five, nineteen ninety-nine."""
    words = words.lower().replace("-", " ")
    if words.startswith("two thousand"):
        rest = words.removeprefix("two thousand").removeprefix(" and").strip()
        return Partial("y", year=2000 + (number(rest) or 0))
    head, _, tail = words.partition(" ")
    value = number(tail) or 0
    value = number(tail.removeprefix("oh ")) or value if tail.startswith("oh ") else value
    return Partial("y", year=100 * (number(head) or 0) + value) if value or tail == "hundred" else None


def short_year(words: str) -> Partial:
    value = int(words[-2:])
    return Partial("y", year=value + (2000 if value < 60 else 1900))


def decade(words: str) -> Partial | None:
    """1930s, the '90s, nineteen nineties, twenties."""
    words = words.lower()
    if digits := re.search(r"\d+", words):
        value = int(digits[0])
        if value >= 1000:
            return Partial("c" if value % 100 == 0 and value < 2000 else "e", year=value)
        return Partial("e", year=value + (1900 if value >= 20 else 2000))
    parts = words.replace("-", " ").split()
    tens = 10 * (2 + [t[:-1] for t in TENS].index(parts[-1].removesuffix("ies")))
    century = {"eighteen": 1800, "seventeen": 1700, "nineteen": 1900, "twenty": 2000, "sixteen": 1600}.get(
        parts[0], 1900
    )
    return Partial("e", year=century + tens)


def numeric(order: str) -> Callable[[str], Partial | None]:
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


def written(words: str) -> Partial | None:
    """5-Mar-2025, Oct/2."""
    parts = re.findall(r"[^\W\d]+|\d+", words)
    name = next(p for p in parts if p.isalpha())
    numbers = [int(p) for p in parts if p.isdigit()]
    year = (numbers[1] + (2000 if numbers[1] < 100 else 0)) if len(numbers) > 1 else None
    return Partial("d", year=year, month=_SHORT[name[:3].lower()], day=numbers[0]) if 1 <= numbers[0] <= 31 else None


def month_and_year(words: str) -> Partial:
    """Dec-2018, 2018-Dec."""
    year, name = (words[:4], words[5:]) if words[0].isdigit() else (words[-4:], words)
    return Partial("m", year=int(year), month=_SHORT[name[:3].lower()])


def quarter_of_year(words: str) -> Partial | None:
    """Q1-18, 1Q 2018, 2018-Q1."""
    quarter = re.search(r"(?<=q)[1234]|[1234](?=q)", words.lower())
    year = re.search(r"(?:20)?\d\d$|^20\d\d", re.sub(r"(?i)q[1234]$", "", words))
    if quarter is None or year is None:
        return None
    return Partial("q", segment=quarter[0], year=int(year[0]) + (2000 if len(year[0]) == 2 else 0))


def moment(words: str) -> Partial | None:
    day, _, clock = words.replace(" ", "T").partition("T")
    date = numeric("ymd")(day)
    parts = [int(p) for p in re.findall(r"\d+", clock)]
    seconds = re.match(r"\d\d:\d\d:(\d\d)", clock)
    zone = None
    if clock.endswith(("Z", "z")):
        zone = "Etc/UTC"
    elif offset := re.search(r"([+-])(\d\d):?\d\d$", clock):
        zone = _offset(offset[1], int(offset[2]))
    return date and date.but(
        grain="t", hour=parts[0], minute=parts[1], second=int(seconds[1]) or None if seconds else None,
        sure=True, zone=zone,
    )  # fmt: skip


def clock(words: str) -> Partial | None:
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


def spoken_clock(words: str) -> Partial | None:
    """Ten thirty am, seven p.m."""
    words = words.lower().replace("-", " ").replace(".", "")
    head, half = words.rstrip("m ").rstrip("ap ").split(), "p" if re.search(r"p ?m$", words) else "a"
    hour, minute = NUMBERS[head[0]], sum(NUMBERS.get(w, 0) for w in head[1:])
    return (
        Partial("t", hour=hour % 12 + (12 if half == "p" else 0), minute=minute or None, sure=True)
        if hour <= 12
        else None
    )


def spoken_hm(words: str) -> Partial:
    hour, *rest = words.lower().replace("-", " ").split()
    return Partial("t", hour=NUMBERS[hour], minute=sum(NUMBERS.get(w, 0) for w in rest))


def colon(words: str) -> Partial | None:
    """19:30, 7.30: past twelve, or with a nought before it, it is sure of its half of the day."""
    hour, minute, *second = (int(p) for p in re.findall(r"\d+", words))
    if hour > 24 or minute > 59:
        return None
    return Partial(
        "t", hour=hour, minute=minute, second=second[0] if second else None, sure=hour > 12 or words[0] == "0"
    )


def military(words: str) -> Partial | None:
    digits = re.sub(r"\D", "", words)[:4]
    hour, minute = int(digits[:2]), int(digits[2:])
    return Partial("t", hour=hour, minute=minute, sure=True) if hour <= 24 and minute < 60 else None


def past(words: str) -> Partial | None:
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


def o_clock(words: str) -> Partial | None:
    value = number(re.split(r"\s?o", words.lower())[0].strip())
    return Partial("t", hour=value, sure=value > 12) if value and value <= 24 else None


def noon(words: str) -> Partial:
    night = "midnight" in words.lower()
    return Partial("t", hour=0 if night else 12, sure=True)


_PARTS = {"morning": "MO", "forenoon": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "nighttime": "NI", "overnight": "NI",
          "daybreak": "MO", "dawn": "MO", "sunrise": "MO", "dusk": "EV", "sunset": "EV", "lunchtime": "MI", "midday": "MI",
          "mid-morning": "MO", "mid-afternoon": "AF", "daytime": "DT", "teatime": "AF", "breakfast": "MO"}  # fmt: skip


def ish(words: str) -> Partial | None:
    if digits := re.match(r"\d+", words):
        return Partial("t", hour=int(digits[0]), mod="APPROX")
    return noon(words).but(mod="APPROX")


def part(words: str) -> Partial:
    words = words.lower().split()[-1].rstrip("s")
    part = next((p for name, p in sorted(_PARTS.items(), key=lambda x: -len(x[0])) if words.endswith(name)), None)
    return Partial("d", daypart=part)


def early(words: str) -> str:
    words = words.lower()
    if words.startswith(("early", "the early", "earlier", "beginning", "start", "the beginning", "the start")):
        return "START"
    return "MID" if words.startswith(("mid", "the mid")) else "END"


ZONES = {
    "ET": "America/New_York", "EST": "America/New_York", "EDT": "America/New_York", "CT": "America/Chicago",
    "CST": "America/Chicago", "CDT": "America/Chicago", "MT": "America/Denver", "MST": "America/Denver",
    "MDT": "America/Denver", "PT": "America/Los_Angeles", "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles",
    "AKST": "America/Anchorage", "HST": "Pacific/Honolulu", "GMT": "Etc/UTC", "UTC": "Etc/UTC",
    "BST": "Europe/London", "WET": "Europe/Lisbon", "CET": "Europe/Paris", "CEST": "Europe/Paris", "EET": "Europe/Athens",
    "EEST": "Europe/Athens", "MSK": "Europe/Moscow", "IST": "Asia/Kolkata", "HKT": "Asia/Hong_Kong", "SGT": "Asia/Singapore",
    "JST": "Asia/Tokyo", "KST": "Asia/Seoul", "AEST": "Australia/Sydney", "AEDT": "Australia/Sydney",
    "AWST": "Australia/Perth", "NZST": "Pacific/Auckland", "NZDT": "Pacific/Auckland",
}  # fmt: skip
ZONE_NAMES = {
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


def zone(words: str) -> Partial | None:
    if offset := re.search(r"([+-]) ?(\d{1,2})", words):
        return Partial("c", zone=_offset(offset[1], int(offset[2]))) if int(offset[2]) <= 14 else None
    name = re.sub(r"(?: standard| daylight| daylight savings?)? time$", "", words.lower())
    if name in ZONE_NAMES:
        return Partial("c", zone=ZONE_NAMES[name])
    letters = words.replace(".", "")
    letters = letters.upper() if len(letters) > 2 else letters
    return Partial("c", zone=ZONES[letters]) if letters in ZONES else None


UNITS = {"second": "s", "sec": "s", "minute": "n", "min": "n", "hour": "h", "hr": "h", "day": "d", "night": "d", "week": "w", "wk": "w", "fortnight": "2w",
         "month": "m", "mo": "m", "year": "y", "yr": "y", "decade": "10y", "century": "100y", "centurie": "100y", "weekend": "k", "quarter": "q",
         "weekday": "b", "business day": "b", "working day": "b"}  # fmt: skip


def event_length(words: str) -> Length | None:
    """A three-day festival."""
    words = re.sub(r"\s+", "-", words.lower())
    if words.endswith("long"):  # a week-long festival
        return length(1, UNITS[words.removesuffix("long").rstrip("-")])
    amount, _, unit = words.rpartition("-")
    value = number(amount)
    return length(value, UNITS[unit.lower()]) if value else None


def unit(words: str) -> str | None:
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


def amount(words: str) -> float | None:
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


def which(words: str) -> tuple[int, str]:
    """(shift, the word that decides): next 1, this 0, last -1; "this coming" and "this past" say the nearest one."""
    last = words.lower().split()[-1]
    return _WHICH[last], last if last != "following" or not words.lower().startswith("the") else "the following"


_DAYS = {"today": 0, "tomorrow": 1, "yesterday": -1, "tonight": 0, "overmorrow": 2, "tmr": 1, "tmrw": 1, "tmw": 1}


def day(words: str) -> Partial | None:
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


def beside(words: str) -> tuple[str, int]:
    unit = "w" if "week" in words.lower() and "weekend" not in words.lower() else "d"
    return unit, -1 if words.lower().endswith(("before", "preceding")) else 1


def segment(words: str) -> Partial:
    """Q3, first half, the second quarter."""
    words = words.lower()
    grain = "q" if "q" in words else "h"
    value = next((n for word, n in (("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("last", 4), ("1", 1), ("2", 2), ("3", 3), ("4", 4)) if word in words), 1)  # fmt: skip
    return Partial(grain, segment=str(2 if grain == "h" and value > 2 else value))


def season(words: str) -> Partial:
    name = words.lower()
    return Partial("q", segment={"fall": "autumn"}.get(name, name))


def frequency(words: str) -> tuple[str, int]:
    """FREQ and INTERVAL of daily, weekly, fortnightly, annually."""
    words = words.lower().replace("-", "").replace(" ", "")
    return {"daily": ("DAILY", 1), "nightly": ("DAILY", 1), "everyday": ("DAILY", 1), "weekly": ("WEEKLY", 1), "biweekly": ("WEEKLY", 2), "fortnightly": ("WEEKLY", 2),
            "monthly": ("MONTHLY", 1), "bimonthly": ("MONTHLY", 2), "quarterly": ("MONTHLY", 3), "annually": ("YEARLY", 1), "yearly": ("YEARLY", 1),
            "hourly": ("HOURLY", 1), "semiannually": ("MONTHLY", 6), "biannually": ("MONTHLY", 6), "biennially": ("YEARLY", 2), "semimonthly": ("MONTHLY", 1)}[words]  # fmt: skip


def _feast(name: str) -> Callable[[str], Partial | None]:
    def make(words: str) -> Partial | None:
        return Partial("d", feast=name) if words.isascii() or words[0].isupper() else None

    return make


def any_feast(words: str) -> Partial | None:
    return next((make(words) for pattern, make in _FEASTS if pattern.fullmatch(words)), None)


def soft_feast(words: str) -> Partial | None:
    name = next(name for pattern, name in SOFT.items() if re.fullmatch(pattern, words, re.IGNORECASE))
    return _feast(name)(words)


_FEASTS = [(re.compile(pattern, re.IGNORECASE), _feast(name)) for name, (pattern, _) in HOLIDAYS.items()]


def season_year(words: str) -> Partial | None:
    """2024-25: two years that follow each other; 2025-03 is a month."""
    first, end = int(words[:4]), words[5:]
    last = int(end)
    if last == (first + 1) % 10 ** len(end):
        return Partial("y", year=first)
    return Partial("m", year=first, month=last) if 1 <= last <= 12 and words[4] not in "/／" else None


def decade_with(words: str) -> Partial | None:
    mod = next((m for m, name in (("START", "early"), ("MID", "mid"), ("END", "late")) if name in words.lower()), None)
    found = decade(words)
    return found and found.but(mod=mod)


def whole(words: str) -> Length:
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
