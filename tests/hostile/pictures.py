"""Pictures: headers that promise a gigapixel, cut files, files that are no picture."""

from __future__ import annotations

import struct
import zlib

from tests.hostile.archives import Made


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, data: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


REFUSED: Made = {
    "gigapixel.png": lambda: png(32_000, 32_000),
    "broad-as-a-country.png": lambda: png(2**31 - 1, 2**31 - 1),
    "no-size.png": lambda: png(0, 0),
    "cut.png": lambda: png(1000, 1000, bytes(1_001_000))[:90],
    "lying.png": lambda: png(8000, 8000, b"x"),
    "white.png": lambda: png(300, 300, (b"\0" + b"\xff" * 300) * 300),
    "chance.jpg": lambda: b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20,
    "head-alone.gif": lambda: b"GIF89a\xff\xff\xff\xff\xf7\x00\x00",
    "lying.webp": lambda: b"RIFF\xff\xff\xff\xffWEBPVP8 \xff\xff\xff\xff" + bytes(100),
    "gigapixel.bmp": lambda: b"BM" + struct.pack("<IHHIIiiHH6I", 100, 0, 0, 54, 40, 40_000, 40_000, 1, 24, *[0] * 6),
    "around-in-circles.tif": lambda: b"II*\x00\x08\x00\x00\x00\x00\x00\x08\x00\x00\x00",
}  # fmt: skip
