"""Selection, then one module a format: records -> bytes; pure."""

from feeds.errors import SelectionError
from feeds.publishing.selection import canonical, parse_selection, select, select_entries
from feeds.publishing.setting import Paper, Setting

__all__ = ["Paper", "SelectionError", "Setting", "canonical", "parse_selection", "select", "select_entries"]
