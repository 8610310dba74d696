"""Sentences that tell subject, time, place, verb (X将于1月18日在P开幕; 1月18日，O在P举办X).

Around every verb of happening the clause is parted at its function words, times and places; what is left is the name.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from feeds.reading.mentions import moments, names, vetoes
from feeds.reading.mentions.clause import Clauses, extend
from feeds.reading.mentions.context import Context
from feeds.reading.mentions.drafts import DAY, UNTIL, Draft, Moment, Sentence
from feeds.reading.mentions.lexicon import Lexicon
from feeds.records import Status

_ASIDE = re.compile(r"[（(]([^（）()\ue000-\ue005]{2,20})[）)]")
_WORK = re.compile(r"(?:电影|影片|话剧|舞剧|歌剧|戏剧)?《[^》]{1,30}》")
_WORKS_ON = re.compile("抢修|检修|施工|改造|碰口|作业")
_BOX = re.compile(r"\s*【((?:计划|临时)?停[水电气暖]|封路|限行|停诊|休馆|闭馆)】")
_HERE = re.compile("")
_STATUS: dict[str, Status] = {"moved": "postponed", "postponed": "postponed", "cancelled": "cancelled"}


class Reader(Clauses):
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

    def _lasting(self, before: int) -> None:
        """持续到6月10日 without a verb of its own: how long what was told last goes on."""
        for at, moment in self.sentence.moments.items():
            told = at < before and moment.kind == UNTIL and at not in self.taken
            printed = self._printed(moment)
            if told and (self.lexicon.lasting.match(printed) or (printed[:1] in "至到" and self._of_what_was_told(at))):
                self._lasts_until(at)

    def _original(self, trigger: re.Match[str]) -> bool:
        return self.lexicon.original.search(self.text, 0, trigger.start()) is not None

    # --- when ---------------------------------------------------------------------------------------------

    # --- what and where -----------------------------------------------------------------------------------

    def _released(self, trigger: re.Match[str], clause: int) -> None:
        """中签结果8月5日公布: the release is the happening."""
        times = self._times(trigger, clause)
        subject, where = self._subject(self.bounds[clause][0], trigger.start())
        if times and subject and self.lexicon.released.search(self.text[subject[0] : subject[1]]):
            title = names.polish(self.sentence.words(*subject) + self.sentence.words(trigger.start(), trigger.end()))
            self._emit(trigger, clause, "open", "release", times, title, subject, where, head=True)

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

    def _is_told(self, subject: tuple[int, int] | None) -> bool:
        """锅庄大联欢12月31日举行，年货街1月20日开市: the first was told with its own verb."""
        span = self.sentence.span(*subject) if subject else None
        return any(draft.title_span == span for draft in self.drafts) if span else False

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

    # --- frames -------------------------------------------------------------------------------------------

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
        own = own or (subject is None and self.lexicon.self_named.match(trigger[0]) is not None)
        if not own and title is None and (subject is None or not self._has_head(subject)):
            before = self._earlier_subject(clause, subject, where)
            if subject is None or subject[1] - subject[0] < 3 or not self._is_told(before[0]):
                subject, where = before
        title = title or subject
        if title is subject and self._opens_its_doors(trigger, subject, times):
            assert subject is not None
            words = names.polish(self.sentence.words(*subject)) + "开放"
            self._emit(trigger, clause, "open", "doors", times, words, subject, subject, head=True)
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
        for draft in reversed([*self.context.drafts, *self.drafts]):
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

    # --- to a draft ---------------------------------------------------------------------------------------

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
        head = bool(title and self._has_head(title))
        phase = next((n for n, p in self.lexicon.moments.items() if p.match(self.lexicon.folded(words))), None)
        if phase and self.drafts and set(times) <= self.taken:
            last = self.drafts[-1]  # …4月26日开幕，28日闭幕，开幕式在县体育场举行
            if where and not last.place:
                last.place, last.place_span = names.polish(self.sentence.words(*where)), self.sentence.span(*where)
            return
        if title and rule.endswith("object") and self.lexicon.ordinal.match(self.lexicon.folded(words)):
            body, _ = self._subject(self.bounds[clause][0], trigger.start())
            words = (self.sentence.words(*body) if body else "") + words
        if (
            self.drafts
            and self.drafts[0].rule == "match"
            and self.lexicon.generic.fullmatch(self.lexicon.folded(words))
        ):
            if where and not self.drafts[0].place:  # 比赛在市体育场进行
                self.drafts[0].place, self.drafts[0].place_span = (
                    names.polish(self.sentence.words(*where)),
                    self.sentence.span(*where),
                )
            return
        back = self.lexicon.back_references.match(self.lexicon.folded(words))
        before = self.text[max(0, title[0] - 3) : title[0]] if title else ""
        told = self.lexicon.back_before.search(before) is not None
        if back or told or len(words) <= 4:
            full = self.context.full_name(words)
            if full and (back or told or len(words) <= 2):
                words, head = full, True
        if not words and self.context.subject and kind in ("hold", "open", "moved", "postponed", "cancelled"):
            words, head = self.context.subject, True
        if not words and kind in ("moved", "postponed", "cancelled") and self.context.known:
            words, head = self.context.known[-1], True
        if self._is_the_rite_of_it(words, times):
            return
        if self.lexicon.works.match(self.lexicon.folded(words)):
            works = _WORK.findall(self.context.text, 0, self.sentence.offsets[title[0] if title else 0])
            words, head = (works[-1], True) if works else ("", False)
        if self.lexicon.parts.fullmatch(self.lexicon.folded(words)):
            words = self._whole_of(words)
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
        if not words:
            self._refuse(times, "nothing is named")
            return
        self._emit(trigger, clause, kind, rule, times, words, title, where, head, previous)

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
            if self._ends(title, found[0]):
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


def read(sentence: Sentence, context: Context) -> tuple[list[Draft], dict[int, str], set[int]]:
    """The happenings a sentence tells; why its other moments are none; which moments were used."""
    reader = Reader(sentence, context)
    drafts = reader.read()
    return drafts, {**reader.aside, **reader.refused}, reader.taken
