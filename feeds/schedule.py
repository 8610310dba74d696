"""What is read again when: one reading of a source, the state it leaves, and the loop that `feeds serve` runs.

Of all processes on a store one leads: it holds a lease in the store, reads what is due and the inbox, and lets go when
it ends; when it dies, another takes over after half a minute.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import random
import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from importlib.metadata import version
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from feeds.config import Config, Source
from feeds.errors import FeedsError
from feeds.fetching import Fetcher, Limits
from feeds.pipeline import inbox, visits
from feeds.pipeline.clock import Clock, now
from feeds.pipeline.gathering import Gathering
from feeds.pipeline.ingesting import Page, Report, ingest
from feeds.pipeline.visits import State, Visit
from feeds.records import Problem, Span
from feeds.store import Store

logger = logging.getLogger("feeds")

#: How long a leader leads without saying so again, and how often it says so.
LEASE, RENEWED = dt.timedelta(seconds=30), 10.0
#: Sources that are read at a time; of one host nothing is asked at a time anyway.
READERS = 4
#: Seconds between two looks at what is due.
TICK = 1.0
#: robots.txt is read again after this (RFC 9309 says a day).
ROBOTS = dt.timedelta(hours=24)

Chance = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One reading of one source."""

    source: Source
    report: Report
    state: State
    errors: tuple[str, ...] = ()


class Fetchers:
    """The fetchers of one process: they remember when each host was last asked, and its robots.txt for a day."""

    def __init__(self, config: Config, *, delay: float = 1.0, clock: Clock = now, limits: Limits | None = None) -> None:
        self._agent = agent(config)
        self._delay, self._clock, self._limits = delay, clock, limits
        self._made: dict[frozenset[str], tuple[dt.datetime, Fetcher]] = {}
        self._lock = threading.Lock()

    def __call__(self, source: Source) -> Fetcher:
        # A source of our own network reaches the hosts that config.toml names, and no other there.
        hosts = frozenset(urlsplit(url).netloc.lower() for url in source.url) if source.private else frozenset[str]()
        with self._lock:
            made = self._made.get(hosts)
            if made is None or self._clock() - made[0] > ROBOTS:
                fetcher = Fetcher(self._agent, private=hosts, delay=self._delay, limits=self._limits)
                made = self._clock(), fetcher
                self._made[hosts] = made
            return made[1]


def agent(config: Config) -> str:
    """The User-Agent: the program, and the site whose editors answer for it.

    An address of this machine tells nobody anything; the site's fixed name does.
    """
    host = config.site.url if "127.0.0.1" not in config.site.url else config.site.id
    return f"feeds/{version('feeds')} (+{host})"


def due(config: Config, states: dict[str, State], at: dt.datetime) -> list[Source]:
    """The sources to read now, those that have waited longest first; one never read is due at once."""
    found = [source for source in config.sources if states.get(source.name, State()).due(at)]
    return sorted(found, key=lambda source: states.get(source.name, State()).next or "")


def read_source(
    store: Store, config: Config, source: Source, fetchers: Callable[[Source], Fetcher], clock: Clock, chance: Chance
) -> Outcome:
    """Read a source once, store what it says, and remember when it is to be read again."""
    saved = store.source_states(source.name)
    before = State.load(saved.get(source.name, {}))
    beginning = f"{source.name} "
    known = {name.removeprefix(beginning): Visit.load(s) for name, s in saved.items() if name.startswith(beginning)}
    at = clock()
    gathering = gathered(source, known, fetchers(source), at, config, chance)
    report = ingest(store, gathering.pages(), config, clock, whole=lambda: not gathering.errors)
    state = after(before, gathering, report, at, chance())
    kept = {name: visit for name, visit in gathering.visits.items() if not visits.forgotten(visit, at)}
    changed = {beginning + name: visit.dump() for name, visit in kept.items() if visit != known.get(name)}
    store.save_source_states(
        {source.name: state.dump(), **changed}, drop=[beginning + name for name in known.keys() - kept.keys()]
    )
    _note(store, source, before, state, at)
    return Outcome(source, report, state, tuple(gathering.errors))


def gathered(
    source: Source, known: dict[str, Visit], fetcher: Fetcher, at: dt.datetime, config: Config, chance: Chance
) -> Gathering:
    today = at.astimezone(ZoneInfo(source.timezone or config.site.timezone)).date()
    return Gathering(source, known, fetcher, at, today, chance)


def after(before: State, gathering: Gathering, report: Report, at: dt.datetime, chance: float) -> State:
    """A reading went well when anything answered; what did not is told, and the server's own wish obeyed."""
    refresh = gathering.source.refresh
    error = gathering.errors[0] if gathering.errors else None
    if gathering.errors and not gathering.answers:
        state = visits.failed(before, at, refresh, chance, gathering.errors[0], gathering.retry_after)
    else:
        state = visits.went_well(before, at, refresh, chance)
        asked = dt.timedelta(seconds=gathering.retry_after or 0)
        if gathering.retry_after and at + min(asked, visits.LONGEST_ASKED) > visits.moment(state.next or ""):
            state = replace(state, next=visits.told(at + min(asked, visits.LONGEST_ASKED)))
    unread = report.failed[0][1] if report.failed else None
    return replace(
        state,
        error=error or unread,
        pages=gathering.given,
        failed=len(report.failed) + len(gathering.errors),
        hints=tuple(dict.fromkeys(gathering.hints)),
    )


