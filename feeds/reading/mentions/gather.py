"""From drafts to mentions: what is told twice is one, what the format states is not doubled, and how sure we are."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace

from feeds.reading.mentions import confidence, names
from feeds.reading.mentions.drafts import Draft
from feeds.reading.mentions.lexicon import Lexicon, lexicon
from feeds.records import Article, Document, Facts, Mention, Span, Structured, When

ALIKE = 0.5


def once(drafts: Iterable[Draft]) -> list[Draft]:
    """Every happening once, the fullest telling kept and filled up from the others."""
    kept = _Kept()
    for draft in drafts:
        twin = next((other for other in kept.near(draft) if _same(other, draft)), None)
        if twin is None:
            kept.add(draft)
        else:
            _join(twin, draft)
            kept.moved(twin)
    return kept.drafts


class _Kept:
    """The tellings so far, by their first day: a page of a thousand rows compares each with its own day's alone."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._places: dict[int, int] = {}
        self._days: dict[dt.date, list[Draft]] = {}
        #: Those of several days, of whole months, or moved: any day may be theirs.
        self._wide: list[Draft] = []

    def near(self, draft: Draft) -> list[Draft]:
        """Those that may tell the same, in the order in which they were told."""
        if _any_day(draft):
            return self.drafts
        day = draft.when.first_day
        here = self._days.get(day, [])
        wide = [each for each in self._wide if _any_day(each) or each.when.first_day <= day <= each.when.last_day]
        if not wide:
            return here
        found = {self._places[id(each)]: each for each in (*here, *wide)}
        return [found[place] for place in sorted(found)]

    def add(self, draft: Draft) -> None:
        self._places[id(draft)] = len(self.drafts)
        self.drafts.append(draft)
        self.moved(draft)

    def moved(self, draft: Draft) -> None:
        """A telling that was filled up may have another day now."""
        here = self._days.setdefault(draft.when.first_day, [])
        if not any(each is draft for each in here):
            here.append(draft)
        wide = _any_day(draft) or draft.when.last_day > draft.when.first_day
        if wide and not any(each is draft for each in self._wide):
            self._wide.append(draft)


def _any_day(draft: Draft) -> bool:
    return draft.when.precision in ("month", "year") or draft.status in ("postponed", "cancelled")


def stale(draft: Draft, published: dt.date | None) -> bool:
    """Long past when the page was printed: told as background, not as news of the day."""
    if published is None or draft.when.rrule or draft.status != "confirmed":
        return False
    strong = "head" in draft.marks and draft.marks & {"verb open", "verb close", "verb hold", "verb visit"}
    days = 7 if draft.kind == "deadline" else 400 if draft.when.precision == "month" or strong else 45
    return draft.when.last_day < published - dt.timedelta(days)


def _alike(first: str, second: str) -> bool:
    a, b = names.normal(first), names.normal(second)
    return bool(a) and bool(b) and (a in b or b in a or names.likeness(first, second) >= ALIKE)


def _same(first: Draft, second: Draft) -> bool:
    if first.kind != second.kind:
        return False
    if first.parent and second.parent is None and first.parent == second.title:
        return False
    a, b = first.when, second.when
    if first.language != second.language and abs(first.sentence.paragraph - second.sentence.paragraph) <= 2:
        return a.start == b.start and (a.rrule or "")[:18] == (b.rrule or "")[:18]
    timed = a.precision == b.precision == "time"
    if timed and isinstance(a.start, dt.datetime) and isinstance(b.start, dt.datetime):
        if a.start != b.start and a.first_day == b.first_day:
            return False
        if a.start.time() != b.start.time() and not (a.rrule or b.rrule):
            return False
    if bool(a.rrule) != bool(b.rrule) and a.first_day != b.first_day:
        return False
    near = a.first_day == b.first_day
    if a.precision in ("month", "year") or b.precision in ("month", "year"):
        near = (a.first_day.year, a.first_day.month) == (b.first_day.year, b.first_day.month)
    if not near and a.end is not None and not a.rrule and first.rule != "row":
        near = (
            a.first_day <= b.first_day <= a.last_day and b.end is None and b.precision == "day" and second.rule != "row"
        )
    moved = {first.status, second.status} & {"postponed", "cancelled"} and (
        _day(first.previous) == b.first_day or _day(second.previous) == a.first_day
    )
    if not (near or moved):
        return False
    if first.rule == second.rule == "row" and near and names.normal(first.title) != names.normal(second.title):
        return False
    exact = names.likeness(first.title, second.title)
    if near and not moved and a.first_day == b.first_day and {first.rule, second.rule} & {"row"}:
        return exact >= 0.75 or names.normal(first.title) == names.normal(second.title)
    return _alike(first.title, second.title)


