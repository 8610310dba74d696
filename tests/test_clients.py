"""Real calendars and readers subscribe to the real server, on a store that holds the Chinese sample alone."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import feedparser
import httpx
import icalendar
import pytest
import recurring_ical_events

from tests.conftest import ROOT, missing
from tests.served import Served

SAMPLE = ROOT / "samples" / "altay-winter-2025-01-16.txt"
NOW = "2025-01-16T04:00:00Z"
#: The days on which the sample's events stand, and the days between and after on which nothing does.
DAYS = {13, 14, 15, 18}
FORMATS = ("events.ics", "events.rss", "events.atom", "events.json", "events.jcal", "events.jsonld")
NEWS = ("news.rss", "news.atom", "news.json")
#: Seconds; for a machine that is stuck, not for a slow one.
PATIENCE = 120
EVERYTHING = (*FORMATS, *NEWS, "feeds.opml")


#: What config.toml names when it names nothing: what is published links there, wherever a process happens to listen.
SITE = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class Server:
    url: str
    #: Another process, on the same store.
    other: str
    folder: Path

    def get(self, path: str, **headers: str) -> httpx.Response:
        return httpx.get(f"{self.url}/{path}", headers=headers, timeout=PATIENCE)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("served")
    (folder / "config.toml").write_text('[site]\nid = "feeds.test"\ntitle = "湖畔日历"\n')
    environment = {"FEEDS_NOW": NOW, "PYTHONWARNINGS": "error"}
    ingest = (sys.executable, "-m", "feeds", "ingest", "--quiet", str(SAMPLE))
    subprocess.run(ingest, cwd=folder, env={**os.environ, **environment}, check=True)
    with ExitStack() as running:
        addresses = []
        for _ in range(2):
            served = Served(folder, "--workers", "2", **environment)
            running.callback(served.end)
            addresses.append(served.url)
        yield Server(*addresses, folder)


def program(name: str, package: str) -> str:
    """A program that stands beside the tests' own Python, or on the path."""
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        missing(f"{name} is not installed ({package})")
    assert found is not None
    return found


