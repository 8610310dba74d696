"""config.toml -> Config, checked as it is read.

Every key stands in one of the tables below with its type, its default and its check; an unknown key, a value of
the wrong kind, a bad zone, a bad URL or a missing file raises ConfigError with one line that names the table, the
key, the value and the remedy. Relative paths are taken from the folder of config.toml.
"""

from __future__ import annotations

import difflib
import json
import re
import tomllib
import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from feeds.errors import ConfigError
from feeds.records import Feed, Selection, Site

#: What a source is: it decides how its date is inferred and whether silence means something.
SourceKind = Literal["daily", "weekly", "notice", "listing", "calendar"]


@dataclass(frozen=True, slots=True)
class Source:
    """[sources.NAME]: where pages come from and what may be shown of them."""

    name: str
    title: str = ""
    #: Absolute path globs of files.
    path: tuple[str, ...] = ()
    #: http(s) addresses of pages, feeds, calendars or listing pages; {YYYY}, {MM} and {DD} stand for today's.
    url: tuple[str, ...] = ()
    #: CSS selectors from a listing page to its articles, one a level.
    follow: tuple[str, ...] = ()
    #: CSS selector of the link to the next listing page.
    next: str = ""
    #: Listing pages, and articles, at the most in one reading.
    pages: int = 5
    limit: int = 200
    kind: SourceKind | None = None
    language: str | None = None
    timezone: str | None = None
    #: A listing that always tells everything: what vanishes from it twice is marked.
    complete: bool = False
    #: Seconds between readings.
    refresh: int = 3600
    #: One line for readers: under which licence its words are shown.
    licence: str = ""
    show: Literal["full", "summary", "link"] = "full"
    #: Whether linked pages of RSS items are fetched too.
    linked: bool = False
    #: Addresses of one's own network, which are refused otherwise.
    private: bool = False


@dataclass(frozen=True, slots=True)
class Serve:
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2


@dataclass(frozen=True, slots=True)
class Review:
    """[review]: the desk where people correct what was misread; off unless a password is set."""

    #: As `feeds review password` prints it; never the password itself.
    password_hash: str = ""


@dataclass(frozen=True, slots=True)
class Config:
    #: Where it was read from; None when there is no config.toml and the defaults stand.
    file: Path | None
    site: Site
    #: SQLAlchemy URL.
    database: str
    #: The folder of published feeds.
    published: Path
    #: Files dropped here are read and moved to its `done` (or `failed`) folder; None: no inbox.
    inbox: Path | None
    serve: Serve
    review: Review
    #: "events" and "news", the unfiltered ones, come first; then those of [feeds.NAME], in order.
    feeds: tuple[Feed, ...]
    sources: tuple[Source, ...] = field(default_factory=tuple)

    def feed(self, name: str) -> Feed | None:
        return next((feed for feed in self.feeds if feed.name == name), None)

    @property
    def written(self) -> tuple[Path, ...]:
        """What is ours and no page, though it may lie in a folder of pages: settings, the store, published feeds."""
        store = self.database.removeprefix("sqlite:///") if self.database.startswith("sqlite:") else None
        files = (f"{store}{ending}" for ending in ("", "-wal", "-shm", ".damaged")) if store else ()
        return (self.published, *((self.file,) if self.file else ()), *map(Path, files))

    def source(self, name: str) -> Source | None:
        return next((source for source in self.sources if source.name == name), None)


def load(path: Path | str | None = None) -> Config:
    """Read config.toml: `path`, else the working directory's, else the defaults.

    Raises ConfigError when `path` is named and missing, or anything in the file is wrong.
    """
    file = Path(path) if path is not None else Path("config.toml")
    if not file.exists():
        if path is not None:
            raise ConfigError(f"{file}: no such file; name an existing file with --config, or leave it out")
        return parse({}, None)
    try:
        tables = tomllib.loads(file.read_text("utf-8"))
    except UnicodeDecodeError:
        raise ConfigError(f"{file}: this is not text in UTF-8; save it so") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: this is not TOML: {error}; mend that line") from None
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror or error}; make it a readable file") from None
    return parse(tables, file)


