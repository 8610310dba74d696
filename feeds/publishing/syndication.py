"""RSS 2.0 and Atom 1.0 by feedgen: head and foot from an empty feed, each item's bytes cut from a feed of one.

What feedgen leaves out is added through its extension interface: rel and type of an entry's links (it loses them),
dc:creator, the hub, the archive links of RFC 5005, the days of an event. Every stamp is handed to it: left alone it
writes the current time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from feeds.publishing import addresses
from feeds.publishing.items import Item, latest
from feeds.publishing.setting import Setting
from feeds.publishing.text import line

ATOM = "http://www.w3.org/2005/Atom"
#: The prefixes that every document declares at its root, so that an item's bytes need none.
PREFIXES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ev": "http://purl.org/rss/1.0/modules/event/",
    "fh": "http://purl.org/syndication/history/1.0",
}
MEDIA_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}

Added = list[tuple[str, dict[str, str], str]]


class _Entry(BaseEntryExtension):  # type: ignore[misc]
    """Elements of an item that feedgen has no door for: (name, attributes, text)."""

    def __init__(self) -> None:
        self.rss: Added = []
        self.atom: Added = []

    def extend_rss(self, entry: Any) -> Any:
        return _add(entry, self.rss)

    def extend_atom(self, entry: Any) -> Any:
        return _add(entry, self.atom)


class _Feed(BaseExtension):  # type: ignore[misc]
    """The same for the feed; the prefixes are declared here."""

    def __init__(self) -> None:
        self.rss: Added = []
        self.atom: Added = []

    def extend_ns(self) -> dict[str, str]:
        return dict(PREFIXES)

    def extend_rss(self, feed: Any) -> Any:
        _add(feed.find("channel"), self.rss)
        return feed

    def extend_atom(self, feed: Any) -> Any:
        return _add(feed, self.atom)


def _add(parent: Any, added: Added) -> Any:
    for name, attributes, text in added:
        prefix, _, local = name.rpartition(":")
        namespace = PREFIXES.get(prefix, ATOM if prefix == "atom" else "")
        # In Atom an element without a prefix stays without a namespace too: with one it would come out as ns0:link.
        tag = f"{{{namespace}}}{local}" if namespace else local
        element = etree.SubElement(parent, tag, attributes)
        element.text = text or None
    return parent


# --- items --------------------------------------------------------------------------------------------------


def atom_component(item: Item, setting: Setting) -> bytes:
    entry, more = _entry(item)
    if item.content:
        # "html", never "CDATA": that is no type of Atom's.
        entry.content(item.content, type="html")
    if item.summary:
        entry.summary(item.summary)
    more.atom += [("link", {"rel": "related", "type": "text/html", "href": href}, "") for href in item.related]
    more.atom += _event_elements(item)
    return _cut(entry.atom_entry(), "feed", b"<entry", b"</entry>", item.language)


def rss_component(item: Item, setting: Setting) -> bytes:
    entry, more = _entry(item)
    entry.description(item.summary or item.title)
    if item.content:
        entry.content(item.content)
    more.rss += [("dc:creator", {}, name) for name in item.authors if name]
    more.rss.append(("dc:language", {}, item.language))
    more.rss += _event_elements(item)
    return _cut(entry.rss_entry(), "rss", b"<item", b"</item>", "")


def _entry(item: Item) -> tuple[Any, _Entry]:
    entry = FeedEntry()
    entry.id(item.id)
    entry.guid(item.id, permalink=False)
    entry.title(item.title)
    entry.link(href=item.link)
    entry.published(item.published)
    entry.updated(item.updated)
    if names := [name for name in item.authors if name]:
        # feedgen would ask for an e-mail address in RSS; there dc:creator says the name.
        entry.author([{"name": name} for name in names])
    for category in item.categories:
        entry.category(term=category)
    entry.register_extension("more", _Entry, atom=True, rss=True)
    return entry, entry.more


def _event_elements(item: Item) -> Added:
    """The days of an event as the RSS event module has them, for programs."""
    event = item.event
    if event is None or item.shown is None:
        return []
    added: Added = [("ev:startdate", {}, item.shown[0])]
    if item.shown[1]:
        added.append(("ev:enddate", {}, item.shown[1]))
    if event["place"]:
        added.append(("ev:location", {}, event["place"]))
    if event["organizer"]:
        added.append(("ev:organizer", {}, event["organizer"]))
    added.append(("ev:type", {}, event["kind"]))
    return added


def _cut(element: Any, root: str, opening: bytes, closing: bytes, language: str) -> bytes:
    """An item's own bytes: under a root that declares the prefixes it needs no declaration of its own."""
    if language:
        element.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    above = etree.Element(root, nsmap=PREFIXES)
    above.append(element)
    octets = etree.tostring(above, encoding="UTF-8")
    start, end = octets.index(opening), octets.rindex(closing) + len(closing)
    return octets[start:end] + b"\n"


