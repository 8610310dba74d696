"""/api: the JSON API. Events are looked at and corrected, pages are handed in; /api/openapi.json says how.

Every act is the same override as on the command line. Who acts is who the bearer token was made for.
"""

from __future__ import annotations

import datetime as dt
import json
from contextlib import closing
from hashlib import sha256
from typing import Any

from flask import Blueprint, Flask, Response, current_app, g, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, NotFound

from feeds.config import language, zone
from feeds.errors import SelectionError, StoreError, UnknownEvent
from feeds.pipeline import correcting
from feeds.pipeline.correcting import Person
from feeds.publishing.plain import entry_data, event_data
from feeds.publishing.selection import PARAMETERS, parse_selection
from feeds.store import Store
from feeds.web import mistakes, openapi
from feeds.web.app import library, request_config
from feeds.web.throttle import Memory, Meter

blueprint = Blueprint("api", __name__, url_prefix="/api")

#: A page over this is not taken; an act's JSON needs far less.
MAX_PAGE, MAX_JSON = 32 * 1024 * 1024, 64 * 1024
#: Requests a minute of one token (in each worker process), pages a minute among them (in all), and refused requests
#: a minute of one address (in all).
RATES = {"requests": 600, "pages": 60, "refused": 30}
#: Events in one answer, unless `limit` says fewer, and at the most.
USUAL, MOST = 100, 1000


