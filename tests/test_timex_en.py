"""What English papers and notices print is read as the examples beside the English rules say."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from importlib.resources import files

import pytest
from dateutil import parser as dateutil_parser
from dateutil.easter import easter
from dateutil.relativedelta import FR, MO, SA, SU, TH, TU, WE, relativedelta
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.reading.languages.en.times import LANGUAGE
from feeds.reading.timex import find
from feeds.records import Timex

WEEKDAYS = {"MO": MO, "TU": TU, "WE": WE, "TH": TH, "FR": FR, "SA": SA, "SU": SU}


@dataclass(frozen=True)
class Example:
    number: int
    kind: str
    reference: dt.date
    language: str
    text: str
    #: (start, end) in `text`, and the fields of the Timex that stand there.
    spans: tuple[tuple[int, int], ...]
    values: tuple[dict[str, str | None], ...]
    #: What confirms each value, "" when the words themselves do.
    by: tuple[str, ...]

    def words(self, n: int) -> str:
        return self.text[slice(*self.spans[n])]


def _value(words: str) -> dict[str, str | None]:
    found: dict[str, str | None] = {"value": None, "end": None, "open": None, "rrule": None, "exdates": None}
    when, *fields = words.split()
    for field in fields:
        key, _, rest = field.partition(":")
        found[{"part": "daypart", "for": "duration", "except": "exdates"}.get(key, key)] = rest
    first, _, last = when.partition("/")
    if first not in ("?", ".."):
        found["value"] = first
    if first == "..":
        found["open"] = "start"
    if last == "..":
        found["open"] = "end"
    elif last:
        found["end"] = first.partition("T")[0] + last if last[0] == "T" else last
        if first == "..":
            found["end"] = last
    return found


def _examples() -> list[Example]:
    found: list[Example] = []
    kind, reference, language = "", dt.date.min, "en"
    page = files("feeds.reading.languages.en").joinpath("examples.txt").read_text(encoding="utf-8")
    for number, line in enumerate(page.split("\n"), start=1):
        if line.startswith("## "):
            kind = line[3:]
        elif line.startswith("@ "):
            day, language = [*line[2:].split(), "en"][:2]
            reference = dt.date.fromisoformat(day)
        elif line and not line.startswith("#"):
            words, _, values = line.partition(" => ")
            words = re.sub(r"\\(?:n|u[0-9a-f]{4})", lambda m: m.group().encode().decode("unicode_escape"), words)
            values, _, by = values.partition("; by ")
            spans, text = [], ""
            for piece in re.split(r"(\[[^\]]*\])", words):
                inside = piece[1:-1] if piece[:1] == "[" else piece
                if piece[:1] == "[":
                    spans.append((len(text), len(text) + len(inside)))
                text += inside
            fields = tuple(_value(v) for v in values.split(" | ")) if values else ()
            why = (
                tuple(how.strip("- ") if len(how) < 3 else how for how in by.split(" | "))
                if by
                else ("",) * len(fields)
            )
            assert len(fields) == len(spans) == len(why), f"examples.txt:{number}: {line}"
            found.append(Example(number, kind, reference, language, text, tuple(spans), fields, why))
    return found


EXAMPLES = _examples()


def test_there_are_enough_examples_and_no_two_differ_in_numbers_alone() -> None:
    shapes = [re.sub(r"\d+", "0", example.text.casefold()) for example in EXAMPLES]
    assert len({*shapes}) == len(shapes) >= 330
    assert sum(not example.spans for example in EXAMPLES) >= 50


# --- the examples themselves are right: dateutil says the same ----------------------------------------------


def _counted(how: str, reference: dt.date) -> dt.date:
    """ "weeks=+1 weekday=TH", "easter-2" or a date dateutil can read, from the reference."""
    if match := re.fullmatch(r"easter([+-]\d+)", how):
        return easter(reference.year) + dt.timedelta(days=int(match[1]))
    if "=" not in how:
        return dateutil_parser.parse(how, default=dt.datetime(reference.year, 1, 1)).date()
    day = reference
    for step in re.findall(r"(\w+)=(\S+)", how):  # in the order written, one after the other
        key, amount = step
        if key == "weekday":
            name, _, nth = amount.rstrip(")").partition("(")
            day += relativedelta(weekday=WEEKDAYS[name](int(nth or 1)))
        else:
            day += relativedelta(**{key: int(amount)})
    return day


CLOCK = re.compile(
    r"(?i)(?<![\d.:])(?P<h>[01]?\d|2[0-3])(?:[:.](?P<m>[0-5]\d))?(?::\d\d)?"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?| o'clock|(?<=\d[:.]\d\d)(?![.\d])|(?= ?(?:[-–—]|to|for) ?\d[\d:.]* ?[ap]\.?m\b))"
    r"|\b(?P<h24>\d\d)(?P<m24>\d\d) h(?:ou)?rs|\b(?P<word>noon|midnight)\b"
)


def _clocks(words: str) -> tuple[str, set[str]]:
    """The words without their clock times, and those times, in both halves of the day where none is named."""
    found: set[str] = set()
    for match in CLOCK.finditer(words):
        if match["word"]:
            found.add({"noon": "12:00", "midnight": "00:00"}[match["word"].lower()])
            continue
        hour, minute = int(match["h"] or match["h24"]), match["m"] or match["m24"] or "00"
        half = match["half"] and match["half"].lower()
        for shift, halves in ((0, "a"), (12, "p")):
            if half in (None, halves):
                found.add(f"{hour % 12 + shift:02}:{minute}")
    return CLOCK.sub(" ", words), found


def _parsed(words: str, example: Example) -> list[dt.datetime]:
    """The days dateutil finds in the words: one, or the two ends of a range; the halves lend each other months."""
    words = re.sub(
        r"(?i)\b(?:from|between|until|till|by|the|of|for|this|on|at|inclusive|onwards|before|after|prior|starting|as"
        r"|in the (?:morning|evening)|(?:Beijing|Eastern) time|Pacific Daylight Time|P[SD]T|ET|GMT|BST)\b|[@·()]",
        " ",
        unicodedata.normalize("NFKC", words),
    )
    words = re.sub(r"(?i)\b(thu|tue)(?:rs?|s)\b\.?", r"\1", re.sub(r"\buntil\b", "to", words))
    day_first = example.language == "en-GB" or bool(re.match(r"\s*(?:(?:[12]\d|3[01])[/.]|0\d\.)", words))
    pieces = re.split(
        r"\s*(?:[–—&]|(?<!\d{4})(?<!\d{4}-\d\d)-(?!\d\d-|[A-Z])|\b(?:to|through|thru|and)\b|(?<=\d{4})-(?=[A-Z]))\s*",
        words,
    )
    months = re.findall(r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", words)
    years = re.findall(r"\b\d{4}\b", words)
    found: list[dt.datetime] = []
    for piece in filter(str.strip, pieces):
        if months and not re.search(
            r"(?i)[a-z]{3}(?!day|sday|nday)", re.sub(r"(?i)\w+day|\d(?:st|nd|rd|th)", "", piece)
        ):
            piece = f"{piece} {months[0]}"
        if years and years[-1] not in piece and len(years) == 1:
            piece = f"{piece} {years[0]}"
        try:
            default = dt.datetime(example.reference.year, 1, 1)
            found.append(dateutil_parser.parse(piece, dayfirst=day_first, default=default).replace(tzinfo=None))
        except (ValueError, OverflowError):
            continue
    return found


def _last(end: str) -> str:
    """The last day (month, year) before a half-open end; a moment stays."""
    if "T" in end:
        return end
    if len(end) == 10:
        return (dt.date.fromisoformat(end) - dt.timedelta(days=1)).isoformat()
    if len(end) == 7:
        return (dt.date.fromisoformat(end + "-01") - dt.timedelta(days=1)).isoformat()[:7]
    return str(int(end) - 1)


def _said(stamp: str, words: str, days: list[dt.datetime], clocks: set[str]) -> bool:
    """Whether the stamp, as exact as it is, is among them; a year nobody printed may be a neighbour's."""
    shifts = (0,) if re.search(r"\d{4}|'\d\d|/\d\d$", words) else (-1, 0, 1)
    day, _, clock = stamp.partition("T")
    said = {d.replace(year=d.year + shift).date().isoformat()[: len(day)] for d in days for shift in shifts}
    past_midnight = (
        clock < "06:00" and (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat() if clock and day else ""
    )
    return (not day or day in said or past_midnight in said) and (not clock or clock[:5] in clocks)


def _confirmed(example: Example, n: int) -> bool:
    value, words, how = example.values[n], example.words(n), example.by[n]
    stamps = [stamp for stamp in (value["value"], value["end"] and _last(value["end"])) if stamp]
    if not stamps:
        return True
    first = dt.date.fromisoformat(stamps[0][:10]) if len(stamps[0]) >= 10 else None
    if how:
        said = [_counted(h, example.reference).isoformat() for h in how.split(" to ")]
        said = [day for day in said if not stamps[0].startswith("T")]
        return all(any(day[: len(stamp)] == stamp[:10] for stamp in stamps) or day == value["end"] for day in said)
    if first is not None and (rule := value["rrule"]):
        left_out = value["exdates"] or ""
        told = rrulestr(rule, dtstart=dt.datetime.combine(example.reference, dt.time()))
        starts = [day.date() for day in told.xafter(dt.datetime.combine(example.reference, dt.time()), 60, inc=True)]
        return first in starts and left_out not in [d.isoformat() for d in starts if d <= first]
    rest, clocks = _clocks(unicodedata.normalize("NFKC", words))
    if all(len(stamp) == 4 and stamp in words for stamp in stamps):
        return True
    days = _parsed(rest, example)
    return all(_said(stamp, rest, days, clocks) for stamp in stamps)


def _number(example: Example) -> str:
    return f"examples.txt:{example.number}"


@pytest.mark.parametrize("example", EXAMPLES, ids=_number)
def test_dateutil_confirms_the_examples(example: Example) -> None:
    for n, value in enumerate(example.values):
        assert _confirmed(example, n), (example.words(n), value)
        names = re.findall(r"(?i)\b(mon|tue|wed|thu|fri|sat|sun)(?:s|r|rs|nes|ur)?(?:day)?\b", example.words(n))
        days = [v[:10] for v in (value["value"], value["end"] and _last(value["end"])) if v and len(v) >= 10]
        for stamp in days if names and not value["rrule"] and not example.by[n] else []:
            assert dt.date.fromisoformat(stamp).strftime("%a").casefold() in {name.casefold() for name in names}


# --- and they are read so ----------------------------------------------------------------------------------


def _expected(value: dict[str, str | None], reference: dt.date) -> dict[str, str | None]:
    day = reference.isoformat()
    return {k: day + v if v and v[0] == "T" and k in ("value", "end") else v for k, v in value.items()}


@pytest.mark.parametrize("example", EXAMPLES, ids=_number)
def test_examples_are_read_as_they_say(example: Example) -> None:
    found = find(example.text, example.reference, example.language)
    resolved = [t for t in found if t.value or t.end or t.rrule]
    if not example.spans:
        assert not resolved, [example.text[t.span.start : t.span.end] for t in found]
        return
    said = [(example.text[t.span.start : t.span.end], _fields(t)) for t in found]
    for n, value in enumerate(example.values):
        low, high = example.spans[n]
        near = [t for t in found if t.span.start < high and low < t.span.end]
        expected = _expected(value, example.reference)
        assert any({k: _fields(t).get(k) for k in expected} == expected for t in near), (example.text, expected, said)
    unresolved = sum(v["value"] is v["end"] is None for v in example.values)
    assert len(resolved) <= len(example.spans) - unresolved, said


WORDS = sorted(
    {word for e in EXAMPLES for word in e.text.split()} | {"\n", "\n\n", "–", "29", "February", "99", "0:00", "24:00"}
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14), st.dates(), st.sampled_from(["en", "en-GB", "en-US"]))
def test_any_words_are_read_without_a_stumble(words: list[str], day: dt.date, language: str) -> None:
    text = " ".join(words)
    found = find(text, day, language)
    ends = [0, *[place for t in found for place in (t.span.start, t.span.end)]]
    assert ends == sorted(ends)
    assert ends[-1] <= len(text)
    for stamp in [s for t in found for s in (t.value, t.end) if s and len(s) >= 10]:
        dt.datetime.fromisoformat(stamp)


def test_every_rule_has_an_example() -> None:
    named = {rule.name for stage in LANGUAGE.stages for rule in stage} - {"connecting word"}
    fired = {name for e in EXAMPLES for t in find(e.text, e.reference, e.language) for name in t.rules}
    assert named <= fired, sorted(named - fired)


def _fields(t: Timex) -> dict[str, str | None]:
    return {
        "value": t.value, "end": t.end, "open": t.open, "rrule": t.rrule, "exdates": ",".join(t.exdates) or None,
        "zone": t.zone, "mod": t.mod, "daypart": t.daypart, "duration": t.duration,
    }  # fmt: skip
