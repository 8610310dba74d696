"""A row parted into chunks: cells, columns of spaces, commas, colons; and what each chunk is.

Columns under a head ("Date | Event | Venue") are taken at its word.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace

from feeds.reading.mentions import names
from feeds.reading.mentions.context import Context
from feeds.reading.mentions.drafts import Sentence
from feeds.reading.mentions.lexicon import Lexicon

_GAP = re.compile(r"\s*[\t|｜]\s*|\s+/\s+|\s{2,}|\u3000+")
_SOFT = re.compile(
    r"\s*[【】]\s*|\s*(?=📍)|\s*[，；;。]\s*|\s*,\s+|(?<=,[\"”])\s+|\s+[–—-]+\s+|\s+—+\s*|—+\s+|"
    r"(?<!\bvs)(?<!\bv)(?<!\bSt)(?<!\bNo)(?<!\bDr)(?<!\b[A-Z])\.\s+(?=[A-ZА-ЯЁӘҒҚҢӨҰҮІ«“\"£])|"
    r"(?<=[\ue000-\ue005])\s+(?=[\u4e00-\u9fff])|"
    r"\s*\|\s*|\s+[·•]\s+|\s+/\s+|\s*:\s+|："
)
_TIME = re.compile("[\ue000-\ue005]")
_ONLY_TIME = re.compile(
    r"^(?:[\s\ue000-\ue005()（）,，、;；/&和及至与—–~～-]|and|at|on|from|to|"
    r"起|止|北京时间|周[一二三四五六日]|:|：)*$",
    re.I,
)
_BULLET = re.compile(
    r"^\s*(?:(?:[▲●■◆★☆□◎○△▶►·•*※＊✦❖◇-]|[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])+\s*|"
    r"\d{1,2}[.．、)）]\s*(?!\d)|[（(][一二三四五六七八九十\d]{1,3}[）)]\s*|"
    r"[①-⑳]\s*|[一二三四五六七八九十]{1,3}、)"
)
_ROUND = re.compile(
    r"^(?:第[一二三四五六七八九十\d]+[轮场节次组期周站]|场次\s*\d*|[A-Z]组|Round \d+|"
    r"Match \d+|Week \d+|\d{1,3}|上午|下午|晚上|晚间|中午|AM|PM|No\.?\s*\d+|"
    r"序号|小组赛|周[一二三四五六日]|星期[一二三四五六日]|(?:Mon|Tues?|Wed(?:nes)?|"
    r"Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?)$",
    re.I,
)
#: 【反诈小课堂】3月27日…: a name in a box.
BOXED = re.compile(r"\s*【([^】]{2,24})】\s*")
_OF = re.compile(r"(?i)\b(?:at|of|on|in|to|with|from|for|and|the|by|clubs?|house)\b")
_LEADING = re.compile("[\\s\ue000-\ue005]*")


@dataclass(slots=True)
class Chunk:
    low: int
    high: int
    text: str
    role: str = ""
    #: Was it set apart by columns, not by a mere comma?
    hard: bool = False


@dataclass(slots=True)
class Columns:
    """The head of a table: the role of each column."""

    roles: list[str] = field(default_factory=list)


def head(cells: list[str], context: Context) -> Columns | None:
    """Is this row the head of a table? It names columns and holds no time."""
    roles = [
        (found.lastgroup or "") if (found := context.lexicon.label_alone.match(context.lexicon.folded(c))) else ""
        for c in cells
    ]
    if set(roles) & {"when", "clock", "until", "place", "deadline"} and sum(bool(r) for r in roles) >= max(
        2, (len(cells) + 1) // 2
    ):
        return Columns(roles)
    return None


def chunks(sentence: Sentence, cells: list[tuple[int, int]], context: Context) -> list[Chunk]:
    """The row parted; `cells` are masked ranges when the format knows them."""
    text = sentence.masked
    parts: list[Chunk] = []
    bullet = _BULLET.match(text)
    start = bullet.end() if bullet else 0
    ranges = cells or _split(text, start, len(text), _GAP)
    hard = len(ranges) > 1
    quotes = names.quoted(text)
    for low, high in ranges:
        if low >= high:
            continue  # an empty cell
        clear = low + len(_LEADING.match(text[low:high])[0])  # type: ignore[index]
        if context.lexicon.fixture.match(text[clear:high].strip()):
            parts.append(Chunk(clear, high, text[clear:high], "name", hard))
            continue
        whole = cells or (hard and context.lexicon.spaced)
        if whole and not _TIME.search(text[low:high]) and len(text[low:high]) <= 80:
            parts.append(Chunk(low, high, text[low:high], hard=True))
            continue
        if boxed := BOXED.match(text, low, high):
            if not context.lexicon.nameless(boxed[1]):
                parts.append(Chunk(boxed.start(1), boxed.end(1), boxed[1], "name", hard))
            low = boxed.end()
        for a, b in _split(text, low, high, _SOFT, quotes):
            if text[a:b].strip():
                parts.append(Chunk(a, b, text[a:b], hard=hard and a == low))
    return parts


def _split(
    text: str, low: int, high: int, pattern: re.Pattern[str], quotes: list[tuple[int, int]] | None = None
) -> list[tuple[int, int]]:
    out, at = [], low
    for found in pattern.finditer(text, low, high):
        if quotes and names.within(quotes, found.start()):
            continue
        depth = text.count("（", low, found.start()) + text.count("(", low, found.start())
        if depth > text.count("）", low, found.start()) + text.count(")", low, found.start()):
            continue
        if found.start() > at:
            out.append((at, found.start()))
        at = found.end()
    if at < high:
        out.append((at, high))
    return out


def roles(parts: list[Chunk], lexicon: Lexicon) -> str:
    """Give each chunk its role; the label that the row begins with, if it begins with one."""
    label: str | None = None
    first = ""
    for chunk in parts:
        chunk.role = chunk.role or _role(chunk, lexicon, label)
        label = None
        if chunk.role.startswith("label "):
            label = chunk.role[6:]
            first = label if chunk is parts[0] else first
            chunk.role = "label"
    return first


def _role(chunk: Chunk, lexicon: Lexicon, label: str | None) -> str:
    """What a chunk is: "time", "place", "aside", a label; "" when it may be the name."""
    words = chunk.text.strip()
    if label:
        return "time" if label in ("when", "clock") else label if label in ("name", "place") else "aside"
    if words.startswith("📍"):
        return "place"
    if _ONLY_TIME.match(words) or _ROUND.match(words):
        return "time"
    found = lexicon.label_alone.match(words)
    if found and found.lastgroup != "name":
        return f"label {found.lastgroup}"
    if lexicon.asides.match(_TIME.sub("", words).strip()):
        return "aside"
    named = lexicon.heads.search(words) if lexicon.spaced else lexicon.head_last.search(words)
    if named and lexicon.spaced and not lexicon.head_last.search(words):
        named = _OF.search(words)  # Drop-In Centre is where, Tour of the Castle is what
    if looks_like_place(words, lexicon) and not (named and not lexicon.room.search(words)):
        return "place"
    return ""


def by_column(parts: list[Chunk], cells: list[tuple[int, int]], columns: Columns) -> None:
    for chunk in parts:
        for (low, high), role in zip(cells, columns.roles, strict=False):
            if low <= chunk.low and chunk.high <= high:
                if role in ("when", "clock", "until"):
                    chunk.role = "time"
                elif role in ("name", "place"):
                    if any(c.role == role and low <= c.low < chunk.low for c in parts):
                        chunk.role = "aside"
                    else:
                        chunk.role, chunk.high = role, high
                        chunk.text = chunk.text
                elif role:
                    chunk.role = "aside"


def spanned(sentence: Sentence, cells: list[tuple[int, int]], columns: Columns) -> Sentence:
    """停电开始 | 停电结束: two columns that are the two ends of one time."""
    if "until" not in columns.roles[: len(cells)]:
        return sentence
    low, high = cells[columns.roles.index("until")]
    ends = [i for i in sentence.moments if low <= i < high]
    begins = [i for i in sentence.moments if i < low and columns.roles[_column(i, cells)] in ("when", "clock")]
    if not ends or not begins:
        return sentence
    first, last = sentence.moments[begins[-1]], sentence.moments[ends[0]]
    joined = replace(first, last=last.day or first.day, until=last.clock)
    times = {i: joined if i == begins[-1] else at for i, at in sentence.moments.items() if i in begins}
    return replace(sentence, moments=times)


def _column(at: int, cells: list[tuple[int, int]]) -> int:
    return next((n for n, (low, high) in enumerate(cells) if low <= at < high), 0)


def topics(parts: list[Chunk], sentence: Sentence, lexicon: Lexicon) -> None:
    """讲座：从石头上读历史: what kind of thing it is, a colon, and its own name are one name."""
    for before, after in itertools.pairwise(parts):
        between = sentence.masked[before.high : after.low].strip()
        kind = not lexicon.spaced and between in (":", "：") and before.role == after.role == ""
        if kind and lexicon.head_last.search(before.text.strip()) and not _TIME.search(before.text + after.text):
            before.high, before.text = after.high, sentence.masked[before.low : after.high]
            before.role, after.role = "name", "aside"
            return


def only_the_first(parts: list[Chunk], lexicon: Lexicon) -> None:
    """春季运动会，停课, in one cell: a happening's name ends before the comma."""
    for chunk in () if lexicon.spaced else parts:
        first, comma, _ = chunk.text.partition("，")
        if comma and lexicon.head_last.search(first.strip()) and not _TIME.search(chunk.text):
            chunk.text, chunk.high = first, chunk.low + len(first)


