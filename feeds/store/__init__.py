"""The only SQL: documents, entries, events and all that was ever said of them, in SQLite or PostgreSQL."""

from feeds.store.store import Store, open_store
from feeds.store.writing import Writing

__all__ = ["Store", "Writing", "open_store"]
