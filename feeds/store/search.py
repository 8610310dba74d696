"""Text as the tokens it is found by: Chinese in characters' pairs, other scripts in words."""

from __future__ import annotations

import re
import unicodedata

#: Scripts that put no space between words.
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\U00020000-\U0002ffff"
RUN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
HAN_RUN = re.compile(rf"[{HAN}]")


def normal(text: str) -> str:
    """
    >>> normal("Ｃafé 18届")
    'café 18届'
    """
    return unicodedata.normalize("NFKC", text).lower()


def grams(text: str) -> str:
    """Every token once; the last character of a Chinese run stands alone too, so that one character finds it.

    >>> grams("冬捕节 on the Lake 2025")
    '冬捕 捕节 节 on the lake 2025'
    """
    found: dict[str, None] = {}
    for run in RUN.findall(normal(text)):
        if HAN_RUN.match(run):
            for i in range(len(run) - 1):
                found[run[i : i + 2]] = None
            found[run[-1]] = None
        else:
            found[run[:64]] = None
    return " ".join(found)


def asked(query: str) -> list[tuple[str, bool]]:
    """The tokens a query asks for, all of them, and whether each is only the beginning of one.

    >>> asked("冬 lake 文化节")
    [('冬', True), ('lake', False), ('文化', False), ('化节', False)]
    """
    found: list[tuple[str, bool]] = []
    for run in RUN.findall(normal(query))[:16]:
        if not HAN_RUN.match(run):
            found.append((run[:64], False))
        elif len(run) == 1:
            found.append((run, True))
        else:
            found.extend((run[i : i + 2], False) for i in range(min(len(run), 32) - 1))
    return list(dict.fromkeys(found))


def sqlite_match(query: str) -> str | None:
    """
    >>> sqlite_match("冬 lake")
    '"冬" * AND "lake"'
    """
    tokens = asked(query)
    return " AND ".join(f'"{token}" *' if prefix else f'"{token}"' for token, prefix in tokens) or None


def postgresql_match(query: str) -> str | None:
    """
    >>> postgresql_match("冬 lake")
    "'冬':* & 'lake'"
    """
    tokens = asked(query)
    return " & ".join(f"'{token}':*" if prefix else f"'{token}'" for token, prefix in tokens) or None
