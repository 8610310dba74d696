"""Rows of programmes, tables and listings: a row is a happening, and inherits what its headings say.

Of the chunks of a row (parting) each is a time, a label with its value, a price, a place, or the name.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from feeds.reading.mentions import moments, names, vetoes
from feeds.reading.mentions.context import Context
from feeds.reading.mentions.drafts import DAY, SET, UNTIL, Draft, Moment, Sentence
from feeds.reading.mentions.lexicon import Lexicon
from feeds.reading.mentions.parting import (
    BOXED,
    Chunk,
    Columns,
    bulleted,
    by_column,
    chunks,
    looks_like_place,
    only_the_first,
    place_of,
    roles,
    spanned,
    topics,
)
from feeds.records import Status

_WAS = re.compile(r"(?:原定|原计划|原訂|原定于|原)(?:于)?(?=[\ue000])")
_BEHIND = re.compile(r"[（(]([^（）()\ue000-\ue005]{2,20})[）)]$")
_THERE_IS = re.compile(r"([^，。；]{2,16}?)(?:设)?有(?![限关机效])(.{2,})")
_TIME = re.compile("[\ue000-\ue005]")


#: H, A and N of a list of fixtures.
_SIDE = re.compile(r"\s*(?:[HAN]|[Hh]ome|[Aa]way|[Nn]eutral)\s*$")
_CLUB = re.compile(r"^\s*([A-Z][\w'’]*(?:\s[A-Z][\w'’]*){0,2})\s+(?:RU?FC|AFC|FC|CC|HC|RLFC|NC)\b", re.M)
_OF = re.compile(r"(?i)\b(?:at|of|on|in|to|with|from|for|and|the|by|clubs?|house)\b")


def read(sentence: Sentence, cells: list[tuple[int, int]], context: Context, columns: Columns | None) -> list[Draft]:
    """The happenings of one row."""
    lexicon = context.lexicon
    if lexicon.none_held.search(sentence.masked):
        return []
    parts = chunks(sentence, cells, context)
    if columns and cells and len(columns.roles) >= len(cells):  # what is empty at the end of a row is left out
        sentence = spanned(sentence, cells, columns)
        by_column(parts, cells, columns)
    if roles(parts, lexicon) in ("organizer", "contact", "price", "note", "who"):
        return []  # 主办：江海交响乐团  5月12日
    topics(parts, sentence, lexicon)
    only_the_first(parts, lexicon)
    name = _name(parts, sentence, context, _of_its_table(cells, columns, context))
    if len(name.words) < 2 or len(name.words) > 90 or not re.search(r"[^\W\d_]", name.words):
        return []
    lead = sentence.moments.get(bulleted(sentence.masked))
    if lead and lead.kind == DAY and lead.day and lead.precision in ("day", "time") and lexicon.spaced:
        context.row_day = sentence.paragraph, lead.day
    columned = bool(cells) or any(chunk.hard for chunk in parts)
    if not columned and not name.told and not _named(lexicon.folded(name.words), name.chunk, sentence, context):
        return []
    if lexicon.conditional.search(sentence.masked) or (
        not columned and vetoes.refused_clause(sentence.masked, lexicon, False)
    ):
        return []
    if name.chunk and _signs(name, sentence, context):
        return []
    drafts = (
        _draft(at, name, sentence, bool(cells), columned, context) for at in _moments(sentence, columned, context)
    )
    return [draft for draft in drafts if draft]


def _signs(name: Name, sentence: Sentence, context: Context) -> bool:
    """市自行车运动协会  2025年8月11日: who signs a page, on the page's own day."""
    if context.lexicon.spaced or name.spot or len(sentence.moments) != 1:
        return False
    own = all(at.clock is None and at.day == context.published for at in sentence.moments.values())
    return own and context.lexicon.organisation.search(context.lexicon.folded(name.words)) is not None