def run(*command: str, cwd: Path, stdin: bytes | None = None, **environment: str) -> str:
    shown = {**os.environ, "HOME": str(cwd), "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", **environment}
    done = subprocess.run(command, cwd=cwd, env=shown, input=stdin, capture_output=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
    return done.stdout.decode()


# --- calendars --------------------------------------------------------------------------------------------------


def test_icalendar_lists_the_three_events_on_their_days_and_no_other(server: Server) -> None:
    made = icalendar.Calendar.from_ical(server.get("events.ics").content)
    found = recurring_ical_events.of(made).between(dt.date(2024, 1, 1), dt.date(2026, 1, 1))
    days = {str(each["SUMMARY"]): (each["DTSTART"].dt, each["DTEND"].dt) for each in found}
    assert len(found) == len(days) == 3
    words = ("采风", "代表大会", "冬捕")
    shown = {next((word for word in words if word in title), title): when for title, when in days.items()}
    assert shown == {
        "采风": (dt.date(2025, 1, 13), dt.date(2025, 1, 15)),
        "代表大会": (dt.date(2025, 1, 15), dt.date(2025, 1, 16)),
        "冬捕": (dt.date(2025, 1, 18), dt.date(2025, 1, 19)),
    }


def test_khal_shows_what_vdirsyncer_fetched_on_its_days(server: Server, tmp_path: Path) -> None:
    vdirsyncer, khal = program("vdirsyncer", "pip: vdirsyncer"), program("khal", "pip: khal")
    (tmp_path / "vdirsyncer.conf").write_text(
        f'[general]\nstatus_path = "{tmp_path}/status"\n'
        '[pair feeds]\na = "there"\nb = "here"\ncollections = null\nconflict_resolution = "a wins"\n'
        f'[storage there]\ntype = "http"\nurl = "{server.url}/events.ics"\nread_only = true\n'
        f'[storage here]\ntype = "filesystem"\npath = "{tmp_path}/calendar"\nfileext = ".ics"\n'
    )
    (tmp_path / "calendar").mkdir()
    (tmp_path / "khal.conf").write_text(
        f"[calendars]\n[[feeds]]\npath = {tmp_path}/calendar\n"
        "[locale]\nlocal_timezone = Asia/Shanghai\ndefault_timezone = Asia/Shanghai\ndateformat = %Y-%m-%d\n"
        "longdateformat = %Y-%m-%d\ntimeformat = %H:%M\ndatetimeformat = %Y-%m-%d %H:%M\n"
        f"longdatetimeformat = %Y-%m-%d %H:%M\n[sqlite]\npath = {tmp_path}/khal.db\n"
    )
    run(vdirsyncer, "-c", "vdirsyncer.conf", "discover", cwd=tmp_path)
    run(vdirsyncer, "-c", "vdirsyncer.conf", "sync", cwd=tmp_path)
    shown = {}
    for day in range(12, 21):
        asked = ("--format", "{title}", "--day-format", "", f"2025-01-{day}", "1d")
        text = run(khal, "-c", "khal.conf", "list", *asked, cwd=tmp_path)
        shown[day] = text.strip()
    assert {day for day, text in shown.items() if text} == DAYS
    assert "冬捕" in shown[18]
    assert run(vdirsyncer, "-c", "vdirsyncer.conf", "sync", cwd=tmp_path) is not None


def test_calcurse_imports_every_event(server: Server, tmp_path: Path) -> None:
    calcurse = program("calcurse", "Debian: calcurse")
    (tmp_path / "events.ics").write_bytes(server.get("events.ics").content)
    (tmp_path / "data").mkdir()
    run(calcurse, "-q", "-D", "data", "-i", "events.ics", cwd=tmp_path)
    found = {}
    for day in range(12, 21):
        text = run(
            calcurse, "-q", "-D", "data", "-Q", "--from", f"01/{day}/2025", "--to", f"01/{day}/2025", cwd=tmp_path
        )
        found[day] = "\n".join(text.splitlines()[1:]).strip()
    assert {day for day, text in found.items() if text} == DAYS


LIBICAL = """
import gi, sys
gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib as libical
made = libical.Component.new_from_string(sys.stdin.read())
errors = made.count_errors()
events = []
event = made.get_first_component(libical.ComponentKind.VEVENT_COMPONENT)
while event is not None:
    events.append((event.get_summary(), event.get_dtstart().as_ical_string(), event.get_dtend().as_ical_string()))
    event = made.get_next_component(libical.ComponentKind.VEVENT_COMPONENT)
libical.Component.strip_errors(made)
print(errors, len(events), sorted(start for _, start, _ in events))
"""


def test_libical_finds_no_error(server: Server, tmp_path: Path) -> None:
    python = "/usr/bin/python3"
    has_it = "import gi; gi.require_version('ICalGLib', '3.0')"
    if subprocess.run([python, "-c", has_it], capture_output=True, check=False).returncode:
        missing("libical's bindings are not installed (Debian: python3-gi gir1.2-ical-3.0)")
    text = run(python, "-c", LIBICAL, cwd=tmp_path, stdin=server.get("events.ics").content)
    assert text.strip() == "0 3 ['20250113', '20250115', '20250118']"


def test_vobject_and_the_strict_ical_package_accept_it(server: Server) -> None:
    import vobject
    from ical.calendar_stream import IcsCalendarStream

    text = server.get("events.ics").text
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # vobject's own
        assert vobject.readOne(text).validate(raiseException=True)
    assert len(IcsCalendarStream.calendar_from_ics(text).events) == 3


NODE = """
import ICAL from "ical.js";
import { parseAtomFeed, parseRssFeed, parseJsonFeed, parseOpml } from "feedsmith";
const url = process.argv[1];
const get = async (path) => await (await fetch(url + "/" + path)).text();
const calendar = new ICAL.Component(ICAL.parse(await get("events.ics")));
const events = calendar.getAllSubcomponents("vevent").map((each) => new ICAL.Event(each));
const jcal = new ICAL.Component(JSON.parse(await get("events.jcal")));
console.log(JSON.stringify({
  days: events.map((event) => event.startDate.toString()).sort(),
  jcal: jcal.getAllSubcomponents("vevent").map((each) => new ICAL.Event(each).startDate.toString()).sort(),
  rss: parseRssFeed(await get("news.rss")).items.length,
  atom: parseAtomFeed(await get("news.atom")).entries.length,
  json: parseJsonFeed(await get("news.json")).items.length,
  opml: parseOpml(await get("feeds.opml")).body.outlines.length,
}));
"""


def test_ical_js_and_feedsmith_read_every_format(server: Server, tmp_path: Path) -> None:
    node = program("node", "Debian: nodejs")
    if not (ROOT / "node_modules" / "ical.js").exists() or not (ROOT / "node_modules" / "feedsmith").exists():
        missing("ical.js and feedsmith are not installed (npm install --no-save ical.js feedsmith)")
    found = json.loads(run(node, "--input-type=module", "-e", NODE, server.url, cwd=ROOT, HOME=str(tmp_path)))
    assert found["days"] == found["jcal"] == ["2025-01-13", "2025-01-15", "2025-01-18"]
    assert found["rss"] == found["atom"] == found["json"] == 5
    assert found["opml"] == 2


# --- readers ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["events.rss", "events.atom", "news.rss", "news.atom"])
def test_feedparser_has_nothing_to_guess(server: Server, path: str) -> None:
    found = feedparser.parse(server.get(path).content)
    assert found.bozo == 0
    assert len(found.entries) == (3 if path.startswith("events") else 5)


@pytest.mark.parametrize("path", ["events.rss", "events.atom", "news.rss", "news.atom", "feeds.opml"])
def test_xmllint_finds_it_well_formed(server: Server, path: str, tmp_path: Path) -> None:
    run(program("xmllint", "Debian: libxml2-utils"), "--noout", "-", cwd=tmp_path, stdin=server.get(path).content)


@pytest.mark.parametrize("path", ["events.atom", "news.atom"])
def test_xmllint_finds_the_grammar_of_atom_kept(server: Server, path: str, tmp_path: Path) -> None:
    (tmp_path / "feed.atom").write_bytes(server.get(path).content)
    grammar = str(ROOT / "tests" / "conformance" / "atom.rng")
    run(program("xmllint", "Debian: libxml2-utils"), "--noout", "--relaxng", grammar, "feed.atom", cwd=tmp_path)


def test_atoma_accepts_the_feeds(server: Server) -> None:
    import atoma

    assert len(atoma.parse_atom_bytes(server.get("news.atom").content).entries) == 5
    assert len(atoma.parse_rss_bytes(server.get("news.rss").content).items) == 5
    assert len(atoma.parse_json_feed_bytes(server.get("news.json").content).items) == 5


@pytest.mark.parametrize("path", ["news.rss", "news.atom", "events.atom"])
def test_newsboat_shows_every_item_once(server: Server, path: str, tmp_path: Path) -> None:
    newsboat = program("newsboat", "Debian: newsboat")
    (tmp_path / "urls").write_text(f"{server.url}/{path}\n")
    (tmp_path / "config").write_text("")
    command = (newsboat, "-u", "urls", "-C", "config", "-c", "cache.db", "-x")
    for _ in range(2):  # the second time, nothing is new
        run(*command, "reload", cwd=tmp_path)
        with sqlite3.connect(tmp_path / "cache.db") as cache:
            titles = [title for (title,) in cache.execute("SELECT title FROM rss_item")]
        assert len(titles) == (3 if path.startswith("events") else 5)
        assert any("冬捕" in title for title in titles)


@pytest.mark.parametrize("path", ["news.rss", "news.atom", "events.rss"])
def test_sfeed_reads_dates_titles_and_links(server: Server, path: str, tmp_path: Path) -> None:
    text = run(program("sfeed", "Debian: sfeed"), cwd=tmp_path, stdin=server.get(path).content)
    rows = [line.split("\t") for line in text.splitlines()]
    assert len(rows) == (3 if path.startswith("events") else 5)
    for row in rows:
        assert row[0] == str(int(dt.datetime(2025, 1, 15, 16, tzinfo=dt.UTC).timestamp())), "00:00 in Shanghai"
        assert row[1]
        assert row[2].startswith(f"{SITE}/")
        assert row[5].startswith("urn:uuid:")


def test_rss2email_posts_every_item_once(server: Server, tmp_path: Path) -> None:
    r2e = program("r2e", "Debian: rss2email")
    base = (r2e, "-c", "r2e.cfg", "-d", "r2e.json")
    run(*base, "new", "reader@example.org", cwd=tmp_path)
    text = (tmp_path / "r2e.cfg").read_text()
    text = re.sub("(?m)^email-protocol = .*$", "email-protocol = maildir", text)
    (tmp_path / "r2e.cfg").write_text(re.sub("(?m)^maildir-path = .*$", f"maildir-path = {tmp_path}/mail", text))
    for folder in ("cur", "new", "tmp"):
        (tmp_path / "mail" / "INBOX" / folder).mkdir(parents=True)
    run(*base, "add", "news", f"{server.url}/news.atom", cwd=tmp_path)
    for _ in range(2):
        run(*base, "run", cwd=tmp_path)
        assert len(list((tmp_path / "mail").rglob("new/*"))) == 5


# --- HTTP -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", EVERYTHING)
@pytest.mark.parametrize("accepted", ["identity", "gzip", "br"])
def test_the_second_fetch_of_every_feed_is_a_304(server: Server, path: str, accepted: str) -> None:
    first = server.get(path, **{"Accept-Encoding": accepted})
    assert first.status_code == 200
    for name, value in (
        ("If-None-Match", first.headers["ETag"]),
        ("If-Modified-Since", first.headers["Last-Modified"]),
    ):
        again = server.get(path, **{"Accept-Encoding": accepted, name: value})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", [*EVERYTHING, "events.ics?q=冬捕", "events.atom?place=福海&from=2025-01-01"])
def test_two_processes_serve_the_same_bytes_and_etags(server: Server, path: str) -> None:
    here, there = server.get(path), httpx.get(f"{server.other}/{path}", timeout=PATIENCE)
    assert here.content == there.content
    assert here.headers["ETag"] == there.headers["ETag"]
    assert here.headers["Last-Modified"] == there.headers["Last-Modified"]
    assert here.content == server.get(path).content


def test_every_address_in_a_body_is_absolute_and_of_this_site(server: Server) -> None:
    for path in EVERYTHING:
        for address in re.findall(r'(?:href|url|xmlUrl|htmlUrl)="([^"]*)"', server.get(path).text):
            assert address.startswith((SITE, "https://")), (path, address)
    spoofed = server.get("events.ics?q=冬", Host="evil.example")
    assert "evil" not in spoofed.text


def test_nginx_serves_the_exported_folder_as_we_do(server: Server, tmp_path: Path) -> None:
    nginx = program("nginx", "Debian: nginx-light")
    feeds = (sys.executable, "-m", "feeds", "--config", str(server.folder / "config.toml"))
    run(*feeds, "export", str(tmp_path / "out"), cwd=tmp_path, FEEDS_NOW=NOW)
    # The port is taken here and handed over, as from an nginx to its successor: nobody else can come between, and what
    # connects before nginx is up waits in the queue.
    taken = socket.create_server(("127.0.0.1", 0))
    address = f"127.0.0.1:{taken.getsockname()[1]}"
    sample = (tmp_path / "out" / "nginx.conf.example").read_text().replace("listen 80;", f"listen {address};")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {tmp_path}/{kind};\n" for kind in kinds)
    (tmp_path / "nginx.conf").write_text(
        f"daemon off;\npid {tmp_path}/pid;\nerror_log {tmp_path}/error.log;\nuser root;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{temporary}{sample}}}\n"
    )
    running = subprocess.Popen(
        [nginx, "-c", str(tmp_path / "nginx.conf"), "-e", str(tmp_path / "error.log")],
        pass_fds=(taken.fileno(),),
        env={**os.environ, "NGINX": f"{taken.fileno()};"},
    )
    taken.close()
    try:
        for path in EVERYTHING:
            ours = server.get(path, **{"Accept-Encoding": "gzip"})
            theirs = httpx.get(f"http://{address}/{path}", headers={"Accept-Encoding": "gzip"}, timeout=PATIENCE)
            assert theirs.content == ours.content
            assert theirs.headers["Content-Type"].lower() == ours.headers["Content-Type"].lower()
            for name in ("Cache-Control", "Access-Control-Allow-Origin", "X-Content-Type-Options", "Vary"):
                assert theirs.headers[name] == ours.headers[name]
            assert theirs.headers["Content-Encoding"] == "gzip"
        assert httpx.get(f"http://{address}/manifest.json", timeout=PATIENCE).status_code == 404
    finally:
        running.terminate()
        running.wait(PATIENCE)
