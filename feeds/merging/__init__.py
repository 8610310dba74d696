"""Mention + known Events -> Add | Update | Keep: pure decisions."""

from feeds.merging.deciding import Add, Decision, Keep, Unknown, Update, choose, decide, find_parent, standing
from feeds.merging.facts import GONE, VANISHED, as_of, confidence, differences, fold
from feeds.merging.matching import THRESHOLD, Match, match

__all__ = [
    "GONE",
    "THRESHOLD",
    "VANISHED",
    "Add",
    "Decision",
    "Keep",
    "Match",
    "Unknown",
    "Update",
    "as_of",
    "choose",
    "confidence",
    "decide",
    "differences",
    "find_parent",
    "fold",
    "match",
    "standing",
]