@dataclass(slots=True)
class Name:
    """What a row is called, and where it is."""

    words: str
    #: Where the name stands, when it stands in the row.
    span: tuple[int, int] | None
    chunk: Chunk | None
    #: Its heading told it.
    told: bool
    spot: tuple[int, int] | None
    #: A chunk of the row is a place, whether or not one could be cut from it.
    placed: bool


def _name(parts: list[Chunk], sentence: Sentence, context: Context, table: str = "") -> Name:
    lexicon = context.lexicon
    title = _spoken(parts, lexicon) or _best(parts, sentence, context)
    hosted = lexicon.spaced and parts and parts[0].role == "aside" and lexicon.hosted_by.match(parts[0].text.strip())
    told = table or (context.subject if hosted else "") or _heading_for(title, sentence, context)
    if told and lexicon.spaced and told == context.section:
        context.headed_at = max(context.headed_at, sentence.paragraph - 1)  # the rows right below are its rows too
    if told:
        title = None
    where = _where(parts, title, told, sentence, context)
    span = names.clean(sentence, title.low, title.high, lexicon) if title else None
    spot: tuple[int, int] | None = None
    if title and span:
        span, spot = _inside(sentence, span, context)
    if where:
        spot = place_of(sentence, where, context, parts if lexicon.spaced else None) or spot
    elif spot is None and sentence.moments and lexicon.spaced:
        spot = _behind_the_time(sentence, max(sentence.moments) + 1, lexicon)
    found = _THERE_IS.match(sentence.masked, *span) if span and not lexicon.spaced else None
    if found and lexicon.venue_last.search(found[1]) and lexicon.heads.search(found[2]):
        span, spot = found.span(2), spot or found.span(1)  # 一楼中庭有免费午间音乐会
    behind = _BEHIND.search(sentence.masked, *span) if span and not lexicon.spaced and spot is None else None
    if span and behind and lexicon.venue_last.search(behind[1]) and not lexicon.nameless(behind[1]):
        span, spot = (span[0], behind.start()), behind.span(1)  # 表彰大会（市会议中心）
    words = names.polish(_without_times(sentence, span)) if span else ""
    words = away_or_home(words or told, context)
    if lexicon.spaced and words and (side := next((c for c in parts if c.hard and _SIDE.match(c.text)), None)):
        words = away_or_home(f"{_opponent(parts, words)} ({side.text.strip()[0]})", context)
    bare = all(c.role in ("time", "aside", "label") for c in parts)
    alone = not lexicon.spaced and len(sentence.masked.strip()) == 1  # …为准。2025年3月3日: the day of whoever signs
    clocked = any(at.clock or at.rrule for at in sentence.moments.values())
    if not words and context.subject and (where is not None or bare) and (clocked or not alone):
        words = context.subject
    return Name(words, span if title else None, title, bool(told), spot, where is not None)


def _heading_for(title: Chunk | None, sentence: Sentence, context: Context) -> str:
    """The heading above, when the row itself has no better name; "" when it has."""
    lexicon = context.lexicon
    heading = "" if BOXED.match(sentence.masked, bulleted(sentence.masked)) else _heading(sentence, context)
    if not heading or title is None or title.role == "place" or _only_where(title, lexicon):
        return heading
    unnamed = not lexicon.heads.search(title.text) and not names.quoted(title.text)
    alone = unnamed and sentence.paragraph in context.alone
    if lexicon.spaced and (alone or lexicon.nameless(title.text.strip())):
        return heading
    own = title.role == "name" or title.hard or lexicon.heads.search(title.text) or names.quoted(title.text)
    return "" if own or lexicon.spaced else heading


