"""Document -> Articles -> Timexes -> Mentions; pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from feeds.reading import articles, ocr
from feeds.reading import published as days
from feeds.reading.language import detect
from feeds.records import Article, Document, Mention, Paragraph, Reading


def read(
    document: Document,
    *,
    published: dt.date | None = None,
    language: str | None = None,
    timezone: str = "Asia/Shanghai",
) -> Reading:
    """All that a document says: its language and day settled, its articles, and what each says will happen."""
    tongue = language or detect(document.text, document.language)
    document = replace(document, language=tongue)
    found = articles.split(document)
    day, known_from = days.infer(document, found, tongue, published)
    document = replace(document, published=day, published_from=known_from)
    find: Any = _find()
    mentions: list[Mention] = []
    problems, rejections = list(document.problems), []
    for article in found:
        copy = _reading_copy(article)
        said = find(copy, document, timezone=timezone)
        mentions += [_as_printed(mention, copy.text, article.text) for mention in said.mentions]
        problems += said.problems
        rejections += said.rejections
    return Reading(document, found, tuple(mentions), tuple(problems), tuple(rejections))


def _find() -> object:
    try:
        return import_module("feeds.reading.mentions").find
    except (ImportError, AttributeError):
        return lambda *_, **__: SimpleNamespace(mentions=(), problems=(), rejections=())


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
