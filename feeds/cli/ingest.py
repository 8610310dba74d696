"""`feeds ingest`: pages into the store, and what changed into the feeds."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from feeds.cli.files import files
from feeds.config import load

if TYPE_CHECKING:
    from feeds.pipeline import Page, Report
    from feeds.pipeline.revising import Changed
    from feeds.records import When

#: Changed events that are listed one by one.
LISTED = 20


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="The day it was printed, when it does not say so.")
@click.option("--language", help="Its language (zh-Hans, zh-Hant, en, ru, kk), when it is not to be found out.")
@click.option("--timezone", help="The zone of its clock times (default: the source's, the site's).")
@click.option("--source", help="The name of the source it belongs to.")
@click.option("--no-publish", is_flag=True, help="Leave the published feeds alone; `feeds serve` follows by itself.")
@click.option("--quiet", is_flag=True, help="Say only what went wrong.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object that tells what was done.")
@click.pass_obj
def ingest(
    config_file: str | None,
    paths: tuple[str, ...],
    published: dt.datetime | None,
    language: str | None,
    timezone: str | None,
    source: str | None,
    no_publish: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Read pages (files, folders, or - for standard input) into the store, and publish what changed.

    A page that was read before changes nothing. Exit code 1 when a page could not be read; the others are.
    """
    from feeds import pipeline
    from feeds.config import zone
    from feeds.store import open_store

    config = load(config_file)
    if timezone is not None:
        try:
            zone(timezone, config.published)
        except ValueError as error:
            raise click.BadParameter(f"{timezone} {error}", param_hint="--timezone") from None
    names = list(files(paths, ours=config.written))
    with open_store(config.database) as store, _progress(len(names), hidden=quiet or as_json) as step:
        report = pipeline.ingest(
            store, _pages(names), config,
            published=published.date() if published else None, language=language, timezone=timezone, source=source,
            progress=step,
        )  # fmt: skip
        if not no_publish:
            pipeline.publish(store, config, pipeline.now())
    for _, line in report.failed:
        click.echo(f"feeds: {line}", err=True)
    if as_json:
        click.echo(json.dumps(as_data(report), ensure_ascii=False))
    elif not quiet:
        tell(report)
    if report.failed:
        sys.exit(1)


def _pages(names: Iterable[str]) -> Iterator[Page | str]:
    from feeds.cli.files import read_bytes
    from feeds.pipeline import Page

    for name in names:
        yield Page("-", read_bytes("-")) if name == "-" else name


@contextmanager
def _progress(length: int, *, hidden: bool) -> Iterator[Callable[[str], None]]:
    """A bar for people who wait; nothing where nobody looks."""
    if hidden or length < 2 or not sys.stderr.isatty():
        yield lambda name: None
        return
    with click.progressbar(length=length, file=sys.stderr, item_show_func=lambda name: name or "") as bar:
        yield lambda name: bar.update(1, name)


def tell(report: Report) -> None:
    """What changed, one event a line, and the sums."""
    for changed in report.changed[:LISTED]:
        click.echo(_line(changed))
    if len(report.changed) > LISTED:
        click.echo(f"  … and {len(report.changed) - LISTED} more: feeds events list")
    cancelled = sum(1 for each in report.changed if each.before and each.after.facts.status == "cancelled")
    moved = f"{report.events_updated} changed" + (f" ({cancelled} of them cancelled)" if cancelled else "")
    table = [
        ("pages", f"{report.read} read", f"{report.unchanged} unchanged", f"{len(report.failed)} failed"),
        ("articles", f"{report.entries_added} new", f"{report.entries_changed} changed", ""),
        ("events", f"{report.events_added} new", moved, ""),
    ]
    for row in table:
        click.echo("{:<10}{:<10}{:<14}{}".format(*row).rstrip())
    if report.problems:
        click.echo(f"{'problems':<10}{len(report.problems)} to look at: feeds extract PATH --explain")


def _line(changed: Changed) -> str:
    facts = changed.after.facts
    sign = "+" if changed.before is None else "-" if changed.after.hidden else "~"
    status = "" if facts.status == "confirmed" else f"  [{facts.status}]"
    place = f"  · {facts.place}" if facts.place else ""
    return f"  {sign} {_when(facts.when):<16}  {facts.title}{place}{status}"


def _when(when: When | None) -> str:
    """As exact as it is known."""
    if when is None:
        return "no day"
    return when.start.isoformat().replace("T", " ")[: {"month": 7, "year": 4, "time": 16}.get(when.precision, 10)]


def as_data(report: Report) -> dict[str, Any]:
    return {
        "read": report.read,
        "unchanged": report.unchanged,
        "failed": [{"name": name, "message": line} for name, line in report.failed],
        "articles": {"added": report.entries_added, "changed": report.entries_changed},
        "events": {"added": report.events_added, "changed": report.events_updated, "kept": report.events_kept},
        "changed": [
            {"uid": each.after.uid, "title": each.after.facts.title, "new": each.before is None}
            for each in report.changed
        ],
        "problems": [problem.message for problem in report.problems],
    }
