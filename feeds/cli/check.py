"""`feeds check`: are config.toml and the store sound, and what mends them."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from feeds.config import Config, load
from feeds.errors import FeedsError


@click.command()
@click.option("--repair", is_flag=True, help="Build anew what only follows from the records, such as the search index.")
@click.pass_obj
def check(config_file: str | None, repair: bool) -> None:
    """Check config.toml, the store and the published folder; one line for each thing that is wrong, with the remedy.

    Exit code 0 when all is sound, else 1.
    """
    config = load(config_file)
    click.echo(f"{config.file or 'config.toml'}: {'sound' if config.file else 'none here; the defaults stand'}")
    wrong = [*_settings(config), *_store(config, repair), *_folder(config)]
    for line in wrong:
        click.echo(f"feeds: {line}", err=True)
    if wrong:
        sys.exit(1)


def _settings(config: Config) -> list[str]:
    """What no single key can show."""
    from feeds.web.links import reach

    if config.serve.host not in ("127.0.0.1", "localhost", "::1") and reach(config.site.url) == "computer":
        click.echo(f"note: the site listens on {config.serve.host}, but its links say {config.site.url} ([site] url)")
    wrong = []
    for feed in config.feeds:
        if feed.selection.from_ and feed.selection.to and feed.selection.from_[:1].isdigit():
            first, last = feed.selection.from_, feed.selection.to
            if last[:1].isdigit() and last < first:
                wrong.append(f"config.toml: feeds.{feed.name}: to = {last} is before from = {first}; swap them")
    return wrong


def _store(config: Config, repair: bool) -> list[str]:
    from feeds import pipeline
    from feeds.store import open_store

    file = config.database.removeprefix("sqlite:///")
    if config.database.startswith("sqlite:") and not Path(file).exists():
        click.echo(f"{file}: no store yet; `feeds ingest PATH` makes it")
        return []
    try:
        with open_store(config.database, create=False) as store:
            if repair:
                pipeline.repair(store)
            wrong = store.check()
            count = store.count()
            name = store.name
    except FeedsError as error:
        return [str(error)]
    if not wrong:
        sums = ", ".join(f"{number} {table}" for table, number in count.items())
        click.echo(f"{name}: sound ({sums})")
    return wrong


def _folder(config: Config) -> list[str]:
    """Whether the published files are there and of the length their manifest says."""
    from feeds.pipeline import manifest

    folder = config.published
    if not folder.exists():
        click.echo(f"{folder}: nothing published yet; `feeds serve` or `feeds ingest` does")
        return []
    made = manifest.read(folder)
    if made is None:
        return [f"{folder}: its manifest.json cannot be read; delete the folder, `feeds serve` writes it anew"]
    wrong = []
    for path, file in made.files.items():
        try:
            right = (folder / path).stat().st_size == file.size
        except OSError:
            right = False
        if not right:
            wrong.append(f"{folder / path}: is not what was published; delete the folder, `feeds serve` writes it anew")
    if not wrong:
        click.echo(f"{folder}: sound ({len(made.files)} feeds)")
    return wrong
