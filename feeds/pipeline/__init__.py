"""Where the rooms, the store and the clock meet. Each door is imported when it is asked for: the store costs 0.2 s."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from feeds.pipeline.clock import now as now
    from feeds.pipeline.ingesting import Page as Page
    from feeds.pipeline.ingesting import Report as Report
    from feeds.pipeline.ingesting import ingest as ingest
    from feeds.pipeline.leading import lead as lead
    from feeds.pipeline.publisher import Publisher as Publisher
    from feeds.pipeline.publisher import export as export
    from feeds.pipeline.publisher import publish as publish
    from feeds.pipeline.repairing import repair as repair
    from feeds.pipeline.rereading import reread as reread

DOORS = {
    "now": "clock",
    "Page": "ingesting",
    "Report": "ingesting",
    "ingest": "ingesting",
    "reread": "rereading",
    "repair": "repairing",
    "lead": "leading",
    "Publisher": "publisher",
    "publish": "publisher",
    "export": "publisher",
}


def __getattr__(name: str) -> Any:
    if name not in DOORS:
        raise AttributeError(f"feeds.pipeline has no {name}")
    door = getattr(import_module(f"feeds.pipeline.{DOORS[name]}"), name)
    # Importing a module of the same name has just put the module there.
    globals()[name] = door
    return door
