"""docx and odt: an office's notice, its paragraphs and tables in their order, its headings with their level.

Both are zip files of XML. Sizes are checked before anything is unpacked, entities are never resolved, and macros,
embedded objects and links are not looked at.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from lxml import etree

from feeds.errors import DocumentError
from feeds.records import Document
from feeds.sources import table
from feeds.sources.composer import Composer

#: Unpacked, and times its packed size: more is a bomb.
MAX_UNPACKED, MAX_RATIO = 64 * 1024 * 1024, 200
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
#: What stands beside the words of an OpenDocument paragraph.
_BESIDE = (f"{_TEXT}note", f"{_TEXT}tracked-changes", f"{_DRAW}frame", f"{_DRAW}custom-shape")
#: Tables and boxes in each other; letters of a headline that has no style of its own.
DEEPEST, SHORT = 20, 60


def read(
    data: bytes, name: str, *, language: str | None = None, url: str | None = None, charset: str | None = None
) -> Document:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            odt = "content.xml" in archive.namelist()
            body = member(archive, "content.xml" if odt else "word/document.xml", name)
            styles = {} if odt else _heading_styles(archive, name)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise DocumentError(f"{name}: no sound Word or OpenDocument text ({error}); save it anew") from None
    root = parse_xml(body, name)
    composer = Composer()
    if odt:
        _odt(root, composer)
        media = "application/vnd.oasis.opendocument.text"
    else:
        _docx(root, composer, styles)
        media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    title = next((composer.text[b.span.start : b.span.end] for b in composer.blocks if b.kind == "heading"), None)
    return Document(name, media, composer.text, language, blocks=composer.blocks, title=title, url=url)


def member(archive: zipfile.ZipFile, path: str, name: str) -> bytes:
    """One file of the archive, within limits; KeyError when it is not there."""
    entry = archive.getinfo(path)
    if entry.file_size > MAX_UNPACKED or entry.file_size > MAX_RATIO * max(entry.compress_size, 4096):
        size = f"{entry.file_size // 2**20} MiB"
        raise DocumentError(f"{name}: it unpacks to {size}, which no notice does; save it anew without what fills it")
    with archive.open(entry) as file:
        data = file.read(MAX_UNPACKED + 1)
    if len(data) > MAX_UNPACKED:
        raise DocumentError(f"{name}: it unpacks to more than it says; save it anew")
    return data


def parse_xml(data: bytes, name: str) -> Any:
    """XML without entities, without a network, without a DTD."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError(f"{name}: its XML is damaged ({str(error)[:80]}); save it anew") from None


# --- docx -------------------------------------------------------------------------------------------------


def _heading_styles(archive: zipfile.ZipFile, name: str) -> dict[str, int]:
    """Style id -> heading level, from the outline level of the style or its name ("heading 1", "标题 1")."""
    try:
        root = parse_xml(member(archive, "word/styles.xml", name), name)
    except KeyError:
        return {}
    levels: dict[str, int] = {}
    for style in root.iter(f"{_W}style"):
        named = style.find(f"{_W}name")
        label = named.get(f"{_W}val", "") if named is not None else ""
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        found = re.fullmatch(r"(?:heading|标题|標題)\s*(\d)", label, re.I)
        if found:
            levels[style.get(f"{_W}styleId", "")] = int(found[1])
        elif label.lower() in ("title", "标题", "標題"):
            levels[style.get(f"{_W}styleId", "")] = 1
        elif outline is not None and outline.get(f"{_W}val", "9").isdigit() and int(outline.get(f"{_W}val")) < 9:
            levels[style.get(f"{_W}styleId", "")] = int(outline.get(f"{_W}val")) + 1
    return levels


def _docx(root: Any, composer: Composer, styles: dict[str, int]) -> None:
    body = root.find(f"{_W}body")
    if body is not None:
        _docx_blocks(body, composer, styles, 0)


def _docx_blocks(parent: Any, composer: Composer, styles: dict[str, int], depth: int) -> None:
    """Paragraphs and tables in order; a table that holds another, or one cell alone, is a frame of the layout."""
    if depth > DEEPEST:
        raise DocumentError("tables in tables, too deep to be read; save it in a simpler form")
    for node in _inside_controls(parent):
        if node.tag == f"{_W}p":
            _docx_paragraph(node, composer, styles, depth)
            continue
        rows = [list(_inside_controls(row)) for row in _inside_controls(node)]
        if any(cell.find(f"{_W}tbl") is not None for row in rows for cell in row) or max(map(len, rows), default=0) < 2:
            for cell in (cell for row in rows for cell in row):
                _docx_blocks(cell, composer, styles, depth + 1)
        else:
            for row in table.tidy(_docx_grid(rows)):
                composer.row(row)


def _docx_paragraph(node: Any, composer: Composer, styles: dict[str, int], depth: int) -> None:
    style = node.find(f"{_W}pPr/{_W}pStyle")
    level = styles.get(style.get(f"{_W}val", "")) if style is not None else None
    item = node.find(f"{_W}pPr/{_W}numPr") is not None
    text = _docx_text(node)
    if level is None and not item and len(text) <= SHORT and not composer.text and _is_bold(node):
        level = 1  # the first line, which nobody made a heading and everybody takes for one
    kind = "heading" if level else "item" if item else "text"
    # A line break that somebody typed sets things apart: 时间：… over 地点：…
    for line in [text] if level else text.split("\n"):
        composer.add(line, kind, level)
    for box in node.iter(f"{_W}txbxContent"):
        # Word writes a text box twice, the second time for programs of the last century.
        if not any(above.tag == _FALLBACK for above in box.iterancestors()):
            _docx_blocks(box, composer, styles, depth + 1)


