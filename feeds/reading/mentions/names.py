"""The happening's own name and its place: what of a phrase is the name, and what is only around it."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from functools import lru_cache

from feeds.reading.mentions.drafts import Sentence
from feeds.reading.mentions.lexicon import Lexicon

_QUOTES = re.compile(r"[“「『《«][^”」』》»]{1,60}[”」』》»]|(?<!\w)\"[^\"]{2,60}\"")
_SPACE = re.compile(r"\s+")
_CJK_SPACE = re.compile(
    r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”])[ \u3000](?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”])"
)
_PAIRS = {"“": "”", "「": "」", "『": "』", "《": "》", "（": "）", "(": ")", "【": "】", "[": "]", "«": "»"}
_TIME = re.compile("[\ue000-\ue005]")
_MARKUP = re.compile(r"\*\*|__|`|^#+\s+")


def quoted(text: str) -> list[tuple[int, int]]:
    """The stretches of a text that stand in quotation marks or book-title marks."""
    return [found.span() for found in _QUOTES.finditer(text)]


def within(spans: list[tuple[int, int]], at: int) -> bool:
    return any(low < at < high for low, high in spans)


def trim(
    text: str, low: int, high: int, lead: tuple[re.Pattern[str], ...], tail: tuple[re.Pattern[str], ...]
) -> tuple[int, int]:
    """Narrow text[low:high] by whatever matches at either side, until nothing does."""
    for _ in range(8):
        before = low, high
        for pattern in lead:
            if (found := pattern.match(text[low:high])) and found.end() < high - low:
                low += found.end()
        for pattern in tail:
            if (found := pattern.search(text[low:high])) and found.start() > 0:
                high = low + found.start()
        if (low, high) == before:
            break
    return low, high


def clean(sentence: Sentence, low: int, high: int, lexicon: Lexicon) -> tuple[int, int]:
    """The name within masked[low:high]."""
    text = sentence.masked
    low, high = trim(text, low, high, lexicon.title_lead, lexicon.title_tail)
    if not lexicon.spaced:
        spans = quoted(text[low:high])
        for at in range(high - 2, low, -1):
            rest = text[at + 1 : high]
            if text[at] != "的" or within(spans, at - low) or rest.startswith("节日"):
                continue
            if len(rest) >= 3 and (rest[0] in "“「《『第" or lexicon.heads.search(rest)):
                low = at + 1
                break
        if genre := lexicon.genre.search(text[low:high]):
            low += genre.start(1)
        for first, _ in quoted(text[low:high])[:1]:
            if first >= 2 and lexicon.organisation.search(text[low : low + first]):
                low += first
        low, high = trim(text, low, high, lexicon.title_lead, lexicon.title_tail)
    while low < high and _TIME.match(text[low]):
        low += 1
        low, high = trim(text, low, high, lexicon.title_lead, lexicon.title_tail)
    return low, high


def polish(title: str) -> str:
    """A name as a calendar shows it: one line, brackets in pairs, no capitals throughout.

    >>> polish("CLUB DINNER"), polish("“冬捕节"), polish("**Quiz\\nnight**")
    ('Club dinner', '冬捕节', 'Quiz night')
    """
    title = _CJK_SPACE.sub("", _SPACE.sub(" ", _MARKUP.sub("", title))).strip(" ,，。;；:：、|｜/·*–—-\u3000📍")
    title = re.sub(r",(?=[\"”]$)|^['’]s\s+|\s*!{2,}$", "", title)
    for left, right in _PAIRS.items():
        if title.count(left) != title.count(right):
            title = title.replace(left, "").replace(right, "")
    letters = [c for c in title if c.isalpha() and c.isascii()]
    if len(letters) > 5 and all(c.isupper() for c in letters) and " " in title:
        title = title[0] + title[1:].lower()
    return title.strip(" ,，。;；:：、|｜")


def printed(sentence: Sentence, low: int, high: int) -> str:
    """The words of a name without the times that stand in it (the commission's April 10 meeting)."""
    cuts = [low, *(i for at in sorted(sentence.moments) if low <= at < high for i in (at, at + 1)), high]
    return " ".join(sentence.words(a, b).strip() for a, b in zip(cuts[::2], cuts[1::2], strict=True)).strip()


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """Letters and digits alone, folded, for comparing names."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LN")


def likeness(first: str, second: str) -> float:
    """How alike two names are: Dice over pairs of letters.

    >>> round(likeness("乌伦古湖冬捕文化旅游节", "冬捕文化旅游节"), 2)
    0.75
    """
    a, b = normal(first), normal(second)
    if len(a) < 2 or len(b) < 2:
        return float(a == b)
    x, y = Counter(itertools.pairwise(a)), Counter(itertools.pairwise(b))
    return 2 * sum((x & y).values()) / (len(a) + len(b) - 2)


def object_end(text: str, low: int, high: int, lexicon: Lexicon) -> int:
    """Where the name that begins at `low` ends: after its last head noun before the clause goes on."""
    spans = quoted(text)
    end = low
    for found in lexicon.heads.finditer(text, low, high):
        if within(spans, found.start()) or within(spans, found.end()):
            continue
        end = found.end()
    for first, last in spans:
        if first == low or (low < first <= end):
            end = max(end, last)
    return end if end > low else high


def place(sentence: Sentence, low: int, high: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The place within masked[low:high], which follows a word like 在 or "at"; None when it is none."""
    text = sentence.masked
    while low < high and (text[low].isspace() or text[low] in "，,：:"):
        low += 1
    if lexicon.spaced:
        return _english_place(text, low, high, lexicon)
    rest = text[low:high]
    if found := lexicon.adjective.match(rest):
        low += found.end()
        rest = text[low:high]
    if text[low - 2 : low] in ("位于", "落于") and "的" in rest:
        high = low + rest.index("的")  # 位于老船厂的“海岸夜集”
        return (low, high) if high - low >= 2 else None
    if found := lexicon.relative_verb.search(rest):
        high = low + found.start()
        rest = text[low:high]
    for venue in lexicon.venue.finditer(rest, 2):
        if lexicon.heads.match(rest, venue.end()) and not lexicon.venue.match(rest, venue.end()):
            high = low + venue.end()  # 六坊里小广场义诊: the place ends where the happening begins
            rest = text[low:high]
            break
    if not lexicon.venue_last.search(rest) and (found := lexicon.place_stop.search(rest, 2)):
        high = low + found.start()
    low, high = trim(text, low, high, (), lexicon.title_tail)
    if text[low : low + 1] == "全" and text[low + 1 : low + 2] in "国省市县区州":
        return None
    spans = quoted(text[low:high])
    for at in range(high - 2, low, -1):
        if text[at] == "的" and not within(spans, at - low) and not lexicon.venue_last.search(text[low:at]):
            low = at + 1
            break
    if not 2 <= high - low <= 60 or _TIME.search(text[low:high]):
        return None
    return low, high


_PLACE = re.compile(
    r"(?:the\s+)?(?:\d{1,5}\s+)?(?:[A-Z0-9][\w'’.&/-]*)(?:(?:\s+(?:of|the|and|"
    r"on|at|in|de|la|du|&|for)\s+(?=(?:the\s+)?[A-Z0-9])(?:the\s+)?|\s+|,\s*(?=(?:the\s+)?[A-Z0-9]))[A-Z0-"
    r"9#][\w'’.&/-]*)*"
)


def _english_place(text: str, low: int, high: int, lexicon: Lexicon) -> tuple[int, int] | None:
    rest = text[low:high]
    if lexicon.no_place.match(rest):
        return None
    if found := lexicon.place_stop.search(" " + rest):
        rest = rest[: max(found.start() - 1, 0)]
    rest = rest.rstrip(" ,.;:")
    if found := _PLACE.match(rest):
        end = found.end()
        tail = re.match(r"(?:\s+[a-z]+){0,2}\s+" + lexicon.venue.pattern, rest[end:])
        if tail:
            end += tail.end()
    elif (
        found := re.match(
            r"(?:the|our|your)\s+(?:[\w'’-]+\s+){0,4}?"
            + lexicon.venue.pattern
            + rf"(?:\s+{lexicon.venue.pattern})*(?!['’])"
            + r"(?:\s+of\s+[A-Z][\w'’]+(?:\s+[A-Z][\w'’]+)*)?(?:,\s*[A-Z0-9][\w'’. -]+)*",
            rest,
        )
    ) or (found := lexicon.venue.match(rest)):
        end = found.end()
    else:
        return None
    end = len(rest[:end].rstrip(" ,.;:"))
    return (low, low + end) if 2 <= end <= 100 and re.search("[A-Za-z]{2}", rest[:end]) else None
