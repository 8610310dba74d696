"""Small newspapers for the tests of merging and the store: mentions, pages and readings written by hand."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from feeds.config import parse
from feeds.merging import Add, decide, standing
from feeds.merging.identity import mint_uid
from feeds.pipeline.ingesting import Page, Report, _store, page_digest
from feeds.records import (
    Article,
    Document,
    Event,
    Facts,
    Mention,
    Paragraph,
    Reading,
    Revision,
    SpanMap,
    When,
)
from feeds.store import Store

CONFIG = parse({}, None)
NOON = dt.datetime(2025, 1, 16, 4, tzinfo=dt.UTC)


def start(text: str) -> dt.date | dt.datetime:
    return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)


def when(
    first: str | None, last: str | None = None, *, rrule: str | None = None, zone: str = "Asia/Shanghai"
) -> When | None:
    """A time as people write it: `last` is the last day, inclusive, or a local time; "2025-06" is a month."""
    if first is None:
        return None
    if len(first) == 7:
        return When(dt.date.fromisoformat(first + "-01"), None, zone, "month")
    begun = start(first)
    ended = start(last) if last else None
    if ended is not None and not isinstance(ended, dt.datetime):
        ended += dt.timedelta(days=1)
    return When(begun, ended, zone, "time" if isinstance(begun, dt.datetime) else "day", rrule)


def told(
    title: str,
    first: str | None,
    last: str | None = None,
    *,
    paper: str = "2025-01-16",
    source: str = "日报",
    place: str | None = None,
    was: str | None = None,
    rrule: str | None = None,
    article: str = "",
    **more: Any,
) -> Mention:
    """What one paper says of one happening."""
    facts = {key: more.pop(key) for key in tuple(more) if key in ("status", "phase", "kind", "categories", "url")}
    published = dt.date.fromisoformat(paper) if paper else None
    return Mention(
        facts=Facts(
            title, when(first, last, rrule=rrule), place=place, previous_start=start(was) if was else None, **facts
        ),
        article=article or f"{source} {paper} {title}",
        evidence=more.pop("evidence", f"{title} {first or ''} {place or ''}"),
        confidence=more.pop("confidence", 0.9),
        source=source,
        published=published,
        at=more.pop("at", NOON),
        **more,
    )


def event(*mentions: Mention, **more: Any) -> Event:
    """The event that these mentions tell of."""
    first = Event(
        mint_uid("test", mentions[0].facts),
        mentions[0].facts,
        revisions=(Revision(0, NOON, because="first told", source=mentions[0].article),),
        **more,
    )
    return standing(first, tuple(replace(each, id=i) for i, each in enumerate(mentions, 1)))


def tell_all(*mentions: Mention) -> list[Event]:
    """Every mention decided on in turn, as the pipeline does, with all that is known before it."""
    known: list[Event] = []
    for i, mention in enumerate(mentions, 1):
        mention = replace(mention, id=i)
        decision = decide(mention, known)
        if isinstance(decision, Add):
            known.append(event(mention))
        elif hasattr(decision, "event"):
            index = known.index(decision.event)
            known[index] = standing(decision.event, (*decision.event.mentions, mention))
    return known


def article(id: str, headline: str, text: str) -> Article:
    return Article(
        id, headline, tuple(Paragraph(part) for part in text.split("\n\n")), origin=SpanMap(((0, 0, len(text)),))
    )


def page(source: str, paper: str | None, *articles: tuple[str, str, Iterable[Mention]]) -> Reading:
    """A page of (headline, text, mentions), as it would be read."""
    found, mentions, text = [], [], []
    for i, (headline, body, said) in enumerate(articles, 1):
        found.append(article(f"a{i}", headline, body))
        mentions += [replace(each, article=f"a{i}", at=None) for each in said]
        text.append(f"{headline}\n\n{body}")
    published = dt.date.fromisoformat(paper) if paper else None
    document = Document(source, "text/plain", "\n\n".join(text), "zh-Hans", published, "given" if paper else None)
    return Reading(document, tuple(found), tuple(mentions))


def tell(store: Store, reading: Reading, *, name: str = "", at: dt.datetime = NOON, body: bytes = b"") -> Report:
    """A reading told to the store as `ingest` tells it."""
    data = body or repr((reading.document.text, reading.mentions)).encode()
    given = Page(
        name or reading.document.source, data, source=reading.document.source, published=reading.document.published
    )
    report = Report()
    with store.writing() as writing:
        telling = _store(writing, reading, given, None, CONFIG, page_digest(given), at)
    if telling is not None:
        report.read = 1
        report.add(telling.changes)
        report.problems += telling.problems
    else:
        report.unchanged = 1
    return report


def gold(file: Path) -> Reading:
    """A page of the corpus as a perfect reader would read it."""
    record = json.loads(file.read_text("utf-8"))
    articles = tuple(article(each["id"], each["headline"], each["text"]) for each in record["articles"])
    mentions = tuple(
        told(
            each["title"],
            each["start"],
            each["end"],
            place=each["place"],
            was=each.get("previous_start"),
            rrule=each["rrule"],
            status=each["status"],
            kind=each["kind"],
            phase=each["phase"],
            article=each["article"],
            evidence=each["evidence"],
        )
        for each in record["events"]
    )
    text = "\n\n".join(each.headline + "\n\n" + each.text for each in articles)
    published = dt.date.fromisoformat(record["published"])
    return Reading(Document(record["source"], "text/plain", text, record["language"], published), articles, mentions)


def named(store: Store) -> dict[str, Event]:
    """Title -> event; of events of one title the last."""
    return {each.facts.title: each for each in store.events() if not each.hidden}
