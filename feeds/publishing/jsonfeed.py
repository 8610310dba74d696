"""JSON Feed 1.1: a month-precise event stands here too, as exact as it was printed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from feeds.publishing import addresses
from feeds.publishing.items import Item
from feeds.publishing.setting import Setting
from feeds.publishing.syndication import self_link
from feeds.publishing.text import line


def component(item: Item, setting: Setting) -> bytes:
    made: dict[str, Any] = {
        "id": item.id,
        "url": item.link,
        "title": item.title,
        "date_published": _moment(item.published),
        "date_modified": _moment(item.updated),
        "language": item.language,
    }
    # One of the two contents has to be there.
    if item.content:
        made["content_html"] = item.content
    else:
        made["content_text"] = item.summary or item.title
    if item.summary:
        made["summary"] = item.summary
    if names := [name for name in item.authors if name]:
        made["authors"] = [{"name": name} for name in names]
    if item.categories:
        made["tags"] = list(item.categories)
    own: dict[str, Any] = {}
    if item.event is not None:
        own["event"] = item.event
    if item.related:
        own["related"] = list(item.related)
    if own:
        made["_feeds"] = own
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()


def _moment(value: dt.datetime) -> str:
    return value.isoformat(timespec="seconds").replace("+00:00", "Z")


def head(setting: Setting, stamps: Sequence[str]) -> bytes:
    site, feed = setting.site, setting.feed
    made: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": line(feed.title or feed.name),
        "home_page_url": addresses.page(site, feed, setting.query),
        "feed_url": self_link(setting, "json"),
        "language": feed.language or site.language,
        "authors": [{"name": line(site.author or site.title)}],
    }
    if feed.description:
        made["description"] = line(feed.description)
    if setting.previous:
        made["next_url"] = addresses.archive(site, feed.name, setting.previous, "json")
    if setting.more:
        made["next_url"] = addresses.feed(site, feed.name, "json", setting.query_of(setting.page + 1))
    if site.hub and not setting.query_of(setting.page) and not setting.month:
        made["hubs"] = [{"type": "WebSub", "url": site.hub}]
    octets = json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
    return octets[:-1] + b',"items":[\n'


FOOT = b"\n]}\n"
