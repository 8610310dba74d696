"""publish(): from the store to the folder of published feeds, writing only what changed.

A Publisher holds the components of every feed in their order. After a change in the store it takes in what became
new since, joins what is touched, and writes the files whose ETag moved; identity first, gzip and br after it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from feeds.config import Config
from feeds.pipeline import leading
from feeds.pipeline import manifest as folders
from feeds.pipeline.encodings import ENCODERS, encodable
from feeds.pipeline.manifest import File, Manifest, Stamp, about
from feeds.publishing import addresses, facts, opml
from feeds.publishing.formats import FORMATS, Format, Memo, around, cut, identity, key, moving, selection_of
from feeds.publishing.selection import Matcher
from feeds.publishing.setting import VERSION, Paper, Setting
from feeds.publishing.sheaf import Part, Piece, Sheaf
from feeds.records import Entry, Event, Feed
from feeds.store import Store

logger = logging.getLogger("feeds")

Record = Event | Entry
T = TypeVar("T")

#: Records whose kept components are asked for at a time.
BATCH = 500
#: Components kept at a time at the most: each time is a transaction.
MANY = 2_000
#: Components that are made sooner than they are looked for.
FEW = 5
#: In a store of so many records, days that nothing comes to any more are held deflated, and looked for so often.
LARGE, RESTING = 20_000, 2_000
#: A search for a feed's q finds everything, not a page of it.
ALL = 10_000_000


@dataclass
class Bundle:
    """One feed in one format."""

    feed: Feed
    made: Format
    setting: Setting
    profile: str
    sheaf: Sheaf
    #: Months touched since it was written; None: everything.
    touched: set[str] | None = None
    #: Something was put in or taken out.
    stale: bool = True
    months: list[str] = field(default_factory=list)

    @property
    def path(self) -> str:
        return f"{self.feed.name}.{self.made.extension}"

    def put(self, name: str, piece: Piece | None) -> None:
        """Take in the component of a record; None takes it out."""
        before = self.sheaf.where.get(name)
        if piece is None and before is None:
            return
        self.stale = True
        for order in (before, piece.order if piece else None):
            if order is not None and self.touched is not None:
                self.touched.add(order[:7])
        if piece is None:
            self.sheaf.drop(name)
        else:
            self.sheaf.put(name, piece)


@dataclass(frozen=True, slots=True)
class Document:
    """A body that may have to be written."""

    path: str
    media_type: str
    etag: str
    head: bytes
    part: Part | None
    foot: bytes

    def pieces(self) -> list[bytes]:
        return [self.head, *(self.part.pieces() if self.part else ()), self.foot]


class Publisher:
    """Publishes one store into one folder, again and again."""

    def __init__(
        self, store: Store, config: Config, folder: Path | None = None, *, formats: Iterable[str] = FORMATS
    ) -> None:
        self.store = store
        self.formats = [FORMATS[extension] for extension in formats]
        self.config = config
        self.folder = folder or config.published
        self.papers = {source.name: Paper(source.title, source.show, source.licence) for source in config.sources}
        self.settings = fingerprint(config)
        if len(self.formats) < len(FORMATS):
            self.settings += "".join(f" {made.extension}" for made in self.formats)
        self.generation: int | None = None
        self.day = dt.date.min
        self.bundles: list[Bundle] = []
        #: What the folder's manifest said when it was written here last.
        self.wrote: tuple[int, dt.date, str] | None = None
        self._last: tuple[folders.Seen | None, Manifest] | None = None
        #: Components made and not yet kept, by profile, and keys of their older revisions.
        self._fresh: dict[str, dict[str, bytes]] = {}
        self._old: dict[str, list[str]] = {}
        self._taken = 0
        self._large = False
        #: When cancelled events are told no more.
        self.gone: dict[str, dt.date] = {}

    def publish(self, now: dt.datetime) -> Manifest:
        """Bring the folder up to date. `now` is told once: it becomes changed_at of what changed, and names the day."""
        day = now.astimezone(ZoneInfo(self.config.site.timezone)).date()
        with folders.locked(self.folder):
            if self.wrote is None:
                folders.sweep(self.folder)
            before = self._before()
            there = folders.listing(self.folder)
            generation = self.store.generation()
            if before and self._holds(before, generation, day, there):
                return before
            self.catch_up(generation, day)
            if before is None or about(before) != self.wrote or incomplete(before, there):
                # Somebody else wrote here since, or took something away: everything is compared again.
                for bundle in self.bundles:
                    bundle.stale, bundle.touched = True, None
            made = self._write(before, now, there)
            self.wrote, self._last = about(made), (folders.stamp(self.folder), made)
            return made

    def ready(self, day: dt.date) -> None:
        """Have every feed at hand without writing: the first change then costs what the others do."""
        self.catch_up(self.store.generation(), day)

    def _before(self) -> Manifest | None:
        """What the folder's manifest says; it is not read again where it is the one written here last."""
        if self._last and self._last[0] and self._last[0] == folders.stamp(self.folder):
            return replace(self._last[1], changed=())
        return folders.read(self.folder)

    def _holds(self, before: Manifest, generation: int, day: dt.date, there: Collection[str]) -> bool:
        """Whether the folder is what would be written."""
        if about(before) != (generation, day, self.settings) or incomplete(before, there):
            return False
        return all(file.encodings or not encodable(file) for file in before.files.values())

    # --- from the store ---------------------------------------------------------------------------------------

    def catch_up(self, generation: int, day: dt.date) -> None:
        """Take in what became new since the last time."""
        if self.generation is None or self.store.floor() > self.generation or self._turned(day):
            self.day = day
            self._read_all()
        else:
            if day != self.day:
                for bundle in self.bundles:
                    bundle.stale = True
            self.day = day
            if generation != self.generation:
                events, entries = self.store.changed_since(self.generation)
                self.take_in([*events, *entries])
        self.generation = generation

    def _turned(self, day: dt.date) -> bool:
        """Whether another day gives other feeds."""
        if day == self.day:
            return False
        return any(moving(feed) for feed in self.config.feeds) or any(
            self.day < gone <= day for gone in self.gone.values()
        )

    def _read_all(self) -> None:
        self.gone = {}
        self.bundles = []
        self._large = sum(self.store.count().values()) > LARGE
        for feed in self.config.feeds:
            setting = Setting(self.config.site, feed, self.papers)
            for made in self.formats:
                if feed.content in made.contents:
                    self.bundles.append(Bundle(feed, made, setting, setting.profile(made.extension), made.sheaf()))
        with self.store.unmapped():
            self.take_in(self.store.events())
            self.take_in(self.store.entries())
            self._keep()
        for bundle in self.bundles:
            bundle.sheaf.settle()
        self._forget()

    def _forget(self) -> None:
        """Throw away what was kept for settings of long ago; a few others may be in use elsewhere."""
        ours = {bundle.profile for bundle in self.bundles}
        profiles = self.store.profiles()
        if len(profiles) > 4 * len(ours) + 20:
            for profile in profiles:
                if profile not in ours:
                    self.store.forget(profile)

    def take_in(self, records: Iterable[Record]) -> None:
        """Put each record where it belongs, and take it out where it no longer does."""
        matchers = {feed.name: self._matcher(feed) for feed in self.config.feeds}
        kinds = {False: groups(self.bundles, news=False), True: groups(self.bundles, news=True)}
        for batch in batches(records, BATCH):
            wanted: dict[str, dict[str, tuple[Record, list[Bundle]]]] = {}
            for record in batch:
                name = key(record)
                for bundles in kinds[isinstance(record, Entry)]:
                    if self._belongs(record, bundles[0].setting, matchers[bundles[0].feed.name]):
                        for bundle in bundles:
                            wanted.setdefault(bundle.profile, {}).setdefault(name, (record, []))[1].append(bundle)
                    else:
                        for bundle in bundles:
                            bundle.put(identity(record), None)
            memo: Memo = {}
            for profile, names in wanted.items():
                self._render(profile, names, memo)
            self._taken += len(batch)
            if self._large and self._taken >= RESTING:
                self._taken = 0
                for bundle in self.bundles:
                    bundle.sheaf.rest()

    def _matcher(self, feed: Feed) -> Matcher:
        selection = selection_of(feed)
        found = self.store.search(selection.q, ALL) if selection.q else None
        return Matcher(selection, self.day, found)

    def _belongs(self, record: Record, setting: Setting, matcher: Matcher) -> bool:
        if isinstance(record, Entry):
            return matcher.entry(record)
        if not matcher.event(record):
            return False
        gone = facts.expires(record, setting)
        if gone is None:
            return True
        self.gone[record.uid] = gone
        return gone > self.day

    def _render(self, profile: str, names: Mapping[str, tuple[Record, list[Bundle]]], memo: Memo) -> None:
        """The components of one profile: those that are kept, and the others made and kept."""
        # A few records are those that changed just now: nobody has kept them.
        kept = self.store.kept(profile, list(names)) if len(names) > FEW else {}
        fresh = self._fresh.setdefault(profile, {})
        for name, (record, bundles) in names.items():
            value = kept.get(name)
            piece = Piece.unpack(value) if value else self._made(record, bundles[0], memo)
            if piece and not value:
                fresh[name] = piece.pack()
                if isinstance(record, Event):
                    self._old.setdefault(profile, []).extend(earlier(record))
            for bundle in bundles:
                bundle.put(identity(record), piece)
        if len(fresh) >= MANY:
            self._keep()

    def _made(self, record: Record, bundle: Bundle, memo: Memo) -> Piece | None:
        """One component; a record that cannot be told must not take the others down with it."""
        try:
            return bundle.made.make(record, bundle.setting, memo)
        except Exception:
            logger.exception("%s: cannot be told as %s and is left out", identity(record), bundle.made.label)
            return None

    def _keep(self) -> None:
        """Keep what was made, so that the next start need not make it again."""
        if any(self._fresh.values()):
            self.store.keep_all({name: fresh for name, fresh in self._fresh.items() if fresh}, drop=self._old)
        self._fresh, self._old = {}, {}

    # --- into the folder --------------------------------------------------------------------------------------

    def documents(self) -> Iterator[Document]:
        """What was touched since the last time; a path that is not told has not changed."""
        for bundle in self.bundles:
            if bundle.stale:
                yield from self._documents_of(bundle)

    def _documents_of(self, bundle: Bundle) -> Iterator[Document]:
        sheaf, made, feed = bundle.sheaf, bundle.made, bundle.feed
        since = cut(sheaf, made, feed, self.day)
        months = sheaf.months(since) if made.archives and since else []
        setting = replace(bundle.setting, previous=months[-1] if months else None)
        yield self._document(bundle.path, made, setting, sheaf.part(since))
        for number, month in enumerate(months):
            if months == bundle.months and bundle.touched is not None and month not in bundle.touched:
                continue
            setting = replace(
                bundle.setting,
                month=month,
                previous=months[number - 1] if number else None,
                following=months[number + 1] if number + 1 < len(months) else None,
            )
            path = addresses.archive_path(feed.name, month, made.extension)
            yield self._document(path, made, setting, sheaf.month(month))
        if len(sheaf) > LARGE:
            sheaf.cool(since)
        bundle.months, bundle.touched, bundle.stale = months, set(), False

    def _document(self, path: str, made: Format, setting: Setting, part: Part) -> Document:
        head, foot = around(made, setting, part)
        return Document(path, made.media_type, part.etag(head, foot), head, part, foot)

    def _list_of_feeds(self) -> Document:
        body = opml.render(self.config.feeds, self.config.site)
        etag = hashlib.sha256(body).hexdigest()[:32]
        return Document("feeds.opml", opml.MEDIA_TYPE + "; charset=utf-8", etag, body, None, b"")

    def paths(self) -> set[str]:
        """All that belongs into the folder."""
        paths = {"feeds.opml"}
        for bundle in self.bundles:
            paths.add(bundle.path)
            for month in bundle.months:
                paths.add(addresses.archive_path(bundle.feed.name, month, bundle.made.extension))
        return paths

    def _write(self, before: Manifest | None, now: dt.datetime, there: Collection[str]) -> Manifest:
        """Bodies, then the manifest; encodings, then the manifest again."""
        states = self.store.feed_states()
        files = dict(before.files) if before else {}
        for path in lacking(files, there):
            files[path] = replace(files[path], encodings={})
        changed: list[str] = []
        fresh: dict[str, dict[str, str]] = {}
        for document in (self._list_of_feeds(), *self.documents()):
            known, state = files.get(document.path), states.get(document.path)
            if known and known.etag == document.etag and document.path in there:
                continue
            changed_at = moved(state, known, document.etag, now)
            fresh[document.path] = {"etag": document.etag, "changed_at": changed_at.isoformat()}
            target = self.folder / document.path
            target.parent.mkdir(parents=True, exist_ok=True)
            size, written = folders.put(target, document.pieces())
            files[document.path] = File(document.etag, changed_at, document.media_type, size, written)
            changed.append(document.path)
        wanted = self.paths()
        left = [path for path in files if path not in wanted]
        for path in left:
            del files[path]
        if fresh:
            self.store.save_feed_states(fresh)
        made = Manifest(self.generation or 0, self.day, self.settings, self.config.site.refresh, files, tuple(changed))
        folders.write(self.folder, made)
        folders.remove(self.folder, left)
        self._keep()
        return self._encode(made)

    def _encode(self, made: Manifest) -> Manifest:
        """gzip and br beside each body that has none yet."""
        bare = [path for path, file in made.files.items() if not file.encodings and encodable(file)]
        if not bare:
            return made
        with ThreadPoolExecutor(2) as pool:
            encoded = dict(zip(bare, pool.map(lambda path: self._encodings(path, made.files[path]), bare), strict=True))
        files = {
            path: replace(file, encodings=encoded[path]) if path in encoded else file
            for path, file in made.files.items()
        }
        made = replace(made, files=files)
        folders.write(self.folder, made)
        return made

    def _encodings(self, path: str, file: File) -> dict[str, Stamp]:
        body = (self.folder / path).read_bytes()
        stamps = {}
        for name, encode in ENCODERS.items():
            stamp = folders.put(self.folder / (path + folders.SUFFIXES[name]), [encode(body)])
            stamps[name] = Stamp(f"{file.etag}-{name}", *stamp)
        return stamps


