"""The components of a feed in their order, ready to be joined again when one of them changes.

A feed of 100,000 events is 60 MB: to join, hash and hold all of it anew for one change would be the cost. So the
bytes lie in segments, one a day, each with its digest; a change touches one segment, and the ETag is the digest of
the digests. The order is a function of the records alone, so every process comes to the same bytes and the same ETag.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate
from sys import intern

#: How much of an order names its segment, and its archive: "2025-01-18", "2025-01".
_DAY, _MONTH = 10, 7
#: Past this a segment nobody joins just now is held deflated.
_WORTH_DEFLATING = 2048


@dataclass(frozen=True, slots=True)
class Piece:
    """A component with its place in the feed."""

    #: Begins with the day that decides about archives: a calendar's last day, an item's day of printing.
    order: str
    #: What the head must know of it: a zone and a year, or the moment of its last change.
    mark: str
    octets: bytes

    def pack(self) -> bytes:
        """As one value, for keeping."""
        return b"%s\n%s\n%s" % (self.order.encode(), self.mark.encode(), self.octets)

    @classmethod
    def unpack(cls, value: bytes) -> Piece:
        order, mark, octets = value.split(b"\n", 2)
        return cls(order.decode(), mark.decode(), octets)


class Segment:
    """The components of one day. `orders` ascend; the bytes lie as the feed wants them, ascending or descending."""

    __slots__ = ("_deflated", "_digest", "_raw", "descending", "marks", "orders", "pending", "resting", "size", "sizes")

    def __init__(self, descending: bool) -> None:
        self.descending = descending
        self.orders: list[str] = []
        self.marks: list[str] = []
        self.sizes = array("I")
        #: Of all its bytes.
        self.size = 0
        #: Nothing came in since the last rest.
        self.resting = False
        self.pending: list[tuple[str, str, bytes]] = []
        self._raw: bytes | None = b""
        self._deflated: bytes | None = None
        self._digest: bytes | None = None

    def settle(self) -> None:
        """Take in what was added."""
        if not self.pending:
            return
        if len(self.pending) > 4 or not self.orders:
            old = self.octets()
            rows = [
                (order, mark, old[start:end])
                for order, mark, (start, end) in zip(self.orders, self.marks, self._bounds(), strict=True)
            ]
            rows = sorted(rows + self.pending)
            self.orders = [row[0] for row in rows]
            self.marks = [row[1] for row in rows]
            self.sizes = array("I", [len(row[2]) for row in rows])
            self._set(b"".join(row[2] for row in (reversed(rows) if self.descending else rows)))
        else:
            for order, mark, octets in self.pending:
                at = bisect_left(self.orders, order)
                offset = self._offset(at - 1) if self.descending else self._offset(at)
                if self.descending and at == 0:
                    offset = len(self.octets())
                self.orders.insert(at, order)
                self.marks.insert(at, mark)
                self.sizes.insert(at, len(octets))
                old = self.octets()
                self._set(old[:offset] + octets + old[offset:])
        self.pending = []

    def remove(self, order: str) -> None:
        self.settle()
        at = bisect_left(self.orders, order)
        start = self._offset(at)
        end = start + self.sizes[at]
        old = self.octets()
        del self.orders[at], self.marks[at], self.sizes[at]
        self._set(old[:start] + old[end:])

    def _bounds(self) -> list[tuple[int, int]]:
        """Where each component's bytes begin and end."""
        sizes: Sequence[int] = self.sizes[::-1] if self.descending else self.sizes
        ends = list(accumulate(sizes))
        bounds = [(end - size, end) for end, size in zip(ends, sizes, strict=True)]
        return bounds[::-1] if self.descending else bounds

    def _offset(self, at: int) -> int:
        return sum(self.sizes[at + 1 :]) if self.descending else sum(self.sizes[:at])

    def _set(self, raw: bytes) -> None:
        self._raw, self._deflated, self._digest = raw, None, None
        self.size = len(raw)

    def octets(self, since: str = "") -> bytes:
        """All its bytes, or those of the components from an order on."""
        raw = zlib.decompress(self._deflated or b"") if self._raw is None else self._raw
        if not since or not self.orders or self.orders[0] >= since:
            return raw
        offset = sum(self.sizes[: bisect_left(self.orders, since)])
        return raw[: len(raw) - offset] if self.descending else raw[offset:]

    def digest(self) -> bytes:
        if self._digest is None:
            self._digest = sha256(self.octets()).digest()
        return self._digest

    def cool(self) -> None:
        """Hold it deflated: it stands in archives alone."""
        if self._raw is not None and len(self._raw) > _WORTH_DEFLATING:
            self.digest()
            self._deflated, self._raw = zlib.compress(self._raw, 1), None

    def warm(self) -> None:
        if self._raw is None:
            self._raw, self._deflated = self.octets(), None


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a feed: what a document is made of, before its head and foot."""

    segments: tuple[tuple[Segment, str], ...]
    trim: int

    def pieces(self) -> list[bytes]:
        pieces = [segment.octets(since) for segment, since in self.segments]
        pieces = [piece for piece in pieces if piece]
        if pieces and self.trim:
            pieces[-1] = pieces[-1][: -self.trim]
        return pieces

    def marks(self) -> set[str]:
        found: set[str] = set()
        for segment, since in self.segments:
            found.update(segment.marks[bisect_left(segment.orders, since) :] if since else segment.marks)
        return found

    def digests(self) -> Iterator[bytes]:
        for segment, since in self.segments:
            whole = not since or not segment.orders or segment.orders[0] >= since
            yield segment.digest() if whole else sha256(segment.octets(since)).digest()

    def etag(self, head: bytes, foot: bytes) -> str:
        """A strong ETag of head + pieces + foot, without the quotes."""
        digests = [sha256(head).digest(), *self.digests(), sha256(foot).digest()]
        return sha256(b"".join(digests)).hexdigest()[:32]

    @property
    def size(self) -> int:
        return sum(sum(segment.sizes[bisect_left(segment.orders, since) :]) for segment, since in self.segments)


class Sheaf:
    """All components of one feed in one format."""

    def __init__(self, *, descending: bool = False, suffix: bytes = b"") -> None:
        self.descending = descending
        self.suffix = suffix
        self.segments: dict[str, Segment] = {}
        self.names: list[str] = []
        self.where: dict[str, str] = {}
        #: Days with something that is not settled, and the order from which nothing was cool the last time.
        self._loose: set[str] = set()
        self._touched: set[str] = set()
        self._warm_from: str | None = None

    def __len__(self) -> int:
        return len(self.where)

    def __contains__(self, key: str) -> bool:
        return key in self.where

    def put(self, key: str, piece: Piece) -> None:
        """Add a component, or replace the one of the same key."""
        if key in self.where:
            self.drop(key)
        # The sheaves of other formats hold the same orders and marks: interned, each is held once.
        order, mark = intern(piece.order), intern(piece.mark)
        name = order[:_DAY]
        segment = self.segments.get(name)
        if segment is None:
            segment = self.segments[name] = Segment(self.descending)
            insort(self.names, name)
        segment.resting = False
        self._loose.add(name)
        segment.pending.append((order, mark, piece.octets + self.suffix))
        self.where[key] = order

    def drop(self, key: str) -> None:
        order = self.where.pop(key, None)
        if order is None:
            return
        name = order[:_DAY]
        self.segments[name].remove(order)
        self._loose.add(name)
        if not self.segments[name].orders:
            del self.segments[name]
            self.names.remove(name)

    def settle(self) -> None:
        for name in self._loose & self.segments.keys():
            self.segments[name].settle()
        self._touched |= self._loose
        self._loose.clear()

    def since(self, budget: int, always: str, never: str = "") -> str:
        """The order from which the feed itself begins; what lies before is in archives.

        Everything from `always` on stays, nothing before `never`, and between them the newest up to the budget.
        """
        self.settle()
        spent = 0
        for name in reversed(self.names):
            segment = self.segments[name]
            spent += segment.size
            if spent <= budget:
                continue
            room = budget - (spent - segment.size)
            for order, size in zip(reversed(segment.orders), reversed(segment.sizes), strict=True):
                room -= size
                if room < 0 and order < always:
                    return max(self._after(segment, order), never)
        return never if self.names and self.names[0] < never else ""

    def _after(self, segment: Segment, order: str) -> str:
        """The next order after one: at least the newest component stays, however large."""
        at = bisect_left(segment.orders, order) + 1
        if at < len(segment.orders):
            return segment.orders[at]
        after = bisect_left(self.names, order[:_DAY]) + 1
        return self.segments[self.names[after]].orders[0] if after < len(self.names) else order

    def part(self, since: str = "") -> Part:
        """From an order on."""
        first = bisect_left(self.names, since[:_DAY]) if since else 0
        return self._part(self.names[first:], since)

    def _part(self, names: Iterable[str], since: str) -> Part:
        chosen = [(self.segments[name], since if name <= since[:_DAY] else "") for name in names]
        if self.descending:
            chosen.reverse()
        return Part(tuple(chosen), len(self.suffix))

    def months(self, since: str) -> list[str]:
        """The months that have something before an order: those that need an archive."""
        months: list[str] = []
        at, end = 0, bisect_left(self.names, since[:_DAY])
        while at < end:
            months.append(self.names[at][:_MONTH])
            at = bisect_left(self.names, months[-1] + "~", at)
        cut = self.segments.get(since[:_DAY])
        if cut and cut.orders[0] < since and months[-1:] != [since[:_MONTH]]:
            months.append(since[:_MONTH])
        return months

    def month(self, month: str) -> Part:
        """All of one month, also what the feed itself still holds of it: an archive never changes for its age."""
        first, last = bisect_left(self.names, month), bisect_left(self.names, month + "~")
        return self._part(self.names[first:last], "")

    def rest(self) -> None:
        """While a great many come in: hold the days deflated to which nothing came since the last rest."""
        for segment in self.segments.values():
            if segment.resting:
                segment.settle()
                segment.cool()
            segment.resting = True

    def cool(self, since: str) -> None:
        """Deflate what the feed itself does not hold."""
        since = since[:_DAY]
        names = self._touched & self.segments.keys() if since == self._warm_from else self.segments.keys()
        for name in names:
            if name < since:
                self.segments[name].cool()
            else:
                self.segments[name].warm()
        self._warm_from = since
        self._touched.clear()
