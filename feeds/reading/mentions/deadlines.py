"""Deadlines: what ends on a day (报名截止, "registration closes"), told on its last moment."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from feeds.reading.mentions import moments, names, vetoes
from feeds.reading.mentions.context import Context
from feeds.reading.mentions.drafts import SET, UNTIL, Draft, Moment, Sentence
from feeds.records import Span, When

_TIME = re.compile("[\ue000-\ue005]")
_MIDNIGHT = re.compile(r"24\s*(?:时|時|点|點|:00|：00)|二十四[时時点點]|２４")
_STOP = re.compile(r"(?<![ap]\.m)[.](?=\s|$)|;")
#: An online survey, which closes at midnight; the words before it that are no part of it.
_OWN = re.compile(
    r"(?i).*?\b(?:may|can|must|should|will|who|to)\b.*\b(?:a|an|the|our|its|this)\s+(?=(?:[\w'’-]+\s+){0,3}$)"
)
#: Volunteers should apply, vendors must register: whose.
_WHO = re.compile(r"(?:All\s+)?([A-Z][a-z]+(?:\s[a-z]+)?)s\s+(?:should|must|may|can|need to|have to)\b")
_UNTIL = re.compile(r"UNTIL=(\d{8})")
_MODAL = re.compile(
    r"\s+(?:can|must|should|will|may|are|is|has|have|need|on sale|available|(?-i:close[sd]?)|closing|"
    r"falls?(?= due)|ends?|due|open(?:s|ed)?|to be|be|by|before|no later|"
    r"on(?=\s+(?:or before\s+)?(?:the\s+)?[\ue000-\ue005])|"
    r"at(?=\s+[\ue000-\ue005])|until)\b",
    re.I,
)


def read(sentence: Sentence, context: Context) -> tuple[list[Draft], set[int]]:
    """The deadlines of a sentence, and which of its moments they are."""
    lexicon, text = context.lexicon, sentence.masked
    if not lexicon.deadline_actions.search(text):
        return [], set()
    refused = vetoes.refused_times(sentence, lexicon) if lexicon.spaced else {}
    never = {at for at, reason in refused.items() if reason == "relative"}
    for pattern in lexicon.deadline_not:
        for found in pattern.finditer(text):
            if lexicon.deadline_subject.search(text, max(0, found.start() - 60), found.start()):
                continue  # registration is open until 8 May: that is when it ends
            never |= {at for at in sentence.moments if found.start() <= at < found.end()}
    drafts: list[Draft] = []
    used: set[int] = set()
    for pattern in (*lexicon.deadline_cues, *lexicon.deadline_periods):
        for found in pattern.finditer(text):
            inside = [at for at in sentence.moments if found.start() <= at < found.end()]
            if not inside or inside[-1] in used or inside[-1] in never:
                continue
            at = inside[-1]
            if pattern in lexicon.deadline_periods and not _spans(sentence.moments[at]):
                continue
            if not lexicon.spaced and lexicon.lasting.match(lexicon.folded(_printed(sentence, at))):
                continue  # 展览持续至7月10日 ends no registration
            bounds = _clause(text, found.start(), at, lexicon.spaced)
            title = (
                _english(sentence, context, found, bounds)
                if lexicon.spaced
                else _chinese(sentence, context, at, bounds)
            )
            when = _last_moment(sentence, at, context)
            if title is None or when is None or (lexicon.spaced and lexicon.nameless(title[0])):
                continue
            words, span = title
            draft = Draft(words, when, "deadline", sentence, language=lexicon.language, kind="deadline")
            draft.start_span, draft.title_span = sentence.moments[at].span, span
            draft.marks, draft.rules = {"deadline"}, ["deadline", *sentence.moments[at].rules]
            drafts.append(draft)
            used.add(at)
    if drafts and lexicon.bid_opening.search(text):
        opening = replace(drafts[0], title="Bid opening", kind="event", title_span=None, marks={"head", "label"})
        drafts.append(opening)
    return drafts, used


def _spans(moment: Moment) -> bool:
    return moment.day is not None and moment.last is not None and moment.last > moment.day


def _printed(sentence: Sentence, at: int) -> str:
    span = sentence.moments[at].span
    return sentence.text[span.start - sentence.start : span.end - sentence.start]


def _clause(text: str, cue: int, at: int, spaced: bool) -> tuple[int, int]:
    if spaced:
        # The stops of addresses and of "p.m." end nothing.
        low = max((m.end() for m in _STOP.finditer(text, 0, cue)), default=0)
        behind = _STOP.search(text, at)
        return low, behind.start() if behind else len(text)
    stops = "。；！？\n"
    low = max(text.rfind(c, 0, cue) for c in stops) + 1
    ends = [i for c in stops if (i := text.find(c, at)) >= 0]
    return low, min(ends, default=len(text))


def _last_moment(sentence: Sentence, at: int, context: Context) -> When | None:
    moment = sentence.moments[at]
    words = _printed(sentence, at)
    moment = _closing(moment)
    if moment.day is None and moment.clock is not None and context.day:
        moment = replace(moment, day=context.day)
    if moment.day is None or moment.precision in ("month", "year"):
        return None
    if moment.clock == dt.time() and _MIDNIGHT.search(words):
        moment = replace(moment, day=moment.day - dt.timedelta(1), clock=None, until=None, last=None, precision="day")
    if moment.clock is None:
        near = [
            i
            for i in sentence.moments
            if i > at and i - at <= 4 and sentence.moments[i].day is None and sentence.moments[i].clock
        ]
        if near:
            moment = replace(moment, clock=sentence.moments[near[0]].clock, precision="time")
    return moments.when(replace(moment, last=None, until=None), context.timezone)


def _closing(moment: Moment) -> Moment:
    """The last moment of a span."""
    if moment.kind == SET:
        found = _UNTIL.search(moment.rrule or "")
        if found:
            day = dt.datetime.strptime(found[1], "%Y%m%d").date()
            return replace(moment, day=day, clock=moment.until or moment.clock, last=None, until=None, rrule=None)
        return replace(moment, day=None, clock=None)
    if moment.last is not None and moment.day is not None and moment.last > moment.day:
        return replace(moment, day=moment.last, clock=moment.until, precision="time" if moment.until else "day")
    if moment.until is not None:
        return replace(moment, clock=moment.until)
    return moment


def _chinese(sentence: Sentence, context: Context, at: int, bounds: tuple[int, int]) -> tuple[str, Span] | None:
    text, lexicon = sentence.masked, context.lexicon
    low, high = bounds
    comma = max(text.rfind("，", low, at), text.rfind("：", low, at), low - 1) + 1
    nearest = list(lexicon.deadline_actions.finditer(text, low, at))
    if handed := lexicon.handed_in.search(text, at, _comma(text, at, high)):
        span = handed.span(1)
        what, act = names.polish(sentence.words(*span)), sentence.words(*handed.span(2))
        return _owned(_handed_in(what, act), sentence, context, at), sentence.span(*span)
    behind = lexicon.deadline_actions.search(text, at, _comma(text, at, high))
    here = [m for m in nearest if m.start() >= comma] or ([] if behind else nearest[-1:])
    if behind and sentence.moments[at].kind == UNTIL:
        here = []  # 有意竞买者请于8月23日17时前缴纳竞买保证金: what is to be done stands behind
    if here:
        action = here[-1]
        start = max(text.rfind("，", low, action.start()), text.rfind("；", low, action.start()), low - 1) + 1
        span = _phrase(sentence, start, action.end(), context)
        words = sentence.words(*span)
        times = [i for i in sentence.moments if start <= i < action.start()]
        if times:
            # 搶孤競賽即日起受理報名: the name stands before the time.
            low, high = names.clean(sentence, start, times[0], lexicon)
            if high - low >= 2 and lexicon.heads.search(text[low:high]):
                words, span = sentence.words(low, high) + sentence.words(action.start(), action.end()), (low, high)
    elif behind:
        end = _comma(text, at, high)
        if wanted := _wanted(sentence, context, at, end):
            words, span = wanted
            return _owned(words, sentence, context, at), sentence.span(*span)
        name_end = names.object_end(text, behind.start(), end, lexicon)
        name_end = min(max(name_end, behind.end()), behind.start() + 14)
        span = (behind.start(), name_end if name_end <= end else end)
        if text.startswith("截止", behind.end()):
            span = (at + 1 + len(text[at + 1 :]) - len(text[at + 1 :].lstrip(" |｜\u3000")), behind.end())
        words = sentence.words(*span)
    else:
        return None
    words = names.polish(_TIME.sub("", words))
    words = re.sub(r"截止(?=报名|報名|申请|申請)|地[点點][：:].*$", "", words)
    if len(words) < 2:
        return None
    return _owned(words, sentence, context, at), sentence.span(*span)


def _handed_in(what: str, act: str) -> str:
    """
    >>> _handed_in("职工代表提案", "报"), _handed_in("报名表", "交到")
    ('职工代表提案报送', '报名')
    """
    what = re.sub(r"[（(][^）)]*[）)]", "", what)
    if re.search(r"(?:报名|報名|申请|申請)(?:表|回执|材料)$", what):
        return re.sub(r"(?:表|回执|材料)$", "", what)
    return what + (
        "报送" if act in ("报", "报至", "报名") else "发送" if act in ("发至", "发到") else act.rstrip("至到")
    )


def _owned(words: str, sentence: Sentence, context: Context, at: int) -> str:
    """The deadline's name with what it belongs to, and with the word that it ends."""
    lexicon = context.lexicon
    asked = _asked(sentence, context, at)
    if asked and asked not in words and not lexicon.heads.search(lexicon.folded(words)):
        words = asked + words
    elif not lexicon.heads.search(lexicon.folded(words)) and not re.search(r"费|奖|稿|作品", words):
        owner = _owner(context, sentence, sentence.moments[at].span.start)
        if owner and owner not in words:
            words = owner + words
        elif not owner:
            words = _of_the_page(words, context)
    pattern, ending = lexicon.deadline_title
    if not words.endswith(ending):
        words = pattern.format(what=words)
    return words


