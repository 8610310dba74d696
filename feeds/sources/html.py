"""HTML: the visible text of a page as blocks; what is not the page's own story is marked as furniture.

The main part is found with lxml alone; a page on which that finds next to nothing is given to trafilatura.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from feeds.errors import DocumentError
from feeds.records import Block, Document, Span, Stamp
from feeds.sources import MAX_CHARACTERS, markup, table
from feeds.sources.encodings import decode

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_XML = re.compile(r"^\s*<\?xml[^>]*\?>", re.I)
_SPACE = re.compile(r"[ \t\n\r\xa0\u200b\ufeff]+")
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "head",
        "iframe",
        "object",
        "canvas",
        "audio",
        "video",
        "select",
        "option",
        "textarea",
        "map",
        "math",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "button",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "mark",
        "meter",
        "output",
        "q",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "rb",
    ]
)
_SILENT = frozenset(("rt", "rp", "img", "input"))
_CHILDREN = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "dl",
        "table",
        "section",
        "article",
        "blockquote",
        "li",
        "tr",
        "details",
    ]
)
#: A cell that holds so much is a frame of the layout, not a cell.
_LAYOUT = 600
_LABEL = re.compile(r"(?:^|[\s_-])(?:label|term|dt|caption-label|key)(?=$|[\s_-])", re.I)
_NOTHING = 80
_DEEPEST = 400
#: The longest page of a council has 20,000.
_TAGS = 400_000


@dataclass(slots=True)
class Writer:
    """The text of the page as it grows, and its blocks."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    #: A heading has been written: from here on the page has begun.
    headed: bool = False
    stamps: list[Stamp] = field(default_factory=list)
    #: Words and what they are stated to mean, of the block being written.
    stated: list[tuple[str, str]] = field(default_factory=list)

    def write(self, text: str, kind: str, level: int | None = None, cells: tuple[str, ...] = ()) -> None:
        start = self.length
        if start > MAX_CHARACTERS:
            raise DocumentError(f"a page of over {MAX_CHARACTERS:,} characters; split it into pages")
        self.headed = self.headed or kind == "heading"
        spans, at = [], start
        for cell in cells:
            # An empty cell keeps its column: a span of no length.
            spans.append(
                Span(at, at + len(cell)) if cell else Span(min(at, start + len(text)), min(at, start + len(text)))
            )
            at += len(cell) + 3 if cell else 0
        self.parts.append(text + "\n\n" if kind != "row" else text + "\n")
        self.length += len(self.parts[-1])
        self.blocks.append(Block(Span(start, start + len(text)), kind, level, cells=tuple(spans)))  # type: ignore[arg-type]
        self._stamp(text, start)

    def _stamp(self, text: str, start: int) -> None:
        at = 0
        for words, value in self.stated:
            found = text.find(words, at)
            if found >= 0:
                at = found + len(words)
                self.stamps.append(Stamp(Span(start + found, start + at), value))
        self.stated.clear()


def read(
    data: bytes, name: str, *, language: str | None = None, url: str | None = None, charset: str | None = None
) -> Document:
    declared = _CHARSET.search(data[:4096])
    source, problems = decode(data, name, charset or (declared[1].decode("ascii") if declared else None))
    if source.count("<") > _TAGS:
        raise DocumentError(f"{name}: over {_TAGS:,} tags, which no page has; save the part that matters")
    root = _parsed(source, name)
    writer = Writer()
    body = root.find("body")
    body = root if body is None else body
    keep = markup.main(body)
    _walk(body, writer, keep, keep is None, 0)
    text = "".join(writer.parts).rstrip("\n")
    document = Document(
        name,
        "text/html",
        text,
        language or root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        blocks=tuple(writer.blocks),
        stamps=tuple(writer.stamps),
        title=markup.title(root),
        url=url or markup.address(root),
        problems=problems,
    )
    stated = markup.statements(root)
    day = markup.published(root, stated)
    if any(markup.is_event(one) for one in stated) or markup.marked(root):
        from feeds.sources import structured

        document = replace(document, structured=structured.events(stated, source, markup.marked(root), text))
    if day:
        document = replace(document, published=day, published_from="printed")
    return document if _said(document) >= _NOTHING or document.structured else _again(document, source)


