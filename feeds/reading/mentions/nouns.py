"""What a verb-first language tells without a verb of happening: fixtures of teams, and a noun beside its day."""

from __future__ import annotations

import re

from feeds.reading.mentions import names
from feeds.reading.mentions.drafts import CLOCK, UNTIL
from feeds.reading.mentions.phrase import Phrases


class Nouns(Phrases):
    """The frames of one sentence that need no verb."""

    def _fixtures(self) -> bool:
        """Vale travel to Ashby Green this Saturday and host Market Dunton on 24 May."""
        if not self.sentence.moments:
            return False
        found = sorted(
            [*self.lexicon.away.finditer(self.text), *self.lexicon.home.finditer(self.text)], key=lambda m: m.start()
        )
        sport = self.lexicon.sport.search(self.context.headline + " " + self.text)
        if (
            not found
            or not sport
            or not re.search(
                r"(?i)\btravels?\b|\bhosts?\b|\bentertain|\baway (?:at|to)\b|\bat home\b|\bat\b", self.text
            )
        ):
            return False
        team = ""
        done = False
        for i, fixture in enumerate(found):
            end = found[i + 1].start() if i + 1 < len(found) else len(self.text)
            times = self._usable(fixture.end(), end) or self._usable(0, fixture.start())
            own = (fixture["away"] if fixture.re is self.lexicon.away else fixture["home"]) or team
            own = re.sub(r"^(?:and|then|The)\s+", "", own or "").strip()
            if self.lexicon.team.search(own) and " at " in fixture[0]:
                continue  # Boys basketball at Sterling: the row's own name
            other = fixture["home"] if fixture.re is self.lexicon.away else fixture["away"]
            if not own or not times or not other or re.search(r"\b(?:meeting|service|concert|lunch)\b", own, re.I):
                continue
            team = own
            home, away = (other, own) if fixture.re is self.lexicon.away else (own, other)
            where = self._where(fixture.end(), end)
            span = (fixture.start("home"), fixture.end("home")) if fixture.re is self.lexicon.away else None
            self._emit(
                fixture,
                "hold",
                "fixture",
                times,
                f"{home.strip()} v {away.strip()}",
                None,
                where or span,
                0,
                len(self.text),
                None,
            )
            done = True
        return done and bool(self.drafts)

    def _nominal(self) -> None:
        """The Remembrance Sunday service at the War Memorial on 9th November: a happening without a verb."""
        for at in self._usable(0, len(self.text)):
            if at in self.taken or self.sentence.moments[at].kind in (CLOCK, UNTIL):
                continue
            low = max(self.text.rfind(c, 0, at) for c in ";:.") + 1
            if self._behind(at):
                return
            near = max(low, at - 200)  # a sentence without end must not be searched from its start each time
            heads = [h for h in self.lexicon.heads.finditer(self.text, near, at) if at - h.end() < 70]
            if not heads:
                continue
            head = heads[-1]
            for other in reversed(heads):
                if not self.lexicon.venue_last.search(other[0]) or other is heads[0]:
                    head = other
                    break
            begin = self._np_start(low, head.start())
            end = head.end()
            if of := re.match(
                r"\s+(?i:of|about|on|for|with|to)\s+(?i:the\s+)?[A-Z][^,;:\ue000-\ue005]*?(?=\s+(?:at|"
                r"on|in|to|will|is|was)\b|[,;:.]|\s*[\ue000-\ue005])",
                self.text[end:],
            ):
                end += of.end()
            a, b = names.clean(self.sentence, begin, end, self.lexicon)
            words = names.polish(self.sentence.words(a, b))
            following = list(self._usable(at, len(self.text)))
            before = [t for t in self._usable(low, at) if self.sentence.moments[t].kind == CLOCK and at - t < 25]
            if not any(self.sentence.moments[t].clock for t in following):
                following = before[-1:] + following  # the 8pm show on Friday
            self._emit(
                None,
                "nominal",
                "noun and day",
                following,
                words,
                (a, b),
                self._where(end, len(self.text)),
                low,
                len(self.text),
                None,
            )
            return

    def _behind(self, at: int) -> bool:
        """The June 14 concert by the orchestra: the noun right behind its day."""
        moment = self.sentence.moments[at]
        if not any(
            c.isdigit()
            for c in self.sentence.text[moment.span.start - self.sentence.start : moment.span.end - self.sentence.start]
        ):
            return False
        found = re.match(r"\s+(?:[a-z-]+\s+){0,2}?", self.text[at + 1 :])
        head = self.lexicon.heads.match(self.text, at + 1 + found.end()) if found else None
        if head is None or not self.text[:at].rstrip().endswith((" the", "The", "’s", "'s")):
            return False
        end = head.end()
        if by := re.match(
            r"\s+(?:by|of|with)\s+[^,.;:\ue000-\ue005]{3,50}?(?=\s+(?:at|in|on|is|was|will|has)\b|[,.;:]|$)",
            self.text[end:],
        ):
            end += by.end()
        a, b = names.clean(self.sentence, at + 1, end, self.lexicon)
        words = names.polish(self.sentence.words(a, b))
        self._emit(
            None,
            "nominal",
            "day and noun",
            [at],
            words,
            (a, b),
            self._where(end, len(self.text)),
            a,
            len(self.text),
            None,
        )
        return True
