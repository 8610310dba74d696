"""/try: what would be read from a page, at once and without storing anything."""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Blueprint, current_app, render_template, request
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from feeds.errors import FeedsError, SelectionError
from feeds.records import Article, Document, Mention, Problem, Reading, Rejection, Span
from feeds.web import marking
from feeds.web.adhoc import Patience
from feeds.web.app import request_config, t

blueprint = Blueprint("trying", __name__)

#: Megabytes of a page that may be tried.
LIMIT = 4
#: Different pages that one address may try in a quarter of an hour.
TRIES = 60
#: Pages read at a time in one process; who comes later is told to wait.
_turns = threading.BoundedSemaphore(2)


class TooBusy(Exception):
    """Others are being read just now."""


@contextmanager
def turn() -> Iterator[None]:
    """A turn at reading; TooBusy when none comes free soon."""
    if not _turns.acquire(timeout=10):
        raise TooBusy
    try:
        yield
    finally:
        _turns.release()


@dataclass(frozen=True, slots=True)
class Tried:
    """One article as it was read, with what was found in it."""

    article: Article
    mentions: dict[int, Mention]
    paragraphs: list[marking.Marked]
    rejections: list[Rejection]


@blueprint.record_once
def _begin(state: BlueprintSetupState) -> None:
    state.app.extensions["tries"] = Patience(TRIES)


@blueprint.get("/try")
def form() -> ResponseReturnValue:
    return _page()


@blueprint.post("/try")
def read() -> ResponseReturnValue:
    request.max_content_length = LIMIT * 1024 * 1024 + 65536
    text = request.form.get("text", "")
    file = request.files.get("file")
    data = text.replace("\r\n", "\n").encode()
    if file and file.filename:
        data = file.read()
        file.close()
    if not data.strip():
        return _page(error=t("try_nothing"), code=400)
    if len(data) > LIMIT * 1024 * 1024:
        return _page(error=t("try_too_large", size=LIMIT), code=413)
    name = (file.filename if file and file.filename else "page.txt") or "page.txt"
    given = request.form.get("published", "").strip()
    try:
        published = given_day(given)
    except SelectionError as error:
        return _page(error=str(error), text=text, code=400)
    patience: Patience = current_app.extensions["tries"]
    if wait := patience.wait(request.remote_addr or "", hashlib.sha256(data).hexdigest()):
        return _page(error=t("try_often", seconds=wait), text=text, code=429)
    try:
        with turn():
            reading = _read(data, name, published)
    except TooBusy:
        return _page(error=t("try_busy"), text=text, code=503)
    except FeedsError as error:
        return _page(error=str(error), text=text, code=400)
    return _page(reading=reading, text=text, given=given)


def given_day(text: str) -> dt.date | None:
    """The publication date of a form, which may be left empty."""
    try:
        return dt.date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise SelectionError("published", f'published: "{text}" is no day; write one like 2025-01-18') from None


def _read(data: bytes, name: str, published: dt.date | None) -> Reading:
    from feeds.pipeline import Page
    from feeds.pipeline.ingesting import read_page

    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    return read_page(Page(name, data, published=published), name, None, request_config())


def _page(
    *, reading: Reading | None = None, text: str = "", given: str = "", error: str | None = None, code: int = 200
) -> ResponseReturnValue:
    page = render_template(
        "try.html", reading=reading, text=text, given=given, error=error, limit=LIMIT,
        tried=tried(reading) if reading else (), problems=problems(reading) if reading else (),
    )  # fmt: skip
    return page, code


def tried(reading: Reading) -> list[Tried]:
    """Articles in order; events are numbered through the whole page."""
    numbers = {id(mention): number for number, mention in enumerate(reading.mentions, start=1)}
    made = []
    for article in reading.articles:
        mine = [mention for mention in reading.mentions if mention.article == article.id]
        found = [mark for m in mine for mark in marking.marks(article, m, numbers[id(m)])]
        made.append(
            Tried(
                article=article,
                mentions={numbers[id(mention)]: mention for mention in mine},
                paragraphs=marking.marked(article, found),
                rejections=[rejection for rejection in reading.rejections if rejection.article == article.id],
            )
        )
    return made


def problems(reading: Reading) -> list[tuple[Problem, str]]:
    """What could not be settled, each with the words it is about."""
    every = dict.fromkeys((*reading.document.problems, *reading.problems))
    return [(problem, quote(reading.document, problem.span)) for problem in every]


def quote(document: Document, span: Span) -> str:
    """The words of a span with a little around them."""
    before, after = max(0, span.start - 12), min(len(document.text), span.end + 12)
    return ("…" if before else "") + " ".join(document.text[before:after].split()) + "…"
