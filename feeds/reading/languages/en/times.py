"""How English writes times: words, rules and vetoes for feeds/reading/timex; examples in examples.txt.

Inside the rules "day" is a day with its month, "rel" one told by its distance from today, "period" anything longer
that is told whole, "moment" and "moments" a day with a clock and with a span of clock times, "clocks" such a span
without its day, "range" and "span" days from–to, "listed" one day of an enumeration, "set" a recurrence.
"""

from __future__ import annotations

import re
from dataclasses import replace

from feeds.reading.languages.en import clocks, days, items, lengths, periods, ranges, recurrences
from feeds.reading.languages.en.cues import BORN, FOUNDED, FUTURE, HOURS_HEADING, NO_END_AFTER, NO_END_BEFORE, PAST
from feeds.reading.languages.en.holidays import BY_REGION, HOLIDAYS, weekend_of
from feeds.reading.languages.en.words import NARROW, words
from feeds.reading.timex.grammar import Language, Rule
from feeds.reading.timex.partial import Partial
from feeds.reading.timex.productions import days_with_clock, joined

N = "(num|ordinal|the-ordinal|ordinal-word)"
O = "(ordinal|the-ordinal|ordinal-word)"  # noqa: E741
M = "(month|doubtful|short)"
WD = "(weekday|short-weekday)"
WDS = "(weekday|short-weekday|weekdays)"
Y = "(year|short-year|spoken-year)"
T = "(clock|hm|hm24|hmdot|oclock|past)"
TC = "(clock|clock-number|hm|hm24|hmdot|oclock|past)"
TN = "(clock|hm|hm24|hmdot|oclock|past|num)"
AND = "(comma (and|or)|comma|and|or)"
TO = "(comma? to|dash|comma? until|comma? through)"
F = "(feast|soft-feast)"
DAY = f"(day|rel|{WD}|feast|soft-feast|slashed)"
PERIOD = f"(period|week|relmonth|relyear|dated-month|month|doubtful|season-year|decade|{Y})"
LENGTH = "(length|a-length)"
PARTS = "part"

FIRST = (
    Rule("connecting word", "the", items.drop),
)  # fmt: skip

#: A day and its month, and what is told of it besides.
DAYS = (
    Rule("two weekdays and their days", f"{WD} (and|dash|to) {WD} comma? {M} {N} (dash|and|to) {N} (comma? {Y})?", ranges.days_told_twice),
    Rule("weekday, day, month, year", f"({WD} comma?)? {N} (unit of|of)? {M} ((comma|of|in)? {Y})?", days.named_day()),
    Rule("weekday, month, day, year", f"({WD} comma?)? {M} {N} (comma? {Y})?", days.named_day()),
    Rule("day of a month in small letters", f"{O} of lower (comma? {Y})?|ordinal lower (comma? {Y})?|num lower {Y}|lower {O} (comma? {Y})?|lower num comma? {Y}", days.named_day()),
    Rule("weekday and date", f"{WD} comma? (day|slashed)|day comma? {WD}", items.renamed("day")),
    Rule("holiday of a year", f"{F} (comma|of)? {Y}", items.renamed("day")),
    Rule("year, month, day", f"year {M} (num|ordinal)", days.named_day()),
    Rule("month of a year", f"{M} (comma|of|in)? {Y}|lower {Y}|year {M}", items.renamed("dated-month")),
    Rule("month and spoken day", f"({WD} comma?)? (month|short|doubtful) cardinal (comma? {Y})?", days.named_day()),
    Rule("weekday and number", f"{WD} comma? {O}", days.named_day("wday-number")),
)  # fmt: skip

#: How long something takes.
LENGTHS = (
    Rule("length", "(amount|num|cardinal) dash? half? unit (half|(and|comma)? (amount|num|cardinal) half? unit){0,3}", lengths.measured("length")),
    Rule("working days", "(amount|num|cardinal) business", lengths.measured("length")),
    Rule("more than a length", "about a-length", lambda i: joined("length", i[1:], i[1].value)),
    Rule("a length", "a-length half", lengths.measured("length")),
    Rule("one unit and some", "a-length and (amount|num|cardinal) unit", lengths.measured("length")),
)  # fmt: skip

