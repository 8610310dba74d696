"""Which pages a listing page leads to, by CSS selectors; where a page sends its readers on; the day in an address."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import urldefrag, urljoin

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from feeds.sources.encodings import decode

#: The day in the address of a daily's page: /2025-01/16/, /20250116/, t20250116_, 2025/01/16.
_DAY = re.compile(
    r"(?<!\d)(?P<y>20\d\d)(?P<s>[-/_.]?)(?P<m>0[1-9]|1[0-2])(?:(?P=s)|[-/_.])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)"
)
_REFRESH = re.compile(r"\s*[\d.]*\s*[;,]\s*(?:url\s*=\s*)?[\"']?(?P<to>[^\"']+)", re.I)
#: Editions whose first page is a script: <script>location.href="2025-01/16/node_1.htm"</script>
_SCRIPT = re.compile(r"""(?:location(?:\.href)?\s*=|location\.(?:replace|assign)\()\s*["'](?P<to>[^"']{1,500})["']""")


def links(data: bytes, url: str, selector: str, charset: str | None = None) -> list[str]:
    """The absolute http(s) addresses of what the selector finds, in order, each once.

    An element that is no link itself (a list item, an image map) gives the links inside it.

    >>> links(b'<ul id="t"><li><a href="a.htm#x">A</a><li><a href="mailto:b">B</a></ul>', "http://p.example/1/", "#t a")
    ['http://p.example/1/a.htm']
    """
    root = _parsed(data, charset)
    if root is None:
        return []
    base = root.find(".//base[@href]")
    url = urljoin(url, base.get("href").strip()) if base is not None else url
    found: dict[str, None] = {}
    for element in root.xpath(xpath(selector)):
        for link in _hrefs(element):
            try:
                address = urldefrag(urljoin(url, link.strip()))[0]
            except ValueError:
                continue
            if address.startswith(("http://", "https://")) and not re.search(r"[\s\x00-\x1f]", address):
                found[address] = None
    return list(found)


def onward(data: bytes, url: str, charset: str | None = None) -> str | None:
    """Where a page that is only a door sends its readers: <meta http-equiv="refresh">, or a script of one line."""
    if len(data) > 20_000:
        return None
    root = _parsed(data, charset)
    if root is None:
        return None
    for meta in root.iter("meta"):
        if meta.get("http-equiv", "").lower() == "refresh" and (to := _REFRESH.match(meta.get("content", ""))):
            return str(urljoin(url, to["to"].strip()))
    if root.find(".//a[@href]") is None:
        for script in root.iter("script"):
            if to := _SCRIPT.search(script.text or ""):
                return str(urljoin(url, to["to"]))
    return None


def day_in(url: str) -> dt.date | None:
    """The day in an address, the last that stands there.

    >>> day_in("https://paper.example/html/2025-01/16/content_20.htm")
    datetime.date(2025, 1, 16)
    >>> day_in("https://office.example/art/202501/t20250116_9.html"), day_in("https://x.example/20251399/1")
    (datetime.date(2025, 1, 16), None)
    """
    for found in reversed(list(_DAY.finditer(url))):
        try:
            return dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
        except ValueError:
            continue
    return None


def filled(address: str, day: dt.date) -> str:
    """The address of a day's issue.

    >>> filled("https://paper.example/{YYYY}-{MM}/{DD}/node_1.htm", dt.date(2025, 1, 6))
    'https://paper.example/2025-01/06/node_1.htm'
    """
    for word, value in (("{YYYY}", f"{day:%Y}"), ("{MM}", f"{day:%m}"), ("{DD}", f"{day:%d}")):
        address = address.replace(word, value)
    return address


@lru_cache(maxsize=256)
def xpath(selector: str) -> str:
    """A CSS selector as XPath. ValueError when it is none."""
    from cssselect import HTMLTranslator, SelectorError

    try:
        return str(HTMLTranslator().css_to_xpath(selector))
    except SelectorError as error:
        raise ValueError(str(error)) from None


def _hrefs(element: Any) -> Iterator[str]:
    href = element.get("href")
    if href:
        yield href
    else:
        yield from (inner.get("href") for inner in element.iter("a", "area") if inner.get("href"))


def _parsed(data: bytes, charset: str | None) -> Any:
    text, _ = decode(data, "page", charset)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        return document_fromstring(text, parser=HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
