"""`feeds export`: every feed as files that any web server can serve."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from feeds.config import load, url


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--url", "address", help="Where the files will be opened (default: [site] url of config.toml).")
@click.pass_obj
def export(config_file: str | None, folder: Path, address: str | None) -> None:
    """Write events.ics, events.rss, news.atom and all the other feeds into DIR, with .gz and .br beside them.

    Each file is written whole or not at all, and only when it changed.
    """
    from feeds import pipeline
    from feeds.store import open_store

    config = load(config_file)
    if address is not None:
        try:
            config = replace(config, site=replace(config.site, url=url(address, folder).rstrip("/")))
        except ValueError as error:
            raise click.BadParameter(f"{address} {error}", param_hint="--url") from None
    with open_store(config.database) as store:
        made = pipeline.export(store, config, folder, pipeline.now())
    changed = len(made.changed)
    click.echo(f"{folder}: {len(made.files)} feeds, {changed} of them written anew" if changed else (
        f"{folder}: {len(made.files)} feeds, none changed"
    ))  # fmt: skip
