"""Listings: rows in running text, lists of bare days, and what a line says of the happening told just before it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from feeds.reading.mentions import clause, names, parting, rows, sentences
from feeds.reading.mentions.desk import BULLET
from feeds.reading.mentions.drafts import CLOCK, DAY, SET, Draft, Moment, Sentence
from feeds.reading.mentions.moments import days_of, when
from feeds.reading.mentions.notices import Notices
from feeds.records import Paragraph, Span

#: A weekday and an hour, and nothing that says which one.
_WEEKDAY_ALONE = re.compile(
    r"(?:(?:on|at|from|by|until|to|and|noon|midnight|[\d:.,–-]+|[ap]\.?m\.?|morning|afternoon|evening|night)[\s,]*)*"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
    r"(?:[\s,]*(?:on|at|from|by|until|to|and|noon|midnight|[\d:.,–-]+|[ap]\.?m\.?|morning|afternoon|evening|night))*"
)


class Listings(Notices):
    def _day_item(self, day: Moment, whole: Sentence, index: int) -> None:
        """Day after day with nothing between: a list of dates, not headings."""
        top = index <= 2 or index - self.context.headed_at <= 2
        name = self.context.section if index - self.context.headed_at <= 2 else ""
        name = name or self.context.subject or (self.article.headline if self.lexicon.spaced else "")
        if day.clock is not None and top and len(name) > 2 and not self.lexicon.nameless(self.lexicon.folded(name)):
            # A heading, and the day and hour right below it.
            if at := when(day, self.context.timezone):
                draft = Draft(name, at, "dated heading", whole, language=self.lexicon.language, start_span=day.span)
                draft.marks, draft.rules = {"row", "columns"}, ["dated heading", *day.rules]
                draft.status = rows.status_of(whole, None, self.lexicon)
                self.keep([draft])
            return
        if self.days and self.days[-1][1].paragraph != index - 1:
            self._list_of_days()
        self.days.append((day, whole))

    def _list_of_days(self) -> None:
        days, self.days = self.days, []
        title = self.context.subject or (self.article.headline if self.lexicon.spaced else "")
        alone = len(days) < 2 and (self.context.drafts or (days[:1] and days[0][0].clock is None))
        if (
            (alone and not self._day_of_the_page(days))
            or not days
            or not 2 < len(title) <= 80
            or self.lexicon.nameless(self.lexicon.folded(title))
        ):
            return
        drafts = []
        for day, sentence in days:
            moment = day
            if day.clock is None and self.context.usual and self.context.usual.clock:
                moment = replace(day, clock=self.context.usual.clock, until=self.context.usual.until, precision="time")
                moment = replace(moment, last=day.day if self.context.usual.until else None)
            if at := when(moment, self.context.timezone):
                draft = Draft(title, at, "listed day", sentence, language=self.lexicon.language, start_span=day.span)
                draft.place, draft.place_span = self.context.usual_place or (
                    self.context.place,
                    self.context.place_span,
                )
                draft.marks, draft.rules = {"row"}, ["list of days", *day.rules]
                draft.status = rows.status_of(sentence, None, self.lexicon)
                drafts.append(draft)
        self.context.day = None
        self.keep(drafts)

    def _goes_on(self, text: str) -> bool:
        """A street or a town on the line below a venue."""
        words = text.strip()
        if len(words) > 60 or self.lexicon.heads.search(words) or re.search(r"[.!?:]$", words):
            return False
        town = re.fullmatch(r"[A-Z][\w'’.-]+(?:\s[A-Z][\w'’.-]+){0,3}(?:,\s*[A-Z]{2}\b.*)?", words)
        return bool(town) or bool(self.lexicon.room.match(words))

    def _hour_of_last(self, sentence: Sentence) -> bool:
        """Sat May 9 - Bell Canyon lower falls. Meet 8:00 am at the park & ride: the hour of what was just told."""
        last = self.context.drafts[-1] if self.context.drafts else None
        clock = next(iter(sentence.moments.values()))
        if len(sentence.moments) != 1 or clock.kind != CLOCK or not self.lexicon.at_this_hour.match(sentence.masked):
            return False
        if last is None or last.sentence.paragraph != sentence.paragraph or last.kind != "event":
            return False
        if last.when.precision != "day" or last.when.end is not None or last.when.rrule:
            return False
        day = last.when.first_day
        told = replace(clock, kind=DAY, day=day, last=day if clock.until else None, precision="time")
        last.when = when(told, self.context.timezone) or last.when
        return True

    def _all_at(self, clock: Moment) -> None:
        """All programs start at 1:30 p.m., said below the list of their days."""
        for draft in self.context.drafts:
            plain = draft.when.precision == "day" and draft.when.end is None and not draft.when.rrule
            if plain and draft.kind == "event" and draft.rule in ("row", "listed day"):
                day = draft.when.first_day
                told = replace(clock, kind=DAY, day=day, last=day if clock.until else None, precision="time")
                draft.when = when(told, self.context.timezone) or draft.when

    def _usual(self, sentence: Sentence) -> bool:
        """All meetings are held at 6:30 p.m. in the Town Hall: for every day listed below."""
        clocks = [m for m in sentence.moments.values() if m.kind in (CLOCK, SET) and m.clock]
        found = self.lexicon.triggers.search(sentence.masked)
        general = found or self.lexicon.unless_noted.search(sentence.masked)
        if not self.lexicon.spaced or len(clocks) != 1 or len(sentence.moments) != 1 or not general:
            return False
        if clocks[0].kind == SET and not self.lexicon.unless_noted.search(sentence.masked):
            return False
        self.context.usual = clocks[0]
        if clocks[0].kind == CLOCK and self.lexicon.unless_noted.search(sentence.masked):
            self._all_at(clocks[0])
        for inside in self.lexicon.inside.finditer(sentence.masked, found.end() if found else 0):
            if where := names.place(sentence, inside.end(), len(sentence.masked), self.lexicon):
                self.context.usual_place = names.polish(sentence.words(*where)), sentence.span(*where)
                return False
        parts = parting.chunks(sentence, [], self.context)
        for chunk in parts:
            if parting.looks_like_place(chunk.text.strip(), self.lexicon) and (
                spot := parting.place_of(sentence, chunk, self.context, parts)
            ):
                self.context.usual_place = names.polish(sentence.words(*spot)), sentence.span(*spot)
                return False
        return clocks[0].kind == SET

    def _place_line(self, text: str, start: int, index: int) -> bool:
        """A venue on a line of its own right below a happening is its place."""
        if self.lexicon.spaced and index in self.over_rows:
            self.flush()
            self.context.place, self.context.place_span = names.polish(text), Span(start, start + len(text))
            return True
        waits = self.lexicon.spaced and bool(self.days) and not self.context.drafts
        near = waits and 1 <= index - self.days[-1][1].paragraph <= 3
        if near and parting.looks_like_place(text, self.lexicon):
            self.context.place, self.context.place_span = names.polish(text), Span(start, start + len(text))
            return True
        last = self.context.drafts[-1] if self.context.drafts else None
        if last and self.placed_at == index - 1 and self.lexicon.spaced and self._goes_on(text):
            for draft in self.context.drafts:
                if draft.place == last.place and draft.sentence.start == last.sentence.start:
                    draft.place = f"{draft.place}, {names.polish(text)}"
            self.placed_at = index
            return True
        if last is None or last.place or last.kind != "event" or not 1 <= index - last.sentence.paragraph <= 2:
            return False
        if len(text) > 90 or not parting.looks_like_place(self.lexicon.folded(text), self.lexicon):
            return False
        for draft in self.context.drafts:
            if draft.sentence.start == last.sentence.start and draft.kind == "event" and not draft.place:
                draft.place, draft.place_span = names.polish(text), Span(start, start + len(text))
        self.placed_at = index
        return True

    def _day_of_the_page(self, days: list[tuple[Moment, Sentence]]) -> bool:
        """A day to come right under a headline that names a happening."""
        subject, published = self.context.subject, self.context.published
        if not self.lexicon.spaced or not subject or not self.lexicon.heads.search(subject) or published is None:
            return False
        told = any(draft.kind == "event" for draft in self.context.drafts)
        return (
            not told
            and len(days) == 1
            and days[0][1].paragraph <= 1
            and bool(days[0][0].day and days[0][0].day > published)
        )

    def _place_told(self, text: str, start: int, index: int) -> bool:
        """The meeting will be held at the Town Hall: a sentence without a time tells where all of it is."""
        if not self.lexicon.place_hint.search(text):
            return False
        for found in self.lexicon.place_of_all.finditer(text):
            stop = self.lexicon.sentence_end.search(text, found.end())
            high = stop.start() if stop else len(text)
            sentence = sentences.masked(text[:high], start, [], self.lexicon, index)
            where = names.place(sentence, found.end(), high, self.lexicon)
            if where is None:
                continue
            place, span = names.polish(sentence.words(*where)), sentence.span(*where)
            near = [
                d
                for d in self.context.drafts
                if d.kind == "event" and not d.place and d.sentence.paragraph >= index - 6
            ]
            same = [d for d in near if d.title == near[-1].title]
            for draft in near if found["all"] else same:
                draft.place, draft.place_span = place, span
            if found["all"] or not self.context.drafts:
                self.context.place, self.context.place_span = place, span
            return True
        return False

    def _told_before(self, sentence: Sentence) -> str:
        """The happening named last before a list of its stops."""
        same = [d for d in self.context.drafts if d.sentence.paragraph == sentence.paragraph and d.kind == "event"]
        before = self.text[max(0, sentence.start - 160) : sentence.start + min(sentence.moments)]
        before = before[before.rfind("\n") + 1 :]
        for low, high in reversed(names.quoted(before)):
            end = names.object_end(self.lexicon.folded(before), low, min(high + 12, len(before)), self.lexicon)
            if self.lexicon.head_last.search(self.lexicon.folded(before[low:end])):
                return names.polish(before[low:end])
        return same[-1].title if same else self.context.subject

    def _own_day(self, sentence: Sentence, at: int, moment: Moment) -> Moment:
        """活动当日7:30: the day of the page's own happening."""
        if self.lexicon.spaced:
            return self._of_its_span(sentence, moment)
        if moment.kind != DAY or moment.clock is None:
            return moment
        words = self.lexicon.folded(self.text[moment.span.start : moment.span.end])
        bare = not self.lexicon.spaced and not any(
            m.kind == DAY and m.span < moment.span for m in sentence.moments.values()
        )
        bare = bare and all(d.sentence.paragraph != sentence.paragraph for d in self.context.drafts)
        if not words.startswith("当") or not (bare or self.lexicon.own_day.search(sentence.masked[:at])):
            return moment
        main = next((d for d in self.context.drafts if d.kind == "event" and d.title == self.context.subject), None)
        main = main or next((d for d in self.context.drafts if d.kind == "event"), None)
        if main is None:
            first = next(
                (m for m in sentence.moments.values() if m.kind == DAY and m.day and m.span < moment.span), None
            )
            return (
                replace(moment, day=first.day, last=first.day if moment.last == moment.day else moment.last)
                if first
                else moment
            )
        last = main.when.first_day if main and moment.last == moment.day else moment.last
        return replace(moment, day=main.when.first_day, last=last) if main else moment

    def _of_its_span(self, sentence: Sentence, moment: Moment) -> Moment:
        """The workshop begins at 1 p.m. Thursday: the Thursday of the days that were told just before."""
        words = self.text[moment.span.start : moment.span.end].lower()
        several = (d for d in reversed(self.context.drafts) if d.kind == "event" and d.when.last_day > d.when.first_day)
        last = next(several, None)
        if moment.kind != DAY or moment.day is None or last is None or last.sentence.start == sentence.start:
            return moment
        if last.when.rrule or sentence.paragraph - last.sentence.paragraph > 2 or not _WEEKDAY_ALONE.fullmatch(words):
            return moment
        first, end = last.when.first_day, last.when.last_day
        days = [first + dt.timedelta(n) for n in range((end - first).days + 1)] if (end - first).days < 7 else []
        day = next((day for day in days if day.weekday() == moment.day.weekday()), None)
        if day is None or day == moment.day or len(days) < 2:
            return moment
        return replace(moment, day=day, last=day if moment.last == moment.day else moment.last)

    def _headed_row(self, sentence: Sentence) -> bool:
        """“金秋十年”油画回顾展：1月18日至3月16日，…: a name, a colon, a time."""
        text = sentence.masked
        bullet = BULLET.match(text)
        low, first = bullet.end() if bullet else 0, min(sentence.moments)
        if len(text) > 160:
            return False
        if boxed := re.match(r"\s*【([^】]{2,24})】\s*$", text[low:first]):
            # 【免费电影】明晚…放映《长空之王》 is a sentence under its column's name.
            return bool(self.lexicon.heads.search(boxed[1])) or not self.lexicon.triggers.search(text, first)
        found = re.match(r"([^，。；;!！]{2,50}?)[：:]\s*[^，。；：:]{0,6}$", text[low:first])
        if not found or self.lexicon.nameless(found[1].strip()):
            return False
        name = re.sub(r"[（(][^）)]*[）)]$", "", found[1].strip())
        return (
            self.lexicon.spaced
            or bool(self.lexicon.head_last.search(name) or names.quoted(name))
            or not self.lexicon.triggers.search(text)
        )

    def _row_like(self, sentence: Sentence, paragraph: Paragraph) -> bool:
        text = sentence.masked
        bullet = BULLET.match(text)
        low = bullet.end() if bullet else 0
        if len(text) > 140 or re.search(r"[“\"‘].{0,80}[”\"’]\s*[，,]?\s*(?:说|said|says)", text):
            return False
        first = min(sentence.moments)
        if first - low <= 3:
            return True
        if re.match(r"[^，。,.;；]{2,40}?[：:]\s*(?:[^：:]{0,12})?$", text[low:first]):
            return True
        hours = self.lexicon.spaced and all(at.kind == CLOCK for at in sentence.moments.values())
        if hours and re.match(r"[^:]{3,60}:\s", text) and not text[max(sentence.moments) + 1 :].strip(" ."):
            return True  # Rotary Club: Free eye camp; Union School, Melur, 9 a.m.
        if self.lexicon.spaced and re.match(r"[^.;]{3,60}[.!?,:–—-]\s*(?:\d+\s+)?$", text[low:first]):
            return True
        return paragraph.kind in ("item", "row") and len(text) < 90

    def _lengthen(self, sentence: Sentence) -> None:
        """会期三天, told a sentence later: the end of what opened."""
        if not self.lexicon.span_length.search(sentence.masked):
            return
        days = next((n for m in sentence.moments.values() if (n := days_of(m.duration))), None)
        last = self.context.drafts[-1] if self.context.drafts else None
        if not days or last is None or last.kind != "event" or last.phase == "closing":
            return
        near = last.sentence.paragraph >= sentence.paragraph - 1
        if near and last.when.precision == "day" and last.when.end is None:
            clause.extend(last, last.when.first_day + dt.timedelta(days - 1))
