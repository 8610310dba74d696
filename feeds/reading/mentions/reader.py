"""One article, paragraph by paragraph: which frame reads what, and what each line inherits from those above."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from feeds.reading import timex
from feeds.reading.mentions import (
    cards,
    deadlines,
    free_order,
    names,
    parting,
    rows,
    sentences,
    several,
    stamps,
    venues,
    verb_first,
    verb_last,
    vetoes,
)
from feeds.reading.mentions.context import Context
from feeds.reading.mentions.desk import BULLET, GAP
from feeds.reading.mentions.drafts import CLOCK, DAY, LENGTH, SET, Draft, Moment, Sentence
from feeds.reading.mentions.lexicon import Lexicon, lexicon
from feeds.reading.mentions.listings import Listings
from feeds.reading.mentions.tongues import HAN, LATIN, language_of, own_script
from feeds.records import Article, Document, Paragraph, Rejection, Span


def _leading_time(sentence: Sentence) -> bool:
    return min(sentence.moments) <= 4


#: A full stop with more behind it: running text, no row.
_DAYS = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*\.?\s+)?(\d{1,2})(?:st|nd|rd|th)?(?:\s*[-–&/]\s*(\d{1,2})(?:st|nd|rd|th)?)?"
)
#: What leads from a name to its day in a headline.
_UP_TO_A_DAY = re.compile(
    r"(?i)(?:\s+(?:is|are|will be|to be|set|scheduled|planned|slated|called|moved|rescheduled|held|coming"
    r"|returns?|begins?"
    r"|starts?|opens?|for|on|at|to|this|next|from|of))+\s*$"
)
_PROSE = re.compile(r"[。！？][^”」）)\s]")


class ArticleReader(Listings):
    def read(self) -> Context:
        context = self.context
        context.subject = self._headline_subject()
        found: list[Moment] = []
        if self.reference is not None and not self.lexicon.looking_back.search(self.article.headline):
            found = self._moments(self.language)
        if self.lexicon.spaced and found and all(at.kind == CLOCK for at in found):
            context.day = self._day_of_headline()
        others = self._other_language()
        own, paragraphs = self.lexicon, self.article.paragraphs
        starts, parted = self._per_paragraph(found)
        grouped = cards.find(paragraphs, starts, parted, context) if found else {}
        context.alone = venues.alone(paragraphs, starts, parted) if found and self.lexicon.spaced else frozenset()
        self.over_rows = venues.over_rows(paragraphs, starts, parted) if found and self.lexicon.spaced else frozenset()
        for index, paragraph in enumerate(paragraphs):
            start = starts[index]
            if card := grouped.get(index):
                if index == card.time:
                    self.flush()
                    self.keep(cards.read(card, paragraphs, starts, parted, context))
                continue
            if others and language_of(paragraph.text, "").split("-")[0] == others[0].language:
                self.lexicon, context.lexicon = others[0], others[0]
                end = start + len(paragraph.text)
                self._paragraph(paragraph, start, [m for m in others[1] if start <= m.span.start < end], index)
                self.lexicon, context.lexicon = own, own
            else:
                self._paragraph(paragraph, start, parted[index], index)
        self.flush()
        self._list_of_days()
        if not context.drafts and self.reference is not None:
            self._headline()
        return context

    def _per_paragraph(self, found: list[Moment]) -> tuple[list[int], list[list[Moment]]]:
        """Where each paragraph starts, and its moments."""
        starts: list[int] = []
        parted: list[list[Moment]] = []
        start = at = 0
        for paragraph in self.article.paragraphs:
            low, end = at, start + len(paragraph.text)
            while at < len(found) and found[at].span.start < end:
                at += 1
            starts.append(start)
            parted.append(found[low:at])
            start = end + 2
        return starts, parted

    def _moments(self, language: str) -> list[Moment]:
        assert self.reference is not None
        found = timex.find(self._parted(), self.reference, language, timezone=self.context.timezone)
        told = sentences.moments_of(found, self.text, lexicon(language))
        return stamps.settled(told, self.stamps) if self.stamps else told

    def _other_language(self) -> tuple[Lexicon, list[Moment]] | None:
        """The second language of a bilingual page, whose paragraphs are read with its own tables."""
        han, latin = len(HAN.findall(self.text)), len(LATIN.findall(self.text))
        if self.reference is None or min(han * 4, latin) < 60 or han * 40 < latin or latin * 3 < han:
            return None
        other = "en" if self.lexicon.language == "zh" else "zh"
        return lexicon(other), self._moments(other)

    def _parted(self) -> str:
        """The text with a bar between cells, so that no time is read across them; letters stay where they are."""
        if not any(p.cells for p in self.article.paragraphs):
            return self.text
        letters, start = list(self.text), 0
        for paragraph in self.article.paragraphs:
            for before, after in zip(paragraph.cells, paragraph.cells[1:], strict=False):
                for at in range(before.end, after.start):
                    letters[start + at] = "|"
            start += len(paragraph.text) + 2
        return "".join(letters)

    # --- the headline -------------------------------------------------------------------------------------

    def _headline_subject(self) -> str:
        """What the headline names, without 关于…的通知 and the like; "" when that is no happening's name."""
        head = self.article.headline.strip()
        if self.lexicon.spaced and self.lexicon.nameless(head):
            # "Meeting details" over "Planning Committee"
            head = next(
                (h for h in (self.article.deck, self.article.kicker) if h and not self.lexicon.nameless(h)), head
            )
        if not head:
            return ""
        words = self._undated(head) if self.lexicon.spaced else head
        folded = self.lexicon.folded(words)
        low, high = names.trim(folded, 0, len(folded), self.lexicon.headline_lead, self.lexicon.headline_tail)
        words = names.polish(words[low:high])
        if self.lexicon.spaced and not self.lexicon.head_last.search(words):
            # "Fall 2026 Service Change - Public Meetings": the half that names a happening
            halves = [half.strip() for half in re.split(r"\s+[|–—»-]\s+", words)]
            words = next((half for half in halves if self.lexicon.head_last.search(half)), words)
        folded = self.lexicon.folded(words)
        if self.lexicon.nameless(folded):
            return ""
        if self.lexicon.spaced and " " in words and self.lexicon.body_name.fullmatch(words.replace(",", "")):
            return words
        if not self.lexicon.spaced and not self.lexicon.head_last.search(folded):
            end = names.object_end(folded, 0, len(folded), self.lexicon)
            if end < len(folded) and len(folded) - end <= 24 and self.lexicon.head_last.search(folded[:end]):
                words, folded = words[:end], folded[:end]
                if "：" in words:  # 校长谈心：给毕业班孩子的信 speaks, and names nothing
                    words, folded = words.rpartition("：")[2], folded.rpartition("：")[2]
                    return "" if self.lexicon.nameless(folded) else words
        work = not self.lexicon.spaced and words[-1:] == "》" and len(names.quoted(words)) == 1
        if work or self.lexicon.head_last.search(folded) or (self.lexicon.spaced and self.lexicon.heads.search(folded)):
            return words if len(words) <= 70 else ""
        return ""

    def _day_of_headline(self) -> dt.date | None:
        """In the city today: hours alone are of that day."""
        if self.reference is None or not self.context.published:
            return None
        found = timex.find(self.article.headline, self.reference, self.language, timezone=self.context.timezone)
        told = sentences.moments_of(found, self.article.headline, self.lexicon)
        days = [
            at.day for at in told if at.kind == DAY and at.day and at.precision == "day" and at.last in (None, at.day)
        ]
        return days[0] if len(days) == 1 else None

    def _undated(self, head: str) -> str:
        """A headline without its days: "Parish Council Meeting, 10th February 2026", "Forum set for Feb. 12"."""
        if self.reference is None:
            return head
        found = sentences.moments_of(timex.find(head, self.reference, self.language), head, self.lexicon)
        found = [at for at in found if at.kind in (DAY, SET, CLOCK)]
        if not found:
            return head
        before, after = head[: found[0].span.start], head[found[-1].span.end :]
        before = _UP_TO_A_DAY.sub("", before).strip(" ,;:–—-(|@")
        after = after.strip(" ,;:–—-)|")
        if len(before) < 6:
            return after if len(after) >= 6 else head
        return (
            f"{before} {after}"
            if self.lexicon.head_last.search(after) and not self.lexicon.heads.search(before)
            else before
        )

    def _headline(self) -> None:
        """A page whose body names no happening may tell it in its headline alone."""
        head = self.article.headline
        if not head or self.reference is None:
            return
        found = sentences.moments_of(
            timex.find(head, self.reference, self.language, timezone=self.context.timezone), head, self.lexicon
        )
        if found:
            sentence = sentences.masked(head, 0, found, self.lexicon, -1)
            drafts, _, _ = self._prose(sentence)
            for draft in drafts:
                draft.marks.add("headline")
                draft.title_span = draft.start_span = draft.place_span = None
            self.context.drafts += drafts

    # --- paragraphs ---------------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Paragraph, start: int, found: list[Moment], index: int) -> None:
        text = paragraph.text
        if self.context.month and paragraph.cells and (day := self._bare_day(paragraph, start)):
            found = sorted([day, *found], key=lambda at: at.span.start)
        if paragraph.kind == "signature" and index >= len(self.article.paragraphs) - 2:
            return
        if not found:
            self._plain(paragraph, start, index)
            return
        whole = sentences.masked(text, start, found, self.lexicon, index)
        if paragraph.kind == "heading" and self.lexicon.spaced:
            self._month(whole)
        tabled = bool(paragraph.cells and self.columns)
        if not tabled and (day := rows.only_day(whole, self.context)) is not None:
            self.flush()
            self._day_item(day, whole, index)
            if day.clock is None:
                self.context.day, self.context.day_span = day.day, day.span
            self.last_line = ""
            return
        cells = [
            (whole.index(c.start + start), whole.index(c.end + start))
            for c in paragraph.cells
            if self.columns or c.end > c.start
        ]
        if cells and self.fields_of_cells(whole, cells):
            return
        if self.labelled(whole, paragraph):
            return
        if self.notice.times and self.notice.place:
            self.flush()
        if cells or paragraph.kind == "row" or (GAP.search(text) and len(text) < 160 and not _PROSE.search(text)):
            ends, used = deadlines.read(whole, self.context)
            left = {i: m for i, m in whole.moments.items() if i not in used}
            row = replace(whole, moments=left) if used else whole
            drafts = rows.read(row, cells, self.context, self.columns if cells else None) if left else []
            if drafts or ends:
                self.keep(drafts)
                self.keep(ends)
                return
        fragments = self.lexicon.syntax == "rows" and not self.lexicon.triggers.search(whole.masked)
        parted = sentences.cut(text, start, found, self.lexicon, index) if fragments else []
        if parted and len(whole.masked) < 160 and _leading_time(whole) and sum(_leading_time(s) for s in parted) == 1:
            # 22 наурыз, сағат 11:00. Наурыз мейрамы. Орталық алаңда: the fragments of a line are one row.
            drafts = rows.read(whole, [], self.context, None)
            if drafts:
                self.keep(drafts)
                return
        if paragraph.kind == "heading" and len(text) < 60:
            self._heading_with_time(whole, paragraph, start)
        for sentence in sentences.cut(text, start, found, self.lexicon, index):
            self._sentence(sentence, paragraph)
        if self.lexicon.spaced:
            self._place_told(text, start, index)
        self.last_line, self.last_span = text if len(text) < 60 else "", Span(start, start + len(text))

    def _plain(self, paragraph: Paragraph, start: int, index: int) -> None:
        """A line without a time: a heading, a label, the head of a table."""
        text = paragraph.text.strip()
        if paragraph.cells:
            cells = [paragraph.text[c.start : c.end].strip() for c in paragraph.cells if c.end > c.start]
            if columns := parting.head(cells, self.context):
                self.columns = columns
                return
            if len(cells) == 2 and all(self.lexicon.label_alone.match(self.lexicon.folded(c)) for c in cells):
                return  # 项目 | 内容: the head of a table of labels
            first = self.lexicon.folded(BULLET.sub("", cells[0]))
            if len(cells) == 2 and (found := self.lexicon.label_alone.match(first)):
                self.field(
                    found.lastgroup or "",
                    cells[1],
                    Span(start + paragraph.cells[1].start, start + paragraph.cells[1].end),
                )
                return
            if not BULLET.match(text) or len(text) > 40:
                return
        if self.lexicon.spaced and self._place_told(paragraph.text, start, index):
            self.awaiting = ""
            return
        if len(text) > 80:
            return
        if (paragraph.kind != "heading" or not self.lexicon.spaced) and self._place_line(text, start, index):
            return
        folded = self.lexicon.folded(text)
        bullet = BULLET.match(folded)
        low = bullet.end() if bullet else 0
        if found := self.lexicon.labels.match(folded, low):
            value = text[found.end() :].strip()
            if value:
                at = start + paragraph.text.find(value)
                self.field(found.lastgroup or "", value, Span(at, at + len(value)))
            else:
                self.awaiting = found.lastgroup or ""
            return
        if self.awaiting and self.awaiting not in ("when", "clock", "deadline"):
            self.field(self.awaiting, text, Span(start, start + len(text)))
            self.awaiting = ""
            return
        found = self.lexicon.label_alone.match(folded[low:])
        if found and found.lastgroup in ("when", "place", "deadline"):
            self.awaiting = found.lastgroup
            return
        if GAP.search(text) and (columns := parting.head(re.split(r"\s{2,}|\t|\||\u3000+", text), self.context)):
            self.columns = columns
            return
        numbered = paragraph.kind == "item" and bullet is not None and len(text) <= 50
        headed = (
            paragraph.kind == "heading"
            or numbered
            or (self.lexicon.section.match(text) is not None and len(text) <= 40)
        )
        if headed and not re.search(r"[。！？!?，,；]$", text):
            self.flush()
            self._heading(text[low:], paragraph, start + low)
            self.context.headed_at = index
        self.last_line, self.last_span = (text[low:] if len(text) < 60 else ""), Span(start, start + len(text))

    def _heading(self, text: str, paragraph: Paragraph, start: int) -> None:
        found = self.lexicon.section.match(text)
        name = own_script(names.polish(found[1] if found else text).strip("【】[]"), self.lexicon.spaced)
        context = self.context
        folded = self.lexicon.folded(name)
        greeting = not self.lexicon.spaced and folded[:1] == "各"  # 各中小学校：
        venue = (
            not greeting
            and self.lexicon.venue_last.search(folded)
            and not self.lexicon.head_last.search(folded)
            and len(name) <= 40
        )
        bracketed = text[:1] in "【[" or paragraph.kind == "heading"
        if venue and (bracketed or not self.lexicon.spaced):
            at = start + max(paragraph.text.find(name), 0)
            context.place, context.place_span = name, Span(at, at + len(name))
        elif bracketed and (paragraph.level or 9) <= 3:
            context.place = context.place_span = None
        context.section = name

    def _month(self, whole: Sentence) -> None:
        """September 2026, over a table whose rows begin with the day."""
        months = [at for at in whole.moments.values() if at.kind == DAY and at.precision == "month" and at.day]
        if len(months) == 1 and len(whole.masked.strip()) <= 2 and months[0].day:
            self.context.month = months[0].day.year, months[0].day.month

    def _bare_day(self, paragraph: Paragraph, start: int) -> Moment | None:
        """3 | Business after hours …; 15-17 | Leadership retreat …: days of the month above."""
        cell = paragraph.cells[0]
        told = _DAYS.fullmatch(paragraph.text[cell.start : cell.end].strip())
        if told is None or self.context.month is None:
            return None
        try:
            first = dt.date(*self.context.month, int(told[1]))
            last = dt.date(*self.context.month, int(told[2])) if told[2] else None
        except ValueError:
            return None
        return Moment(
            Span(start + cell.start, start + cell.end), DAY, first, last=last, rules=("day of a month above",)
        )

    def _heading_with_time(self, whole: Sentence, paragraph: Paragraph, start: int) -> None:
        moments = [
            m for m in whole.moments.values() if m.kind == DAY and m.day and m.precision == "day" and m.clock is None
        ]
        if len(moments) == 1 and (moments[0].last is None or moments[0].last == moments[0].day):
            self.context.day, self.context.day_span = moments[0].day, moments[0].span

    # --- labelled fields ----------------------------------------------------------------------------------

    # --- sentences ----------------------------------------------------------------------------------------

    def _prose(self, sentence: Sentence) -> tuple[list[Draft], dict[int, str], set[int]]:
        if self.lexicon.syntax == "verb last":
            return verb_last.read(sentence, self.context)
        if self.lexicon.syntax == "rows" and (told := free_order.read(sentence, self.context)):
            return told, {}, set()
        if self.lexicon.syntax == "rows":
            return rows.read(sentence, [], self.context, None) if len(sentence.masked) < 160 else [], {}, set()
        return verb_first.read(sentence, self.context)

    def _sentence(self, sentence: Sentence, paragraph: Paragraph) -> None:
        if all(m.kind == LENGTH for m in sentence.moments.values()):
            self._lengthen(sentence)
            return
        if (self.lexicon.spaced and self._hour_of_last(sentence)) or self._usual(sentence):
            return
        ends, used = deadlines.read(sentence, self.context)
        rest = {at: self._own_day(sentence, at, m) for at, m in sentence.moments.items() if at not in used}
        drafts: list[Draft] = []
        refused: dict[int, str] = {}
        taken: set[int] = set()
        if rest:
            vetoes.refused_times(sentence, self.lexicon)
            trimmed = replace(sentence, moments=rest)
            if "（" in trimmed.masked:
                drafts = several.bracketed(trimmed, self.context)
            if len(rest) > 1 and not drafts:
                drafts = several.tour(trimmed, self.context, self._told_before(sentence))
            if not drafts and self._headed_row(trimmed):
                drafts = rows.read(trimmed, [], self.context, None)
            if not drafts:
                drafts, refused, taken = self._prose(trimmed)
            if not drafts and not ends and self._row_like(trimmed, paragraph):
                drafts = rows.read(trimmed, [], self.context, None)
            if not drafts and self.lexicon.syntax == "verb first":
                drafts, refused, taken = verb_first.read(trimmed, self.context, nouns=True)
        if self.lexicon.syntax == "verb last":
            days = [m for _, m in sorted(sentence.moments.items()) if m.kind == DAY]
            if len(days) == 2 and sentence.masked[min(sentence.moments) + 1 :][:1] == "是":
                days = days[:1]  # 今天是环境日
            alone = len(days) == 1 and days[0].precision == "day" and days[0].last is None and days[0].day
            self.context.said = (sentence.paragraph, alone) if alone else None
        self.keep(drafts)
        if drafts and ends:
            ends, _ = deadlines.read(sentence, self.context)  # now it is known whose deadline it is
        self.keep(ends)
        if not drafts and not ends:
            for at, m in sentence.moments.items():
                if at not in taken and m.kind != CLOCK:
                    self.context.reject(
                        m.span, self.text[m.span.start : m.span.end], refused.get(at, "nothing happens here")
                    )


def read(
    article: Article, document: Document, timezone: str, taught: tuple[str, ...]
) -> tuple[list[Draft], list[Rejection]]:
    """The drafts of one article, and what was put aside."""
    context = ArticleReader(article, document, timezone, taught).read()
    return context.drafts, context.rejections


__all__ = ["language_of", "read", "vetoes"]
