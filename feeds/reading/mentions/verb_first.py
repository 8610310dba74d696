"""Sentences that tell subject, verb, then place and time in any order (X will be held at P on Friday).

The subject of a verb of happening is its name; what follows "at", "in" or "on" and is no time is its place.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from feeds.reading.mentions import moments, names
from feeds.reading.mentions.clause import extend
from feeds.reading.mentions.context import Context
from feeds.reading.mentions.drafts import CLOCK, DAY, SET, Draft, Moment, Sentence
from feeds.reading.mentions.nouns import Nouns
from feeds.reading.mentions.phrase import capitals

_LABEL = re.compile(r"^\s*(?:\d+[/.)]?\d*\s+)?([A-Z][\w'’ &()/-]{2,50}?)\s*(?::|\s[–—-]\s)\s+")
_JOIN = re.compile(r",?\s+(?:and|but|while|then|before|followed by)\s+|;\s*|,\s+")


#: How a change says where to: else what follows is no new day.
_TOWARDS = re.compile(r"\b(?:to|until|for|the|on)\s+$")
_CHANGES = ("moved", "postponed", "cancelled")
_PURPOSE = re.compile(
    r"\s*(?:in|for)\s+(?:an?|its|their)\s+((?:[\w-]+\s+){0,3}?(?:retreat|workshop|session|hearing|lunch|dinner|tour))\b"
)
_OTHERS = re.compile(
    r",?\s+(?:and|but|while)\s+the\s+[A-Z][^,.;\ue000-\ue005]{2,50}?\s+(?:is|are|will|plans|expects)\s+"
    r"(?!be held|meet|take place)"
)
_DAILY = re.compile(r"FREQ=DAILY;UNTIL=(\d{8})")


def _meet(first: re.Match[str], second: re.Match[str]) -> bool:
    return first.start() <= second.end() and second.start() <= first.end()


class Reader(Nouns):
    """What the verbs of one sentence tell."""

    def read(self) -> list[Draft]:
        if self._fixtures():
            return self.drafts
        triggers = [
            t
            for t in self.lexicon.triggers.finditer(self.text)
            if t.end() > t.start() and not names.within(self.quotes, t.start())
        ]
        triggers = self._of_now(triggers)
        if named := self.lexicon.named_day.match(self.text):
            self._composed("", named)
            if self.drafts:
                return self.drafts
        for i, trigger in enumerate(triggers):
            low = self._left(triggers, i)
            high = self._right(triggers, i)
            kind = trigger.lastgroup or ""
            if kind == "until":
                self._until(trigger, high)
            elif kind == "host":
                self._hosted(trigger, low, high)
            else:
                self._happens(trigger, low, high, kind)
        if not self.drafts:
            self._its_meeting()
        for name, pattern in self.lexicon.composed if not self.drafts else ():
            if not self.drafts and (found := pattern.search(self.text)):
                self._composed(name, found)
        return self.drafts

    def _of_now(self, triggers: list[re.Match[str]]) -> list[re.Match[str]]:
        """Without what only tells the former plan: "due to be held on 18 January, has been postponed until …"."""
        change = next((t for t in reversed(triggers) if t.lastgroup in ("moved", "cancelled", "postponed")), None)
        plan = self.lexicon.original.search(self.text, 0, change.start()) if change else None
        if change is None or plan is None:
            return triggers
        return [t for t in triggers if t is change or t.start() >= change.start() or not _meet(t, plan)]

    def nouns(self) -> list[Draft]:
        """What is told without a verb, when nothing was told with one."""
        if not self.drafts:
            self._nominal()
        return self.drafts

    def _left(self, triggers: list[re.Match[str]], i: int) -> int:
        if i == 0:
            return 0
        low = triggers[i - 1].end()
        joins = list(_JOIN.finditer(self.text, low, triggers[i].start()))
        for join in joins:
            if self.text[join.end() : triggers[i].start()].strip() and _verbless(
                self.text[join.end() : triggers[i].start()]
            ):
                return join.end()
        return 0 if not joins else joins[-1].end()

    def _right(self, triggers: list[re.Match[str]], i: int) -> int:
        if i + 1 >= len(triggers):
            # … and the Board is expected to adopt it on May 5: another's doing
            other = _OTHERS.search(self.text, triggers[i].end())
            return other.start() if other else len(self.text)
        joins = [
            j
            for j in _JOIN.finditer(self.text, triggers[i].end(), triggers[i + 1].start())
            if "," not in j[0] or j[0].strip() != ","
        ]
        return joins[-1].start() if joins else len(self.text)

    # --- frames -------------------------------------------------------------------------------------------

    def _happens(self, trigger: re.Match[str], low: int, high: int, kind: str) -> None:
        if self.text[trigger.end() : trigger.end() + 1] in ("-", "’", "'"):
            return
        times = self._times(trigger, low, high)
        if kind in ("resume", "close") and self._ends_the_last(trigger, low, kind, times):
            return
        former: Moment | None = None
        if kind == "moved":
            times = self._usable(trigger.end(), high)
            former = self._former(trigger)
            if former is None and self._untold(trigger):
                return
        elif kind in ("cancelled", "postponed"):
            times = self._planned(trigger) or times
        label = self._label(trigger, low)
        begin = label.end() if label else low
        subject = self._subject(begin, trigger.start())
        leading = not self.text[: trigger.start()].strip() and self.text[trigger.end() : trigger.end() + 1] in ":–—-"
        if leading:
            subject, times = self._behind_its_verb(trigger, high), self._usable(trigger.end(), high)
        words = self._words(trigger, subject, begin, leading, kind) if times else None
        if not self.text[begin : trigger.start()].strip() and label and times and not leading:
            words = names.polish(label[1])  # Highway cleanup: meet at the park-and-ride at 8 am
        if words is None:
            return
        if self._pronoun(words):
            self._same_again(trigger, high, kind, times, words)
            return
        if "meet" in trigger[0].lower() and (purpose := _PURPOSE.match(self.text, trigger.end())):
            words = names.polish(self.sentence.words(*purpose.span(1)))  # the board will meet for a retreat
        if kind == "stop" and not self.lexicon.stoppable.search(words + " " + (label[1] if label else "")):
            self._refuse(times, "nothing that closes")
            return
        if kind == "stop":
            words = self._closure(words, label, trigger)
        elif label and subject and not self._eventful(words) and not capitals(words):
            words = names.polish(label[1])
        where = self._where(trigger.end(), high, kind) or self._where(low, trigger.start(), "subject")
        if kind == "stop" and subject and where is None:
            where = subject if self.lexicon.venue_last.search(self.text[subject[0] : subject[1]]) else None
        previous = None
        if kind == "moved":
            before = self._combined(self._usable(0, trigger.start())[-1:])
            previous = before[0] if before else former
        self._emit(trigger, kind, kind, times, words, subject, where, low, high, previous)
        if kind == "close":
            self._since(trigger)

    def _ends_the_last(self, trigger: re.Match[str], low: int, kind: str, times: list[int]) -> bool:
        """Closed from 24 December and reopens on 2 January; starts on Friday and ends on Labor Day: one span."""
        day = next((d for t in times if (d := self.sentence.moments[t].day)), None)
        mark = "verb stop" if kind == "resume" else "verb open"
        last = next((d for d in reversed(self.drafts) if mark in d.marks), None)
        if last is None or day is None:
            return False
        if kind == "close":
            raw = re.sub(r"(?i)^(?:,|and|then|it|which|\s)+", "", self.text[low : trigger.start()]).strip()
            if raw or last.when.rrule or day <= last.when.first_day or last.when.end is not None:
                return False
            extend(last, day)
        elif last.when.end is None:
            extend(last, day - dt.timedelta(1))
        self.taken.update(times)
        return True

    def _since(self, trigger: re.Match[str]) -> None:
        """Ice on the Square, which opened on 28 November, will close on January 3: the whole of it."""
        found = self.lexicon.opened_before.search(self.text, 0, trigger.start())
        first = self.sentence.moments.get(found.end() - 1) if found else None
        last = self.drafts[-1] if self.drafts else None
        if first is None or first.day is None or last is None or "verb close" not in last.marks:
            return
        if last.when.precision == "day" and last.when.end is None and first.day < last.when.first_day:
            end = last.when.first_day + dt.timedelta(1)
            last.when, last.phase = replace(last.when, start=first.day, end=end), None

    def _planned(self, trigger: re.Match[str]) -> list[int]:
        """Saturday's fair, originally planned for 18 January, is cancelled: the day that was told."""
        former = [at for at, reason in self.refused.items() if reason == "the day it was moved from"]
        return [at for at in former if at < trigger.start()][-1:]

    def _label(self, trigger: re.Match[str], low: int) -> re.Match[str] | None:
        """What stands before a colon at the head of the sentence."""
        label = _LABEL.match(self.text)
        if label is None or names.within(self.quotes, label.end(1)):
            return None
        return label if label.end() <= trigger.start() and low == 0 else None

    def _behind_its_verb(self, trigger: re.Match[str], high: int) -> tuple[int, int]:
        """POSTPONED: Swimathon, Friday 7 March."""
        comma = self.text.find(",", trigger.end())
        stop = min([high, *([comma] if comma > 0 else ()), *self.sentence.moments])
        return names.clean(self.sentence, trigger.end() + 1, stop, self.lexicon)

    def _words(
        self, trigger: re.Match[str], subject: tuple[int, int] | None, begin: int, leading: bool, kind: str
    ) -> str | None:
        """What the subject is called; None when there is none."""
        words = names.polish(names.printed(self.sentence, *subject)) if subject else ""
        raw = self.text[begin : trigger.start()].strip(" ,;")
        if self.lexicon.one_of.match(raw) and (several := self._several()):
            return several
        if (words and raw.lower() != "we") or leading:
            return words
        near = self.sentence.paragraph - self.context.headed_at <= 2
        if near and self.context.section and (raw.lower() == "we" or (not raw and kind in _CHANGES)):
            return self.context.section  # POSTPONED to Thursday, below a heading; we open on Friday
        if not raw and "meet" in trigger[0].lower():
            words = f"{self.context.headline}\n{self.context.page}"
            return next((m[0] for m in self.lexicon.body_name.finditer(words) if " " in m[0]), None)
        return raw if raw and self._pronoun(raw) else None

    def _untold(self, trigger: re.Match[str]) -> bool:
        """Is it moved to no day: a day right behind the verb, without "to" or "until"?"""
        at = self.sentence.moments.get(trigger.end())
        return at is not None and at.kind in (DAY, SET) and not _TOWARDS.search(trigger[0])

    def _former(self, trigger: re.Match[str]) -> Moment | None:
        """ "Moved from 18 to 25 January" reads as a span: its first day is the old one, its last the new."""
        at = self.sentence.moments.get(trigger.end())
        if not self._untold(trigger) or at is None or at.day is None:
            return None
        daily = _DAILY.fullmatch(at.rrule or "")
        last = dt.datetime.strptime(daily[1], "%Y%m%d").date() if daily else at.last
        if last is None or last <= at.day or (at.rrule and not daily):
            return None
        self.sentence.moments[trigger.end()] = replace(at, kind=DAY, rrule=None, day=last, last=None)
        return replace(at, kind=DAY, rrule=None, last=None, clock=None, until=None)

    def _its_meeting(self) -> None:
        """The council will consider the budget at its meeting on Thursday, or when it meets at 7 p.m."""
        found = self.lexicon.its_meeting.search(self.text)
        if found is None:
            return
        body = next((m[0] for m in self.lexicon.body_name.finditer(self.text, 0, found.start()) if " " in m[0]), "")
        if not body and (plain := self.lexicon.plain_body.search(self.text)):
            body = next((name for name in self._bodies() if name.endswith(plain[2].capitalize())), plain[1])
        inside = self._usable(found.start(), found.end())
        times = inside or [at for at in self._usable(found.end(), len(self.text)) if at - found.end() <= 4]
        published = self.context.published
        days = [day for at in times if (day := self.sentence.moments[at].day)]
        if body and days and published and min(days) >= published:
            where = self._where(found.end(), len(self.text))
            times += [at for at in self._usable(found.end(), len(self.text)) if at not in times and at - times[-1] <= 5]
            self._emit(found, "hold", "its meeting", times, f"{body} meeting", None, where, 0, len(self.text), None)

    def _bodies(self) -> list[str]:
        """Who meets, by the names on the page before this sentence."""
        words = f"{self.context.headline}\n{self.context.page}\n{self.context.text[: self.sentence.start]}"
        return [m[0] for m in self.lexicon.body_name.finditer(words) if " " in m[0]]

    def _composed(self, name: str, found: re.Match[str]) -> None:
        """Dunlap Hardware will cut the ribbon on its new store: Dunlap Hardware ribbon cutting."""
        times = self._usable(0, len(self.text))
        where = self._where(found.end(), len(self.text))
        if "what" in found.re.groupindex and found["what"]:
            span: tuple[int, int] | None = names.clean(self.sentence, *found.span("what"), self.lexicon)
            title = names.polish(self.sentence.words(*span)) if span else ""
            title = name.format(what=title) if name else title
            heading = self.context.headline.strip()
            if name and len(heading.split()) <= 4 and {*heading.lower().split()} & {*title.lower().split()}:
                title, span = heading, None  # Power shutdown: "There will be no power supply …"
            self._emit(found, "stop", "composed", times, title, span, where, 0, len(self.text), None)
            return
        subject = self._subject(0, found.start())
        if name.startswith("="):
            self._emit(found, "hold", "composed", times, name[1:], None, where, 0, len(self.text), None)
        elif times and subject and (name != "vote" or self.lexicon.body.search(self.text, *subject)):
            title = f"{names.polish(self.sentence.words(*subject))} {name}"
            self._emit(found, "hold", "composed", times, title, subject, where, 0, len(self.text), None)

    def _several(self) -> str:
        """What "the first" and "a second session" are of."""
        before = self.context.text[max(0, self.sentence.start - 300) : self.sentence.start] + self.sentence.text
        before = f"{self.context.headline}. {before}"
        found = next((m for m in self.lexicon.several.finditer(before) if self.lexicon.heads.search(m[1])), None)
        return found[1][:-1] if found else ""

    def _pronoun(self, words: str) -> bool:
        return bool(
            re.fullmatch(
                r"(?i)(?:it|this|they|the (?:event|match|game|meeting|concert|show|festival|"
                r"talk|walk|fair|service|session|hearing|tour|program|programme|show|race)|event|match|game|which|doors|)",
                words.strip(),
            )
        )

    def _same_again(self, trigger: re.Match[str], high: int, kind: str, times: list[int], words: str) -> None:
        """ "It will now be played on Sunday 9 March": the happening told last, on another day or at its hour."""
        last = self.context.drafts[-1] if self.context.drafts else None
        if last is None or last.kind != "event" or last.sentence.paragraph < self.sentence.paragraph - 1:
            if self.context.subject and any(self.sentence.moments[t].kind != CLOCK for t in times):
                self._emit(
                    trigger,
                    kind,
                    kind,
                    times,
                    self.context.subject,
                    None,
                    self._where(trigger.end(), high, kind),
                    0,
                    high,
                    None,
                )
            return
        found = self._combined(times)
        where = self._where(trigger.end(), high, kind)
        if where and not last.place:
            last.place, last.place_span = names.polish(self.sentence.words(*where)), self.sentence.span(*where)
        if found and found[0].day:
            when = moments.when(found[0], self.context.timezone)
            if when and (last.status == "postponed" or kind == "moved" or " now " in self.text[: trigger.end()]):
                last.previous, last.when, last.status = last.when.start, when, "postponed"
                last.start_span = found[0].span
                self.taken.update(times)
            return
        clock = self.sentence.moments[times[0]]
        if (
            last.when.precision == "day"
            and last.when.rrule is None
            and clock.kind == CLOCK
            and clock.clock
            and kind in ("open", "hold")
        ):
            last.when = (
                moments.when(
                    replace(clock, day=last.when.first_day, kind="\ue000", precision="time", last=None),
                    self.context.timezone,
                )
                or last.when
            )
            self.taken.update(times)

    def _closure(self, words: str, label: re.Match[str] | None, trigger: re.Match[str]) -> str:
        verb = re.sub(
            r"(?i)^(?:\s*(?:will|is|are|to|be|was|were|has|been|now|also|have|had)\s+)+",
            "",
            self.text[trigger.start() : trigger.end()] + " ",
        ).strip()
        if verb.lower().startswith("not "):
            return f"{label[1]}: {words}" if label else f"{words}: detour"
        verb = {"close": "closed", "shut": "shut", "shuts": "shut"}.get(verb.lower(), verb.lower())
        if label and len(label[1]) < 40 and not (words and self.lexicon.stoppable.search(words) and " " in words):
            words = f"{label[1]}: {words}" if words else label[1]
        return f"{words} {verb}" if words else ""

    def _hosted(self, trigger: re.Match[str], low: int, high: int) -> None:
        times = self._times(trigger, low, high)
        if not times:
            return
        stop = min([high, *(at for at in self.sentence.moments if at > trigger.end())])
        begin = trigger.end()
        for found in self.lexicon.inside.finditer(self.text, begin, stop):
            if found.start() > begin and names.place(self.sentence, found.end(), stop, self.lexicon):
                stop = found.start()
                break
        a, b = names.clean(self.sentence, begin, stop, self.lexicon)
        if (comma := self.text.find(",", a, b)) > a:
            b = comma
        if b - a < 3:
            return
        subject = self._subject(low, trigger.start())
        where = self._where(trigger.end(), high) or self._where(trigger.start(), trigger.end())
        if where is None and subject and self.lexicon.venue_last.search(self.text[subject[0] : subject[1]]):
            where = subject
        title = names.polish(self.sentence.words(a, b))
        body = names.polish(self.sentence.words(*subject)) if subject else ""
        if self.lexicon.generic.fullmatch(title) and self.lexicon.body.search(body):
            title = f"{body} {title.lower()}"  # a regular meeting is the board's
        self._emit(trigger, "hold", "hosted", times, title, (a, b), where, low, high, None)

    def _until(self, trigger: re.Match[str], high: int) -> None:
        end = self._usable(trigger.end(), high) or self._usable(trigger.start(), high)
        if not end:
            return
        last = self.sentence.moments[end[0]]
        day = last.last or last.day
        own = self._subject(0, trigger.start())
        named = names.polish(self.sentence.words(*own)) if own and not self._pronoun(self.text[own[0] : own[1]]) else ""
        for draft in reversed([*self.context.drafts, *self.drafts]):
            other = draft.sentence.start != self.sentence.start
            if named and other and self._eventful(named) and names.likeness(named, draft.title) < 0.4:
                break  # another happening than the one told before
            if (
                draft.kind == "event"
                and day
                and draft.sentence.paragraph >= self.sentence.paragraph - 1
                and draft.when.rrule is None
            ):
                extend(draft, day)
                draft.end_span = last.span
                if not draft.place and (where := self._where(trigger.start(), high)):
                    draft.place, draft.place_span = (
                        names.polish(self.sentence.words(*where)),
                        self.sentence.span(*where),
                    )
                self.taken.update(end)
                return
        subject = self._subject(0, trigger.start())
        published = self.context.published
        if subject and published and day and day > published and last.kind in ("\ue000", "\ue005"):
            title = self.sentence.words(*subject)
            if quoted := names.quoted(self.text[subject[0] : subject[1]]):
                title = title[quoted[0][0] : quoted[0][1]]
            self._emit(
                trigger,
                "hold",
                "on until",
                end,
                names.polish(title).strip('"“”'),
                subject,
                self._where(trigger.start(), high) or self._where(0, trigger.start()),
                0,
                high,
                None,
            )
            for draft in self.drafts:
                if draft.rule == "on until":
                    draft.when = replace(draft.when, start=published, end=day + dt.timedelta(1), precision="day")


def _verbless(words: str) -> bool:
    return len(words.split()) <= 12


def read(sentence: Sentence, context: Context, nouns: bool = False) -> tuple[list[Draft], dict[int, str], set[int]]:
    """The happenings a sentence tells; why its other moments are none; which moments were used."""
    reader = Reader(sentence, context)
    drafts = reader.nouns() if nouns else reader.read()
    return drafts, reader.refused, reader.taken
