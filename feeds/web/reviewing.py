"""/review: what is doubtful or has just changed, beside its words; accepted, corrected, hidden, taken back by people.

Every act is the same override as on the command line, and so is seen in the history and survives re-reading.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from feeds.errors import SelectionError, UnknownEvent
from feeds.pipeline import correcting
from feeds.pipeline.correcting import Person
from feeds.publishing.selection import FLOOR
from feeds.records import Event
from feeds.store import Store
from feeds.store.store import Action
from feeds.web import login, marking, receiving
from feeds.web.app import library, request_config, t
from feeds.web.details import Evidence, Told, evidence, told

blueprint = Blueprint("reviewing", __name__, url_prefix="/review")
blueprint.register_blueprint(receiving.blueprint)

#: Rows of a list; the rest waits for its turn.
ROWS = 50
LISTS = ("waiting", "recent", "hidden")
#: Fields of the form, as `correcting.correct` names them.
FIELDS = (
    *("title", "start", "end", "place", "status", "kind", "phase", "categories"),
    *("organizer", "contact", "price", "url", "rrule"),
)


@dataclass(frozen=True, slots=True)
class Case:
    """One event on the desk, with why it lies there."""

    event: Event
    #: Under the floor.
    doubtful: bool
    #: What a page changed since a person last said anything; None when nothing.
    change: Told | None
    evidence: list[Evidence]


# --- coming in, and leaving -------------------------------------------------------------------------------------


@blueprint.before_request
def _guard() -> ResponseReturnValue | None:
    if not login.password_hash(request_config()):
        abort(404)
    if request.endpoint in ("reviewing.login_page", "reviewing.log_in"):
        return None
    if login.who() is None:
        if request.method == "POST":
            abort(403, t("review_expired"))
        here = request.full_path.rstrip("?")
        return redirect(url_for("reviewing.login_page", to=here if here != "/review" else None))
    if request.method == "POST":
        login.check_token()
    return None


@blueprint.after_request
def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@blueprint.context_processor
def _desk() -> dict[str, object]:
    return {"token": login.token, "who": login.who()}


@blueprint.get("/login")
def login_page() -> ResponseReturnValue:
    return render_template("review_login.html", error=None)


@blueprint.post("/login")
def log_in() -> ResponseReturnValue:
    login.check_token()
    address = request.remote_addr or ""
    if wait := login.guesses().wait(_store(), address):
        page = render_template("review_login.html", error=t("review_wait", seconds=wait))
        return page, 429, {"Retry-After": str(wait)}
    name = " ".join(request.form.get("who", "").split())[:60]
    if not name or not login.check(request_config(), request.form.get("password", "")):
        login.guesses().failed(_store(), address)
        return render_template("review_login.html", error=t("review_wrong")), 403
    login.guesses().succeeded(_store(), address)
    session.clear()
    session.permanent = True
    session["who"] = name
    return redirect(inside(request.args.get("to")))


@blueprint.post("/logout")
def log_out() -> ResponseReturnValue:
    session.clear()
    return redirect("/")


def inside(to: str | None) -> str:
    """An address of the desk, or its front: never another site's."""
    parts = urlsplit(to or "")
    if to and not parts.netloc and not parts.scheme and parts.path.startswith("/review") and "\\" not in to:
        return to
    return "/review"


# --- what waits -------------------------------------------------------------------------------------------------


@blueprint.get("")
def desk() -> ResponseReturnValue:
    name = request.args.get("list", "waiting")
    if name not in LISTS:
        raise SelectionError("list", f"list: {name} is none of {', '.join(LISTS)}")
    cases = {each: _cases(each) for each in LISTS}
    shown = [_with_evidence(case) for case in cases[name][:ROWS]]
    return render_template(
        "review.html", cases=shown, list=name, counts={each: len(found) for each, found in cases.items()}, floor=FLOOR
    )


def _cases(name: str) -> list[Case]:
    """What happens soonest first; what is over last."""
    today = library().today()
    events = library().shown().events.values()
    if name == "hidden":
        found = [Case(e, False, None, []) for e in events if e.hidden and not _merged(e)]
    elif name == "recent":
        since = library().now() - dt.timedelta(days=7)
        found = [Case(e, False, None, []) for e in events if not e.hidden and e.revisions and e.created >= since]
    else:
        found = [case for e in events if not e.hidden and (case := _waiting(e))]

    def order(case: Case) -> tuple[bool, int, str]:
        when = case.event.facts.when
        day = when.first_day if when else today
        return day < today and not (when and when.rrule), abs((day - today).days), case.event.uid

    return sorted(found, key=order)


def _waiting(event: Event) -> Case | None:
    """Whether a person should look: nobody did since it was read with doubt, or since a page changed it."""
    said = max((override.at for override in event.overrides), default=None)
    doubtful = event.confidence < FLOOR and event.facts.when is not None and said is None
    later = [each for each in event.revisions if each.sequence and not each.source.startswith("person:")]
    fresh = later[-1] if later and (said is None or later[-1].at > said) else None
    return Case(event, doubtful, told(fresh) if fresh else None, []) if doubtful or fresh else None


def _merged(event: Event) -> bool:
    return not event.mentions and any(change.field == "merged_into" for r in event.revisions for change in r.changes)