def _day(value: dt.date | dt.datetime | None) -> dt.date | None:
    return value.date() if isinstance(value, dt.datetime) else value


def _join(kept: Draft, other: Draft) -> None:
    """Fill up what the first telling lacks; the day told with more exactness wins."""
    if other.previous is not None and kept.previous is None and _day(other.previous) == kept.when.first_day:
        kept.when, kept.previous, kept.status, kept.start_span = (
            other.when,
            other.previous,
            other.status,
            other.start_span,
        )
    elif kept.when.rrule and not other.when.rrule and kept.when.precision != "time":
        # "The council meets on the first Tuesday" on the page of one meeting: the meeting is what is told.
        kept.when, kept.start_span, kept.title, kept.title_span = (
            other.when,
            other.start_span,
            other.title,
            other.title_span,
        )
    elif (
        kept.when.precision != "time"
        and other.when.precision == "time"
        and kept.when.end is None
        and not kept.when.rrule
    ):
        kept.when, kept.start_span = other.when, other.start_span
    elif kept.when.end is None and other.when.end is not None and kept.when.precision == other.when.precision:
        kept.when, kept.phase = replace(kept.when, end=other.when.end), None
    if (
        len(names.normal(other.title)) > len(names.normal(kept.title))
        and names.normal(other.title).endswith(names.normal(kept.title))
        and "verb" in " ".join(other.marks)
    ):
        kept.title, kept.title_span = other.title, other.title_span
    if not kept.place and other.place:
        kept.place, kept.place_span = other.place, other.place_span
    if kept.status == "confirmed" and other.status != "confirmed":
        kept.status = other.status
    kept.organizer = kept.organizer or other.organizer
    kept.contact = kept.contact or other.contact
    kept.price = kept.price or other.price
    kept.marks |= other.marks | {"twice"}


def categories_of(draft: Draft, words: Lexicon) -> tuple[str, ...]:
    """The kinds of happening its name tells, the leading one first."""
    folded = words.folded(draft.title)
    found = [name for name, pattern in words.categories.items() if pattern.search(folded)]
    if draft.kind == "deadline":
        found = ["deadline", *(name for name in found if name != "deadline")]
    elif draft.rule == "stop":
        found = ["notice", *(name for name in found if name != "notice")]
    return tuple(dict.fromkeys(found))[:3]


def details(draft: Draft, words: Lexicon) -> None:
    """Organizer, contact and price, when the sentence tells them."""
    text = draft.sentence.text
    folded = words.folded(text)
    for name, pattern in (("organizer", words.organizer), ("contact", words.contact), ("price", words.price)):
        if getattr(draft, name) is None and (found := pattern.search(folded)):
            group = next((i for i in range(1, (found.re.groups or 0) + 1) if found[i]), 0)
            if group:
                setattr(draft, name, text[found.start(group) : found.end(group)].strip() or None)


