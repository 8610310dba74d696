"""What is on the desk while one article is read: its text, the notice being gathered, the days listed so far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from feeds.reading.mentions import stamps
from feeds.reading.mentions.context import Context
from feeds.reading.mentions.drafts import Draft, Moment, Sentence
from feeds.reading.mentions.lexicon import Lexicon, lexicon
from feeds.reading.mentions.parting import Columns
from feeds.reading.mentions.tongues import language_of, reference
from feeds.records import Article, Document, Span, Status

GAP = re.compile(r"\S(?:\s{2,}|\t|\s*[|｜]\s*|\u3000+)\S")
BULLET = re.compile(
    r"^\s*(?:#+\s+|0\d\s+(?=\D)|(?:[▲●■◆★☆□◎○△▶►·•*※＊✦❖◇-]|[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])+\s"
    r"*|\d{1,2}[.．、)）]\s*(?!\d)|\d{1,3}/\d{1,4}\s+(?=[A-Z])|[（(][一二三四五六七八九十\d]{1,3}[）)]\s*|"
    r"[①-⑳]\s*|[一二三四五六七八九十]{1,3}、\s*)"
)


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
    #: The series it belongs to (明德史学讲坛第62讲), when its own name is told by a label.
    series: str = ""


class Desk:
    def __init__(self, article: Article, document: Document, timezone: str, taught: tuple[str, ...]) -> None:
        self.article = article
        self.text = article.text
        told = language_of(self.text, document.language)
        self.lexicon: Lexicon = lexicon(told)
        published = article.published or document.published
        self.context = Context(
            article.id, self.lexicon, timezone, published, article.headline, document.title or "", text=self.text
        )
        self.context.known = list(taught)
        self.stamps = stamps.within(article, document.stamps) if document.stamps else []
        self.reference = (
            published or stamps.first(document) or reference(document.text[:5000], told) or reference(self.text, told)
        )
        self.language = told
        #: The page's own title, for want of a better name.
        self.page = document.title or ""
        self.notice = Notice()
        self.columns: Columns | None = None
        #: The line that told the place of what was told last.
        self.placed_at = -9
        self.last_line = ""
        self.last_span: Span | None = None
        self.awaiting = ""
        #: Lines that tell where the rows below them are, on a page that prints venues so.
        self.over_rows: frozenset[int] = frozenset()
        #: Bare days listed one below the other, and the hour and place said of all of them.
        self.days: list[tuple[Moment, Sentence]] = []

    def keep(self, drafts: list[Draft]) -> None:
        for draft in drafts:
            if draft.kind == "event":
                if self.lexicon.spaced:
                    self._met(draft)
                self.context.learn(draft.title)
            self.context.drafts.append(draft)

    def _met(self, draft: Draft) -> None:
        """A meeting is called by who meets; the first that is told with its hour is the one of the page's agenda."""
        draft.title = self.context.of_its_body(draft.title, draft.sentence.start)
        when = draft.when
        told = when.precision == "time" and not when.rrule and draft.status == "confirmed"
        meets = self.lexicon.body.search(draft.title) or self.lexicon.any_meeting.search(draft.title)
        if self.context.meeting is None and told and meets:
            self.context.meeting = when.first_day