def _docx_grid(rows: list[list[Any]]) -> list[list[str]]:
    """A cell over several columns keeps their number, what lies over several rows is in each."""
    grid: list[list[str]] = []
    for cells in rows:
        row: list[str] = []
        for cell in cells:
            words = "\n".join(_docx_text(paragraph) for paragraph in cell.iter(f"{_W}p"))
            over = cell.find(f"{_W}tcPr/{_W}vMerge")
            if over is not None and over.get(f"{_W}val") != "restart" and grid and len(row) < len(grid[-1]):
                words = grid[-1][len(row)]
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            wide = span.get(f"{_W}val", "1") if span is not None else "1"
            row += [words] + [""] * (min(int(wide), table.MAX_COLUMNS) - 1 if wide.isdigit() else 0)
        grid.append(row)
    return grid


def _inside_controls(parent: Any) -> Any:
    """The paragraphs, tables, rows or cells right inside, also those in content controls."""
    stack = list(reversed(parent))
    while stack:
        node = stack.pop()
        if node.tag in (f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc"):
            yield node
        elif node.tag == f"{_W}sdt" and (content := node.find(f"{_W}sdtContent")) is not None:
            stack.extend(reversed(content))


def _is_bold(paragraph: Any) -> bool:
    runs = [run for run in paragraph.iter(f"{_W}r") if run.find(f"{_W}t") is not None]
    return bool(runs) and all(run.find(f"{_W}rPr/{_W}b") is not None for run in runs)


def _docx_text(paragraph: Any) -> str:
    """The words of a paragraph; what a reviewer deleted and what a field is made of are not printed."""
    parts = []
    boxed = paragraph.find(f".//{_W}txbxContent") is not None
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr"):
        if boxed and any(
            above.tag == f"{_W}txbxContent"
            for above in takewhile(lambda one: one is not paragraph, node.iterancestors())
        ):
            continue
        if node.tag == f"{_W}t":
            # An entity is never resolved; what stands behind it is still printed.
            parts.append((node.text or "") + "".join(child.tail or "" for child in node))
        else:
            parts.append("\t" if node.tag == f"{_W}tab" else "\n")
    return "".join(parts)


# --- odt --------------------------------------------------------------------------------------------------


def _odt(root: Any, composer: Composer) -> None:
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    body = root.find(f"{office}body/{office}text")
    if body is not None:
        _odt_nodes(body, composer, "text")


def _odt_nodes(parent: Any, composer: Composer, kind: str) -> None:
    stack = [(node, kind) for node in reversed(parent)]
    while stack:
        node, kind = stack.pop()
        if node.tag == f"{_TEXT}h":
            level = node.get(f"{_TEXT}outline-level", "1")
            composer.add(_odt_text(node), "heading", int(level) if level.isdigit() else 1)
        elif node.tag == f"{_TEXT}p":
            composer.add(_odt_text(node), kind)
        elif node.tag == f"{_TABLE}table":
            rows = [list(_odt_cells(row)) for row in _odt_rows(node)]
            if node.find(f".//{_TABLE}table") is not None or max(map(len, rows), default=0) < 2:
                cells = [cell for row in _odt_rows(node) for cell in row]
                stack.extend((child, kind) for cell in reversed(cells) for child in reversed(cell))
            else:
                for row in table.tidy([row for row in table.spread(rows) if any(row)]):
                    composer.row(row)
        elif node.tag in (f"{_TEXT}list", f"{_TEXT}list-item", f"{_TEXT}section"):
            inner = "item" if node.tag != f"{_TEXT}section" else kind
            stack.extend((child, inner) for child in reversed(node))
        if node.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            boxes = list(node.iter(f"{_DRAW}text-box"))
            stack.extend((child, "text") for box in reversed(boxes) for child in reversed(box))


def _odt_rows(grid: Any) -> Any:
    """Its own rows, also those of its head; not those of a table in a cell."""
    for node in grid:
        if node.tag == f"{_TABLE}table-row":
            yield node
        elif node.tag in (f"{_TABLE}table-header-rows", f"{_TABLE}table-rows", f"{_TABLE}table-row-group"):
            yield from _odt_rows(node)


def _odt_cells(row: Any) -> Iterator[tuple[str, int, int]]:
    """Its cells with the columns and rows they lie over; what they cover is told too, and left out."""
    for cell in row:
        if cell.tag == f"{_TABLE}table-cell":
            words = "\n".join(_odt_text(paragraph) for paragraph in cell.iter(f"{_TEXT}p"))
            wide, over, times = (
                int(told) if (told := cell.get(f"{_TABLE}number-{what}", "1")).isdigit() else 1
                for what in ("columns-spanned", "rows-spanned", "columns-repeated")
            )
            for _ in range(min(times, table.MAX_COLUMNS if words else 1)):
                yield words, wide, over


def _odt_text(node: Any) -> str:
    """The words of a paragraph, without its notes and the boxes that hang on it."""
    parts = [node.text or ""]
    for child in node:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            parts.append(" " * min(int(count) if count.isdigit() else 1, 100))
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            parts.append("\t" if child.tag == f"{_TEXT}tab" else "\n")
        elif child.tag not in _BESIDE and isinstance(child.tag, str):
            parts.append(_odt_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