def _note(store: Store, source: Source, before: State, state: State, at: dt.datetime) -> None:
    """A new trouble is noted for a person once, not at every reading."""
    if state.error and state.error != before.error:
        with store.writing() as writing:
            writing.note_problems([Problem(Span(0, 0), state.error)], source=source.name, at=at)


# --- what people are shown ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Status:
    """A line of `feeds sources list` and of the status page."""

    source: Source
    state: State
    events: int

    @property
    def word(self) -> str:
        if self.state.last is None:
            return "never read"
        if self.state.failures:
            return "failing"
        return "partly" if self.state.error else "ok"


def status(store: Store, config: Config) -> list[Status]:
    """How each source does, in the order of config.toml."""
    events = store.events_by_source()
    states = store.source_states()
    return [Status(each, State.load(states.get(each.name, {})), events.get(each.name, 0)) for each in config.sources]


# --- the loop -------------------------------------------------------------------------------------------------


class Refresher(threading.Thread):
    """Reads what is due, while it leads. `report` is told one line of each reading that changed or failed."""

    def __init__(
        self,
        config: Config,
        store: Store,
        *,
        clock: Clock = now,
        chance: Chance = random.random,
        fetchers: Callable[[Source], Fetcher] | None = None,
        tick: float = TICK,
        report: Callable[[str], None] = logger.info,
    ) -> None:
        super().__init__(name="refresher", daemon=True)
        self.config, self.store, self.clock, self.chance = config, store, clock, chance
        self.fetchers = fetchers or Fetchers(config, clock=clock)
        self.holder = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self._tick, self._report = tick, report
        self._over = threading.Event()
        self._leads_until: dt.datetime | None = None
        self._states: dict[str, State] | None = None
        self._reading: set[str] = set()
        self._futures: list[Future[None]] = []
        self._pool = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._failing = False

    def run(self) -> None:
        while not self._over.wait(self._tick):
            self.look()

    def look(self) -> None:
        """One look: lead or follow; what is due begins to be read."""
        try:
            if self._leads():
                if self.config.inbox:
                    self._inbox()
                self._begin()
            self._failing = False
        except (FeedsError, OSError) as error:  # a database that is away for a while, a full disk
            if not self._failing:
                self._report(str(error))
            self._failing = True
        except Exception:
            logger.exception("the refresh loop failed")

    def settle(self) -> None:
        """Wait until what is being read has been read."""
        for future in self._futures:
            future.result()

    def stop(self) -> None:
        """End; what is being read is given up, and stored pages are whole."""
        self._over.set()
        self._pool.shutdown(wait=False, cancel_futures=True)
        if self._leads_until is not None:
            self._leads_until = None
            try:
                self.store.release("refresh", self.holder)
            except FeedsError as error:
                self._report(str(error))

    def _leads(self) -> bool:
        at = self.clock()
        if self._leads_until is not None and at < self._leads_until - LEASE + dt.timedelta(seconds=RENEWED):
            return True
        led = self._leads_until is not None
        leads = self.store.lease("refresh", self.holder, at, at + LEASE)
        self._leads_until = at + LEASE if leads else None
        if leads and not led:
            self._states = None  # another process may have read since
        return leads

    def _begin(self) -> None:
        if self._states is None:
            saved = self.store.source_states()
            self._states = {each.name: State.load(saved.get(each.name, {})) for each in self.config.sources}
        for source in due(self.config, self._states, self.clock()):
            if source.name not in self._reading:
                self._reading.add(source.name)
                self._futures = [future for future in self._futures if not future.done()]
                self._futures.append(self._pool.submit(self._read, source))

    def _read(self, source: Source) -> None:
        try:
            outcome = read_source(self.store, self.config, source, self.fetchers, self.clock, self.chance)
            state = outcome.state
            if line := told(outcome):
                self._report(line)
        except FeedsError as error:
            state = self._broken(source, str(error))
        except Exception as error:
            logger.exception("%s: reading it failed", source.name)
            state = self._broken(source, f"reading it failed ({type(error).__name__}); please report it")
        if self._states is not None:
            self._states[source.name] = state
        self._reading.discard(source.name)

    def _broken(self, source: Source, error: str) -> State:
        self._report(f"{source.name}: {error}")
        before = (self._states or {}).get(source.name, State())
        return visits.failed(before, self.clock(), source.refresh, self.chance(), error)

    def _inbox(self) -> None:
        for line in inbox.read(self.store, self.config, self.clock):
            self._report(line)


def told(outcome: Outcome) -> str | None:
    """One line of a reading that changed something or went wrong; None when there is nothing to tell."""
    report, name = outcome.report, outcome.source.name
    if outcome.state.error:
        return f"{name}: {outcome.state.error}"
    if not report.changed_anything:
        return None
    events = f"{report.events_added} events new, {report.events_updated} changed"
    return f"{name}: {report.read} pages read; {events}"


def tried(
    source: Source, config: Config, fetcher: Fetcher, clock: Clock, chance: Chance, *, limit: int
) -> tuple[Gathering, Iterator[Page]]:
    """What a source gives now, nothing stored; at most `limit` articles are asked for."""
    few = replace(source, limit=min(source.limit, limit), pages=min(source.pages, 2))
    gathering = gathered(few, {}, fetcher, clock(), config, chance)
    return gathering, gathering.pages()
