"""The front page and the page of each feed: what is coming, in order, and what may be asked of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from feeds.publishing import items
from feeds.publishing.selection import PARAMETERS, canonical, parse_selection, soon, window
from feeds.records import Event, Feed, Selection
from feeds.web import links
from feeds.web.agenda import Row, by_month, in_order, occurrence
from feeds.web.app import address, category_name, kept, library, request_config, source_title, t

blueprint = Blueprint("pages", __name__)

#: Rows at first, and with each press of "show more".
COMING, PAST, ARTICLES = 60, 12, 30


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address without it."""

    label: str
    href: str


@blueprint.get("/")
@kept
def home() -> ResponseReturnValue:
    return _feed_page(_feed("events"))


@blueprint.get("/<name>")
@kept
def feed(name: str) -> ResponseReturnValue:
    found = request_config().feed(name)
    if found is None:
        abort(404)
    return redirect("/") if name == "events" else _feed_page(found)


def _feed(name: str) -> Feed:
    found = request_config().feed(name)
    assert found is not None, f"the feed {name} always exists"
    return found


def asked(feed: Feed) -> tuple[Selection, str]:
    """The selection of a feed as the query narrows it, and the query under which the feed itself is that.

    Only "events" and "news" can be narrowed; a named feed is what config.toml says.
    """
    if feed.name not in ("events", "news"):
        return feed.selection, ""
    selection = parse_selection(request.args)
    query = canonical(selection)
    if feed.name == "events" and selection.confidence is None:
        selection = replace(selection, confidence=feed.selection.confidence)
    return selection, query


def _feed_page(feed: Feed) -> ResponseReturnValue:
    if any(name in PARAMETERS and not value for name, value in request.args.items(multi=True)):
        return redirect(_here(request.args.to_dict(flat=False)))  # a form sends its empty fields too
    selection, query = asked(feed)
    shared = {
        "feed": feed,
        "query": query,
        "chips": _chips() if feed.name in ("events", "news") else [],
        "quick": _quick(),
        "selection": selection,
        "more": _more(),
        "more_href": _here({**request.args.to_dict(flat=False), "more": [str(_more() + 1)]}),
        "choices": _choices(),
        "links": _links(feed, query),
        "feeds": request_config().feeds,
    }
    if feed.content == "news":
        return _news_page(selection, shared)
    if feed.content in ("announced", "changed"):
        return render_template("list.html", rows=_newest(feed, selection), **shared)
    return _agenda_page(feed, soon(selection) if feed.content == "soon" else selection, shared)


def _agenda_page(feed: Feed, selection: Selection, shared: dict[str, object]) -> ResponseReturnValue:
    today = library().today()
    events = library().select(selection, feed.cancelled)
    days = window(selection, today)
    if days is not None:
        rows = in_order(events, days[0] if selection.from_ else None)
        return render_template(
            "agenda.html", now=(), coming=by_month(rows[: COMING * _more()]), past=(), count=len(events),
            chosen=True, hidden_rows=max(0, len(rows) - COMING * _more()), latest=(), **shared,
        )  # fmt: skip
    found = library().agenda(selection, feed.cancelled)
    few = len(found.now) + len(found.coming) < 5
    past = found.past[: PAST * _more() * (2 if few else 1)]
    coming = found.coming[: COMING * _more()]
    plain = not shared["query"] and selection.q is None
    return render_template(
        "agenda.html", now=found.now, coming=by_month(coming), past=by_month(past), count=len(events), chosen=False,
        hidden_rows=len(found.coming) - len(coming) + len(found.past) - len(past),
        latest=library().latest(5) if plain else (), **shared,
    )  # fmt: skip


def _news_page(selection: Selection, shared: dict[str, object]) -> ResponseReturnValue:
    """Articles under the day they were printed, the newest first."""
    entries = library().select_entries(selection)
    shown = entries[: ARTICLES * _more()]
    days = [(day, list(group)) for day, group in groupby(shown, key=lambda entry: entry.published)]
    return render_template("news.html", days=days, count=len(entries), hidden_rows=len(entries) - len(shown), **shared)


def _newest(feed: Feed, selection: Selection) -> list[Row]:
    """Happenings as items: the newest announcement, or the newest change, first."""
    today = library().today()
    told: list[tuple[dt.datetime, str, Event]] = []
    for event in library().select(selection, feed.cancelled):
        change = items.change(event) if feed.content == "changed" else next(iter(event.revisions), None)
        if change is not None:
            told.append((change.at, event.uid, event))
    newest = (event for _, _, event in sorted(told, key=lambda each: each[:2], reverse=True))
    return [Row(event, occurrence(event.facts.when, today)) for event in newest if event.facts.when]


# --- what stands around the list ------------------------------------------------------------------------------


def _here(args: dict[str, list[str]]) -> str:
    """This page with other parameters, without the empty ones."""
    kept = {key: [value for value in values if value] for key, values in args.items()}
    query = urlencode({key: values for key, values in kept.items() if values}, doseq=True)
    return request.path + (f"?{query}" if query else "")


def _more() -> int:
    return max(1, min(request.args.get("more", 1, type=int), 50))


def _chips() -> list[Chip]:
    """One chip a filter, with the address that lacks it."""
    args = {key: values for key, values in request.args.to_dict(flat=False).items() if key in PARAMETERS}
    chips = []
    for name in PARAMETERS:
        for value in args.get(name, ()):
            rest = {**args, name: [other for other in args[name] if other != value]}
            label = "search" if name == "q" else name
            chips.append(Chip(f"{t(label)}: {_value_name(name, value)}", _here(rest)))
    return chips


def _quick() -> list[tuple[str, str, bool]]:
    """Days that people ask for most: name, address, whether they are asked for now. Other filters stay."""
    args = {key: values for key, values in request.args.to_dict(flat=False).items() if key in PARAMETERS}
    asked = (args.get("from", [""])[0], args.get("to", [""])[0])
    spans = {"quick_today": ("today", "today"), "quick_week": ("today", "+7d"), "quick_month": ("today", "+30d")}
    return [
        (t(name), _here({**args, "from": [first], "to": [last]}), asked == (first, last))
        for name, (first, last) in spans.items()
    ]


def _value_name(name: str, value: str) -> str:
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if name == "category":
        return ", ".join(category_name(part) for part in parts)
    if name == "source":
        return ", ".join(source_title(part) for part in parts)
    if name in ("kind", "status"):
        return ", ".join(t(part) for part in parts)
    if name in ("from", "to") and value.strip("+- d").isdigit() and value.endswith("d"):
        return t("days_ago" if value.startswith("-") else "days_ahead", count=value.strip("+- d"))
    return t("today") if value == "today" else value


def _choices() -> dict[str, list[tuple[str, str]]]:
    """What the filters offer: value and name."""
    shown = library().shown()
    return {
        "place": [(place, place) for place in shown.places[:200]],
        "category": [(each, category_name(each)) for each in shown.categories],
        "source": [(each, source_title(each)) for each in shown.sources],
        "language": [(each, each) for each in shown.languages] if len(shown.languages) > 1 else [],
    }


def _links(feed: Feed, query: str) -> dict[str, str]:
    """The feed's addresses, by extension; "webcal" for apps that answer to it."""
    found = {ext: pair[1] for ext, pair in links.formats(feed, address(), query).items()}
    if "ics" in found:
        found["webcal"] = links.webcal(found["ics"])
    return found
