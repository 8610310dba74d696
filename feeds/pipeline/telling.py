"""What one page says, told to the store: one transaction, all of it or nothing.

Articles are matched with the entries we have, mentions with the events we know; merging decides, the store writes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace

from feeds import merging
from feeds.merging import articles, identity, programmes
from feeds.pipeline.revising import Changed, Changes, keys, mint, revise
from feeds.records import Article, Entry, Event, Mention, Problem, Reading, Revision, Span
from feeds.store import Writing

#: Pages with more articles than this are compared with their former state by shared words alone.
FEW = 40
#: Titles of one article that each of its mentions remembers.
BESIDE = 8


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for every mention of one page."""

    site: str
    at: dt.datetime
    timezone: str
    #: The stored document's id, and those of the page's former states that it replaces.
    document: str
    former: str | None
    #: Under which pages of nearly the same text are one: the source, or "" for files of no source.
    scope: str
    #: The same bytes read by other rules: what they no longer find is gone.
    again: bool = False
    #: A later state of the page is stored; only what that no longer tells is still this one's.
    superseded: bool = False


class Telling:
    def __init__(self, writing: Writing, reading: Reading, context: Context) -> None:
        self.writing, self.reading, self.context = writing, reading, context
        self.changes = Changes()
        self.problems: list[Problem] = []
        #: The events this page speaks of, in order.
        self.uids: dict[str, None] = {}
        self._after: list[tuple[Mention, Entry]] = []

    def tell(self) -> None:
        for position, (article, entry) in enumerate(self._assigned()):
            if self.context.again and self._taken_over(entry):
                continue
            stored = self._store_entry(position, article, entry)
            said = programmes.linked(
                [each for each in self.reading.mentions if each.article == article.id], article.headline
            )
            beside = dict.fromkeys(each.facts.title for each in said)
            self._match_mentions(stored, [self._prepared(each, stored, tuple(beside)) for each in said])
        # Festivals before the rows of their programmes, and days before changes that name none.
        self._after.sort(key=lambda pair: (pair[0].facts.when is None, pair[0].parent is not None))
        for mention, entry in self._after:
            self._place(mention, entry)

    def _taken_over(self, entry: Entry | None) -> bool:
        """Whether a later page tells this article now: by reading the earlier one again it must not go back."""
        return self.context.superseded if entry is None else entry.document != self.context.document

    # --- articles ------------------------------------------------------------------------------------------

    def _assigned(self) -> list[tuple[Article, Entry | None]]:
        """Each article with the entry it already is: of equal words first, then the likest."""
        found = self.reading.articles
        candidates = [self._candidates(article) for article in found]
        scored = sorted(
            (
                (-self._likeness(article, entry), i, entry.id, entry)
                for i, (article, near) in enumerate(zip(found, candidates, strict=True))
                for entry in near
            ),
            key=lambda each: each[:3],
        )
        assigned: dict[int, Entry] = {}
        taken: set[str] = set()
        for score, i, id, entry in scored:
            if score < 0 and i not in assigned and id not in taken:
                assigned[i] = entry
                taken.add(id)
        return [(article, assigned.get(i)) for i, article in enumerate(found)]

    def _candidates(self, article: Article) -> list[Entry]:
        near = {entry.id: entry for entry in self.writing.near_entries(self._entry_keys(article))}
        former = self._former()
        if len(former) * len(self.reading.articles) <= FEW * FEW:
            near.update((entry.id, entry) for entry in former)
        return list(near.values())

    def _former(self) -> list[Entry]:
        if not hasattr(self, "_former_entries"):
            ids = [self.context.document] if self.context.again else []
            ids += [self.context.former] if self.context.former else []
            self._former_entries = [entry for id in ids for entry in self.writing.entries_of(id)]
        return self._former_entries

    def _likeness(self, article: Article, entry: Entry) -> float:
        same_page = entry.document in (self.context.former, self.context.document)
        return articles.same(article, entry.article, same_page=same_page)

    def _entry_keys(self, article: Article) -> list[int]:
        return identity.sketch(article.text or article.headline, f"{self.context.scope}\n{self._published(article)}")

    def _published(self, article: Article) -> dt.date | None:
        return article.published or self.reading.document.published

    def _store_entry(self, position: int, article: Article, known: Entry | None) -> Entry:
        document, context = self.reading.document, self.context
        published = self._published(article)
        entry = Entry(
            id=known.id if known else self._mint_entry(article, published),
            article=article,
            source=document.source,
            language=document.language or "und",
            published=published,
            timezone=context.timezone,
            created=known.created if known else context.at,
            updated=context.at,
            url=article.url or document.url,
            document=context.document,
        )
        digest = entry_digest(entry)
        if known is None:
            self.writing.add_entry(entry, position=position, digest=digest, keys=self._entry_keys(article))
            self.changes.entries_added += 1
        elif digest != self.writing.entry_digest(known.id):
            self.writing.change_entry(entry, position=position, digest=digest, keys=self._entry_keys(article))
            self.changes.entries_changed += 1
        else:
            self.writing.place_entry(entry, position)
        return entry

    def _mint_entry(self, article: Article, published: dt.date | None) -> str:
        source, text, count = self.reading.document.source, article.text or article.headline, 0
        while True:
            id = identity.mint_entry(self.context.site, source, published, text, count)
            if not self.writing.has_entry(id):
                return id
            count += 1

    # --- mentions ------------------------------------------------------------------------------------------

    def _prepared(self, mention: Mention, entry: Entry, titles: tuple[str, ...]) -> Mention:
        return replace(
            mention,
            article=entry.id,
            source=entry.source,
            published=entry.published,
            headline=entry.article.headline,
            beside=tuple(each for each in titles if each != mention.facts.title)[:BESIDE],
            at=self.context.at,
        )

    def _match_mentions(self, entry: Entry, said: list[Mention]) -> None:
        """Mentions the entry already had keep their event; the others find theirs when all pages' articles are in."""
        stored = [(uid, each) for uid, each in self.writing.mentions_of(entry.id) if merging.VANISHED not in each.rules]
        uids = {each.id: uid for uid, each in stored}
        found = articles.pairs([each for _, each in stored], said)
        for old, new in found:
            uid = uids[old.id]
            self.uids[uid] = None
            now = replace(new, id=old.id, at=old.at, pinned=old.pinned)
            if now != old:
                assert old.id is not None
                before = self.writing.event(uid)
                self.writing.change_mention(old.id, now)
                self._revise(before, entry, "read again" if self.context.again else "the page was changed", now)
        paired = {old.id for old, _ in found}
        for uid, old in stored:
            if old.id not in paired:
                self._lost(uid, old, entry)
        new_ones = {id(new) for _, new in found}
        self._after += [(each, entry) for each in said if id(each) not in new_ones]

    def _lost(self, uid: str, old: Mention, entry: Entry) -> None:
        """A sentence that is no longer there was still printed once; one that is no longer believed goes."""
        assert old.id is not None
        if self.context.again:
            before = self.writing.event(uid)
            self.writing.remove_mention(old.id)
            self._revise(before, entry, "today's rules no longer read it")
        elif merging.GONE not in old.rules:  # its spans point into the former state of the page
            self.writing.change_mention(old.id, replace(old, spans={}, rules=(*old.rules, merging.GONE)))

    def _place(self, mention: Mention, entry: Entry) -> None:
        known = self.writing.near(identity.probes(mention))
        decision = merging.decide(mention, known)
        if isinstance(decision, merging.Unknown):
            self.problems.append(Problem(_span(mention), f"“{mention.facts.title}” {decision.why}"))
            return
        if isinstance(decision, merging.Add):
            self._add(mention, entry, decision)
            return
        uid = decision.event.uid
        self.uids[uid] = None
        self.writing.add_mention(uid, mention)
        self.writing.touch_entry(entry.id)
        why = f"{decision.match.why} ({decision.match.score:.2f})"
        if not self._revise(decision.event, entry, why, mention):
            self.changes.kept += 1

    def _add(self, mention: Mention, entry: Entry, decision: merging.Add) -> None:
        uid, parent = mint(self.writing, self.context.site, decision.facts), self._parent(mention)
        self.uids[uid] = None
        if self.writing.has_event(uid):  # it was told before, then taken back, and is told again
            before = self.writing.event(uid)
            self.writing.add_mention(uid, mention)
            self._revise(before, entry, "told again", mention)
            return
        revision = Revision(0, self.context.at, (), because(entry, "first told"), entry.id)
        event = Event(uid, decision.facts, (mention,), (revision,), parent=parent, confidence=decision.confidence)
        self.writing.add_event(event, keys(event))
        self.writing.add_mention(uid, mention)
        self.writing.touch_entry(entry.id)
        self.changes.events.append(Changed(None, event))

    def _parent(self, mention: Mention, row: str = "") -> str | None:
        """The UID of the festival whose programme names this, among what this page told and what is known."""
        if not mention.parent:
            return None
        asked = replace(mention, facts=replace(mention.facts, title=mention.parent), parent=None, foreign_id=None)
        near = {event.uid: event for event in self.writing.near(identity.probes(asked))}
        near.update((uid, self.writing.event(uid)) for uid in self.uids if uid not in near)
        found = merging.find_parent(mention.parent, list(near.values()), Event(row, mention.facts))
        return found.uid if found else None

    def _revise(self, before: Event, entry: Entry, why: str, mention: Mention | None = None) -> bool:
        parent = self._parent(mention, before.uid) if mention is not None else None
        done = revise(
            self.writing, before, at=self.context.at, because=because(entry, why), source=entry.id, parent=parent
        )
        if done is not None:
            self.changes.events.append(done)
        return done is not None


def because(entry: Entry, why: str) -> str:
    """Which article says so, and why it is taken to speak of this event: for people."""
    day = f", {entry.published}" if entry.published else ""
    return f"{entry.source}{day}: {entry.article.headline or '…'} — {why}"


def entry_digest(entry: Entry) -> str:
    """Of all that a reader of the feed sees of an article."""
    article = entry.article
    parts = [article.headline, article.kicker, article.deck, *article.bylines, article.text]
    parts += [str(entry.published), entry.url, entry.language, entry.timezone]
    return hashlib.sha256("\n\0".join(part or "" for part in parts).encode(errors="replace")).hexdigest()


def _span(mention: Mention) -> Span:
    spans = mention.spans.get("status") or mention.spans.get("title") or (Span(0, 0),)
    return spans[0]
