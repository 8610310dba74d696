"""A Reading told to a person: article by article what was found, by which rules, what was rejected and why."""

from __future__ import annotations

from collections.abc import Iterator

from feeds.publishing.extraction import last, stamp
from feeds.records import Article, Mention, Reading


def render(reading: Reading) -> str:
    """Plain text, for a terminal."""
    document = reading.document
    day = f"{document.published} ({document.published_from})" if document.published else "unknown"
    lines = [f"{document.source}: language {document.language}, published {day}"]
    for article in reading.articles:
        lines += ["", *_article(article, reading)]
    if reading.problems:
        lines += ["", *(f"problem at {p.span.start}-{p.span.end}: {p.message}" for p in reading.problems)]
    return "\n".join(lines)


def _article(article: Article, reading: Reading) -> Iterator[str]:
    yield f"{article.id}  {article.headline or '(no headline)'}"
    if article.bylines:
        yield f"    by {', '.join(article.bylines)}"
    for mention in reading.mentions:
        if mention.article == article.id:
            yield from _mention(mention)
    for rejection in reading.rejections:
        if rejection.article == article.id:
            yield f"  - {rejection.text!r}: {rejection.reason}"


def _mention(mention: Mention) -> Iterator[str]:
    facts, when = mention.facts, mention.facts.when
    day = "no day named"
    if when:
        end = last(when)
        day = stamp(when.start)[: {"month": 7, "year": 4}.get(when.precision, 16)] + (f" to {end}" if end else "")
        day += f" {when.rrule}" if when.rrule else ""
    phase = f", {facts.phase}" if facts.phase else ""
    yield f"  + {facts.title}{phase}  [{mention.confidence:.2f}]"
    yield f"      {day}{f' · {facts.place}' if facts.place else ''} · {facts.status} {facts.kind}"
    yield f"      “{mention.evidence}”"
    yield f"      rules: {', '.join(mention.rules)}"
