"""The only SQL: documents, entries, events and all that was ever said of them, in SQLite or PostgreSQL."""

from feeds.store.copying import check_backup
from feeds.store.engine import set_aside
from feeds.store.store import Store, open_store
from feeds.store.writing import Writing

__all__ = ["Store", "Writing", "check_backup", "open_store", "set_aside"]