#: What is counted from today: next week, the past three years, two days ago.
RELATIVE = (
    Rule("last weekday of every month", f"(which|{O}) (and (which|{O}))* {WDS} (of|in)? every unit", recurrences.monthly),
    Rule("numbered weekdays", f"frequency comma? {O} {WD}|{O} (({AND}) {O})+ (weekdays|{WD})((of|in)? every? unit)?|{O} weekdays ((of|in)? every? unit)?|every {O} {WD} ((of|in) every? unit)?|{O} {WD} (of|in) unit|which weekdays ((of|in)? every? unit)?|which {WD} (of|in) unit", recurrences.monthly),
    Rule("day of every month", f"{O} (({AND}) {O})* unit? of every unit|every {O} of unit|which unit of every unit", recurrences.monthly),
    Rule("nth weekday of a month", f"(which|{O}) {WD} (of|in)? ({M}|dated-month)|{O} {WD} (of|in) which unit|which {WD} of which unit", periods.nth_of_which),
    Rule("nth week or day", f"(which|{O}) (unit (of|in)|week-of) ({M}|dated-month|{Y})|{O} unit (of|in)? which unit|(which|{O}) (unit of|week-of) unit", periods.nth_of_which),
    Rule("day of a month from now", f"{O} of which unit", days.day_of_which),
    Rule("day of this month", "the-ordinal of unit", days.day_of_this_month),
    Rule("so long ago, to the day", f"{LENGTH} ago rel", days.ago_today),
    Rule("nth weekend", f"(which|{O}) weekend (of|in) ({M}|dated-month|relmonth)", days.nth_weekend),
    Rule("named length up to now", f"(in|in-the|for)? which {LENGTH}", lengths.last_length),
    Rule("next and last", f"(in|in-the|for)? which (unit|{WD}|{M}|lower|season|weekend|part|feast|soft-feast|day)", days.shifted),
    Rule("year and month from now", f"{M} (of|in)? which unit", periods.month_of_which),
    Rule("so long ago", f"{LENGTH} ago", lengths.counted(-1)),
    Rule("in so long", f"in {LENGTH}", lengths.counted(1, kind="in-length")),
    Rule("so long from now", f"{LENGTH} hence|in {LENGTH} time", lengths.counted(1)),
    Rule("length from a day", f"for {LENGTH} comma? (from|since|starting) ({DAY})", lengths.lasting),
    Rule("so long from a weekday", f"{LENGTH} (from)? (rel|{WD}|day)|{LENGTH} (after) (rel|day|{F})", days.counted_from(1)),
    Rule("so long before a day", f"{LENGTH} (before) (rel|day|{F})", days.counted_from(-1)),
    Rule("weekdays ago", "(num|cardinal|amount) (weekdays|weekday) ago", days.weekdays_from_now(-1)),
    Rule("weekdays from now", "(num|cardinal|amount) (weekdays|weekday) hence", days.weekdays_from_now(1)),
    Rule("day beside another", f"beside ({F}|day|rel|{WD})|beside", days.beside),
    Rule("weekday beside a holiday", f"{WD} (after|before) {F}", days.weekday_beside),
    Rule("weekday week", f"({WD}|rel) unit", days.weekday_week),
    Rule("so much later", f"{LENGTH} adverb|{LENGTH} afterwards", lambda i: lengths.counted(-1)(i) if i[-1].value == "START" else lengths.counted(1, spoken=True)(i)),
    Rule("within", f"within which? {LENGTH}", lengths.within),
    Rule("rest", f"rest (unit|{WD}|{M})", periods.rest_of),
    Rule("century", f"(mod)? {O} dash? unit", periods.century),
    Rule("quarter of a year", f"segment (of|in|comma)? ({Y}|fiscal {Y}?)|segment (of|in)? which unit|segment of unit|segment (of|in) ({M}|dated-month)|{Y} segment", periods.segment_of),
    Rule("year to date", "to-date", periods.year_to_date),
)  # fmt: skip

