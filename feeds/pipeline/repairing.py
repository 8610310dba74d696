"""What `feeds check --repair` does: all that only follows from the records is made anew."""

from __future__ import annotations

from feeds.pipeline.revising import keys
from feeds.store import Store


def repair(store: Store) -> None:
    """The search, the marks, and the keys under which later pages find an event."""
    store.repair()
    known = list(store.events())
    with store.writing() as writing:
        for event in known:
            if writing.merged_into(event.uid) is None:
                writing.keys_anew(event.uid, keys(event))
