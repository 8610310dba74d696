"""What is read of every format: pages as other people's programs write them, and the pages of the corpus printed in it.

The pages of tests/pages are scored against the events that stand beside them. What a format loses is seen when the same
page is printed in each: the articles of each Chinese page of the corpus, as its gold has them, are printed as text,
Markdown, HTML, Word, OpenDocument, mail and PDF, read again, and scored against the same gold.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from feeds import reading, sources
from feeds.errors import DocumentError
from feeds.publishing import extraction

CORPUS = Path(__file__).resolve().parent / "corpus"
sys.path[:0] = [str(CORPUS), str(CORPUS.parent.parent)]
import score  # noqa: E402

from tests.pages import bundles, clubs, layouts, letters, offices, sheets  # noqa: E402
from tests.pages.gold import Sample  # noqa: E402
from tests.pages.newspaper import Sheet, print_pdf  # noqa: E402
from tests.pages.printer import PRINTERS, Page, Story  # noqa: E402

#: Letters of a story that fill a sheet.
FULL = 3500


def figures(most: int = 16) -> dict[str, dict[str, float]]:
    """Format -> its figures, also printed as a table; at most so many pages, the same for every format."""
    golds = list(printable())[:most]
    print(f"\nprinted: {len(golds)} pages     P     R     F1    title place")
    found = {}
    for extension in PRINTERS:
        results = []
        for gold, page in golds:
            data = print_pdf(printed_on(page)) if extension == "pdf" else PRINTERS[extension](page)
            record, error = extracted(data, f"page.{extension}", gold)
            results.append(score.score_doc(record, gold, error))
        whole = score.total(results)
        events, matched = whole["events"], whole["among_matched"]
        told = {key: events[key] for key in ("precision", "recall", "f1")}
        told |= {key: matched[key] or 0.0 for key in ("title", "place")}
        print(f"  {extension:20} " + " ".join(f"{value:.3f}" for value in told.values()))
        found[f"printed.{extension}"] = told
    return found


def examples() -> dict[str, dict[str, float]]:
    """Format -> the figures of its pages in tests/pages, also printed as a table."""
    results: dict[str, list[dict[str, Any]]] = {}
    for sample in every():
        results.setdefault(sample.format, []).append(score.score_doc(*read(sample)))
    print("\npages of other hands     P     R     F1    title place")
    found = {}
    for form, scored in results.items():
        whole = score.total(scored)
        events, matched = whole["events"], whole["among_matched"]
        told = {key: events[key] for key in ("precision", "recall", "f1")}
        told |= {key: matched[key] or 0.0 for key in ("title", "place")}
        print(f"  {form:20} " + " ".join(f"{value:.3f}" for value in told.values()) + f"  ({len(scored)} pages)")
        found[f"pages.{form}"] = {**told, "traps": whole["not_events_hit"]}
    return found


def every() -> Iterator[Sample]:
    for module in (offices, sheets, letters, clubs, layouts, bundles):
        yield from module.SAMPLES
    if importlib.util.find_spec("rapidocr_onnxruntime") and bundles.FONT.exists():
        yield from bundles.PICTURES
    else:
        print("pictures are left out: they need the ocr extra and the Debian package fonts-noto-cjk")


def read(sample: Sample) -> tuple[dict[str, Any], dict[str, Any], str | None]:
    """(What a feed would publish of it, its gold, why it could not be read)."""
    events: list[dict[str, Any]] = []
    wrong = None
    for found in sources.read_all(sample.make(), sample.name):
        if isinstance(found, DocumentError):
            wrong = str(found)
            continue
        record = json.loads(json.dumps(extraction.render(reading.read(found, published=sample.published))))
        events += [each for each in record["events"] if each["confidence"] >= 0.5]
    return {"events": events, "articles": [], "published": None}, sample.gold(), wrong


def printable() -> Iterator[tuple[dict[str, Any], Page]]:
    """Chinese pages with a few stories that fit on sheets: (gold, its stories)."""
    for path in sorted(CORPUS.glob("*/*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        stories = tuple(Story(each["headline"], tuple(each["text"].split("\n\n"))) for each in gold["articles"])
        plain = all(story.headline and sum(map(len, story.paragraphs)) < FULL for story in stories)
        if str(gold["language"]).startswith("zh") and plain and gold["events"] and gold.get("published"):
            yield gold, stories


def printed_on(page: Page) -> list[Sheet]:
    """Each story on a sheet of its own, in three columns."""
    made = []
    for story in page:
        made.append(Sheet())
        lines = [line for paragraph in story.paragraphs for line in paragraph.split("\n")]
        made[-1].article(story.headline, lines, x=40, y=40, columns=3, measure=198)
    return made


def extracted(data: bytes, name: str, gold: dict[str, Any]) -> tuple[dict[str, Any], str | None]:
    """What is read, as `score.run` gives it: the record, and what went wrong."""
    try:
        read = reading.read(sources.read(data, name), published=dt.date.fromisoformat(gold["published"]))
        return json.loads(json.dumps(extraction.render(read))), None
    except DocumentError as error:
        return {}, str(error)


if __name__ == "__main__":
    examples()
    figures()
