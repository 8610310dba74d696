"""What holds other pages, and what is only a picture: archives, posters."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from tests.pages import clubs, letters, sheets
from tests.pages.gold import Sample, event
from tests.pages.printer import Page, Story, picture

FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc")
POSTER: Page = (
    Story(
        "第六届湖畔杏花节邀您来",
        ("杏花节定于2025年4月5日至6日在杏花谷景区举行。", "4月5日10:30，开幕式在景区中心广场举行。"),
    ),
)
NOTICE: Page = (
    Story("关于举办象棋赛的通知", ("全县象棋赛定于2025年3月22日9:00在县文化馆举行。", "县文化馆", "2025年3月3日")),
)


def archive() -> bytes:
    """Names in GB18030 without the flag that says so, a folder, what a Mac leaves behind, a zip in it."""
    inner, out = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as box:
        box.writestr("club.ics", clubs.crlf(clubs.OUTLOOK))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("活动".encode("gb18030").decode("cp437") + "/a.csv", sheets.library_csv())
        box.writestr("__MACOSX/._a.csv", b"\x00\x05\x16\x07")
        box.writestr("letters/answer.eml", letters.answer())
        box.writestr("letters/more.zip", inner.getvalue())
    return out.getvalue()


def events(*names: str) -> tuple[dict[str, object], ...]:
    every = (*sheets.SAMPLES, *letters.SAMPLES, *clubs.SAMPLES)
    return tuple(each for sample in every if sample.name in names for each in sample.events)


SAMPLES = (Sample("zip", "bundle.zip", archive, events("活动.csv", "answer.eml", "文化馆.ics"), traps=letters.TRAPS),)
#: Read where the ocr extra and a Chinese font are installed.
PICTURES = (
    Sample(
        "image", "poster.png", lambda: picture(POSTER, str(FONT)),
        (
            event("第六届湖畔杏花节", "2025-04-05", "杏花谷景区", "杏花节", end="2025-04-06"),
            event("开幕式", "2025-04-05T10:30", "景区中心广场", "杏花节开幕式", "第六届湖畔杏花节开幕式"),
        ),
    ),
    Sample(
        "image", "notice.png", lambda: picture(NOTICE, str(FONT)),
        (event("全县象棋赛", "2025-03-22T09:00", "县文化馆", "象棋赛"),),
    ),
)  # fmt: skip
