"""The words of English times: what each is printed like; readings.py tells what it says of a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from feeds.reading.languages.en import readings
from feeds.reading.languages.en.holidays import HOLIDAYS, SOFT, UNSETTLED
from feeds.reading.timex.dispatch import alternatives
from feeds.reading.timex.grammar import Word
from feeds.reading.timex.partial import Partial

#: Letters that are read as another: full-width forms, dashes, apostrophes, odd blanks; one for one, so offsets stay.
NARROW = {n + 0xFEE0: chr(n) for n in range(0x21, 0x7F)}
NARROW |= {ord(c): "-" for c in "–—−‐‑‒―～〜"} | {ord(c): "'" for c in "’‘ʼ`′"}
NARROW |= {ord(c): " " for c in "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000"} | {
    ord("、"): ",",
    ord("∶"): ":",
    ord("•"): "·",
    ord("∙"): "·",
}


def _any(words: Any) -> str:
    return "|".join(sorted(map(str, words), key=len, reverse=True))


_UNITS = _any(readings.ONES[:9])
_CARDINALS = [rf"{ten}(?:[- ](?:{_UNITS}))?" for ten in readings.TENS] + sorted(readings.ONES, key=len, reverse=True)
_CARDINAL = rf"(?:(?:{_any(readings.TENS)})(?:[- ](?:{_UNITS}))?|{_any(readings.ONES)})"
_SMALL = f"(?:{_any(readings.ONES[:12])})"
_ORDINALS = [
    rf"(?:twenty|thirty)[- ](?:{_any(readings.FIRSTS[:9])})",
    "twentieth",
    "thirtieth",
    *sorted(readings.FIRSTS, key=len, reverse=True),
]
_ORDINAL = f"(?:{'|'.join(_ORDINALS)})"
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:jan|febr?|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)"  # fmt: skip
#: Month names that are words or given names too.
DOUBTFUL = ("march", "mar", "may", "april", "june", "august")
_WEEKDAY = r"(?:mon|tue|wed(?:nes)?|thu|fri|satur|sun)day|(?:thurs|tues)day"
#: Not inside a word or a readings.number: the 5 of 15, of 3.5, of £5, of K5 is no day.
B = r"(?<![\w$£€¥#])(?<!\d[.,:/])"
E = r"(?!\w)"
#: No amount: nothing that a readings.number counts or measures stands behind it.
AMOUNT = (
    r"(?! ?[%°$£€])(?![.,:/]\d)(?! ?(?:percent|per cent|kg|km|cm|mm|lbs?|oz|m|ft|mph|kph|metres?|meters?|miles?|feet|inch(?:es)?"
    r"|yards?|acres?|tons?|tonnes?|dollars?|pounds?|euros?|pence|cents?|points?|goals?|votes?|people|pages?|copies"
    r"|litres?|liters?|gallons?|degrees?|grams?|million|billion|thousand|hundred|dozen|kids|children|members|cases|homes)\b)"
)


def each(patterns: Iterable[str]) -> str:
    """Patterns of whole words as branches of their own, so that each is tried only where its first letter stands."""
    return "|".join(rf"(?<!\w){branch}{E}" for pattern in patterns for branch in alternatives(pattern))


#: 1st, 22nd, and no street, floor or edition.
_FIGURED = (
    rf"(?:3[01]|[12]\d|0?[123456789])(?:st|nd|rd|th){E}(?! (?:streets?|avenue|ave|floor|edition|annual|birthday|anniversary|place"
    r"|grade|graders?|congress|district|cavalry|infantry|regiment|amendment|hole|inning|minute|seed|round|parallel|prize|son)\b)(?:\.(?=,))?"
)
_D = r"(?:3[01]|[12]\d|0?[123456789])"
_Y = r"(?:1[0123456789]|20|21)\d\d"
_HM = r"(?:2[01234]|[01]?\d)"
_AMPM = r"(?:[ap]\. ?m\.|[ap]\.? ?m\b|[ap]\b(?!\.\w)(?= ?(?:[-,;.]|$)))"


def _figures(order: str) -> tuple[Word, ...]:
    dated = "|".join(rf"\d{{1,2}}{s}\d{{1,2}}{s}(?:(?:19|20)\d\d|\d\d)" for s in ("/", "-"))
    return (
        Word("moment", rf"{B}\d{{4}}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?{E}", readings.moment),
        Word("day", rf"{B}(?:19|20)\d\d(?:-\d{{1,2}}-|/\d{{1,2}}/|\.\d{{1,2}}\.){_D}(?![\d/.-]\d|\d){E}", readings.numeric("ymd")),
        Word("day", rf"{B}(?:{dated})(?![/.]?\d|-\d+(?!\d*/)){E}", readings.numeric(order)),
        Word("dated-month", rf"(?<!\w){_MONTH}[-/](?:19|20)\d\d{E}", readings.month_and_year),
        Word("dated-month", rf"{B}(?:19|20)\d\d-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec){E}(?!\.? ?\d)", readings.month_and_year),
        Word("period", rf"(?<!\w)(?:q[1234](?:[-/]| ?')\d\d|[1234]q ?'?(?:20)?\d\d|20\d\d-?q[1234]){E}", readings.quarter_of_year),
        Word("day", rf"{B}(?:0[123456789]/(?:1[3456789]|2\d|3[01])|(?:1[3456789]|2\d|3[01])/0[123456789])(?![/\d]){E}", readings.numeric(order[:2])),
        Word("day", rf"{B}{_D}[-/.]{_MONTH}(?:[-/.](?:(?:19|20)\d\d|\d\d)|(?!\.? ?\d))(?![/-]\w){E}", readings.written),
        Word("day", rf"(?<!\w)(?<!\d\s)(?<!\w\d){_MONTH}[-/]{_D}(?! ?{_MONTH})(?:[-/](?:19|20)\d\d|[/]\d\d)?(?![/-]\w|\d| ?[ap]\.?m){E}", readings.written),
        Word("day", rf"{B}(?:\d{{1,2}}\.\d{{1,2}}\.(?:19|20)\d\d|[0123]\d\.[01]\d\.\d\d)(?![/.-]?\d){E}", readings.numeric("dmy")),
        Word("dashed", rf"{B}\d{{1,2}}-\d{{1,2}}(?= at \d)", readings.numeric(order[:2])),
        Word("season-year", rf"(?<!-){B}(?:19|20)\d\d(?:[-/]\d\d|-[123456789])(?![\d/-]){E}", readings.season_year),
        Word("slashed", rf"{B}(?:3[01]|[12]\d|0?[123456789])/{_D}(?![/\d]){E}", readings.numeric(order[:2])),
    )  # fmt: skip


_HOUR = rf"(?:{_SMALL}|1[012]|[123456789])"
_PAST = rf"(?:(?:a )?quarter|half|(?:twenty-? ?five|twenty|ten|five)(?: minutes)?) (?:past|to|after|before|till|'til) (?:{_HOUR}|noon|midnight|midday)(?: o'?clock)?(?: ?{_AMPM})?|\d{{1,2}}(?: minutes? (?:past|to|after|before)| mins? (?:past|to)| past) (?:{_HOUR}|noon|midnight)(?: o'?clock)?"
_CLOCKS: tuple[Word, ...] = (
    Word("clock", rf"{B}12 (?:noon|midday|midnight){E}", readings.noon),
    Word("clock", rf"{B}{_HM}(?:[.:h]?[012345]\d)?(?::[012345]\d)? ?{_AMPM}{E}", readings.clock),
    Word("clock", rf"(?<!\w){_SMALL}(?:[ -](?:o'? ?clock|{_CARDINAL}(?:[ -]{_SMALL})?))? ?(?:in the )?(?:[ap]\.m\.|[ap]m{E})", readings.spoken_clock),
    Word("clock", rf"{B}{_HM}[012345]\d ?(?:hrs|hours|h)\b", readings.military),
    Word("clock", rf"(?<!\w)(?:noon|midday|midnight)-?ish{E}|{B}{_HM}-?ish{E}", readings.ish),
    Word("past", rf"{B}{_PAST}{E}(?! (?:years|days|weeks|months|hours|minutes|seconds|people)\b)", readings.past),
    Word("oclock", rf"{B}{_HOUR} ?o'? ?clock{E}", readings.o_clock),
    Word("hm24", rf"{B}(?:2[01234]|1[0123456789]|0\d):[012345]\d(?::[012345]\d)?(?![\d:]){AMOUNT}{E}", readings.colon),
    Word("hm", rf"{B}{_HM}:[012345]\d(?::[012345]\d)?(?![\d:]){AMOUNT}{E}", readings.colon),
    Word("hmdot", rf"{B}{_HM}\.[012345]\d(?![\d.]\d|\d){AMOUNT}{E}", readings.colon),
    Word("clock", rf"(?<!\w)(?:12 )?(?:noon|midnight|high noon|mid-?day){E}", readings.noon),
    Word("hm", rf"{B}{_HM}h[012345]\d{E}", readings.colon),
    Word("hm", rf"(?<!\w){_SMALL}[ -](?:oh[ -]{_SMALL}|ten|fifteen|twenty|thirty|forty|fifty|forty-five){E}(?! ?-)", readings.spoken_hm),
    Word("zone", r"(?<!\w)(?:gmt|utc) ?[+-] ?\d{1,2}(?::?\d\d)?(?!\d)", readings.zone, starts=False),
    Word("zone", each(map(str.lower, readings.ZONES)), readings.zone, starts=False),
    Word("zone", each(f"{name}(?: standard| daylight(?: savings?)?)? time" for name in readings.ZONE_NAMES), readings.zone, starts=False),
    Word("zone", rf"(?<!\w)(?:eastern|pacific){E}", readings.zone, starts=False),
)  # fmt: skip


_REL = (
    r"(?:the )?day (?:after tomorrow|before yesterday)|today|tomorrow|yesterday|tonight|last night|the (?:next|following|previous) day"
    r"|the same (?:day|evening|night)|that (?:same )?(?:day|evening|night|morning|afternoon)|overmorrow|tmrw?|tmw"
)
_NAMES: tuple[Word, ...] = (
    Word("feast", each(pattern for pattern, _ in HOLIDAYS.values()), readings.any_feast),
    Word("soft-feast", each(SOFT), readings.soft_feast),
    Word("vague", each([UNSETTLED]), lambda s: Partial("-") if s[0].isupper() or "bank" in s else None),
    Word("vague", each(["the other (?:day|night|week)"]), lambda s: Partial("-")),
    Word("vague", rf"(?<!\w)(?:in |over |during |for |within )?(?:the |these |a )?(?:coming|next|past|last|recent|few|several|following)(?: few| several| couple of)? (?:days|weeks|months|years|decades|hours|minutes|seconds)(?: ago| from now| later)?{E}", lambda s: Partial("-")),
    Word("week", rf"(?<!\w)(?:the )?week (?:after next|before last){E}", lambda s: Partial("w", weeks=2 if s.lower().endswith("next") else -2)),
    Word("relmonth", rf"(?<!\w)(?:the )?month (?:after next|before last){E}", lambda s: Partial("m", months=2 if s.lower().endswith("next") else -2)),
    Word("relyear", rf"(?<!\w)(?:the )?year (?:after next|before last){E}", lambda s: Partial("y", years=2 if s.lower().endswith("next") else -2)),
    Word("period", rf"(?<!\w)(?:the )?weekend (?:after next|before last){E}", lambda s: Partial("k", weeks=2 if s.lower().endswith("next") else -2)),
    Word("period", each(["(?:the |this )?year(?:'s|-|) ?end"]), lambda _: Partial("m", years=0, month=12, mod="END")),
    Word("period", each(["(?:the |this )?month(?:'s|-|) ?end"]), lambda _: Partial("x", months=0, segment="3", mod="END")),
    Word("rel", each(["eod|end of business|close of business|cob"]), lambda _: Partial("d", days=0, mod="END")),
    Word("period", each(["eom"]), lambda _: Partial("x", months=0, segment="3", mod="END")),
    Word("period", each(["eoy"]), lambda _: Partial("m", years=0, month=12, mod="END")),
    Word("beside", rf"(?<!\w)the (?:day|night|morning|evening|weekend|week) (?:before|after|following|preceding){E}(?! (?:the|that|tomorrow)\b)", readings.beside),
    Word("rel", each([rf"{_REL}"]), readings.day),
    Word("decade", rf"{B}(?:the )?(?:early |mid-? ?|late )?(?:(?:1[56789]|20)\d0|'[123456789]0|(?<=the\s)[6789]0|(?<=early\s)[23456789]0|(?<=late\s)[23456789]0|(?<=mid\s)[23456789]0)'?s{E}(?! (?:and|or) over| per)", readings.decade_with),
    Word("decade", rf"(?<!\w)(?:(?:sixteen|seventeen|eighteen|nineteen|twenty)[ -])?(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies{E}", readings.decade),
    Word("segment", rf"(?<!\w)(?:q[1234]|h[12]|quarter (?:[1234]|one|two|three|four)(?! (?:past|to|of an))|(?:the )?(?:first|second|third|fourth|last(?= \w+ of)|1st|2nd|3rd|4th)[ -](?:quarter|half)){E}(?! ?(?:hour|century|mile|pint|finals?))", readings.segment),
    Word("week-of", rf"(?<!\w)(?:(?:the )?week (?:of|beginning|commencing|starting)|w/[cb]){E}", readings.true),
    Word("to-date", rf"(?<!\w)(?:(?:the )?(?:year|month|week) to date|(?:so far )?this (?:year|month|week) so far|so far this (?:year|month|week)|ytd|mtd){E}", lambda s: "m" if "mo" in s.lower() or s.lower() == "mtd" else "w" if "week" in s.lower() else "y"),
    Word("a-length", rf"(?<!\w)an? (?:half-?hour|quarter of an hour|second|minute|hour|day|night|week|fortnight|month|year|decade|century|quarter(?! (?:past|to|after|before|till|of)\b)){E}(?!-long)", readings.a_length),
    Word("the-ordinal", rf"(?<!\w)the {_FIGURED}", lambda s: readings.number(s[4:].rstrip("."))),
    Word("the-ordinal", rf"(?<!\w)the {_ORDINAL}{E}", lambda s: readings.number(s[4:])),
    Word("ordinal", rf"{B}{_FIGURED}", readings.number),
    Word("ordinal-word", each(_ORDINALS), readings.number),
    Word("year", rf"{B}{_Y}(?!\d|'?s\b)(?!-\d){AMOUNT}{E}", readings.year),
    Word("year", rf"{B}{_Y}(?=-{_Y}{E})", readings.year),
    Word("frequency", rf"(?<!\w)(?:7|seven) days (?:a|per|each) week{E}", lambda s: ("DAILY", 1)),
    Word("times", rf"(?<!\w)(?:(?:once|twice|(?:two|three|four|five|\d) times|(?:six|five|6|5) days|24 hours)(?: an?| per| every| each) (?:day|week|month|year|hour|night|minute)|(?:twice|once) (?:daily|weekly|monthly|yearly)){E}", readings.true),
    Word("spoken-year", rf"(?<!\w)(?:two thousand(?: and)?(?: {_CARDINAL})?|(?:nineteen|eighteen|twenty)[ -](?:oh {_SMALL}|hundred|(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:{_any(readings.TENS)})(?:[ -](?:{_any(readings.ONES[:9])}))?)))(?! (?:people|men|women|dollars|pounds|pieces|times|miles|past|to|minutes|of|percent|years|days|hours|weeks)\b){E}", readings.spoken_year),
    Word("short-year", r"(?<!\w)'\d\d(?![\d\w])", readings.short_year, starts=False),
    Word("event-length", rf"{B}(?:(?:{_CARDINAL}|\d{{1,2}})[- ](?:day|night)|(?:week|fortnight|month)-?long)(?= (?:long )?(?:\w+ )?(?:festival|fair|event|conference|exhibition|exhibit|workshop|symposium|tournament|celebration|retreat|sale|convention|camp|visit|trip|tour|run|closure|strike|congress|seminar|session)\b)", readings.event_length),
    Word("amount", rf"{B}\d{{1,4}}(?:\.\d{{1,2}})?(?=[ -]?(?:sec|min|hour|hr|day|night|week(?!days)|fortnight|month|year|yr|wk|decade|quarter|centur|business|working|weekend)\w*|(?:h|hrs?|mins?|wks?|yrs?)\b)", readings.amount),
    Word("num", rf"{B}\d{{1,2}}(?![\w]|[.,:/]\d){AMOUNT}", lambda s: int(s)),
    Word("amount", rf"(?<!\w)(?:a (?:couple(?: of)?|half|hundred|dozen)|(?:the )?couple of|half(?: an?)?|one hundred){E}", readings.amount),
    Word("cardinal", each(_CARDINALS), readings.number),
    Word("month", rf"(?<!\w)(?:{_any(readings.MONTHS)})\.(?=\d)", lambda s: readings.month(s)),
    Word("month", each([rf"{_any(m for m in readings.MONTHS if m not in DOUBTFUL)}"]), readings.month),
    Word("doubtful", r"(?<!\w)mar\.(?= ?\d)", readings.month),
    Word("doubtful", rf"(?<!\w)(?-i:(?=[MAJ]))(?:{_any(DOUBTFUL)}){E}", readings.month),
    Word("doubtful", r"(?:(?<=on\s)|(?<=by\s)|(?<=ore\s)|(?<=ter\s)|(?<=rom\s)|(?<=til\s)|(?<=nce\s))(?:march|may|mar)(?= \d)", readings.month),
    Word("doubtful", r"(?<=\d\s)(?:march|may|mar)(?=[.,;:!?)]|$)", readings.month),
    Word("lower", rf"(?<!\w)(?:march|may|mar){E}", readings.month),
    Word("short", rf"(?<!\w)(?:jan|febr?|apr(?:il)?|june?|jul|aug(?:ust)?|sept?|oct|nov|dec)(?:\.|{E})", readings.month),
    Word("weekdays", rf"(?<!\w)(?:(?:{_WEEKDAY})s|(?:mon|fri|sat|sun)s){E}", lambda s: readings.weekdays(s) if s[0].isupper() or s.lower().endswith("days") else None),
    Word("weekday", rf"(?<!\w)(?:{_WEEKDAY}){E}", readings.weekday),
    Word("short-weekday", r"(?<!\w)(?:mon|wed|sat|sun)(?=,? (?:the )?(?:\d|(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)|(?:morning|afternoon|evening|night)\b))", readings.lower_weekday),
    Word("short-weekday", rf"(?<!\w)(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)(?:\.|{E})", readings.weekday),
    Word("workdays", each([r"weeknights|weekdays|week days|school days|workdays"]), readings.true),
    Word("business", each([r"working days|business days"]), readings.true),
    Word("workdays", r"(?<!\w)(?-i:(?=M-F))m-f(?!\w)", readings.true),
    Word("weekends", rf"(?<!\w)(?:at )?weekends{E}", readings.true),
    Word("weekend", rf"(?<!\w)weekend{E}", readings.true),
    Word("parts", each([r"mornings|afternoons|evenings|nights|lunchtimes"]), readings.part),
    Word("part", rf"(?<!\w)(?:in the |at |during the |(?:first thing|early|late|later) (?:in the )?)?(?:morning|(?:early |late )?afternoon|evening|night|overnight|lunchtime|mid-?morning|mid-?afternoon|dawn|dusk|sunset|sunrise|teatime){E}", readings.part),
    Word("which", rf"(?<!\w)(?:(?:the |this |these )?(?:next|(?<!to\s)(?<!will\s)(?<!can\s)(?<!may\s)last|past|previous|coming|upcoming|following|current)|this){E}", readings.which),
    Word("mod", r"(?<!\w)(?:(?:the )?(?:early|middle|late)(?: (?:in|of|part of)(?: the)?)? (?!to\b)|(?:the )?(?:end|latter part|close|beginning|start|first part) of(?: the)? |mid(?: (?=\w)|-))", readings.early),
    Word("season", rf"(?<!\w)(?:spring|summer|autumn|fall|winter){E}(?!')", readings.season),
    Word("fiscal", rf"(?<!\w)(?:fiscal(?: year)?|financial year|school year|academic year|calendar year|season){E}", readings.true),
    Word("fiscal-year", rf"(?<!\w)fy ?'?(?:20)?\d\d{E}", readings.short_year),
    Word("frequency", each([r"daily|nightly|weekly|biweekly|bi-weekly|fortnightly|monthly|bi-?monthly|quarterly|annually|yearly|hourly|semi-?annually|bi-?annually|biennially|semi-?monthly|everyday"]), readings.frequency),
    Word("unit", rf"(?<!\w)(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|business days?|working days?|weekdays?|days?|nights?|weeks?|wks?|fortnights?|months?|years?|yrs?|decades?|century|centuries|quarters?|(?<=\d\s)mos?){E}(?:'(?!\w))?", readings.unit, starts=False),
    Word("unit", rf"(?<=\d)(?:hrs?|h|min|mins|days?|weeks?|wks?|yrs?|d|y|mo|years?|months?|hours?|minutes?|secs?|seconds?){E}", lambda s: readings.unit({"d": "day", "y": "year", "h": "hour"}.get(s.lower(), s)), starts=False),
)  # fmt: skip


_ALONE = r"(?= *(?:[.,;!?](?!\w)|$))"


def _row(kind: str, pattern: str, starts: bool = False) -> Word:
    return Word(kind, each([pattern]), readings.true, starts=starts)


_CONNECTING: tuple[Word, ...] = (
    Word(
        "numbered-day",
        rf"(?<!\w)(?:on the|on|(?<!of\s)(?<!all\s)the) {_D}{_ALONE}",
        lambda s: Partial("d", day=int(s.split()[-1])),
    ),
    _row("further", "(?:until|till) further notice", True),
    _row(
        "immediately",
        "effective immediately|with immediate effect|effective (?:today|now)|from now on|as of now",
        True,
    ),
    _row("now", "(?:right |just )?now|immediately|at (?:the|this) moment|at present|as soon as possible|asap", True),
    _row(
        "until",
        "(?:on|by) or before|up to and including|(?:no|not) later than|up until|until|till|'?til|up to(?= (?:the )?\\w)",
        True,
    ),
    _row("through", "through|thru|thro'", True),
    _row(
        "starting",
        "on or after|not (?:before|until)|(?:no|not) (?:earlier|sooner) than|starting(?: on| from| in| at)?|beginning(?: on| in)?|as of|as from|effective(?: from| on)?|with effect from|w\\.?e\\.?f\\.?|commencing(?: on)?",
        True,
    ),
    _row("since", "(?:ever )?since", True),
    _row("by", "by|due by", True),
    _row("before", "before|prior to|earlier than|ahead of|sooner than", True),
    _row("after", "after|later than", True),
    _row("hence", "from now|from today|hence", True),
    _row("from", "from", True),
    _row("between", "(?:in )?between", True),
    _row("onwards", "onwards?|forwards?|on(?= *(?:[.,;!?)]|$))|and beyond"),
    _row(
        "alternate",
        "(?:every )?alternate|every (?:other|second(?= (?:mon|tue|wed|thu|fri|sat|sun|week|month|day|year)))",
        True,
    ),
    _row("every", "every|each|any given", True),
    _row(
        "except",
        "except(?:ing)?(?: for)?(?: on)?|no (?:session|class|meeting|service|practice)(?:es|s)?(?: on)?|excluding|apart from|but not|not|closed(?: on)?",
    ),
    _row("half", "and (?:(?:a|one)[ -])?half|1/2"),
    _row("and", "and|as well as|plus"),
    _row("or", "or"),
    Word("adverb", rf"(?<!\w)(?:earlier|later){E}", readings.early),
    _row("to", "to"),
    _row("at", "(?:doors|starts|begins|kick-?off|opens|closes|ends) at|at|doors|kick-?off|k\\.o\\.|from about", True),
    _row(
        "about",
        "about|around|approximately|approx\\.?|circa|roughly|nearly|almost|more than|less than|over(?= (?:an?|\\d|one|two|three|four|five|six))|at least|exactly",
        True,
    ),
    _row(
        "for",
        "for(?: (?:a total of|a period of|up to|about|around|nearly|almost|over|at least|another))?|lasts|lasting|runs for|and lasts",
        True,
    ),
    _row("of", "of"),
    _row("in-the", "(?:in|during|throughout|over) the(?! (?:year|middle|end))", True),
    _row(
        "in",
        "in the years?(?: of)?(?= \\d{4})|(?:the )?year(?: of)?(?= \\d{4})|in|during|throughout|over|at the",
        True,
    ),
    _row("within", "within|inside", True),
    _row("ago", "ago|before now|previously"),
    _row("afterwards", "afterwards?|from then|after that"),
    _row("time", "time"),
    _row("the", "the|on"),
    _row("a", "an|a"),
    Word(
        "whole",
        rf"(?<!\w)(?:(?:all(?: of)?(?: the)?|(?:the |a )?(?:whole|entire|full)) (?:day|night|week|month|year)(?: long)?){E}",
        readings.whole,
    ),
    _row("rest", "(?:the )?(?:rest|remainder|balance) of(?: the)?", True),
    Word("dash", r"-{1,2}", readings.true, starts=False),
    Word("comma", r",", readings.true, starts=False),
    Word("left", r"\(", readings.true, starts=False),
    Word("right", r"\)", readings.true, starts=False),
    Word("semi", r";", readings.true, starts=False),
    Word("mark", r"[·|:@]", readings.true, starts=False),
    Word("and", r"[&+/]", readings.true, starts=False),
)


def words(order: str) -> tuple[Word, ...]:
    """The lexicon; `order` is that of a date in figures: "dmy" or "mdy"."""
    return (*_figures(order), *_CLOCKS, *_NAMES, *_CONNECTING)
