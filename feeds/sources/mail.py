"""Mail: a newsletter as it arrived. Headers and footers are furniture, older mail quoted with ">" is a quote."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import re
from dataclasses import replace
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from feeds.records import Block, Document, Span
from feeds.sources.encodings import decode

_BLANK = re.compile(r"\n[ \t]*\n")
_PLAIN = ("", "7bit", "8bit", "binary")
_LINE = re.compile(r"[^\n]+")
_QUOTED = re.compile(r"[ \t]*>")
#: "On 3 March, Ann wrote:" stands above what is quoted.
_WROTE = re.compile(
    r"[ \t]*(?:On .{6,90} wrote:|.{0,60}(?:写道|寫道)[：:]|-{2,} ?(?:Original|Forwarded) [Mm]essage ?-{2,}"
    r"|-{2,} ?(?:原始邮件|转发邮件|原始郵件) ?-{2,}|.{4,80} (?:пишет|написал[аи]?):)[ \t]*$"
)
#: From here on a mail speaks of itself.
_FOOTER = re.compile(
    r"[ \t]*(?:-- ?$|[=_*~-]{8,}[ \t]*$|(?:to )?unsubscribe\b|(?:you(?:'re| are)? receiv\w+ this|sent to \d|this (?:e-?mail|message) was sent)"
    r"|退订|取消订阅|退訂|取消訂閱|отписаться)",
    re.I,
)
_FOOTER_WORDS = re.compile(
    r"unsubscribe|mailing list|subscribers|receiv\w+ this|view (?:it |this )?(?:in|online)|sent to|©|\(c\)|all rights"
    r"|退订|订阅|退訂|訂閱|отпис|подпис|sent from my|privacy",
    re.I,
)


def read(
    data: bytes, name: str, *, language: str | None = None, url: str | None = None, charset: str | None = None
) -> Document:
    message = email.message_from_bytes(data.lstrip(), _class=EmailMessage, policy=email.policy.default)
    subject, day = _subject(message), _day(message)
    if message.is_multipart() or str(message.get("Content-Transfer-Encoding", "")).strip().lower() not in _PLAIN:
        return _mime(message, name, subject, day, language, url)
    if message.get_content_type() == "text/html":
        return _mime(message, name, subject, day, language, url)
    text, problems = decode(data, name, charset or message.get_content_charset())
    gap = _BLANK.search(text, len(text) - len(text.lstrip()))
    head = gap.start() if gap else len(text)
    return Document(
        name,
        "message/rfc822",
        text,
        language,
        day,
        "printed" if day else None,
        (Block(Span(0, head), "furniture"), *_body(text, head)),
        title=subject,
        url=url,
        problems=problems,
    )


def _subject(message: EmailMessage) -> str | None:
    return " ".join(str(message.get("Subject") or "").split()) or None


def _day(message: EmailMessage) -> dt.date | None:
    """The day in the sender's own zone: what he would call the date of his letter."""
    try:
        return parsedate_to_datetime(str(message.get("Date"))).date()
    except (ValueError, TypeError, IndexError):
        return None


def _mime(
    message: EmailMessage, name: str, subject: str | None, day: dt.date | None, language: str | None, url: str | None
) -> Document:
    part = message.get_body(("plain",)) or message.get_body(("html",))
    payload = part.get_payload(decode=True) if part is not None else b""
    content = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset() if part is not None else None
    if part is not None and part.get_content_type() == "text/html":
        from feeds.sources import html

        page = html.read(content, name, language=language, url=url, charset=charset)
        return replace(
            page,
            media_type="message/rfc822",
            title=subject or page.title,
            published=day or page.published,
            published_from="printed" if day or page.published else None,
        )
    text, problems = decode(content, name, charset) if content else ("", ())
    return Document(
        name,
        "message/rfc822",
        text,
        language,
        day,
        "printed" if day else None,
        tuple(_body(text, 0)),
        title=subject,
        url=url,
        problems=problems,
    )


def _body(text: str, start: int) -> list[Block]:
    """Furniture and quotes; whatever is in no block is the letter itself."""
    lines = [(m.start(), m.end(), m[0]) for m in _LINE.finditer(text, start)]
    blocks: list[Block] = []
    foot = _foot(lines)
    for at, end, line in lines[:foot]:
        if _QUOTED.match(line):
            blocks.append(Block(Span(at, end), "quote"))
        elif _WROTE.match(line):
            blocks.append(Block(Span(at, end), "furniture"))
    if foot < len(lines):
        blocks.append(Block(Span(lines[foot][0], lines[-1][1]), "furniture"))
    return blocks


def _foot(lines: list[tuple[int, int, str]]) -> int:
    """Where the footer begins: a line of its kind, in the last third, with a footer's words after it."""
    for i in range(max(len(lines) * 2 // 3 - 2, 1), len(lines)):
        if _FOOTER.match(lines[i][2]):
            rest = " ".join(line for _, _, line in lines[i:])
            if lines[i][2].strip() == "--" or _FOOTER_WORDS.search(rest):
                return i
    return len(lines)
