"""What a line inherits: the day and the place of its headings, the page's own happening, names told before."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from feeds.reading.mentions import names
from feeds.reading.mentions.drafts import Draft, Moment, Sentence
from feeds.reading.mentions.lexicon import Lexicon
from feeds.records import Rejection, Span

_MONTHS = re.compile(r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b")


@dataclass(slots=True)
class Context:
    article: str
    lexicon: Lexicon
    timezone: str
    published: dt.date | None
    headline: str = ""
    #: The page's own title.
    page: str = ""
    #: What the headline names, when it names a happening; "" when it does not.
    subject: str = ""
    #: The day of the meeting whose agenda this is.
    meeting: dt.date | None = None
    #: The article's text.
    text: str = ""
    #: The day and the place of the heading in force.
    day: dt.date | None = None
    day_span: Span | None = None
    place: str | None = None
    place_span: Span | None = None
    section: str = ""
    #: The day the last row began with, and its paragraph: lines right below it that begin without one are of that day.
    row_day: tuple[int, dt.date] | None = None
    #: The hour and the place said of all that is listed below (Tuesdays, 4-5 p.m., Room 114, unless noted).
    usual: Moment | None = None
    usual_place: tuple[str, Span] | None = None
    #: The paragraph of the heading in force, when it may name what stands right below it.
    headed_at: int = -9
    #: Paragraphs with a time that stand alone below their heading.
    alone: frozenset[int] = frozenset()
    #: The month that a heading puts in force for rows that begin with a bare day.
    month: tuple[int, int] | None = None
    #: The one day that the sentence before named, and its paragraph (in languages that tell the day first).
    said: tuple[int, dt.date] | None = None
    #: Full names met so far, the newest last.
    known: list[str] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)

    def day_for(self, sentence: Sentence) -> dt.date | None:
        """The day a bare clock belongs to: that of the heading, else of the happening told just before."""
        if self.day is not None:
            return self.day
        if self.row_day is not None and sentence.paragraph - self.row_day[0] in (0, 1, 2):
            return self.row_day[1]
        for draft in reversed(self.drafts):
            if draft.sentence.paragraph < sentence.paragraph:
                return self.day_within(sentence)
            if draft.kind == "event" and draft.when.rrule is None and draft.when.first_day == draft.when.last_day:
                return draft.when.first_day
        return self.day_within(sentence)

    def day_within(self, sentence: Sentence) -> dt.date | None:
        """The day of the meeting, for what has an hour of its own on its agenda (7:20 p.m. Public hearing: …)."""
        if self.meeting and self.lexicon.within_meeting.search(sentence.masked):
            return self.meeting
        # 今天是植树节。上午9时，植树活动在森林公园举行: the one day said before in the paragraph.
        return self.said[1] if self.said and self.said[0] == sentence.paragraph else None

    def of_its_body(self, title: str, before: int) -> str:
        """The "next meeting" is somebody's: of who is named before it, in the headline, in the page's title."""
        found = self.lexicon.any_meeting.fullmatch(title)
        if found is None:
            return self._full_body(title, before)
        line = self.text.rfind("\n", 0, before) + 1
        near = [m[0] for m in self.lexicon.body_name.finditer(self.text, line, before)]
        far = [m[0] for m in self.lexicon.body_name.finditer(self.text, max(0, before - 1500), line)]
        heads = [m[0] for words in (self.headline, self.page) for m in self.lexicon.body_name.finditer(words)]
        body = next((name for name in (*near[-1:], *heads[:1], *reversed(far)) if " " in name), "")
        sort = found["sort"]
        if not body or body.split()[-1].casefold() in sort.casefold():
            return sort[0].upper() + sort[1:]
        body = body.title().replace(" Of ", " of ") if body.isupper() else body
        return f"{body} {_MONTHS.sub(lambda m: m[0].capitalize(), sort.lower())}"

    def _full_body(self, title: str, before: int) -> str:
        """The committee under "Landscape committee" is that one."""
        if not self.lexicon.body.fullmatch(title):
            return title
        told = [m[0] for m in self.lexicon.body_name.finditer(self.text, max(0, before - 600), before)]
        heads = [m[0] for words in (self.headline, self.page) for m in self.lexicon.body_name.finditer(words)]
        for name in (self.section, *reversed(told), *heads):
            if (
                " " in name
                and re.search(rf"(?i)\b{re.escape(title)}\b", name)
                and self.lexicon.body_name.fullmatch(name)
            ):
                return names.polish(name)
        return title

    def learn(self, name: str) -> None:
        if len(name) >= 4 and name not in self.known:
            self.known.append(name)

    def full_name(self, short: str) -> str | None:
        """The name told before that a short one stands for: its letters in the same order, at its end first."""
        wanted = names.normal(self.lexicon.back_references.sub("", self.lexicon.folded(short)))
        if not wanted:
            return None
        best: tuple[float, str] | None = None
        for name in reversed([self.subject, *self.known]):
            whole = names.normal(self.lexicon.folded(name))
            if len(whole) <= len(wanted):
                continue
            score = 1.0 if whole.endswith(wanted) else 0.8 if wanted in whole else 0.0
            if not score and len(wanted) >= 4 and _scattered(wanted, whole):
                score = 0.7
            if score and (best is None or score > best[0]):
                best = score, name
        if best and best[0] == 0.8 and short in best[1]:
            return best[1][: best[1].index(short) + len(short)]  # 文化节 in 第五届龙舟文化节新闻发布会
        return best[1] if best else None

    def reject(self, span: Span, text: str, reason: str) -> None:
        self.rejections.append(Rejection(self.article, span, text, reason))


def _scattered(short: str, whole: str) -> bool:
    """Do the letters of `short` stand in `whole` in this order (冬捕旅游节 in 冬捕文化旅游节)?"""
    at = 0
    for letter in short:
        at = whole.find(letter, at) + 1
        if not at:
            return False
    return True