def _where(parts: list[Chunk], title: Chunk | None, told: str, sentence: Sentence, context: Context) -> Chunk | None:
    """The chunk that is the place."""
    lexicon = context.lexicon
    where = next((c for c in parts if c.role == "place" and not (title and title.low <= c.low < title.high)), None)
    if where is None and told:
        return next(
            (
                c
                for c in parts
                if c.role == ""
                and not lexicon.heads.search(c.text)
                and (_only_where(c, lexicon) or lexicon.room.match(c.text))
            ),
            None,
        )
    if where is None and title is not None and lexicon.spaced:
        later = [c for c in parts if c.role == "" and c.low > title.low and _capitalised(c.text.strip())]
        later = [c for c in later if not lexicon.heads.search(c.text) or looks_like_place(c.text.strip(), lexicon)]
        behind = [c for c in later if sentence.moments and c.low > min(sentence.moments)]
        where = next(iter(behind or later), None)
    return where


def _moments(sentence: Sentence, columned: bool, context: Context) -> list[Moment]:
    """When, as far as no rule says that it is another's day."""
    refused = _refused(sentence, context.lexicon)
    usable = [sentence.moments[i] for i in sorted(sentence.moments) if i not in refused]
    if not context.lexicon.spaced:  # 10月4日-5日 …（原定10月3日，因天气推迟）
        was = [sentence.moments[m.end()] for m in _WAS.finditer(sentence.masked) if m.end() in sentence.moments]
        usable = [at for at in usable if at not in was] or usable
    if not context.lexicon.spaced and any(at.kind == DAY for at in usable):
        usable = [at for at in usable if at.kind != UNTIL or not at.clock]  # 3月1日上课，早上7:50前到校
    told = context.row_day is not None and 0 <= sentence.paragraph - context.row_day[0] <= 2
    day = context.day_for(sentence) if columned or told else context.day or context.day_within(sentence)
    found = [_at_usual(at, context) for at in moments.combine(usable, sentence.text, sentence.start, day)]
    if len(found) == 1 and context.day and not context.lexicon.spaced:
        found = [_shown_until(found[0], sentence, context.day)]
    return [_until(at, context) for at in found]


def _shown_until(at: Moment, sentence: Sentence, day: dt.date) -> Moment:
    """民族服饰展（展至4月5日）, under the heading of a day: from that day on."""
    begins = next((i for i, moment in sentence.moments.items() if moment.span == at.span), 0)
    if sentence.masked[begins - 1 : begins] not in ("至", "到") or at.day is None or at.day <= day or at.clock:
        return at
    return replace(at, kind=DAY, day=day, last=at.day)


def _draft(
    moment: Moment, name: Name, sentence: Sentence, celled: bool, columned: bool, context: Context
) -> Draft | None:
    lexicon = context.lexicon
    headed = bool(lexicon.heads.search(lexicon.folded(name.words)))
    when = moments.when(moment, context.timezone)
    if not columned and moment.last and moment.day and (moment.last - moment.day).days == 6 and not moment.clock:
        return None  # "this week" is no day of a row
    if when is None or (when.precision == "month" and not (celled and headed)):
        return None
    draft = Draft(name.words, when, "row", sentence, language=lexicon.language)
    draft.start_span, draft.title_span = moment.span, sentence.span(*name.span) if name.span else None
    draft.rules = ["row", *moment.rules]
    draft.marks |= {"row"} | ({"columns"} if columned else set()) | ({"head"} if headed else set())
    if name.spot:
        draft.place, draft.place_span = names.polish(sentence.words(*name.spot)), sentence.span(*name.spot)
    elif not name.placed and context.place:
        draft.place, draft.place_span = context.place, context.place_span
    elif (
        not name.placed
        and context.usual_place
        and moment.clock
        and context.usual
        and moment.clock == context.usual.clock
    ):
        draft.place, draft.place_span = context.usual_place
    draft.marks |= {"place"} if draft.place else set()
    draft.status = status_of(sentence, name.chunk, lexicon)
    return draft


