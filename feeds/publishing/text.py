"""Text on its way out: nothing that takes a feed down, folds of 75 octets, escapes of markup."""

from __future__ import annotations

import re
from html import escape

# C0 but tab and newline, DEL, C1, lone surrogates, non-characters; bidi overrides turn a line around for good.
_PLANES = "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
_UNFIT = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\u202d\u202e{_PLANES}]"
)
_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")
_BLANKS = re.compile(r"\s+")


def clean(text: str) -> str:
    """Without what no calendar and no XML may hold; line breaks as \\n.

    >>> clean("冬\\x00捕\\ud800节\\r\\n开幕")
    '冬捕节\\n开幕'
    """
    return _UNFIT.sub("", _BREAKS.sub("\n", text))


def line(text: str) -> str:
    """Clean, on one line."""
    return _BLANKS.sub(" ", clean(text)).strip()


def fold(content: str) -> bytes:
    """A content line of RFC 5545 as octets: folded at 75, never inside a character nor an escape, ended by CRLF."""
    octets = content.encode("utf-8")
    if len(octets) <= 75:
        return octets + b"\r\n"
    pieces: list[bytes] = []
    start, room = 0, 75
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        # A backslash stays with what it escapes, unless it is escaped itself.
        slashes = 0
        while octets[end - 1 - slashes : end - slashes] == b"\\":
            slashes += 1
        end -= slashes % 2
        pieces.append(octets[start:end])
        start, room = end, 74
    pieces.append(octets[start:])
    return b"\r\n ".join(pieces) + b"\r\n"


def html(text: str) -> str:
    """Plain text as HTML: paragraphs for blank lines, nothing of it is markup."""
    parts = [part for part in clean(text).split("\n\n") if part.strip()]
    return "".join(f"<p>{escape(part.strip()).replace(chr(10), '<br/>')}</p>" for part in parts)


def shorten(text: str, limit: int = 200) -> str:
    """The beginning, cut where a sentence or a word ends."""
    text = line(text)
    if len(text) <= limit:
        return text
    cut = max(text.rfind(mark, limit // 2, limit) for mark in "。！？；.!?; ")
    return text[: cut + 1 if cut > 0 else limit].rstrip() + " …"