# --- heads --------------------------------------------------------------------------------------------------


def atom_head(setting: Setting, stamps: Sequence[str]) -> bytes:
    feed, more = _feed(setting, "atom", latest(stamps))
    for rel, extension, href in _links(setting, "atom"):
        attributes = {"rel": rel, "href": href}
        if extension:
            attributes["type"] = MEDIA_TYPES.get(extension, extension)
        more.atom.append(("link", attributes, ""))
    if setting.month:
        more.atom.append(("fh:archive", {}, ""))
    octets: bytes = feed.atom_str(encoding="UTF-8")
    return _opened(octets, b"</feed>")


def rss_head(setting: Setting, stamps: Sequence[str]) -> bytes:
    feed, more = _feed(setting, "rss", latest(stamps))
    for rel, extension, href in _links(setting, "rss"):
        if rel == "alternate":
            continue
        attributes = {"rel": rel, "href": href}
        if extension:
            attributes["type"] = MEDIA_TYPES.get(extension, extension)
        more.rss.append(("atom:link", attributes, ""))
    if setting.month:
        more.rss.append(("fh:archive", {}, ""))
    octets: bytes = feed.rss_str(encoding="UTF-8")
    return _opened(octets, b"</channel></rss>")


def _opened(octets: bytes, foot: bytes) -> bytes:
    assert octets.endswith(foot)
    return octets[: -len(foot)] + b"\n"


ATOM_FOOT = b"</feed>\n"
RSS_FOOT = b"</channel></rss>\n"


def self_link(setting: Setting, extension: str) -> str:
    """The address of this very document."""
    if setting.month:
        return addresses.archive(setting.site, setting.feed.name, setting.month, extension)
    return addresses.feed(setting.site, setting.feed.name, extension, setting.query_of(setting.page))


def _links(setting: Setting, extension: str) -> list[tuple[str, str, str]]:
    """(rel, extension or media type, href): self and alternate first, then hub and archives."""
    site, name = setting.site, setting.feed.name
    links = [
        ("self", extension, self_link(setting, extension)),
        ("alternate", "text/html", addresses.page(site, setting.feed, setting.query)),
    ]
    if site.hub and not setting.query_of(setting.page) and not setting.month:
        links.append(("hub", "", site.hub))
    if setting.month:
        links.append(("current", extension, addresses.feed(site, name, extension)))
    if setting.previous:
        links.append(("prev-archive", extension, addresses.archive(site, name, setting.previous, extension)))
    if setting.following:
        links.append(("next-archive", extension, addresses.archive(site, name, setting.following, extension)))
    pages = {"first": 1, "previous": setting.page - 1} if setting.page > 1 else {}
    if setting.more:
        pages["next"] = setting.page + 1
    links += [(rel, extension, addresses.feed(site, name, extension, setting.query_of(n))) for rel, n in pages.items()]
    return links


def _feed(setting: Setting, extension: str, updated: dt.datetime) -> tuple[Any, _Feed]:
    site, feed = setting.site, setting.feed
    title = line(feed.title or feed.name)
    made = FeedGenerator()
    made.id(addresses.urn(site.id, feed.name, setting.query))
    made.title(title)
    made.description(line(feed.description) or title)
    made.language(feed.language or site.language)
    made.author({"name": line(site.author or site.title)})
    made.generator("feeds")
    made.docs("https://www.rssboard.org/rss-specification")
    made.ttl(max(site.refresh // 60, 1))
    made.updated(updated)
    made.lastBuildDate(updated)
    if extension == "rss":
        made.link(href=addresses.page(site, feed, setting.query), rel="alternate")
    made.register_extension("more", _Feed, _Entry, atom=True, rss=True)
    return made, made.more
