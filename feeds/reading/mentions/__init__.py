"""Articles and their time expressions -> what happens: an editor's eye.

    paragraphs -> sentences with their times masked -> frames -> drafts -> mentions

A frame reads one way of telling: a sentence around its verb (verb_last, verb_first), a row of a listing (rows), the
labelled fields of a notice and what lines inherit from their headings (reader), a deadline (deadlines). Why a day
that was read is no happening's day is a named rule (vetoes). All words are tables in languages/<language>/: events.py,
places.py, categories.py; gather.py joins what is told twice and what the format itself states.
"""

from __future__ import annotations

from collections.abc import Sequence

from feeds.reading.mentions import gather, reader, undated
from feeds.reading.mentions.drafts import Draft, Found
from feeds.reading.mentions.lexicon import lexicon
from feeds.records import Article, Document, Mention, Rejection

__all__ = ["Found", "find", "read_mentions"]


def read_mentions(articles: Sequence[Article], document: Document, *, timezone: str = "Asia/Shanghai") -> Found:
    """What the articles of a document say happens; the same happening told twice on a page is one mention."""
    taught: list[str] = []
    drafts: list[tuple[Article, Draft]] = []
    rejections: list[Rejection] = []
    for article in articles:
        told, refused = reader.read(article, document, timezone, tuple(taught))
        rejections += refused
        published = article.published or document.published
        for draft in gather.once(d for d in told if not gather.stale(d, published)):
            drafts.append((article, draft))
            if draft.kind == "event" and len(draft.title) >= 6:
                taught.append(draft.title)
    homes = {id(draft): article for article, draft in drafts}
    several = len({article.id for article, _ in drafts}) > 1
    kept = gather.once(draft for _, draft in drafts) if several else [draft for _, draft in drafts]
    mentions: list[Mention] = [gather.mention(draft, homes[id(draft)], document) for draft in kept]
    mentions = gather.merged(mentions, document, tuple(articles))
    for article in articles:
        mentions += undated.find(article, document, lexicon(document.language or "en"), mentions)
    return Found(tuple(mentions), (), tuple(rejections))


def find(article: Article, document: Document, *, timezone: str = "Asia/Shanghai") -> Found:
    """What one article says happens."""
    return read_mentions((article,), document, timezone=timezone)
