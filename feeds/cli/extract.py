"""`feeds extract`: what a page says. Nothing is stored; config.toml is not read."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Iterator

import click

from feeds import sources
from feeds.cli.files import files, read_bytes
from feeds.errors import DocumentError
from feeds.publishing import explanation, extraction
from feeds.records import Reading


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--published", metavar="DAY", type=click.DateTime(["%Y-%m-%d"]), help="The day of the issue: 2025-01-16.")
@click.option("--language", metavar="TAG", help="zh-Hans, zh-Hant, en, ru, kk, …; default: as the text tells.")
@click.option("--timezone", default="Asia/Shanghai", show_default=True, help="Whose clock the page's times are.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, one a document (the default).")
@click.option("--explain", is_flag=True, help="For people: what was found by which rules, what was rejected and why.")
def extract(
    paths: tuple[str, ...],
    published: dt.datetime | None,
    language: str | None,
    timezone: str,
    as_json: bool,
    explain: bool,
) -> int:
    """Print the articles and events of each document. PATH is a file, a folder, or - for standard input.

    Exit code 1 when a document could not be read; the others are printed all the same.
    """
    failed = 0
    for path in files(paths):
        for found in _read(path, published.date() if published else None, language, timezone):
            if isinstance(found, DocumentError):
                click.echo(f"feeds: {found}", err=True)
                failed = 1
            elif explain and not as_json:
                click.echo(explanation.render(found))
            else:
                sys.stdout.write(json.dumps(extraction.render(found), ensure_ascii=False) + "\n")
                sys.stdout.flush()
    return failed


def _read(
    path: str, published: dt.date | None, language: str | None, timezone: str
) -> Iterator[Reading | DocumentError]:
    name = "standard input" if path == "-" else path.rpartition("/")[2]
    try:
        data = read_bytes(path)
    except DocumentError as error:
        yield error
        return
    from feeds.pipeline import worker

    for part in sources.opened(sources.Part(name, data, language=language), worker.inside):
        try:
            if isinstance(part, DocumentError):
                raise part
            yield worker.told(part, published=published, timezone=timezone)
        except DocumentError as error:
            yield error
