"""/articles/ID/why: an article read again before the reader's eyes, with the rules that fired and what was rejected."""

from __future__ import annotations

import difflib
from functools import lru_cache

from flask import Blueprint, Response, abort, make_response, render_template
from flask.typing import ResponseReturnValue

from feeds.errors import FeedsError
from feeds.records import Article, Entry, Reading
from feeds.store.store import Store, Stored
from feeds.web.app import library, request_config, t
from feeds.web.trying import TooBusy, Tried, problems, tried, turn

blueprint = Blueprint("explaining", __name__)


@blueprint.get("/articles/<id>/why")
def why(id: str) -> ResponseReturnValue:
    entry = library().entry(id)
    source = request_config().source(entry.source) if entry else None
    if entry is None or (source and source.show != "full"):
        abort(404)
    store = library().records
    stored = store.stored_page(entry.document) if isinstance(store, Store) else None
    if stored is None:
        abort(404, t("why_gone"))
    try:
        with turn():
            reading = _read(stored.id, _Page(stored))
    except TooBusy:
        abort(503, t("try_busy"))
    except FeedsError as error:
        abort(404, str(error))
    found = _same(entry, tried(reading))
    spans = [found.article.origin.runs] if found else []
    low = min((origin for runs in spans for _, origin, _ in runs), default=0)
    high = max((origin + length for runs in spans for _, origin, length in runs), default=0)
    near = [(problem, words) for problem, words in problems(reading) if low <= problem.span.start <= high]
    page: Response = make_response(
        render_template("why.html", entry=entry, reading=reading, each=found, problems=near, source=source)
    )
    page.headers["X-Robots-Tag"] = "noindex"
    return page


class _Page:
    """A stored page that is told apart by its id alone: what the cache below is asked with."""

    def __init__(self, stored: Stored) -> None:
        self.stored = stored

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Page) and other.stored.id == self.stored.id

    def __hash__(self) -> int:
        return hash(self.stored.id)


@lru_cache(maxsize=32)
def _read(id: str, page: _Page) -> Reading:
    """Today's rules are the rules of this process: the answer stays."""
    from feeds.pipeline.ingesting import read_page
    from feeds.pipeline.rereading import stored_page

    config = request_config()
    return read_page(stored_page(page.stored), page.stored.source, config.source(page.stored.source), config)


def _same(entry: Entry, read: list[Tried]) -> Tried | None:
    """The stored article among those of its page, as today's rules cut it."""

    def likeness(article: Article) -> float:
        if article.text == entry.article.text:
            return 2.0
        return difflib.SequenceMatcher(None, article.text[:500], entry.article.text[:500]).quick_ratio()

    return max(read, key=lambda each: likeness(each.article), default=None)
