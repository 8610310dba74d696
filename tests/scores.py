"""The scores of the corpus: printed, and held to the floors of tests/floors.toml.

    python tests/scores.py            print every figure beside its floor
    python tests/scores.py --check    the same, and exit 1 when a figure is below its floor
    python tests/scores.py --verbose  list every miss
    python tests/scores.py --set      write today's figures as the floors (a lowered one is told in CHANGES.md)

Suites: `dev`, `own` and `other` (pages by several hands: tests/corpus/dev, own, other), `layouts` (their reports laid
out anew), `sentences` (traps-own.jsonl and openings-own.jsonl) and `dates` (dates-dev.jsonl). Figures are shares in
[0, 1], but `traps` (how many strings that are no event were published) and `negatives` (texts that hold no date and in
which one was found). CEILINGS must not rise.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import datetime as dt
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).resolve().parent / "corpus"
FLOORS = Path(__file__).resolve().parent / "floors.toml"
sys.path[:0] = [str(CORPUS), str(CORPUS.parent)]
import printed_scores  # noqa: E402
import relaid  # noqa: E402
import score  # noqa: E402

from feeds import reading, sources  # noqa: E402
from feeds.publishing import extraction  # noqa: E402

FEEDS = str(Path(sys.executable).with_name("feeds"))
#: Figures of which less is better.
CEILINGS = ("traps", "negatives", "failures", "published_traps")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--set", action="store_true", dest="pin")
    options = parser.parse_args()
    figures: dict[str, dict[str, float]] = {}
    everything: list[tuple[float, bool]] = []
    for suite in ("dev", "own", "other"):
        if (CORPUS / suite).is_dir():
            figures[suite], confidences = pages(suite, options.verbose)
            everything += confidences
    figures["calibration"] = calibration(everything)
    figures["sentences"] = sentences(options.verbose)
    for language in ("zh", "en"):
        figures[f"layouts.{language}"] = relaid.figures(language)
    figures |= printed_scores.examples()
    figures |= printed_scores.figures()
    for language in ("zh", "en"):
        figures[f"dates.{language}"] = dates(language, options.verbose)
    below = compare(figures, tomllib.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {})
    if options.pin:
        pin(figures)
    if options.check and below:
        print(f"below the floor: {', '.join(below)}", file=sys.stderr)
        return 1
    return 0


def pages(suite: str, verbose: bool) -> tuple[dict[str, float], list[tuple[float, bool]]]:
    """The figures of one folder of pages, and (confidence, was it right) of each event that counts."""
    golds = [(path, json.loads(path.read_text("utf-8"))) for path in sorted((CORPUS / suite).glob("*.gold.json"))]

    def read(pair: tuple[Path, dict[str, Any]]) -> tuple[dict[str, Any], str | None]:
        path, gold = pair
        return score.run(f"{FEEDS} extract --json", path.parent / gold["source"], gold, 120)

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        predictions = list(pool.map(read, golds))
    results, confidences = [], []
    print(f"\n{suite}: page{'':29}  P     R     F1   tp/fp/fn  title time  end   place seg   head  bound traps")
    for (_, gold), (prediction, error) in zip(golds, predictions, strict=True):
        result = score.score_doc(prediction, gold, error)
        results.append(result)
        confidences += sure(prediction, gold, result)
        row(gold["source"], result)
        if verbose:
            told(result)
    return figures_of(score.total(results), results), confidences


def row(name: str, result: dict[str, Any]) -> None:
    whole = score.total([result])
    events, matched, articles = whole["events"], whole["among_matched"], whole["articles"]
    shares = [events["precision"], events["recall"], events["f1"]]
    rest = [matched[key] for key in ("title", "time", "end", "place")]
    rest += [articles["segmentation"]["f1"], articles["headline"], articles["boundaries"]]
    counts = f"{events['tp']}/{events['fp']}/{events['fn']}"
    print(f"  {name[:36]:36} {cells(shares)} {counts:9} {cells(rest)} {result['not_events']}", end="")
    print("" if result["published"] is not False else "  wrong day of issue", result["error"] or "")


def cells(shares: list[float | None]) -> str:
    return " ".join("  -  " if share is None else f"{share:.2f} " for share in shares)


def told(result: dict[str, Any]) -> None:
    for kind, rows in result["detail"].items():
        for each in rows:
            if kind != "attr_wrong" or len(each) > 1:
                print(f"      {kind}: {json.dumps(each, ensure_ascii=False)}")


def figures_of(whole: dict[str, Any], results: list[dict[str, Any]]) -> dict[str, float]:
    events, articles, said = whole["events"], whole["articles"], {}
    for key in ("time", "end", "place", "status", "rrule", "phase"):
        right = sum(result["said"][key][0] for result in results)
        of = sum(result["said"][key][1] for result in results)
        said[key] = right / of if of else 1.0
    return {
        **{key: events[key] for key in ("precision", "recall", "f1")},
        "title": whole["among_matched"]["title"] or 0.0,
        "place": whole["among_matched"]["place"] or 0.0,
        **{f"{key}_where_told": said[key] for key in ("time", "end", "place", "status", "rrule", "phase")},
        "segmentation": articles["segmentation"]["f1"],
        "headline": articles["headline"],
        "boundaries": articles["boundaries"],
        "published": 1.0 if whole["published"] is None else whole["published"],
        "traps": whole["not_events_hit"],
        "failures": whole["failures"],
    }


def sure(prediction: dict[str, Any], gold: dict[str, Any], result: dict[str, Any]) -> list[tuple[float, bool]]:
    """(confidence, right) of each predicted event; those neither rewarded nor punished are left out."""
    events = [event for event in prediction.get("events") or [] if isinstance(event, dict)]
    matched, optional, _ = score.match_events(events, gold["events"], gold)
    right, excused = {i for i, _ in matched}, {i for i, _ in optional}
    parents = [score.parents_of(gold, g) for g in gold["events"]]
    return [
        (float(event.get("confidence", 0)), i in right)
        for i, event in enumerate(events)
        if i in right
        or (i not in excused and not score.repeats(event, matched + optional, events, gold["events"], parents))
    ]


def calibration(confidences: list[tuple[float, bool]]) -> dict[str, float]:
    """Does confidence mean something? Printed as a table; the figures are those that are pinned."""
    print("\ncalibration: confidence   events  right  share")
    for low, high in ((0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01)):
        inside = [right for confidence, right in confidences if low <= confidence < high]
        share = f"{sum(inside) / len(inside):.2f}" if inside else "-"
        print(f"  {low:.1f} to {min(high, 1):.1f}{'':14} {len(inside):6} {sum(inside):6}  {share}")
    sure_ones = [right for confidence, right in confidences if confidence >= 0.9]
    doubtful = [right for confidence, right in confidences if confidence < 0.5]
    rights = sum(right for _, right in confidences)
    return {
        "right_when_sure": sum(sure_ones) / len(sure_ones) if sure_ones else 0.0,
        "sure_when_right": sum(sure_ones) / rights if rights else 0.0,
        "wrong_when_doubtful": 1 - sum(doubtful) / len(doubtful) if doubtful else 1.0,
    }


def sentences(verbose: bool) -> dict[str, float]:
    """Single sentences: dated ones that are no events, and openings and closings of festivals, fairs, exhibitions."""
    traps, openings = (
        [json.loads(line) for line in (CORPUS / name).read_text("utf-8").splitlines()]
        for name in ("traps-own.jsonl", "openings-own.jsonl")
    )
    published = [row for row in traps if said(row)]
    day = title = place = 0
    for row in openings:
        told = said(row)
        near = max(told, key=lambda event: score.dice(event["title"], row["title"]), default=None)
        right = near is not None and row["start"] in (None, near["start"][: len(row["start"] or "")])
        right = right and row["end"] in (None, near["end"], near["start"])
        named = near is not None and score.dice(near["title"], row["title"]) >= 0.8
        placed = near is not None and score.place_ok(near, {"place": row["place"]})
        day, title, place = day + right, title + named, place + placed
        if verbose and not (right and named and placed):
            print(f"      {row['text']}\n        wanted {row['start']} {row['end']} {row['title']} | {row['place']}")
            print(f"        got {[(e['start'], e['end'], e['title'], e['place']) for e in told]}")
    if verbose:
        for row in published:
            print(f"      published ({row['why']}): {row['text']} -> {[e['title'] for e in said(row)]}")
    n = len(openings)
    print(
        f"\nsentences: {len(published)} of {len(traps)} that are no events are published; of {n} openings and closings"
    )
    print(f"  {day} have the right days, {title} the right title, {place} the right place")
    shares = {"opening_day": day / n, "opening_title": title / n, "opening_place": place / n}
    return {"published_traps": len(published) / len(traps), **shares}


def said(row: dict[str, Any]) -> list[dict[str, Any]]:
    """The events that a feed would publish of a page with this one sentence on it."""
    day = dt.date.fromisoformat(row["published"])
    document = sources.read(row["text"].encode(), "sentence.txt", language=row["language"])
    found = reading.read(document, published=day, language=row["language"])
    return [event for event in extraction.render(found)["events"] if event["confidence"] >= 0.5]


def dates(language: str, verbose: bool) -> dict[str, float]:
    command = [sys.executable, str(CORPUS / "score_dates.py"), "--cases", str(CORPUS / "dates-dev.jsonl")]
    command += ["--predict", f"{FEEDS} timex --jsonl", "--lang", language]
    if verbose:
        subprocess.run([*command, "--wrong"], check=True)
    report = json.loads(subprocess.run([*command, "--json"], check=True, capture_output=True).stdout)
    clean, negatives = map(int, report["clean_negatives"].split("/"))
    print(f"\ndates.{language}: {json.dumps(report['classes'])}")
    return {
        "detected": report["overlap"][2],
        "resolved": report["resolved"][2],
        "negatives": negatives - clean,
    }


def compare(figures: dict[str, dict[str, float]], floors: dict[str, Any]) -> list[str]:
    below = []
    print("\nfigure                              now     floor")
    for suite, values in figures.items():
        pinned: dict[str, float] = floors
        for part in suite.split("."):
            pinned = pinned.get(part, {})  # type: ignore[assignment]
        for key, value in values.items():
            floor = pinned.get(key)
            worse = floor is not None and (value > floor if key in CEILINGS else value < floor - 0.0005)
            if worse or (floor is None and floors):
                below.append(f"{suite}.{key}")
            print(f"  {suite + '.' + key:32} {value:7.3f}   {'-' if floor is None else f'{floor:.3f}'}", end="")
            print("  BELOW" if worse else "")
    return below


def pin(figures: dict[str, dict[str, float]]) -> None:
    lines = ["# What `make score` must reach, floors but for traps, negatives and failures, which are ceilings."]
    lines += ["# Raised with each gain; lowered never without a line in CHANGES.md that says why."]
    for suite, values in figures.items():
        lines += ["", f"[{suite}]"]
        lines += [f"{key} = {value if key in CEILINGS else int(value * 1000) / 1000}" for key, value in values.items()]
    FLOORS.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
