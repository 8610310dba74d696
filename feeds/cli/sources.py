"""`feeds sources`: how the sources of config.toml do, and what one gives now."""

from __future__ import annotations

import datetime as dt
import json
import random
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from feeds.config import Config, did_you_mean, load
from feeds.errors import ConfigError, DocumentError

if TYPE_CHECKING:
    from feeds.config import Source
    from feeds.records import Reading
    from feeds.schedule import Status


@click.group()
def sources() -> None:
    """The sources of config.toml."""


@sources.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, one a source.")
@click.pass_obj
def list_(config_file: str | None, as_json: bool) -> None:
    """How each source does: when it was read and will be again, how many events it told, and what went wrong."""
    from feeds import schedule
    from feeds.store import open_store

    config = load(config_file)
    if not config.sources:
        click.echo("config.toml names no source; [sources.NAME] with path or url adds one", err=True)
        return
    with open_store(config.database) as store:
        found = schedule.status(store, config)
    for each in found:
        click.echo(json.dumps(as_data(each), ensure_ascii=False) if as_json else _line(each, config))


def as_data(status: Status) -> dict[str, Any]:
    source, state = status.source, status.state
    return {
        "name": source.name,
        "title": source.title,
        "kind": source.kind,
        "state": status.word,
        "last": state.last,
        "next": state.next,
        "pages": state.pages,
        "events": status.events,
        "failures": state.failures,
        "error": state.error,
        "hints": list(state.hints),
    }


def _line(status: Status, config: Config) -> str:
    from feeds.pipeline.visits import moment

    def clock(at: str | None) -> str:
        if at is None:
            return "-"
        from zoneinfo import ZoneInfo

        return f"{moment(at).astimezone(ZoneInfo(config.site.timezone)):%Y-%m-%d %H:%M}"

    state = status.state
    line = f"{status.source.name:<20} {status.word:<10} last {clock(state.last):<16}  next {clock(state.next):<16}"
    line += f"  {status.events} events"
    return "\n    ".join([line, *filter(None, [state.error]), *state.hints])


@sources.command("test")
@click.argument("name")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 500), help="Pages to read at the most.")
@click.option("--json", "as_json", is_flag=True, help="Each page as `feeds extract --json` prints it.")
@click.pass_obj
def test(config_file: str | None, name: str, limit: int, as_json: bool) -> None:
    """Read the source NAME now and show what it gives; nothing is stored. Exit code 1 when it gives nothing."""
    from feeds import schedule
    from feeds.pipeline import now

    config = load(config_file)
    source = config.source(name)
    if source is None:
        known = tuple(each.name for each in config.sources)
        hint = did_you_mean(name, known) if known else "; config.toml has no [sources.NAME]"
        raise ConfigError(f"sources.{name}: no such source{hint}")
    fetcher = schedule.Fetchers(config)(source)
    gathering, pages = schedule.tried(source, config, fetcher, now, random.random, limit=limit)
    read = 0
    for page, found in _readings(source, config, pages, limit):
        if isinstance(found, DocumentError):
            gathering.errors.append(str(found))
            continue
        read += 1
        if as_json:
            from feeds.publishing import extraction

            click.echo(json.dumps(extraction.render(found), ensure_ascii=False))
        else:
            _tell(page, found)
    for line in (*gathering.errors, *gathering.hints):
        click.echo(f"feeds: {name}: {line}", err=True)
    if not read:
        click.echo(f"feeds: {name}: nothing was read", err=True)
        sys.exit(1)


def _readings(
    source: Source, config: Config, pages: Iterator[Any], limit: int
) -> Iterator[tuple[str, Reading | DocumentError]]:
    """The name of each page and what it says, or why it cannot be read."""
    from feeds.pipeline.ingesting import opened, read_page

    left = limit
    for page in pages:
        for part in opened(page, config):
            if left <= 0:
                return
            left -= 1
            if isinstance(part, DocumentError):
                yield "", part
                continue
            try:
                yield part.name, read_page(part, source.name, source, config)
            except DocumentError as error:
                yield part.name, error


def _tell(page: str, found: Reading) -> None:
    document = found.document
    day = f"{document.published} ({document.published_from})" if document.published else "no day of issue"
    articles, events = len(found.articles), len(found.mentions)
    click.echo(f"{page}: {day}, {articles} articles, {events} events")
    for mention in found.mentions:
        when = mention.facts.when
        start = when.start.isoformat(timespec="minutes") if when and isinstance(when.start, dt.datetime) else ""
        told = start.replace("T", " ") or (when.first_day.isoformat() if when else "no day")
        place = f" · {mention.facts.place}" if mention.facts.place else ""
        click.echo(f"  {told:<16}  {mention.facts.title}{place}  ({mention.confidence:.2f})")