#: Parts of weeks, months and years.
COMPOSED = (
    Rule("early and late that day", f"mod {DAY} {PARTS}", days.part_of_day),
    Rule("rest", "rest (week|relmonth|relyear|rel|dated-month|period)", periods.rest_of),
    Rule("weekday of a week", f"{WD} (of|in)? week|week (comma|dash)? {WD}|(mod|adverb) week", lambda i: periods.part_of(i) if i[0].kind in ("mod", "adverb") else days.week_day(i)),
    Rule("nth weekday of a month", f"(which|{O}) {WD} (of|in)? relmonth|nth", days.nth_day),
    Rule("nth week", f"(which|{O}) (unit (of|in)|week-of) (relmonth|relyear)", periods.nth_week),
    Rule("week of a day", f"week-of ({DAY}|wday-number)", periods.week_of),
    Rule("month of a year from now", f"{M} (of|in|comma)? relyear|(day|{F}) (of|in|comma)? relyear|season (of|in)? relyear", periods.of_year),
    Rule("season of a year", f"(in|in-the)? season (comma|of|in)? ({Y}|season-year)|(mod) season (of|in)? ({Y})?|season of relyear|mod (which)? season", periods.season_of),
    Rule("season", "(in|in-the) a? season", periods.seasons),
    Rule("part of a period", f"mod ({M}|dated-month|period|relmonth|relyear|week|{Y}|decade|unit|rel|season|lower)|(adverb) (week|relmonth|relyear|rel)|mod (in|of)? {M}|adverb (in|in-the) unit", periods.part_of),
    Rule("years of a season", "season-year (season|fiscal)|(in|in-the|for|of|from|since|fiscal) season-year", periods.season_years),
    Rule("fiscal year", f"(in|in-the)? fiscal {Y}", items.renamed("fiscal-year")),
    Rule("in a year", f"(in|in-the) {Y}", items.renamed("period")),
    Rule("year's season", f"{Y} fiscal", items.renamed("period")),
    Rule("in a month", f"(in|in-the) {M}", items.renamed("period")),
    Rule("in a decade", "(in|in-the) decade", items.renamed("decade")),
    Rule("this or that part", f"{DAY} comma? {PARTS}|{PARTS} of? {DAY}", clocks.moment),
    Rule("weekdays and dates", "weekdays day (and day|comma day)+", days.weekdays_and_dates),
    Rule("date and its weekday", f"day comma? left {WD} right|{WD} left day right", items.renamed("day")),
    Rule("holiday weekend", f"{F} weekend (comma? {Y})?", days.feast_weekend),
    Rule("holiday and date", f"{F} comma? day|{F} left day right", days.feast_day),
)  # fmt: skip

#: Clock times and their spans.
MONTH_DAYS = (
    Rule(
        "days of a month told last",
        f"(from|between) num ({TO}|and) num (of|in)? (relmonth|dated-month|period|{M})",
        ranges.days_of_month,
    ),
)

CLOCKS = (
    Rule("clock times of one half of the day", "at? ((num|hm|hm24|hmdot) comma)* (num|hm|hm24|hmdot) comma? (and|or) clock", clocks.shared_half),
    Rule("arrival and start", f"at? (num|hm|hm24|hmdot|clock) for {T}", clocks.arrival),
    Rule("from one clock time to another", f"at? (from|mark)? {TN} ({TO}) {T} {PARTS}? (left? zone right?)?|at? (from|mark)? {T} ({TO}) {TN} {PARTS}? (left? zone right?)?|between {TN} and {T} {PARTS}? zone?|between {T} and {TN} {PARTS}? zone?|between (num|cardinal) and (num|cardinal) {PARTS}|from (num|cardinal) (to|until) (num|cardinal) {PARTS}|{T} zone ({TO}) {T} zone?|from {TN} {PARTS} (to|until) {TN} {PARTS}", clocks.clocks()),
    Rule("clock time", f"at? about? (clock|oclock|past) {PARTS}? (left? zone right?)?", clocks.clock),
    Rule("clock time in figures", f"at about? (hm|hm24|hmdot) {PARTS}? (left? zone right?)?|at (num|cardinal) {PARTS}|(hm|hm24|hmdot) (left zone right|zone|{PARTS})|(num) {PARTS}|(cardinal) {PARTS}", clocks.clock),
    Rule("part of the day, clock time", f"{PARTS} at {TN}", clocks.clock),
    Rule("numbers of two clocks", "from (num|cardinal) (to|until) (num|cardinal)|between (num|cardinal) and (num|cardinal)", clocks.two_numbers),
    Rule("number of a clock", "at about? num zone?|at cardinal", clocks.number_clock),
)  # fmt: skip

