"""A sentence of a verb-last language taken apart: its clauses, what of each is a time, a place, a name."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from dataclasses import replace

from feeds.reading.mentions import moments, names, vetoes
from feeds.reading.mentions.context import Context
from feeds.reading.mentions.drafts import CLOCK, DAY, SET, Draft, Moment, Sentence
from feeds.records import Status

_DATED = re.compile("[\ue000\ue002\ue005]")
_STATUS: dict[str, Status] = {"moved": "postponed", "postponed": "postponed", "cancelled": "cancelled"}


class Clauses:
    """One sentence under reading."""

    def __init__(self, sentence: Sentence, context: Context) -> None:
        self.sentence, self.context, self.lexicon = sentence, context, context.lexicon
        self.text = sentence.masked
        self.quotes = names.quoted(self.text)
        self.bounds = self._clauses()
        self.refused = vetoes.refused_times(sentence, self.lexicon)
        self.taken: set[int] = set()
        #: Where the verbs that told something stand.
        self.spent: list[int] = []
        self.last_verb = ""
        #: By masked index, why a verb that was told with it made no happening.
        self.aside: dict[int, str] = {}
        self.borrowed: set[int] = set()
        self.drafts: list[Draft] = []

    def _clauses(self) -> list[tuple[int, int]]:
        cuts = [0]
        for found in self.lexicon.clause_end.finditer(self.text):
            if not names.within(self.quotes, found.start()):
                cuts.append(found.end())
        cuts.append(len(self.text))
        return [(low, high) for low, high in itertools.pairwise(cuts) if low < high]

    def _printed(self, moment: Moment) -> str:
        begin = self.sentence.start
        return self.lexicon.folded(self.sentence.text[moment.span.start - begin : moment.span.end - begin])

    def _clause_of(self, at: int) -> int:
        return next(i for i, (low, high) in enumerate(self.bounds) if low <= at < high)

    def _usable(self, low: int, high: int) -> list[int]:
        return [at for at in self.sentence.moments if low <= at < high and at not in self.refused]

    def _times(self, trigger: re.Match[str], clause: int) -> list[int]:
        """The moments a verb is told with: of its clause, else of the clauses before it."""
        low, high = self.bounds[clause]
        here = self._usable(low, trigger.start()) or self._usable(trigger.end(), high)
        told = max((d for d in self.spent if low <= d < trigger.start()), default=low - 1)
        if own := [at for at in here if told < at < trigger.start() and self.sentence.moments[at].kind != CLOCK]:
            here = own  # 10月2日开场、10月6日落幕: to each verb its own day
        dated = [at for at in here if self.sentence.moments[at].kind != CLOCK]
        if not dated and not _DATED.search(self.text[low:high]):
            for i in range(clause - 1, max(clause - 5, -1), -1):
                before = self._usable(*self.bounds[i])
                before = [
                    at for at in before if here or self.sentence.moments[at].kind != CLOCK or at not in self.taken
                ]
                if before:
                    self.borrowed |= set(before) if here else set()
                    here = before + here
                    break
        if here and all(self.sentence.moments[at].kind != CLOCK for at in here):
            here += self._later_clock(clause)
        if clause and any(self.sentence.moments[at].kind == SET for at in here):
            before = self._usable(*self.bounds[clause - 1])
            here = [at for at in before if self._bounds_a_rule(at) and at not in here] + here
        return here

    def _bounds_a_rule(self, at: int) -> bool:
        """From a day on, or a range of days (4月4日至6日，…每天7时至15时加开专线)."""
        moment = self.sentence.moments[at]
        return moment.open == "end" or bool(moment.day and moment.last and moment.last > moment.day)

    def _later_clock(self, clause: int) -> list[int]:
        """A clock told just behind (…举行，時間為中午12時至晚上8時; …，均为16:30开演)."""
        for i in range(clause + 1, min(clause + 3, len(self.bounds))):
            low, high = self.bounds[i]
            here = self._usable(low, high)
            if here:
                words = self.text[low:high]
                clocks = all(self._hour(at) for at in here)
                if clocks and self.lexicon.later_clock.match(words):
                    return here
                break
        return []

    def _hour(self, at: int) -> bool:
        """An hour alone, or with 當日 before it: of the day told."""
        moment = self.sentence.moments[at]
        return moment.kind == CLOCK or (moment.clock is not None and self._printed(moment)[:1] == "当")

    def _combined(self, at: list[int]) -> list[Moment]:
        found = [self.sentence.moments[i] for i in at]
        if len({m.day for m in found}) == 1 and found[0].clock is None:
            # 24日举行巡游，当日下午2时…出发: the hour of the same day.
            found[1:] = [
                replace(m, kind=CLOCK, day=None, last=None) if m.clock and m.kind == DAY else m for m in found[1:]
            ]
        if any(m.kind == CLOCK for m in found):
            # 9月6日下午2时…，晚间7时起: the later clock is another happening's on the same day.
            found = [
                replace(m, clock=None, until=None, precision="day") if i in self.borrowed else m
                for i, m in zip(at, found, strict=True)
            ]
        return moments.combine(found, self.sentence.text, self.sentence.start, self.context.day_for(self.sentence))

    def _marks(self, low: int, high: int) -> list[tuple[int, int, str]]:
        found = [(at, at + 1, "time") for at in self.sentence.moments if low <= at < high]
        for pattern, kind in ((self.lexicon.auxiliaries, "aux"), (self.lexicon.inside, "in")):
            for m in pattern.finditer(self.text, low):
                if m.start() >= high:
                    break
                if m.end() > m.start() and m.end() <= high and not names.within(self.quotes, m.start()):
                    found.append((m.start(), m.end(), kind))
        return sorted(found)

    def _parts(self, low: int, high: int) -> tuple[list[tuple[int, int]], tuple[int, int] | None]:
        """The noun phrases of a stretch, and its place."""
        phrases: list[tuple[int, int]] = []
        where: tuple[int, int] | None = None
        at, inside = low, False
        for start, end, kind in [*self._marks(low, high), (high, high, "end")]:
            if start < at:
                at = max(at, end)
                continue
            if inside and start > at:
                where = names.place(self.sentence, at, start, self.lexicon) or where
                if where and where[1] < start - 1:
                    phrases.append((where[1], start))
            elif start > at:
                phrases.append((at, start))
            at, inside = end, kind == "in"
        cleaned = [p for p in (self._cleaned(*p) for p in phrases) if p[1] - p[0] >= 2]
        return [p for p in cleaned if not any(lead.fullmatch(self.text, *p) for lead in self.lexicon.title_lead)], where

    def _cleaned(self, low: int, high: int) -> tuple[int, int]:
        return names.clean(self.sentence, low, high, self.lexicon)

    def _has_head(self, span: tuple[int, int]) -> bool:
        words = self.text[span[0] : span[1]]
        return self.lexicon.head_last.search(words) is not None or bool(names.quoted(words))

    def _subject(self, low: int, high: int) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
        phrases, where = self._parts(low, high)
        named = [p for p in phrases if self._has_head(p)]
        return (named[-1] if named else phrases[0] if phrases else None), where

    def _object(self, low: int, high: int) -> tuple[int, int] | None:
        """The name behind a transitive verb (举办“老教师回家看看”座谈会)."""
        while low < high and self.text[low] in "了出起 ":
            low += 1
        stop = min([high, *(at for at in self.sentence.moments if low < at < high)])
        if stop - low < 2:
            return None
        low, cut = self._cleaned(low, stop)
        end = names.object_end(self.text, low, cut, self.lexicon)
        span = names.clean(self.sentence, low, end, self.lexicon)
        return span if span[1] - span[0] >= 2 else None

    def _behind_de(self, trigger: re.Match[str], high: int) -> tuple[int, int] | None:
        """The head of a relative clause (在海滨公园登场的抢孤竞赛预计…)."""
        low = trigger.end() + 1
        stop = [high]
        stop += [t.start() for t in self.lexicon.triggers.finditer(self.text, low, high)]
        stop += [m.start() for m in self.lexicon.auxiliaries.finditer(self.text, low, high) if m.end() > m.start()]
        stop += [at for at in self.sentence.moments if low < at < high]
        return self._object(low, min(stop))

    def _earlier_subject(
        self, clause: int, subject: tuple[int, int] | None, where: tuple[int, int] | None
    ) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
        for i in range(clause - 1, max(clause - 3, -1), -1):
            found, at = self._subject(*self.bounds[i])
            where = where or (at if found or subject is None else None)
            if found and self._has_head(found):
                return found, where
            if found and (subject is None or found[1] - found[0] > 12):
                # 第五次会议圆满完成各项议程，…闭幕: up to the happening's word.
                end = names.object_end(self.text, found[0], found[1], self.lexicon)
                if end < found[1] and end - found[0] >= 4 and self._has_head((found[0], end)):
                    return (found[0], end), where
        return subject, where

    def _venue_subject(self, subject: tuple[int, int] | None) -> tuple[int, int] | None:
        """In 县劳动力市场举办招聘会 the host is the place; in 县文旅局举办 it is not."""
        if subject and self.lexicon.venue_last.search(self.text[subject[0] : subject[1]]):
            words = self.text[subject[0] : subject[1]]
            if self.lexicon.everywhere.match(words):
                return None
            if not self.lexicon.administrative_last.search(words) and not self.lexicon.host.search(words):
                return subject
        return None

    def _thing(self, clause: int) -> tuple[int, int] | None:
        """What is closed, told in a clause before (濱海鐵馬道2.4K至3.1K路段路基掏空，…封閉)."""
        for i in range(clause - 1, max(clause - 4, -1), -1):
            low, high = self.bounds[i]
            found = self.lexicon.stoppable.search(self.text[low:high])
            if found:
                return self._cleaned(low + found.start(1), low + found.end(1))
        return None

    def _place_told(self, trigger: re.Match[str]) -> tuple[int, int] | None:
        """…举行，起点仍为县体育场: a place behind its label."""
        found = self.lexicon.place_told.search(self.text, trigger.end())
        if found is None:
            return None
        stop = next((low for low, _ in self.bounds if low > found.end()), len(self.text))
        return names.place(self.sentence, found.end(), stop, self.lexicon)

    def _refuse(self, times: list[int], reason: str) -> None:
        """Put times aside; another verb of the sentence may still tell what happens then."""
        for at in times:
            self.aside.setdefault(at, reason)


def extend(draft: Draft, last: dt.date) -> None:
    """Give a happening its last day."""
    if last <= draft.when.first_day or (last - draft.when.first_day).days > 800:
        return
    if draft.when.precision == "time":
        draft.when = replace(draft.when, start=draft.when.first_day, precision="day", end=last + dt.timedelta(1))
    elif draft.when.precision == "day":
        draft.when = replace(draft.when, end=last + dt.timedelta(1))
    draft.phase = None