def _of_the_page(words: str, context: Context) -> str:
    """缴费, under 城乡居民基本医疗保险缴费公告: the page's title without what kind of paper it is."""
    lexicon, head = context.lexicon, context.headline
    folded = lexicon.folded(head)
    low, high = names.trim(folded, 0, len(folded), lexicon.headline_lead, lexicon.headline_tail)
    stem = names.polish(head[low:high])
    return stem if stem.endswith(words) and len(stem) <= 30 else words


_REQUEST = re.compile(
    r"(?:的?(?:居民|市民|家长|同学|学员|单位|选手|者))?[,，]?(?:敬?[请請]|须|須|需|应|應|务必|務必|可)?[于於]?$"
)


def _asked(sentence: Sentence, context: Context, at: int) -> str | None:
    """藍染手作坊請於7月3日前…報名: what stands before the request is whose registration ends."""
    text, lexicon = sentence.masked, context.lexicon
    low = max(text.rfind(c, 0, at) for c in "，。；！：:\n") + 1
    request = _REQUEST.search(text, low, at)
    begin, end = names.clean(sentence, low, request.start() if request else at, lexicon)
    words = names.polish(sentence.words(begin, end)) if end - begin >= 2 else ""
    return words if words and lexicon.head_last.search(lexicon.folded(words)) else None