#: Enumerations of days, and numbers that are days of a month named beside them.
DAY_RANGES = (
    Rule("weekdays and their days", f"{WD} (and|dash|to) {WD} {N} (dash|to|and) day", lambda i: items.whole(i, ranges.ranged()(i[3:]))),
    Rule("between two periods", f"between ({PERIOD}|short) and ({PERIOD}|short)", ranges.ranged()),
    Rule("from one day to another", f"(from|between)? ({WD} num|day|slashed|wday-number|num|ordinal|ordinal-word|the-ordinal|rel) {TO} (day|slashed) (comma? {Y})?", ranges.ranged()),
    Rule("days of one month, ordinals", f"(from|between) {O} (to|through|until|and) {O}", ranges.ranged()),
    Rule("between two days", f"between ({WD} num|day|wday-number|num|ordinal|ordinal-word|the-ordinal|rel) and day (comma? {Y})?", ranges.ranged()),
    Rule("days of one month", f"(from|between)? day ({TO}) ({WD} num|num|ordinal|ordinal-word|the-ordinal|wday-number) (comma? {Y})?|between day and (num|ordinal|ordinal-word|the-ordinal)", ranges.ranged()),
)  # fmt: skip

LISTS = (
    Rule("day and opening hours", "(day|slashed|wday-number|rel) (comma|mark|from|at)* num (dash|to) num", clocks.day_with_hours),
    Rule("weekdays of a range", f"{WD} {TO} range", ranges.weekdays_and_range),
    Rule("months of a list", f"(period|dated-month|{M}) ({AND} {M})+ (comma? {Y})?|(period|{M}) ({AND} {M})* {AND} dated-month|(period|decade) ({AND} ({Y}|decade))+", days.each_period),
    Rule("ranges of one month", f"range ({AND} (num|ordinal) (dash|to) (num|ordinal))+|((num|ordinal) (dash|to) (num|ordinal) {AND})+ range", days.ranges_listed),
    Rule("days of a month", f"day (({AND}) (wday-number|num|ordinal|ordinal-word|the-ordinal))+ (comma {Y})?", days.listed),
    Rule("days side by side", f"day ({AND} day)+", days.listed),
    Rule("weekend of its days", "weekend (of|comma)? range", days.weekend_of_days),
    Rule("weekend of a day", f"weekend (of|comma) ({DAY})", days.weekend_of_day),
    Rule("days of a later month", f"((num|ordinal|ordinal-word|the-ordinal|wday-number) ({AND}))+ day", days.listed),
)  # fmt: skip

MOMENTS = (
    Rule("figures and a clock time", "dashed at? (clock|clocks)", clocks.moment),
    Rule("list of days with a clock time", f"listed{{2,}} (comma|at|mark|from)* ({TC}|clocks)", clocks.listed_with_clock),
    Rule("weekday and number", f"{WD} num", days.named_day("wday-number")),
    Rule("day of the month and its clock", "the-ordinal (comma|at|from)* (clocks|clock)|(clocks|clock) of? the-ordinal", clocks.ordinal_moment),
    Rule("day and about what hour", "rel about (num|cardinal)", clocks.about_hour),
    Rule("day and clock times", f"({DAY}|wday-number) (comma|dash|mark|semi|at|from|left)* (clocks|clock-numbers|{TC}) right?", clocks.moment),
    Rule("clock times and day", f"(clocks|clock-numbers|{TC}) (comma|dash|of|mark)* ({DAY}|wday-number)(?! (comma|at|mark)* (clocks|clock))", clocks.clock_then_day),
)  # fmt: skip

