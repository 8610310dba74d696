"""How each app subscribes to a feed: links, a QR code, how often it looks, and what it should show now."""

from __future__ import annotations

import os
import re
from functools import partial
from io import BytesIO
from itertools import groupby
from urllib.parse import urlsplit

import segno
from flask import Blueprint, abort, redirect, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from feeds.publishing.addresses import archive_path
from feeds.publishing.selection import soon
from feeds.records import Feed, Selection
from feeds.web import links
from feeds.web.agenda import by_month
from feeds.web.app import address, kept, library, request_config, t
from feeds.web.pages import asked

blueprint = Blueprint("subscribing", __name__)

#: Rows of "what your app should show now".
SHOWN = 12


@blueprint.get("/subscribe")
def every_feed() -> ResponseReturnValue:
    site = address()
    feeds = [(feed, _subscribed(links.formats(feed, site))) for feed in request_config().feeds]
    return render_template("feeds.html", feeds=feeds, reach=links.reach(site), host=urlsplit(site).netloc)


def archives(name: str) -> tuple[str, ...]:
    """The files of the months that moved from the feed to archives, the newest first."""
    config = request_config()
    if config.feed(name) is None:
        return ()
    try:
        files = os.listdir(config.published / "archive" / name)
    except OSError:
        return ()
    return tuple(sorted((file for file in files if re.fullmatch(r"\d{4}-\d\d\.(ics|rss)", file)), reverse=True))


@blueprint.get("/subscribe/<name>")
@partial(kept, beside=archives)
def subscribe(name: str) -> ResponseReturnValue:
    config = request_config()
    feed = config.feed(name)
    if feed is None:
        abort(404)
    selection, query = asked(feed)
    formats = links.formats(feed, address(), query)
    if "ics" in formats:
        url = formats["ics"][1]
        apps = links.apps(url, title(feed, selection))
        scan = links.webcal(url)
    else:
        url, apps = formats["rss"][1], ()
        scan = url
    return render_template(
        "subscribe.html",
        feed=feed,
        title=title(feed, selection),
        query=query,
        url=url,
        apps=apps,
        readers=links.readers(formats["rss"][1]),
        links=_subscribed(formats),
        archives=[] if query else _by_year(feed, "ics" if "ics" in formats else "rss"),
        others={ext: pair for ext, pair in formats.items() if ext not in links.SUBSCRIBED},
        qr=qr(scan, title(feed, selection)),
        reach=links.reach(address()),
        host=urlsplit(address()).netloc,
        hours=max(1, config.site.refresh // 3600),
        embed=f"{address()}/embed/{feed.name}" + (f"?{query}" if query else ""),
        **_now(feed, selection),
    )


@blueprint.get("/feeds")
def feeds() -> ResponseReturnValue:
    return redirect("/subscribe", code=301)


def _by_year(feed: Feed, extension: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each year with its months and where they are."""
    found = [file[:7] for file in archives(feed.name) if file.endswith(f".{extension}")]
    months = [(month, f"{address()}/{archive_path(feed.name, month, extension)}") for month in found]
    return [(year, list(each)) for year, each in groupby(months, key=lambda month: month[0][:4])]


def _subscribed(formats: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    return {ext: pair for ext, pair in formats.items() if ext in links.SUBSCRIBED}


def title(feed: Feed, selection: Selection) -> str:
    """The feed's title, with what narrows it."""
    if feed.name not in ("events", "news"):
        return feed.title
    said = [selection.q, selection.place, *selection.category, *selection.source, selection.from_, selection.to]
    narrowed = " · ".join(each for each in said if each)
    return f"{feed.title} · {narrowed}" if narrowed else feed.title


def qr(text: str, title: str) -> Markup:
    """The address as a QR code: SVG inside the page, in the colours of the page."""
    code = segno.make(text, error="m", micro=False)
    out = BytesIO()
    code.save(
        out, kind="svg", xmldecl=False, svgns=True, border=2, scale=1, omitsize=True,
        svgclass="qr", lineclass="qr-line", dark="#1d1a16",
    )  # fmt: skip
    svg = out.getvalue().decode().strip()
    name = Markup.escape(t("qr_alt", title=title))
    return Markup(svg.replace("<svg ", f'<svg role="img" aria-label="{name}" ', 1))


def _now(feed: Feed, selection: Selection) -> dict[str, object]:
    """What a calendar that has just subscribed should show: what has a day, from today on, then what was last."""
    if feed.content == "news":
        return {"entries": library().select_entries(selection)[:SHOWN], "now": (), "coming": (), "past": (), "rest": 0}
    if feed.content == "soon":
        selection = soon(selection)
    found = library().agenda(selection, feed.cancelled, dated=True)
    coming = found.coming[:SHOWN]
    past = found.past[: max(0, min(5, SHOWN - len(coming)))]
    return {
        "entries": (),
        "now": found.now,
        "coming": by_month(coming),
        "past": by_month(past),
        "rest": len(found.coming) - len(coming) + len(found.past) - len(past),
    }