def _wanted(sentence: Sentence, context: Context, at: int, end: int) -> tuple[str, tuple[int, int]] | None:
    """面试通知单请于9月10日至12日登录…打印: the thing stands before the request, the act at the end of the clause."""
    text, lexicon = sentence.masked, context.lexicon
    acts = lexicon.deadline_actions.finditer(text, at, end)
    act = next((m for m in acts if m.end() >= end or text[m.end()] in "至到给給"), None)
    low = max(text.rfind(c, 0, at) for c in "，。；！：:\n") + 1
    request = _REQUEST.search(text, low, at)
    if act is None or request is None or request.end() == request.start():
        return None
    begin, stop = names.clean(sentence, low, request.start(), lexicon)
    thing = names.polish(sentence.words(begin, stop)) if 2 <= stop - begin <= 16 else ""
    if not thing or not re.search(
        r"(?:单|單|证|證|表|书|書|费|費|票|材料|作品|报名|報名|号码牌|物资|装备|证书|奖品|回执|回執|名单|申请|简历|照片|论文|摘要|稿件)$",
        thing,
    ):
        return None
    return thing + sentence.words(act.start(), act.end()), (begin, stop)


def _comma(text: str, at: int, high: int) -> int:
    found = [i for c in "，," if 0 <= (i := text.find(c, at)) < high]
    return min(found, default=high)