MORE = (
    Rule("recurrence between days at a clock time", f"(set|frequency-set) (comma|left)* range right? (comma|mark|at|from)* (clocks|{TC})", recurrences.set_between_at),
    Rule("days and their clock times", "range (comma|mark|from|at|left)* (clocks|clock) right?", days_with_clock),
    Rule("days and their opening hours", "range (comma|mark|from)* num (dash|to) num", ranges.days_with_hours),
    Rule("clock times and their days", "clocks comma? range", ranges.days_after_clock),
    Rule("more clock times", f"(moment|moments) (({AND}|dash)? (clocks|{TC}))+", clocks.more_clocks),
    Rule("clock times before a moment", "(clock|clocks) (comma? (clock|clocks))* (comma? and)? (moment|moments)", clocks.clocks_before),
)  # fmt: skip

#: Recurrences.
SETS = (
    Rule("weekly", f"(every|alternate) {WDS} ((comma|and|dash|to|through|comma and) {WDS})* {PARTS}?|{WDS} ((comma|and|dash|to|through|comma and) {WDS})* (parts)", recurrences.weekly),
    Rule("weekdays in the plural", f"({WDS} ({AND}|{TO}))* weekdays (({AND}|{TO}) {WDS})* {PARTS}?|frequency {WDS} ({AND} {WDS})*", recurrences.weekly),
    Rule("on weekdays, at weekends", f"(every)? (workdays|business|weekends) {PARTS}?|every weekend|workdays and {WDS}|{WDS} and weekends", recurrences.weekly),
    Rule("every year on a day", f"every unit (comma)? (in|at)? (day|nth)|every (day|{F}|season|{M})|every {M} {N}|(day|{F}) (of)? every unit", recurrences.yearly),
    Rule("every so long", f"(every|alternate) (num|cardinal|amount|ordinal|ordinal-word)? unit|every length|every {PARTS}", recurrences.every_unit),
    Rule("daily, weekly, yearly", "frequency", recurrences.frequency),
)  # fmt: skip

HOURS = (
    Rule("weekdays side by side at a clock time", f"weekday (({AND}) weekday){{1,2}} (comma|at|mark|from)* (clocks|{TC})", recurrences.days_with_hours),
    Rule("nth weekday at a clock time", f"{O} {WD} (comma|at|mark)* (clocks|{TC})", recurrences.monthly_at),
    Rule("opening hours of weekdays", f"{WDS} (({AND}|{TO}) {WDS})+ (comma|mark|at|from|dash)* (clocks|{TC}|num ({TO}) {TN}|(hm|hm24|hmdot) ({TO}) {TN})|{WD} (comma|mark|at|from)* num (dash|to) num", recurrences.hours_of_weekdays),
    Rule("hours of weekdays told first", f"clocks (comma|left)* {WDS} (({AND}|{TO}) {WDS})+ right?|num (dash|to) num {WDS} (({AND}|{TO}) {WDS})*|clock short-weekday (({AND}|{TO}) short-weekday)+", recurrences.hours_before_weekdays),
    Rule("weekdays alone", f"short-weekday ({AND} short-weekday){{2,}}|short-weekday ({TO}) {WD}|{WD} ({TO}) short-weekday", recurrences.bare_weekdays),
    Rule("frequency on days", "frequency-set set", recurrences.joined_sets),
    Rule("recurrence at a clock time", f"(set|frequency-set) (in vague)? (comma|mark|at|from|between|dash)* (num (dash|to) {TN}|clocks|{TC}) (({AND}) (clocks|clock|num))*|(clocks|clock|clock-number|num (dash|to) num) (comma|and|dash)* (clocks|clock)? (set|frequency-set)", recurrences.set_with_clock),
)  # fmt: skip

