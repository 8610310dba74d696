"""Letters a scanner confuses, mended where the context is certain: 2O24年1l月l8曰 is 2024年11月18日.

The page stays as printed; what is read is a copy, letter under letter: an offset in one is an offset in the other.
"""

from __future__ import annotations

import re

_LOOKALIKES = str.maketrans("OoＯlI|", "000111")
#: A run of digits and their lookalikes that holds a digit, or stands before a measure word that only a number precedes.
_RUN = re.compile(r"(?<![A-Za-z])[0-9OoＯlI|]+(?:[:：.,/-][0-9OoＯlI|]+)*(?![A-Za-z])")
_SUSPECT = re.compile(r"[OoＯlI|]")
_UNITS = re.compile(r"\s{0,2}[年月日曰号时点分%℃元户件名人台年个项米公吨岁]")
#: 曰 ("said") is 日 wherever a number, 接待, 节假 … stands around it: modern prose never says 曰 there.
_SUN = re.compile(
    r"(?<=[0-9OoＯlI|])曰|(?<=[0-9] )曰|(?<=[今明昨次当同每本假节生近即平工逐按])曰|(?<=接待)曰"
    r"|曰(?=[0-9]{1,2}[:：时])|(?<=星期)曰|曰(?=[期报前常程历])"
)
#: Only a page that a scanner misread has these; clean pages are left alone without a second look.
_SCANNED = re.compile(r"[0-9][OoＯl|](?![A-Za-z])|(?<![A-Za-z])[OoＯl|][0-9]|[0-9OolI]曰")


def scanned(text: str) -> bool:
    """Is this a page whose letters were guessed by a scanner? A single slip is a name (O2, A1l), not a habit."""
    return len(_SCANNED.findall(text)) >= 3


def corrected(text: str) -> str:
    """The reading copy: as long as the text, letter under letter.

    >>> corrected("定于2O24年1l月l8日20:OO至11月l9曰O8:OO，约43OO户")
    '定于2024年11月18日20:00至11月19日08:00，约4300户'
    >>> corrected("O型血，Oldford Astro，1l")
    'O型血，Oldford Astro，1l'
    """
    if not scanned(text):
        return text
    return _SUN.sub("日", _RUN.sub(lambda run: _digits(run, text), text))


def _digits(run: re.Match[str], text: str) -> str:
    letters = run[0]
    if not _SUSPECT.search(letters):
        return letters
    if any(c.isdigit() for c in letters) or (len(letters) > 1 and _UNITS.match(text, run.end())):
        return letters.translate(_LOOKALIKES)
    # 20:OO: the half after the colon alone is no number, with its neighbour it is; the run above holds both.
    return letters.translate(_LOOKALIKES) if _UNITS.match(text, run.end()) else letters
