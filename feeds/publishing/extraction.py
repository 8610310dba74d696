"""A Reading as the extraction record of DESIGN section 3: people-facing, so the last day is inclusive."""

from __future__ import annotations

import datetime as dt
from typing import Any

from feeds.records import Article, Mention, Precision, Reading, Span, When


def render(reading: Reading) -> dict[str, Any]:
    """One JSON-ready object for one document; its keys always stand there."""
    document = reading.document
    return {
        "source": document.source,
        "language": document.language,
        "published": document.published.isoformat() if document.published else None,
        "published_from": document.published_from,
        "articles": [_article(article) for article in reading.articles],
        "events": [_event(mention) for mention in reading.mentions if mention.facts.when],
        "problems": [
            {"start": problem.span.start, "end": problem.span.end, "message": problem.message}
            for problem in reading.problems
        ],
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "headline": article.headline,
        "kicker": article.kicker,
        "deck": article.deck,
        "bylines": list(article.bylines),
        "text": article.text,
    }


def _event(mention: Mention) -> dict[str, Any]:
    facts, when = mention.facts, mention.facts.when
    assert when is not None
    return {
        "title": facts.title,
        "phase": facts.phase,
        "start": stamp(when.start),
        "end": last(when),
        "precision": when.precision,
        "rrule": when.rrule,
        "exdates": [day.isoformat() for day in when.exdates],
        "timezone": when.timezone,
        "place": facts.place,
        "status": facts.status,
        "previous_start": stamp(facts.previous_start) if facts.previous_start else None,
        "kind": facts.kind,
        "article": mention.article,
        "categories": list(facts.categories),
        "organizer": facts.organizer,
        "contact": facts.contact,
        "price": facts.price,
        "url": facts.url,
        "parent": mention.parent,
        "evidence": mention.evidence,
        "spans": {field: [_pair(span) for span in spans] for field, spans in mention.spans.items()},
        "confidence": round(mention.confidence, 2),
        "rules": list(mention.rules),
    }


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def stamp(moment: dt.date | dt.datetime) -> str:
    """A day, or a local moment to the minute.

    >>> stamp(dt.datetime(2025, 1, 18, 10, 30)), stamp(dt.date(2025, 1, 18))
    ('2025-01-18T10:30', '2025-01-18')
    """
    return moment.isoformat(timespec="minutes") if isinstance(moment, dt.datetime) else moment.isoformat()


def last(when: When) -> str | None:
    """The inclusive last day of a span of days, the local end of a timed event, or None when none was told."""
    if when.end is None:
        return None
    if isinstance(when.end, dt.datetime):
        return stamp(when.end)
    coarse: tuple[Precision, ...] = ("month", "year")
    return None if when.precision in coarse and when.last_day <= when.first_day else stamp(when.last_day)