#: From one time to another.
ANY = f"({DAY}|listed|moment|wday-number|dated-month|{PERIOD}|short|numbered-day|the-ordinal|num|clock|clock-number)"
END = f"({DAY}|listed|moment|wday-number|dated-month|short|numbered-day|{PERIOD})"
RANGES = (
    Rule("from now to a day", f"from? (now|immediately|hence) (and)? ({TO}|by)? {END}", ranges.from_now),
    Rule("from one time to another", f"(from|between|since|starting)? {ANY} ({TO}|comma until) ({END}|lower)|between {END} and {END}|(from|between) (moment|day|rel) ({TO}|and) (moment|clock)", ranges.ranged("range")),
    Rule("day and its length", f"(from|starting|at)? ({DAY}|listed|moment|clock|clock-number) (comma|and)? for {LENGTH}|for {LENGTH} (from|starting|at)? (moment|clock|clock-number)", lengths.lasting),
    Rule("closing length", f"event-length|for {LENGTH}", lengths.closing_length),
)  # fmt: skip

OPENED = (
    Rule("until further notice", f"(since|starting|from)? {END}? (until)? further", ranges.endless),
    Rule("before a time", f"before {ANY}", lambda i: ranges.opened("start", "BEFORE")(days.numbered(i))),
    Rule("until a time", f"(until|by|through) (about)? ({END}|{TC}|the-ordinal)|by (until) {END}", lambda i: ranges.opened("start")(days.numbered(i))),
    Rule("after a time", f"after ({END}|{TC})", ranges.opened("end", "AFTER")),
    Rule("from a time on", f"(since|starting|from) ({END}|{TC}|the-ordinal) onwards?|(since|starting|from) ({END}|{TC}|the-ordinal)|{END} onwards", lambda i: ranges.opened("end")(days.numbered(i))),
    Rule("from today on", "immediately", ranges.from_today),
)  # fmt: skip

EXCEPTED = (
    Rule("recurrence and its exceptions", f"(set|frequency-set) (comma|left)* except (set|weekday|short-weekday|weekdays|weekends|day|feast) (({AND}) (weekday|short-weekday|weekdays|day))* right?", recurrences.set_without),
)  # fmt: skip

BOTH = (
    Rule("after and before", "open-end (and|comma|but) open-start|open-start (and|comma) open-end|open-end open-start", ranges.both_open),
    Rule("recurrence between days", "(set|frequency-set) (comma|left)* (range|open-start|open-end|span) right?|(set|frequency-set) (comma|of|in|in-the|left)* (dated-month|period|relmonth|relyear|week) right?|(range|open-start) comma? (set|frequency-set)", recurrences.set_between),
    Rule("recurrence to a day", "(set|frequency-set) (in vague)? comma? to (day|listed|period|dated-month)", recurrences.set_between),
    EXCEPTED[0],
    Rule("length", "length", lambda i: i[0]),
)  # fmt: skip

AGAIN = (
    Rule("recurrence between days at a clock time", "set (comma|mark|at|from)* (clocks|clock|clock-number)", recurrences.set_with_clock),
)  # fmt: skip


LAST = (
    Rule("month", "month", items.renamed("period")),
    Rule("clock time without its half of the day", "clock|clock-number|hm|hm24|hmdot|oclock|past", lambda i: joined(i[0].kind, i, clocks.settled(i[0].value))),
    Rule("so often", "times", items.vague),
    Rule("part of the day", "part", lambda i: joined("vague", i, Partial("-", daypart=i[0].value.daypart)) if i[0].end - i[0].start > 10 else None),
    Rule("weekend", "weekend", lambda i: joined("weekend", i, Partial("k", weeks=0))),
    Rule("day of the month in force", "the-ordinal", lambda i: joined("bare-day", i, Partial("d", day=i[0].value)) if 1 <= i[0].value <= 31 else None),
    Rule("now", "now", lambda i: joined("now", i, Partial("-"))),
    Rule("more of a list", f"listed ({AND} listed)*", items.each),
)  # fmt: skip