def _parsed(source: str, name: str) -> HtmlElement:
    source = _XML.sub("", source)
    try:
        return document_fromstring(source, parser=HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(f"{name}: not readable as HTML ({error}); save the page again") from None


def _said(document: Document) -> int:
    return sum(b.span.end - b.span.start for b in document.blocks if b.kind != "furniture")


def _again(document: Document, source: str) -> Document:
    """What our own cut found nothing in: trafilatura's paragraphs, looked up in the visible text."""
    import trafilatura

    found = trafilatura.extract(source, include_comments=False, include_tables=True) or ""
    wanted = {line.strip(" -|") for line in found.split("\n") if len(line.strip(" -|")) > 12}
    blocks = tuple(
        replace(block, kind="text")
        if block.kind == "furniture" and document.text[block.span.start : block.span.end] in wanted
        else block
        for block in document.blocks
    )
    if all(block.kind == "furniture" for block in blocks):
        # A page that is nothing but a list of links, or a few words: take it as it is.
        blocks = tuple(replace(block, kind="text") for block in blocks)
    return replace(document, blocks=blocks)


def _walk(element: HtmlElement, writer: Writer, keep: HtmlElement | None, inside: bool, depth: int) -> None:
    """Write an element's blocks in order; `inside` says whether it belongs to the page's own story."""
    if depth > _DEEPEST:
        raise DocumentError("the page is nested too deep to be read; save it from a browser as plain HTML")
    inside = inside or element is keep
    furniture = not inside or markup.is_furniture(element, keep)
    line: list[str] = []

    def flush() -> None:
        text = _SPACE.sub(" ", "".join(line)).strip()
        line.clear()
        if text:
            small = furniture or _small(element, text) or (not writer.headed and _is_link(element, text))
            writer.write(text, "furniture" if small else _kind(element), _level(element))

    if element.text:
        line.append(element.text)
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if not tag or tag in _SKIPPED or tag in _SILENT or _hidden(child):
            pass
        elif tag in ("br", "hr"):
            flush()
        elif tag in _INLINE and not _holds_blocks(child) and child is not keep:
            if furniture is not markup.is_furniture(child, keep) and not furniture:
                pass  # a share button, a tag in the middle of a story
            else:
                line.append(_inline(child))
                _state(child, writer)
        else:
            flush()
            _block(child, tag, writer, keep, inside and not furniture, depth + 1)
        if child.tail:
            line.append(child.tail)
    flush()


def _state(element: HtmlElement, writer: Writer) -> None:
    """Note what the element and those in it state of their days: <time datetime>, <abbr title>, content of RDFa."""
    for one in element.iter("time", "abbr", "span", "div"):
        value = markup.stated_day(one)
        if value and (words := _spaced(one)) and len(words) <= 60:
            writer.stated.append((words, value))


def _is_link(element: HtmlElement, text: str) -> bool:
    """A way to another page, over the title: Home, Clerk, Contact."""
    return len(text) < 30 and any(_spaced(link) == text for link in islice(element.iter("a"), 50))


def _small(element: HtmlElement, text: str) -> bool:
    """Small print: a block that is nothing but <small>."""
    inside = [child for child in element if isinstance(child.tag, str)]
    return len(inside) == 1 and inside[0].tag == "small" and len(_spaced(inside[0])) + 2 >= len(text)


def _block(child: HtmlElement, tag: str, writer: Writer, keep: HtmlElement | None, inside: bool, depth: int) -> None:
    plain = inside and not markup.is_furniture(child, keep)
    label = _labelled(child) if plain else None
    if plain and tag == "table" and _is_table(child):
        for caption in child.iter("caption"):
            if words := _spaced(caption):
                writer.write(words, "heading", 4)
        _table(child, writer)
    elif label is not None:
        _row(label, writer)
    elif plain and tag == "dl":
        _definitions(child, writer, keep, depth)
    elif plain and tag == "pre":
        for text in (_inline(child)).split("\n"):
            if text.strip():
                writer.write(text.strip(), "text")
    else:
        _walk(child, writer, keep, inside, depth)


def _labelled(element: HtmlElement) -> list[HtmlElement] | None:
    """<div>Time:</div><div>6 PM</div> in a frame of their own: a row of two cells."""
    inside = [child for child in element if isinstance(child.tag, str) and child.tag not in _SKIPPED]
    if len(inside) != 2 or (element.text or "").strip() or any((child.tail or "").strip() for child in inside):
        return None
    first, second = (_spaced(child) for child in inside)
    named = first.endswith((":", "：")) or bool(_LABEL.search(markup.names(inside[0])))
    return inside if named and 0 < len(first) <= 30 and 0 < len(second) <= 200 else None


def _row(cells: list[HtmlElement], writer: Writer) -> None:
    words = tuple(_spaced(cell) for cell in cells)
    for cell in cells:
        _state(cell, writer)
    if any(words):
        writer.write(" | ".join(word for word in words if word), "row", None, words)


def _table(element: HtmlElement, writer: Writer) -> None:
    """Its rows in the printed order; what lies over several rows is in each."""
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]
    grid = table.spread(
        [(_spaced(cell), _over(cell, "colspan"), _over(cell, "rowspan")) for cell in row] for row in rows
    )
    if not any(_over(cell, "rowspan") > 1 for row in rows for cell in row):
        for row in rows:
            _row(row, writer)
        return
    for words in grid:
        while words and not words[-1]:
            words.pop()
        if words:
            writer.write(" | ".join(word for word in words if word), "row", None, tuple(words))


