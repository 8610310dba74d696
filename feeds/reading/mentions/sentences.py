"""An article as sentences whose time expressions are masked by one character each.

Only paragraphs that name a time are cut; the others cost nothing. A year alone ("2025年冬捕节") and the name of a
day that a happening is called by (元宵灯会, Easter egg hunt) stay as printed: they belong to the name.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import replace

from feeds.reading.mentions.drafts import DAY, LENGTH, SET, VAGUE, Moment, Sentence
from feeds.reading.mentions.lexicon import Lexicon
from feeds.reading.mentions.moments import moment
from feeds.records import Span, Timex

_NUMBERED = re.compile(
    r"\d|[一二三四五六七八九十〇零廿]+[月日号时点年]|[今明昨前后次当同即][天日晚早晨夜]|"
    r"周|星期|礼拜|[上下中]午|晚上|凌晨|早上|近日|日前|目前"
    r"|[正腊冬臘]月|初[一二三四五六七八九十]|廿"
)
_FEAST = re.compile(
    r"(?i)\b(?:christmas|easter|remembrance|mothering|good fri|boxing|new year|"
    r"labor|memorial|independence|veterans|thanksgiving|mother'?s|father'?s|"
    r"shrove|palm|ash|st\.? \w+'s|martin|columbus|presidents|juneteenth|canada|"
    r"anzac|australia|valentine|наурыз|earth|arbor|flag|halloween|mardi gras|lunar new year|diwali|hanukkah"
    r"|groundhog|pioneer|patriots|family|cinco de mayo)[\w' ]*\b"
)
_LETTER = re.compile("[\u4e00-\u9fff]")
#: Letters a feast's name may follow (2025年元宵节, 欢度国庆).
_BEFORE_FEAST = "年月日号时于在是至到和与及逢的过度为今明去值当迎庆贺闹自从因除季"
#: Letters of the longest sentence; what goes on without a stop is broken there, for the rules look at all of one.
LONGEST = 1000
_MASKS = re.compile("[\ue000-\ue005]")
_LUNAR_MONTH = re.compile("[正腊冬臘]月")
_DAYPART = re.compile(r"(?i)(?:morning|afternoon|evening|night)\s+(?=on\b)")
_ADJECTIVE = re.compile(r"(?i)\b(?!the|this|that|every|each|last|next|in|on|all|one)[a-z-]{3,}\s+$")
_YEAR = re.compile(r"^[^年]{2,8}年")
#: Told beside a day, and no day itself.
_CLOSE = re.compile(r"(?i)(?:at\s+|by\s+)?(?:the\s+)?(?:close|end) of (?:business|play|the (?:working |business )?day)")
#: What is called by its weekday: "Maple Sunday is March 22".
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?")
_CALLED = re.compile(r"(?:^|[.!?:\n]\s*|\b[Tt]he\s+|\b[Oo]ur\s+|\d\s+)((?:[A-Z][\w'’-]+\s+){1,3})$")
_CALLED_NOT = re.compile(r"(?i)(?:on|this|next|last|every|each|until|by|from|late|early|the|late on)\s")
_IS = re.compile(r"\s+(?:is|are|was|will|returns?|takes|falls|runs|and|at|in)\b|\s*[,:(]")
_BRACKET = re.compile(
    r"\s?[（(](?:[周星期礼拜]+[一二三四五六日天]|[^（）()\ue000-\ue005]{0,6}(?:农历|"
    r"農曆|正月|腊月|臘月|[初廿]|北京时间|北京時間|新疆时间)[^（）()]{0,10})[）)]"
)


def moments_of(timexes: Iterable[Timex], text: str, lexicon: Lexicon) -> list[Moment]:
    """The moments of an article's text in order, without those that belong to a name."""
    found: list[Moment] = []
    for timex in timexes:
        words = text[timex.span.start : timex.span.end]
        at = moment(timex, words)
        if (
            lexicon.spaced
            and (part := _DAYPART.match(words))
            and _ADJECTIVE.search(text[max(0, at.span.start - 20) : at.span.start])
        ):
            # "a question-and-answer evening on Thursday": the evening belongs to the name.
            at = replace(at, span=Span(at.span.start + part.end(), at.span.end))
        if timex.value is not None and len(timex.value) == 4 and not timex.end and not timex.rrule:
            continue
        if _names(words, text, at, lexicon) or _titled(text, at) or (lexicon.spaced and _CLOSE.fullmatch(words)):
            continue
        if lexicon.spaced and words.startswith("Weekend, ") and _capital_before(text, at.span.start):
            # the Jazz Weekend, from Friday 15 to Sunday 17 September
            at = replace(at, span=Span(at.span.start + len("Weekend, "), at.span.end))
        if at.kind == VAGUE or (found and at.span.start < found[-1].span.end):
            continue
        if at.kind == LENGTH and text[at.span.end : at.span.end + 1] in ("级", "級", "期", "度"):
            continue
        if found and _feast_before(found[-1], at, text, lexicon):
            found.pop()
        found.append(at)
    return found


