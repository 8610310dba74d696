"""Alembic's door: the connection is handed over by feeds.store.schema, all migrations are one transaction."""

from alembic import context

from feeds.store.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True)
context.run_migrations()
