"""One reading of one source: its files, its addresses, what its listing pages and feeds lead to -> pages.

Nothing is stored here: pages are given one by one as they come, and what is to be remembered of each address stands in
`visits` when all have been taken. Links are followed as config.toml says and no further; the fetcher is the network.
"""

from __future__ import annotations

import datetime as dt
import glob
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from feeds.config import Source
from feeds.errors import DocumentError, FetchError
from feeds.fetching import Fetched, Fetcher, Refused
from feeds.pipeline import visits, worker
from feeds.pipeline.ingesting import Page, load, named
from feeds.pipeline.visits import Visit
from feeds.sources import Part, links

#: Refusals in a row after which a site is left alone until the next reading.
PATIENCE = 3
#: Pages that are only a door to the next, one behind the other.
DOORS = 2
#: Kinds of sources whose address tells the day of the issue.
DATED = ("daily", "weekly", "notice")
_UNFINISHED = (".part", ".tmp", ".crdownload", ".swp", "~")


class Gathering:
    """Reads a source once. After `pages()` has ended, the other attributes say how it went."""

    def __init__(
        self,
        source: Source,
        known: Mapping[str, Visit],
        fetcher: Fetcher,
        now: dt.datetime,
        today: dt.date,
        chance: Callable[[], float],
    ) -> None:
        self.source, self.fetcher, self.now, self.today, self.chance = source, fetcher, now, today, chance
        #: Address or file -> what is to be remembered of it.
        self.visits: dict[str, Visit] = dict(known)
        #: One line each: what could not be had.
        self.errors: list[str] = []
        self.hints: list[str] = []
        self.retry_after: float | None = None
        #: Answers that came, with news or without.
        self.answers = 0
        self.given = 0
        self._refusals = 0
        self._asked: set[str] = set()

    def pages(self) -> Iterator[Page]:
        for pattern in self.source.path:
            yield from self._files(pattern)
        for address in self.source.url:
            for page in self._address(links.filled(address, self.today)):
                self.given += 1
                yield page

    # --- files ---------------------------------------------------------------------------------------------

    def _files(self, pattern: str) -> Iterator[Page]:
        for file in files_of(pattern):
            stamp = stamp_of(file)
            name = str(file)
            visit = self.visits.get(name, Visit())
            self.answers += 1
            if stamp is None or (visit.stamp == stamp and not self.source.complete):
                continue
            try:
                page = load(file)
            except DocumentError as error:
                self.errors.append(str(error))
                continue
            self.visits[name] = visits.answered(visit, self.now, self.source.refresh, changed=True, stamp=stamp)
            self.given += 1
            yield Page(named(file), page.data, source=self.source.name)

    # --- addresses -----------------------------------------------------------------------------------------

    def _address(self, address: str) -> Iterator[Page]:
        if self.source.follow:
            yield from self._listing(address, 0)
        elif self.source.next:
            yield from self._chain(address)
        elif self.source.linked:
            yield from self._feed(address)
        else:
            found = self._fetch(address, root=True)
            if found is not None:
                yield self._page(address, found)

    def _listing(self, address: str, level: int) -> Iterator[Page]:
        """The pages that a listing page leads to, level by level; the listing itself is no page to read."""
        selector = self.source.follow[level]
        at: str | None = address
        for _ in range(self.source.pages):
            if at is None or self._weary():
                return
            found = self._fetch(at, root=level == 0, keep=True, doors=level == 0)
            if found is not None and found.status == 200:
                told = tuple(links.links(found.data, found.url, selector, found.charset))
                if not told and level == 0:
                    self.errors.append(f'{found.url}: nothing on it matches follow = "{selector}"; mend the selector')
                self._remember(at, links=told, following=self._next(found))
            visit = self.visits.get(at, Visit())
            for link in visit.links[: self.source.limit]:
                if self._weary() or not self._allowed(link):
                    continue
                if level + 1 < len(self.source.follow):
                    yield from self._listing(link, level + 1)
                else:
                    yield from self._article(link)
            at = visit.following

    def _chain(self, address: str) -> Iterator[Page]:
        """Listing pages that are read themselves, each leading to the next."""
        at: str | None = address
        for number in range(self.source.pages):
            if at is None or self._weary():
                return
            found = self._fetch(at, root=number == 0, keep=True)
            if found is not None:
                self._remember(at, following=self._next(found))
                yield self._page(at, found)
            at = self.visits.get(at, Visit()).following

    def _feed(self, address: str) -> Iterator[Page]:
        """The items of a feed: the page each links to, or the item itself when that cannot be had."""
        found = self._fetch(address, root=True, keep=True)
        whole = None if found is None else Part(address, found.data, told_type(found), found.url)
        try:
            items = [] if whole is None else [part for part in worker.inside(whole) if isinstance(part, Part)]
        except DocumentError as error:
            self.errors.append(str(error))
            return
        self._remember(address, links=tuple(part.url for part in items if part.url) or self._links(address))
        given = {part.url: part for part in items}
        for part in items:
            if part.url is None:
                yield Page(part.name, part.data, self.source.name, part.media_type, language=part.language)
        for link in self._links(address):
            before = self.visits.get(link)
            pages = list(self._article(link)) if self._allowed(link) and not self._weary() else []
            item = given.get(link)
            if not pages and item is not None and (before is None or not before.stamp):
                pages = [Page(item.name, item.data, self.source.name, item.media_type, link, language=item.language)]
            yield from pages

    def _article(self, address: str) -> Iterator[Page]:
        visit = self.visits.get(address, Visit())
        if address in self._asked or len(self._asked) >= self.source.limit + self.source.pages:
            return
        if not (visit.due(self.now) or self.source.complete):
            self.visits[address] = visits.seen(visit, self.now)
            return
        found = self._fetch(address)
        if found is not None:
            self._remember(address, stamp="read")
            yield self._page(address, found)

    def _page(self, address: str, found: Fetched) -> Page:
        day = links.day_in(address) or links.day_in(found.url) if self.source.kind in DATED else None
        if day is not None and day > self.today + dt.timedelta(days=1):
            day = None  # an address may name the day of what it announces
        return Page(address, found.data, self.source.name, told_type(found), found.url, day)

    def _next(self, found: Fetched) -> str | None:
        if not self.source.next:
            return None
        onward = links.links(found.data, found.url, self.source.next, found.charset)
        return next((link for link in onward if link != found.url and self._allowed(link)), None)

    # --- the network ---------------------------------------------------------------------------------------

    def _fetch(self, address: str, *, root: bool = False, keep: bool = False, doors: bool = False) -> Fetched | None:
        """A new answer; None when there is none, or nothing new. `keep`: what it leads to is remembered."""
        if address in self._asked or self._weary():
            return None
        self._asked.add(address)
        visit = self.visits.get(address, Visit())
        if visit.gone and not visit.due(self.now):
            self.errors.append(f"{address}: gone (410); take it out of config.toml")
            return None
        fresh = self.source.complete or (keep and not visit.links and not visit.following)
        try:
            found = self._ask(visit.moved or address, Visit() if fresh else visit)
            if doors and found.status == 200:
                found = self._through(found)
        except FetchError as error:
            self._failed(address, visit, error)
            return None
        self._refusals = 0
        self.answers += 1
        if found.status == 410:
            self.visits[address] = visits.gone(visit, self.now)
            if root:
                self.errors.append(f"{address}: gone (410); take it out of config.toml")
            return None
        moved = found.moved or visit.moved
        if moved and root:
            self.hints.append(f"{address} has moved to {moved}; write that into config.toml")
        told = {"etag": found.etag, "last_modified": found.last_modified} if found.status == 200 else {}
        self.visits[address] = visits.answered(
            visit, self.now, self.source.refresh, changed=found.status == 200, moved=moved, **told
        )
        return found if found.status == 200 else None

    def _ask(self, address: str, visit: Visit) -> Fetched:
        return self.fetcher.fetch(address, etag=visit.etag, last_modified=visit.last_modified)

    def _through(self, found: Fetched) -> Fetched:
        """Behind a first page that only sends its readers on, as digital editions do to the newest issue."""
        for _ in range(DOORS):
            to = links.onward(found.data, found.url, found.charset)
            if to is None or to == found.url or not self._allowed(to):
                break
            # Its validators are not those of the door, which is what we ask for next time.
            found = replace(self._ask(to, Visit()), etag=None, last_modified=None)
        return found

    def _failed(self, address: str, visit: Visit, error: FetchError) -> None:
        self.errors.append(str(error))
        after = error.after if isinstance(error, Refused) else None
        if isinstance(error, Refused):
            self._refusals = PATIENCE if after else self._refusals + 1
            self.retry_after = max(filter(None, (self.retry_after, after)), default=None)
        self.visits[address] = visits.unanswered(visit, self.now, self.source.refresh, self.chance(), after)

    def _weary(self) -> bool:
        return self._refusals >= PATIENCE

    def _remember(self, address: str, **told: object) -> None:
        self.visits[address] = visits.noted(self.visits.get(address, Visit()), **told)

    def _links(self, address: str) -> tuple[str, ...]:
        return self.visits.get(address, Visit()).links[: self.source.limit]

    def _allowed(self, link: str) -> bool:
        """A source of one's own network leads to its own hosts alone: a page must not choose whom we ask there."""
        if not self.source.private:
            return True
        return urlsplit(link).netloc in {urlsplit(address).netloc for address in self.source.url}


def told_type(found: Fetched) -> str | None:
    if not found.media_type:
        return None
    return f"{found.media_type}; charset={found.charset}" if found.charset else found.media_type


# --- files ------------------------------------------------------------------------------------------------


def files_of(pattern: str) -> list[Path]:
    """The files that a path of config.toml means, sorted; a folder means all below it."""
    found: list[Path] = []
    for name in glob.glob(pattern, recursive=True):
        path = Path(name)
        found += sorted(path.rglob("*")) if path.is_dir() else [path]
    return sorted({path for path in found if readable(path)})


def readable(path: Path) -> bool:
    """A file that is whole: not hidden, and not one that a program is still writing under another name."""
    return path.is_file() and not path.name.startswith(".") and not path.name.lower().endswith(_UNFINISHED)


def stamp_of(file: Path) -> str | None:
    try:
        told = file.stat()
    except OSError:
        return None
    return f"{told.st_mtime_ns}:{told.st_size}"
