"""Notices: labelled fields (时间：…；地点：…  When: … Where: …) gathered until the happening they tell is complete."""

from __future__ import annotations

import re
from dataclasses import replace

from feeds.reading.mentions import deadlines, names, parting, vetoes
from feeds.reading.mentions.desk import BULLET, Desk, Notice
from feeds.reading.mentions.drafts import DAY, SET, Draft, Moment, Sentence
from feeds.reading.mentions.moments import combine, when
from feeds.records import Paragraph, Span, Status

_ASIDE = re.compile(r"\s*[（(](?:取消|已取消|延期|cancell?ed|postponed)[）)]\s*$", re.I)


class Notices(Desk):
    def fields_of_cells(self, whole: Sentence, cells: list[tuple[int, int]]) -> bool:
        if len(cells) != 2 or self.columns:
            return False
        low, high = cells[0]
        found = self.lexicon.label_alone.match(whole.masked[low:high])
        if not found or found.lastgroup is None:
            return False
        return self._time_field(found.lastgroup, whole, *cells[1])

    def labelled(self, whole: Sentence, paragraph: Paragraph) -> bool:
        """时间：…；地点：…  When: … Where: …"""
        text = whole.masked
        bullet = BULLET.match(text)
        low = bullet.end() if bullet else 0
        if self.awaiting in ("when", "deadline") and (len(text) < 120 or self.lexicon.spaced):
            role, self.awaiting = self.awaiting, ""
            if self.lexicon.spaced and self.lexicon.triggers.search(text):
                return False  # DATES: The meeting will be held on …
            return role != "deadline" and self._time_field(role, whole, low, len(text))
        fields = self._fields(text, low)
        if not fields:
            return False
        if fields[0][0] == "stamp":
            return True  # Posted: January 20, 2026
        if fields[0][0] not in ("when", "clock", "finish", "name", "place", "deadline", "series") or (
            fields[0][0] == "name" and len(fields) == 1
        ):
            return False
        if not any(role in ("when", "clock", "finish", "deadline") for role, _, _ in fields) and len(fields) > 1:
            return False
        for role, begin, end in fields:
            if role in ("series", "name", "place"):
                self.field(role, whole.words(begin, end), whole.span(begin, end))
            elif any(begin <= i < end for i in whole.moments):
                if role == "deadline":
                    self._deadline_field(whole, begin, end)
                else:
                    self._time_field(role, whole, begin, end)
            else:
                span = whole.span(begin, end)
                self.field(role, whole.words(begin, end), span)
        return True

    def _fields(self, text: str, low: int) -> list[tuple[str, int, int]]:
        """Role and range of every labelled field; a name before the first label counts as one."""
        if not any(mark in text for mark in "：:|｜"):
            return []
        labels, quotes = self.lexicon.labels, names.quoted(text)
        first = labels.match(text, low)
        found = [first] if first else []
        at = first.end() if first else low
        while nxt := self._next_label(text, at, quotes):
            if nxt.start() == nxt.end():
                break
            found.append(nxt)
            at = nxt.end()
        if not found:
            return []
        ends = [*(f.start() for f in found[1:]), len(text)]
        fields = [(f.lastgroup or "", f.end(), end) for f, end in zip(found, ends, strict=True)]
        if first is None:
            prefix = text[low : found[0].start()]
            role = fields[0][0]
            several = (
                self.lexicon.spaced and len({role for role, _, _ in fields} & {"name", "when", "clock", "place"}) > 1
            )
            if role not in ("when", "clock", "name", "deadline") or len(prefix) > (90 if several else 40):
                return []
            if not several and re.search(r"[，。；,;\ue000-\ue005]", prefix):
                return []
            named = role == "name" or text[found[0].start() :].lstrip()[:1].islower()
            if self.lexicon.spaced and named and prefix.rstrip()[-1:].isalnum():
                return []  # Study Session: …, Summer reading kickoff: … are names
            fields.insert(0, ("series" if role == "name" else "name", low, found[0].start()))
        return fields

    def _next_label(self, text: str, at: int, quotes: list[tuple[int, int]]) -> re.Match[str] | None:
        if self.lexicon.spaced:
            for gap in re.finditer(r"(?:^|[,;.\s|]+)", text[at:]):
                position = at + gap.end()
                if re.search(r"(?i)\b(?:the|a|an)\s+$", text[:position]):
                    continue  # SAVE THE DATE: is no label
                if not names.within(quotes, position) and (found := self.lexicon.labels.match(text, position)):
                    return found
            return None
        for found in self.lexicon.labels.finditer(text, at):
            if not names.within(quotes, found.start()):
                return found
        return None

    def _deadline_field(self, whole: Sentence, begin: int, end: int) -> None:
        at = max(i for i in whole.moments if begin <= i < end)
        moment = deadlines._last_moment(whole, at, self.context)
        subject = self.notice.name or self.context.subject
        label = re.split(r"[\s，。；;|]|[：:](?=.)", whole.words(0, begin).strip(" ：:|"))[-1].strip(" ：:")
        label = BULLET.sub("", label)
        subject = subject or self.named_line()
        if moment:
            pattern, ending = self.lexicon.deadline_title
            named = label if subject and label.startswith(subject) else subject + label
            title = named if not self.lexicon.spaced else f"{subject}: {label.lower()}" if subject else label
            if not self.lexicon.spaced:
                title = re.sub(r"(?:截止|截至)?(?:时间|時間|日期|阶段|階段)?$", "", title)
                title = title if title.endswith(ending) else pattern.format(what=title)
            draft = Draft(
                names.polish(title), moment, "deadline", whole, kind="deadline", language=self.lexicon.language
            )
            draft.start_span = whole.moments[at].span
            draft.marks, draft.rules = {"deadline", "label"}, ["deadline: label"]
            self.keep([draft])

    def _time_field(self, role: str, whole: Sentence, begin: int, end: int) -> bool:
        if role == "deadline":
            self._deadline_field(whole, begin, end)
            return True
        if role == "until":
            return self._until_field(whole, begin, end)
        if role in ("contact", "price", "note", "who", "organizer", "stamp"):
            return role != "note"
        refused = vetoes.refused_times(whole, self.lexicon)
        hours = {i for i, reason in refused.items() if reason == "hours of service"}
        here = [whole.moments[i] for i in sorted(whole.moments) if begin <= i < end and i not in hours]
        if role == "finish":
            self._finish(here)
            return True
        if not here and hours:
            return True
        if role == "name" or role == "place":
            return False
        if any(m.kind in (DAY, SET) for m in here) and any(m.kind in (DAY, SET) for m in self.notice.times):
            self.flush(keep_name=True)
        self.notice.times += here
        if self.notice.sentence is None or any(m.kind in (DAY, SET) for m in here):
            self.notice.sentence = whole
        label = self.lexicon.label_names.match(BULLET.sub("", self.lexicon.folded(whole.masked)))
        if role == "when" and not self.notice.name and label and begin < 24:
            self.notice.name = label[0]
        elif role == "when" and label and begin < 24 and not self.lexicon.spaced:
            # 项目名称：CT采购项目 … 开标时间：: the opening of the bids for it
            folded = self.lexicon.folded(self.notice.name)
            if not self.lexicon.head_last.search(folded) and not folded.endswith(label[0]):
                self.notice.name += label[0]
        if not self.notice.name and self.last_line and not self.lexicon.labels.match(self.last_line):
            self.notice.name, self.notice.name_span = self.named_line(), self.last_span
        if self.lexicon.spaced and (stop := self.lexicon.sentence_end.search(whole.masked, begin, end)):
            end = stop.start()  # Next meeting: Thursday at 7:30. Public hearing on …, 41 Prospect Ave.
        rest = end - begin
        if rest > 3 and self.notice.place is None:
            for found in self.lexicon.inside.finditer(whole.masked, begin, end):
                if where := names.place(whole, found.end(), end, self.lexicon):
                    self.notice.place, self.notice.place_span = names.polish(whole.words(*where)), whole.span(*where)
                    break
            else:
                self._place_in_field(whole, begin, end)
        return True

    def _finish(self, here: list[Moment]) -> None:
        """Event end: February 5, 2026 8:30 PM: the end of the time told by the label above."""
        start = next((i for i in reversed(range(len(self.notice.times))) if self.notice.times[i].clock), None)
        end = here[0] if here else None
        if end is None or (end.clock is None and end.day is None):
            return
        if start is not None and end.clock is not None:
            at = self.notice.times[start]
            last = end.day or (at.day if at.kind == DAY else None)
            self.notice.times[start] = replace(at, until=end.clock, last=last)
        elif end.day and self.notice.times and self.notice.times[-1].day and end.day > self.notice.times[-1].day:
            self.notice.times[-1] = replace(self.notice.times[-1], last=end.day)

    def _until_field(self, whole: Sentence, begin: int, end: int) -> bool:
        """结束时间：…, after 开始时间：…"""
        last = next((whole.moments[i] for i in sorted(whole.moments) if begin <= i < end), None)
        if last is None or not self.notice.times:
            return False
        first = self.notice.times[-1]
        self.notice.times[-1] = replace(first, last=last.day or first.day, until=last.clock or first.until)
        return True

    def _place_in_field(self, whole: Sentence, begin: int, end: int) -> None:
        for chunk in parting.chunks(whole, [], self.context):
            if chunk.low >= begin and chunk.high <= end and parting.looks_like_place(chunk.text.strip(), self.lexicon):
                where = parting.place_of(whole, chunk, self.context)
                if where:
                    self.notice.place, self.notice.place_span = names.polish(whole.words(*where)), whole.span(*where)
                    return

    def named_line(self) -> str:
        if re.search(r"[|｜]|[.。！？!?]$", self.last_line):
            return ""
        line = names.polish(re.split(r"\s{2,}|\t|\u3000", BULLET.sub("", self.last_line))[0])
        folded = self.lexicon.folded(line)
        low, high = names.trim(
            folded,
            0,
            len(folded),
            (*self.lexicon.title_lead, *self.lexicon.headline_lead),
            (*self.lexicon.headline_tail,),
        )
        words = names.polish(line[low:high])
        if self.lexicon.nameless(self.lexicon.folded(words)):
            return ""
        if (
            not self.lexicon.heads.search(self.lexicon.folded(words))
            and not names.quoted(words)
            and self.context.subject
            and not self.lexicon.spaced
        ):
            return ""
        return words if 2 <= len(words) <= 60 else ""

    def field(self, role: str, value: str, span: Span) -> None:
        notice = self.notice
        value = names.polish(value)
        if role == "place" and value and len(value) <= 80:
            if notice.place is None:
                notice.place, notice.place_span = re.split(r"[；;。]|\s{2,}", value)[0], span
        elif role == "name" and len(value) >= 2:
            if notice.times:
                self.flush()
                notice = self.notice
            told = self._status(value)
            notice.status = told if told != "confirmed" else notice.status
            notice.name, notice.name_span = _ASIDE.sub("", value), span
        elif role == "series":
            self.flush()
            self.notice.series = value
            self.notice.status = self._status(value)
        elif role == "organizer":
            notice.organizer = value[:80]
        elif role == "contact":
            notice.contact = value[:80]
        elif role == "price":
            notice.price = value[:60]

    def _status(self, value: str) -> Status:
        folded = self.lexicon.folded(value)
        told: tuple[Status, ...] = ("cancelled", "postponed")
        return next((s for s in told if (p := self.lexicon.status.get(s)) and p.search(folded)), "confirmed")

    def flush(self, keep_name: bool = False) -> None:
        """The notice is complete: one happening a moment."""
        notice, self.notice = self.notice, Notice()
        if keep_name and notice.name:
            self.notice.name, self.notice.name_span = notice.name, notice.name_span
        if not notice.times or notice.sentence is None:
            last = self.context.drafts[-1] if self.context.drafts else None
            near = last and (
                last.sentence.paragraph > self.context.headed_at or last.rule in ("notice", "dated heading", "card")
            )
            if notice.place and last and not last.place and near:
                last.place, last.place_span = notice.place, notice.place_span
            elif notice.place:
                self.context.place, self.context.place_span = notice.place, notice.place_span
            return
        if notice.name and self.lexicon.generic.fullmatch(self.lexicon.folded(notice.name)):
            notice.name = self.context.full_name(notice.name) or self.context.subject or notice.name
        title = notice.name or self.context.subject or self.context.section
        if not title and self.lexicon.spaced:
            halves = [self.article.headline, *re.split(r"\s+[|–—»-]\s+", self.page)]
            title = next((h for h in halves if h.strip() and not self.lexicon.nameless(h.strip())), halves[0])
        if len(title) < 2 or len(title) > 100:
            return
        sentence = notice.sentence
        drafts = []
        for moment in combine(notice.times, self.text, 0, self.context.day):
            at = when(moment, self.context.timezone)
            if at is None:
                continue
            draft = Draft(title, at, "notice", sentence, language=self.lexicon.language)
            draft.title_span, draft.start_span = notice.name_span, moment.span
            draft.place, draft.place_span = notice.place, notice.place_span
            if draft.place is None and self.context.place:
                draft.place, draft.place_span = self.context.place, self.context.place_span
            draft.organizer, draft.contact, draft.price = notice.organizer, notice.contact, notice.price
            draft.marks = (
                {"label"}
                | ({"place"} if draft.place else set())
                | ({"head"} if self.lexicon.heads.search(self.lexicon.folded(title)) else set())
            )
            draft.rules = ["notice", *moment.rules]
            draft.status = notice.status
            drafts.append(draft)
        self.keep(drafts)