def lacking(files: Mapping[str, File], there: Collection[str]) -> list[str]:
    """The paths whose body does not lie there, or one of its encodings."""
    return [
        path
        for path, file in files.items()
        if path not in there or any(path + folders.SUFFIXES[name] not in there for name in file.encodings)
    ]


def incomplete(made: Manifest, there: Collection[str]) -> bool:
    return bool(lacking(made.files, there))


def batches(records: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(records)
    while batch := list(islice(iterator, size)):
        yield batch


def groups(bundles: Iterable[Bundle], *, news: bool) -> list[list[Bundle]]:
    """The bundles of each feed of events, or of each of articles."""
    found: dict[str, list[Bundle]] = {}
    for bundle in bundles:
        if (bundle.feed.content == "news") is news:
            found.setdefault(bundle.feed.name, []).append(bundle)
    return list(found.values())


def earlier(event: Event) -> list[str]:
    """The keys under which the event's earlier revisions were kept."""
    return [key(replace(event, revisions=event.revisions[: n + 1])) for n in range(len(event.revisions) - 1)]


def moved(state: Mapping[str, Any] | None, known: File | None, etag: str, now: dt.datetime) -> dt.datetime:
    """When a body last changed: forward, never back, and never twice in one second."""
    at = dt.datetime.fromisoformat(state["changed_at"]) if state else None
    if state and at and state["etag"] == etag and (known is None or known.changed_at < at):
        return at  # this body is told elsewhere already, or was before the folder was lost
    before = [each for each in (at, known.changed_at if known else None) if each]
    return max([now.astimezone(dt.UTC).replace(microsecond=0), *(each + dt.timedelta(seconds=1) for each in before)])


def fingerprint(config: Config) -> str:
    """Of every setting that enters a body."""
    sources = [(source.name, source.title, source.show, source.licence) for source in config.sources]
    return hashlib.sha256(repr((VERSION, config.site, config.feeds, sources)).encode()).hexdigest()[:24]


#: A process that publishes again goes on where it was: the feeds of a store stay in memory with it.
_PUBLISHERS: WeakKeyDictionary[Store, dict[tuple[Path, str], Publisher]] = WeakKeyDictionary()


def publisher(store: Store, config: Config, folder: Path) -> Publisher:
    known = _PUBLISHERS.setdefault(store, {})
    name = (folder, fingerprint(config))
    if name not in known:
        known.clear()
        known[name] = Publisher(store, config, folder)
    return known[name]


def publish(
    store: Store, config: Config, now: dt.datetime, *, sleep: Callable[[float], object] = time.sleep
) -> Manifest:
    """Write the site's feeds into `config.published`: only what changed, each file whole or not at all.

    Where a server publishes this folder as it changes, that server has every feed at hand: it is waited for.
    """
    made = leading.of_the_leader(store, config, fingerprint(config), now, sleep)
    if made is not None:
        return made
    made = publisher(store, config, config.published).publish(now)
    if config.site.hub:
        from feeds.pipeline import websub

        websub.tell(store, config, made)
    return made


def ready(store: Store, config: Config, day: dt.date) -> None:
    """For the process that leads: read the store before something changes, and not when it does."""
    if not leading.led(config.published):
        publisher(store, config, config.published).ready(day)


def export(store: Store, config: Config, folder: Path, now: dt.datetime) -> Manifest:
    """The same into a folder that any web server can serve, with an example of how nginx does."""
    made = Publisher(store, config, folder).publish(now)
    from feeds.pipeline import nginx

    sample = nginx.sample(config.site, folder).encode()
    file = folder / "nginx.conf.example"
    if not file.exists() or file.read_bytes() != sample:
        folders.put(file, [sample])
    return made
