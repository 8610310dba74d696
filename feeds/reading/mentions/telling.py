"""From a verb of a Chinese sentence, with its times, its name and its place, to the drafts of what happens."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from feeds.reading.mentions import moments, names, vetoes
from feeds.reading.mentions.clause import Clauses, extend
from feeds.reading.mentions.drafts import DAY, UNTIL, Draft, Moment
from feeds.reading.mentions.lexicon import Lexicon
from feeds.records import Status

_ASIDE = re.compile(r"[（(]([^（）()\ue000-\ue005]{2,20})[）)]")
_WORK = re.compile(r"(?:电影|影片|话剧|舞剧|歌剧|戏剧)?《[^》]{1,30}》")
_STATUS: dict[str, Status] = {"moved": "postponed", "postponed": "postponed", "cancelled": "cancelled"}


class Telling(Clauses):
    """What a verb tells happens once; why it is none; the phase and the end that follow from its words."""

    def _happens(self, trigger: re.Match[str], clause: int, kind: str) -> None:
        low, high = self.bounds[clause]
        times = self._times(trigger, clause)
        if not times:
            return
        behind = self.text[trigger.end() : high]
        subject, where = self._subject(low, trigger.start())
        title, rule = None, kind
        if behind.startswith("的"):
            title, rule = self._behind_de(trigger, high), f"{kind}, relative"
        elif kind in ("hold", "visit") or re.match(r"了?[“「《\u4e00-\u9fff]", behind):
            thing = self._object(trigger.end(), high)
            if thing and self._has_head(thing) and kind != "visit":
                phase = next(
                    (n for n, p in self.lexicon.moments.items() if p.match(self.text[thing[0] : thing[1]])), None
                )
                if phase and not (subject and self._has_head(subject)):
                    subject, _ = self._earlier_subject(clause, None, None)
                if phase and subject and self._has_head(subject):
                    title, kind, rule = subject, "open" if phase == "opening" else "close", f"{kind}, {phase}"
                else:
                    title, rule = thing, f"{kind}, object"
                    where = where or self._venue_subject(subject)
        if where is None and title is None and kind in ("open", "hold") and behind:
            verb = self.lexicon.inside.match(self.text, trigger.end())
            found = names.place(
                self.sentence,
                verb.end() if verb else trigger.end(),
                min([high, *(i for i in self.sentence.moments if i >= trigger.end())]),
                self.lexicon,
            )
            if found and self._a_venue(found):
                where = found
        if kind == "visit":
            found = names.place(self.sentence, trigger.end(), high, self.lexicon)
            where = found or where
        own = self.lexicon.time_is.search(trigger[0]) is not None
        own = subject is not None if own else self.lexicon.self_named.match(trigger[0]) is not None and subject is None
        if not own and title is None and (subject is None or not self._has_head(subject)):
            before = self._earlier_subject(clause, subject, where)
            if subject is None or subject[1] - subject[0] < 3 or not self._is_told(before[0]):
                subject, where = before
        title = title or subject
        if title is subject and self._opens_its_doors(trigger, subject, times):
            assert subject is not None
            words = names.polish(self.sentence.words(*subject)) + "开放"
            self._emit(trigger, clause, "open", "doors", times, words, subject, where, head=True)
            return
        self._add(trigger, clause, kind, rule, times, title, where)

    def _opens_its_doors(self, trigger: re.Match[str], subject: tuple[int, int] | None, times: list[int]) -> bool:
        """小区游泳池7月12日起开放: a place that opens on a day, and not its hours."""
        if subject is None or not trigger[0].endswith(("开放", "開放")) or self._has_head(subject):
            return False
        days = [self.sentence.moments[at] for at in times]
        dated = any(day.kind == DAY and day.day for day in days) and not any(day.rrule for day in days)
        return dated and bool(self.lexicon.venue_last.search(self.text[slice(*subject)]))

    def _a_venue(self, span: tuple[int, int]) -> bool:
        """亮相花城广场、海心沙: of several places one that is known by its word is enough."""
        return any(self.lexicon.venue_last.search(part) for part in self.text[span[0] : span[1]].split("、"))

    def _is_told(self, subject: tuple[int, int] | None) -> bool:
        """锅庄大联欢12月31日举行，年货街1月20日开市: the first was told with its own verb."""
        span = self.sentence.span(*subject) if subject else None
        return any(draft.title_span == span for draft in self.drafts) if span else False

    def _add(
        self,
        trigger: re.Match[str],
        clause: int,
        kind: str,
        rule: str,
        times: list[int],
        title: tuple[int, int] | None,
        where: tuple[int, int] | None,
        previous: Moment | None = None,
    ) -> None:
        words = names.polish(self.sentence.words(*title)) if title else ""
        if self._is_only_its_place(words, times, where):
            return
        if title and rule.endswith("object") and self.lexicon.ordinal.match(self.lexicon.folded(words)):
            body, _ = self._subject(self.bounds[clause][0], trigger.start())
            words = (self.sentence.words(*body) if body else "") + words
        words, head = self._told_before(words, title, kind)
        if self._is_the_rite_of_it(words, times):
            return
        verb = self.sentence.words(trigger.start(), trigger.end())
        if not head and self.lexicon.acts.match(self.lexicon.folded(verb)):
            joined = self.lexicon.joined.search(self.lexicon.folded(words))
            words, head, title = (words + verb if joined else verb), True, None
        if not head and self.lexicon.time_is.search(trigger[0]):
            head = any(t.lastgroup == "stop" and t.end() == len(words) for t in self.lexicon.triggers.finditer(words))
        if not words and self._below_heading(times):
            words, head = self.context.section, True
        if not words and self.lexicon.self_named.match(self.lexicon.folded(verb)):
            words, head = verb, True
        if words:
            self._emit(trigger, clause, kind, rule, times, words, title, where, head, previous)
        else:
            self._refuse(times, "nothing is named")

    def _is_only_its_place(self, words: str, times: list[int], where: tuple[int, int] | None) -> bool:
        """…4月26日开幕，28日闭幕，开幕式在县体育场举行; 甲队对阵乙队，比赛在市体育场进行: of what is told already."""
        folded = self.lexicon.folded(words)
        draft: Draft | None = None
        if self.drafts and self.drafts[0].rule == "match" and self.lexicon.generic.fullmatch(folded):
            draft = self.drafts[0]
        elif self.drafts and set(times) <= self.taken and any(p.match(folded) for p in self.lexicon.moments.values()):
            draft = self.drafts[-1]
        if draft is not None and where and not draft.place:
            draft.place, draft.place_span = names.polish(self.sentence.words(*where)), self.sentence.span(*where)
        return draft is not None

    def _told_before(self, words: str, title: tuple[int, int] | None, kind: str) -> tuple[str, bool]:
        """The full name where a short one, or none, stands for what was told; is it a happening's?"""
        lexicon, context = self.lexicon, self.context
        head = bool(title and self._has_head(title))
        back = lexicon.back_references.match(lexicon.folded(words))
        told = lexicon.back_before.search(self.text[max(0, title[0] - 3) : title[0]] if title else "") is not None
        if (back or told or len(words) <= 2) and (full := context.full_name(words)):
            words, head = full, True
        if not words and context.subject and kind in ("hold", "open", "moved", "postponed", "cancelled"):
            words, head = context.subject, True
        if not words and kind in ("moved", "postponed", "cancelled") and context.known:
            words, head = context.known[-1], True
        if lexicon.works.match(lexicon.folded(words)):
            works = _WORK.findall(context.text, 0, self.sentence.offsets[title[0] if title else 0])
            words, head = (works[-1], True) if works else ("", False)
        if lexicon.parts.fullmatch(lexicon.folded(words)):
            words = self._whole_of(words)
        return words, head

    def _is_the_rite_of_it(self, words: str, times: list[int]) -> bool:
        """广场将于1月4日启用，当天9时30分举行启用仪式: one happening, and its hour."""
        last = self.drafts[-1] if self.drafts else None
        told = last and self.last_verb and words.removesuffix("仪式").removesuffix("儀式") == self.last_verb
        found = [at for at in self._combined(times) if last and at.day == last.when.first_day] if told else []
        if last is None or not found or not (when := moments.when(found[0], self.context.timezone)):
            return False
        last.title, last.when, last.phase = last.title + words, when, None
        last.title_span, last.start_span = None, found[0].span
        self.taken.update(times)
        return True

    def _whole_of(self, part: str) -> str:
        """颁奖典礼, 导赏: of the happening or the prize told just before."""
        for draft in reversed([*self.context.drafts, *self.drafts]):
            if draft.kind == "event" and draft.sentence.paragraph == self.sentence.paragraph and "head" in draft.marks:
                return part if draft.title.endswith(part) else draft.title + part
        before = self.context.text[max(0, self.sentence.start - 200) : self.sentence.start + len(self.sentence.text)]
        found = list(self.lexicon.numbered_name.finditer(self.lexicon.folded(before)))
        if found:
            return before[found[-1].start() : found[-1].end()] + part
        return part

    def _below_heading(self, times: list[int]) -> bool:
        """5月25日开班, right below 家政服务员免费培训班."""
        section = self.lexicon.folded(self.context.section)
        near = 0 <= self.sentence.paragraph - self.context.headed_at <= 2
        if any(self.sentence.moments[at].kind == UNTIL for at in times):
            return False
        return near and bool(self.lexicon.heads.search(section)) and not self.lexicon.nameless(section)

    def _emit(
        self,
        trigger: re.Match[str],
        clause: int,
        kind: str,
        rule: str,
        times: list[int],
        title: str,
        title_at: tuple[int, int] | None,
        where: tuple[int, int] | None,
        head: bool,
        previous: Moment | None = None,
    ) -> None:
        low = self.bounds[max(clause - 1, 0)][0]
        high = self.bounds[min(clause + 1, len(self.bounds) - 1)][1]
        if not head and kind in ("cancelled", "postponed", "moved"):
            head = bool(self.lexicon.heads.search(self.lexicon.folded(title))) or any(
                t.lastgroup == "stop" for t in self.lexicon.triggers.finditer(self.lexicon.folded(title))
            )
        if reason := self._why_not(trigger, kind, rule, title, head, low, high):
            self._refuse(times, reason)
            return
        if any(
            draft.title == title and draft.start_span in [self.sentence.moments[t].span for t in times]
            for draft in self.drafts
        ):
            return  # a second verb of the same telling
        where = where or self._place_told(trigger) or self._place_behind(title_at)
        found = [self._during(at, low, high) for at in self._combined(times)]
        if kind == "close" and found:
            found[:1] = [self._since(found[0], trigger)]
            if self._ends_the_rule(clause, trigger, found[0]) or self._ends(title, found[0]):
                self.taken.update(times)
                return
        for at in moments.run(found):
            if draft := self._draft(at, kind, rule, title, title_at, where, head, previous):
                self.drafts.append(draft)
        self.taken.update(times)
        self.spent.append(trigger.start())
        self.last_verb = trigger[0]

    def _why_not(
        self, trigger: re.Match[str], kind: str, rule: str, title: str, head: bool, low: int, high: int
    ) -> str | None:
        """Why this telling is no happening's."""
        strong = kind in ("open", "close", "stop") or head
        if reason := vetoes.refused_clause(self.text[low:high], self.lexicon, strong and head):
            return reason
        if self.lexicon.conditional.search(self.text, low, trigger.start()):
            return "conditional"
        if kind in ("open", "hold") and self.lexicon.registering.match(self.text, trigger.end()):
            return "registration opens"
        if not head and kind in ("hold", "visit", "resume", "postponed", "cancelled", "moved"):
            return "no happening is named"
        named = kind == "stop" or rule == "release" or not self.lexicon.nameless(self.lexicon.folded(title))
        return None if named and 2 <= len(title) <= 60 else "no name was found"

    def _draft(
        self,
        at: Moment,
        kind: str,
        rule: str,
        title: str,
        title_at: tuple[int, int] | None,
        where: tuple[int, int] | None,
        head: bool,
        previous: Moment | None,
    ) -> Draft | None:
        when = moments.when(at, self.context.timezone)
        if when is None:
            return None
        draft = Draft(title, when, rule, self.sentence, language=self.lexicon.language)
        draft.start_span, draft.title_span = at.span, self.sentence.span(*title_at) if title_at else None
        if where:
            draft.place = names.polish(self.sentence.words(*where))
            draft.place_span = self.sentence.span(*where)
        draft.phase = "opening" if kind == "open" else "closing" if kind == "close" else None
        draft.status = _STATUS.get(kind, "confirmed")
        if previous and previous.day:
            draft.previous = dt.datetime.combine(previous.day, previous.clock) if previous.clock else previous.day
        draft.marks |= {f"verb {kind}"} | ({"head"} if head else set()) | ({"place"} if where else set())
        draft.marks |= {"object"} if rule.endswith("object") else set()
        draft.rules = [f"sentence: {rule}", *at.rules]
        self._lengthen(draft, at)
        spans = draft.when.precision == "day" and draft.when.last_day > draft.when.first_day
        if spans or (kind == "open" and not _phased(draft, self.lexicon)):
            draft.phase = None
        return draft

    def _place_behind(self, title: tuple[int, int] | None) -> tuple[int, int] | None:
        """《天鹅湖》（大剧场）: a venue in the brackets right behind the name."""
        found = _ASIDE.match(self.text, title[1]) if title else None
        return found.span(1) if found and self.lexicon.venue_last.search(found[1]) else None

    def _since(self, at: Moment, trigger: re.Match[str]) -> Moment:
        """牡丹花会自4月1日开幕以来…，将于5月5日闭幕: from its opening."""
        found = self.lexicon.since_opened.search(self.text, 0, trigger.start())
        began = self.sentence.moments.get(found.start(1)) if found else None
        if began is None or at.day is None or began.day is None or at.last is not None or at.clock is not None:
            return at
        return replace(at, day=began.day, last=at.day) if began.day < at.day else at

    def _ends_the_rule(self, clause: int, trigger: re.Match[str], at: Moment) -> bool:
        """达标赛逢周三18时30分开赛，8月2日收官: the last day of what was told to recur."""
        subject, _ = self._subject(self.bounds[clause][0], trigger.start())
        last = self.drafts[-1] if self.drafts and subject is None else None
        rrule = last.when.rrule if last else None
        if last is None or not rrule or "UNTIL" in rrule or at.day is None or at.day <= last.when.first_day:
            return False
        last.when = replace(last.when, rrule=f"{rrule};UNTIL={at.day:%Y%m%d}")
        return True

    def _ends(self, title: str, at: Moment) -> bool:
        """X于T1开幕，T2闭幕: the last day of what was told to open."""
        for draft in reversed([*self.context.drafts, *self.drafts]):
            if (
                (
                    draft.phase == "opening"
                    and at.day
                    and draft.when.first_day < at.day
                    and names.likeness(draft.title, title) >= 0.8
                )
                and draft.when.end is None
                and (at.day - draft.when.first_day).days < 200
            ):
                extend(draft, at.day)
                draft.end_span = at.span
                return True
        return False

    def _long(self, draft: Draft) -> bool:
        """4月23日9点启动，展期5天: it begins at an hour and goes on for days."""
        return draft.phase is not None and _phased(draft, self.lexicon)

    def _during(self, at: Moment, low: int, high: int) -> Moment:
        """A rule told of the days of a festival (灯会期间，每晚20时) has the festival's bounds."""
        if not at.rrule or "UNTIL" in at.rrule or at.day is None or not self.lexicon.during.search(self.text[low:high]):
            return at
        for draft in reversed([*self.context.drafts, *self.drafts]):
            if draft.when.end is not None and draft.when.precision == "day" and draft.kind == "event":
                first = moments.first_on(at.rrule, draft.when.first_day)
                bound = draft.when.last_day
                return replace(
                    at, day=first, rrule=f"{at.rrule};UNTIL={bound:%Y%m%d}", last=None if at.until is None else first
                )
        return at

    def _lengthen(self, draft: Draft, at: Moment) -> None:
        """为期三天: the end follows from the length."""
        days = moments.days_of(at.duration)
        if draft.phase == "closing" and at.last and at.last != at.day and at.duration:
            digits = re.findall(r"\d+", self._printed(at))
            forward = bool(self.context.published and at.last > self.context.published)
            if (digits or not forward) and str(at.day.day if at.day else "") not in digits:
                draft.phase = None
                return  # counted back from the closing day already
            draft.when = replace(draft.when, end=None)
        if at.last is not None and at.last != at.day and not (days and draft.phase == "closing"):
            if at.day and at.clock and at.until is None and at.last > at.day and not at.rrule and self._long(draft):
                extend(draft, at.last)
            return
        for found in self.lexicon.span_length.finditer(self.text) if days is None else ():
            length = next(
                (self.sentence.moments[i] for i in self.sentence.moments if found.start() <= i < found.end()), None
            )
            if length and (found.end() - found.start() > 1 or "closing length" in length.rules):
                days = moments.days_of(length.duration)
        if days and 1 < days < 400 and draft.when.precision == "time" and draft.when.rrule is None:
            if draft.when.end is not None or not self._long(draft):
                return
            draft.when = replace(draft.when, start=draft.when.first_day, precision="day")
        if days and 1 < days < 400 and draft.when.precision == "day":
            if draft.phase == "closing":
                draft.when = replace(
                    draft.when,
                    start=draft.when.first_day - dt.timedelta(days - 1),
                    end=draft.when.first_day + dt.timedelta(1),
                )
            else:
                draft.when = replace(draft.when, end=draft.when.first_day + dt.timedelta(days))
            draft.phase = None


def _phased(draft: Draft, lexicon: Lexicon) -> bool:
    """Is the moment only the beginning of something longer (a festival opens; a match kicks off)?"""
    folded = lexicon.folded(draft.title)
    return not lexicon.momentary.search(folded) or lexicon.long_lasting.search(folded) is not None
