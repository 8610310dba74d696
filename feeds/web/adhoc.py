"""Feeds that nobody named: /events.<ext> and /news.<ext> narrowed by a query, rendered when they are asked for.

An answer is kept under (generation, day, query), so that the same question costs once, here and after a reload. An
address that asks too many different questions is told to wait: rendering is what costs.
"""

from __future__ import annotations

import datetime as dt
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock

from flask import Blueprint, Response, abort, current_app, request
from flask.typing import ResponseReturnValue

from feeds.errors import SelectionError
from feeds.pipeline import manifest as folders
from feeds.publishing import items
from feeds.publishing.formats import FORMATS, Format, identity, moving, one, render
from feeds.publishing.selection import FLOOR, PARAMETERS, canonical, parse_selection, resolve
from feeds.publishing.setting import Paper, Setting
from feeds.records import Entry, Event, Feed, Selection
from feeds.web.app import library, request_config
from feeds.web.shelf import Sent, headers_of, preferred, refuse

blueprint = Blueprint("adhoc", __name__)

#: Bytes of answers kept, and different questions that one address may ask in a quarter of an hour.
KEPT = 32 * 1024 * 1024
QUESTIONS, SPAN = 120, 900.0
#: Beside the selection's own; those of items alone; the last page one may ask for.
MORE, ITEMS, PAGES = ("alarm", "since"), ("page",), 1000


@dataclass(frozen=True, slots=True)
class Kept:
    body: bytes
    etag: str


class Answers:
    """The least recently asked is forgotten first."""

    def __init__(self, room: int = KEPT) -> None:
        self.room, self.held = room, 0
        self._kept: OrderedDict[tuple[object, ...], Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[object, ...]) -> Kept | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
            return kept

    def put(self, key: tuple[object, ...], kept: Kept) -> None:
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = kept
            self.held += len(kept.body)
            while self.held > self.room and len(self._kept) > 1:
                self.held -= len(self._kept.popitem(last=False)[1].body)


class Patience:
    """How many different questions an address has asked lately."""

    def __init__(self, questions: int = QUESTIONS, span: float = SPAN, clock: Callable[[], float] = time.monotonic):
        self.questions, self.span, self.clock = questions, span, clock
        self._asked: OrderedDict[str, OrderedDict[str, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, address: str, question: str) -> int:
        """Seconds until this question may be asked; 0 when it may be now."""
        now = self.clock()
        with self._lock:
            asked = self._asked.setdefault(address, OrderedDict())
            self._asked.move_to_end(address)
            while asked and now - next(iter(asked.values())) >= self.span:
                asked.popitem(last=False)
            if question in asked:
                return 0
            if len(asked) >= self.questions:
                return max(1, int(self.span - (now - next(iter(asked.values())))) + 1)
            asked[question] = now
            while len(self._asked) > 10_000:
                self._asked.popitem(last=False)
            return 0


@blueprint.record_once
def _begin(state: object) -> None:
    app = state.app  # type: ignore[attr-defined]
    app.extensions["answers"] = Answers()
    app.extensions["patience"] = Patience()


@blueprint.route("/<name>.<extension>", methods=["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"])
def feed(name: str, extension: str) -> ResponseReturnValue:
    config = request_config()
    made, found = FORMATS.get(extension), config.feed(name)
    if made is None or found is None or found.content not in made.contents:
        abort(404)
    if request.method not in ("GET", "HEAD"):
        return _refused()
    asked, setting = _asked(found, made)
    kept = _kept(asked, setting, made)
    return _answer(kept, made, f"{name}.{extension}", _changed_at(asked))


@blueprint.get("/events/<uid>.ics")
def download(uid: str) -> ResponseReturnValue:
    """One event to put into a calendar: the only answer that is a file to be saved."""
    event = library().shown().events.get(uid)
    if event is None or event.hidden or event.facts.when is None:
        abort(404)
    body = one(event, _setting(Feed("events", event.facts.title), ""))
    if not body:
        abort(404)
    response = Response(body, mimetype="text/calendar")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{"".join(c for c in uid if c.isalnum())[:40]}.ics"'
    )
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    return response.make_conditional(request)


@dataclass(frozen=True, slots=True)
class Asked:
    feed: Feed
    #: Only what changed at this moment or later.
    since: dt.datetime | None


def _asked(feed: Feed, made: Format) -> tuple[Asked, Setting]:
    """The feed that the query narrows "events" or "news" to; a named feed is what config.toml says."""
    narrowing = feed.name in ("events", "news")
    known = (*(PARAMETERS if narrowing else ()), *MORE, *(ITEMS if made.newest_first else ()))
    for name in request.args:
        if name not in known:
            raise SelectionError(name, f"{name}: no such parameter here; there are {', '.join(known)}")
    selection, parts = feed.selection, []
    if narrowing:
        asked = parse_selection(request.args)
        parts.append(canonical(asked))
        selection = asked if asked.confidence is not None else replace(asked, confidence=feed.selection.confidence)
    alarm = _alarm()
    if alarm:
        parts.append(f"alarm={alarm}")
        feed = replace(feed, alarm=alarm)
    since = _since()
    if since:
        parts.append(f"since={since:%Y-%m-%dT%H:%M:%SZ}")
    feed = replace(feed, selection=selection)
    return Asked(feed, since), replace(_setting(feed, "&".join(filter(None, parts))), page=_page())


