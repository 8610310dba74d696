"""Document -> Articles: wraps joined, columns mended, articles cut, headlines given back to their bodies.

lines or blocks (text -> units: paragraphs, rows, headline lines) -> cut (units -> parts) -> headlines (which is whose)
-> articles whose every letter can be traced back to the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from feeds.reading.articles import blocks, lines
from feeds.reading.articles.cut import Group, Part, parts
from feeds.reading.articles.furniture import is_office
from feeds.reading.articles.headlines import Head, assign, is_deck, opened, tight
from feeds.reading.articles.marks import Marks, han_marks, marks_of
from feeds.reading.articles.units import Piece, Unit, headline_like
from feeds.records import Article, Document, Paragraph, Span, SpanMap

_KNOWN = ("text", "heading", "row", "item")
_PARAGRAPH = {
    "headline": "heading",
    "label": "heading",
    "row": "row",
    "item": "item",
    "signature": "signature",
    "quote": "quote",
}
_JUMP = re.compile(r"[（(\[][ 　]*(?:下转|上接|紧接|下轉|continued on|turn to|see page)[^）)\]]{0,30}[）)\]]\s*$", re.I)
_PUBLICATION = re.compile(r"(?:通[訊讯]|[周月简快]报|電子報|newsletter|bulletin|gazette|news)\s*$", re.I)
_SEPARATORS = re.compile(r"[　、，,/／;；|&]+| and |(?<=[\u3400-\u9fff·]) +| +(?=[\u3400-\u9fff])")


def split(document: Document) -> tuple[Article, ...]:
    """The articles of a page in the order in which their bodies stand."""
    table = marks_of(document.language or "en")
    known = any(block.kind in _KNOWN for block in document.blocks)
    units = (
        blocks.units(document, table) if known else lines.units(document, table, han_marks(document.language or "en"))
    )
    if document.media_type == "message/rfc822" and units and units[-1].kind == "headline" and len(units) > 1:
        units[-1].kind = "text"  # "See you on Saturday, Bea": a letter's last line is no headline
    _sign(units, table)
    if known:
        _one_signature(units)
    found, pool = parts(units, table, printed=any(block.size for block in document.blocks))
    owned, free = assign(found, pool)
    _subheads(found, free)
    signed = sum(part.signed for part in found) > 1
    whose = [(part, owned.get(p, [])) for p, part in enumerate(found)]
    articles: list[Article] = []
    for part, heads in opened(whose, free) if signed else whose:
        article = _article(f"a{len(articles) + 1}", part, heads, document, table)
        if article.paragraphs:
            articles.append(article)
    if len(articles) == 1 and document.title and (not articles[0].headline or document.media_type == "message/rfc822"):
        return (_titled(articles[0], document),)
    return tuple(articles)


def _sign(units: Iterable[Unit], table: Marks) -> None:
    """The names in a dateline, a byline, or brackets after the last sentence."""
    for unit in units:
        text = unit.text
        if unit.kind == "dateline":
            patterns, found = table.datelines, None
            for pattern in patterns:
                found = pattern.match(text)
                if found:
                    break
            close = table.closes(unit.tail)
            unit.closed = close is not None
            if found is None or not any(v for k, v in found.groupdict().items() if k.startswith("who")):
                found = close or found
        elif unit.kind == "byline":
            found = next((m for pattern in table.bylines if (m := pattern.match(text))), None)
        elif unit.kind == "text":
            found = table.closes(unit.tail)
            unit.closed = found is not None
        else:
            continue
        if found:
            unit.names += names(found, table)


def names(found: re.Match[str], table: Marks) -> tuple[str, ...]:
    """The people a byline names, roles and verbs left out."""
    said = next((v for k, v in found.groupdict().items() if k.startswith("who") and v), "")
    out: list[str] = []
    for name in _SEPARATORS.split(table.roles.sub(" ", said)):
        bare = name.strip(" ：:.·—-")
        if len(bare) == 1 and out and len(out[-1]) == 1:
            out[-1] += bare  # 李　明: two characters set apart
        elif bare and not re.search(r"\d|[年月日]$", bare):
            out.append(bare)
    return tuple(name for name in out if len(name) > 1)


def _one_signature(units: list[Unit]) -> None:
    """A page whose format knows headings is one article, unless several are signed."""
    signed = [i for i, unit in enumerate(units) if unit.kind in ("byline", "dateline")]
    if len(signed) != 1 or units[signed[0]].kind != "dateline":
        return
    above = [unit for unit in units[: signed[0]] if unit.kind in ("text", "item", "row", "label")]
    if all(headline_like([unit.text]) for unit in above):
        for unit in above:  # set as plain paragraphs over the report: kicker, headline, deck
            unit.kind = "headline"
    else:
        units[signed[0]].kind = "text"


def _subheads(found: list[Part], free: list[Group]) -> None:
    """A headline inside a body that is nobody else's is a sub-head; from the last on, so that places stay right."""
    inside = [group for group in free if group.inside is not None]
    for group in sorted(inside, key=lambda group: group.inside or (0, 0), reverse=True):
        part, at = group.inside or (0, 0)
        found[part].body[at:at] = group.units