def looks_like_place(words: str, lexicon: Lexicon) -> bool:
    words = re.sub(r"[（(][^）)]*[）)]\s*$", "", words.strip())
    bare = re.sub(r"(?:集合出发|出发|集合|举行|举办|报到|集结)$", "", words).strip(" ()（）📍.。")
    if not 2 <= len(bare) <= 60 or _TIME.search(bare):
        return False
    if names.quoted(bare) and not (lexicon.spaced and lexicon.venue_last.search(bare)):
        return False
    room = lexicon.spaced and (lexicon.room.match(bare) or re.search(f"(?:{lexicon.room.pattern})$", bare))
    return bool(lexicon.venue_last.search(bare) or room)


def _house_of(low: int, parts: list[Chunk], sentence: Sentence) -> int:
    """Extension Service, Room A: a room is in something, named right before it."""
    before = next((c for c in parts if c.high <= low and low - c.high <= 2), None)
    if before is None or not sentence.moments or before.low < min(sentence.moments) or before.role not in ("", "place"):
        return low
    return before.low if re.match(r"\s*(?:the\s+)?[A-Z]", before.text) else low


def place_of(
    sentence: Sentence, chunk: Chunk, context: Context, parts: list[Chunk] | None = None
) -> tuple[int, int] | None:
    low, high = chunk.low, chunk.high
    for other in parts or ():
        # Room 114, Tyler Hall: the whole of it.
        if other.low >= high and other.low - high <= 2 and looks_like_place(other.text.strip(), context.lexicon):
            high = other.high
    text = sentence.masked
    if context.lexicon.spaced and parts and context.lexicon.room.match(text[low:high].strip()):
        low = _house_of(low, parts, sentence)
    if context.lexicon.spaced:
        if found := re.match(r"\s*(?:at|in|@|held at)\s+", text[low:high], re.I):
            low += found.end()
    elif found := re.search(r"(?:集合出发|出发|集合|举行|举办|报到|集结)\s*$", text[low:high]):
        high = low + found.start()
    if not context.lexicon.spaced and (
        aside := re.search(r"[（(][^）)]*(?:[\d禁限需请]|取消|改|备用)[^）)]*[）)]\s*$", text[low:high])
    ):
        high = low + aside.start()
    bracket = text.find(" (", low, high) if context.lexicon.spaced else -1
    if bracket > low and len(text[bracket:high]) > 3 and not text[low:high].rstrip().endswith(")"):
        high = bracket  # 118 Point Road (Map 14, Lot 22), replacement of a storage building
    cancelled = context.lexicon.status.get("cancelled") if context.lexicon.spaced else None
    if cancelled and (gone := cancelled.search(text, low, high)):
        high = gone.start()  # Council Chambers CANCELED - no quorum
    while low < high and text[low] in " \u3000:：,，📍":
        low += 1
    while high > low and text[high - 1] in " \u3000,，。.;；–—-(":
        high -= 1
    return (low, high) if high - low >= 2 and not _TIME.search(text[low:high]) else None


def bulleted(text: str) -> int:
    found = _BULLET.match(text)
    return found.end() if found else 0
