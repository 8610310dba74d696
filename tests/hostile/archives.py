"""zip, mail and mbox: bombs, lies about sizes, locks, paths that lead out, nests."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

Made = dict[str, Callable[[], bytes]]
PLAIN = "Content-Type: text/plain; charset=utf-8"
FAIR = "福海县秋季物资交流会将于2025年9月6日在人民广场开幕。"


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def nested(depth: int) -> bytes:
    data = zipped({"fair.txt": FAIR.encode()})
    for level in range(depth):
        data = zipped({f"{level}.zip": data})
    return data


def lying() -> bytes:
    """A file said to have ten bytes unpacks to ninety million."""
    data = bytearray(zipped({"fair.txt": bytes(90_000_000)}))
    local, central = data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02")
    data[local + 22 : local + 26] = struct.pack("<I", 10)
    data[central + 24 : central + 28] = struct.pack("<I", 10)
    return bytes(data)


def locked() -> bytes:
    data = bytearray(zipped({"fair.txt": FAIR.encode()}))
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def of_method(method: int) -> bytes:
    data = bytearray(zipped({"fair.txt": FAIR.encode()}))
    data[data.index(b"PK\x03\x04") + 8] = method
    data[data.index(b"PK\x01\x02") + 10] = method
    return bytes(data)


def letter(subject: str, body: str, *more: str) -> bytes:
    head = f"From: a@b.example\r\nTo: c@d.example\r\nSubject: {subject}\r\nDate: Wed, 20 Aug 2025 08:00:00 +0800\r\n"
    return (head + "".join(f"{line}\r\n" for line in more) + "\r\n" + body).encode()


def multiparts(depth: int) -> bytes:
    body = f"Content-Type: text/plain; charset=utf-8\r\n\r\n{FAIR}\r\n"
    for level in range(depth):
        body = f'Content-Type: multipart/mixed; boundary="b{level}"\r\n\r\n--b{level}\r\n{body}\r\n--b{level}--\r\n'
    return b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n" + body.encode()


def attached(name: str, data: bytes, kind: str = "application/octet-stream") -> bytes:
    import base64

    coded = base64.encodebytes(data).decode()
    body = (
        f"--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{FAIR}\r\n--x\r\nContent-Type: {kind}\r\n"
        f'Content-Disposition: attachment; filename="{name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        f"{coded}\r\n--x--\r\n"
    )
    return letter("Fair", body, "MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="x"')


REFUSED: Made = {
    "bomb.zip": lambda: zipped({"bomb.txt": bytes(90_000_000)}),
    "lying.zip": lying,
    "locked.zip": locked,
    "nest.zip": lambda: nested(6),
    "strange-method.zip": lambda: of_method(99),
    "thousand.zip": lambda: zipped({f"{n}.txt": b"x" for n in range(1000)}),
    "truncated.zip": lambda: nested(0)[:-30],
    "head-alone.zip": lambda: b"PK\x03\x04",
    "no-files.zip": lambda: zipped({}),
    "folder-alone.zip": lambda: zipped({"folder/": b""}),
    "truncated.gz": lambda: b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb",
    "archive.7z": lambda: b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(range(256)),
    "archive.rar": lambda: b"Rar!\x1a\x07\x01\x00" + bytes(range(256)),
}
HARMLESS: Made = {
    "leads-out.zip": lambda: zipped({"../../../../tmp/feeds-was-here.txt": FAIR.encode()}),
    "absolute.zip": lambda: zipped({"/etc/cron.d/feeds-was-here": FAIR.encode()}),
    "deep-multiparts.eml": lambda: multiparts(15),
    "bad-base64.eml": lambda: letter("x", FAIR, PLAIN, "Content-Transfer-Encoding: base64x"),
    "unknown-charset.eml": lambda: letter("x", FAIR, "Content-Type: text/plain; charset=klingon"),
    "injected-header.eml": lambda: letter("=?utf-8?q?x=0D=0ABcc:_evil@x.example?=", FAIR, PLAIN),
    "parameters.eml": lambda: letter("x", FAIR, "Content-Type: text/plain" + "; a*1=x" * 2000),
    "leads-out.eml": lambda: attached("../../../tmp/feeds-was-here.txt", FAIR.encode()),
    "thousands.mbox": lambda: b"\n\n".join(
        b"From a@b.example Wed Aug 20 08:00:00 2025\n" + letter(str(n), FAIR).replace(b"\r", b"") for n in range(30)
    ),
}  # fmt: skip
