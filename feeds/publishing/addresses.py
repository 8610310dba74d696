"""Where everything of a site is: absolute, and from `[site] url` alone."""

from __future__ import annotations

import uuid
from urllib.parse import quote

from feeds.records import Feed, Site

#: Under which ids of items are made that are no UUIDs themselves; fixed for ever.
_ITEMS = uuid.UUID("3f0e1d7a-52c4-5b0e-9a51-6f6d2f3f7c11")


def event(site: Site, uid: str) -> str:
    """The page of one event."""
    return f"{site.url}/events/{quote(uid, safe='@')}"


def article(site: Site, entry_id: str) -> str:
    """The page of one article."""
    return f"{site.url}/articles/{quote(entry_id, safe='@')}"


def feed(site: Site, name: str, extension: str, query: str = "") -> str:
    """A feed; with a query, the ad-hoc one."""
    return f"{site.url}/{quote(name)}.{extension}" + (f"?{query}" if query else "")


def page(site: Site, feed: Feed, query: str = "") -> str:
    """The page that shows what a feed holds."""
    name = "" if feed.name == "events" else quote(feed.name)
    return f"{site.url}/{name}" + (f"?{query}" if query else "")


def archive(site: Site, name: str, month: str, extension: str) -> str:
    """The archive of one month of a feed, "2025-01"."""
    return f"{site.url}/{archive_path(quote(name), month, extension)}"


def archive_path(name: str, month: str, extension: str) -> str:
    """Its file in the published folder."""
    return f"archive/{name}/{month}.{extension}"


def urn(key: str, *more: str) -> str:
    """The id of an item, for ever: a UUID is told as it is, anything else is made one.

    >>> urn("6f6d2f3f-7c11-5b0e-9a51-3f0e1d7a52c4")
    'urn:uuid:6f6d2f3f-7c11-5b0e-9a51-3f0e1d7a52c4'
    """
    if not more:
        try:
            return uuid.UUID(key.partition("@")[0]).urn
        except ValueError:
            pass
    return uuid.uuid5(_ITEMS, "\n".join((key, *more))).urn
