"""One article, paragraph by paragraph: which frame reads what, and what each line inherits from those above."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace

from feeds.reading import timex
from feeds.reading.mentions import deadlines, names, rows, sentences, verb_first, verb_last, vetoes
from feeds.reading.mentions.context import Context
from feeds.reading.mentions.drafts import CLOCK, DAY, LENGTH, SET, Draft, Moment, Sentence
from feeds.reading.mentions.lexicon import Lexicon, lexicon
from feeds.reading.mentions.moments import combine, days_of, when
from feeds.records import Article, Document, Paragraph, Rejection, Span, Status

_GAP = re.compile(r"\S(?:\s{2,}|\t|\s*[|｜]\s*|\u3000+)\S")
_ASIDE = re.compile(r"\s*[（(](?:取消|已取消|延期|cancell?ed|postponed)[）)]\s*$", re.I)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z]")
_BULLET = re.compile(
    r"^\s*(?:#+\s+|(?:[▲●■◆★☆□◎○△▶►·•*※＊✦❖◇-]|[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])+\s*|\d{1,2}[.．、)）]\s*(?!\d)|\d{1,3}/\d{1,4}\s+(?=[A-Z])|[（(][一二三四五六七八九十\d]{1,3}[）)]\s*|[①-⑳]\s*|[一二三四五六七八九十]{1,3}、\s*)"
)


def language_of(text: str, told: str | None) -> str:
    """The language a text is written in, when its letters contradict what the document says.

    >>> language_of("Sat 18 Jan, 7.30pm, Village Hall", "zh-Hans")
    'en'
    """
    sample = text[:4000]
    han, latin, cyrillic = (len(p.findall(sample)) for p in (_HAN, _LATIN, _CYRILLIC))
    short = (told or "").split("-")[0]
    if cyrillic > max(han, latin):
        return short if short in ("ru", "kk") else "ru"
    if han * 3 >= latin and han:
        return told if short == "zh" and told else "zh"
    if latin and short in ("zh", "ru", "kk", ""):
        return "en"
    return told or "en"


def _reference(text: str, language: str) -> dt.date | None:
    """A day to count from when nothing tells when a page was printed: the first whole date that it names itself."""
    years = sorted(int(y) for y in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text))
    if not years:
        return None
    guess = dt.date(years[-1], 1, 1)
    found = [
        t.value
        for t in timex.find(text, guess, language)
        if t.value and len(t.value) >= 10 and "year" not in t.inferred and not t.rrule
    ]
    days = sorted(
        dt.date.fromisoformat(value[:10])
        for value in found
        if value[:4] == str(years[-1]) or value[:4] == str(years[-1] - 1)
    )
    return days[0] if days else guess


def _leading_time(sentence: Sentence) -> bool:
    return min(sentence.moments) <= 4


def _own_script(name: str, spaced: bool) -> str:
    """旧衣回收 / Clothes Drive: the half in the language that is read."""
    halves = [half.strip() for half in re.split(r"\s+[/|｜]\s+", name)]
    if len(halves) == 2 and bool(_HAN.search(halves[0])) != bool(_HAN.search(halves[1])):
        return next(half for half in halves if bool(_HAN.search(half)) != spaced)
    return name


@dataclass(slots=True)
class Notice:
    """The labelled fields of a notice, gathered until the happening they tell is complete."""

    name: str = ""
    name_span: Span | None = None
    sentence: Sentence | None = None
    times: list[Moment] = field(default_factory=list)
    place: str | None = None
    place_span: Span | None = None
    organizer: str | None = None
    contact: str | None = None
    price: str | None = None
    status: Status = "confirmed"


class ArticleReader:
    def __init__(self, article: Article, document: Document, timezone: str, taught: tuple[str, ...]) -> None:
        self.article = article
        self.text = article.text
        told = language_of(self.text, document.language)
        self.lexicon: Lexicon = lexicon(told)
        published = article.published or document.published
        self.context = Context(article.id, self.lexicon, timezone, published, headline=article.headline)
        self.context.known = list(taught)
        self.reference = published or _reference(self.text, told)
        self.language = told
        self.notice = Notice()
        self.columns: rows.Columns | None = None
        self.last_line = ""
        self.last_span: Span | None = None
        self.awaiting = ""
        #: Bare days listed one below the other, and the hour and place said of all of them.
        self.days: list[tuple[Moment, Sentence]] = []
        self.usual: Moment | None = None
        self.usual_place: tuple[str, Span] | None = None

    def read(self) -> Context:
        context = self.context
        context.subject = self._headline_subject()
        found: list[Moment] = []
        if self.reference is not None:
            text = self._parted()
            found = sentences.moments_of(
                timex.find(text, self.reference, self.language, timezone=context.timezone), self.text, self.lexicon
            )
        start, at = 0, 0
        for index, paragraph in enumerate(self.article.paragraphs):
            end = start + len(paragraph.text)
            low = at
            while at < len(found) and found[at].span.start < end:
                at += 1
            self._paragraph(paragraph, start, found[low:at], index)
            start = end + 2
        self._flush()
        self._list_of_days()
        if not context.drafts and self.reference is not None:
            self._headline()
        return context

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
        if not head:
            return ""
        folded = self.lexicon.folded(head)
        low, high = names.trim(folded, 0, len(folded), self.lexicon.headline_lead, self.lexicon.headline_tail)
        words = names.polish(head[low:high])
        folded = self.lexicon.folded(words)
        if self.lexicon.nameless(folded):
            return ""
        if not self.lexicon.spaced and not self.lexicon.head_last.search(folded):
            end = names.object_end(folded, 0, len(folded), self.lexicon)
            if end < len(folded) and len(folded) - end <= 24 and self.lexicon.head_last.search(folded[:end]):
                words, folded = words[:end], folded[:end]
        if self.lexicon.head_last.search(folded) or (self.lexicon.spaced and self.lexicon.heads.search(folded)):
            return words if len(words) <= 70 else ""
        return ""

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
        if paragraph.kind == "signature" and index >= len(self.article.paragraphs) - 2:
            return
        if not found:
            self._plain(paragraph, start, index)
            return
        whole = sentences.masked(text, start, found, self.lexicon, index)
        if (day := rows.only_day(whole, self.context)) is not None:
            self._flush()
            self._day_item(day, whole, index)
            self.context.day, self.context.day_span = day.day, day.span
            self.last_line = ""
            return
        cells = [(whole.index(c.start + start), whole.index(c.end + start)) for c in paragraph.cells]
        if cells and self._fields_of_cells(whole, cells):
            return
        if self._labelled(whole, paragraph):
            return
        if cells or paragraph.kind == "row" or (_GAP.search(text) and len(text) < 160):
            ends, used = deadlines.read(whole, self.context)
            left = {i: m for i, m in whole.moments.items() if i not in used}
            row = replace(whole, moments=left) if used else whole
            drafts = rows.read(row, cells, self.context, self.columns if cells else None) if left else []
            if drafts or ends:
                self._keep(drafts)
                self._keep(ends)
                return
        parted = sentences.cut(text, start, found, self.lexicon, index) if self.lexicon.syntax == "rows" else []
        if parted and len(whole.masked) < 160 and _leading_time(whole) and sum(_leading_time(s) for s in parted) == 1:
            # 22 наурыз, сағат 11:00. Наурыз мейрамы. Орталық алаңда: the fragments of a line are one row.
            drafts = rows.read(whole, [], self.context, None)
            if drafts:
                self._keep(drafts)
                return
        if paragraph.kind == "heading" and len(text) < 60:
            self._heading_with_time(whole, paragraph, start)
        for sentence in sentences.cut(text, start, found, self.lexicon, index):
            self._sentence(sentence, paragraph)
        self.last_line, self.last_span = text if len(text) < 60 else "", Span(start, start + len(text))

    def _plain(self, paragraph: Paragraph, start: int, index: int) -> None:
        """A line without a time: a heading, a label, the head of a table."""
        text = paragraph.text.strip()
        if paragraph.cells:
            cells = [paragraph.text[c.start : c.end].strip() for c in paragraph.cells]
            if columns := rows.head(cells, self.context):
                self.columns = columns
                return
            if len(cells) == 2 and (found := self.lexicon.label_alone.match(self.lexicon.folded(cells[0]))):
                self._field(
                    found.lastgroup or "",
                    cells[1],
                    Span(start + paragraph.cells[1].start, start + paragraph.cells[1].end),
                )
            return
        if len(text) > 80 or self._place_line(text, start, index):
            return
        folded = self.lexicon.folded(text)
        bullet = _BULLET.match(folded)
        low = bullet.end() if bullet else 0
        if found := self.lexicon.labels.match(folded, low):
            value = text[found.end() :].strip()
            if value:
                at = start + paragraph.text.find(value)
                self._field(found.lastgroup or "", value, Span(at, at + len(value)))
            else:
                self.awaiting = found.lastgroup or ""
            return
        if self.awaiting and self.awaiting not in ("when", "clock", "deadline"):
            self._field(self.awaiting, text, Span(start, start + len(text)))
            self.awaiting = ""
            return
        if found := self.lexicon.label_alone.match(folded[low:]):
            if found.lastgroup in ("when", "place", "deadline"):
                self.awaiting = found.lastgroup
                return
        if _GAP.search(text) and (columns := rows.head(re.split(r"\s{2,}|\t|\||\u3000+", text), self.context)):
            self.columns = columns
            return
        headed = paragraph.kind == "heading" or (self.lexicon.section.match(text) is not None and len(text) <= 40)
        if headed and not re.search(r"[。！？!?，,；]$", text):
            self._flush()
            self._heading(text[low:], paragraph, start + low)
            self.context.headed_at = index
        self.last_line, self.last_span = (text[low:] if len(text) < 60 else ""), Span(start, start + len(text))

    def _heading(self, text: str, paragraph: Paragraph, start: int) -> None:
        found = self.lexicon.section.match(text)
        name = _own_script(names.polish(found[1] if found else text).strip("【】[]"), self.lexicon.spaced)
        context = self.context
        folded = self.lexicon.folded(name)
        venue = self.lexicon.venue_last.search(folded) and not self.lexicon.head_last.search(folded) and len(name) <= 40
        bracketed = text[:1] in "【[" or paragraph.kind == "heading"
        if venue and (bracketed or not self.lexicon.spaced):
            at = start + max(paragraph.text.find(name), 0)
            context.place, context.place_span = name, Span(at, at + len(name))
        elif bracketed and (paragraph.level or 9) <= 3:
            context.place = context.place_span = None
        context.section = name

    def _heading_with_time(self, whole: Sentence, paragraph: Paragraph, start: int) -> None:
        moments = [
            m for m in whole.moments.values() if m.kind == DAY and m.day and m.precision == "day" and m.clock is None
        ]
        if len(moments) == 1 and (moments[0].last is None or moments[0].last == moments[0].day):
            self.context.day, self.context.day_span = moments[0].day, moments[0].span

    def _day_item(self, day: Moment, whole: Sentence, index: int) -> None:
        """Day after day with nothing between: a list of dates, not headings."""
        if self.days and self.days[-1][1].paragraph != index - 1:
            self._list_of_days()
        self.days.append((day, whole))

    def _list_of_days(self) -> None:
        days, self.days = self.days, []
        title = self.context.subject or (self.article.headline if self.lexicon.spaced else "")
        if len(days) < 2 or not 2 < len(title) <= 80 or self.lexicon.nameless(self.lexicon.folded(title)):
            return
        drafts = []
        for day, sentence in days:
            moment = day
            if day.clock is None and self.usual and self.usual.clock:
                moment = replace(day, clock=self.usual.clock, until=self.usual.until, precision="time")
                moment = replace(moment, last=day.day if self.usual.until else None)
            if at := when(moment, self.context.timezone):
                draft = Draft(title, at, "listed day", sentence, language=self.lexicon.language, start_span=day.span)
                draft.place, draft.place_span = self.usual_place or (self.context.place, self.context.place_span)
                draft.marks, draft.rules = {"row"}, ["list of days", *day.rules]
                draft.status = rows.status_of(sentence, None, self.lexicon)
                drafts.append(draft)
        self.context.day = None
        self._keep(drafts)

    def _usual(self, sentence: Sentence) -> None:
        """All meetings are held at 6:30 p.m. in the Town Hall: for every day listed below."""
        clocks = [m for m in sentence.moments.values() if m.kind == CLOCK]
        found = self.lexicon.triggers.search(sentence.masked)
        if not self.lexicon.spaced or len(clocks) != 1 or len(sentence.moments) != 1 or not found:
            return
        self.usual = clocks[0]
        for inside in self.lexicon.inside.finditer(sentence.masked, found.end()):
            if where := names.place(sentence, inside.end(), len(sentence.masked), self.lexicon):
                self.usual_place = names.polish(sentence.words(*where)), sentence.span(*where)
                return

    def _place_line(self, text: str, start: int, index: int) -> bool:
        """A venue on a line of its own right below a happening is its place."""
        last = self.context.drafts[-1] if self.context.drafts else None
        if last is None or last.place or last.kind != "event" or not 1 <= index - last.sentence.paragraph <= 2:
            return False
        if len(text) > 90 or not rows.looks_like_place(self.lexicon.folded(text), self.lexicon):
            return False
        last.place, last.place_span = names.polish(text), Span(start, start + len(text))
        return True

    # --- labelled fields ----------------------------------------------------------------------------------

    def _fields_of_cells(self, whole: Sentence, cells: list[tuple[int, int]]) -> bool:
        if len(cells) != 2 or self.columns:
            return False
        low, high = cells[0]
        found = self.lexicon.label_alone.match(whole.masked[low:high])
        if not found or found.lastgroup is None:
            return False
        return self._time_field(found.lastgroup, whole, *cells[1])

    def _labelled(self, whole: Sentence, paragraph: Paragraph) -> bool:
        """时间：…；地点：…  When: … Where: …"""
        text = whole.masked
        bullet = _BULLET.match(text)
        low = bullet.end() if bullet else 0
        if self.awaiting in ("when", "deadline") and len(text) < 120:
            role, self.awaiting = self.awaiting, ""
            return role != "deadline" and self._time_field(role, whole, low, len(text))
        fields = self._fields(text, low)
        if not fields:
            return False
        if fields[0][0] not in ("when", "clock", "name", "place", "deadline") or (
            fields[0][0] == "name" and len(fields) == 1
        ):
            return False
        for role, begin, end in fields:
            if any(begin <= i < end for i in whole.moments):
                if role == "deadline":
                    self._deadline_field(whole, begin, end)
                else:
                    self._time_field(role, whole, begin, end)
            else:
                span = whole.span(begin, end)
                self._field(role, whole.words(begin, end), span)
        return True

    def _fields(self, text: str, low: int) -> list[tuple[str, int, int]]:
        """Role and range of every labelled field; a name before the first label counts as one."""
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
            if (
                fields[0][0] not in ("when", "clock")
                or len(prefix) > 40
                or re.search(r"[，。；,;\ue000-\ue005]", prefix)
            ):
                return []
            fields.insert(0, ("name", low, found[0].start()))
        return fields

    def _next_label(self, text: str, at: int, quotes: list[tuple[int, int]]) -> re.Match[str] | None:
        if self.lexicon.spaced:
            for gap in re.finditer(r"(?:^|[,;.\s|]+)", text[at:]):
                position = at + gap.end()
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
        label = _BULLET.sub("", label)
        subject = subject or self._named_line()
        if moment:
            pattern, ending = self.lexicon.deadline_title
            title = subject + label if not self.lexicon.spaced else f"{subject}: {label.lower()}" if subject else label
            if not self.lexicon.spaced:
                title = re.sub(r"(?:截止|截至)?(?:时间|時間|日期)?$", "", title)
                title = title if title.endswith(ending) else pattern.format(what=title)
            draft = Draft(
                names.polish(title), moment, "deadline", whole, kind="deadline", language=self.lexicon.language
            )
            draft.start_span = whole.moments[at].span
            draft.marks, draft.rules = {"deadline", "label"}, ["deadline: label"]
            self._keep([draft])

    def _time_field(self, role: str, whole: Sentence, begin: int, end: int) -> bool:
        if role == "deadline":
            self._deadline_field(whole, begin, end)
            return True
        if role in ("contact", "price", "note", "who", "organizer"):
            return role != "note"
        here = [whole.moments[i] for i in sorted(whole.moments) if begin <= i < end]
        if role == "name" or role == "place":
            return False
        if any(m.kind in (DAY, SET) for m in here) and any(m.kind in (DAY, SET) for m in self.notice.times):
            self._flush(keep_name=True)
        self.notice.times += here
        if self.notice.sentence is None or any(m.kind in (DAY, SET) for m in here):
            self.notice.sentence = whole
        if not self.notice.name and self.last_line and not self.lexicon.labels.match(self.last_line):
            self.notice.name, self.notice.name_span = self._named_line(), self.last_span
        rest = end - begin
        if rest > 3 and self.notice.place is None:
            for found in self.lexicon.inside.finditer(whole.masked, begin, end):
                if where := names.place(whole, found.end(), end, self.lexicon):
                    self.notice.place, self.notice.place_span = names.polish(whole.words(*where)), whole.span(*where)
                    break
            else:
                self._place_in_field(whole, begin, end)
        return True

    def _place_in_field(self, whole: Sentence, begin: int, end: int) -> None:
        for chunk in rows.chunks(whole, [], self.context):
            if chunk.low >= begin and chunk.high <= end and rows.looks_like_place(chunk.text.strip(), self.lexicon):
                where = rows.place_of(whole, chunk, self.context)
                if where:
                    self.notice.place, self.notice.place_span = names.polish(whole.words(*where)), whole.span(*where)
                    return

    def _named_line(self) -> str:
        if re.search(r"[|｜]", self.last_line):
            return ""
        line = names.polish(re.split(r"\s{2,}|\t|\u3000", _BULLET.sub("", self.last_line))[0])
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
            and self.context.subject
            and not self.lexicon.spaced
        ):
            return ""
        return words if 2 <= len(words) <= 60 else ""

    def _field(self, role: str, value: str, span: Span) -> None:
        notice = self.notice
        value = names.polish(value)
        if role == "place" and value and len(value) <= 80:
            if notice.place is None:
                notice.place, notice.place_span = re.split(r"[；;。]|\s{2,}", value)[0], span
        elif role == "name" and len(value) >= 2:
            if notice.times:
                self._flush()
                notice = self.notice
            for status in ("cancelled", "postponed"):
                pattern = self.lexicon.status.get(status)
                if pattern and pattern.search(self.lexicon.folded(value)):
                    notice.status = status  # type: ignore[assignment]
            notice.name, notice.name_span = _ASIDE.sub("", value), span
        elif role == "organizer":
            notice.organizer = value[:80]
        elif role == "contact":
            notice.contact = value[:80]
        elif role == "price":
            notice.price = value[:60]

    def _flush(self, keep_name: bool = False) -> None:
        """The notice is complete: one happening a moment."""
        notice, self.notice = self.notice, Notice()
        if keep_name and notice.name:
            self.notice.name, self.notice.name_span = notice.name, notice.name_span
        if not notice.times or notice.sentence is None:
            last = self.context.drafts[-1] if self.context.drafts else None
            if notice.place and last and not last.place and last.sentence.paragraph > self.context.headed_at:
                last.place, last.place_span = notice.place, notice.place_span
            elif notice.place:
                self.context.place, self.context.place_span = notice.place, notice.place_span
            return
        title = notice.name or self.context.subject or self.context.section
        if not title and self.lexicon.spaced:
            title = self.article.headline
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
        self._keep(drafts)

    # --- sentences ----------------------------------------------------------------------------------------

    def _prose(self, sentence: Sentence) -> tuple[list[Draft], dict[int, str], set[int]]:
        if self.lexicon.syntax == "verb last":
            return verb_last.read(sentence, self.context)
        if self.lexicon.syntax == "rows":
            return rows.read(sentence, [], self.context, None) if len(sentence.masked) < 160 else [], {}, set()
        return verb_first.read(sentence, self.context)

    def _sentence(self, sentence: Sentence, paragraph: Paragraph) -> None:
        if all(m.kind == LENGTH for m in sentence.moments.values()):
            self._lengthen(sentence)
            return
        self._usual(sentence)
        ends, used = deadlines.read(sentence, self.context)
        rest = {at: self._own_day(sentence, at, m) for at, m in sentence.moments.items() if at not in used}
        drafts: list[Draft] = []
        refused: dict[int, str] = {}
        taken: set[int] = set()
        if rest:
            trimmed = Sentence(
                sentence.text, sentence.start, sentence.masked, sentence.offsets, rest, sentence.paragraph
            )
            if len(rest) > 1:
                drafts = rows.tour(trimmed, self.context, self._told_before(sentence))
            if not drafts and self._headed_row(trimmed):
                drafts = rows.read(trimmed, [], self.context, None)
            if not drafts:
                drafts, refused, taken = self._prose(trimmed)
            if not drafts and not ends and self._row_like(trimmed, paragraph):
                drafts = rows.read(trimmed, [], self.context, None)
        self._keep(drafts)
        if drafts and ends:
            ends, _ = deadlines.read(sentence, self.context)  # now it is known whose deadline it is
        self._keep(ends)
        if not drafts and not ends:
            for at, m in sentence.moments.items():
                if at not in taken and m.kind != CLOCK:
                    self.context.reject(
                        m.span, self.text[m.span.start : m.span.end], refused.get(at, "nothing happens here")
                    )

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
        if moment.kind != DAY or moment.clock is None:
            return moment
        words = self.lexicon.folded(self.text[moment.span.start : moment.span.end])
        if not words.startswith("当") or not self.lexicon.own_day.search(sentence.masked[:at]):
            return moment
        main = next((d for d in self.context.drafts if d.kind == "event" and d.title == self.context.subject), None)
        main = main or next((d for d in self.context.drafts if d.kind == "event"), None)
        last = main.when.first_day if main and moment.last == moment.day else moment.last
        return replace(moment, day=main.when.first_day, last=last) if main else moment

    def _headed_row(self, sentence: Sentence) -> bool:
        """“金秋十年”油画回顾展：1月18日至3月16日，…: a name, a colon, a time."""
        text = sentence.masked
        bullet = _BULLET.match(text)
        low, first = bullet.end() if bullet else 0, min(sentence.moments)
        if len(text) > 160:
            return False
        if re.match(r"\s*【[^】]{2,24}】\s*$", text[low:first]):
            return True
        found = re.match(r"([^，。；;!！]{2,50}?)[：:]\s*[^，。；：:]{0,6}$", text[low:first])
        if not found or self.lexicon.nameless(found[1].strip()):
            return False
        name = re.sub(r"[（(][^）)]*[）)]$", "", found[1].strip())
        return (
            self.lexicon.spaced
            or bool(self.lexicon.head_last.search(name) or names.quoted(name))
            or not self.lexicon.triggers.search(text)
        )

    def _lengthen(self, sentence: Sentence) -> None:
        """会期三天, told a sentence later: the end of what opened."""
        if not self.lexicon.span_length.search(sentence.masked):
            return
        days = next((n for m in sentence.moments.values() if (n := days_of(m.duration))), None)
        last = self.context.drafts[-1] if self.context.drafts else None
        if days and last and last.when.precision == "day" and last.when.end is None and last.kind == "event":
            if last.sentence.paragraph >= sentence.paragraph - 1 and last.phase != "closing":
                verb_last.extend(last, last.when.first_day + dt.timedelta(days - 1))

    def _row_like(self, sentence: Sentence, paragraph: Paragraph) -> bool:
        text = sentence.masked
        bullet = _BULLET.match(text)
        low = bullet.end() if bullet else 0
        if len(text) > 140 or re.search(r"[“\"‘].{0,80}[”\"’]\s*[，,]?\s*(?:说|said|says)", text):
            return False
        first = min(sentence.moments)
        if first - low <= 3:
            return True
        if re.match(r"[^，。,.;；]{2,40}?[：:]\s*(?:[^：:]{0,12})?$", text[low:first]):
            return True
        if self.lexicon.spaced and re.match(r"[^.;]{3,60}[,:–—-]\s*$", text[low:first]):
            return True
        return paragraph.kind in ("item", "row") and len(text) < 90

    def _keep(self, drafts: list[Draft]) -> None:
        for draft in drafts:
            self.context.learn(draft.title)
            self.context.drafts.append(draft)


def read(
    article: Article, document: Document, timezone: str, taught: tuple[str, ...]
) -> tuple[list[Draft], list[Rejection]]:
    """The drafts of one article, and what was put aside."""
    context = ArticleReader(article, document, timezone, taught).read()
    return context.drafts, context.rejections


__all__ = ["language_of", "read", "vetoes"]
