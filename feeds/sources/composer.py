"""Text and its blocks, put together piece by piece: what the formats without a plain text of their own share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from feeds.records import Block, Span

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Composer:
    """Collects pieces; `text` is all of them, a blank line between paragraphs, and `blocks` say what each was."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []

    def add(self, text: str, kind: str = "text", level: int | None = None) -> Span | None:
        """A paragraph, heading or item; its span, or None when there is nothing in it."""
        clean = cleaned(text)
        if not clean:
            return None
        span = self._append(clean, "\n" if kind == "item" and self._last() == "item" else "\n\n")
        self._blocks.append(Block(span, kind, level))  # type: ignore[arg-type]
        return span

    def row(self, cells: Sequence[str]) -> Span | None:
        """One row of a table; an empty cell keeps its place among the cells."""
        clean = [" ".join(cleaned(cell).split()) for cell in cells]
        while clean and not clean[-1]:
            clean.pop()
        if not any(clean):
            return None
        span = self._append("\t".join(clean), "\n" if self._last() == "row" else "\n\n")
        at, spans = span.start, []
        for cell in clean:
            spans.append(Span(at, at + len(cell)))
            at += len(cell) + 1
        self._blocks.append(Block(span, "row", cells=tuple(spans)))
        return span

    @property
    def text(self) -> str:
        return "".join(self._parts)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(self._blocks)

    def _last(self) -> str:
        return self._blocks[-1].kind if self._blocks else ""

    def _append(self, text: str, before: str) -> Span:
        if self._parts:
            self._parts.append(before)
            self._length += len(before)
        self._parts.append(text)
        self._length += len(text)
        return Span(self._length - len(text), self._length)


def cleaned(text: str) -> str:
    """Without control characters, lone surrogates and non-characters, and without white space at its ends."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n")).strip()
