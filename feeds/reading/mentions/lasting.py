"""How long something goes on: until a day, from an hour to another, on now and until."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from feeds.reading.mentions import names
from feeds.reading.mentions.clause import extend
from feeds.reading.mentions.drafts import UNTIL, Draft, Moment
from feeds.reading.mentions.telling import Telling

_HERE = re.compile("")


class Lasting(Telling):
    """The ends of what was told before, and what is running already."""

    def _lasting(self, before: int) -> None:
        """持续到6月10日 without a verb of its own: how long what was told last goes on."""
        for at, moment in self.sentence.moments.items():
            told = at < before and moment.kind == UNTIL and at not in self.taken
            printed = self._printed(moment)
            if told and (self.lexicon.lasting.match(printed) or (printed[:1] in "至到" and self._of_what_was_told(at))):
                self._lasts_until(at)

    def _until(self, trigger: re.Match[str], clause: int, before: bool = False) -> None:
        """灯展持续至2月16日: the end of what was told before."""
        high = self.bounds[clause][1]
        end = self._usable(trigger.start() - 1, trigger.start()) if before else self._usable(trigger.end(), high)
        if not end:
            return
        from_hour = [at for at in self._usable(self.bounds[clause][0], trigger.start()) if at not in self.taken]
        told = len(self.drafts)
        if from_hour and not before and self.sentence.moments[end[0]].clock:
            self._happens(trigger, clause, "hold")  # 派对从21时持续到明天0时30分
        if len(self.drafts) == told and not self._another(trigger, clause):
            self._lasts_until(end[0])
            return
        for draft in self.drafts[told:]:
            self._ends_at(draft, self.sentence.moments[end[0]])
        self.taken.add(end[0])

    def _another(self, trigger: re.Match[str], clause: int) -> bool:
        """新馆同日开门，首展“百年岚台”展至3月30日: what lasts has a name of its own; it begins when the first did."""
        subject, where = self._subject(self.bounds[clause][0], trigger.start())
        last = self.drafts[-1] if self.drafts else None
        if last is None or subject is None or not names.quoted(self.text[slice(*subject)]) or last.start_span is None:
            return False
        title = names.polish(self.sentence.words(*subject))
        begun = [at for at, moment in self.sentence.moments.items() if moment.span == last.start_span]
        if not begun or names.likeness(title, last.title) >= 0.5 or names.normal(title) in names.normal(last.title):
            return False
        told = len(self.drafts)
        self._emit(trigger, clause, "hold", "until", begun, title, subject, where, head=True)
        return len(self.drafts) > told

    def _ends_at(self, draft: Draft, last: Moment) -> None:
        day = last.last or last.day
        if day is None:
            return
        if isinstance(draft.when.start, dt.datetime) and last.clock and (day - draft.when.first_day).days < 2:
            draft.when = replace(draft.when, end=dt.datetime.combine(day, last.clock))
        else:
            extend(draft, day)
        draft.end_span = last.span

    def _lasts_until(self, at: int) -> None:
        last = self.sentence.moments[at]
        day = last.last or last.day
        if last.precision in ("month", "year"):
            day = None  # 到明年2月下旬 names no last day
        other = self._of_something_else(at)
        for draft in reversed([*self.context.drafts, *self.drafts]):
            if (
                other
                and names.likeness(other, draft.title) < 0.3
                and names.normal(other) not in names.normal(draft.title)
            ):
                continue
            close = draft.sentence.paragraph == self.sentence.paragraph or draft.sentence is self.sentence
            if (
                (close or self._meant(draft, at))
                and draft.kind == "event"
                and day
                and draft.status == "confirmed"
                and draft.when.rrule is None
            ):
                extend(draft, day)
                draft.end_span = last.span
                self.taken.add(at)
                return
        self._running(at)

    def _of_something_else(self, at: int) -> str:
        """驻馆艺术家计划已于4月10日结束: the name that the clause itself gives, unless it stands for one told."""
        low = self.bounds[self._clause_of(at)][0]
        verbs = self.lexicon.triggers.finditer(self.text, low, at + 1)
        high = min([at, *(verb.start() for verb in verbs if verb.lastgroup in ("until", "ends"))])
        subject, _ = self._subject(low, high) if high > low else (None, None)
        words = self.lexicon.folded(self.sentence.words(*subject)) if subject else ""
        general = self.lexicon.generic.fullmatch(words) or self.lexicon.back_references.match(words)
        return "" if general or len(words) < 4 else words

    def _of_what_was_told(self, at: int) -> bool:
        """活动至3月8日止: of the happening told just before."""
        subject, _ = self._subject(self.bounds[self._clause_of(at)][0], at)
        words = self.lexicon.folded(self.sentence.words(*subject)) if subject else ""
        return bool(self.drafts) and (not words or self.lexicon.generic.fullmatch(words) is not None)

    def _meant(self, draft: Draft, at: int) -> bool:
        """本届展会将持续至5月10日, paragraphs later: does the clause name the happening, or stand for it?"""
        subject, _ = self._subject(self.bounds[self._clause_of(at)][0], at)
        if subject is None:
            return False
        words = self.lexicon.folded(self.sentence.words(*subject))
        if names.normal(words) and names.normal(draft.title).endswith(names.normal(words)):
            return True
        back = self.lexicon.back_references.match(words) or self.lexicon.generic.fullmatch(words)
        return bool(back) and (draft.title == self.context.subject or draft is self.context.drafts[0])

    def _running(self, at: int) -> None:
        """“海上花开”剪纸展正在文化馆展出，展期至6月7日: on now, until."""
        published, last = self.context.published, self.sentence.moments[at]
        day = last.last or last.day
        if published is None or day is None or day <= published:
            return
        for trigger in self.lexicon.triggers.finditer(self.text, 0, at):
            clause = self._clause_of(trigger.start())
            if trigger.lastgroup not in ("hold", "open") or self._usable(*self.bounds[clause]):
                continue
            subject, where = self._subject(self.bounds[clause][0], trigger.start())
            if subject and self._has_head(subject):
                title = names.polish(self.sentence.words(*subject))
                self._emit(trigger, clause, "hold", "running", [at], title, subject, where, head=True)
                self._on_now(day)
                return
        clause = self._clause_of(at)
        verbs = [t for t in self.lexicon.triggers.finditer(self.text) if t.lastgroup in ("until", "ends")]
        until = verbs[0] if verbs else _HERE.match(self.text, at)
        subject, where = self._subject(self.bounds[clause][0], min(until.start(), at) if until else at)
        if until and subject and self._has_head(subject):
            # 本届啤酒节将持续到9月21日。
            title = names.polish(self.sentence.words(*subject))
            if not self.lexicon.generic.fullmatch(self.lexicon.folded(title)):
                self._emit(until, clause, "hold", "running", [at], title, subject, where, head=True)
                self._on_now(day)

    def _on_now(self, last: dt.date) -> None:
        for draft in self.drafts[-1:]:
            first = self.context.published or draft.when.first_day
            draft.when = replace(draft.when, start=first, end=last + dt.timedelta(1), precision="day")
