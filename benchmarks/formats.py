"""How many pages of each format are read a second, and how well, beside what others use.

python -m benchmarks.formats [--seconds 3]

PDF beside pdfminer.six and pdfplumber: newspaper pages of the tests, three layouts, drawn across the columns as some
programs do; quality is the share of neighbouring lines that stay neighbours, and of headlines that stand before their
own story. HTML beside trafilatura alone: the pages of the corpus; quality is the share of letter pairs (F1) of the
articles' own text. The peers are installed into benchmarks/.peers (never as dependencies of ours). What counts is the
processor time of a pass, so that other work on the machine weighs on nobody.
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from feeds import reading, sources
from feeds.errors import DocumentError
from tests.hostile.markup import calendar, item, rss
from tests.pages.layouts import LAYOUTS
from tests.pages.newspaper import print_pdf
from tests.pages.printer import PRINTERS, picture
from tests.test_formats import programme_xlsx
from tests.test_same_page import FONT, NEWS

ROOT = Path(__file__).resolve().parent.parent
VENV = Path(__file__).resolve().parent / ".peers" / "formats-venv"
PACKAGES = ("pdfminer.six", "pdfplumber", "trafilatura", "lxml_html_clean")

#: Runs in the peers' environment: {"files", "seconds"} in; version, texts and the processor seconds of a page out.
_PEER = """
import json, sys, time
from importlib.metadata import version
job = json.loads(sys.stdin.read())
{setup}
texts = [read(path) or "" for path in job["files"]]
passes, begin = 0, time.process_time()
while passes == 0 or time.process_time() - begin < job["seconds"]:
    for path in job["files"]:
        read(path)
    passes += 1
took = (time.process_time() - begin) / passes / len(job["files"])
print(json.dumps({{"version": version("{package}"), "texts": texts, "seconds": took}}))
"""
_SETUPS = {
    "pdfminer.six": "from pdfminer.high_level import extract_text as read",
    "pdfplumber": """
import pdfplumber
def read(path):
    with pdfplumber.open(path) as pdf:
        return "\\n".join(page.extract_text() or "" for page in pdf.pages)
""",
    "trafilatura": """
import trafilatura
def read(path):
    with open(path, "rb") as file:
        return trafilatura.extract(file.read(), include_comments=False, include_tables=True)
