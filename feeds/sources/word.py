"""docx and odt: an office's notice, its paragraphs and tables in their order, its headings with their level.

Both are zip files of XML. Sizes are checked before anything is unpacked, entities are never resolved, and macros,
embedded objects and links are not looked at.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from lxml import etree

from feeds.errors import DocumentError
from feeds.records import Document
from feeds.sources.composer import Composer

#: Unpacked, and times its packed size: more is a bomb.
MAX_UNPACKED, MAX_RATIO = 64 * 1024 * 1024, 200
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


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
    if body is None:
        return
    for node in _blocks_of(body):
        if node.tag == f"{_W}tbl":
            for row in node.iter(f"{_W}tr"):
                composer.row(["\n".join(_docx_text(p) for p in cell.iter(f"{_W}p")) for cell in row.iter(f"{_W}tc")])
            continue
        style = node.find(f"{_W}pPr/{_W}pStyle")
        level = styles.get(style.get(f"{_W}val", "")) if style is not None else None
        item = node.find(f"{_W}pPr/{_W}numPr") is not None
        kind = "heading" if level else "item" if item else "text"
        # A line break that somebody typed sets things apart: 时间：… over 地点：…
        for text in [_docx_text(node)] if level else _docx_text(node).split("\n"):
            composer.add(text, kind, level)


def _blocks_of(body: Any) -> Any:
    """Paragraphs and tables in order, also those inside content controls; not those inside tables."""
    for node in body:
        if node.tag in (f"{_W}p", f"{_W}tbl"):
            yield node
        elif node.tag == f"{_W}sdt":
            content = node.find(f"{_W}sdtContent")
            if content is not None:
                yield from _blocks_of(content)


def _docx_text(paragraph: Any) -> str:
    """The words of a paragraph; what a reviewer deleted and what a field is made of are not printed."""
    parts = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr"):
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
            for row in node.iter(f"{_TABLE}table-row"):
                cells = [n for n in row if n.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")]
                composer.row(["\n".join(_odt_text(p) for p in cell.iter(f"{_TEXT}p")) for cell in cells])
        elif node.tag in (f"{_TEXT}list", f"{_TEXT}list-item", f"{_TEXT}section"):
            inner = "item" if node.tag != f"{_TEXT}section" else kind
            stack.extend((child, inner) for child in reversed(node))


def _odt_text(node: Any) -> str:
    parts = [node.text or ""]
    for child in node:
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            parts.append(" " * min(int(count) if count.isdigit() else 1, 100))
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            parts.append("\t" if child.tag == f"{_TEXT}tab" else "\n")
        elif child.tag not in (f"{_TEXT}note", f"{_TEXT}tracked-changes") and isinstance(child.tag, str):
            parts.append(_odt_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
