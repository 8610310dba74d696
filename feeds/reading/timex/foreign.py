"""Languages without a folder: a generic locator delimits date strings, dateparser reads them, strictly.

dateparser is never given running text: on that it guesses. The locator knows the language's names of months (they are
dateparser's own tables) and numeric forms; what it delimits is read with explicit language and day order, and only as
exactly as it was written.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
from functools import lru_cache
from typing import Any

from feeds.records import Span, Timex

_MONTHS = "january february march april may june july august september october november december".split()  # noqa: SIM905
_OF = r"(?:\s{1,3}(?:de|del|di|do|of|van)|\s?['’]|\.|º|er|\.º)?\s{1,3}"
_CLOCK = (
    r"(?P<clock>[,\s]{1,3}(?:(?:à|at|um|alle|ore|a las|às|kl\.?|om|o)\s{1,2})?(?:[01]?\d|2[0-3])[:h.][0-5]\d(?!\d))?"
)
_NUMERIC = r"(?<![\d./-])(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d)(?![\d/-])"


def find(text: str, reference: dt.date | dt.datetime, language: str) -> list[Timex]:
    """The dates a text of that language writes out, sorted by span."""
    now = reference if isinstance(reference, dt.datetime) else dt.datetime.combine(reference, dt.time())
    code, locate = _locator(language)
    found = []
    for match in locate.finditer(text):
        read = _read(match, now, code)
        if read is not None:
            found.append(read)
    return found


@lru_cache(maxsize=16)
def _locator(language: str) -> tuple[str | None, re.Pattern[str]]:
    """dateparser's code of the language (None: it knows none) and the pattern of its date strings."""
    from dateparser.languages.loader import default_loader

    for code in (language, language.split("-")[0].lower()):
        try:
            info: dict[str, Any] = default_loader.get_locale(code).info
        except Exception:  # dateparser raises what its importer or its tables raise for a name it does not know
            continue
        names = sorted(
            {name for month in _MONTHS for name in info.get(month, ()) if len(name) > 2}, key=len, reverse=True
        )
        if not names:
            continue
        month = "(?:" + "|".join(map(re.escape, names)) + r")(?!\w)(?:\.(?=\s?\d))?"
        after = r"(?:,?(?:\s{1,3}(?:de|del|di|do))?\s{1,3}(?P<%s>(?:19|20)\d\d)(?!\d))?"
        words = rf"(?<![\d.,:/-])(?P<day>[0-3]?\d){_OF}{month}{after % 'year'}"
        words += rf"|(?<!\w){month}\s{{1,3}}(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?(?!\d){after % 'year2'}"
        whole = rf"(?<!\w){month}(?:\s{{1,3}}(?:de|del|di|do))?\s{{1,3}}(?P<month>(?:19|20)\d\d)(?!\d)"
        return code, re.compile(rf"(?:(?P<numeric>{_NUMERIC})|{whole}|{words}){_CLOCK}", re.IGNORECASE)
    return None, re.compile(rf"(?P<numeric>{_NUMERIC}){_CLOCK}")


def _read(match: re.Match[str], now: dt.datetime, code: str | None) -> Timex | None:
    groups = match.groupdict()
    clock = groups["clock"]
    letters = match.group()[: -len(clock)] if clock else match.group()
    day = _parsed(letters, now, code)
    if day is None:
        return None
    rules = ("delimited date, through dateparser",)
    if groups.get("month"):
        return Timex(Span(match.start(), match.end() - len(clock or "")), "DATE", f"{day:%Y-%m}", rules=rules)
    told = bool(groups["numeric"] or groups.get("year") or groups.get("year2"))
    if not told:
        day = _nearest(day, now.date())
    inferred = frozenset() if told else frozenset({"year"})
    if not clock:
        return Timex(Span(*match.span()), "DATE", day.isoformat(), inferred=inferred, rules=rules)
    hour, minute = map(int, re.findall(r"\d+", clock))
    value = dt.datetime.combine(day, dt.time(hour, minute)).isoformat(timespec="minutes")
    return Timex(Span(*match.span()), "TIME", value, inferred=inferred, rules=rules)


def _parsed(letters: str, now: dt.datetime, code: str | None) -> dt.date | None:
    """What dateparser makes of a delimited string; ISO dates it does not need to see."""
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", letters):
        year, month, number = map(int, letters.split("-"))
        try:
            return dt.date(year, month, number)
        except ValueError:
            return None
    import dateparser

    settings = {"RELATIVE_BASE": now, "STRICT_PARSING": False, "REQUIRE_PARTS": ["month"], "PARSERS": ["absolute-time"]}
    if code is None or re.fullmatch(r"[\d./]+", letters):
        settings["DATE_ORDER"] = "MDY" if code in ("en-US", "en") else "DMY"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # dateparser's own deprecations are no news to our callers
        try:
            found = dateparser.parse(" ".join(letters.split()), languages=[code] if code else ["en"], settings=settings)
        except (ValueError, OverflowError, TypeError):
            return None
    return found.date() if found else None


def _nearest(day: dt.date, today: dt.date) -> dt.date:
    """The same day of the year nearest to today's."""
    days = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            days.append(day.replace(year=year))
        except ValueError:
            continue
    return min(days, key=lambda d: abs(d - today), default=day)
