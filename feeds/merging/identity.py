"""Names that are minted once, and the keys under which what belongs together is found."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
import uuid
import zlib
from hashlib import blake2b

from feeds.merging import places, titles
from feeds.merging.facts import as_of, is_change
from feeds.records import Facts, Mention

#: The namespace of every UID this program ever minted.
NAMESPACE = uuid.UUID("6e1f4a52-77a0-5b0c-9a3e-2f3f1f6d8c11")
#: (key, first day, last day, at most so many events), days as ordinals.
Probe = tuple[int, int, int, int]
#: Events fetched under one key: more have the word in common than can be meant.
MOST = 48
#: Words of a title that are keys, and of a mention that are asked for.
KEYS, ASKED = 16, 8


def mint_uid(site: str, facts: Facts, count: int = 0) -> str:
    """The UID of an event first seen with these facts; `count` when that name is taken."""
    start = facts.when.start.isoformat() if facts.when else ""
    parts = (site, titles.title(facts.title).plain, start, places.plain(facts.place), str(count))
    return str(uuid.uuid5(NAMESPACE, "event\n" + "\n".join(parts)))


def mint_entry(site: str, source: str, published: dt.date | None, text: str, count: int = 0) -> str:
    """The id of an article first seen, from the opening of its body."""
    opening = letters(text)[:80]
    parts = (site, source, published.isoformat() if published else "", opening, str(count))
    return str(uuid.uuid5(NAMESPACE, "entry\n" + "\n".join(parts)))


def mint_document(site: str, source: str, name: str, digest: str) -> str:
    return str(uuid.uuid5(NAMESPACE, "document\n" + "\n".join((site, source, name, digest))))


def letters(text: str) -> str:
    """Letters and digits alone, in their plain form: what reprinting and rewrapping leave as they are.

    >>> letters("本报讯 （记者\\n王 强） 1月，")
    '本报讯记者王强1月'
    """
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).lower())


def hashed(text: str) -> int:
    """63 bits, the same in every process."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) >> 1


def tokens(text: str) -> list[str]:
    """The words by which a title is found, those that name it before those that any of its kind has."""
    title = titles.title(text)
    if title.names:
        return sorted(title.names)
    runs = titles.WORD.findall(title.core)
    return sorted({run[i : i + 2] if len(run) > 1 else run for run in runs for i in range(max(len(run) - 1, 1))})


def event_keys(facts: Facts, foreign: frozenset[tuple[str, str]] = frozenset()) -> list[tuple[int, int]]:
    """Where an event stands in the index: each word of its title and the whole, at its first day and a former one."""
    days = {_day(facts.when.first_day if facts.when else None)}
    if facts.previous_start is not None:
        days.add(_day(facts.previous_start))
    names = ["=" + titles.title(facts.title).core, *(f"w{token}" for token in tokens(facts.title)[:KEYS])]
    keys = [(hashed(name), day) for name in names for day in sorted(days)]
    return keys + [(hashed(f"i{source}\n{id}"), 0) for source, id in sorted(foreign)]


def probes(mention: Mention) -> list[Probe]:
    """Where the events are that a mention may speak of: under its words at its day, and around it when it may move."""
    facts = mention.facts
    title = titles.title(facts.title)
    whole = hashed("=" + title.core)
    words = [hashed(f"w{token}") for token in tokens(facts.title)[:ASKED]]
    day = _day(facts.when.first_day if facts.when else as_of(mention))
    found = [(whole, day, day, MOST), (whole, day - 400, day + 400, MOST)]
    days = {day} if facts.when else set()
    if facts.previous_start is not None:
        days.add(_day(facts.previous_start))
    found += [(word, each, each, MOST) for word in words for each in sorted(days)]
    wide = is_change(facts) or facts.when is None or facts.phase or title.edition or title.years
    if wide or (facts.when and facts.when.rrule):
        found += [(word, day - 120, day + 200, MOST) for word in words]
    elif words:
        found += [(word, day - 31, day, MOST) for word in words]  # a day of something longer
    if mention.foreign_id is not None:
        found.append((hashed(f"i{mention.source}\n{mention.foreign_id}"), 0, 0, MOST))
    return found


def _day(start: dt.date | None) -> int:
    return 0 if start is None else dt.date(start.year, start.month, start.day).toordinal()


def sketch(text: str, scope: str, size: int = 8) -> list[int]:
    """A few hashes that nearly equal texts of one scope share: the smallest of their four-letter shingles.

    >>> one = "福海县冬捕文化旅游节将于1月18日在海上魔鬼城景区开幕，活动为期三天。"
    >>> len(set(sketch(one, "daily")) & set(sketch(one.replace("三", "四"), "daily"))) >= 4
    True
    """
    plain = letters(text)
    found = {zlib.crc32(plain[i : i + 4].encode()) for i in range(max(len(plain) - 3, 1))}
    place = hashed(scope) << 32
    return [((place ^ each) & (2**63 - 1)) for each in sorted(found)[:size]]
