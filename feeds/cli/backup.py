"""`feeds backup` and `feeds restore`: the whole store in one file."""

from __future__ import annotations

from pathlib import Path

import click

from feeds.config import Config, load


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def backup(config_file: str | None, file: Path) -> None:
    """Copy the whole store into FILE (a SQLite database), also while others read and write it."""
    from feeds.store import open_store

    with open_store(load(config_file).database, create=False) as store:
        store.backup(file)
        click.echo(f"{file}: {file.stat().st_size:,} bytes; bring it back with: feeds restore {file}")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--no-publish", is_flag=True, help="Leave the published feeds alone.")
@click.pass_obj
def restore(config_file: str | None, file: Path, yes: bool, no_publish: bool) -> None:
    """Make the store what FILE holds; what was stored since is gone. A running server follows by itself.

    A backup of SQLite can be brought into PostgreSQL, and the other way round. A damaged SQLite file is kept beside the
    new one, as NAME.damaged.
    """
    from feeds.errors import DamagedStore
    from feeds.store import set_aside

    config = load(config_file)
    try:
        _restore(config, file, yes=yes, publish=not no_publish)
    except DamagedStore as error:
        if not yes:
            click.confirm(f"{error}. Replace it by {file}?", abort=True)
        aside = set_aside(config.database)
        _restore(config, file, yes=True, publish=not no_publish)
        click.echo(f"the damaged file is kept as {aside}; start `feeds serve` again if it runs")


def _restore(config: Config, file: Path, *, yes: bool, publish: bool) -> None:
    from feeds import pipeline
    from feeds.store import check_backup, open_store

    check_backup(file)
    with open_store(config.database) as store:
        held = store.count()
        if any(held.values()) and not yes:
            sums = ", ".join(f"{number} {name}" for name, number in held.items())
            click.confirm(f"{store.name} holds {sums}. Replace it by {file}?", abort=True)
        store.restore(file)
        if publish:
            pipeline.publish(store, config, pipeline.now())
        sums = ", ".join(f"{number} {name}" for name, number in store.count().items())
        click.echo(f"{store.name}: {sums}")
