"""The encodings of a body that lie beside it: the same bytes on every machine that has the same libraries."""

from __future__ import annotations

import zlib

from feeds.pipeline.manifest import File

#: Bodies past this are served as they are: to deflate them costs more than it saves.
TOO_LARGE = 64_000_000


def encodable(file: File) -> bool:
    return 0 < file.size <= TOO_LARGE


def gzip(body: bytes) -> bytes:
    """Deflated, without the time of day that gzip's header would tell."""
    deflater = zlib.compressobj(5, zlib.DEFLATED, 31)
    return deflater.compress(body) + deflater.flush()


def brotli(body: bytes) -> bytes:
    import brotli as library  # type: ignore[import-untyped]

    made: bytes = library.compress(body, quality=3)
    return made


ENCODERS = {"gzip": gzip, "br": brotli}
