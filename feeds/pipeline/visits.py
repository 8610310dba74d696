"""When a source, and each of its addresses, is read again: pure; moments and chance are handed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Self

#: The first wait after a failure; each further failure doubles it, up to a day (or the source's own pace).
FIRST_WAIT = dt.timedelta(minutes=1)
LONGEST_WAIT = dt.timedelta(days=1)
#: A server's Retry-After is honoured up to this.
LONGEST_ASKED = dt.timedelta(days=7)
#: A page that has not changed for long is looked at once a week.
SELDOM = dt.timedelta(days=7)
#: 410 Gone is believed; after a month we ask whether it was meant.
GONE = dt.timedelta(days=30)
#: An address that no listing has named for so long is forgotten.
FORGOTTEN = dt.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Visit:
    """What is remembered of one address (or file)."""

    etag: str | None = None
    last_modified: str | None = None
    #: Where a permanent redirect led: asked from now on.
    moved: str | None = None
    #: Of a file: when it was changed, and its size.
    stamp: str | None = None
    #: What a listing page led to, and its next page: still so after a 304.
    links: tuple[str, ...] = ()
    following: str | None = None
    #: Answers without news, and without an answer, in a row.
    unchanged: int = 0
    failures: int = 0
    gone: bool = False
    #: Moments in UTC, ISO 8601: not asked before `next`; last asked for `seen`.
    next: str | None = None
    seen: str | None = None

    @classmethod
    def load(cls, state: Mapping[str, Any]) -> Self:
        known = {each.name for each in fields(cls)}
        visit = cls(**{name: value for name, value in state.items() if name in known})
        return replace(visit, links=tuple(visit.links))

    def dump(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value not in (None, (), 0, False)}

    def due(self, now: dt.datetime) -> bool:
        return self.next is None or moment(self.next) <= now


@dataclass(frozen=True, slots=True)
class State:
    """What is remembered of one source: what `feeds sources list` and the status page show."""

    last: str | None = None
    next: str | None = None
    #: The last reading that went well.
    good: str | None = None
    failures: int = 0
    error: str | None = None
    #: Pages that the last reading gave, and how many of them could not be read.
    pages: int = 0
    failed: int = 0
    #: For a person to settle: "https://… has moved to https://…".
    hints: tuple[str, ...] = field(default=())

    @classmethod
    def load(cls, state: Mapping[str, Any]) -> Self:
        known = {each.name for each in fields(cls)}
        loaded = cls(**{name: value for name, value in state.items() if name in known})
        return replace(loaded, hints=tuple(loaded.hints))

    def dump(self) -> dict[str, Any]:
        return asdict(self)

    def due(self, now: dt.datetime) -> bool:
        return self.next is None or moment(self.next) <= now


def went_well(state: State, now: dt.datetime, refresh: int, chance: float) -> State:
    """Read again after its own pace, up to a tenth later: sources of one site do not all come due at once.

    >>> began = dt.datetime(2025, 1, 16, tzinfo=dt.UTC)
    >>> went_well(State(failures=3, error="no answer"), began, 3600, chance=0.5).next
    '2025-01-16T01:03:00Z'
    """
    pause = dt.timedelta(seconds=refresh * (1 + 0.1 * chance))
    return replace(state, last=told(now), good=told(now), next=told(now + pause), failures=0, error=None)


def failed(
    state: State, now: dt.datetime, refresh: int, chance: float, error: str, retry_after: float | None = None
) -> State:
    """Read again after a wait that doubles, shortened by chance to between half and all of it.

    A server that says when to come back is obeyed, if that is later.

    >>> began = dt.datetime(2025, 1, 16, tzinfo=dt.UTC)
    >>> [failed(State(failures=n), began, 3600, 1.0, "no answer").next for n in (0, 1, 20)]
    ['2025-01-16T00:01:00Z', '2025-01-16T00:02:00Z', '2025-01-17T00:00:00Z']
    >>> failed(State(), began, 3600, 1.0, "503", retry_after=7200).next
    '2025-01-16T02:00:00Z'
    """
    pause = waited(state.failures, refresh, chance, retry_after)
    return replace(state, last=told(now), next=told(now + pause), failures=state.failures + 1, error=error)


def waited(failures: int, refresh: int, chance: float, retry_after: float | None) -> dt.timedelta:
    longest = max(LONGEST_WAIT, dt.timedelta(seconds=refresh))
    wait: dt.timedelta = min(FIRST_WAIT * 2 ** min(failures, 20), longest) * (0.5 + 0.5 * chance)
    asked = min(dt.timedelta(seconds=retry_after or 0), LONGEST_ASKED)
    return max(wait, asked)


# --- one address ------------------------------------------------------------------------------------------


def answered(visit: Visit, now: dt.datetime, refresh: int, *, changed: bool, **new: Any) -> Visit:
    """After an answer: a page that stays the same is asked for half as often each time, down to once a week.

    >>> visit, now = Visit(), dt.datetime(2025, 1, 16, tzinfo=dt.UTC)
    >>> for _ in range(3):
    ...     visit = answered(visit, now, 3600, changed=False)
    >>> visit.next
    '2025-01-16T08:00:00Z'
    """
    unchanged = 0 if changed else visit.unchanged + 1
    pause = min(dt.timedelta(seconds=refresh) * 2 ** min(unchanged, 20), max(SELDOM, dt.timedelta(seconds=refresh)))
    after = replace(visit, unchanged=unchanged, failures=0, gone=False, next=told(now + pause), seen=told(now))
    return replace(after, **new)


def unanswered(visit: Visit, now: dt.datetime, refresh: int, chance: float, retry_after: float | None = None) -> Visit:
    pause = waited(visit.failures, refresh, chance, retry_after)
    return replace(visit, failures=visit.failures + 1, next=told(now + pause), seen=told(now))


def gone(visit: Visit, now: dt.datetime) -> Visit:
    return replace(Visit(), gone=True, next=told(now + GONE), seen=told(now))


def seen(visit: Visit, now: dt.datetime) -> Visit:
    """Named by a listing, and not asked for yet."""
    return replace(visit, seen=told(now))


def noted(visit: Visit, **new: Any) -> Visit:
    return replace(visit, **new)


def forgotten(visit: Visit, now: dt.datetime) -> bool:
    return visit.seen is not None and moment(visit.seen) < now - FORGOTTEN


def told(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0).isoformat() + "Z"


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)
