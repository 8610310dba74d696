"""`feeds timex`: which days and times a text names, and by which rules."""

from __future__ import annotations

import datetime as dt
import json
import sys

import click

from feeds.publishing import timexes
from feeds.reading.timex import find


@click.command()
@click.argument("text", required=False)
@click.option("--jsonl", is_flag=True, help='Read {"id","text","reference","lang"} lines, print {"id","spans"} lines.')
@click.option("--reference", metavar="DAY", help="The day the text is read on (default: today).")
@click.option("--language", default="zh", show_default=True, help="zh, en, ru, kk, or another (through dateparser).")
@click.option("--timezone", default="Asia/Shanghai", show_default=True, help="Whose clock the text's times are.")
@click.option("--explain", is_flag=True, help="Name the rules that fired.")
def timex(text: str | None, jsonl: bool, reference: str | None, language: str, timezone: str, explain: bool) -> int:
    """Print the time expressions of TEXT (or of standard input)."""
    if jsonl:
        return _lines(timezone)
    text = sys.stdin.read() if text is None else text
    now = _moment(reference) if reference else dt.datetime.combine(dt.date.today(), dt.time())
    found = find(text, now, language, timezone=timezone)
    for span, read in zip(timexes.render(text, found), found, strict=True):
        if explain:
            click.echo(f"{span['text']!r} [{span['start']}:{span['end']}]  {_told(span)}")
            for rule in read.rules:
                click.echo(f"    {rule}")
        else:
            click.echo(json.dumps(span, ensure_ascii=False))
    return 0


def _told(span: dict[str, object]) -> str:
    if span["rrule"]:
        return f"{span['rrule']} from {span['from']}"
    if span["from"] is None and span["to"] is None:
        return "found, not resolved"
    return f"{span['from'] or '…'} to {span['to']}" if span["to"] else str(span["from"])


def _lines(timezone: str) -> int:
    failed = 0
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            spans = find(row["text"], _moment(row["reference"]), row.get("lang", "zh"), timezone=timezone)
        except (ValueError, KeyError, TypeError) as error:
            click.echo(f"feeds: line {number}: not a row of id, text, reference, lang: {error!r}; mend it", err=True)
            failed = 1
            continue
        answer = {"id": row.get("id"), "spans": timexes.render(row["text"], spans)}
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return failed


def _moment(text: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise click.BadParameter(f"{text!r} is no day; write one like 2025-01-16") from None
