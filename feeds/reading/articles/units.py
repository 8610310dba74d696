"""What a page is made of before it is known whose it is: restored paragraphs, rows, items, headline lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from feeds.records import Span

UnitKind = Literal["text", "dateline", "byline", "headline", "label", "row", "item", "signature", "quote", "furniture"]
#: (text, where it starts in the document): the letters are the document's own, a line break may have become a blank.
Piece = tuple[str, int]

_TAIL = 32
_LAST = frozenset("。！？!?…；;.”’\"'」』）)》】 \t　")
#: A sentence ends here, quotes and brackets closed after it; （记者 李明） may follow.
TERMINAL = re.compile(
    r"(?:[。！？!?…；;]|(?<![A-Z])[.])[”’\"'」』）)》】]*(?:(?<=[。！？”…])[（(][^（）()。]{2,24}[）)])?\s*$"
)
_HAN = re.compile(r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]")
#: Both scripts use these; the letters around them decide.
_SHARED = "“”‘’…—·"
_OPENING, _CLOSING = "“‘「『（(《【", "”’」』）)》】"
#: A short line ending so goes on.
_OPEN_END = re.compile(
    r"[，、,：:（(“‘「『《【／/＋+-]\s*$|(?<![\w-])(?:and|or|the|of|to|for|in|at|on|with|from|by|a|an)\s*$"
)
#: A sentence that has ended; a headline may ask or exclaim, and drops its full stop.
_ENDED = re.compile(r"[。；;.][”’\"'」』）)]*\s*$")
GREETING = re.compile(
    r"尊敬的|亲爱的|親愛的|各位|各[乡镇县市区单街村]|Dear |Hi\b|Hello|Greetings|To all|Уважаем|Дорог|Құрметті", re.I
)
_CLOCK = re.compile(r"\d{1,2}[:：]\d\d(?!\d)|\d ?[ap]\.?m\b|(?:[上下]午|晚|早)\d{1,2}[点點时時]", re.I)
_LETTER = re.compile(r"[^\W\d_]")
_SENTENCE_INSIDE = re.compile(r"[。；;]|[a-zа-я]{2}[.] [A-ZА-Я]")


@dataclass(slots=True)
class Unit:
    pieces: list[Piece]
    kind: UnitKind
    #: The printed lines, for headlines whose lines belong to different articles.
    lines: list[list[Piece]] = field(default_factory=list)
    #: Blank lines before it; a ruled line counts as two.
    gap: int = 0
    #: It is set in from the left of its neighbours.
    indent: bool = False
    #: Its last line fills the column.
    full: bool = False
    #: Heading level, when the format knows one.
    level: int | None = None
    #: How much larger than the body a printed heading is set: 3 the largest, 0 no larger.
    rank: int = 0
    #: The cells of a row, in the document.
    cells: tuple[Span, ...] = ()
    names: tuple[str, ...] = ()
    #: Who wrote the article stands in brackets after its last sentence.
    closed: bool = False
    #: It begins an article, as the layout of the whole page says.
    opens: bool = False
    confidence: float = 1.0

    @property
    def text(self) -> str:
        return "".join(piece for piece, _ in self.pieces)

    @property
    def tail(self) -> str:
        """Its last letters; the whole text of a long paragraph is not joined for them."""
        return "".join(piece for piece, _ in self.pieces[-3:])[-_TAIL:]

    @property
    def ended(self) -> bool:
        """Does it end with its sentence?"""
        return ends_sentence(self.tail)

    @property
    def start(self) -> int:
        return self.pieces[0][1]

    @property
    def end(self) -> int:
        last, at = self.pieces[-1]
        return at + len(last)


def ends_sentence(text: str) -> bool:
    """
    >>> ends_sentence("她说。”"), ends_sentence("in aid of the"), ends_sentence("J. P")
    (True, False, False)
    """
    return text[-1:] in _LAST and bool(TERMINAL.search(text[-_TAIL:]))


def is_cjk(text: str) -> bool:
    return bool(_HAN.search(text))


def balanced(text: str) -> bool:
    """No quotation or bracket left open: an open one means that the line goes on.

    >>> balanced("“回家看看”座谈会"), balanced("我市举办“老教师")
    (True, False)
    """
    # Without its opening ’ is an apostrophe: WHAT’S ON.
    return all(
        text.count(opening) == text.count(closing) or (closing == "’" and "‘" not in text)
        for opening, closing in zip(_OPENING, _CLOSING, strict=True)
    )


def left_open(text: str) -> bool:
    """
    >>> left_open("我市举办“老教师回"), left_open("家看看”座谈会")
    (True, False)
    """
    return any(text.count(a) > text.count(b) for a, b in zip(_OPENING, _CLOSING, strict=True))


def headline_like(lines: list[str], more: bool = False) -> bool:
    """Could these lines be a headline: short, letters in it, no sentence that ends in it; `more` lines of it follow.

    >>> headline_like(["塔勒县元宵灯会", "明晚亮灯"]), headline_like(["今年的灯会共设6个展区、128组花灯，"])
    (True, False)
    """
    whole = "".join(lines)
    long = 64 if len(_HAN.findall(whole)) * 2 > len(whole) else 150
    return (
        len(lines) <= 5
        and 2 <= len(whole) <= long
        and len(_LETTER.findall(whole[:40])) >= 2
        and not _ENDED.search(whole)
        and (not _OPEN_END.search(whole) or (more and whole[-1:].isalpha()))
        and not _SENTENCE_INSIDE.search(whole)
        and not GREETING.match(whole)
        and not _CLOCK.search(whole)
        and whole.count("，") < (2 if len(whole) < 32 else 1)
        and (more or balanced(whole))
    )


def has_clock(words: str) -> bool:
    return bool(_CLOCK.search(words))


def joined(first: str, second: str) -> str:
    """What stands between two lines of a paragraph: nothing between Chinese, a blank between Latin words.

    >>> joined("海上魔鬼", "城景区"), joined("return to Harrow", "Vale"), joined("plat-", "form"), joined("1月", "18日")
    ('', ' ', '-', '')
    """
    a, b = first[-1:], second[:1]
    if a == "\u00ad" or (a == "-" and b.islower() and first[-2:-1].isalpha()):
        return "-"
    if _HAN.match(a) or _HAN.match(b) or ((a in _SHARED or b in _SHARED) and is_cjk(first + second)):
        # "took 12" / "人": a number and its measure stay together; "Hong Kong" / "北京" do as well.
        return ""
    if b.isdigit() and (a.isdigit() or a in "-–/,.:") and is_cjk(first):
        return ""
    if a in ":." and b.isdigit() and first[-2:-1].isdigit():
        return ""
    return " "


def append(pieces: list[Piece], text: str, at: int) -> None:
    """The next line of a paragraph, joined as its letters ask."""
    before, start = pieces[-1]
    between = joined(before, text)
    if between == "-":
        # "plat-" / "form" is platform; "well-" / "known" cannot be told from it and loses its hyphen.
        pieces[-1] = (before[:-1], start)
    elif between:
        pieces[-1] = (before + " ", start)
    pieces.append((text, at))
