"""Today's rules over the stored pages: what they would change is shown before it is done, and UIDs stay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from feeds.config import Config
from feeds.errors import DocumentError
from feeds.pipeline.clock import Clock, now
from feeds.pipeline.ingesting import Page, read_page, scope_of, zone_of
from feeds.pipeline.revising import Changes
from feeds.pipeline.telling import Context, Telling
from feeds.store import Store, Writing
from feeds.store.store import Stored


@dataclass(slots=True)
class Reread:
    """What reading again did, or would do."""

    pages: int = 0
    changes: Changes = field(default_factory=Changes)
    failed: list[tuple[str, str]] = field(default_factory=list)


class _NothingKept(Exception):
    """Ends the transaction of a dry run."""


def reread(
    store: Store,
    config: Config,
    clock: Clock = now,
    *,
    dry_run: bool = False,
    progress: Callable[[str], None] | None = None,
) -> Reread:
    """Read every stored page again. Each page is one transaction; a dry run is one for all, taken back at its end."""
    done = Reread()
    pages = list(store.stored())
    if dry_run:
        try:
            with store.writing() as writing:
                for page in pages:
                    _again(writing, page, config, clock, done, progress)
                raise _NothingKept
        except _NothingKept:
            return done
    for page in pages:
        with store.writing() as writing:
            _again(writing, page, config, clock, done, progress)
    return done


def _again(
    writing: Writing,
    stored: Stored,
    config: Config,
    clock: Clock,
    done: Reread,
    progress: Callable[[str], None] | None,
) -> None:
    page = stored_page(stored)
    declared = config.source(stored.source)
    try:
        read = read_page(page, stored.source, declared, config)
    except DocumentError as error:
        done.failed.append((stored.name, str(error)))
        return
    at = clock()
    timezone = zone_of(page.timezone, declared, config)
    context = Context(
        site=config.site.id,
        at=at,
        timezone=timezone,
        document=stored.id,
        former=None,
        scope=scope_of(stored.source, stored.name),
        again=True,
        superseded=stored.superseded,
    )
    telling = Telling(writing, read, context)
    telling.tell()
    writing.reread_document(stored.id, read.document, timezone)
    writing.note_problems([*read.problems, *telling.problems], source=stored.source, at=at, document=stored.id)
    done.pages += 1
    done.changes.events += telling.changes.events
    done.changes.entries_added += telling.changes.entries_added
    done.changes.entries_changed += telling.changes.entries_changed
    if progress is not None:
        progress(stored.name)


def stored_page(stored: Stored) -> Page:
    """The page as it came in."""
    published = stored.given.get("published")
    return Page(
        name=stored.name,
        data=stored.body,
        source=stored.source,
        media_type=stored.given.get("media_type"),
        url=stored.given.get("url"),
        published=dt.date.fromisoformat(published) if published else None,
        language=stored.given.get("language"),
        timezone=stored.given.get("timezone"),
    )
