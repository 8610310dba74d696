"""Who was refused how often, shared by all processes; titles of the search in their plain form."""

from __future__ import annotations

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "throttles",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("level", sa.Float(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
    )
    op.create_index("throttles_at", "throttles", ["at"])
    plain_titles(op.get_bind())


def plain_titles(connection: sa.Connection) -> None:
    rows = sa.table("search_rows", sa.column("id", sa.Integer), sa.column("title", sa.Text))
    change = rows.update().where(rows.c.id == sa.bindparam("row")).values(title=sa.bindparam("plain"))
    found = connection.execute(sa.select(rows.c.id, rows.c.title)).all()
    plain = ((id, title, unicodedata.normalize("NFKC", title).lower()) for id, title in found)
    changed = [{"row": id, "plain": now} for id, title, now in plain if now != title]
    if changed:
        connection.execute(change, changed)
