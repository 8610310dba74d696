"""What stops, closes, goes another way or moves for good, and when it is open again."""

from __future__ import annotations

import datetime as dt
import re

from feeds.reading.mentions import names
from feeds.reading.mentions.clause import extend
from feeds.reading.mentions.lasting import Lasting

_WORKS_ON = re.compile("抢修|检修|施工|改造|碰口|作业")
_BOX = re.compile(r"\s*【((?:计划|临时)?停[水电气暖]|封路|限行|停诊|休馆|闭馆)】")


class Stops(Lasting):
    """Closures, detours, removals."""

    def _by_timetable(self, trigger: re.Match[str], clause: int) -> bool:
        """3路、11路公交车绕行 is news; that cars go round a closed road is not."""
        lines = self.lexicon.lines.search(self.text, self.bounds[clause][0], trigger.start())
        return lines is not None and not self.drafts

    def _stopped(self, trigger: re.Match[str], clause: int) -> None:
        """停水、封闭、放假: what stops, for how long."""
        low, high = self.bounds[clause]
        times = self._times(trigger, clause)
        last = self._stops_until(trigger)
        if last is not None:
            before = [at for i in range(max(clause - 2, 0), clause) for at in self._usable(*self.bounds[i])]
            times = [at for at in times if at != last] or before[-1:]
        if trigger[0].startswith(("免费", "免費")):  # 2025年3月免费开放活动安排表
            times = [at for at in times if self.sentence.moments[at].precision in ("day", "time")]
        if not times:
            return
        phrases, where = self._parts(low, trigger.start())
        subject = phrases[-1] if phrases else None
        if subject is None or self.lexicon.speaker.search(self.text[subject[0] : subject[1]]):
            subject = where or self._thing(clause)
        verb = self.sentence.words(trigger.start(), trigger.end())
        if light := self.lexicon.light_verb.match(self.lexicon.folded(verb)):
            verb = verb[light.end() :]
        thing = self.sentence.words(*subject) if subject else ""
        if self.lexicon.meant_thing.match(self.lexicon.folded(thing)):
            subject = where = self._thing(clause)
            thing = self.sentence.words(*subject) if subject else ""
        if self.lexicon.vague_thing.match(self.lexicon.folded(thing)):
            thing, subject, where = "", None, None
        done_to = where is not None and self.text[where[0] - 1] == "对"  # 市水务集团对两侧用户停水
        if done_to:
            subject, thing = where, ""
            more = _WORKS_ON.match(self.text, trigger.end())
            verb += more[0] if more else ""
        section = "" if self.lexicon.nameless(self.lexicon.folded(self.context.section)) else self.context.section
        thing = thing or ("" if done_to else self.context.place or section)
        if self.lexicon.holiday_verb and self.lexicon.holiday_verb in verb:
            feast = self.lexicon.holiday.search(self.lexicon.folded(self.sentence.text)) or self.lexicon.holiday.search(
                self.lexicon.folded(self.context.headline)
            )
            if feast:
                thing, verb, subject, where = feast[0], self.lexicon.holiday_verb, None, None
        boxed = _BOX.match(self.text)
        title = boxed[1] if boxed and not self.quotes else names.polish(thing + verb)  # 【停气】…期间停止供气
        unbounded = any("UNTIL" not in (self.sentence.moments[at].rrule or "UNTIL") for at in times)
        if unbounded and not self.lexicon.during.search(self.text[:high]):
            self._refuse(times, "hours of service")
            return
        if trigger.lastgroup == "detour":
            subject = where = None
        spot = where or (
            subject if subject and self.lexicon.venue_last.search(self.text[subject[0] : subject[1]]) else None
        )
        told = len(self.drafts)
        self._emit(trigger, clause, "stop", "stop", times, title, subject, spot, head=True)
        if last is not None:
            for draft in self.drafts[told:]:
                self._ends_at(draft, self.sentence.moments[last])
            self.taken.add(last)

    def _stops_until(self, trigger: re.Match[str]) -> int | None:
        """7月20日起改造，展厅关闭至8月15日."""
        found = re.compile("[至到]?([\ue000\ue005])").match(self.text, trigger.end())
        if found is None or (found.end() - found.start() == 1 and found[1] == "\ue000"):
            return None
        return found.start(1)

    def _reopened(self, trigger: re.Match[str], clause: int) -> bool:
        """…起封闭，预计8月31日重新开放: what was closed ends."""
        stopped = next((d for d in reversed(self.drafts) if d.rule == "stop"), None)
        if stopped is None:
            return False
        times = self._times(trigger, clause)
        day = self.sentence.moments[times[0]].day if times else None
        known = bool(times) and self.sentence.moments[times[0]].precision not in ("month", "year")
        if day and known and stopped.when.end is None and stopped.when.precision == "day":
            extend(stopped, day - dt.timedelta(1))  # open again on that day
        self.taken.update(times)
        return True

    def _relocates(self) -> None:
        """市客运总站1月22日起迁至高铁站东广场: where something moves for good."""
        for found in self.lexicon.relocates.finditer(self.text):
            clause = self._clause_of(found.start())
            low, high = self.bounds[clause]
            times = [at for at in self._usable(low, found.start()) if at not in self.taken]
            subject, _ = self._subject(low, found.start())
            where = names.place(self.sentence, found.end(), high, self.lexicon)
            if times and subject and where and self.lexicon.venue_last.search(self.text[slice(*where)]):
                title = names.polish(self.sentence.words(*subject) + found[0] + self.sentence.words(*where))
                self._emit(found, clause, "stop", "relocates", times, title, subject, where, head=True)