_STREET = r"[^\S\n]+(?:Street|Road|Lane|Avenue|Drive|Crescent|Boulevard|(?:St|Rd|Ave|Blvd)\b\.?)(?!\w)"

#: A row of a listing begins with its day: "Saturday, Jan. 10: Wrestling".
_ROW_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_ROW_DATE = (
    r"(?:(?:jan|febr?|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}(?:st|nd|rd|th)?"
    r"|\d{1,2}(?:st|nd|rd|th)? (?:jan|febr?|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)"
)

#: What follows a name that is no day: papers, songs, people.
_NAMED = (
    r"\s+(?:Times|Telegraph|Mail|Mirror|Express|Post|Herald|Star|Independent|Chronicle|Review|Review|Weld|Addams|Adams|League"
    r"|Magazine|Supplement|School|Club|Brunch|Roast|Football|Market\b|Night Live|Night Lights)"
)
#: Words that go on after the name of a holiday that is meant as a day, and not as an adjective.
_ON = (
    r"(?:is|was|were|will|would|and|or|at|on|from|to|with|in|the|a|an|this|next|last|falls?|takes?|for|are|has|have|had|until|through|we|it|as|by|because"
    r"|when|if|but|so|dinner|after|before|not|may|can|should|week|weekend|morning|afternoon|evening|night|brought|came|comes|eve|day|again|too|of|that|there|must|did|does)"
)

#: Not an amount of something else, an age, or a rate.
_LENGTH = r"[- ]old\b|[- ]olds\b|\s+of age\b|[- ](?:long )?sentence"