def _feast_before(feast: Moment, day: Moment, text: str, lexicon: Lexicon) -> bool:
    """清明节4月3日至5日: the name of the feast is told by its days."""
    if day.kind != DAY or feast.kind != DAY or lexicon.spaced:
        return False
    words = text[feast.span.start : feast.span.end]
    return text[feast.span.end : day.span.start].strip("（(：:，, ") == "" and not _NUMBERED.search(
        _YEAR.sub("", words)
    )


def _titled(text: str, at: Moment) -> bool:
    """Does it stand in a name in quotation marks (“金秋十年”)?"""
    for left, right in ("“”", "《》", "「」", "«»"):
        begin, end = (
            text.rfind(left, max(0, at.span.start - 24), at.span.start),
            text.find(right, at.span.end, at.span.end + 24),
        )
        if begin >= 0 and end >= 0 and not re.search(f"[{left}{right}，。！？；]", text[begin + 1 : end]):
            return True
    return False


def _names(words: str, text: str, at: Moment, lexicon: Lexicon) -> bool:
    """Does a holiday's word begin a name (元宵灯会, Christmas fair)?"""
    if at.kind not in (DAY, VAGUE):
        return False
    if lexicon.spaced and _WEEKDAY.fullmatch(words.strip()) and _called(text, at, lexicon):
        return True
    if words.istitle() and " " not in words and words.endswith(("Weekend", "Week", "Night", "Day")):
        before = text[: at.span.start].split()
        return bool(before) and before[-1][:1].isupper()  # the Saltburn Jazz Weekend
    if lexicon.spaced:
        if not _FEAST.fullmatch(words.strip()):
            return False
    elif _NUMBERED.search(_YEAR.sub("", words)) and not _LUNAR_MONTH.fullmatch(words.strip()):
        return False
    letter = text[at.span.start - 1 : at.span.start]
    if not lexicon.spaced and letter and _LETTER.match(letter) and letter not in _BEFORE_FEAST:
        return True  # 冰灯节 is no 灯节
    return lexicon.name_after_holiday.match(text, at.span.end) is not None


def _capital_before(text: str, at: int) -> bool:
    before = text[max(0, at - 40) : at].split()
    return bool(before) and before[-1][:1].isupper()


def _called(text: str, at: Moment, lexicon: Lexicon) -> bool:
    """Maple Sunday is March 22: a weekday that ends a name, with its day told beside it."""
    found = _CALLED.search(text[max(0, at.span.start - 60) : at.span.start])
    if not found or _CALLED_NOT.match(found[1]) or lexicon.heads.search(found[1]):
        return False
    behind = text[at.span.end : at.span.end + 60]
    return bool(_IS.match(behind)) and bool(re.search(r"(?i)\d(?:st|nd|rd|th)?\b|month|weekend|year", behind))


def cut(text: str, start: int, moments: list[Moment], lexicon: Lexicon, paragraph: int) -> list[Sentence]:
    """The sentences of one paragraph that name a time; `moments` are those of the paragraph, in order."""
    bounds = [0]
    spans = [(at.span.start - start, at.span.end - start) for at in moments]
    for found in lexicon.sentence_end.finditer(text):
        if lexicon.spaced and bounds[-1] == 0 and _names_what_follows(text, found, spans):
            continue
        if not _inside(text, found, spans, bounds[-1]) and _closed(text, found.end()):
            bounds.append(found.end())
    # "Thursday, Jan. 8: … Friday, Jan. 9: …": each dated head begins a row of its own.
    heads = [low for low, high in spans if low > 0 and text[high : high + 1] in (":", "：") and text[low - 1].isspace()]
    bounds = sorted({*bounds, *(heads if sum(text[h : h + 1] in (":", "：") for _, h in spans) > 1 else ())})
    # "8am Holy Communion; 10am Family Service": so does each time behind a semicolon.
    listed = {low for low, _ in spans if low > 1 and text[:low].rstrip()[-1:] in (";", "；")}
    if listed and not lexicon.spaced:
        # 推出系列演出：26日19时，音乐会；28日15时，话剧: the first of them stands behind the colon.
        listed |= {low for low, _ in spans if low > 1 and text[low - 1] == "："}
    bounds = sorted({*bounds, *listed})
    if lexicon.spaced:
        bounds = sorted({*bounds, *_listed(text, moments, start)})
    bounds.append(len(text))
    bounds += _breaks(bounds, spans)
    sentences = []
    for low, high in itertools.pairwise(sorted(bounds)):
        here = [at for at in moments if low <= at.span.start - start < high]
        if here:
            while low < high and text[low].isspace():
                low += 1
            while high > low and text[high - 1].isspace():
                high -= 1
            sentences.append(masked(text[low:high], start + low, here, lexicon, paragraph))
    return sentences


