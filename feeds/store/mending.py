"""What only follows from the records and can be made anew from them, whatever stood there."""

from __future__ import annotations

from sqlalchemy import Connection, func, insert, select, update

from feeds.store.tables import entries, events, marks
from feeds.store.writing import Writing


def mend(writing: Writing) -> None:
    """The marks first: to write anything else takes a generation."""
    marks_anew(writing.connection)
    gone = events.c.parent.is_not(None) & events.c.parent.not_in(select(events.c.uid))
    orphans = select(events.c.id).where(gone)
    if found := writing.connection.execute(orphans).scalars().all():
        change = update(events).where(events.c.id.in_(found)).values(parent=None, generation=writing.generation)
        writing.connection.execute(change)
    writing.index_anew()


def marks_anew(connection: Connection) -> None:
    """A generation that nothing stored is ahead of: all is read anew after it."""
    held = set(connection.execute(select(marks.c.name)).scalars())
    newest = [connection.execute(select(func.max(table.c.generation))).scalar() or 0 for table in (events, entries)]
    for name in {"generation", "floor"} - held:
        connection.execute(insert(marks).values(name=name, value=max(newest) + 1))