def _page() -> int:
    """Which page of a feed that is longer than its budget (RFC 5005)."""
    text = request.args.get("page") or "1"
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= PAGES):
        raise SelectionError("page", f'page: "{text[:40]}" is no whole number from 1 to {PAGES}')
    return int(text)


def _setting(feed: Feed, query: str) -> Setting:
    config = request_config()
    papers = {source.name: Paper(source.title, source.show, source.licence) for source in config.sources}
    return Setting(config.site, feed, papers, query=query)


def _alarm() -> str | None:
    from feeds.config import alarm

    text = request.args.get("alarm")
    if not text:
        return None
    try:
        return alarm(text, None)  # type: ignore[arg-type]
    except ValueError as error:
        raise SelectionError("alarm", f'alarm: "{text}" {error}') from None


def _since() -> dt.datetime | None:
    text = request.args.get("since")
    if not text:
        return None
    try:
        moment = dt.datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        day = resolve("since", text, library().today())
        moment = dt.datetime(day.year, day.month, day.day)
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)


def _kept(asked: Asked, setting: Setting, made: Format) -> Kept:
    shown, today = library().shown(), library().today()
    key = (shown.generation, today, asked.feed.name, made.extension, setting.query_of(setting.page))
    answers: Answers = current_app.extensions["answers"]
    kept = answers.get(key)
    if kept is not None:
        return kept
    if setting.query_of(setting.page):
        wait = current_app.extensions["patience"].wait(request.remote_addr or "", f"{key[2:]}")
        if wait:
            response = Response(
                f"Too many different questions; ask again in {wait} seconds.\n", 429, mimetype="text/plain"
            )
            response.headers["Retry-After"] = str(wait)
            response.headers["Access-Control-Allow-Origin"] = "*"
            abort(response)
    body, etag = render(made, setting, _records(asked), today, failed=_left_out)
    kept = Kept(body, etag)
    answers.put(key, kept)
    return kept


def _left_out(record: Event | Entry, error: Exception) -> None:
    current_app.logger.error("%s: cannot be told and is left out", identity(record), exc_info=error)


def _records(asked: Asked) -> list[Event | Entry]:
    selection: Selection = asked.feed.selection
    if asked.feed.content == "news":
        entries = library().select_entries(selection)
        return [each for each in entries if asked.since is None or each.updated >= asked.since]
    from feeds.publishing.formats import selection_of

    events = [event for event in library().select(selection_of(asked.feed), asked.feed.cancelled) if event.revisions]
    return [each for each in events if asked.since is None or each.last_modified >= asked.since]


def _changed_at(asked: Asked) -> dt.datetime | None:
    """When the unnarrowed feed last changed, or the day turned: at that moment or before, this one did.

    None when nothing says so, because it holds what no published feed holds.
    """
    floor = asked.feed.selection.confidence
    if asked.feed.content != "news" and (FLOOR if floor is None else floor) < FLOOR:
        return None
    made = folders.read(request_config().published)
    if made is None or made.generation != library().shown().generation:
        return None
    beginning = f"{asked.feed.name}."
    times = [file.changed_at for path, file in made.files.items() if path.startswith(beginning)]
    if moving(asked.feed):
        setting = _setting(asked.feed, "")
        times.append(items.moment(made.day, None, setting).astimezone(dt.UTC))
    return max(times, default=None)


def _answer(kept: Kept, made: Format, path: str, changed_at: dt.datetime | None) -> Response:
    from werkzeug.http import http_date

    site = request_config().site
    response = Response(kept.body, content_type=made.media_type)
    response.headers.extend(headers_of(site, "archive/", http_date(changed_at) if changed_at else None, site.refresh))
    response.headers["Expires"] = http_date(library().now() + dt.timedelta(seconds=site.refresh))
    etag, coding = kept.etag, next(iter(preferred(request.headers.get("Accept-Encoding", ""))), None)
    if coding and len(kept.body) > 500:
        from feeds.pipeline.encodings import ENCODERS

        answers: Answers = current_app.extensions["answers"]
        key = (kept.etag, coding)
        encoded = answers.get(key)
        if encoded is None:
            encoded = Kept(ENCODERS[coding](kept.body), f"{kept.etag}-{coding}")
            answers.put(key, encoded)
        response.set_data(encoded.body)
        response.headers["Content-Encoding"] = coding
        etag = encoded.etag
    response.set_etag(etag)
    response.make_conditional(request)
    return response


def _refused() -> Response:
    """As the shelf refuses."""
    status, headers, body = refuse(request.method)
    assert not isinstance(body, Sent)
    return Response(body, status=status, headers=headers)