def _with_evidence(case: Case) -> Case:
    return replace(case, evidence=evidence(case.event))


@blueprint.get("/problems")
def problems() -> ResponseReturnValue:
    """What could not be settled, for a person to look at: beside the page it stands in, when there is one."""
    documents = {entry.document: entry for entry in reversed(list(library().shown().entries.values()))}
    noted = [(each, documents.get(each.document or "")) for each in _store().problems(200)]
    return render_template("review_problems.html", noted=noted)


@blueprint.get("/events/<uid>")
def case(uid: str) -> ResponseReturnValue:
    return _case_page(_event(uid))


def _case_page(event: Event, error: SelectionError | None = None) -> ResponseReturnValue:
    mention = event.mentions[-1] if event.mentions else None
    entry = library().entry(mention.article) if mention else None
    marks = marking.marks(entry.article, mention, 1) if entry and mention else []
    found = _waiting(event)
    page = render_template(
        "review_event.html",
        event=event,
        values={**values(event), **({k: request.form.get(k, "") for k in FIELDS} if error else {})},
        error=error,
        entry=entry,
        paragraphs=marking.marked(entry.article, marks) if entry else [],
        evidence=evidence(event),
        waiting=found,
        acts=[act for act in reversed(_store().history(event.uid)) if act.kind],
        history=[told(revision) for revision in reversed(event.revisions)],
        near=_near(event),
        act_words=act_words,
    )
    return page, 400 if error else 200


def values(event: Event) -> dict[str, str]:
    """The facts as the form shows them: days inclusive, as people say them."""
    facts, when = event.facts, event.facts.when
    start = end = ""
    if when is not None:
        start = when.start.isoformat(timespec="minutes") if isinstance(when.start, dt.datetime) else str(when.start)
        if isinstance(when.end, dt.datetime):
            end = when.end.isoformat(timespec="minutes")
        elif when.end is not None:
            end = when.last_day.isoformat()
    return {
        **{name: getattr(facts, name) or "" for name in FIELDS if name not in ("start", "end", "categories", "rrule")},
        "start": start,
        "end": end,
        "categories": ", ".join(facts.categories),
        "rrule": (when.rrule if when else None) or "",
    }


def act_words(act: Action) -> str:
    """What a person did, in the reader's words."""
    if act.kind == "set" and act.field in ("hidden", "confirmed"):
        yes = bool(act.value)
        return t({"hidden": "review_did_hide" if yes else "review_did_show"}.get(act.field, "review_did_accept"))
    if act.kind == "set":
        from feeds.web.details import value_words

        value = act.value
        if act.field == "end" and isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            value -= dt.timedelta(days=1)
        return f"{t(act.field)} → {value_words(value)}"
    return t("review_did_merge" if act.kind == "merge" else "review_did_split")


def _near(event: Event) -> list[Event]:
    """Others that may be the same happening: within a week of it."""
    when = event.facts.when
    if when is None:
        return []
    week = dt.timedelta(days=7)
    return [
        other
        for other in library().shown().events.values()
        if other.uid != event.uid
        and not other.hidden
        and other.facts.when
        and abs(other.facts.when.first_day - when.first_day) <= week
    ][:100]


# --- what people do ---------------------------------------------------------------------------------------------


@blueprint.post("/events/<uid>/<act>")
def do(uid: str, act: str) -> ResponseReturnValue:
    """One act on one event, then back to where it was done."""
    event, store, person = _event(uid), _store(), _person()
    try:
        if act == "accept":
            correcting.confirm(store, uid, person)
        elif act == "hide":
            correcting.hide(store, uid, person)
        elif act == "show":
            correcting.unhide(store, uid, person)
        elif act == "cancel":
            correcting.cancel(store, uid, person)
        elif act == "correct":
            _correct(event, person)
        elif act == "merge":
            correcting.merge(store, uid, request.form.get("into", "").strip(), person)
        elif act == "split":
            chosen = [int(each) for each in request.form.getlist("mention") if each.isdigit()]
            correcting.split(store, uid, chosen, request_config().site.id, person)
        elif act == "undo":
            correcting.undo(store, uid, person, request.form.get("number", type=int))
        else:
            abort(404)
    except SelectionError as error:
        return _case_page(event, error)
    acted_on = {"undo": "", "merge": request.form.get("into", "").strip()}.get(act, uid)
    receiving.note(t(f"review_done_{act}", title=event.facts.title), act, acted_on)
    return redirect(inside(request.form.get("back")))


def _correct(event: Event, person: Person) -> None:
    """Only what the form changed is a person's word; the rest goes on following the pages."""
    known = values(event)
    given = {name: request.form[name].strip() for name in FIELDS if name in request.form}
    said: dict[str, str | None] = {name: value or None for name, value in given.items() if value != known[name]}
    if said:
        correcting.correct(_store(), event.uid, said, person)
    if request.form.get("accept") or not said:
        correcting.confirm(_store(), event.uid, person)


def _store() -> Store:
    store = library().records
    assert isinstance(store, Store), "the desk writes into a store"
    return store


def _event(uid: str) -> Event:
    try:
        return _store().event(uid)
    except UnknownEvent:
        abort(404)


def _person() -> Person:
    because = " ".join(request.form.get("because", "").split())[:500]
    return Person(login.who() or "", library().now(), because)
