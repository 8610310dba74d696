"""`feeds serve`: the pages, calendars and feeds over HTTP."""

from __future__ import annotations

import os
import sys
import threading
from typing import TYPE_CHECKING

import click

from feeds.config import Config, load

if TYPE_CHECKING:
    from feeds.schedule import Refresher
    from feeds.web.serving import Keeper


@click.command()
@click.option("--host", help="Address to listen on (default: config.toml's, 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65535), help="Port (default: config.toml's, 8000; 0 takes a free one).")
@click.option("--lan", is_flag=True, help="Listen on the whole network, and print the address and its QR code.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that answer (default: config.toml's, 2).")
@click.pass_obj
def serve(config_file: str | None, host: str | None, port: int | None, lan: bool, workers: int | None) -> None:
    """Serve the calendars, the feeds and the pages.

    What other processes read into the store is published and served within a second. Ends with Ctrl-C.
    """
    from feeds.web import front, serving

    config = load(config_file)
    host = host or ("0.0.0.0" if lan else config.serve.host)
    held = serving.take_port(host, config.serve.port if port is None else port)
    port = int(held.getsockname()[1])
    address = serving.opened_at(config, serving.lan_address() if lan else host, port)
    if lan:
        config = serving.on_network(config, address)
        os.environ[serving.LAN] = "1"
    os.environ[serving.CONFIG] = str(config.file or "")
    os.environ[serving.ADDRESS] = address
    keeper = serving.Keeper(config)
    keeper.publish()
    over = threading.Event()

    def tell() -> None:
        if serving.wait_for_answer(host, port, over):
            announce(config, address, listening=f"{host}:{port}", scan=lan)

    threading.Thread(target=tell, name="announce", daemon=True).start()
    leader = serving.Leader(keeper, report=lambda line: click.echo(f"feeds: {line}", err=True))
    leader.start()
    refresher = _refresher(config, keeper)
    front.listen("feeds.web.serving:front", host, port, workers or config.serve.workers)
    over.set()
    held.close()
    if refresher is not None:
        refresher.stop()
    leader.stop()


def _refresher(config: Config, keeper: Keeper) -> Refresher | None:
    """What reads the sources of config.toml again and again, in the process that leads; none without sources."""
    if not config.sources and config.inbox is None:
        return None
    from feeds.schedule import Refresher

    refresher = Refresher(config, keeper.store, report=lambda line: click.echo(f"feeds: {line}", err=True))
    refresher.start()
    return refresher


def announce(config: Config, address: str, *, listening: str, scan: bool) -> None:
    """The addresses of the page and of every feed, and what a phone needs."""
    from feeds.publishing.formats import FORMATS

    click.echo(f"{config.site.title}: {address}/")
    if not address.endswith(listening):
        click.echo(f"listening on {listening}")
    for feed in config.feeds:
        first, *others = [each.extension for each in FORMATS.values() if feed.content in each.contents]
        click.echo(f"  {address}/{feed.name}.{first} {' '.join(f'.{each}' for each in others)}  {feed.title}")
    if scan:
        import segno

        click.echo("\nOpen it on a phone in the same network:\n")
        segno.make(f"{address}/", error="l").terminal(out=sys.stdout, compact=True)
        click.echo(
            "\nGoogle Calendar and Outlook.com fetch from outside: they need a public address, or `feeds export`."
        )
    click.echo("Ctrl-C ends it.")
    sys.stdout.flush()
