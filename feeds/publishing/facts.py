"""What every format says of an event, said once: its title with its marks, its days, its words."""

from __future__ import annotations

import datetime as dt
import re
from html import escape
from urllib.parse import urlsplit

from feeds.publishing import words
from feeds.publishing.recurrence import final_day, first_and_last, occurrences, readable, until
from feeds.publishing.setting import Setting
from feeds.publishing.text import clean, line
from feeds.records import Event, Mention, When

#: How long a cancelled event is still told, counted from its day.
KEPT_CANCELLED = dt.timedelta(days=30)
_ONE_DAY = dt.timedelta(days=1)
_WEB = re.compile(r"https?://[^\s\"<>]+$", re.I)
#: Every format wants a title.
UNTITLED = "—"


def language(event: Event, setting: Setting) -> str:
    """The language of the event's words, in which ours are said too."""
    return event.facts.language or setting.feed.language or setting.site.language


def title(event: Event, setting: Setting) -> str:
    """The title as a subscriber sees it: phase, deadline and fate told unless the feed wants the status alone."""
    facts = event.facts
    spoken = language(event, setting)
    text = line(facts.title) or UNTITLED
    if facts.phase and facts.kind == "event" and not _told(text, facts.phase):
        text = words.say(spoken, facts.phase, text)
    if facts.kind == "deadline":
        text = words.say(spoken, "deadline", text)
    if facts.status in ("cancelled", "postponed") and setting.feed.cancelled != "keep":
        text = words.say(spoken, facts.status, text)
    return text


def categories(event: Event, setting: Setting) -> list[str]:
    """In the words of the event's language, each once."""
    spoken = language(event, setting)
    told = (line(words.category(spoken, category)) for category in event.facts.categories)
    return list(dict.fromkeys(filter(None, told)))


def _told(text: str, phase: str) -> bool:
    marks = {"opening": "开幕|開幕|启动|opening|открыти|ашыл", "closing": "闭幕|閉幕|closing|закрыти|жабыл"}
    return re.search(marks[phase], text, re.I) is not None


def moment(when: When, kind: str) -> When:
    """The When that calendars show: a deadline stands on its last moment, a rule starts on one of its own days."""
    if kind == "deadline" and when.end is not None and not when.rrule and when.precision in ("time", "day"):
        if not isinstance(when.end, dt.datetime) or when.end.time() == dt.time():
            # 24:00 is the end of a day and would show on the next one as a moment.
            return When(when.last_day, None, when.timezone, "day")
        return When(when.end, None, when.timezone, when.precision)
    if when.end is not None and when.end <= when.start:
        when = When(when.start, None, when.timezone, when.precision, when.rrule, when.exdates)
    if not when.rrule:
        return when
    if not readable(when.rrule, when.first_day):
        return When(when.start, when.end, when.timezone, when.precision)
    return _on_its_own_day(when)


def _on_its_own_day(when: When) -> When:
    """DTSTART counts as an occurrence in most clients, also when its rule would leave it out."""
    plain = When(when.first_day, rrule=when.rrule)
    first = next(occurrences(plain, plain.first_day, dt.date(9999, 12, 1)), None)
    if first is None or first[0] == when.first_day:
        return when
    ahead = first[0] - when.first_day
    end = None if when.end is None else when.end + ahead
    return When(when.start + ahead, end, when.timezone, when.precision, when.rrule, when.exdates)


def teller(event: Event) -> Mention | None:
    """The mention that the current facts stand on: that of the newest revision an article made."""
    for revision in reversed(event.revisions):
        for mention in event.mentions:
            if mention.article == revision.source:
                return mention
    return event.mentions[0] if event.mentions else None


def former_place(event: Event) -> str | None:
    """Where it was to be before an article moved it; not what was told anew more exactly, nor what a person mended."""
    articles = {mention.article for mention in event.mentions}
    for revision in reversed(event.revisions):
        for change in revision.changes:
            if change.field != "place":
                continue
            before, after = change.before or "", change.after or ""
            moved = revision.source in articles and after == event.facts.place
            return before if moved and before and before not in after and after not in before else None
    return None


def first_told(event: Event) -> dt.date | dt.datetime | None:
    """When it was printed first; never the event's own day."""
    days = [mention.published for mention in event.mentions[:1] if mention.published]
    return days[0] if days else (event.created if event.revisions else None)


def last_day_told(event: Event, setting: Setting) -> str | None:
    """The last day in words, for whoever distrusts half-open ranges; None when there is but one."""
    when = event.facts.when
    if when is None or event.facts.kind == "deadline":
        return None
    spoken = language(event, setting)
    if when.rrule:
        last = until(when.rrule)
        return words.say(spoken, "until", words.day(spoken, last)) if last else None
    first, last = first_and_last(when)
    if first == last or when.precision not in ("time", "day"):
        return None
    return words.say(spoken, "through", words.day(spoken, first), words.day(spoken, last))


def description(event: Event, setting: Setting, *, link: str = "", place: bool = False) -> str:
    """Plain text: the sentence it was read from, the paper and its date, the days in words, who asks and tells."""
    facts, spoken = event.facts, language(event, setting)
    told = teller(event)
    lines: list[str] = []
    if told and told.evidence and setting.paper(told.source).show != "link":
        lines.append(line(told.evidence))
    if told and told.source:
        paper = line(setting.paper(told.source).title or told.source)
        lines.append(
            words.say(spoken, "printed", paper, words.day(spoken, told.published)) if told.published else paper
        )
    if days := last_day_told(event, setting):
        lines.append(days)
    if facts.previous_start is not None and facts.status != "cancelled":
        lines.append(words.say(spoken, "was", words.day(spoken, facts.previous_start)))
    if facts.status == "postponed":
        lines.append(words.say(spoken, "undecided"))
    if former := former_place(event):
        lines.append(words.say(spoken, "was_at", line(former)))
    named = ("place", "organizer", "contact", "price") if place else ("organizer", "contact", "price")
    for name in named:
        if value := getattr(facts, name):
            lines.append(words.say(spoken, name, line(value)))
    lines += [line(text) for text in (facts.url, link) if text]
    return clean("\n".join(lines))


def described(event: Event, setting: Setting, *, link: str = "") -> str:
    """The same in HTML, for apps that show it beside plain text: its addresses can be pressed. None of it is markup
    that somebody else wrote, so that a sanitiser finds nothing to take away.
    """
    pages = {line(text) for text in (event.facts.url, link) if text and _WEB.match(text)}
    parts = []
    for text in description(event, setting, link=link).split("\n"):
        shown = escape(text)
        if text in pages:
            host = urlsplit(text).hostname or text
            shown = f'<a href="{shown}">{escape(host)}</a>'
        parts.append(f"<p>{shown}</p>")
    return "".join(parts)


def linked(event: Event) -> bool:
    """Whether it has a page of its own in the web, where one registers or reads more."""
    return event.facts.url is not None and _WEB.match(event.facts.url) is not None


def expires(event: Event, setting: Setting) -> dt.date | None:
    """The first day on which the feed no longer tells it; None for ever."""
    if event.facts.status != "cancelled" or event.facts.when is None:
        return None
    last = final_day(event.facts.when)
    if setting.feed.cancelled == "drop":
        return dt.date.min
    return last + KEPT_CANCELLED + _ONE_DAY if last < dt.date(9999, 1, 1) else None
