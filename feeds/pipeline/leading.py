"""Who publishes a folder: where a server does so as the store changes, a command that read a page waits for it.

The server has every feed at hand, and joins anew what changed; a command would read the whole store for one event.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from feeds.config import Config
from feeds.pipeline import manifest as folders
from feeds.pipeline.manifest import Manifest, about
from feeds.store import Store

#: How long a leader is waited for: so many times so many seconds.
WAITS, WAIT = 60, 0.05
_FILE = ".leader"
#: Folders that this process leads, and what it holds of them.
_LED: dict[Path, Any] = {}


def lead(folder: Path) -> bool:
    """Publish the folder from this process until it ends; False when another one does."""
    if folder not in _LED:
        held = _held(folder)
        if held is None:
            return False
        _LED[folder] = held
    return True


def _held(folder: Path) -> Any:
    """A lock that the system gives back when the process ends, however it ends."""
    try:
        import fcntl

        folder.mkdir(parents=True, exist_ok=True)
        held = (folder / _FILE).open("ab")
    except (ImportError, OSError):
        return None
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        held.close()
        return None
    return held


def led(folder: Path) -> bool:
    """Whether another process publishes this folder as the store changes."""
    if folder in _LED:
        return False
    try:
        import fcntl

        with (folder / _FILE).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except (ImportError, OSError):
        return False
    return False


def of_the_leader(
    store: Store, config: Config, settings: str, now: dt.datetime, sleep: Callable[[float], object]
) -> Manifest | None:
    """What the folder's leader has published of the store as it is now.

    None when nobody leads, when the leader has other settings or another day, or when it takes too long.
    """
    if not led(config.published):
        return None
    day = now.astimezone(ZoneInfo(config.site.timezone)).date()
    for _ in range(WAITS):
        made = folders.read(config.published)
        if made and (made.day, made.settings) != (day, settings):
            return None
        if made and about(made) == (store.generation(), day, settings):
            return made
        sleep(WAIT)
    return None