def _of_its_table(cells: list[tuple[int, int]], columns: Columns | None, context: Context) -> str:
    """What the rows of a table are that names none of them (Date | Time | Venue): what stands over it."""
    if not columns or not cells or len(columns.roles) != len(cells) or {"name", ""} & set(columns.roles):
        return ""
    for words in (context.section, context.subject):
        if words and not context.lexicon.nameless(context.lexicon.folded(words)):
            return words
    return ""


def _named(words: str, title: Chunk | None, sentence: Sentence, context: Context) -> bool:
    """In running text a row needs a happening's name; in columns its place in the row is enough."""
    lexicon = context.lexicon
    if lexicon.nameless(words):
        return False
    if title and title.role == "name" and "：" in words and lexicon.head_last.search(words.split("：")[0]):
        return True
    if lexicon.fixture.match(words) or (lexicon.syntax == "rows" and lexicon.heads.search(words)):
        return True
    if title and sentence.masked[title.high : title.high + 1] in ("：", "】"):
        # 四、免費抽血健檢：T, or 【风筝DIY】 T: numbered or boxed, a name and its time
        begins = title.low == bulleted(sentence.masked) > 0 or sentence.masked[title.low - 1 : title.low] == "【"
        if lexicon.heads.search(words) or (
            begins and title.high - title.low <= 14 and _TIME.match(sentence.masked[title.high + 1 :].lstrip("：】 \n"))
        ):
            return True
    if lexicon.head_last.search(re.sub(r"[（(][^）)]*[）)]$", "", words)) or (
        words[-1:] in "”」》』" and len(words) <= 30
    ):
        return True
    return lexicon.syntax == "verb first"


def status_of(sentence: Sentence, title: Chunk | None, lexicon: Lexicon) -> Status:
    """（取消）, CANCELLED beside the name."""
    words = sentence.masked
    for name in ("cancelled", "postponed", "tentative"):
        pattern = lexicon.status.get(name)
        if pattern and pattern.search(words if len(words) < 160 else title.text if title else ""):
            return name
    return "confirmed"


def _heading(sentence: Sentence, context: Context) -> str:
    """The heading right above a row may be its name (旧衣回收 / 本周日全天，一楼大堂)."""
    if sentence.paragraph - context.headed_at > 2 or not context.section:
        return ""
    folded = context.lexicon.folded(context.section)
    if context.lexicon.nameless(folded) or context.lexicon.venue_last.search(folded) or len(folded) > 40:
        return ""
    return context.section


def _only_where(chunk: Chunk, lexicon: Lexicon) -> bool:
    """Is a chunk a place or an aside rather than a name?"""
    words = _TIME.sub("", chunk.text).strip()
    words = re.sub(r"(?i)^(?:in|at|on|the|在|于)\s*", "", words)
    if lexicon.head_last.search(words):
        return False
    named = lexicon.spaced and lexicon.heads.search(words) and _OF.search(words)
    return (looks_like_place(words, lexicon) and not named) or bool(lexicon.asides.match(words))


def _at_usual(at: Moment, context: Context) -> Moment:
    """A day listed under "Tuesdays, 4-5 p.m." is at that hour."""
    usual = context.usual
    if (
        usual is None
        or usual.clock is None
        or at.clock is not None
        or at.precision != "day"
        or at.last not in (None, at.day)
    ):
        return at
    return replace(at, clock=usual.clock, until=usual.until, last=at.day if usual.until else None, precision="time")


def _until(at: Moment, context: Context) -> Moment:
    """A retrospective, Piedra Museum, through June 14: on now, until."""
    if at.kind != UNTIL or at.day is None or context.published is None or at.day <= context.published:
        return at
    return replace(at, kind=DAY, day=context.published, last=at.day, clock=None, until=None, precision="day")


def _opponent(parts: list[Chunk], words: str) -> str:
    """Sat 14 Mar | Thornton Park | A | 3.00pm | League: the first column that is no time."""
    first = next((c for c in parts if c.hard and c.role != "time" and not _TIME.search(c.text)), None)
    return names.polish(first.text) if first and not _SIDE.match(first.text) else words


