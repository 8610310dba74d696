"""The inbox: files dropped into a folder are read, then moved to its folder done/ or failed/.

Where a file goes is told by its own name in this folder, never by anything inside it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Container, Iterator
from pathlib import Path

from feeds.config import Config
from feeds.errors import DocumentError
from feeds.pipeline.clock import Clock
from feeds.pipeline.gathering import readable
from feeds.pipeline.ingesting import Page, Report, ingest, load
from feeds.store import Store

#: Seconds since a file was last written, after which nobody is still writing it.
SETTLED = 2.0


def read(store: Store, config: Config, clock: Clock, *, whole: Container[str] = ()) -> Iterator[str]:
    """Read what lies in the inbox; one line for each file. `whole`: those known to be written to their end."""
    assert config.inbox is not None
    if not config.inbox.is_dir():
        return
    for file in sorted(config.inbox.iterdir()):
        if not _wanted(file) or (str(file) not in whole and _age(file) < SETTLED):
            continue
        report = Report()
        try:
            page = load(file)
            report = ingest(store, [Page(file.name, page.data)], config, clock)
        except DocumentError as error:
            report.failed.append((file.name, str(error)))
        folder = config.inbox / ("failed" if report.failed else "done")
        if move(file, folder, report):
            yield f"inbox/{file.name}: {told(report).removeprefix(f'{file.name}: ')}"


def waiting(config: Config) -> bool:
    """Whether there is a file that may still be written."""
    folder = config.inbox
    return folder is not None and folder.is_dir() and any(_wanted(file) for file in folder.iterdir())


def _wanted(file: Path) -> bool:
    return readable(file) and not file.is_symlink()


def told(report: Report) -> str:
    if report.failed:
        return "; ".join(line for _, line in report.failed)
    if not report.read:
        return "was read before"
    return f"{report.entries_added} articles new, {report.events_added} events new, {report.events_updated} changed"


def move(file: Path, folder: Path, report: Report) -> bool:
    """Out of the way; beside a file that failed, why. False when another process has moved it."""
    folder.mkdir(exist_ok=True)
    target = folder / file.name
    number = 1
    while target.exists():
        number += 1
        target = folder / f"{file.stem}-{number}{file.suffix}"
    try:
        os.rename(file, target)
    except FileNotFoundError:
        return False
    if report.failed:
        lines = "".join(f"{line}\n" for _, line in report.failed)
        target.with_name(target.name + ".why.txt").write_text(lines, "utf-8")
    return True


def _age(file: Path) -> float:
    try:
        return time.time() - file.stat().st_mtime
    except OSError:
        return 0.0