def _phrase(sentence: Sentence, low: int, high: int, context: Context) -> tuple[int, int]:
    """The noun phrase that ends in the action's word; a time between the two is jumped over."""
    text = sentence.masked
    times = [i for i in sentence.moments if low <= i < high]
    if times and times[-1] + 1 < high:
        low = times[-1] + 1
    low, high = names.trim(text, low, high, context.lexicon.title_lead, ())
    return low, high


def _owner(context: Context, sentence: Sentence, before: int) -> str | None:
    """Whose registration ends: the happening told last in this paragraph, else the page's own."""
    for draft in reversed(context.drafts):
        if draft.kind != "event" or draft.sentence.paragraph != sentence.paragraph or draft.rule == "release":
            continue
        if draft.start_span is not None and draft.start_span.start > before:
            continue
        if context.lexicon.heads.search(context.lexicon.folded(draft.title)):
            return draft.title
    if (
        sentence.paragraph - context.headed_at <= 2
        and context.section
        and not context.lexicon.nameless(context.section)
    ):
        return context.section
    return context.subject or (context.known[-1] if context.known else None)


def _english(
    sentence: Sentence, context: Context, cue: re.Match[str], bounds: tuple[int, int]
) -> tuple[str, Span] | None:
    text, lexicon = sentence.masked, context.lexicon
    low, high = bounds
    actions = list(lexicon.deadline_actions.finditer(text, low, cue.end()))
    if not actions:
        behind = lexicon.deadline_actions.search(text, cue.end(), high)
        if behind is None:
            return None
        span = (behind.start(), high)
        words = sentence.words(*span)
        if len(words.split()) > 8:
            words = " ".join(words.split()[:8])
        return names.polish(words), sentence.span(*span)
    action = next((m for m in reversed(actions) if m.start() < cue.start()), actions[0])
    start = low
    for found in re.finditer(r"[,:;]\s+|\b(?:and|but|that|so|or)\s+|\s[–—-]\s", text[low : action.start()]):
        start = low + found.end()
    for at in sentence.moments:
        if start <= at < action.start():
            start = at + 1
    end = max(cue.start(), action.end())
    if action.start() >= cue.start():
        # "The deadline to file taxes is April 15": what stands between the word and its day
        end = min([cue.end(), *(at for at in sentence.moments if at > action.end())])
    if modal := _MODAL.search(text, action.end(), end):
        end = modal.start()
    if own := _OWN.match(text[start : action.start()]):
        start += own.end()
    whole = names.polish(_TIME.sub("", text[start:end]))
    start, end = names.trim(text, start, end, lexicon.title_lead, lexicon.title_tail)
    words = names.polish(re.sub(r"\s*\([£$€][^)]*\)", "", _TIME.sub("", sentence.words(start, end))))
    if len(words) < 3 or len(words.split()) > 14:
        words, start, end = sentence.words(action.start(), action.end()), action.start(), action.end()
    if told := _told_by_its_verb(whole, text[low:high], context):
        words = told
    if len(words.split()) <= 1:
        owner = next(
            (
                d.title
                for d in reversed(context.drafts)
                if d.kind == "event" and d.sentence.paragraph == sentence.paragraph
            ),
            None,
        )
        if owner is None and context.subject:
            owner = context.subject
        if owner and names.likeness(owner, words) < 0.5:
            words = f"{owner}: {words[0].lower() + words[1:]}"
    return words[0].upper() + words[1:], sentence.span(start, end)


def _told_by_its_verb(words: str, clause: str, context: Context) -> str:
    """What must be done by a day, as a name: "must submit the request form to …" is the request form."""
    for noun, pattern in context.lexicon.deadline_verbs:
        found = pattern.match(words)
        if found is None:
            continue
        if "what" in found.re.groupindex and found["what"]:
            return names.polish(found["what"])
        if context.lexicon.speaks.search(clause):
            return f"Speaker {noun.lower()}"
        who = _WHO.match(words)
        return f"{who[1]} {noun.lower()}" if who else noun
    return ""
