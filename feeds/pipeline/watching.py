"""Files that are read as they come: the folders of the sources' paths and the inbox, watched by the system itself."""

from __future__ import annotations

import fnmatch
import os
import queue
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from feeds.config import Config
from feeds.fetching import Fetcher
from feeds.pipeline import inbox
from feeds.pipeline.clock import Clock, now
from feeds.pipeline.publisher import publish
from feeds.schedule import read_source, told
from feeds.store import Store

#: A burst of changes is one: seconds of quiet that end it, and seconds after which it is read all the same.
QUIET, LONGEST = 0.5, 10.0
#: Seconds after which we look without being told: at a file that may still be written, and at folders of a kind that
#: tells of no change (some network drives).
SOON, SELDOM = 2.5, 60.0


class Watcher:
    def __init__(
        self, config: Config, store: Store, *, clock: Clock = now, report: Callable[[str], None] = print
    ) -> None:
        self.config, self.store, self.clock, self._report = config, store, clock, report
        self.sources = [replace(source, url=()) for source in config.sources if source.path]
        bases = [base_of(pattern) for source in self.sources for pattern in source.path]
        if config.inbox is not None:
            config.inbox.mkdir(parents=True, exist_ok=True)
            bases.append(config.inbox)
        #: What is watched, each with all below it.
        self.folders = sorted({base for base in bases if base.is_dir()})
        #: Files that were written to their end; None: stop.
        self._changes: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._whole: set[str] = set()

    def read(self) -> None:
        """Read what is new or changed, and publish."""
        generation = self.store.generation()
        for source in self.sources:
            line = told(read_source(self.store, self.config, source, _no_network, self.clock, lambda: 0.0))
            if line:
                self._report(line)
        if self.config.inbox is not None:
            for line in inbox.read(self.store, self.config, self.clock, whole=self._whole):
                self._report(line)
        if self.store.generation() != generation:
            publish(self.store, self.config, self.clock())

    def run(self) -> None:
        """Until `stop`, or Ctrl-C."""
        observer = Observer()
        for folder in self.folders:
            observer.schedule(_Handler(self, self._changes), str(folder), recursive=True)
        observer.start()
        try:
            self.read()  # what came before we watched
            while self._burst():
                self.read()
        finally:
            observer.stop()
            observer.join()

    def stop(self) -> None:
        self._changes.put(None)

    def _burst(self) -> bool:
        """Wait for files, and for the end of their burst; False when we are told to stop."""
        self._whole = set()
        try:
            change = self._changes.get(timeout=SOON if inbox.waiting(self.config) else SELDOM)
        except queue.Empty:
            return True
        for _ in range(int(LONGEST / QUIET)):
            while change is not None:
                self._whole.add(change)
                if self._changes.empty():
                    break
                change = self._changes.get()
            if change is None:
                return False
            try:
                change = self._changes.get(timeout=QUIET)
            except queue.Empty:
                break
        return True

    def matches(self, path: str) -> bool:
        """Whether it is a file that we read: not the store's own, nor one in the inbox's folders."""
        if self.config.inbox is not None and Path(path).parent == self.config.inbox:
            return True
        patterns = [pattern for source in self.sources for pattern in source.path]
        return any(fnmatch.fnmatch(path, pattern) or path.startswith(f"{pattern}/") for pattern in patterns)


class _Handler(FileSystemEventHandler):
    """Tells of files that are whole: closed after writing, or moved into place."""

    def __init__(self, watcher: Watcher, changes: queue.SimpleQueue[str | None]) -> None:
        self._watcher, self._changes = watcher, changes

    def on_any_event(self, event: FileSystemEvent) -> None:
        path = os.fsdecode(event.dest_path if event.event_type == "moved" else event.src_path)
        if event.event_type in ("closed", "moved") and self._watcher.matches(path):
            self._changes.put(path)


def base_of(pattern: str) -> Path:
    """The folder above all that a pattern can mean.

    >>> str(base_of("/papers/2025-*/page?.pdf"))
    '/papers'
    """
    parts = Path(pattern).parts
    plain = next((n for n, part in enumerate(parts) if re.search(r"[*?\\[]", part)), len(parts))
    base = Path(*parts[:plain])
    return base if plain < len(parts) or base.is_dir() else base.parent


def _no_network(source: Any) -> Fetcher:
    return Fetcher("feeds")  # a source without addresses never asks it
