"""`feeds events`: list them, show one with all that was said of it, and correct what was misread."""

from __future__ import annotations

import datetime as dt
import getpass
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from feeds.config import load
from feeds.publishing.plain import event_data

if TYPE_CHECKING:
    from feeds.pipeline.correcting import Person
    from feeds.records import Change, Event, When
    from feeds.store import Store

#: Options of `set` and the field of an event each sets.
FIELDS = {
    "title": "Its name.",
    "start": "The first day, or the local time: 2025-01-18, 2025-01-18T10:30.",
    "end": "The last day, inclusive, or the local end time; empty for none.",
    "place": "Where; empty for none.",
    "status": "confirmed, tentative, postponed or cancelled.",
    "phase": "opening or closing, when only that moment is dated; empty for none.",
    "kind": "event or deadline.",
    "categories": "Words with commas between.",
    "organizer": "Who holds it.",
    "contact": "A telephone number or an address.",
    "price": "What it costs.",
    "url": "Its own page.",
    "rrule": "How it recurs: FREQ=WEEKLY;BYDAY=SA; empty for once.",
    "exdates": "Days that it leaves out, with commas between.",
}


@click.group()
def events() -> None:
    """List, show and correct events. ID is a UID or its first characters."""


@contextmanager
def opened(config_file: str | None) -> Iterator[tuple[Store, Any]]:
    from feeds.store import open_store

    config = load(config_file)
    with open_store(config.database, create=False) as store:
        yield store, config


@events.command("list")
@click.option("--q", help="Only those that hold these words.")
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="Only those on this day or later.")
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), help="Only those on this day or before.")
@click.option(
    "--below", type=float, metavar="NUMBER", help="Only those of a lower confidence: 0.5 shows what to check."
)
@click.option("--hidden", is_flag=True, help="Hidden and merged ones too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def list_(
    config_file: str | None,
    q: str | None,
    first: dt.datetime | None,
    last: dt.datetime | None,
    below: float | None,
    hidden: bool,
    as_json: bool,
) -> None:
    """One event a line: UID, time, title, place, status, confidence."""
    with opened(config_file) as (store, _):
        wanted = store.search(q) if q else None
        for event in sorted(store.events(), key=_by_day):
            when = event.facts.when
            if (
                (event.hidden and not hidden)
                or (wanted is not None and event.uid not in wanted)
                or (below is not None and event.confidence >= below)
                or (first and when and not when.rrule and when.last_day < first.date())
                or (last and when and when.first_day > last.date())
            ):
                continue
            click.echo(json.dumps(event_data(event), ensure_ascii=False) if as_json else line(event))


def _by_day(event: Event) -> tuple[str, str]:
    return (event.facts.when.start.isoformat() if event.facts.when else "", event.uid)


@events.command()
@click.argument("id")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
@click.pass_obj
def show(config_file: str | None, id: str, as_json: bool) -> None:
    """Everything known of an event, and the sentences it was read from. (To show a hidden one again: unhide.)"""
    with opened(config_file) as (store, _):
        event = store.event(store.find_uid(id))
        if as_json:
            click.echo(json.dumps(event_data(event), ensure_ascii=False, indent=1))
            return
        click.echo(line(event))
        for name, value in _facts(event):
            click.echo(f"  {name}: {value}")
        for each in event.mentions:
            day = f", {each.published}" if each.published else ""
            pinned = ", pinned" if each.pinned else ""
            click.echo(f"  mention {each.id}: {each.source}{day}: {each.headline} [{each.confidence:.2f}{pinned}]")
            click.echo(f"    {each.evidence}")


@events.command()
@click.argument("id")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object a line.")
@click.pass_obj
def history(config_file: str | None, id: str, as_json: bool) -> None:
    """Every revision, and everything that persons did, with who, when and why."""
    with opened(config_file) as (store, _):
        uid = store.find_uid(id)
        for each in store.event(uid).revisions:
            changes = [_change(change) for change in each.changes]
            if as_json:
                data = {"sequence": each.sequence, "at": each.at.isoformat(), "because": each.because}
                click.echo(json.dumps({**data, "changes": changes}, ensure_ascii=False))
            else:
                click.echo(f"{each.sequence}  {_moment(each.at)}  {each.because}")
                for change in changes:
                    click.echo(f"     {change}")
        for act in store.history(uid):
            taken_back = f"; taken back by {act.undone_by}, {_moment(act.undone)}" if act.undone else ""
            what = f"{act.field} = {text(act.value)}" if act.kind == "set" else f"{act.kind} {act.value}"
            why = f" — {act.because}" if act.because else ""
            if as_json:
                data = {"act": act.id, "kind": act.kind, "what": what, "who": act.who, "at": act.at.isoformat()}
                click.echo(json.dumps({**data, "because": act.because, "undone": bool(act.undone)}, ensure_ascii=False))
            else:
                click.echo(f"act {act.id}  {_moment(act.at)}  {act.who}: {what}{why}{taken_back}")


# --- corrections ---------------------------------------------------------------------------------------------


def correction(command: Callable[..., None]) -> Callable[..., None]:
    """What every correction is asked: why, and by whom."""
    command = click.option("--no-publish", is_flag=True, help="Leave the published feeds alone.")(command)
    command = click.option("--who", help="Your name (default: the user's).")(command)
    command = click.option("--because", default="", metavar="WORDS", help="Why, for the history.")(command)
    return click.pass_obj(command)


