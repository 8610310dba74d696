"""Posters and scans by OCR: the `ocr` extra (rapidocr, whose models are inside its wheel, so nothing is downloaded).

It finds lines with their boxes and how sure it is of the letters; `layout` puts them into reading order. The doubt is
kept on each block, and lowers the confidence of what is read there.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Any

from feeds.errors import DocumentError
from feeds.records import Document
from feeds.sources import layout
from feeds.sources.fragments import Fragment
from feeds.sources.layout import Leaf
from feeds.sources.printed import compose

#: A poster photographed with a good phone has 50 million.
MAX_PIXELS = 80_000_000
_MOST = f"{MAX_PIXELS // 10**6} million"
#: Longer sides are drawn smaller: the letters of a page stay readable, and memory bounded.
LONGEST = 4000
#: Letters less sure than this are noise: textures, logos.
UNSURE = 0.5
#: Of 255 steps from black to white: letters differ from their paper by more.
FLAT = 16
_REMEDY = "reading pictures needs the ocr extra: pip install 'feeds[ocr]'"


def read(
    data: bytes, name: str, *, language: str | None = None, url: str | None = None, charset: str | None = None
) -> Document:
    """The words of a picture. DocumentError when it is broken, huge, wordless, or OCR is not installed."""
    found = leaves(_pixels(data, name), name)
    if not found:
        raise DocumentError(f"{name}: no words in the picture; nothing to read")
    text, blocks = compose([found])
    return Document(name, _media_type(data), text, language, blocks=blocks, url=url)


def _media_type(data: bytes) -> str:
    kinds = {b"\x89P": "png", b"\xff\xd8": "jpeg", b"RI": "webp", b"GI": "gif", b"BM": "bmp"}
    return f"image/{kinds.get(data[:2], 'tiff')}"


def leaves(pixels: Any, name: str) -> list[Leaf]:
    """The lines of one picture (an array of rows, columns, colours) in reading order."""
    engine = _engine(name)
    if int(pixels.max()) - int(pixels.min()) < FLAT:
        return []  # an empty sheet, at which the models would look for ten seconds
    result, _ = engine(pixels)
    pieces = [_fragment(box, text, float(sure)) for box, text, sure in result or () if float(sure) >= UNSURE]
    pieces = [piece for piece in pieces if piece.text.strip()]
    if not pieces:
        return []
    return layout.arrange(pieces, _body(pieces))


def _fragment(box: Any, text: str, sure: float) -> Fragment:
    xs, ys = [float(x) for x, _ in box], [float(y) for _, y in box]
    height = (ys[3] - ys[0] + ys[2] - ys[1]) / 2
    # The box stands a little over the letters; they are what is compared with other sizes.
    return Fragment(text, min(xs), min(ys), max(xs), max(ys), (ys[2] + ys[3]) / 2, max(height * 0.8, 1.0), sure)


def _body(pieces: list[Fragment]) -> float:
    """The size of the middle letter: a poster has few lines, and its boxes are never quite alike."""
    sizes = sorted((piece.size, len(piece.text)) for piece in pieces)
    half, seen = sum(count for _, count in sizes) / 2, 0
    for size, count in sizes:
        seen += count
        if seen >= half:
            return size
    return sizes[-1][0]


def _pixels(data: bytes, name: str) -> Any:
    try:
        import numpy
        from PIL import Image, ImageOps
    except ImportError:
        raise DocumentError(f"{name}: {_REMEDY}") from None
    try:
        file = Image.open(io.BytesIO(data))
        if file.width * file.height > MAX_PIXELS:
            raise DocumentError(f"{name}: {file.width} x {file.height} points, more than {_MOST}; save it smaller")
        file.draft("RGB", (LONGEST, LONGEST))
        picture = ImageOps.exif_transpose(file).convert("RGB")
        picture.thumbnail((LONGEST, LONGEST))
        return numpy.asarray(picture)[:, :, ::-1]  # rapidocr takes what OpenCV does: blue, green, red
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise DocumentError(f"{name}: a picture of more than {_MOST} points; save it smaller") from None
    except DocumentError:
        raise
    except Exception as error:  # each of Pillow's formats raises what it likes
        raise DocumentError(f"{name}: no sound picture ({type(error).__name__}); save it anew") from None


def ready(name: str) -> None:
    """DocumentError with the remedy when OCR is not installed: before a page is drawn for it in vain."""
    _engine(name)


@cache
def _models() -> Any:
    """Loading the models takes a third of a second: once a process."""
    from rapidocr_onnxruntime import RapidOCR

    return RapidOCR()


def _engine(name: str) -> Any:
    try:
        return _models()
    except ImportError:
        raise DocumentError(f"{name}: {_REMEDY}") from None
