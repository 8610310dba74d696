"""How often each did a thing lately: counted in the store, so that all processes count together."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, delete, insert, select

from feeds.store.tables import throttles

#: Seconds after which a count means nothing.
FORGOTTEN = 86_400.0
#: What is counted, and the moment of that count in seconds since 1970.
Count = tuple[float, float]


def counted(connection: Connection, name: str) -> Count:
    """Zeros for nothing."""
    row = connection.execute(select(throttles.c.level, throttles.c.at).where(throttles.c.name == name)).first()
    return (row.level, row.at) if row is not None else (0.0, 0.0)


def count(connection: Connection, name: str, change: Callable[[Count], Count | None]) -> None:
    """Count anew; None forgets it."""
    now = change(counted(connection, name))
    connection.execute(delete(throttles).where(throttles.c.name == name))
    if now is not None:
        connection.execute(insert(throttles).values(name=name, level=now[0], at=now[1]))
        connection.execute(delete(throttles).where(throttles.c.at < now[1] - FORGOTTEN))
