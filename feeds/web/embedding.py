"""Lists for other people's pages: one for a frame, one as a bare piece of HTML that needs neither frame nor script."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, render_template, request

from feeds.publishing.selection import soon
from feeds.web.agenda import by_month
from feeds.web.app import CSP, library, request_config
from feeds.web.pages import asked

blueprint = Blueprint("embedding", __name__)

ROWS = 10


@blueprint.get("/embed/<name>")
def frame(name: str) -> Response:
    """A page of its own that any site may frame; its links open outside the frame."""
    response = _list(name, "embed.html")
    response.headers["Content-Security-Policy"] = CSP.format(ancestors="*")
    return response


@blueprint.get("/embed/<name>/plain")
def plain(name: str) -> Response:
    """The bare list: to be fetched by a server and put into its page, under its own styles."""
    response = _list(name, "embed_plain.html")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _list(name: str, template: str) -> Response:
    feed = request_config().feed(name)
    if feed is None:
        abort(404)
    selection, query = asked(feed)
    rows = max(1, min(request.args.get("rows", ROWS, type=int), 100))
    if feed.content == "news":
        entries = library().select_entries(selection)[:rows]
        return make_response(render_template(template, feed=feed, entries=entries, months=(), query=query))
    found = library().agenda(soon(selection) if feed.content == "soon" else selection, feed.cancelled)
    shown = [*found.now, *found.coming][:rows] or [*found.past[:rows]]
    return make_response(render_template(template, feed=feed, entries=(), months=by_month(shown), query=query))