def mention(draft: Draft, article: Article, document: Document) -> Mention:
    """A draft as the record of what one article says."""
    words = lexicon(draft.language)
    details(draft, words)
    spans: dict[str, tuple[Span, ...]] = {}
    for name, span in (
        ("title", draft.title_span),
        ("start", draft.start_span),
        ("end", draft.end_span),
        ("place", draft.place_span),
    ):
        if span is not None and (found := article.origin.spans(span)):
            spans[name] = found
    published = article.published or document.published
    return Mention(
        facts=Facts(
            title=draft.title,
            when=draft.when,
            phase=draft.phase,
            place=draft.place or None,
            status=draft.status,
            kind=draft.kind,
            categories=categories_of(draft, words),
            organizer=draft.organizer,
            contact=draft.contact,
            price=draft.price,
            url=draft.url or article.url,
            previous_start=draft.previous,
            language=document.language,
        ),
        article=article.id,
        evidence=draft.sentence.text,
        confidence=confidence.of(draft, published),
        spans=spans,
        rules=tuple(dict.fromkeys(draft.rules)),
        source=document.source,
        published=published,
        parent=draft.parent,
        foreign_id=draft.foreign_id,
    )


# --- what the format states -------------------------------------------------------------------------------


def _sane(stated: Structured) -> bool:
    when = stated.facts.when
    return bool(stated.facts.title.strip()) and when is not None and 1990 < when.first_day.year < 2100


def merged(told: list[Mention], document: Document, articles: tuple[Article, ...]) -> list[Mention]:
    """Prose beside what the format states: the statement wins, prose fills it up, nothing is doubled."""
    stated = [s for s in document.structured if _sane(s)]
    if not stated:
        return told
    out: list[Mention] = []
    left = list(told)
    for s in stated:
        twins = [m for m in left if _told_of(s.facts, m.facts)]
        left = [m for m in left if m not in twins]
        out.append(_from_structured(s, twins[0] if twins else None, document, articles))
    return [*out, *left]


def _told_of(stated: Facts, told: Facts) -> bool:
    if told.kind != stated.kind or told.when is None or stated.when is None:
        return False
    if told.when.first_day != stated.when.first_day:
        return False
    if told.when.precision == stated.when.precision == "time" and told.when.start != stated.when.start:
        return _alike(stated.title, told.title) and names.likeness(stated.title, told.title) >= 0.8
    return _alike(stated.title, told.title) or told.when.start == stated.when.start


def _from_structured(s: Structured, twin: Mention | None, document: Document, articles: tuple[Article, ...]) -> Mention:
    facts = s.facts
    home = (
        twin.article
        if twin
        else next((a.id for a in articles if _alike(a.headline, facts.title)), articles[0].id if articles else "a1")
    )
    evidence = twin.evidence if twin else ""
    if not evidence and s.span is not None:
        evidence = re.sub(r"\s+", " ", document.text[s.span.start : s.span.end])[:400].strip()
    evidence = evidence or facts.title
    if twin:
        t = twin.facts
        when = facts.when
        if when is not None and t.when is not None and when.precision == "day" and t.when.precision == "time":
            when = t.when
        elif (
            when is not None
            and t.when is not None
            and when.end is None
            and t.when.end is not None
            and when.precision == t.when.precision
        ):
            when = replace(when, end=t.when.end)
        facts = replace(
            facts,
            when=when,
            place=facts.place or t.place,
            status=t.status if facts.status == "confirmed" else facts.status,
            organizer=facts.organizer or t.organizer,
            contact=facts.contact or t.contact,
            price=facts.price or t.price,
            url=facts.url or t.url,
            categories=facts.categories or t.categories,
        )
    if not facts.categories:
        words = lexicon(document.language or "en")
        folded = words.folded(facts.title)
        facts = replace(facts, categories=tuple(n for n, p in words.categories.items() if p.search(folded))[:3])
    facts = replace(facts, language=facts.language or document.language)
    return Mention(
        facts=facts,
        article=home,
        evidence=evidence,
        confidence=0.97,
        spans=twin.spans if twin else ({"title": (s.span,)} if s.span else {}),
        rules=(f"structured: {s.syntax}", *(twin.rules if twin else ())),
        source=document.source,
        published=document.published,
        foreign_id=s.foreign_id,
    )


__all__ = ["When", "mention", "merged", "once"]
