"""Sentences that tell subject, time, place, verb (X将于1月18日在P开幕; 1月18日，O在P举办X).

Around every verb of happening the clause is parted at its function words, times and places; what is left is the name.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from feeds.reading.mentions import moments, names
from feeds.reading.mentions.context import Context
from feeds.reading.mentions.drafts import Draft, Sentence
from feeds.reading.mentions.stops import Stops


class Reader(Stops):
    """What the verbs of one sentence tell."""

    def read(self) -> list[Draft]:
        triggers = [t for t in self.lexicon.triggers.finditer(self.text) if not names.within(self.quotes, t.start())]
        changed = {self._clause_of(t.start()) for t in triggers if t.lastgroup in ("moved", "postponed", "cancelled")}
        self._matches()
        self._relocates()
        status = any(t.lastgroup in ("moved", "postponed", "cancelled") for t in triggers)
        for trigger in triggers:
            self._lasting(trigger.start())
            clause = self._clause_of(trigger.start())
            behind = self.sentence.moments.get(trigger.end())
            if behind and self._printed(behind)[:1] == "当":
                continue  # 开幕当天上午10点: the day of the opening, not the opening
            kind = trigger.lastgroup or ""
            if clause in changed and kind in ("hold", "open", "close"):
                continue
            if kind in ("moved", "postponed", "cancelled"):
                self._changed(trigger, clause, kind)
            elif kind == "until" and trigger[0].lstrip("将会可")[:1] == "延" and self._original(trigger):
                self._changed(trigger, clause, "moved")  # 原订7月12日的桌游日延至8月9日
            elif kind == "until":
                self._until(trigger, clause)
            elif status and self._original(trigger):
                continue  # 原定…举行的: told by the verb that says what became of it
            elif kind == "stop" or (kind == "detour" and self._by_timetable(trigger, clause)):
                self._stopped(trigger, clause)
            elif kind == "detour":
                continue
            elif kind == "resume":
                told = self.lexicon.lines.search(self.text, self.bounds[clause][0], trigger.start()) is not None
                if not self._reopened(trigger, clause) and (told or len(trigger[0]) > 3):
                    self._happens(trigger, clause, "resume")
            elif kind == "ends":
                self._until(trigger, clause, before=True)
            elif kind == "talk":
                self._talks(trigger, clause)
            elif kind == "release":
                self._released(trigger, clause)
            else:
                self._happens(trigger, clause, kind)
        self._lasting(len(self.text))
        return self.drafts

    def _matches(self) -> None:
        """山东泰山主场迎战上海海港: both teams, home first."""
        for found in (*self.lexicon.home.finditer(self.text), *self.lexicon.away.finditer(self.text)):
            clause = self._clause_of(found.start())
            if times := self._usable(*self.bounds[clause]) or self._times(found, clause):
                title = f"{found['home']} vs {found['away']}"
                ground = found.re is self.lexicon.home and found["place"] is not None
                where = found.span("place") if ground else None
                self._emit(found, clause, "hold", "match", times, title, None, where, head=True)

    def _original(self, trigger: re.Match[str]) -> bool:
        return self.lexicon.original.search(self.text, 0, trigger.start()) is not None

    def _released(self, trigger: re.Match[str], clause: int) -> None:
        """中签结果8月5日公布: the release is the happening."""
        times = self._times(trigger, clause)
        subject, where = self._subject(self.bounds[clause][0], trigger.start())
        if times and subject and self.lexicon.released.search(self.text[subject[0] : subject[1]]):
            title = names.polish(self.sentence.words(*subject) + self.sentence.words(trigger.start(), trigger.end()))
            self._emit(trigger, clause, "open", "release", times, title, subject, where, head=True)

    def _talks(self, trigger: re.Match[str], clause: int) -> None:
        """闵百川在西泠书屋谈“六十年画缘”: who speaks of what."""
        times = self._times(trigger, clause)
        quote = next((q for q in self.quotes if q[0] == trigger.end()), None)
        subject, where = self._subject(self.bounds[clause][0], trigger.start())
        if not times or quote is None:
            return
        end = names.object_end(self.text, quote[0], min(quote[1] + 6, self.bounds[clause][1]), self.lexicon)
        end = end if quote[1] <= end <= quote[1] + 6 else quote[1]
        who = self.sentence.words(*subject) if subject and subject[1] - subject[0] <= 10 else ""
        title = names.polish(f"{who}{trigger[0]}{self.sentence.words(quote[0], end)}")
        self._emit(trigger, clause, "hold", "talk", times, title, (quote[0], end), where, head=True)

    def _changed(self, trigger: re.Match[str], clause: int, kind: str) -> None:
        low, high = self.bounds[clause]
        original = self.lexicon.original.search(self.text, 0, trigger.start())
        old = self._usable(original.end(), trigger.start()) if original else self._usable(low, trigger.start())
        new = self._usable(trigger.end(), high) if kind == "moved" else []
        start = low
        begin = max(low, original.end() if original else low)
        de = max(self.text.rfind(each, begin, trigger.start()) for each in "的之")
        if original and de > 0 and not names.within(self.quotes, de):
            start = de + 1
        phrases, where = self._parts(start, trigger.start())
        named = [p for p in phrases if self._has_head(p)]
        title = named[-1] if named else phrases[-1] if phrases else None
        relative = self.lexicon.relative_verb.search(self.text, 0, trigger.start())
        if not named and relative:
            # 原定10月29日在大慈岩举行的重阳登高活动，因山路维修改至…
            stop = self.bounds[self._clause_of(relative.start())][1]
            title = self._object(relative.end(), min(stop, trigger.start())) or title
        if original and where is None:
            _, where = self._parts(original.end(), start)
        if title is None and kind == "cancelled":
            title = self._object(trigger.end(), high)
        if title is None:
            title, _ = self._earlier_subject(clause, None, None)
        if (pair := self.lexicon.between.search(self.text, 0, trigger.start())) and (new or old):
            # 原定9月13日的北郊联与渔港老男孩之战，因…推迟
            teams = f"{pair['home']} vs {pair['away']}"
            self._emit(trigger, clause, kind, "match", new or old, teams, pair.span(), where, True)
            return
        if kind == "moved":
            if not new:
                return
            new += self._later_clock(clause)
            if original and self.lexicon.ended.search(self.text, original.end(), trigger.start()):
                kind, old = "close", []  # 原定7月6日闭幕的特展延期至8月31日: it goes on
            before = self._combined(old[-1:])
            self._add(trigger, clause, kind, kind, new, title, where, previous=before[0] if before else None)
        elif kind == "postponed" and (days := self._put_off(trigger)) and old:
            before = self._combined(old[-1:])
            self._add(trigger, clause, "moved", kind, old, title, where, previous=before[0] if before else None)
            for draft in self.drafts[-1:]:
                shift = dt.timedelta(days)
                draft.when = replace(draft.when, start=draft.when.start + shift, end=None)
        elif old or (kind == "cancelled" and (old := self._times(trigger, clause))):
            self._add(trigger, clause, kind, kind, old, title, where)

    def _put_off(self, trigger: re.Match[str]) -> int | None:
        """顺延一周: by how many days."""
        length = self.sentence.moments.get(trigger.end())
        return moments.days_of(length.duration) if length else None


def read(sentence: Sentence, context: Context) -> tuple[list[Draft], dict[int, str], set[int]]:
    """The happenings a sentence tells; why its other moments are none; which moments were used."""
    reader = Reader(sentence, context)
    drafts = reader.read()
    return drafts, {**reader.aside, **reader.refused}, reader.taken
