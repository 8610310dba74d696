"""The words around an expression: its clause and sentence, and which way they lean in time."""

from __future__ import annotations

import datetime as dt
import re

from feeds.reading.timex.grammar import Machine
from feeds.reading.timex.partial import Partial


class Surroundings:
    """A place of a text, and what its words say of when it speaks."""

    def __init__(self, text: str, machine: Machine) -> None:
        self.text, self.machine = text, machine
        self.start = self.end = 0
        self.cues = (machine.future, machine.past)

    def clause(self, reach: int = 30) -> tuple[str, str]:
        """The words of the clause before and after the expression."""
        return self._around(self.machine.clause_end, reach)

    def sentence(self, reach: int = 60) -> tuple[str, str]:
        before, after = self._around(self.machine.sentence_end, reach)
        return before.rpartition("\n\n")[2], after.partition("\n\n")[0]

    def _around(self, end: re.Pattern[str], reach: int) -> tuple[str, str]:
        low, high = max(0, self.start - reach), self.end + reach
        for mark in end.finditer(self.text, low, self.start):
            low = mark.end()
        found = end.search(self.text, self.end, high)
        return self.text[low : self.start], self.text[self.end : found.start() if found else high]

    def tense(self, near: bool = False) -> int:
        """1 when the words speak of what will be, -1 of what was, 0 when they do not tell.

        A day that is near is moved to another year only by a cue that touches it ("将于12月28日").
        """
        if near:
            before, after = self.clause(self.machine.language.touch)
            if self.machine.language.nearest_cue:
                ends = [max((m.end() for m in cue.finditer(before)), default=0) for cue in self.cues]
                return 1 if ends[0] > ends[1] else 0
            return 1 if self.machine.future.search(before + "\0" + after[:2]) else 0
        if self.machine.language.nearest_cue:
            return self._nearest_cue()
        for before, after in (self.clause(), self.sentence()):
            words = before + "\0" + after
            if self.machine.future.search(words):
                return 1
            if self.machine.past.search(words):
                return -1
        return 0

    def _nearest_cue(self) -> int:
        """The cue that stands nearest before the expression in its clause, else after it, else in its sentence."""
        for before, after in (self.clause(), self.sentence()):
            if cue := self.machine.leaning(before, after):
                return cue
        return 0

    def history(self, p: Partial, today: dt.date, open_start: bool = False) -> bool:
        """Whether it only tells how old something is (born in, founded in, "since 1983"): no year is in force by it."""
        if p.year is None or p.year >= today.year:
            return False
        if open_start and p.grain == "y":
            return True
        before, after = self.text[max(0, self.start - 20) : self.start], self.text[self.end : self.end + 20]
        born, founded = self.machine.born, self.machine.founded
        if born[0].search(before) or born[1].match(after):
            return True
        return p.grain in "ym" and bool(founded[0].search(before) or founded[1].match(after))
