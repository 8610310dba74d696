"""Records as JSON text and back, exactly: what is read equals what was written."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Mapping
from typing import Any

from feeds.records import Article, Change, Facts, Mention, Paragraph, Span, SpanMap, When

Json = Any


def dumps(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("\\u0000", "\\ufffd")


def clean(text: str) -> str:
    """Text that both databases can hold, of the same length: no NUL, no half of a surrogate pair.

    >>> clean("a\\x00b")
    'a\ufffdb'
    """
    text = text.replace("\0", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        text = "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in text)
    return text


def moment(at: dt.datetime) -> str:
    """UTC, to the second where that is exact: sorts as it reads."""
    if at.tzinfo is None:
        raise ValueError(f"a moment without a zone: {at}")
    return at.astimezone(dt.UTC).replace(tzinfo=None).isoformat() + "Z"


def read_moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def day(value: dt.date | None) -> str | None:
    return None if value is None else value.isoformat()


def read_day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def _start(value: dt.date | dt.datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def _read_start(text: str | None) -> dt.date | dt.datetime | None:
    if text is None:
        return None
    return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)


def when_json(when: When | None) -> Json:
    if when is None:
        return None
    return {
        "start": _start(when.start),
        "end": _start(when.end),
        "timezone": when.timezone,
        "precision": when.precision,
        "rrule": when.rrule,
        "exdates": [each.isoformat() for each in when.exdates],
    }


def read_when(value: Json) -> When | None:
    if value is None:
        return None
    start = _read_start(value["start"])
    assert start is not None
    return When(
        start,
        _read_start(value["end"]),
        value["timezone"],
        value["precision"],
        value["rrule"],
        tuple(dt.date.fromisoformat(each) for each in value["exdates"]),
    )


def facts_json(facts: Facts) -> Json:
    return {
        "title": clean(facts.title),
        "when": when_json(facts.when),
        "phase": facts.phase,
        "place": facts.place and clean(facts.place),
        "status": facts.status,
        "kind": facts.kind,
        "categories": list(facts.categories),
        "organizer": facts.organizer,
        "contact": facts.contact,
        "price": facts.price,
        "url": facts.url,
        "previous_start": _start(facts.previous_start),
        "language": facts.language,
    }


def read_facts(value: Json) -> Facts:
    return Facts(
        value["title"],
        read_when(value["when"]),
        value["phase"],
        value["place"],
        value["status"],
        value["kind"],
        tuple(value["categories"]),
        value["organizer"],
        value["contact"],
        value["price"],
        value["url"],
        _read_start(value["previous_start"]),
        value["language"],
    )


def _spans_json(spans: tuple[Span, ...]) -> Json:
    return [[span.start, span.end] for span in spans]


def _read_spans(value: Json) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in value)


def mention_json(mention: Mention) -> Json:
    """All but what stands in columns of its own: id, at, pinned, article."""
    return {
        "facts": facts_json(mention.facts),
        "evidence": clean(mention.evidence),
        "confidence": mention.confidence,
        "spans": {field: _spans_json(spans) for field, spans in mention.spans.items()},
        "rules": list(mention.rules),
        "source": mention.source,
        "published": day(mention.published),
        "parent": mention.parent,
        "foreign_id": mention.foreign_id,
        **({"clock": mention.clock.isoformat("minutes")} if mention.clock else {}),
        "headline": clean(mention.headline),
        "beside": [clean(each) for each in mention.beside],
    }


def read_mention(value: Json, id: int, article: str, at: str, pinned: bool) -> Mention:
    return Mention(
        facts=read_facts(value["facts"]),
        article=article,
        evidence=value["evidence"],
        confidence=value["confidence"],
        spans={field: _read_spans(spans) for field, spans in value["spans"].items()},
        rules=tuple(value["rules"]),
        source=value["source"],
        published=read_day(value["published"]),
        parent=value["parent"],
        foreign_id=value["foreign_id"],
        id=id,
        headline=value["headline"],
        beside=tuple(value["beside"]),
        at=read_moment(at),
        pinned=bool(pinned),
        clock=dt.time.fromisoformat(value["clock"]) if "clock" in value else None,
    )


def article_json(article: Article) -> Json:
    return {
        "id": article.id,
        "headline": clean(article.headline),
        "kicker": article.kicker,
        "deck": article.deck,
        "bylines": list(article.bylines),
        "paragraphs": [
            [clean(each.text), each.kind, each.level, _spans_json(each.cells), each.confidence]
            for each in article.paragraphs
        ],
        "origin": [list(run) for run in article.origin.runs],
        "headline_origin": [list(run) for run in article.headline_origin.runs],
        "published": day(article.published),
        "url": article.url,
    }


def read_article(value: Json) -> Article:
    return Article(
        id=value["id"],
        headline=value["headline"],
        paragraphs=tuple(
            Paragraph(text, kind, level, _read_spans(cells), confidence)
            for text, kind, level, cells, confidence in value["paragraphs"]
        ),
        kicker=value["kicker"],
        deck=value["deck"],
        bylines=tuple(value["bylines"]),
        origin=SpanMap(tuple((a, b, c) for a, b, c in value["origin"])),
        headline_origin=SpanMap(tuple((a, b, c) for a, b, c in value["headline_origin"])),
        published=read_day(value["published"]),
        url=value["url"],
    )


def value_json(value: Any) -> Json:
    """A value of a Change or an Override, with its type where JSON has none."""
    if isinstance(value, When):
        return {"when": when_json(value)}
    if isinstance(value, dt.date):
        return {"start": value.isoformat()}
    if isinstance(value, tuple):
        return {"list": [value_json(each) for each in value]}
    if isinstance(value, str):
        return clean(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    raise TypeError(f"no JSON for a {type(value).__name__}")


def read_value(value: Json) -> Any:
    if isinstance(value, Mapping):
        if "when" in value:
            return read_when(value["when"])
        if "start" in value:
            return _read_start(value["start"])
        return tuple(read_value(each) for each in value["list"])
    return value


def changes_json(changes: tuple[Change, ...]) -> Json:
    return [[each.field, value_json(each.before), value_json(each.after)] for each in changes]


def read_changes(value: Json) -> tuple[Change, ...]:
    return tuple(Change(field, read_value(before), read_value(after)) for field, before, after in value)


def deflate(body: bytes) -> bytes:
    return zlib.compress(body, 6)


def inflate(body: bytes) -> bytes:
    return zlib.decompress(body)
