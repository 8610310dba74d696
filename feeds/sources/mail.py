"""Mail: a newsletter as it arrived. Headers and footers are furniture, older mail quoted with ">" is a quote."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime

from feeds.errors import DocumentError
from feeds.records import Block, Document, Span
from feeds.sources import Part
from feeds.sources.encodings import decode

#: Attachments of one letter, and multiparts in multiparts, that are read.
MAX_ATTACHMENTS, MAX_NESTING = 50, 20
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
    r"[ \t]*(?:-- ?$|[=_*~-]{8,}[ \t]*$|(?:to )?unsubscribe\b|(?:you(?:'re| are)? receiv\w+ this|sent to \d"
    r"|this (?:e-?mail|message) was sent)"
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


def parts(data: bytes, name: str, **_: object) -> Iterator[Part | DocumentError]:
    """The attachments, each to be read by its own format; pictures that the letter shows inside its text are not."""
    message = email.message_from_bytes(data.lstrip(), _class=EmailMessage, policy=email.policy.default)
    if not message.is_multipart():
        return
    day, count = _day(message), 0
    for part in _leaves(message):
        label = f"{name}/{_filename(part) or f'{count + 1}'}"
        kind = part.get_content_type()
        content = _content(part)
        if not content.strip():
            continue
        count += 1
        if count > MAX_ATTACHMENTS:
            yield DocumentError(f"{name}: over {MAX_ATTACHMENTS} attachments; the others are not read, send them apart")
            return
        # The sender's program often knows no better than application/octet-stream; then the bytes and the name tell.
        yield Part(label, content, None if kind.startswith("application/") else kind, published=day)


def _leaves(message: Message) -> Iterator[Message]:
    """What is attached, at any depth of multiparts; a letter inside a letter is one attachment."""
    stack: list[tuple[Message, int]] = [(message, 0)]
    while stack:
        node, depth = stack.pop()
        if node.get_content_maintype() == "multipart" and depth < MAX_NESTING:
            inner = node.get_payload()
            children = inner if isinstance(inner, list) else []
            stack.extend((child, depth + 1) for child in reversed(children) if isinstance(child, Message))
        elif node.get_content_type() == "message/rfc822" or _attached(node):
            yield node


def _attached(part: Message) -> bool:
    if "attachment" in str(part.get("Content-Disposition", "")).lower():
        return True
    return bool(_filename(part)) and part.get_content_maintype() == "application"


def _filename(part: Message) -> str:
    """Its name as a word to show, never a path."""
    try:
        name = str(part.get_filename() or "")
    except (ValueError, TypeError, KeyError, AttributeError):  # the many ways a header can be broken
        return ""
    return " ".join(name.replace("\\", "/").rsplit("/", 1)[-1].split())[:120]


def _content(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        return inner[0].as_bytes() if isinstance(inner, list) and inner and isinstance(inner[0], Message) else b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


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
