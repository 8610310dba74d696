"""The addresses under which a feed is subscribed to, app by app, and which apps can reach it."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlencode, urlsplit

from feeds.publishing.formats import FORMATS
from feeds.records import Feed

Reach = Literal["public", "network", "computer"]

#: Formats that readers and calendar apps subscribe to; the others are for programs.
SUBSCRIBED = ("ics", "rss", "atom", "json")


@dataclass(frozen=True, slots=True)
class App:
    #: Key of its words: name, `_delay`, `_how`.
    name: str
    #: What opening it follows; None when the address is to be pasted.
    link: str | None
    #: Whether a server of theirs fetches the feed (so that it must be public).
    outside: bool = False


def address(site: str, name: str, extension: str, query: str = "") -> str:
    """The https (or http) address of a feed."""
    return f"{site}/{quote(name)}.{extension}" + (f"?{query}" if query else "")


def formats(feed: Feed, site: str, query: str = "") -> dict[str, tuple[str, str]]:
    """Extension -> (name, address) of each format that can tell this feed."""
    made = (each for each in FORMATS.values() if feed.content in each.contents)
    return {each.extension: (each.label, address(site, feed.name, each.extension, query)) for each in made}


def webcal(url: str) -> str:
    """The same address under the scheme that calendar apps answer to.

    >>> webcal("https://feeds.example.org/events.ics?q=冬捕")
    'webcal://feeds.example.org/events.ics?q=冬捕'
    """
    return "webcal" + url[url.index("://") :]


def apps(url: str, title: str) -> tuple[App, ...]:
    """Every app we know a way for. Google takes only a webcal address, encoded, as its calendar id."""
    outlook = urlencode({"url": url, "name": title}, quote_via=quote)
    return (
        App("apple", webcal(url)),
        App("google", "https://calendar.google.com/calendar/r?cid=" + quote(webcal(url), safe=""), outside=True),
        App("outlook", f"https://outlook.live.com/calendar/0/addfromweb?{outlook}", outside=True),
        App("office", f"https://outlook.office.com/calendar/0/addfromweb?{outlook}", outside=True),
        App("android", webcal(url)),
        App("thunderbird", None),
    )


def readers(url: str) -> tuple[tuple[str, str, bool], ...]:
    """(name, link, whether it fetches from outside) of readers that take a feed by a link."""
    return (
        ("Feedly", "https://feedly.com/i/subscription/feed/" + quote(url, safe=""), True),
        ("Inoreader", "https://www.inoreader.com/?add_feed=" + quote(url, safe=""), True),
        ("NetNewsWire", "feed:" + url, False),
    )


def google_event(title: str, dates: str, place: str, details: str) -> str:
    """A link that puts one event into Google Calendar."""
    fields = {"action": "TEMPLATE", "text": title, "dates": dates, "location": place, "details": details}
    return "https://calendar.google.com/calendar/render?" + urlencode(fields, quote_via=quote)


def reach(site: str) -> Reach:
    """Who can open the site's address, as far as the address itself tells (no name is looked up).

    >>> reach("http://127.0.0.1:8000"), reach("http://192.168.1.20:8000"), reach("https://feeds.example.org")
    ('computer', 'network', 'public')
    """
    host = (urlsplit(site).hostname or "").lower()
    try:
        ip = ipaddress.ip_address(host)
    except ValueError:
        if host == "localhost" or host.endswith(".localhost"):
            return "computer"
        inside = "." not in host or host.endswith((".local", ".lan", ".home.arpa", ".internal", ".home", ".intranet"))
        return "network" if inside else "public"
    if ip.is_loopback:
        return "computer"
    return "public" if ip.is_global else "network"