def _article(name: str, part: Part, heads: list[Head], document: Document, table: Marks) -> Article:
    body = list(part.body)
    while body and (body[-1].kind == "headline" or (body[-1].kind == "label" and body[-1].text[-1:] in "：:】")):
        body.pop()
    paragraphs: list[Paragraph] = []
    runs: list[tuple[int, int, int]] = []
    at = 0
    for unit in body:
        pieces = _without_jump(unit.pieces)
        text, own = _joined(pieces, at, document.text)
        if not text.strip():
            continue
        runs += own
        cut = tuple(_within(cell, SpanMap(tuple(own)), at, text) for cell in unit.cells)
        paragraphs.append(
            Paragraph(
                text,
                _PARAGRAPH.get(unit.kind, "text"),  # type: ignore[arg-type]
                unit.level if unit.kind == "headline" else None,
                tuple(cell for cell in cut if cell),
                unit.confidence,
            )
        )
        at += len(text) + 2
    headline, kicker, deck, origin = _headline(heads, "".join(p.text for p in paragraphs), document.text, table)
    return Article(
        name,
        headline,
        tuple(paragraphs),
        kicker,
        deck,
        tuple(dict.fromkeys(part.names or filter(None, [part.office]))),
        SpanMap(tuple(runs)),
        origin,
    )


def _joined(pieces: Iterable[Piece], at: int, page: str) -> tuple[str, list[tuple[int, int, int]]]:
    """The text of pieces and where each letter stands; runs that touch on both sides are one."""
    out: list[str] = []
    runs: list[tuple[int, int, int]] = []
    for text, start in pieces:
        size = len(text)
        if text[-1:] == " " and not page[start + size - 1 : start + size].isspace():
            size -= 1  # a blank that we put in where the page has a mark
        if runs and runs[-1][1] + runs[-1][2] == start and runs[-1][0] + runs[-1][2] == at:
            runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + size)
        else:
            runs.append((at, start, size))
        out.append(text)
        at += len(text)
    return "".join(out), runs


def _within(cell: Span, origin: SpanMap, at: int, text: str) -> Span | None:
    """A cell's span of the page as a span of its paragraph."""
    for start, place, length in origin.runs:
        if cell.start == cell.end and place < cell.start <= place + length:
            return Span(cell.start - place + start - at, cell.start - place + start - at)  # empty, but a column
        low, high = max(cell.start, place), min(cell.end, place + length)
        if low < high:
            return Span(low - place + start - at, high - place + start - at)
    return None


def _without_jump(pieces: list[Piece]) -> list[Piece]:
    """ "（下转第三版）" after the last sentence is the page's, not the article's."""
    text, start = pieces[-1]
    found = _JUMP.search(text)
    return [*pieces[:-1], (text[: found.start()], start)] if found else pieces


def _headline(heads: list[Head], body: str, page: str, table: Marks) -> tuple[str, str | None, str | None, SpanMap]:
    decks = [head for head in heads if is_deck(head)]
    rest = [head for head in heads if head not in decks]
    main = _main(rest) if rest else (decks.pop() if decks else None)
    if main is None:
        return "", None, None, SpanMap()
    at = rest.index(main) if rest else 0
    kickers = [head.text for head in rest[:at]]
    decks = [*rest[at + 1 :], *decks]
    lines = list(main.lines)
    deck = " ".join(head.text for head in decks) or None
    while len(lines) > 1 and lines[-1].text.startswith("——"):
        deck = " ".join(filter(None, (lines.pop().text, deck)))
    while len(lines) > 1 and re.fullmatch(r"[【〔\[][^】〕\]]{1,16}[】〕\]]", lines[0].text):
        kickers.append(lines.pop(0).text)
    while len(lines) > 1 and is_office(lines[0].text) and table.notices.search("".join(x.text for x in lines[1:])):
        kickers.append(lines.pop(0).text)
    pieces: list[Piece] = list(lines[0].pieces)
    for line in lines[1:]:
        before = "".join(text for text, _ in pieces)
        if not tight(before, line.text, body):
            pieces[-1] = (pieces[-1][0] + " ", pieces[-1][1])
        pieces += line.pieces
    text, runs = _joined(pieces, 0, page)
    return text, " ".join(kickers) or None, deck, SpanMap(tuple(runs))


def _main(heads: list[Head]) -> Head:
    """The headline proper: the one with the highest level, else the one nearest to the body that is no mere scrap."""
    levels = [unit.level for head in heads for unit in head.group.units if unit.level]
    if levels:
        top = min(levels)
        at = next(i for i, head in enumerate(heads) if any(line.unit.level == top for line in head.lines))
        # "… Newsletter" names the paper; the headline stands below it.
        return heads[at + 1] if at + 1 < len(heads) and _PUBLICATION.search(heads[at].text) else heads[at]
    longest = max(len(head.text) for head in heads)
    return next(head for head in reversed(heads) if len(head.text) * 5 >= longest * 3)


def _titled(article: Article, document: Document) -> Article:
    """A mail's subject, a page's title: the headline that the format knows."""
    title = document.title or ""
    at = document.text.find(title)
    return Article(
        article.id,
        title,
        article.paragraphs,
        article.kicker,
        article.deck,
        article.bylines,
        article.origin,
        SpanMap(((0, at, len(title)),)) if at >= 0 and title else SpanMap(),
        article.published,
        article.url,
    )