def _over(cell: HtmlElement, what: str) -> int:
    told = cell.get(what, "1")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 5 else 1


def _definitions(element: HtmlElement, writer: Writer, keep: HtmlElement | None, depth: int) -> None:
    """<dt>When</dt><dd>…</dd>: a row of two cells; a term alone, or one with blocks inside, is written as it stands."""
    term: HtmlElement | None = None
    for child in element.iter("dt", "dd"):
        if child.tag == "dt":
            if term is not None:
                _row([term], writer)
            term = child
        elif term is not None and len(_spaced(child)) <= _LAYOUT:
            _row([term, child], writer)
            term = None
        else:
            if term is not None:
                _row([term], writer)
                term = None
            _walk(child, writer, keep, True, depth + 1)
    if term is not None:
        _row([term], writer)


def _is_table(table: HtmlElement) -> bool:
    """Rows of facts, not a frame of the layout."""
    if table.find(".//table") is not None or table.get("role") == "presentation":
        return False
    sizes = [len(_spaced(cell)) for cell in table.iter("td", "th")]
    widths = [sum(1 for cell in row if cell.tag in ("td", "th")) for row in table.iter("tr")]
    return bool(sizes) and max(sizes) <= _LAYOUT and max(widths, default=0) > 1


def _kind(element: HtmlElement) -> str:
    for one in (element, *_ancestors(element, 3)):
        tag = one.tag if isinstance(one.tag, str) else ""
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            return "heading"
        if tag == "caption":
            return "heading"
        if tag == "li":
            return "item" if one is element or not _holds_blocks(one) else "text"
        if tag == "figcaption":
            return "caption"
        if tag not in _INLINE and one is not element:
            break
    return "text"


def _level(element: HtmlElement) -> int | None:
    for one in (element, *_ancestors(element, 2)):
        tag = one.tag if isinstance(one.tag, str) else ""
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            return int(tag[1])
    return None


def _ancestors(element: HtmlElement, most: int) -> Iterator[HtmlElement]:
    for _ in range(most):
        parent = element.getparent()
        if parent is None:
            return
        yield parent
        element = parent


def _holds_blocks(element: HtmlElement) -> bool:
    return any(isinstance(child.tag, str) and child.tag in _CHILDREN for child in element.iterdescendants())


def _hidden(element: HtmlElement) -> bool:
    style = element.get("style", "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style


def _inline(element: HtmlElement) -> str:
    """The words of an element as they are shown, <br> as a blank."""
    parts = [element.text or ""]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag and tag not in _SKIPPED and tag not in _SILENT and not _hidden(child):
            parts.append(" " if tag == "br" else _inline(child))
            if tag not in _INLINE and tag != "br":
                parts.append(" ")
        parts.append(child.tail or "")
    return "".join(parts)


def _spaced(element: HtmlElement) -> str:
    return _SPACE.sub(" ", _inline(element)).strip()
