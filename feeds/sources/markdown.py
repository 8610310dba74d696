"""Markdown: the text as written; its headings, rows, items and quotes become blocks that leave the marks out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from feeds.records import Block, Document, Span
from feeds.sources.encodings import decode

_LINE = re.compile(r"[^\n]*")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(.*?)[ \t]*$")
_QUOTE = re.compile(r" {0,3}>[ \t]?(.*?)[ \t]*$")
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$")
_RULE_ROW = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")
_RULE = re.compile(r" {0,3}(?:[-*_][ \t]*){3,}$")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
#: What static sites write over a page, and what is not shown of it.
_FRONT = re.compile(r"\ufeff?---[ \t]*\n(?:(?!---)[^\n]*\n){1,60}?---[ \t]*(?:\n|$)")
_SAID = re.compile(r"^(title|date)[ \t]*:[ \t]*(.+?)[ \t]*$", re.M)
_BAR = re.compile(r"(?<!\\)\|")


def read(
    data: bytes, name: str, *, language: str | None = None, url: str | None = None, charset: str | None = None
) -> Document:
    text, problems = decode(data, name, charset)
    front = _FRONT.match(text)
    blocks = tuple(_blocks(text, front.end() if front else 0))
    said = dict(_SAID.findall(front[0])) if front else {}
    title = next((text[b.span.start : b.span.end] for b in blocks if b.kind == "heading"), None)
    return Document(
        name, "text/markdown", text, language, day := _day(said.get("date", "")), "printed" if day else None, blocks,
        title=said.get("title", "").strip(" \"'") or title, url=url, problems=problems,
    )  # fmt: skip


def _day(told: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(told.strip(" \"'")[:10])
    except ValueError:
        return None


def _blocks(text: str, start: int = 0) -> list[Block]:
    """`start` is where the front matter ends, which speaks of the file and is not printed."""
    blocks: list[Block] = [Block(Span(0, start), "furniture")] if start else []
    open_text: Block | None = None  # the paragraph (or item, or quote) that the next plain line goes on with
    fenced = False
    hidden = list(_hidden(text))
    for found in _LINE.finditer(text, start):
        line, at = found[0], found.start()
        if not line and at < len(text) and at and text[at - 1] != "\n":
            continue  # the empty match that follows each line
        while hidden and hidden[0][1] <= at:
            hidden.pop(0)
        if hidden and hidden[0][0] <= at:
            blocks.append(Block(Span(at, at + len(line)), "furniture"))
            open_text = None
            continue
        if _FENCE.match(line):
            fenced, open_text = not fenced, None
            continue
        underline = _UNDERLINE.match(line)
        if underline and open_text and open_text.kind == "text" and not fenced:
            blocks[-1] = Block(open_text.span, "heading", 1 if "=" in underline[1] else 2)
            open_text = None
            continue
        if not line.strip() or (_RULE.match(line) and not fenced) or _RULE_ROW.match(line):
            open_text = None
            continue
        block = None if fenced else _marked(line, at)
        if block is None:
            start, end = at + len(line) - len(line.lstrip()), at + len(line.rstrip())
            if open_text:
                block = Block(Span(open_text.span.start, end), open_text.kind)
                blocks[-1] = open_text = block
                continue
            block = Block(Span(start, end))
        elif block.kind == "quote" and open_text and open_text.kind == "quote":
            blocks[-1] = open_text = Block(Span(open_text.span.start, block.span.end), "quote")
            continue
        blocks.append(block)
        open_text = block if block.kind in ("text", "item", "quote") else None
    return blocks


def _hidden(text: str) -> Iterator[tuple[int, int]]:
    """Comments on lines of their own: what the writer keeps to himself."""
    at = 0
    while (low := text.find("<!--", at)) >= 0 and (high := text.find("-->", low)) >= 0:
        at = high + 3
        line = text.rfind("\n", 0, low) + 1
        if not text[line:low].strip() and not text[at : at + 80].partition("\n")[0].strip():
            yield line, at


def _marked(line: str, at: int) -> Block | None:
    heading = _HEADING.match(line)
    if heading:
        return Block(Span(at + heading.start(2), at + heading.end(2)), "heading", len(heading[1]))
    if _ROW.match(line):
        cells = []
        place = at + line.index("|") + 1
        for cell in _BAR.split(line.strip()[1:-1]):
            start = place + len(cell) - len(cell.lstrip()) if cell.strip() else place
            cells.append(Span(start, start + len(cell.strip())))
            place += len(cell) + 1
        while cells and cells[-1].start == cells[-1].end:
            cells.pop()
        if cells:
            return Block(Span(cells[0].start, cells[-1].end), "row", cells=tuple(cells))
    quote = _QUOTE.match(line)
    if quote and quote[1]:
        return Block(Span(at + quote.start(1), at + quote.end(1)), "quote")
    item = _ITEM.match(line)
    if item and item[1]:
        return Block(Span(at + item.start(1), at + item.end(1)), "item")
    return None