class Refused(Exception):
    """An answer that is an error: its code, what was wrong, and headers that go with it."""

    def __init__(self, code: int, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.code, self.headers = code, headers or {}


# --- who asks, and how often ------------------------------------------------------------------------------------


@blueprint.record_once
def _prepare(state: Any) -> None:
    app: Flask = state.app
    app.extensions["api_meter"], app.extensions["api_requests"] = Meter(), Memory()
    app.config.setdefault("FEEDS_API_RATES", RATES)


def limit(kind: str, who: str, *, look: bool = False) -> None:
    """All processes count together what guessing and handing in cost; plain requests each counts for itself."""
    rate: int = current_app.config["FEEDS_API_RATES"][kind]
    ledger = current_app.extensions["api_requests"] if kind == "requests" else store()
    wait = current_app.extensions["api_meter"].take(ledger, f"{kind} {who}", rate, look=look)
    if wait:
        seconds = str(int(wait) + 1)
        message = f"more than {rate} {kind} a minute; try again in {seconds} seconds"
        raise Refused(429, message, {"Retry-After": seconds})


@blueprint.before_request
def _guard() -> None:
    if request.endpoint == "api.document_of_itself":
        return
    address = request.remote_addr or ""
    limit("refused", address, look=True)
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    owner = store().token_owner(sha256(token.strip().encode()).hexdigest()) if scheme.lower() == "bearer" else None
    if owner is None:
        limit("refused", address)
        message = "this needs a token: Authorization: Bearer TOKEN (feeds token add NAME makes one)"
        raise Refused(401, message, {"WWW-Authenticate": 'Bearer realm="feeds"'})
    g.owner = owner
    limit("requests", owner)


@blueprint.after_request
def _private(response: Response) -> Response:
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def store() -> Store:
    found = library().records
    assert isinstance(found, Store), "the API writes into a store"
    return found


# --- answers ----------------------------------------------------------------------------------------------------


def answer(value: Any, code: int = 200, headers: dict[str, str] | None = None) -> Response:
    body = json.dumps(value, ensure_ascii=False)
    return Response(body + "\n", code, {"Content-Type": "application/json", **(headers or {})})


def mistake(code: int, message: str, headers: dict[str, str] | None = None, **more: Any) -> Response:
    return answer({"error": message, **more}, code, headers)


@blueprint.errorhandler(Refused)
def refused(error: Refused) -> Response:
    return mistake(error.code, str(error), error.headers)


@blueprint.errorhandler(UnknownEvent)
def unknown(error: UnknownEvent) -> Response:
    return mistake(404, str(error))


@blueprint.errorhandler(SelectionError)
def bad(error: SelectionError) -> Response:
    return mistake(400, str(error), parameter=error.parameter)


@blueprint.errorhandler(StoreError)
def broken(error: StoreError) -> Response:
    return mistake(503, str(error))


@blueprint.app_errorhandler(404)
@blueprint.app_errorhandler(405)
@blueprint.app_errorhandler(413)
def elsewhere(error: HTTPException) -> Response:
    """Of a path or method that no route has, which no blueprint's own handler hears of."""
    if not request.path.startswith("/api/"):
        return mistakes.http_error(error)
    headers = {name: value for name, value in error.get_headers() if name == "Allow"}
    return mistake(error.code or 500, openapi.WORDS[error.code or 404], headers)


# --- events -------------------------------------------------------------------------------------------------------


@blueprint.get("/openapi.json")
def document_of_itself() -> ResponseReturnValue:
    config = request_config()
    response = answer(openapi.document(config.site.url, config.site.title))
    response.headers["Cache-Control"] = "public, max-age=300"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@blueprint.get("/events")
def list_events() -> ResponseReturnValue:
    known = {*PARAMETERS, "limit", "offset", "hidden"}
    for name in request.args:
        if name not in known:
            raise SelectionError(name, f"{name}: no such parameter; known are {', '.join(sorted(known))}")
        if "\0" in request.args[name]:
            raise SelectionError(name, f"{name}: holds a NUL; leave it out")
    selection = parse_selection({name: request.args.getlist(name) for name in PARAMETERS if name in request.args})
    most, first = _whole("limit", USUAL, 1, MOST), _whole("offset", 0, 0, 10**9)
    hidden = request.args.get("hidden", "false")
    if hidden not in ("true", "false"):
        raise SelectionError("hidden", f'hidden: "{hidden}" is neither true nor false')
    found = library().select(selection)
    if hidden == "true":
        found = [*found, *(event for event in library().shown().events.values() if event.hidden)]
    return answer({"total": len(found), "events": [event_data(event) for event in found[first : first + most]]})


def _whole(name: str, default: int, low: int, high: int) -> int:
    text = request.args.get(name)
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or not low <= int(text[:12]) <= high:
        raise SelectionError(name, f'{name}: "{text[:40]}" is no whole number from {low} to {high}')
    return int(text)


@blueprint.get("/events/<uid>")
def show_event(uid: str) -> ResponseReturnValue:
    return answer(event_data(store().event(plain(uid))))


def plain(uid: str) -> str:
    """A UID as a database can be asked for it."""
    if "\0" in uid or not uid.isprintable():
        raise UnknownEvent(f"{uid!r}: no such event")
    return uid


@blueprint.get("/events/<uid>/history")
def history(uid: str) -> ResponseReturnValue:
    event = store().event(plain(uid))
    acts = [
        {
            "act": act.id,
            "kind": act.kind,
            "field": act.field or None,
            "who": act.who,
            "at": act.at.isoformat(),
            "because": act.because,
            "undone": act.undone.isoformat() if act.undone else None,
            "undone_by": act.undone_by,
        }
        for act in store().history(event.uid)
    ]
    revisions = [
        {
            "sequence": each.sequence,
            "at": each.at.isoformat(),
            "because": each.because,
            "changed": [change.field for change in each.changes],
        }
        for each in event.revisions
    ]
    return answer({"uid": event.uid, "revisions": revisions, "acts": acts})


@blueprint.patch("/events/<uid>")
def correct(uid: str) -> ResponseReturnValue:
    said = body(openapi.CORRECTION)
    because = said.pop("because", "")
    return answer(event_data(correcting.correct(store(), plain(uid), said, person(because))))


@blueprint.post("/events/<uid>/<any(hide, unhide, confirm, cancel):act>")
def do(uid: str, act: str) -> ResponseReturnValue:
    said = body(openapi.REASON)
    return answer(event_data(getattr(correcting, act)(store(), plain(uid), person(said.get("because", "")))))


@blueprint.post("/events/<uid>/merge")
def merge(uid: str) -> ResponseReturnValue:
    said = body(openapi.MERGE)
    store().event(plain(uid))
    try:
        kept = correcting.merge(store(), plain(uid), plain(said["into"]), person(said.get("because", "")))
    except UnknownEvent as error:
        raise SelectionError("into", str(error)) from None
    return answer(event_data(kept))


@blueprint.post("/events/<uid>/split")
def split(uid: str) -> ResponseReturnValue:
    said = body(openapi.SPLIT)
    who = person(said.get("because", ""))
    made = correcting.split(store(), plain(uid), said["mentions"], request_config().site.id, who)
    return answer(event_data(made), 201)


@blueprint.post("/events/<uid>/undo")
def undo(uid: str) -> ResponseReturnValue:
    said = body(openapi.UNDO)
    correcting.undo(store(), plain(uid), person(said.get("because", "")), said.get("act"))
    return answer(event_data(store().event(plain(uid))))


def person(because: str) -> Person:
    return Person(g.owner, library().now(), " ".join(because.split()))


def body(schema: dict[str, Any]) -> dict[str, Any]:
    """The JSON object that was sent, checked against what the OpenAPI document says of it."""
    data = request.get_data(cache=False) if (request.content_length or 0) <= MAX_JSON else b" " * (MAX_JSON + 1)
    if len(data) > MAX_JSON:  # also when its length was not told
        raise Refused(413, f"the body is over {MAX_JSON // 1024} KiB; send less")
    if data and request.mimetype != "application/json":
        raise Refused(415, "the body must be JSON: Content-Type: application/json")
    try:
        said = json.loads(data) if data else {}
    except (ValueError, RecursionError):
        raise Refused(400, "the body is no JSON; send one object") from None
    if wrong := openapi.wrong(said, schema):
        raise SelectionError(*wrong)
    assert isinstance(said, dict)
    return said


# --- documents ------------------------------------------------------------------------------------------------------

#: Query parameters of a page that is handed in.
OF_PAGE = ("name", "source", "published", "language", "timezone", "url")


@blueprint.post("/documents")
def push() -> ResponseReturnValue:
    """A page, as its bytes or as the file of a form: read, stored and, within moments, published."""
    from feeds.pipeline import Page, ingest

    limit("pages", g.owner)
    if (request.content_length or 0) > MAX_PAGE:
        raise Refused(413, f"the page is over {MAX_PAGE // 2**20} MiB; split it")
    said = _of_page()
    data, called, media_type = _sent()
    name = said.get("name") or called or f"api-{sha256(data).hexdigest()[:16]}"
    page = Page(
        name=name,
        data=data,
        source=said.get("source"),
        media_type=media_type,
        url=said.get("url"),
        published=dt.date.fromisoformat(said["published"]) if "published" in said else None,
        language=said.get("language"),
        timezone=said.get("timezone"),
    )
    report = ingest(store(), [page], request_config(), clock=library().now)
    if report.failed:
        return mistake(422, report.failed[0][1])
    done = {
        "read": bool(report.read),
        "articles": {"added": report.entries_added, "changed": report.entries_changed},
        "events": {"added": report.events_added, "changed": report.events_updated, "kept": report.events_kept},
        "changed": [event_data(each.after) for each in report.changed],
        "problems": [each.message for each in report.problems],
    }
    return answer(done, 201 if report.read else 200)


def _sent() -> tuple[bytes, str, str | None]:
    """The bytes of the page, the name and the media type that came with them."""
    if request.mimetype != "multipart/form-data":
        return request.get_data(cache=False), "", request.mimetype or None
    files = [file for file in request.files.values() if file.filename]
    if len(files) != 1:
        raise SelectionError("file", "file: a form hands in one page, as its one file")
    with closing(files[0]) as file:
        called = " ".join((file.filename or "").replace("\\", "/").rsplit("/", 1)[-1].split())[:200]
        # A browser guesses the type by the name; a type it does not know says nothing.
        return file.read(), called if called.isprintable() else "", file.mimetype or None


def _of_page() -> dict[str, str]:
    """The query of a page, checked."""
    config = request_config()
    said = {}
    for name, value in request.args.items():
        if name not in OF_PAGE:
            raise SelectionError(name, f"{name}: no such parameter; known are {', '.join(OF_PAGE)}")
        if not value or len(value) > 500 or not value.isprintable():
            raise SelectionError(name, f"{name}: must be 1 to 500 printable characters")
        said[name] = value
    try:
        if "published" in said and dt.date.fromisoformat(said["published"]).isoformat() != said["published"]:
            raise ValueError
    except ValueError:
        raise SelectionError("published", f'published: "{said["published"]}" is no day; write 2025-01-16') from None
    for name, check in (("language", language), ("timezone", zone)):
        try:
            if name in said:
                check(said[name], config.published)
        except ValueError as error:
            raise SelectionError(name, f'{name}: "{said[name]}" {error}') from None
    if "source" in said and config.source(said["source"]) is None:
        raise SelectionError("source", f'source: "{said["source"]}" is not in config.toml')
    if "url" in said and not said["url"].startswith(("http://", "https://")):
        raise SelectionError("url", f'url: "{said["url"]}" is no address; write one like https://example.org/page')
    return said


@blueprint.get("/documents/<id>")
def show_document(id: str) -> ResponseReturnValue:
    found = store().document(id) if id.isprintable() else None
    if found is None:
        raise NotFound
    return answer(
        {
            "id": id,
            "source": found.source,
            "media_type": found.media_type,
            "language": found.language,
            "published": found.published.isoformat() if found.published else None,
            "published_from": found.published_from,
            "title": found.title,
            "url": found.url,
            "text": found.text,
            "articles": [entry_data(entry) for entry in store().entries_of(id)],
            "problems": [each.message for each in found.problems],
        }
    )
