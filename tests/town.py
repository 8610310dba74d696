"""A town's web server, for real: a digital edition, a feed, a calendar, an office's notices, and villains.

Its pages are changed between readings, as editors do; what was asked for, and with which headers, is remembered.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import http.server
import threading
from dataclasses import dataclass, field
from typing import Any

PAPER = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title></head>
<body><div id="pages"><a href="node_1.htm">第01版</a> <a href="node_2.htm">第02版</a></div>{body}</body></html>"""
OPENING = (
    "本报讯（记者 李娜）1月15日，记者获悉，第十八届湖畔冬捕节将于1月18日在福海县海上魔鬼城景区开幕，为期三天。"
    "今年参加的人比去年多。"
)
MOVED = "本报讯（记者 李娜）受大风影响，原定1月18日开幕的第十八届湖畔冬捕节推迟至1月20日，地点不变。"
CHESS = "本报讯（记者 王强）全县象棋赛将于1月25日在文化馆举行，欢迎市民报名参加。"


@dataclass
class Answer:
    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    #: Bytes that are dripped one by one, until the reader gives up.
    drips: bool = False


class Town:
    """`town.pages["/path"] = Answer(…)`; an ETag is made of the body."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.served: list[tuple[str, int]] = []
        self._over = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever)

    def __enter__(self) -> Town:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def put(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.pages[path] = Answer(
            data, kind, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )

    def fail(self, path: str, status: int, **headers: str) -> None:
        self.pages[path] = Answer(status=status, headers={n.replace("_", "-"): value for n, value in headers.items()})

    def forget(self) -> None:
        self.asked.clear()
        self.served.clear()

    def issue(self, day: dt.date, *articles: tuple[str, str]) -> None:
        """A daily's issue as digital editions lay it out: a door, pages of contents, an article a file."""
        folder = f"/paper/{day:%Y-%m}/{day:%d}"
        door = f'<html><head><meta http-equiv="refresh" content="0; url={folder}/node_1.htm"></head></html>'
        self.put("/paper/", door)
        titles = ["", ""]
        for number, (title, text) in enumerate(articles, start=1):
            self.put(
                f"{folder}/content_{number}.htm",
                PAPER.format(title=title, body=f"<div id='content'><h1>{title}</h1><p>{text}</p></div>"),
            )
            titles[(number - 1) % 2] += f'<li><a href="content_{number}.htm">{title}</a></li>'
        for number, items in enumerate(titles, start=1):
            body = f'<ul id="titles">{items}</ul>'
            self.put(f"{folder}/node_{number}.htm", PAPER.format(title=f"第{number}版", body=body))

    def calendar(self, start: str, *, status: str = "CONFIRMED", sequence: int = 0) -> None:
        lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Rowing club//EN", "BEGIN:VEVENT", "UID:42@rowing.example",
            "DTSTAMP:20250101T000000Z", f"SEQUENCE:{sequence}", f"DTSTART;TZID=Asia/Shanghai:{start}",
            "SUMMARY:Winter regatta", "LOCATION:Boathouse", f"STATUS:{status}", "END:VEVENT", "END:VCALENDAR", "",
        ]  # fmt: skip
        self.put("/club.ics", "\r\n".join(lines), "text/calendar; charset=utf-8")

    def feed(self, *items: tuple[str, str]) -> None:
        """RSS whose items are headlines alone; their pages hold the text."""
        told = ""
        for number, (title, text) in enumerate(items, start=1):
            self.put(
                f"/news/{number}.html",
                f"<html lang=en><body><article><h1>{title}</h1><p>{text}</p></article></body></html>",
            )
            told += f"<item><title>{title}</title><link>{self.url}/news/{number}.html</link>"
            told += "<pubDate>Thu, 16 Jan 2025 08:00:00 +0800</pubDate></item>"
        rss = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Town</title>{told}</channel></rss>'
        self.put("/news.rss", rss, "application/rss+xml")

    def notices(self, *pages: list[tuple[str, str, str]]) -> None:
        """An office's list of notices, a page leading to the next: (file, title, text)."""
        for number, notices in enumerate(pages, start=1):
            items = ""
            for file, title, text in notices:
                items += f'<li><a href="{file}">{title}</a></li>'
                body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
                self.put(
                    f"/office/{file}", f"<html lang=zh><body><article><h1>{title}</h1>{body}</article></body></html>"
                )
            onward = f'<a class="next" href="page{number + 1}.htm">下一页</a>' if number < len(pages) else ""
            name = "" if number == 1 else f"page{number}.htm"
            self.put(f"/office/{name}", f"<html><body><ul class='list'>{items}</ul>{onward}</body></html>")

    def villains(self) -> None:
        self.pages["/loop"] = Answer(status=302, headers={"Location": "/loop"})
        self.pages["/slow"] = Answer(b"x" * 1000, drips=True)
        self.put("/bomb", gzip.compress(bytes(40_000_000)), "text/plain", Content_Encoding="gzip")
        self.fail("/broken", 500)

    def answer(self, handler: http.server.BaseHTTPRequestHandler) -> None:
        self.asked.append((handler.path, {name.lower(): value for name, value in handler.headers.items()}))
        page = self.pages.get(handler.path, Answer(status=404))
        etag = f'"{hashlib.sha256(page.body).hexdigest()[:12]}"'
        status = 304 if page.status == 200 and handler.headers.get("If-None-Match") == etag else page.status
        self.served.append((handler.path, status))
        handler.send_response(status)
        for name, value in {"Content-Type": page.kind, "ETag": etag, **page.headers}.items():
            handler.send_header(name, value)
        body = page.body if status == 200 else b""
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        if page.drips:
            for byte in body:
                handler.wfile.write(bytes([byte]))
                handler.wfile.flush()
                if self._over.wait(0.05):
                    return
        else:
            handler.wfile.write(body)


def _handler(town: Town) -> Any:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            town.answer(self)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A reader that hangs up in the middle is what some of these pages are for."""
