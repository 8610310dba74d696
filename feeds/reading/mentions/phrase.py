"""A sentence of a verb-first language taken apart: subjects, places and times around its verbs."""

from __future__ import annotations

import datetime as dt
import re

from feeds.reading.mentions import moments, names, vetoes
from feeds.reading.mentions.context import Context
from feeds.reading.mentions.drafts import CLOCK, SET, Draft, Moment, Sentence
from feeds.records import Status

_TIME = re.compile("[\ue000-\ue005]")
_STATUS: dict[str, Status] = {"moved": "postponed", "postponed": "postponed", "cancelled": "cancelled"}
#: What has an opening and a closing.
_LASTING = re.compile(
    r"(?i)festival|exhibition|fair|show|season|congress|conference|championship|games|week|market|display"
)
_LEAD = re.compile(
    r"^\s*(?:(?:on|at|from|in|this|by|next|starting|beginning|during|after|before|"
    r"following|since|for)\b[^,]{0,80},\s*|[\ue000-\ue005][\s,:–—-]*)",
    re.I,
)
_STOPWORD = re.compile(
    r"^(?:the|a|an|for|of|to|at|in|on|and|or|with|by|from|is|are|was|were|be|"
    r"been|will|that|this|these|those|it|its|his|her|their|our|my|your|"
    r"has|have|had|as|but|if|than|then|about|after|before|during|into|over|under|"
    r"up|out|off|who|which|what|when|where|why|how|said|says|all|any|"
    r"each|every|no|not|so|such|very|can|could|would|should|may|might|must|do|"
    r"does|did|i|you|he|she|we|they|there|here|last|next|also|see|join|us|"
    r"attend|attended|attending|hold|holding|host|hosting|confirm|note|per|plus|"
    r"including|like|via|until|while|because|arrangements|report|ahead)$",
    re.I,
)


