"""/review/page: a page pasted or dropped at the desk, looked at, corrected, then stored and published."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from feeds.errors import FeedsError, SelectionError
from feeds.pipeline import correcting
from feeds.pipeline.correcting import Person
from feeds.records import Event, Mention, Reading
from feeds.store import Store
from feeds.web import login
from feeds.web.app import library, request_config, t
from feeds.web.trying import LIMIT, TooBusy, given_day, problems, tried, turn

blueprint = Blueprint("receiving", __name__, url_prefix="/page")

#: Fields that are corrected before the page is stored; the others are corrected on the event's own page.
FIELDS = ("title", "start", "end", "place")


@dataclass(frozen=True, slots=True)
class Given:
    """A page as it was handed in, carried from the look to the storing."""

    data: bytes
    name: str
    source: str | None
    published: dt.date | None

    @property
    def carried(self) -> str:
        return base64.b64encode(self.data).decode()


@blueprint.get("")
def form() -> ResponseReturnValue:
    return _page()


@blueprint.post("")
def look() -> ResponseReturnValue:
    try:
        given = _given()
        with turn():
            reading = _read(given)
    except TooBusy:
        return _page(error=t("try_busy"), code=503)
    except FeedsError as error:
        return _page(error=str(error), code=400)
    return _page(given=given, reading=reading)


@blueprint.post("/publish")
def publish() -> ResponseReturnValue:
    """Store the page, then what the form says of its events; the published feeds follow by themselves."""
    from feeds.pipeline import Page, ingest

    store = library().records
    assert isinstance(store, Store)
    try:
        given = _given()
        reading = _read(given)
        page = Page(given.name, given.data, source=given.source, published=given.published)
        report = ingest(store, [page], request_config(), clock=library().now)
    except FeedsError as error:
        return _page(error=str(error), code=400)
    if report.failed:
        return _page(given=given, error=report.failed[0][1], code=400)
    wrong = _correct(store, reading)
    if wrong:
        note(wrong, "wrong")
    if report.read:
        text = t("review_page_done", articles=report.entries_added, events=report.events_added)
    else:
        text = t("review_page_known")
    note(text, "publish")
    return redirect("/review?list=recent")


def note(text: str, category: str, uid: str = "") -> None:
    """A line for the next page; with a UID, the last act on that event can be taken back beside it."""
    flash(f"{uid}|{text}", category)


def _given() -> Given:
    file = request.files.get("file")
    carried, text = request.form.get("carried", ""), request.form.get("text", "").replace("\r\n", "\n")
    name = request.form.get("name", "").strip()
    data = text.encode()
    if carried:
        try:
            data = base64.b64decode(carried, validate=True)
        except (binascii.Error, ValueError):
            abort(400, "carried: is not what the form sent")
    elif file and file.filename:
        data, name = file.read(), name or file.filename
        file.close()
    if not data.strip():
        raise SelectionError("text", t("try_nothing"))
    if len(data) > LIMIT * 1024 * 1024:
        raise SelectionError("file", t("try_too_large", size=LIMIT))
    # A page without a name of its own is known by its words: handed in twice, it is the same page.
    name = name.replace("\\", "/").rsplit("/", 1)[-1][:120] or f"desk-{hashlib.sha256(data).hexdigest()[:12]}.txt"
    source = request.form.get("source") or None
    if source and request_config().source(source) is None:
        raise SelectionError("source", f"source: {source} is not in config.toml")
    return Given(data, name, source, given_day(request.form.get("published", "")))


def _read(given: Given) -> Reading:
    """The very reading that storing it will make."""
    from feeds.pipeline import Page
    from feeds.pipeline.ingesting import read_page, source_of

    page = Page(given.name, given.data, source=given.source, published=given.published)
    declared = source_of(page, request_config())
    return read_page(page, given.source or (declared.name if declared else given.name), declared, request_config())


def shown(mention: Mention) -> dict[str, str]:
    """A mention's fields as the form shows them."""
    from feeds.web.reviewing import values

    known = values(Event("", mention.facts))
    return {field: known[field] for field in FIELDS}


def _correct(store: Store, reading: Reading) -> str:
    """Apply what the form says of each event of the page; what cannot be is told and left as it was read."""
    person = Person(login.who() or "", library().now(), "")
    wrong = []
    for number, mention in enumerate(reading.mentions):
        event = _stored(mention)
        if event is None or f"title-{number}" not in request.form:
            continue
        if not request.form.get(f"keep-{number}"):
            correcting.hide(store, event.uid, person)
            continue
        known = shown(mention)
        given = {field: request.form.get(f"{field}-{number}", known[field]).strip() for field in FIELDS}
        said = {field: value or None for field, value in given.items() if value != known[field]}
        try:
            if said:
                correcting.correct(store, event.uid, said, person)
        except SelectionError as error:
            wrong.append(f"{mention.facts.title}: {error}")
    return "; ".join(wrong)


def _stored(mention: Mention) -> Event | None:
    """The event that this mention became part of."""
    for event in library().shown().events.values():
        for each in event.mentions:
            if (each.source, each.evidence) == (mention.source, mention.evidence) and each.facts == mention.facts:
                return event
    return None


def _page(
    *, given: Given | None = None, reading: Reading | None = None, error: str | None = None, code: int = 200
) -> ResponseReturnValue:
    page = render_template(
        "review_page.html", given=given, reading=reading, error=error, limit=LIMIT, shown=shown,
        sources=request_config().sources, text=request.form.get("text", ""),
        tried=tried(reading) if reading else (), problems=problems(reading) if reading else (),
    )  # fmt: skip
    return page, code
