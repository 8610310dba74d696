"""The invariants of a store, each with what to do when it does not hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Engine, exc, text

from feeds.store import coding

RULES = (
    (
        "event {} has no mention and no person's word",
        "hide it with `feeds events hide`, or run `feeds reread`",
        "SELECT uid FROM events WHERE merged_into IS NULL AND NOT hidden "
        "AND NOT EXISTS (SELECT 1 FROM mentions WHERE mentions.event = events.id) "
        "AND NOT EXISTS (SELECT 1 FROM actions WHERE actions.event = events.id)",
    ),
    (
        "event {} has revisions with a gap",
        "restore a backup: `feeds restore FILE`",
        "SELECT uid FROM events JOIN revisions ON revisions.event = events.id GROUP BY uid "
        "HAVING MIN(sequence) <> 0 OR MAX(sequence) <> COUNT(*) - 1",
    ),
    (
        "event {} has no revision",
        "restore a backup: `feeds restore FILE`",
        "SELECT uid FROM events WHERE NOT EXISTS (SELECT 1 FROM revisions WHERE revisions.event = events.id)",
    ),
    (
        "event {} stands more than once",
        "restore a backup: `feeds restore FILE`",
        "SELECT uid FROM events GROUP BY uid HAVING COUNT(*) > 1",
    ),
    (
        "event {} was merged into one that is not there",
        "take the merge back: `feeds events undo`",
        "SELECT uid FROM events WHERE merged_into IS NOT NULL AND merged_into NOT IN (SELECT uid FROM events)",
    ),
    (
        "event {} was merged and still has mentions of its own",
        "take the merge back: `feeds events undo`",
        "SELECT uid FROM events WHERE merged_into IS NOT NULL "
        "AND EXISTS (SELECT 1 FROM mentions WHERE mentions.event = events.id)",
    ),
    (
        "event {} belongs to a festival that is not there",
        "run `feeds check --repair`",
        "SELECT uid FROM events WHERE parent IS NOT NULL AND parent NOT IN (SELECT uid FROM events)",
    ),
    (
        "event {} cannot be found by search",
        "run `feeds check --repair`",
        "SELECT uid FROM events WHERE uid NOT IN (SELECT ref FROM search_rows)",
    ),
    (
        "article {} cannot be found by search",
        "run `feeds check --repair`",
        "SELECT id FROM entries WHERE id NOT IN (SELECT ref FROM search_rows)",
    ),
    (
        "the search finds {}, which is not there",
        "run `feeds check --repair`",
        "SELECT ref FROM search_rows WHERE ref NOT IN (SELECT uid FROM events) AND ref NOT IN (SELECT id FROM entries)",
    ),
    (
        "event {} cannot be found by what later pages tell",
        "run `feeds check --repair`",
        "SELECT uid FROM events WHERE merged_into IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM event_keys WHERE event_keys.event = events.id)",
    ),
    (
        'the store\'s mark "{}" is missing',
        "run `feeds check --repair`",
        "SELECT name FROM (SELECT 'generation' AS name UNION ALL SELECT 'floor') AS wanted "
        "WHERE name NOT IN (SELECT name FROM marks)",
    ),
    (
        "article {} has revisions with a gap",
        "restore a backup: `feeds restore FILE`",
        "SELECT entries.id FROM entries LEFT JOIN entry_revisions ON entry_revisions.entry = entries.id "
        "GROUP BY entries.id, entries.sequence HAVING COUNT(entry_revisions.sequence) <> entries.sequence + 1",
    ),
    (
        "a mention of event {} points at an article that is not there",
        "run `feeds reread`",
        "SELECT uid FROM events JOIN mentions ON mentions.event = events.id "
        "WHERE mentions.entry NOT IN (SELECT id FROM entries)",
    ),
    (
        "{} has a generation that the store has not reached",
        "restore a backup: `feeds restore FILE`",
        "SELECT uid FROM events WHERE generation > (SELECT value FROM marks WHERE name = 'generation') "
        "UNION ALL SELECT id FROM entries WHERE generation > (SELECT value FROM marks WHERE name = 'generation')",
    ),
)
#: Of each kind of trouble so many are named.
NAMED = 5


def check(connection: Connection) -> list[str]:
    found = []
    for message, remedy, query in RULES:
        broken = connection.execute(text(query)).scalars().all()
        found += [f"{message.format(each)}; {remedy}" for each in broken[:NAMED]]
        if len(broken) > NAMED:
            found.append(f"{message.format(f'({len(broken) - NAMED} more)')}; {remedy}")
    return [*found, *_records(connection)]


def _records(connection: Connection) -> Iterator[str]:
    """Every record can be read; `restore` is the only way back from one that cannot."""
    for kind, read, query in RECORDS:
        for name, record in connection.execute(text(query)).yield_per(500):
            try:
                read(json.loads(record))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                yield f"{kind} {name} cannot be read ({error}); restore a backup: `feeds restore FILE`"


def _read_mention(value: Any) -> None:
    coding.read_mention(value, 0, "", "2025-01-01T00:00:00Z", False)


RECORDS: tuple[tuple[str, Callable[[Any], object], str], ...] = (
    ("event", coding.read_facts, "SELECT uid, facts FROM events"),
    ("article", coding.read_article, "SELECT id, article FROM entries"),
    (
        "a mention of event",
        _read_mention,
        "SELECT uid, mention FROM mentions JOIN events ON events.id = mentions.event",
    ),
)


def check_search(engine: Engine) -> list[str]:
    """The full-text index says what its table says, and the file is sound."""
    if engine.dialect.name != "sqlite":
        return []
    found = []
    with engine.connect() as connection:
        for line in connection.exec_driver_sql("PRAGMA quick_check").scalars():
            if line != "ok":
                found.append(f"the file is damaged ({line}); restore a backup: `feeds restore FILE`")
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            found.append(f"table {row[0]} points at a row of {row[2]} that is not there; restore a backup")
    with engine.connect().execution_options(writing=True) as connection:
        try:
            connection.exec_driver_sql("INSERT INTO search_index(search_index, rank) VALUES ('integrity-check', 1)")
        except exc.DatabaseError:
            found.append("the search index is not in step with its table; run `feeds check --repair`")
        connection.rollback()
    return found
