"""Pages -> store: bytes are read, what they say is decided on, and each page is stored in one transaction."""

from __future__ import annotations

import datetime as dt
import fnmatch
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from feeds import sources
from feeds.config import Config, Source
from feeds.errors import DocumentError
from feeds.merging import GONE, VANISHED, identity
from feeds.pipeline import listing, worker
from feeds.pipeline.clock import Clock, now
from feeds.pipeline.revising import Changed, Changes
from feeds.pipeline.telling import Context, Telling
from feeds.records import Problem, Reading
from feeds.sources import Part
from feeds.store import Store, Writing


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of one document, and what is known of it besides."""

    #: What it is known by when it is read again: a path, an address.
    name: str
    data: bytes
    #: A source of config.toml; None: the one whose paths or addresses hold it, else the file's own name.
    source: str | None = None
    media_type: str | None = None
    url: str | None = None
    published: dt.date | None = None
    language: str | None = None
    timezone: str | None = None


@dataclass(slots=True)
class Report:
    """What an ingest did."""

    #: Pages that were new or had changed, and those we had.
    read: int = 0
    unchanged: int = 0
    #: (name, one line) of each page that could not be read.
    failed: list[tuple[str, str]] = field(default_factory=list)
    events_added: int = 0
    events_updated: int = 0
    #: Tellings of what was known that changed nothing.
    events_kept: int = 0
    entries_added: int = 0
    entries_changed: int = 0
    changed: list[Changed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, changes: Changes) -> None:
        self.events_added += changes.added
        self.events_updated += changes.updated
        self.events_kept += changes.kept
        self.entries_added += changes.entries_added
        self.entries_changed += changes.entries_changed
        self.changed += changes.events

    @property
    def changed_anything(self) -> bool:
        return bool(self.changed or self.entries_added or self.entries_changed)


def ingest(
    store: Store,
    pages: Iterable[Page | Path | str],
    config: Config,
    clock: Clock = now,
    *,
    published: dt.date | None = None,
    language: str | None = None,
    timezone: str | None = None,
    source: str | None = None,
    progress: Callable[[str], None] | None = None,
    whole: Callable[[], bool] = lambda: True,
) -> Report:
    """Read pages into the store, in the order given; a page that cannot be read is reported and the others go on.

    `published`, `language`, `timezone` and `source` are taken for every page that does not say them itself. `whole` is
    asked at the end whether all pages came: the silence of a complete source of which one is missing means nothing.
    Raises StoreError when the store cannot be written: what was stored before that stays, whole pages all.
    """
    report = Report()
    listed: dict[str, dict[str, None]] = {}
    torn = False
    for given in pages:
        name = given.name if isinstance(given, Page) else named(given)
        for page in opened(given, config, published, language, timezone, source):
            try:
                if isinstance(page, DocumentError):
                    raise page
                uids = _ingest_page(store, page, config, clock, report)
            except DocumentError as error:
                report.failed.append((name, str(error)))
                torn = True
            else:
                if (known := source_of(page, config)) and known.complete:
                    listed.setdefault(known.name, {}).update(dict.fromkeys(uids))
        if progress is not None:
            progress(name)
    for complete, told in listed.items() if whole() and not torn else ():
        with store.writing() as writing:
            report.add(listing.settle(writing, complete, list(told), clock(), report.problems))
    return report


def opened(
    given: Page | Path | str,
    config: Config,
    published: dt.date | None = None,
    language: str | None = None,
    timezone: str | None = None,
    source: str | None = None,
) -> Iterator[Page | DocumentError]:
    """The page, or the pages inside it: the files of a zip, the items of a feed, a letter and its attachments."""
    try:
        page = given if isinstance(given, Page) else load(given)
    except DocumentError as error:
        yield error
        return
    page = _completed(page, published, language, timezone, source)
    whole = Part(page.name, page.data, page.media_type, page.url, page.published, page.language)
    for part in sources.opened(whole, worker.inside):
        if isinstance(part, DocumentError):
            yield part
        elif part is whole:
            yield page
        else:
            yield Page(
                part.name,
                part.data,
                source=source_name(page, config),
                media_type=part.media_type,
                url=part.url,
                published=part.published,
                language=part.language,
                timezone=page.timezone,
            )


def source_name(page: Page, config: Config) -> str:
    declared = source_of(page, config)
    return page.source or (declared.name if declared else Path(page.name).name)


def load(path: Path | str) -> Page:
    """The page that a file is. Raises DocumentError."""
    file = Path(path)
    try:
        if file.is_dir():
            raise DocumentError(f"{path}: this is a folder; name the files in it")
        if file.stat().st_size > sources.MAX_BYTES:
            raise DocumentError(f"{path}: over {sources.MAX_BYTES // 2**20} MiB; split it into smaller documents")
        return Page(named(path), file.read_bytes())
    except FileNotFoundError:
        raise DocumentError(f"{path}: no such file; check the name") from None
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read: {error.strerror or error}; mend that first") from None


def named(path: Path | str) -> str:
    """A file's name as it stays: from the working directory when it lies below it.

    >>> named("./pages/../pages/a.txt")
    'pages/a.txt'
    """
    whole = Path(path).resolve()
    try:
        return whole.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return whole.as_posix()


def source_of(page: Page, config: Config) -> Source | None:
    """The source of config.toml that a page belongs to."""
    if page.source is not None:
        return config.source(page.source)
    whole = str(Path(page.name).absolute())
    for source in config.sources:
        if any(fnmatch.fnmatch(whole, pattern) or whole.startswith(f"{pattern}/") for pattern in source.path):
            return source
        if any(page.url == address for address in source.url):
            return source
    return None


def _completed(
    page: Page, published: dt.date | None, language: str | None, timezone: str | None, source: str | None
) -> Page:
    return Page(
        name=page.name,
        data=page.data,
        source=page.source or source,
        media_type=page.media_type,
        url=page.url,
        published=page.published or published,
        language=page.language or language,
        timezone=page.timezone or timezone,
    )


def _ingest_page(store: Store, page: Page, config: Config, clock: Clock, report: Report) -> list[str]:
    """The UIDs it speaks of."""
    declared = source_of(page, config)
    source = source_name(page, config)
    digest = page_digest(page)
    if (known := store.holds(source, page.name, digest)) is not None:
        report.unchanged += 1
        if not (declared and declared.complete):
            return []
        return [uid for uid, each in store.mentions_of(known) if not {GONE, VANISHED} & set(each.rules)]
    read = read_page(page, source, declared, config)
    with store.writing() as writing:
        at = clock()
        telling = _store(writing, read, page, declared, config, digest, at)
        if telling is None:  # another process was quicker
            report.unchanged += 1
            return []
    report.read += 1
    report.add(telling.changes)
    report.problems += [*read.problems, *telling.problems]
    return list(telling.uids)


def page_digest(page: Page) -> str:
    """Of its bytes and of what was said of it: another day told by the command is another reading."""
    said = "\n".join(str(each) for each in (page.published, page.language, page.timezone, page.url))
    return hashlib.sha256(hashlib.sha256(page.data).digest() + said.encode()).hexdigest()


def read_page(page: Page, source: str, declared: Source | None, config: Config) -> Reading:
    """Everything a page says, read in a worker when its format or size asks for that. Raises DocumentError."""
    tongue = page.language or (declared.language if declared else None)
    part = Part(page.name, page.data, page.media_type, page.url, language=tongue)
    zone = zone_of(page.timezone, declared, config)
    return worker.told(part, source=source, published=page.published, timezone=zone)


def zone_of(given: str | None, declared: Source | None, config: Config) -> str:
    return given or (declared.timezone if declared else None) or config.site.timezone


def scope_of(source: str, name: str) -> str:
    """Pages of one source may tell one article twice; so may files that nobody gave a source, known by their names."""
    return "" if source == Path(name).name else source


def _store(
    writing: Writing,
    read: Reading,
    page: Page,
    declared: Source | None,
    config: Config,
    digest: str,
    at: dt.datetime,
) -> Telling | None:
    document = read.document
    former = writing.current(document.source, page.name)
    if former is not None and former[1] == digest:
        return None
    id = identity.mint_document(config.site.id, document.source, page.name, digest)
    given = {
        "published": page.published.isoformat() if page.published else None,
        "language": page.language,
        "media_type": page.media_type,
        "timezone": page.timezone,
        "url": page.url,
    }
    timezone = zone_of(page.timezone, declared, config)
    writing.add_document(
        id,
        document,
        name=page.name,
        digest=digest,
        body=page.data,
        given={name: value for name, value in given.items() if value},
        timezone=timezone,
        at=at,
    )
    context = Context(
        site=config.site.id,
        at=at,
        timezone=timezone,
        document=id,
        former=former[0] if former else None,
        scope=scope_of(document.source, page.name),
    )
    telling = Telling(writing, read, context)
    telling.tell()
    noted = [*read.problems, *telling.problems]
    writing.note_problems(noted, source=document.source, at=at, document=id)
    return telling
