"""What this site reads and how it fares; and the small files that machines ask for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from feeds.publishing import addresses
from feeds.web.app import library, request_config, source_title

if TYPE_CHECKING:
    from feeds.schedule import Status

blueprint = Blueprint("about", __name__)


@dataclass(frozen=True, slots=True)
class SourceState:
    name: str
    title: str
    licence: str
    articles: int
    events: int
    newest: dt.date | None
    #: How its readings go, when it is read by itself: a word of `feeds.schedule`, the last good one, and the next.
    word: str = ""
    good: dt.datetime | None = None
    next: dt.datetime | None = None


@blueprint.get("/about")
def about() -> ResponseReturnValue:
    shown = library().shown()
    events = [event for event in shown.events.values() if not event.hidden]
    return render_template(
        "about.html",
        states=_states(),
        articles=len(shown.entries),
        events=len(events),
        last_change=max((event.last_modified for event in events if event.revisions), default=None),
        generation=shown.generation,
        version=own_version(),
        feeds=request_config().feeds,
    )


def _states() -> list[SourceState]:
    """Every source that was read or is configured."""
    from feeds.pipeline.visits import moment

    shown = library().shown()
    names = [source.name for source in request_config().sources]
    names += sorted({entry.source for entry in shown.entries.values()} - set(names))
    read = {each.source.name: each for each in _readings()}
    made = []
    for name in names:
        entries = [entry for entry in shown.entries.values() if entry.source == name]
        told = {uid for entry in entries for uid in entry.events}
        source = request_config().source(name)
        newest = max((entry.published for entry in entries if entry.published), default=None)
        licence = source.licence if source else ""
        state = SourceState(name, source_title(name), licence, len(entries), len(told), newest)
        if reading := read.get(name):
            good, then = (moment(at) if at else None for at in (reading.state.good, reading.state.next))
            state = replace(state, word=reading.word.replace(" ", "_"), good=good, next=then)
        made.append(state)
    return made


def _readings() -> list[Status]:
    """The state of the sources of config.toml; what exactly went wrong is for the desk and the log, not for here."""
    from feeds.schedule import status
    from feeds.store import Store

    store = library().records
    return status(store, request_config()) if isinstance(store, Store) and request_config().sources else []


def own_version() -> str:
    try:
        return version("feeds")
    except PackageNotFoundError:
        return "0"


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Feeds and pages are there to be fetched; forms and the desk hold nothing for a crawler."""
    site = request_config().site.url
    closed = "".join(f"Disallow: {path}\n" for path in ("/review", "/api/", "/articles/*/why"))
    return Response(f"User-agent: *\n{closed}Allow: /\n\nSitemap: {site}/sitemap.xml\n", mimetype="text/plain")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """The newest 20,000 pages: a sitemap may hold 50,000."""
    shown, site = library().shown(), request_config().site
    events = sorted((e for e in shown.events.values() if not e.hidden and e.revisions), key=lambda e: e.last_modified)
    entries = sorted(shown.entries.values(), key=lambda entry: entry.updated)
    rows = [(f"{site.url}/", None), (f"{site.url}/news", None), (f"{site.url}/subscribe", None)]
    pages: list[tuple[str, dt.datetime | None]] = [*rows]
    pages += [(addresses.event(site, event.uid), event.last_modified) for event in events[-10_000:]]
    pages += [(addresses.article(site, entry.id), entry.updated) for entry in entries[-10_000:]]
    return Response(render_template("sitemap.xml", pages=pages), mimetype="application/xml")


@blueprint.get("/healthz")
def health() -> Response:
    """Whether the store answers, for whoever watches the process."""
    return Response(
        f"ok {library().records.generation()}\n", mimetype="text/plain", headers={"Cache-Control": "no-store"}
    )
