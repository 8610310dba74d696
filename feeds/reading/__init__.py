"""Document -> Articles -> Timexes -> Mentions; pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from feeds.reading import articles, ocr
from feeds.reading.language import detect
from feeds.reading.mentions import read_mentions
from feeds.reading.published import infer
from feeds.records import Article, Document, Mention, Paragraph, Reading, Structured


def read(
    document: Document,
    *,
    published: dt.date | None = None,
    language: str | None = None,
    timezone: str = "Asia/Shanghai",
) -> Reading:
    """All that a document says: its language and day settled, its articles, and what each says will happen."""
    tongue = language or detect(document.text, document.language)
    document = replace(document, language=tongue, structured=tuple(_zoned(s, timezone) for s in document.structured))
    found = articles.split(document)
    day, known_from = infer(document, found, tongue, published)
    document = replace(document, published=day, published_from=known_from)
    copies = tuple(_reading_copy(article) for article in found)
    said = read_mentions(copies, document, timezone=timezone)
    printed = {article.id: (copy.text, article.text) for article, copy in zip(found, copies, strict=True)}
    letters = {
        article.id: article.paragraphs for article in copies if any(p.confidence < 1 for p in article.paragraphs)
    }
    sure = [_doubted(m, letters[m.article]) if m.article in letters else m for m in said.mentions]
    mentions = [_as_printed(m, *printed[m.article]) if m.article in printed else m for m in sure]
    problems, rejections = [*document.problems, *said.problems], said.rejections
    return Reading(document, found, tuple(mentions), tuple(problems), tuple(rejections))


def _zoned(stated: Structured, timezone: str) -> Structured:
    """A stated time without a zone is that of the page's own clocks."""
    when = stated.facts.when
    if when is None or when.timezone:
        return stated
    return replace(stated, facts=replace(stated.facts, when=replace(when, timezone=timezone)))


def _reading_copy(article: Article) -> Article:
    """The article with a scanner's slips mended, letter under letter; itself when there are none."""
    text = article.text
    mended = ocr.corrected(text)
    if mended == text:
        return article
    paragraphs: list[Paragraph] = []
    at = 0
    for paragraph in article.paragraphs:
        paragraphs.append(replace(paragraph, text=mended[at : at + len(paragraph.text)]))
        at += len(paragraph.text) + 2
    return replace(article, paragraphs=tuple(paragraphs))


def _as_printed(mention: Mention, copy: str, printed: str) -> Mention:
    """Evidence is told in the printed letters, title and place in the mended ones."""
    if copy is printed or copy == printed:
        return mention
    at = copy.find(mention.evidence)
    return mention if at < 0 else replace(mention, evidence=printed[at : at + len(mention.evidence)])


def _doubted(mention: Mention, paragraphs: tuple[Paragraph, ...]) -> Mention:
    """Letters that were guessed from a picture: who doubts them doubts what they say."""
    doubt = min((p.confidence for p in paragraphs if mention.evidence[:40] in p.text), default=1.0)
    return replace(mention, confidence=round(mention.confidence * doubt, 3)) if doubt < 1 else mention
