"""Pages for what went wrong: they name what was wrong and what there is instead."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from feeds.errors import SelectionError, StoreError
from feeds.publishing.formats import FORMATS
from feeds.web.app import request_config, t


def register(app: Flask) -> None:
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(SelectionError, bad_parameter)
    app.register_error_handler(StoreError, store_error)
    app.register_error_handler(Exception, unexpected(app))


def http_error(error: HTTPException) -> Response:
    code = error.code or 500
    key = (
        f"error_{code}"
        if code in (400, 403, 404, 405, 413, 429, 500, 503)
        else "error_500"
        if code >= 500
        else "error_400"
    )
    lead = str(error.description or "") if code not in (404, 500) else ""
    if code == 404:
        lead = t("error_404_lead", path=request.path)
    elif code == 500:
        lead = t("error_500_lead")
    return _answer(code, t(key), lead, error)


def bad_parameter(error: SelectionError) -> Response:
    return _answer(400, t("error_400_parameter", parameter=error.parameter), str(error))


def store_error(error: StoreError) -> Response:
    return _answer(503, t("error_503"), str(error))


def unexpected(app: Flask) -> Callable[[Exception], Response]:
    def handler(error: Exception) -> Response:
        app.logger.exception("%s %s failed", request.method, request.path, exc_info=error)
        if app.testing or app.debug:
            raise error
        return _answer(500, t("error_500"), t("error_500_lead"))

    return handler


def _answer(code: int, title: str, lead: str, error: HTTPException | None = None) -> Response:
    """A page for people, one line for programs: both name what was wrong."""
    feeds = request_config().feeds if code == 404 else ()
    best = request.accept_mimetypes.best_match(["text/plain", "text/html"], default="text/plain")
    if best == "text/html" and "." not in request.path.rsplit("/", 1)[-1]:
        # Messages of the program are English; phrases of the interface are the reader's.
        shown = {"title": title, "lead": lead, "code": code, "feeds": feeds, "ours": code not in (404, 500)}
        response = make_response(render_template("error.html", **shown), code)
    else:
        lines = [f"{code} {title}: {lead}" if lead else f"{code} {title}"]
        lines += [f"/{feed.name}  {feed.title}" for feed in feeds]
        response = make_response("\n".join(lines) + "\n", code)
        response.mimetype = "text/plain"
    if error is not None and getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(error.valid_methods)  # type: ignore[attr-defined]
    response.headers["Cache-Control"] = "no-store"
    if request.path.rpartition(".")[2] in FORMATS:
        # A page of another site that asks for a feed is to learn what was wrong with its question.
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response
