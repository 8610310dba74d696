"""The one place that asks what time it is; FEEDS_NOW fixes it ("2025-01-16T08:00:00Z")."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable

from feeds.errors import ConfigError

#: Tells the moment, UTC.
Clock = Callable[[], dt.datetime]


def now() -> dt.datetime:
    """UTC, to the second: what a revision is stamped with."""
    fixed = os.environ.get("FEEDS_NOW")
    if not fixed:
        return dt.datetime.now(dt.UTC).replace(microsecond=0)
    try:
        moment = dt.datetime.fromisoformat(fixed)
    except ValueError:
        raise ConfigError(f'FEEDS_NOW="{fixed}": no moment; write one like 2025-01-16T08:00:00Z') from None
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


def fixed(at: dt.datetime) -> Clock:
    """A clock that stands still.

    >>> fixed(dt.datetime(2025, 1, 16, tzinfo=dt.UTC))().year
    2025
    """
    return lambda: at