LANGUAGE = Language(
    code="en",
    words=words("mdy"),
    stages=(
        FIRST,
        DAYS,
        LENGTHS,
        RELATIVE,
        COMPOSED,
        SETS,
        EXCEPTED,
        MONTH_DAYS,
        CLOCKS,
        DAY_RANGES,
        LISTS,
        HOURS,
        MOMENTS,
        MORE,
        RANGES,
        OPENED,
        BOTH,
        AGAIN,
        LAST,
    ),
    narrow=NARROW,
    blank=r"(?:\s{1,3})",
    ignore_case=True,
    spaced=True,
    sentence=".!?。",
    clause=",;:.!?",
    unless_before=NO_END_BEFORE,
    unless_after=NO_END_AFTER,
    nearest_cue=True,
    year_reach=45,
    weekdays_in_stretch=True,
    row=rf"(?:{_ROW_DAY},? ?(?:{_ROW_DATE})?|{_ROW_DATE})\.? ?(?:[:|\t]| - )",
    rows=rf" *(?:{_ROW_DAY}(?!\w)|{_ROW_DATE}|\d{{1,2}}/\d{{1,2}}(?!\d)|\d{{1,2}}(?:st|nd|rd|th)(?!\w))",
    emits=frozenset(
        [
            "day",
            "rel",
            "listed",
            "moment",
            "moments",
            "range",
            "span",
            "open-start",
            "open-end",
            "vague-open",
            "vague",
            "set",
            "frequency-set",
            "period",
            "week",
            "relmonth",
            "relyear",
            "dated-month",
            "clock",
            "clocks",
            "oclock",
            "past",
            "clock-number",
            "clock-numbers",
            "length",
            "closing-length",
            "whole",
            "decade",
            "numbered-day",
            "weekday",
            "weekend",
            "in-length",
            "fiscal-year",
            "feast",
            "soft-feast",
            "wday-number",
            "bare-day",
            "hm",
            "hm24",
            "slashed",
            "now",
        ]
    ),
    after={
        "*": _STREET,
        "weekday": _NAMED,
        "rel": r"\s+(?:Live|Fever|Lights)\b",
        "soft-feast": rf"'s\b|\s+(?!{_ON}\b)[^\W\d]\w+|-\w",
        "length": _LENGTH,
        "frequency-set": r"\s+[^\W\d]|-\w",
        "clock-number": r"\s+(?!(?:on|in|tomorrow|today|tonight|and|sharp|or|to|until|with|every|each|next|this|by|from|for|if|but|as|because|when)\b)\w|%|[-/]\w|'",
        "clock-numbers": r"\s+(?!(?:on|in|tomorrow|today|tonight|and|sharp|or|to|until|with|every|each|next|this|by|from|for|if|but|as|because|when)\b)\w|%|[-/]\w|'",
        "hm": r"\s+(?:win|defeat|victory|draw|loss|ratio|lead)|-\w",
        "bare-day": r"\s+(?!(?:of|and|or|at|to|until|is|was|will|there|in|for|are|we|it|with|the|from|by|before|after)\b)\w|-\w|'",
        "period": r"\s+(?:Revolution|Jones|issue|edition)\b",
    },
    before={
        "weekday": r"(?:Mr\.|Mrs\.|Ms\.|Man|Ruby|Girl|Joe|Black|Casual|Freaky|Bloody|Sheffield|Super)\s",
        "hm": r"(?<!\bat\s)(?<!rom\s)(?<!ntil\s)(?<!by\s)(?<!\n)(?<!^)(?<!,\s)(?<!:\s)(?<!\|\s)(?<!·)(?<!ors\s)",
        "hm24": r"(?:\b(?:of|in|to|by|verses?|won|lost|scored?|beat|ratio|chapter|psalms?)\s|(?-i:[A-Z][a-z]+[ ]))",
        "bare-day": r"(?<!\bon\s)(?<!\bby\s)(?<!ntil\s)(?<!rom\s)(?<!nd\s)(?<!,\s)(?<!or\s)(?<!ill\s)(?<!to\s)(?<!for\s)(?<!ore\s)(?<!ter\s)(?<!On\s)(?<!of\s)",
        "weekend": r"(?<!\bthe\s)(?<!\bat\s)(?<!\bon\s)(?<!over\s)(?<!last\s)(?<!every\s)(?<!each\s)(?<!holiday\s)",
        "slashed": r"(?<!\bon\s)(?<!\bby\s)(?<!ntil\s)(?<!rom\s)(?<!ack\s)(?<!due\s)(?<!:\s)",
    },
    born=BORN,
    founded=FOUNDED,
    hours=HOURS_HEADING,
    touch=40,
    future=FUTURE,
    past=PAST,
    joins=r"[,;&]|,? ?(?:and|or|plus)(?: on)?",
    closing=r"\s*(?:closes|ends|finishes)",
    feasts={name: reckon for name, (_, reckon) in HOLIDAYS.items()}
    | {f"{name} weekend": weekend_of(reckon) for name, (_, reckon) in HOLIDAYS.items()},
)

_DAY_FIRST = re.compile(r"(?<![\d/.-])(?:1[3-9]|2\d|3[01])[/-](?:0?[1-9]|1[012])[/-](?:19|20)?\d\d(?![\d/-])")
_MONTH_FIRST = re.compile(r"(?<![\d/.-])(?:0?[1-9]|1[012])[/-](?:1[3-9]|2\d|3[01])[/-](?:19|20)?\d\d(?![\d/-])")


def region_of(text: str, timezone: str) -> str:
    """The country a page without one writes like: 14/02/2025 is nobody's month; and so is its zone."""
    if "dd/mm" in text.casefold():
        return "GB"
    if _DAY_FIRST.search(text) and not _MONTH_FIRST.search(text):
        return "GB"
    return "GB" if timezone.startswith(("Europe/", "Australia/", "Africa/")) else ""


#: How figures are ordered and which days holidays are, by country.
DAY_FIRST = ("GB", "IE", "AU", "NZ", "IN", "ZA", "SG", "HK", "MT")


def of_region(region: str) -> Language:
    """English as a country writes it."""
    feasts = {**LANGUAGE.feasts, **BY_REGION.get(region, {})}
    order = "dmy" if region in DAY_FIRST else "mdy"
    return replace(LANGUAGE, words=words(order), feasts=feasts)