def parse(tables: Mapping[str, Any], file: Path | None) -> Config:
    """Check the parsed tables and fill in the defaults."""
    name = file.name if file else "config.toml"
    base = (file.parent if file else Path()).absolute()
    top = Table(name, "", tables, base)
    top.only("site", "store", "serve", "review", "feeds", "sources")
    site = _site(top.table("site"))
    store = top.table("store")
    store.only("database", "published", "inbox")
    serve = top.table("serve")
    serve.only("host", "port", "workers")
    review = top.table("review")
    review.only("password_hash")
    sources = tuple(_source(key, top.table("sources").table(key), site) for key in top.table("sources").values)
    named = tuple(_feed(key, top.table("feeds").table(key), sources) for key in top.table("feeds").values)
    return Config(
        file=file.absolute() if file else None,
        site=site,
        database=store.get("database", f"sqlite:///{base / 'var' / 'feeds.db'}", database_url),
        published=store.get("published", base / "var" / "published", folder),
        inbox=store.get("inbox", None, folder),
        serve=Serve(
            serve.get("host", "127.0.0.1", text),
            serve.get("port", 8000, whole(0, 65535)),
            serve.get("workers", 2, whole(1, 64)),
        ),
        review=Review(review.get("password_hash", "", text)),
        feeds=_with_defaults(named, site),
        sources=sources,
    )


# --- the tables -------------------------------------------------------------------------------------------


def _site(table: Table) -> Site:
    table.only("id", "url", "title", "language", "timezone", "author", "hub", "refresh")
    return Site(
        id=table.get("id", "feeds.local", text),
        url=table.get("url", "http://127.0.0.1:8000", url).rstrip("/"),
        title=table.get("title", "feeds", text),
        language=table.get("language", "zh-Hans", language),
        timezone=table.get("timezone", "Asia/Shanghai", zone),
        author=table.get("author", "", text),
        hub=table.get("hub", None, url),
        refresh=table.get("refresh", 3600, seconds),
    )


def _source(name: str, table: Table, site: Site) -> Source:
    table.only(*(key for key in Source.__slots__ if key != "name"))
    table.check_name(name)
    source = Source(
        name=name,
        title=table.get("title", name, text),
        path=table.get("path", (), many(path_glob)),
        url=table.get("url", (), many(url)),
        follow=table.get("follow", (), many(selector)),
        next=table.get("next", "", selector),
        pages=table.get("pages", 5, whole(1, 1000)),
        limit=table.get("limit", 200, whole(1, 100_000)),
        kind=table.get("kind", None, one_of("daily", "weekly", "notice", "listing", "calendar")),
        language=table.get("language", None, language),
        timezone=table.get("timezone", site.timezone, zone),
        complete=table.get("complete", False, yes_no),
        refresh=table.get("refresh", 3600, seconds),
        licence=table.get("licence", "", text),
        show=table.get("show", "full", one_of("full", "summary", "link")),
        linked=table.get("linked", False, yes_no),
        private=table.get("private", False, yes_no),
    )
    if not source.path and not source.url:
        raise ConfigError(
            f'{table.file}: {table.name}: it reads nothing; give it path = ["…"] (files) or url = ["…"] (addresses)'
        )
    return source


def _feed(name: str, table: Table, sources: tuple[Source, ...]) -> Feed:
    table.only(
        *("title", "description", "content", "q", "place", "category", "source", "language", "kind", "status", "from"),
        *("to", "confidence", "past", "cancelled", "color", "alarm", "show", "budget"),
    )
    table.check_name(name)
    known = tuple(source.name for source in sources)
    content = table.get("content", "news" if name == "news" else "events", one_of(*CONTENTS))
    return Feed(
        name=name,
        title=table.get("title", name, text),
        description=table.get("description", "", text),
        content=content,
        selection=Selection(
            q=table.get("q", None, text),
            place=table.get("place", None, text),
            category=table.get("category", (), many(text)),
            source=table.get("source", (), many(one_of(*known) if known else text)),
            language=table.get("language", (), many(language)),
            kind=table.get("kind", (), many(one_of("event", "deadline"))),
            status=table.get("status", (), many(one_of("confirmed", "tentative", "cancelled", "postponed"))),
            from_=table.get("from", None, day),
            to=table.get("to", None, day),
            confidence=table.get("confidence", 0.5 if content != "news" else None, fraction),
        ),
        cancelled=table.get("cancelled", "mark", one_of("mark", "keep", "drop")),
        past_days=table.get("past", None, days),
        color=table.get("color", None, text),
        alarm=table.get("alarm", None, alarm),
        show=table.get("show", "full", one_of("full", "summary", "link")),
        budget=table.get("budget", 1_000_000, whole(10_000, 1_000_000_000)),
    )