def away_or_home(words: str, context: Context) -> str:
    """Wick Athletic (a) under "Hartwell Town FC - fixtures": both teams, home first."""
    found = re.fullmatch(r"(.{3,40}?)\s*\((a|h|n|away|home|neutral)\)", words, re.I)
    if not found:
        return words
    own = re.match(r"(.{3,40}?)\s*(?:[—–:-]+\s*)?(?:fixtures?|results|season|schedule)\b", context.headline, re.I)
    own = own or _CLUB.search(context.headline) or _CLUB.search(context.text[:200])
    if not found or not own:
        return words
    team = re.sub(r"\s+(?:FC|AFC|RU?FC|CC|HC)$", "", own[1].strip())
    team = team.title() if team.isupper() else team
    return f"{found[1]} v {team}" if found[2].lower().startswith("a") else f"{team} v {found[1]}"


def _spoken(parts: list[Chunk], lexicon: Lexicon) -> Chunk | None:
    """Jan. 30 Dr. Imani Cole (Haverbrook), Listening for the Background: who speaks is not what is told."""
    for i, chunk in enumerate(parts):
        words = _TIME.sub("", chunk.text).strip()
        if chunk.role in ("", "aside") and lexicon.person.match(words):
            later = [c for c in parts[i + 1 :] if c.role in ("", "place")]
            if later:
                chunk.role = "aside"
                last = parts[-1] if not any(c.role in ("place", "time") for c in parts[i + 2 :]) else later[0]
                return Chunk(later[0].low, last.high, later[0].text, "name")
    return None


def _best(parts: list[Chunk], sentence: Sentence, context: Context) -> Chunk | None:
    """The chunk that is the name: a happening's word or a quotation first, then what stands first."""
    lexicon = context.lexicon
    told = next((c for c in parts if c.role == "name"), None)
    if told:
        return told
    free = [c for c in parts if c.role == "" and len(_TIME.sub("", c.text).strip()) >= 2]
    free = [c for c in free if not lexicon.nameless(_TIME.sub("", c.text).strip())] or free
    label = next((c for c in parts if sentence.masked[c.high : c.high + 2] == ": " and c.role in ("", "place")), None)
    if parts and parts[0].role == "aside" and sentence.masked[parts[0].high : parts[0].high + 2] == ": ":
        label = label or (parts[0] if " " in parts[0].text.strip() else None)
    if label and lexicon.spaced and not _TIME.search(label.text) and not lexicon.nameless(label.text.strip()):
        return _with_its_subject(label, parts, sentence, lexicon)
    if free and (lexicon.spaced or not any(c.hard for c in parts)):
        first = free[0]
        if lexicon.spaced and not lexicon.heads.search(first.text) and not names.quoted(first.text):
            # Feb 5 - Sheriff Ann Moody, "Search and rescue"
            first = next((c for c in free if c.text.strip()[:1] in '"“‘' and names.quoted(c.text)), first)
        if lexicon.heads.search(first.text) or lexicon.spaced or names.quoted(first.text):
            return first
    named = [c for c in free if lexicon.heads.search(c.text) or names.quoted(c.text)]
    if named:
        return named[0]
    if free:
        return free[0]
    places = [c for c in parts if c.role == "place"]
    if context.subject and lexicon.spaced:
        return None  # a venue and a time below "Public meetings": the page's own happening
    if len(places) > 1 or (places and not context.subject):
        return places[0]
    return None


