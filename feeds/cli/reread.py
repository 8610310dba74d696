"""`feeds reread`: today's rules over the stored pages."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click

from feeds.config import load

if TYPE_CHECKING:
    from feeds.pipeline.rereading import Reread
    from feeds.pipeline.revising import Changed


@click.command()
@click.option("--dry-run", is_flag=True, help="Change nothing; show what would change.")
@click.option("--diff", "as_diff", is_flag=True, help="Show each change as a diff of the event's fields.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a changed event.")
@click.option("--no-publish", is_flag=True, help="Leave the published feeds alone.")
@click.pass_obj
def reread(config_file: str | None, dry_run: bool, as_diff: bool, as_json: bool, no_publish: bool) -> None:
    """Read every stored page again by today's rules. UIDs stay, persons' words stay, and only what changed is told."""
    from feeds import pipeline
    from feeds.store import open_store

    config = load(config_file)
    with open_store(config.database, create=False) as store:
        done = pipeline.reread(store, config, dry_run=dry_run, progress=_progress())
        if not dry_run and not no_publish:
            pipeline.publish(store, config, pipeline.now())
    _tell(done, dry_run, as_diff, as_json)
    if done.failed:
        sys.exit(1)


def _progress() -> Callable[[str], None] | None:
    if not sys.stderr.isatty():
        return None
    return lambda name: click.echo(f"\r\x1b[K{name[-70:]}", err=True, nl=False)


def _tell(done: Reread, dry_run: bool, as_diff: bool, as_json: bool) -> None:
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", err=True, nl=False)
    for name, line in done.failed:
        click.echo(f"feeds: {line} ({name})", err=True)
    if as_json:
        for each in done.changes.events:
            click.echo(json.dumps(_data(each), ensure_ascii=False))
        return
    for text in _diffs(done) if as_diff else _table(done):
        click.echo(text)
    changes = done.changes
    would = "would be " if dry_run else ""
    click.echo(
        f"{done.pages} pages read again; events: {changes.added} {would}new, {changes.updated} {would}changed; "
        f"articles: {changes.entries_added} {would}new, {changes.entries_changed} {would}changed"
    )


def _rows(done: Reread) -> Iterator[tuple[Changed, list[tuple[str, str, str]]]]:
    from feeds.cli.events import text

    for each in done.changes.events:
        if each.before is None:
            yield each, [("new", "", _summary(each.after))]
        else:
            changes = each.after.revisions[-1].changes
            yield each, [(change.field, text(change.before), text(change.after)) for change in changes]


def _table(done: Reread) -> Iterator[str]:
    """UID, title, field, before, after: one change a line, tabs between."""
    for each, rows in _rows(done):
        for field, before, after in rows:
            yield "\t".join((each.after.uid[:8], each.after.facts.title, field, before, after))


def _diffs(done: Reread) -> Iterator[str]:
    for each, rows in _rows(done):
        before = [f"{field}: {old}" for field, old, _ in rows if old]
        after = [f"{field}: {new}" for field, _, new in rows if new]
        uid = each.after.uid
        yield from difflib.unified_diff(before, after, f"a/{uid}", f"b/{uid}", lineterm="")


def _summary(event: object) -> str:
    from feeds.cli.events import line
    from feeds.records import Event

    assert isinstance(event, Event)
    return line(event).partition("  ")[2]


def _data(changed: Changed) -> dict[str, object]:
    from feeds.cli.events import text
    from feeds.publishing.plain import event_data

    changes = changed.after.revisions[-1].changes if changed.before is not None else ()
    return {
        "event": event_data(changed.after),
        "new": changed.before is None,
        "changes": [{"field": each.field, "before": text(each.before), "after": text(each.after)} for each in changes],
    }