CONTENTS = ("events", "news", "announced", "soon", "changed")
TITLES = {
    "zh": {"events": "活动", "news": "新闻"},
    "en": {"events": "Events", "news": "News"},
    "ru": {"events": "Афиша", "news": "Новости"},
    "kk": {"events": "Іс-шаралар", "news": "Жаңалықтар"},
}


def _with_defaults(named: tuple[Feed, ...], site: Site) -> tuple[Feed, ...]:
    """The feeds "events" and "news" always exist; config.toml may title them, never narrow them away."""
    words = TITLES.get(site.language.partition("-")[0], TITLES["en"])
    first = []
    for name in ("events", "news"):
        given = next((feed for feed in named if feed.name == name), None)
        default = Feed(
            name=name,
            title=f"{site.title} · {words[name]}",
            content="news" if name == "news" else "events",
            selection=Selection(confidence=0.5 if name == "events" else None),
        )
        first.append(replace(given, content=default.content) if given else default)
    return (*first, *(feed for feed in named if feed.name not in ("events", "news")))


# --- reading a table --------------------------------------------------------------------------------------


class Table:
    """One table of config.toml, which remembers its name for the sake of its errors."""

    def __init__(self, file: str, name: str, values: Mapping[str, Any], base: Path) -> None:
        self.file, self.name, self.values, self.base = file, name, values, base

    def table(self, key: str) -> Table:
        values = self.values.get(key, {})
        if not isinstance(values, dict):
            raise self.error(key, values, f"a table is wanted here: write [{self._path(key)}] and its keys below it")
        return Table(self.file, self._path(key), values, self.base)

    def only(self, *known: str) -> None:
        for key in self.values:
            if key not in known:
                raise self.error(key, None, "no such key" + did_you_mean(key, known))

    def check_name(self, name: str) -> None:
        """The name is a path segment and a folder's name: it must be readable and harmless."""
        if not re.fullmatch(r"[\w][\w-]{0,63}", name):
            raise ConfigError(f"{self.file}: {self.name}: a name has letters, digits, - and _ alone; rename it")

    def get(self, key: str, default: Any, check: Callable[[Any, Path], Any]) -> Any:
        if key not in self.values:
            return default
        value = self.values[key]
        try:
            return check(value, self.base)
        except ValueError as error:
            raise self.error(key, value, str(error)) from None

    def error(self, key: str, value: Any, message: str) -> ConfigError:
        shown = "" if value is None else f" {json.dumps(value, ensure_ascii=False, default=str)}"
        return ConfigError(f"{self.file}: {self._path(key)}:{shown[:120]} {message}")

    def _path(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key


def did_you_mean(word: str, known: tuple[str, ...] | list[str]) -> str:
    """`; did you mean "title"?`, or the list of what there is when nothing is near."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f'; did you mean "{near[0]}"?' if near else "; known here: " + ", ".join(known)


# --- checks: value -> value, or ValueError with the remedy ----------------------------------------------------


def text(value: Any, base: Path) -> str:
    if not isinstance(value, str):
        raise ValueError('is no text; put it in quotes: "…"')
    return value


def yes_no(value: Any, base: Path) -> bool:
    if not isinstance(value, bool):
        raise ValueError("is neither true nor false; write true or false, without quotes")
    return value


def whole(low: int, high: int) -> Callable[[Any, Path], int]:
    def check(value: Any, base: Path) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError(f"is no whole number from {low} to {high}; write one, without quotes")
        return value

    return check


def fraction(value: Any, base: Path) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError("is no number from 0 to 1; 0.5 is usual")
    return float(value)


def one_of(*choices: str) -> Callable[[Any, Path], str]:
    def check(value: Any, base: Path) -> str:
        if value not in choices:
            raise ValueError("is none of the choices" + did_you_mean(str(value), choices))
        return str(value)

    return check


def selector(value: Any, base: Path) -> str:
    from feeds.sources.links import xpath

    css = text(value, base)
    try:
        xpath(css)
    except ValueError as error:
        raise ValueError(f'is no CSS selector ({error}); write one like "#titles a"') from None
    return css


def many(check: Callable[[Any, Path], Any]) -> Callable[[Any, Path], tuple[Any, ...]]:
    """One value or a list of them."""

    def check_all(value: Any, base: Path) -> tuple[Any, ...]:
        return tuple(check(each, base) for each in (value if isinstance(value, list) else [value]))

    return check_all


def zone(value: Any, base: Path) -> str:
    name = text(value, base)
    if name not in zoneinfo.available_timezones():
        raise ValueError("no such zone" + did_you_mean_zone(name))
    return name


def did_you_mean_zone(name: str) -> str:
    near = difflib.get_close_matches(name, sorted(zoneinfo.available_timezones()), n=1, cutoff=0.6)
    return f'; did you mean "{near[0]}"?' if near else '; zones are named like "Asia/Shanghai" or "Europe/London"'


def url(value: Any, base: Path) -> str:
    address = text(value, base)
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        good = False
    if not good or re.search(r"[\s\x00-\x1f<>\"]", address):
        raise ValueError("is no address; write one like https://feeds.example.org")
    return address


def language(value: Any, base: Path) -> str:
    tag = text(value, base)
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
        raise ValueError("is no language tag; write one like zh-Hans, zh-Hant, en, ru or kk")
    return tag


def seconds(value: Any, base: Path) -> int:
    """Seconds, or "15m", "6h", "1d"."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 60:
        return value
    match = re.fullmatch(r"(\d{1,6})\s*([smhd])", value) if isinstance(value, str) else None
    found = int(match[1]) * {"s": 1, "m": 60, "h": 3600, "d": 86400}[match[2]] if match else 0
    if found < 60:
        raise ValueError('is no length of time of a minute or more; write one like "15m", "6h" or "1d"')
    return found


def days(value: Any, base: Path) -> int:
    match = re.fullmatch(r"(\d{1,5})d", value) if isinstance(value, str) else None
    if not match:
        raise ValueError('is no number of days; write one like "180d"')
    return int(match[1])


def day(value: Any, base: Path) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"today|[+-]\d{1,5}d|\d{4}-\d\d-\d\d", value):
        raise ValueError('is no day; write one like "2025-01-18", "today", "+7d" or "-30d"')
    return value


def alarm(value: Any, base: Path) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"-P(\d+W|(?=.)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?)", value):
        raise ValueError('is no time before the start; write one like "-PT1H" or "-P1D"')
    return value


def folder(value: Any, base: Path) -> Path:
    path = base / text(value, base)
    if path.exists() and not path.is_dir():
        raise ValueError("is a file; name a folder")
    return path


def path_glob(value: Any, base: Path) -> str:
    pattern = text(value, base)
    if not re.search(r"[*?\[]", pattern) and not (base / pattern).exists():
        raise ValueError("no such file; name an existing file or folder, or a pattern like pages/*.txt")
    return str(base / pattern)


def database_url(value: Any, base: Path) -> str:
    """A SQLAlchemy URL; a relative SQLite file is taken from the folder of config.toml."""
    address = text(value, base)
    if address.startswith("sqlite:///") and not address.startswith("sqlite:////"):
        return f"sqlite:///{base / address.removeprefix('sqlite:///')}"
    if not re.match(r"(sqlite:////|postgresql(\+psycopg)?://)", address):
        raise ValueError('is no database; write "sqlite:///var/feeds.db" or "postgresql+psycopg://user@host/name"')
    return re.sub(r"^postgresql://", "postgresql+psycopg://", address)