def _with_its_subject(label: Chunk, parts: list[Chunk], sentence: Sentence, lexicon: Lexicon) -> Chunk:
    """Study session: FY 2027 budget; Movie: The Paper Kangaroo: what it is, and which one."""
    after = next((c for c in parts if c.low >= label.high), None)
    if after is None or after.low - label.high > 2 or after.role != "" or label.role == "place":
        return label
    if lexicon.body.search(label.text) and not lexicon.heads.search(label.text) and lexicon.heads.search(after.text):
        return after  # Rotary Club of Hanampet East: Free eye camp
    if _TIME.search(after.text) or not 3 <= len(after.text.strip()) <= 60 or not after.text.strip()[0].isalnum():
        return label
    if not (lexicon.heads.search(label.text) or _capitalised(after.text.strip()) or len(after.text.split()) <= 4):
        return label
    return Chunk(label.low, after.high, sentence.masked[label.low : after.high], "name", label.hard)


def _capitalised(words: str) -> bool:
    return bool(
        re.match(
            r"^(?:the\s+|at\s+|in\s+)?[A-Z0-9][\w'’.-]*(?:\s+(?:of|the|and|&|[A-Z0-9][\w'’.-]*))*(?:,\s*[A-Z].*)?$",
            words,
        )
    ) and not _TIME.search(words)


def _behind_the_time(sentence: Sentence, low: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """Wednesdays at 7.30 p.m. in the Main Hall: a place with its preposition right behind the last time."""
    found = lexicon.inside.match(sentence.masked, low + re.match(r"[\s,;–—-]*", sentence.masked[low:]).end())  # type: ignore[union-attr]
    return names.place(sentence, found.end(), len(sentence.masked), lexicon) if found else None


def _inside(
    sentence: Sentence, span: tuple[int, int], context: Context
) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """A name that carries its place: "Choral Evensong at All Souls", "在文化馆举办春节联欢会"."""
    text, lexicon = sentence.masked, context.lexicon
    quotes = names.quoted(text)
    for found in lexicon.inside.finditer(text, span[0], span[1]):
        if names.within(quotes, found.start()):
            continue  # 作家讲座“在潮间带写作”
        if found[0].strip().casefold() in ("to", "from", "through", "into", "along", "near", "on"):
            continue  # Field trip to Nephin bog
        if lexicon.team.search(text[span[0] : found.start()]):
            where = names.place(sentence, found.end(), span[1], lexicon)
            return span, where  # Boys basketball at Sterling: the opponent's ground is part of the name
        if found.start() <= span[0] or found.end() >= span[1]:
            continue
        where = names.place(sentence, found.end(), span[1], lexicon)
        if where:
            name = names.clean(sentence, span[0], found.start(), lexicon)
            return (name if name[1] - name[0] >= 2 else span), where
    return span, None


def _without_times(sentence: Sentence, span: tuple[int, int]) -> str:
    """The words of a name; a time inside it cuts it short."""
    low, high = span
    for at in sorted(sentence.moments):
        if low < at < high:
            high = at
    words = sentence.words(low, high)
    for left, right in ("（）", "()"):
        if words.rfind(left) > max(words.rfind(right), 0):
            words = words[: words.rfind(left)]  # 冬季运动会（停课一天）
    return re.sub(r"(?i)\s+(?:from|at|on|to|until|by|every|is|,|–|-)\s*$", "", words)


def _refused(sentence: Sentence, lexicon: Lexicon) -> dict[int, str]:
    keep = {"signature", "state of things"}
    refused = vetoes.refused_times(sentence, lexicon)
    return {at: reason for at, reason in refused.items() if reason not in keep or reason == "no day is named"}


def only_day(sentence: Sentence, context: Context) -> Moment | None:
    """A line that is a day and nothing else: it heads the rows below it, or is one of a list of days."""
    if not context.lexicon.list_day.match(sentence.masked.strip()) or len(sentence.moments) > 2:
        return None
    found = moments.combine([m for _, m in sorted(sentence.moments.items())], sentence.text, sentence.start)
    if (
        len(found) == 1
        and found[0].kind in (DAY, SET)
        and found[0].day
        and found[0].precision in ("day", "time")
        and not found[0].rrule
    ):
        return found[0]
    return None