def _breaks(bounds: list[int], spans: list[tuple[int, int]]) -> list[int]:
    """Where sentences that never end are broken; no time expression is torn."""
    broken: list[int] = []
    for low, high in itertools.pairwise(bounds):
        while high - low > LONGEST:
            low += LONGEST
            low = next((begin for begin, end in spans if begin < low < end and begin > low - LONGEST), low)
            broken.append(low)
    return broken


def _listed(text: str, moments: list[Moment], start: int) -> list[int]:
    """Work session - Monday, March 9, 7 p.m.; Voting meeting - Monday, March 23: each with a day of its own."""
    days = [at.span.start - start for at in moments if at.kind in (DAY, SET)]
    ends = [m.end() for m in re.finditer(r";\s+(?=[A-Z])", text) if _closed(text, m.end())]
    cuts = [0, *ends, len(text)]
    headed = bool(days) and days[0] <= 20 and len(days) == 1 and ":" in text[days[0] : days[0] + 40]
    if headed:
        # Good Friday, April 3: Stations of the Cross at noon; Celebration of the Passion at 3 PM
        days = [at.span.start - start for at in moments if at.clock or at.kind in (DAY, SET)]
    told = all(any(low <= day < high for day in days) for low, high in itertools.pairwise(cuts))
    return ends if ends and told else []


def _names_what_follows(text: str, stop: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    """Cleanup Day!! Sat. May 2nd 9-1, …: a name, a full stop, and its time."""
    name = text[: stop.start()]
    if not 2 < len(name) <= 50 or len(name.split()) > 7 or not name.lstrip()[:1].isupper():
        return False
    after = stop.end() + len(text[stop.end() :]) - len(text[stop.end() :].lstrip())
    return bool(spans) and spans[0][0] == after


def _inside(text: str, stop: re.Match[str], spans: list[tuple[int, int]], low: int) -> bool:
    """Is a full stop part of a time expression ("10 a.m.-1 p.m. Toy Library"), and not the end of a sentence too?"""
    for begin, end in spans:
        if begin < stop.end() and stop.start() + 1 < end:
            return True
        if end == stop.start() + 1:
            after = len(text) - len(text[stop.end() :].lstrip())
            return len(text[low:begin].strip()) < 12 or any(b == after for b, _ in spans)
    return False


def _closed(text: str, end: int) -> bool:
    """A sentence does not end inside brackets."""
    before = text[max(0, end - 80) : end]
    return max(before.rfind("（"), before.rfind("(")) <= max(before.rfind("）"), before.rfind(")"))


def masked(text: str, start: int, moments: list[Moment], lexicon: Lexicon, paragraph: int = 0) -> Sentence:
    """A sentence with each of its moments (and the bracket that explains it) as one character."""
    pieces: list[str] = []
    offsets: list[int] = []
    placed: dict[int, Moment] = {}
    at = length = 0
    folded = lexicon.folded(_MASKS.sub(" ", text))
    for found in moments:
        low, high = found.span.start - start, min(found.span.end - start, len(text))
        if low < at:
            continue
        pieces.append(folded[at:low])
        offsets.extend(range(start + at, start + low))
        length += low - at
        placed[length] = found
        pieces.append(found.kind)
        offsets.append(start + low)
        length += 1
        bracket = _BRACKET.match(text, high)
        at = bracket.end() if bracket else high
    pieces.append(folded[at:])
    offsets.extend(range(start + at, start + len(text) + 1))
    return Sentence(text, start, "".join(pieces), offsets, placed, paragraph)
