"""The corpus's own reports, laid out again as papers lay them out: wide and narrow, signed here or there or not at all.

The report and its headline are known, so every layout tells how many articles are cut right and get their own headline.
"""

from __future__ import annotations

import json
import random
import re
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import product
from pathlib import Path

CORPUS = Path(__file__).resolve().parent / "corpus"
sys.path[:0] = [str(CORPUS)]
import score  # noqa: E402

from feeds import sources  # noqa: E402
from feeds.reading import language  # noqa: E402
from feeds.reading.articles import split  # noqa: E402

#: Reports on a page.
_REPORTS = 5
_SIGNED = {"zh": ("dateline", "byline", "closing", "none"), "en": ("byline", "none")}
_WIDTHS = {"zh": (34, 50), "en": (44, 76)}
_WHO = {"zh": ("周明", "李晓雨", "王海波", "陈思远"), "en": ("Dana Whitfield", "Tom Reyes", "Ana Lopes", "J. P. Moss")}
_NAMEPLATE = {
    "zh": "石桥日报\n2025年3月6日　星期四　第2版\n\n",
    "en": "THE STONEBRIDGE NEWS\nThursday, March 6, 2025\n\n",
}
_OPENING = re.compile(r"[【〔（(][^】〕）)]{0,14}(?:訊|讯|記者|记者|消息|報導)|^\S{0,8}讯[（(]|[A-Z][A-Z ,.]+[—–-]")


@dataclass(frozen=True)
class Layout:
    signed: str
    #: Where the headlines stand: over their reports, under them, or all together at the end.
    heads: str
    #: Blank lines after each report.
    gap: int
    width: int
    #: The first line of a paragraph is set in by so many cells.
    indent: int


def layouts(tongue: str) -> Iterator[Layout]:
    for signed, heads, gap, width, indent in product(
        _SIGNED[tongue], ("over", "under", "end"), (0, 1, 2), _WIDTHS[tongue], (0, 4 if tongue == "zh" else 2)
    ):
        # Without a blank line or a signature nobody could tell where a report begins.
        if (signed != "none" or (heads == "over" and gap)) and (gap or heads == "over"):
            yield Layout(signed, heads, gap, width, indent)


def reports(tongue: str) -> list[tuple[str, list[str]]]:
    """(headline, paragraphs) of every report of the corpus that is running text and carries no dateline of its own."""
    out = []
    for path in sorted(CORPUS.glob("*/*.gold.json")):
        for article in json.loads(path.read_text("utf-8"))["articles"]:
            text, headline = article.get("text") or "", article.get("headline") or ""
            paragraphs = [line for line in text.splitlines() if line.strip()]
            han = len(re.findall("[\u4e00-\u9fff]", text)) * 2 > len(text)
            if (
                headline
                and han == (tongue == "zh")
                and 80 <= len(text) <= 900
                and not _OPENING.match(text)
                and all(len(p) >= 25 and re.search(r"[。！？”.!?\"’]$", p.rstrip()) for p in paragraphs)
            ):
                out.append((headline, paragraphs))
    return out


def page(layout: Layout, chosen: list[tuple[str, list[str]]], tongue: str, chance: random.Random) -> str:
    blocks, heads = [], []
    for headline, paragraphs in chosen:
        who = chance.choice(_WHO[tongue])
        body = list(paragraphs)
        if layout.signed == "dateline":
            body[0] = f"本报讯（记者 {who}）{body[0]}"
        if layout.signed == "closing":
            body[-1] += f"（{who}）"
        lines = [line for paragraph in body for line in _wrapped(paragraph, layout.width, layout.indent, tongue)]
        if layout.signed == "byline":
            lines.insert(0, f"□本报记者　{who}" if tongue == "zh" else f"By {who}")
        head = _wrapped(headline, layout.width, 0, tongue)
        heads.append("\n".join(head))
        lines = {"over": head + lines, "under": lines + head, "end": lines}[layout.heads]
        blocks.append("\n".join(lines))
    between = "\n" * (layout.gap + 1)
    last = ["\n\n".join(heads)] if layout.heads == "end" else []
    return _NAMEPLATE[tongue] + between.join(blocks + last) + "\n"


def _wrapped(text: str, width: int, indent: int, tongue: str) -> list[str]:
    if tongue != "zh":
        return textwrap.wrap(text, width, initial_indent=" " * indent)
    lines, line, cells = [], "　" * (indent // 2), indent
    for letter in text:
        wide = 2 if letter > "\u2e80" or letter in "“”‘’…—" else 1
        if cells + wide > width and letter not in "，。、；：？！”）》":
            lines.append(line)
            line, cells = "", 0
        line, cells = line + letter, cells + wide
    return [*lines, line]


def figures(tongue: str) -> dict[str, float]:
    """Shares of all reports in all layouts: cut out right, and with their own headline."""
    pool = reports(tongue)
    total = cut = headed = told = 0
    for number, layout in enumerate(layouts(tongue)):
        chance = random.Random(number)
        chosen = chance.sample(pool, _REPORTS)
        document = sources.read(page(layout, chosen, tongue, chance).encode(), "page.txt")
        document = replace(document, language=language.detect(document.text, document.language))
        found = [(article.headline, _bare("".join(p.text for p in article.paragraphs))) for article in split(document)]
        told, total = told + len(found), total + len(chosen)
        for headline, paragraphs in chosen:
            wanted = _bare("".join(paragraphs))
            near = max(found, key=lambda one: _alike(wanted, one[1]), default=("", ""))
            if _alike(wanted, near[1]) >= 0.8:
                cut += 1
                headed += score.dice(headline, near[0]) >= 0.8
    precision, recall = cut / max(told, 1), cut / total
    return {"segmentation": 2 * precision * recall / (precision + recall), "headline": headed / total}


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _alike(one: str, other: str) -> float:
    if not 0.6 < len(one) / max(len(other), 1) < 1.7:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
