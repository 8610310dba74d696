"""What somebody sends in malice or by mistake: one line each, within bounds, and the pages beside it are read.

One `feeds ingest` reads the whole folder under limits that the system itself enforces: what breaks them ends the
command, and every test here fails.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import icalendar
import pytest
from lxml import etree
from lxml.html import document_fromstring

from feeds.config import load
from feeds.errors import DocumentError
from feeds.pipeline import worker
from feeds.sources import Part, opened
from feeds.store import open_store
from tests.hostile import HARMLESS, REFUSED
from tests.hostile.archives import FAIR

#: Elements of RSS that hold HTML.
IN_HTML = ("description", "{http://purl.org/rss/1.0/modules/content/}encoded")
#: Bytes of address space and seconds of computing that the command may take.
MEMORY, SECONDS = 1536 * 1024**2, 180
#: Formats that libraries parse.
FOREIGN = (".pdf", ".docx", ".docm", ".odt", ".xlsx", ".csv", ".zip", ".png", ".jpg", ".ics", ".rss", ".eml", ".mbox")
#: A title and its page, named so that they are read first, in between and last.
GOOD = {
    "a-good.txt": ("环湖健步走活动", "环湖健步走活动定于2025年9月13日在云湖公园南门举行。"),
    "lz-good.txt": ("中秋诗会", "中秋诗会将于2025年10月6日在县文化馆举行。"),
    "zz-good.txt": ("少年象棋赛", "少年象棋赛将于2025年9月20日在县体育馆举行。"),
}


@dataclass
class Ingested:
    folder: Path
    code: int
    report: dict[str, Any]
    #: Names of the pages that were stored.
    stored: list[str]

    def lines(self, name: str) -> list[str]:
        return [each["message"] for each in self.report["failed"] if each["name"] == f"in/{name}"]


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "in").mkdir()
    (folder / "config.toml").write_text('[site]\nid = "test"\n', "utf-8")
    for name, make in {**REFUSED, **HARMLESS}.items():
        (folder / "in" / name).write_bytes(make())
    for name, (_, text) in GOOD.items():
        (folder / "in" / name).write_text(text, "utf-8")

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    done = subprocess.run(
        [sys.executable, "-m", "feeds", "ingest", "--json", "--published", "2025-08-20", "in"],
        cwd=folder, capture_output=True, text=True, preexec_fn=limited, timeout=600, check=False,
    )  # fmt: skip
    assert done.stdout.startswith("{"), done.stderr[-2000:]
    with open_store(load(folder / "config.toml").database) as store:
        stored = [page.name for page in store.stored()]
    return Ingested(folder, done.returncode, json.loads(done.stdout), stored)


def test_there_are_many_of_them() -> None:
    assert len(REFUSED) + len(HARMLESS) >= 60


@pytest.mark.parametrize("name", REFUSED)
def test_one_line_names_what_cannot_be_read_and_what_to_do(name: str, ingested: Ingested) -> None:
    lines = ingested.lines(name)
    assert len(lines) == 1
    assert lines[0].startswith((name, f"in/{name}"))
    assert re.search(r"; [a-z].{6,}", lines[0]), "it names no remedy"
    assert "\n" not in lines[0]
    assert len(lines[0]) < 300
    assert not [page for page in ingested.stored if page.startswith(f"in/{name}")]


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_harmless_to_read_is_read(name: str, ingested: Ingested) -> None:
    assert ingested.lines(name) == []
    links = ("https://x.example/",) if name.endswith((".rss", ".json")) else ()
    assert [page for page in ingested.stored if page.startswith((f"in/{name}", *links))]


def test_the_good_pages_beside_them_are_read(ingested: Ingested) -> None:
    assert ingested.code == 1
    assert {f"in/{name}" for name in GOOD} <= set(ingested.stored)
    calendar = icalendar.Calendar.from_ical((ingested.folder / "var" / "published" / "events.ics").read_bytes())
    assert {title for title, _ in GOOD.values()} <= {str(event["SUMMARY"]) for event in calendar.events}


def test_nothing_that_came_in_speaks_in_the_feeds(ingested: Ingested) -> None:
    published = ingested.folder / "var" / "published"
    calendar = (published / "events.ics").read_bytes()
    lines = calendar.replace(b"\r\n ", b"").split(b"\r\n")
    assert not [line for line in lines if re.match(rb"X-EVIL|ATTENDEE|Bcc", line)]
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\n(?<!\r\n)", calendar)
    for file in (published / "news.atom", published / "news.rss", published / "events.atom"):
        root = etree.fromstring(file.read_bytes())
        assert not [link for link in root.iter() if str(link.get("href", "")).startswith("javascript:")]
        for html in (each.text for each in root.iter() if each.get("type") == "html" or each.tag in IN_HTML):
            inside = document_fromstring(f"<div>{html}</div>")
            assert not inside.xpath("//script | //*[@onclick or @onerror] | //iframe | //object")
        assert "root:x:0" not in file.read_text("utf-8")


def test_no_path_in_a_document_was_followed(ingested: Ingested) -> None:
    assert not Path("/tmp/feeds-was-here.txt").exists()
    assert not Path("/etc/cron.d/feeds-was-here").exists()
    inside = {file.relative_to(ingested.folder).parts[0] for file in ingested.folder.iterdir()}
    assert inside == {"in", "config.toml", "var"}


# --- the worker -------------------------------------------------------------------------------------------


def read(data: bytes, name: str, **limits: float) -> str:
    return worker.read(Part(name, data), limits=worker.Limits(**limits)).text  # type: ignore[arg-type]


def test_a_document_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    with pytest.raises(DocumentError, match="reading it takes over"):
        read(HARMLESS["launches.pdf"](), "slow.pdf", seconds=0.0001)
    assert "fair" in read(HARMLESS["launches.pdf"](), "page.pdf")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("notice.txt", "Fair on 6 September 2025. "),
        ("page.html", "<p>Fair on 6 September 2025."),
        ("notice.md", "* a\n"),
    ],
)
def test_a_large_page_whose_reading_takes_too_long_is_given_up(name: str, text: str) -> None:
    """Not its parsing alone: what our own rules do with it counts too."""
    large = Part(name, text.encode() * 20_000)
    with pytest.raises(DocumentError, match=rf"^{name}: reading it takes over 0\.0001 s; "):
        worker.told(large, limits=worker.Limits(seconds=0.0001))


@pytest.mark.parametrize("name", [name for name in {**REFUSED, **HARMLESS} if name.endswith(FOREIGN)])
def test_what_a_library_parses_is_parsed_apart(name: str) -> None:
    with contextlib.suppress(DocumentError):  # told for what it is before anything parses it
        assert not worker.near(Part(name, {**REFUSED, **HARMLESS}[name]()))


def test_a_sentence_that_never_ends_is_broken() -> None:
    """The rules look at all of a sentence for each of its days."""
    text = FAIR + "\n" + "冬捕节将于1月18日在景区开幕而且" * 500
    said = worker.told(Part("page.txt", text.encode()), published=dt.date(2025, 1, 16))
    assert len(said.mentions) >= 2
    assert max(len(mention.evidence) for mention in said.mentions) <= 1100


def test_a_page_of_the_usual_size_is_read_at_once() -> None:
    """A worker takes longer to start than such a page to read."""
    for name, text in (("page.txt", "一" * 20_000), ("page.html", "<p>一" * 8_000), ("page.md", "# 一")):
        assert worker.near(Part(name, text.encode()))


def test_a_document_that_takes_too_much_memory_is_one_line_and_the_next_is_read() -> None:
    with pytest.raises(DocumentError, match=r"bomb\.pdf: "):
        read(REFUSED["bomb.pdf"](), "bomb.pdf", memory=300 * 1024**2)
    assert "fair" in read(HARMLESS["launches.pdf"](), "page.pdf")


def test_a_worker_that_dies_is_the_trouble_of_one_document() -> None:
    pdf = HARMLESS["launches.pdf"]()
    read(pdf, "page.pdf")
    worker._idle[-1]._process.kill()
    worker._idle[-1]._process.wait()
    with pytest.raises(DocumentError, match=r"page\.pdf: the reader of its format broke down"):
        read(pdf, "page.pdf")
    assert "fair" in read(pdf, "page.pdf")


def test_a_worker_that_was_taken_over_can_run_nothing_here() -> None:
    import io
    import os
    import pickle

    class Evil:
        def __reduce__(self) -> tuple[Any, ...]:
            return os.mkdir, ("/tmp/feeds-was-here",)

    with pytest.raises(pickle.UnpicklingError):
        worker.Records(io.BytesIO(pickle.dumps((False, Evil())))).load()
    assert not Path("/tmp/feeds-was-here").exists()


def test_archives_in_archives_share_one_budget() -> None:
    from tests.hostile.archives import zipped

    many = zipped({f"{n}.zip": zipped({f"{m}.txt": f"{n} {m}".encode() for m in range(400)}) for n in range(10)})
    found = list(opened(Part("many.zip", many), worker.inside))
    assert sum(isinstance(each, Part) for each in found) < 2000
    assert "more inside than 2000 documents" in str(found[-1])
