"""How often each may do a thing, counted in the store: all processes of a site count together."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Protocol

#: What is counted, and the moment (seconds since 1970) of which that is true.
Count = tuple[float, float]
#: Wrong guesses of one address before it must wait, and the first and the longest wait in seconds.
GUESSES, FIRST_WAIT, LONGEST_WAIT = 5, 30, 3600
Clock = Callable[[], float]


class Ledger(Protocol):
    """Where is counted: a Store, or this process alone."""

    def throttled(self, name: str) -> Count: ...

    def throttle(self, name: str, change: Callable[[Count], Count | None]) -> None: ...


class Memory:
    """A ledger of one process."""

    def __init__(self) -> None:
        self._counts: OrderedDict[str, Count] = OrderedDict()
        self._lock = Lock()

    def throttled(self, name: str) -> Count:
        with self._lock:
            return self._counts.get(name, (0.0, 0.0))

    def throttle(self, name: str, change: Callable[[Count], Count | None]) -> None:
        with self._lock:
            count = change(self._counts.pop(name, (0.0, 0.0)))
            if count is not None:
                self._counts[name] = count
            while len(self._counts) > 10_000:
                self._counts.popitem(last=False)


class Meter:
    """So many a minute: full buckets that drain by the minute."""

    def __init__(self, clock: Clock = time.time) -> None:
        self.clock = clock

    def take(self, ledger: Ledger, who: str, a_minute: int, *, look: bool = False) -> float:
        """Seconds to wait; 0 when it may be done, which then is counted unless one only looks."""
        now, wait = self.clock(), 0.0

        def taken(count: Count) -> Count:
            nonlocal wait
            level = max(count[0] - max(now - count[1], 0.0) * a_minute / 60, 0.0)
            wait = (level + 1 - a_minute) * 60 / a_minute if level + 1 > a_minute else 0.0
            return (level, now) if wait else (level + 1, now)

        if look:
            taken(ledger.throttled(who))
        else:
            ledger.throttle(who, taken)
        return wait


class Guesses:
    """Wrong passwords by address: after a few of them the address must wait, longer each time."""

    def __init__(self, clock: Clock = time.time) -> None:
        self.clock = clock

    def wait(self, ledger: Ledger, address: str) -> int:
        """Seconds until this address may try again; 0 when it may now."""
        _, until = ledger.throttled(f"guesses {address}")
        return min(max(0, int(until - self.clock() + 0.999)), LONGEST_WAIT)

    def failed(self, ledger: Ledger, address: str) -> None:
        def one_more(count: Count) -> Count:
            wrong = count[0] + 1
            wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (wrong - GUESSES)) if wrong >= GUESSES else 0
            return wrong, self.clock() + wait

        ledger.throttle(f"guesses {address}", one_more)

    def succeeded(self, ledger: Ledger, address: str) -> None:
        ledger.throttle(f"guesses {address}", lambda _: None)