""",
}


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    format: str
    who: str
    a_second: float
    quality: str = ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3.0)
    seconds = parser.parse_args().seconds
    peers = installed()
    with tempfile.TemporaryDirectory() as folder:
        found = [*pdfs(Path(folder), seconds, peers), *pages(seconds, peers), *others(seconds)]
    print(f"{'format':8} {'by':24} {'pages/s':>9}  quality")
    for line in found:
        print(f"{line.format:8} {line.who:24} {line.a_second:9.1f}  {line.quality}")


def pdfs(folder: Path, seconds: float, peers: bool) -> list[Line]:
    sheets = [layout() for layout in LAYOUTS]
    files = []
    for number, sheet in enumerate(sheets):
        files.append(folder / f"{number}.pdf")
        files[-1].write_bytes(print_pdf([sheet], "by row"))

    def judged(texts: list[str]) -> str:
        kept, pairs, headed, stories = 0, 0, 0, 0
        for sheet, text in zip(sheets, texts, strict=True):
            lines = [line.strip("　 ") for line in text.splitlines() if line.strip("　 ")]
            neighbours = set(itertools.pairwise(lines))
            for headline, body in sheet.truth:
                wanted = list(itertools.pairwise(body))
                kept, pairs = kept + sum(pair in neighbours for pair in wanted), pairs + len(wanted)
                headed += any(headline.endswith(a) and b == body[0] for a, b in neighbours)
                stories += 1
        return f"lines in order {kept / pairs:.3f}, headlines with their story {headed / stories:.2f}"

    def read(path: Path) -> str:
        return sources.read(path.read_bytes(), path.name).text

    lines = [Line("pdf", "feeds", timed(read, files, seconds), judged([read(path) for path in files]))]
    for package in ("pdfminer.six", "pdfplumber") if peers else ():
        if told := asked(package, files, seconds):
            lines.append(Line("pdf", f"{package} {told['version']}", 1 / told["seconds"], judged(told["texts"])))
    return lines


def pages(seconds: float, peers: bool) -> list[Line]:
    golds = [json.loads(path.read_text("utf-8")) | {"folder": path.parent} for path in corpus()]
    files = [gold["folder"] / gold["source"] for gold in golds]

    def judged(texts: list[str]) -> str:
        scores = [
            overlap(text, "".join(article["headline"] + article["text"] for article in gold["articles"]))
            for gold, text in zip(golds, texts, strict=True)
        ]
        return f"text of the articles {sum(scores) / len(scores):.3f} ({len(scores)} pages)"

    def read(path: Path) -> str:
        found = reading.read(sources.read(path.read_bytes(), path.name))
        return "".join(article.headline + article.text for article in found.articles)

    def parsed(path: Path) -> str:
        return sources.read(path.read_bytes(), path.name).text

    if not files:
        return []
    lines = [
        Line("html", "feeds, with its events", timed(read, files, seconds), judged([read(path) for path in files])),
        Line("html", "feeds, the document alone", timed(parsed, files, seconds)),
    ]
    if peers and (told := asked("trafilatura", files, seconds)):
        lines.append(Line("html", f"trafilatura {told['version']}", 1 / told["seconds"], judged(told["texts"])))
    return lines


def corpus() -> list[Path]:
    found = sorted((ROOT / "tests" / "corpus").glob("*/*.gold.json"))
    return [path for path in found if json.loads(path.read_text("utf-8"))["source"].endswith(".html")]


def others(seconds: float) -> list[Line]:
    """The formats that nobody else reads as pages of news: how fast, the document alone."""
    made = {name: make(NEWS) for name, make in PRINTERS.items() if name not in ("pdf", "html")}
    made["xlsx"] = programme_xlsx()
    made["ics"] = calendar("DTSTART:20250906T010000Z", "SUMMARY:Fair")
    made["rss"] = rss("".join(item(f"Fair {n}", link=f"https://x.example/{n}") for n in range(20)))
    if importlib.util.find_spec("rapidocr_onnxruntime") and FONT.exists():
        made["png"] = picture(NEWS, str(FONT))
    lines = []
    for name, data in made.items():

        def read(data: bytes, name: str = name) -> str:
            found = [each for each in sources.read_all(data, f"page.{name}") if not isinstance(each, DocumentError)]
            return "".join(document.text for document in found)

        lines.append(Line(name, "feeds", timed(read, [data], seconds), "a feed of 20 items" if name == "rss" else ""))
    return lines


def timed(read: Callable[[Any], str], things: list[Any], seconds: float) -> float:
    """Things a second of processor time, after one pass to warm up."""
    for thing in things:
        read(thing)
    passes, begin = 0, time.process_time()
    while passes == 0 or time.process_time() - begin < seconds:
        for thing in things:
            read(thing)
        passes += 1
    return passes * len(things) / (time.process_time() - begin)


def overlap(found: str, wanted: str) -> float:
    """F1 of pairs of letters, white space aside."""
    ours, theirs = (Counter(map("".join, itertools.pairwise("".join(text.split())))) for text in (found, wanted))
    common = (ours & theirs).total()
    return 2 * common / (ours.total() + theirs.total()) if common else 0.0


def installed() -> bool:
    """The peers' environment, made when it is missing."""
    if not VENV.exists():
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    done = subprocess.run([str(VENV / "bin" / "pip"), "install", "-qq", *PACKAGES], check=False)
    if done.returncode:
        print(f"the peers {', '.join(PACKAGES)} cannot be installed: left out", file=sys.stderr)
    return done.returncode == 0


def asked(package: str, files: list[Path], seconds: float) -> dict[str, Any] | None:
    job = json.dumps({"files": [str(path) for path in files], "seconds": seconds})
    code = _PEER.format(setup=_SETUPS[package], package=package)
    done = subprocess.run(
        [str(VENV / "bin" / "python"), "-c", code], input=job, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"{package}: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


if __name__ == "__main__":
    main()
