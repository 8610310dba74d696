"""`feeds watch`: the files of the sources, and the inbox, read as they come."""

from __future__ import annotations

import sys

import click

from feeds.config import Config, load
from feeds.errors import ConfigError


@click.command()
@click.option("--once", is_flag=True, help="Read what is there now, and end.")
@click.option("--quiet", is_flag=True, help="Say only what went wrong.")
@click.pass_obj
def watch(config_file: str | None, once: bool, quiet: bool) -> None:
    """Read the files of the sources (path = […]) and of the inbox now and whenever they change. Ctrl-C ends it.

    Addresses (url = […]) are read by `feeds serve`.
    """
    from feeds.pipeline.watching import Watcher
    from feeds.store import open_store

    config = load(config_file)
    check(config)
    with open_store(config.database) as store:
        watcher = Watcher(config, store, report=lambda line: _report(line, quiet=quiet))
        watcher.read()
        if once:
            return
        if not quiet:
            click.echo(f"watching {', '.join(str(folder) for folder in watcher.folders)}; Ctrl-C ends it")
            sys.stdout.flush()
        watcher.run()


def check(config: Config) -> None:
    if config.inbox is None and not any(source.path for source in config.sources):
        raise ConfigError(
            "config.toml: no files to watch; give a source path = […], or set [store] inbox to a folder of its own"
        )


def _report(line: str, *, quiet: bool) -> None:
    if not quiet:
        click.echo(line)
        sys.stdout.flush()