class Phrases:
    """One sentence under reading."""

    def __init__(self, sentence: Sentence, context: Context) -> None:
        self.sentence, self.context, self.lexicon = sentence, context, context.lexicon
        self.text = sentence.masked
        self.quotes = names.quoted(self.text)
        self.refused = vetoes.refused_times(sentence, self.lexicon)
        self.taken: set[int] = set()
        self.drafts: list[Draft] = []

    def _usable(self, low: int, high: int) -> list[int]:
        return [at for at in sorted(self.sentence.moments) if low <= at < high and at not in self.refused]

    def _combined(self, at: list[int]) -> list[Moment]:
        found = [self.sentence.moments[i] for i in at]
        return moments.combine(found, self.sentence.text, self.sentence.start, self.context.day_for(self.sentence))

    def _times(self, trigger: re.Match[str], low: int, high: int) -> list[int]:
        after = self._usable(trigger.end(), high)
        if any(self.sentence.moments[at].kind != CLOCK for at in after):
            return after
        before = self._usable(low, trigger.start()) or [
            at for at in self._usable(0, trigger.start()) if at not in self.taken
        ]
        if any(self.sentence.moments[at].kind != CLOCK for at in before):
            return before + after
        return after or before or self._usable(low, high)

    def _subject(self, low: int, high: int) -> tuple[int, int] | None:
        text = self.text
        for _ in range(3):
            if not (found := _LEAD.match(text[low:high])) or low + found.end() >= high:
                break
            low += found.end()
        for joint in (" that ", " when ", " where ", " while ", " because "):
            if (cut := text.rfind(joint, low, high)) >= 0 and not names.within(self.quotes, cut):
                low = cut + len(joint)
        low = max(low, text.rfind(";", low, high) + 1)
        parts = [p for p in re.finditer(r"(?:[“\"][^”\"]*[”\"]|[^,;:])+", text[low:high]) if p[0].strip()]
        if not parts:
            return None
        pick = parts[-1]
        if len(parts) > 1 and (self._eventful(parts[0][0]) or not self._eventful(pick[0])):
            pick = parts[0]
        a, b = low + pick.start(), low + pick.end()
        for found in self.lexicon.inside.finditer(text, a, b):
            if (
                found.start() > a + 2
                and names.place(self.sentence, found.end(), b, self.lexicon)
                and self.lexicon.heads.search(text[a : found.start()])
            ):
                b = found.start()
                break
        while b > a and (_TIME.match(self.text[b - 1]) or self.text[b - 1].isspace()):
            b -= 1  # the meeting of January 22
        a, b = names.clean(self.sentence, a, b, self.lexicon)
        return (a, b) if b - a >= 3 else None

    def _eventful(self, words: str) -> bool:
        return bool(self.lexicon.heads.search(words)) or bool(names.quoted(words))

    def _where(self, low: int, high: int, kind: str = "") -> tuple[int, int] | None:
        weak: tuple[int, int] | None = None
        for found in self.lexicon.inside.finditer(self.text, low, high):
            if _TIME.match(self.text[found.end() : found.end() + 1]) or names.within(self.quotes, found.start()):
                continue
            where = names.place(self.sentence, found.end(), high, self.lexicon)
            if where is None:
                continue
            word = found[0].strip().casefold()
            if kind == "subject" and word not in ("at", "in", "inside", "outside"):
                continue  # a hearing on the Mill Commons plat
            words = self.text[where[0] : where[1]]
            strong = bool(self.lexicon.venue.search(words)) or bool(self.lexicon.room.match(words))
            if strong and word not in ("to", "from", "through", "into", "along", "near"):
                return where
            if word in ("along", "through", "into"):
                continue  # a parade along the pier
            if strong or word in ("at", "in") or (word == "to" and kind == "hold"):
                weak = weak or where
        if weak is None:
            for found in re.finditer(r",\s+", self.text[low:high]):
                begin = low + found.end()
                where = names.place(self.sentence, begin, high, self.lexicon)
                if where and self.lexicon.venue.search(self.text[where[0] : where[1]]):
                    return where
        return weak

    def _np_start(self, low: int, at: int) -> int:
        start = at
        for word in reversed(list(re.finditer(r"\S+", self.text[low:at]))):
            bare = word[0].strip(',.;:()“”"')
            if _STOPWORD.match(bare) or _TIME.search(word[0]) or word[0][-1] in ",;:.)":
                break
            if at - (low + word.start()) > 60:
                break
            start = low + word.start()
        return start

    def _emit(
        self,
        trigger: re.Match[str] | None,
        kind: str,
        rule: str,
        times: list[int],
        title: str,
        title_at: tuple[int, int] | None,
        where: tuple[int, int] | None,
        low: int,
        high: int,
        previous: Moment | None,
    ) -> None:
        head = self._eventful(title) or rule == "fixture"
        if reason := self._no_happening(trigger, kind, rule, times, title, head, low, high):
            return self._refuse(times, reason)
        published = self.context.published
        for at in moments.run(self._combined(times)):
            when = moments.when(at, self.context.timezone)
            if when is None:
                continue
            background = kind in ("nominal", "open", "close") and (not head or kind == "nominal")
            if background and published and when.first_day < published:
                self._refuse(times, "looking back")
                continue
            draft = Draft(title[0].upper() + title[1:], when, rule, self.sentence, language=self.lexicon.language)
            draft.start_span, draft.title_span = at.span, self.sentence.span(*title_at) if title_at else None
            if where:
                draft.place, draft.place_span = names.polish(self.sentence.words(*where)), self.sentence.span(*where)
            draft.marks |= {f"verb {kind}"} | ({"head"} if head else set()) | ({"place"} if where else set())
            draft.rules = [f"sentence: {rule}", *at.rules]
            if kind in ("open", "close") and when.end is None and _LASTING.search(title):
                draft.phase = "opening" if kind == "open" else "closing"
            draft.status = _STATUS.get(kind, "confirmed") if not when.rrule or kind != "moved" else "confirmed"
            if previous and previous.day and previous.day != when.first_day:
                draft.previous = dt.datetime.combine(previous.day, previous.clock) if previous.clock else previous.day
            self.drafts.append(draft)
        self.taken.update(times)
        return None

    def _no_happening(
        self,
        trigger: re.Match[str] | None,
        kind: str,
        rule: str,
        times: list[int],
        title: str,
        head: bool,
        low: int,
        high: int,
    ) -> str | None:
        """Why what was read tells no happening; None when it does."""
        # What is said of the subject in passing (the guard killed on Oct. 31) is no part of the telling.
        scope = self.text[low:high] if trigger is None else f"{title} {self.text[trigger.start() : high]}"
        if reason := vetoes.refused_clause(scope, self.lexicon, head and kind in ("open", "hold")):
            return reason
        begin = trigger.start() if trigger else high
        if self.lexicon.conditional.search(self.text, low, begin) or self.lexicon.left_open.search(scope):
            return "conditional or left open"
        if not 3 <= len(title) <= 90 or (self.lexicon.nameless(title) and rule != "fixture"):
            return "no name was found"
        if head or kind == "stop" or capitals(title):
            return None
        venue, season = self.lexicon.venue.search(title), self.lexicon.seasons.search(title)
        if kind in ("open", "close") and (venue or season):
            return None
        if kind == "hold" and trigger and "meet" in trigger[0].lower() and self.lexicon.body.search(title):
            return None  # the board meets
        if kind == "hold" and trigger and self._plainly_told(trigger, times, title):
            return None
        weekly = kind == "hold" and any(self.sentence.moments[t].kind == SET for t in times)
        return None if weekly and venue else "no happening is named"

    def _plainly_told(self, trigger: re.Match[str], times: list[int], title: str) -> bool:
        """Kindergarten round-up is Thursday, March 19, 8:30 a.m.: a day and an hour say that it happens."""
        at = self.sentence.moments.get(trigger.end())
        copula = re.fullmatch(r"(?:is|are|will be)\s+(?:on\s+)?", trigger[0], re.I)
        timed = at is not None and (at.clock is not None or any(self.sentence.moments[t].kind == CLOCK for t in times))
        return bool(copula) and timed and len(title.split()) <= 5

    def _refuse(self, times: list[int], reason: str) -> None:
        for at in times:
            self.refused.setdefault(at, reason)


def capitals(words: str) -> bool:
    """Is it a name by its capitals (the Penny Brook Lantern Regatta)?"""
    caps = re.findall(r"\b[A-Z][\w'’-]+", words)
    return len(caps) >= 2 and len(caps) * 2 >= len(words.split())
