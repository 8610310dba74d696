"""The Flask application: what every page shares. The pages themselves are in modules of their own."""

from __future__ import annotations

import datetime as dt
import hashlib
import importlib
import importlib.util
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any

from flask import Flask, Response, g, make_response, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape

from feeds.config import Config, load
from feeds.pipeline import clock
from feeds.records import Entry
from feeds.web import days, login, words
from feeds.web.library import Library, Records

#: Nothing from elsewhere, nothing inline; QR codes are SVG in the page.
CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
)
#: Modules with a `blueprint`, in the order of their routes. Those of other hands join when they are there.
PAGES = ("details", "explaining", "subscribing", "trying", "embedding", "about", "reviewing", "pages")
BESIDE = ("adhoc", "api")


def create_app(
    config: Config | None = None,
    *,
    records: Callable[[], Records] | None = None,
    now: Callable[[], dt.datetime] = clock.now,
    address: str | None = None,
) -> Flask:
    """The application; `records` opens what it shows (the configured store), once, when first asked.

    `address` is where people open it, when that is not `[site] url`: links to subscribe by begin with it.
    """
    app = Flask(__name__, static_folder="static", template_folder="templates")
    config = config or load()
    app.config["FEEDS"] = config
    app.config["FEEDS_ADDRESS"] = address or config.site.url
    # 32 MiB is the most that reading takes; forms of the pages are smaller and say so themselves.
    app.config["MAX_CONTENT_LENGTH"] = 33 * 1024 * 1024
    app.config["MAX_FORM_MEMORY_SIZE"] = 33 * 1024 * 1024
    app.extensions["library"] = Library(records or _opener(config), config, now)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.before_request(_choose_language)
    app.after_request(_headers)
    app.context_processor(_context)
    for name, helper in FILTERS.items():
        app.add_template_filter(helper, name)
    login.prepare(app, config)
    for module in PAGES:
        _register(app, f"feeds.web.{module}")
    for module in BESIDE:
        if importlib.util.find_spec(f"feeds.web.{module}"):
            _register(app, f"feeds.web.{module}")
    from feeds.web import mistakes

    mistakes.register(app)
    return app


def _register(app: Flask, module: str) -> None:
    app.register_blueprint(importlib.import_module(module).blueprint)


def _opener(config: Config) -> Callable[[], Records]:
    def open_records() -> Records:
        from feeds.store import open_store

        return open_store(config.database)

    return open_records


# --- language -------------------------------------------------------------------------------------------------


def _choose_language() -> None:
    accepted = [tag for tag, _ in request.accept_languages]
    site = request_config().site.language
    g.lang = words.choose(request.args.get("lang"), request.cookies.get("lang"), accepted, site)


def request_config() -> Config:
    from flask import current_app

    config = current_app.config["FEEDS"]
    assert isinstance(config, Config)
    return config


def address() -> str:
    """Where people open this site; nothing here ever asks the Host header."""
    from flask import current_app

    return str(current_app.config["FEEDS_ADDRESS"])


def library() -> Library:
    from flask import current_app

    found = current_app.extensions["library"]
    assert isinstance(found, Library)
    return found


def t(key: str, **values: object) -> str:
    """A phrase in the reader's language."""
    return words.word(language(), key, **values)


def language() -> str:
    return str(g.get("lang", "en"))


# --- headers --------------------------------------------------------------------------------------------------


def _headers(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.headers.setdefault("Content-Security-Policy", CSP.format(ancestors="'self'"))
        response.headers.setdefault("Cache-Control", "no-cache")
        response.vary.update(("Accept-Language", "Cookie"))
        if request.args.get("lang") in words.TAGS:
            response.set_cookie("lang", g.lang, max_age=31_536_000, samesite="Lax", httponly=True)
        if request.method in ("GET", "HEAD") and response.status_code == 200 and not response.is_streamed:
            response.add_etag(weak=True)
            response.make_conditional(request)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    if request.endpoint == "static":
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def kept(
    view: Callable[..., ResponseReturnValue], beside: Callable[..., object] | None = None
) -> Callable[..., ResponseReturnValue]:
    """A page that depends on the records, the day, the language and its address alone: rendered once for them.

    `beside` tells what else it depends on.
    """

    @wraps(view)
    def answer(**given: str) -> ResponseReturnValue:
        def make() -> tuple[int, bytes, str | None]:
            made = make_response(view(**given))
            return made.status_code, made.get_data(), made.headers.get("Location")

        more = beside(**given) if beside else None
        code, body, location = library().page((language(), request.full_path, more), make)
        return Response(body, code, {"Location": location} if location else None, mimetype="text/html")

    return answer


# --- what templates use ---------------------------------------------------------------------------------------


def _context() -> dict[str, Any]:
    config = request_config()
    return {
        "desk": bool(login.password_hash(config)),
        "t": t,
        "lang": language(),
        "lang_tag": words.TAGS[language()],
        "site": config.site,
        "config": config,
        "today": library().today(),
        "asset": asset,
        "other_language": _other_language(),
        "source_title": source_title,
        "category_name": category_name,
        "shows_text": shows_text,
    }


def _other_language() -> dict[str, str]:
    """The link to this very page in the other language."""
    other = "en" if language() == "zh" else "zh"
    args = request.args.to_dict(flat=False)
    args["lang"] = [other]
    from urllib.parse import urlencode

    path = request.path if request.method in ("GET", "HEAD") else "/"
    return {"href": f"{path}?{urlencode(args, doseq=True)}", "tag": words.TAGS[other], "name": t("other_language")}


@lru_cache
def _digest(path: str) -> str:
    return hashlib.sha256((Path(__file__).parent / "static" / path).read_bytes()).hexdigest()[:10]


def asset(path: str) -> str:
    """A static file's address, which changes with its content (so that it may be kept for ever)."""
    return url_for("static", filename=path, v=_digest(path))


def source_title(name: str) -> str:
    """The title that config.toml gives a source; a page of none is known by its file's name."""
    source = request_config().source(name)
    return source.title if source and source.title else name.rsplit("/", 1)[-1].rpartition(".")[0] or name


def shows_text(entry: Entry) -> bool:
    """Whether the source lets more than a headline be shown."""
    source = request_config().source(entry.source)
    return source is None or source.show != "link"


def category_name(category: str) -> str:
    """A category in the reader's language, when it is one of our own words."""
    pair = words.CATEGORIES.get(category)
    return category if pair is None else pair[0 if language() == "zh" else 1]


def _paragraph_lines(text: str) -> Markup:
    """Text with its line breaks; nothing of it is ever taken for markup."""
    return Markup("<br>").join(escape(line) for line in text.split("\n"))


FILTERS: dict[str, Callable[..., Any]] = {
    "full_day": lambda day, named=True: days.full(day, language(), named=named),
    "short_day": lambda day: days.short(day, language(), library().today()),
    "weekday": lambda day: days.weekday(day, language(), short=True),
    "month": lambda day, year=False: days.month(day, language(), year=year),
    "hours": days.hours,
    "span": lambda when: days.span(when, language()),
    "recurrence": lambda when: days.recurrence(when.rrule, when.first_day, language()) if when.rrule else "",
    "moment": lambda at: days.moment(at, request_config().site.timezone, language()),
    "machine": days.machine,
    "lines": _paragraph_lines,
}
