"""bytes -> str: the encodings that Chinese, English and Cyrillic pages come in.

A byte order mark, then what the page declares, then UTF-8, then UTF-16 without a mark, then whichever of GB18030, Big5
and the Cyrillic code pages gives the most everyday letters; charset-normalizer is asked only when all of these fail.
"""

from __future__ import annotations

import codecs
import re

from feeds.errors import DocumentError
from feeds.records import Problem, Span

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What a page declares is often the narrow name of what it uses.
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "utf8": "utf-8",
    "unicode": "utf-16",
}
#: The letters any running text is full of; they tell one legacy encoding from another.
_EVERYDAY = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日月"
    "這個們來為國說時會對於過發後裡經麼學當沒動還進樣開從實區縣長東車門見電話節點場館報記者訊活動舉行星期上午下午市民"
    "，。、：（）《》“”「」年号時分"
    "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
)
#: Candidates when nothing is declared and the bytes are no UTF,
#: with the share of everyday letters that running text reaches: Chinese uses thousands of others, Russian few.
_LEGACY = (("gb18030", 0.25), ("big5hkscs", 0.25), ("cp950", 0.25), ("cp1251", 0.75), ("koi8-r", 0.75))
#: Share of unreadable bytes past which a page is called broken instead of mended.
_TOO_BROKEN = 0.02
_SAMPLE = 65_536
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x9f\ufffe\uffff]")


#: No layout is wider: what goes on longer says nothing, and makes every later look at it slow.
_RUNS = re.compile(r"((?:[^\S\n]){200})[^\S\n]+")


def decode(data: bytes, name: str, declared: str | None = None) -> tuple[str, tuple[Problem, ...]]:
    """The text of a file, its line ends as "\\n" and control characters blanked, and what could not be read in it."""
    text, encoding = _decode(data, name, declared)
    # Not \x85, \u2028: they are rare, and one newline for one keeps every offset honest.
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    text = _RUNS.sub(r"\1", _CONTROLS.sub(" ", text))
    problems: tuple[Problem, ...] = ()
    if encoding.endswith("?"):
        at = text.find("\ufffd")
        problems = (
            Problem(
                Span(at, at + 1), f"{text.count(chr(0xFFFD))} characters could not be read as {encoding[:-1].upper()}"
            ),
        )
    return text, problems


def _decode(data: bytes, name: str, declared: str | None) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data, encoding) or _mended(data, encoding, name)
    for said in dict.fromkeys((_known(declared), "utf-8")):
        found = _strict(data, said) if said else None
        if found:
            return found
    wide = _without_mark(data)
    if wide:
        return _strict(data, wide) or _mended(data, wide, name)
    if b"\0" in data:
        raise DocumentError(f"{name}: not a text (it holds binary data); give a text, Markdown, HTML or mail file")
    if _almost_utf8(data):
        return _mended(data, "utf-8", name)
    return _legacy(data) or _guessed(data) or _mended(data, _known(declared) or "utf-8", name)


def _known(declared: str | None) -> str | None:
    if not declared:
        return None
    wider = _WIDER.get(declared.strip().lower(), declared.strip().lower())
    try:
        return codecs.lookup(wider).name if wider not in ("big5hkscs",) else wider
    except LookupError:
        return None


def _strict(data: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        return data.decode(encoding), encoding
    except (UnicodeError, LookupError):
        pass
    # A file cut off in the middle of its last character is still that encoding.
    for cut in (1, 2, 3):
        try:
            return data[:-cut].decode(encoding), encoding
        except (UnicodeError, LookupError):
            continue
    return None


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of its line ends, digits and blanks is zero."""
    sample = data[:_SAMPLE]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 4 * even and (odd * 20 > len(sample) or b"\n\0" in sample):
        return "utf-16-le"
    if even > 4 * odd and (even * 20 > len(sample) or b"\0\n" in sample):
        return "utf-16-be"
    return None


def _almost_utf8(data: bytes) -> bool:
    text = data[:_SAMPLE].decode("utf-8", "replace")
    good = sum(1 for c in text if c > "\x7f" and c != "\ufffd")
    return good > 20 * text.count("\ufffd")


def _legacy(data: bytes) -> tuple[str, str] | None:
    """Whichever old encoding makes everyday words of the bytes."""
    best: tuple[float, str, str] | None = None
    for encoding, enough in _LEGACY:
        found = _strict(data, encoding)
        letters = [c for c in found[0][:20_000] if c > "\x7f"] if found else []
        share = sum(c in _EVERYDAY for c in letters) / len(letters) if letters else 0
        if found and share >= enough and (best is None or share > best[0] + 0.02):
            best = (share, found[0], encoding)
    return (best[1], best[2]) if best else None


def _guessed(data: bytes) -> tuple[str, str] | None:
    import charset_normalizer

    best = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    found = _strict(data, best.encoding) if best is not None else None
    letters = [c for c in found[0][:20_000] if c > "\x7f"] if found else []
    sound = sum(c.isalpha() or c in "“”‘’—–…«»°£€" for c in letters) >= 0.9 * len(letters) and not _CONTROLS.search(
        "".join(letters)
    )
    return found if sound else None


def _mended(data: bytes, encoding: str, name: str) -> tuple[str, str]:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    if lost > _TOO_BROKEN * len(text):
        raise DocumentError(
            f"{name}: the encoding is broken ({lost} of {len(text)} characters); save it again as UTF-8"
        )
    return text, f"{encoding}?"
