"""OPML 2.0 of all feeds: what one imports into a reader."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from feeds.publishing import addresses
from feeds.publishing.text import line
from feeds.records import Feed, Site

MEDIA_TYPE = "text/x-opml"


def render(feeds: Iterable[Feed], site: Site) -> bytes:
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = line(site.title)
    if site.author:
        etree.SubElement(head, "ownerName").text = line(site.author)
    body = etree.SubElement(root, "body")
    for feed in feeds:
        title = line(feed.title or feed.name)
        attributes = {
            "type": "rss",
            "text": title,
            "title": title,
            "xmlUrl": addresses.feed(site, feed.name, "atom"),
            "htmlUrl": addresses.page(site, feed),
            "version": "ATOM",
            "language": feed.language or site.language,
        }
        if feed.description:
            attributes["description"] = line(feed.description)
        etree.SubElement(body, "outline", attributes)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