@contextmanager
def correcting(
    config_file: str | None, id: str, because: str, who: str | None, no_publish: bool
) -> Iterator[tuple[Store, str, Person]]:
    """The store, the UID and the person; after it, the feeds follow."""
    from feeds.pipeline import now, publish
    from feeds.pipeline.correcting import Person

    with opened(config_file) as (store, config):
        at = now()
        yield store, store.find_uid(id), Person(who or _user(), at, because)
        if not no_publish:
            publish(store, config, at)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        return "someone"


def _set_options(command: Callable[..., None]) -> Callable[..., None]:
    for field, words in reversed(FIELDS.items()):
        command = click.option(f"--{field}", help=words)(command)
    return command


@events.command("set")
@click.argument("id")
@_set_options
@correction
def set_(
    config_file: str | None, id: str, because: str, who: str | None, no_publish: bool, **fields: str | None
) -> None:
    """Correct fields; they stay as you say, whatever is read later, until you undo it. Others stay as they are read."""
    from feeds.pipeline.correcting import correct

    said = {field: value for field, value in fields.items() if value is not None}
    with correcting(config_file, id, because, who, no_publish) as (store, uid, person):
        click.echo(line(correct(store, uid, said, person)))


def _simple(name: str, words: str) -> None:
    @correction
    def act(config_file: str | None, id: str, because: str, who: str | None, no_publish: bool) -> None:
        from feeds.pipeline import correcting as acts

        with correcting(config_file, id, because, who, no_publish) as (store, uid, person):
            click.echo(line(getattr(acts, name)(store, uid, person)))

    events.command(name, help=words)(click.argument("id")(act))


_simple("hide", "Take an event out of every feed and page; it stays in the store.")
_simple("unhide", "Show a hidden event again.")
_simple("confirm", "Vouch for an event: it is published however unsure the reading was.")
_simple("cancel", "Say that it does not take place.")


@events.command()
@click.argument("id")
@click.argument("into")
@correction
def merge(config_file: str | None, id: str, into: str, because: str, who: str | None, no_publish: bool) -> None:
    """ID and INTO are one happening: INTO keeps its UID and takes in what was told of ID."""
    from feeds.pipeline.correcting import merge as act

    with correcting(config_file, id, because, who, no_publish) as (store, uid, person):
        click.echo(line(act(store, uid, store.find_uid(into), person)))


@events.command()
@click.argument("id")
@click.argument("mentions", nargs=-1, required=True, type=int, metavar="MENTION...")
@correction
def split(
    config_file: str | None, id: str, mentions: tuple[int, ...], because: str, who: str | None, no_publish: bool
) -> None:
    """Some mentions of ID tell of another happening: give them an event of their own. `show` numbers them."""
    from feeds.pipeline.correcting import split as act

    site = load(config_file).site.id
    with correcting(config_file, id, because, who, no_publish) as (store, uid, person):
        click.echo(line(act(store, uid, mentions, site, person)))


@events.command()
@click.argument("id")
@click.option("--act", "number", type=int, help="The act to take back, by its number in `history`; default: the last.")
@correction
def undo(config_file: str | None, id: str, number: int | None, because: str, who: str | None, no_publish: bool) -> None:
    """Take back what a person did."""
    from feeds.pipeline.correcting import undo as act

    with correcting(config_file, id, because, who, no_publish) as (store, uid, person):
        act(store, uid, person, number)
        click.echo(line(store.event(uid)))


# --- in words --------------------------------------------------------------------------------------------------


def line(event: Event) -> str:
    facts = event.facts
    parts = [event.uid, spoken(facts.when), facts.title]
    if facts.place:
        parts.append(f"· {facts.place}")
    notes: list[str] = [facts.status] if facts.status != "confirmed" else []
    notes += ["deadline"] if facts.kind == "deadline" else []
    notes += ["hidden"] if event.hidden else []
    if notes:
        parts.append(f"[{', '.join(notes)}]")
    return "  ".join([*parts, f"{event.confidence:.2f}"])


def spoken(when: When | None) -> str:
    """A time for people, the last day inclusive.

    >>> from feeds.records import When
    >>> spoken(When(dt.date(2025, 1, 18), dt.date(2025, 1, 21)))
    '2025-01-18 to 2025-01-20'
    """
    if when is None:
        return "no day"
    first = when.start.isoformat().replace("T", " ")[: {"month": 7, "year": 4, "time": 16}.get(when.precision, 10)]
    last = ""
    if isinstance(when.end, dt.datetime):
        same_day = when.end.date() == when.first_day
        last = f" to {when.end:%H:%M}" if same_day else f" to {when.end:%Y-%m-%d %H:%M}"
    elif when.end is not None and when.last_day > when.first_day:
        last = f" to {when.last_day}"
    return first + last + (f" ({when.rrule})" if when.rrule else "")


def text(value: Any) -> str:
    """A value of a field, for people."""
    from feeds.records import When

    if isinstance(value, When):
        return spoken(value)
    if isinstance(value, tuple):
        return ", ".join(map(text, value))
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "minutes")
    return "none" if value is None or value == "" else str(value)


def _change(change: Change) -> str:
    return f"{change.field}: {text(change.before)} -> {text(change.after)}"


def _moment(at: dt.datetime | None) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%SZ") if at else ""


def _facts(event: Event) -> Iterator[tuple[str, str]]:
    facts = event.facts
    for name in ("phase", "previous_start", "categories", "organizer", "contact", "price", "url"):
        if value := getattr(facts, name):
            yield name.replace("_", " "), text(value)
    if event.parent:
        yield "part of", event.parent
    yield "sequence", str(event.sequence)
    for each in event.overrides:
        why = f" — {each.because}" if each.because else ""
        yield f"{each.field} set by {each.who}", f"{text(each.value)}{why}"
