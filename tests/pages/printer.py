"""One page in every format people have: as text, HTML, Markdown, Word, OpenDocument, PDF, a letter, a picture."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape

import docx
from odf.opendocument import OpenDocumentText
from odf.text import H, P

from tests.pages.newspaper import HEIGHT, WIDTH, Sheet, print_pdf


@dataclass(frozen=True)
class Story:
    headline: str
    paragraphs: tuple[str, ...]


Page = tuple[Story, ...]


def text(page: Page) -> bytes:
    return "\n\n\n".join("\n\n".join((story.headline, *story.paragraphs)) for story in page).encode()


def markdown(page: Page) -> bytes:
    return "\n\n".join("\n\n".join((f"## {story.headline}", *story.paragraphs)) for story in page).encode()


def html(page: Page) -> bytes:
    body = "".join(
        f"<section><h2>{escape(story.headline)}</h2>" + "".join(f"<p>{lines(p)}</p>" for p in story.paragraphs)
        for story in page
    )
    return f"<!doctype html><html><head><meta charset=utf-8></head><body><main>{body}</main></body></html>".encode()


def lines(paragraph: str) -> str:
    return "<br>".join(map(escape, paragraph.split("\n")))


def word(page: Page) -> bytes:
    paper = docx.Document()
    for story in page:
        paper.add_heading(story.headline, level=2)
        for paragraph in story.paragraphs:
            paper.add_paragraph(paragraph)
    return saved(paper.save)


def odt(page: Page) -> bytes:
    paper = OpenDocumentText()
    for story in page:
        paper.text.addElement(H(outlinelevel=2, text=story.headline))
        for paragraph in story.paragraphs:
            paper.text.addElement(P(text=paragraph))
    return saved(paper.save)


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    out = io.BytesIO()
    save(out)
    return out.getvalue()


def letter(page: Page) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "news@paper.example", "readers@paper.example"
    message["Subject"], message["Date"] = page[0].headline, "Thu, 16 Jan 2025 08:00:00 +0800"
    message.set_content(text(page).decode())
    message.add_alternative(html(page).decode(), subtype="html")
    return message.as_bytes()


def sheet(page: Page) -> Sheet:
    """Two columns, a story below the other."""
    made = Sheet()
    y = 40.0
    for story in page:
        y = made.article(story.headline, list(story.paragraphs), x=40, y=y, columns=2, measure=310) + 22
    assert y < HEIGHT, "the page is full"
    return made


def pdf(page: Page) -> bytes:
    return print_pdf([sheet(page)], "by row")


def picture(page: Page, font: str, scale: float = 3.0) -> bytes:
    """The printed page as a camera sees it."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("L", (int(WIDTH * scale), int(HEIGHT * scale)), 245)
    draw = ImageDraw.Draw(image)
    for x, y, size, words in sheet(page).calls:
        draw.text((x * scale, y * scale), words, font=ImageFont.truetype(font, int(size * scale)), fill=20, anchor="ls")
    return saved(lambda out: image.save(out, "PNG"))


PRINTERS: dict[str, Callable[[Page], bytes]] = {
    "txt": text, "md": markdown, "html": html, "docx": word, "odt": odt, "eml": letter, "pdf": pdf,
}  # fmt: skip
