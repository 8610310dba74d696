"""The same page says the same, whatever it is printed on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from feeds import reading, sources
from tests.conftest import missing
from tests.pages.printer import PRINTERS, Page, Story, picture

FONT = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc")
ISSUED = dt.date(2025, 1, 16)
NEWS: Page = (
    Story(
        "第十八届湖畔冬捕节18日启幕",
        (
            "本报讯（记者 李娜）1月15日，记者从福海县文旅局获悉，"
            "第十八届湖畔冬捕节将于1月18日在海上魔鬼城景区开幕，为期三天。",
            "冬捕节期间，1月19日14时，马拉爬犁赛将在湖心冰场举行。今年参加的人比去年多一成，各家客栈早已订满。",
        ),
    ),
    Story(
        "为八旬老人备下一份暖心钱",
        ("本报讯（记者 王强）高龄津贴发放工作启动以来，已覆盖全县80周岁以上老人1230名，每月25日前发放到位。",),
    ),
    Story(
        "受大风影响 元宵灯展推迟",
        ("本报讯（记者 张敏）原定于1月20日举行的元宵灯展因大风天气推迟至2月12日，地点仍为人民公园。",),
    ),
)
NOTICE: Page = (
    Story(
        "关于举办第五届全民健身象棋赛的通知",
        (
            "第五届全民健身象棋赛定于2025年2月8日在县文化馆举行。",
            "报名截止时间：2025年1月31日。",
            "县文化体育局",
            "2025年1月16日",
        ),
    ),
)
PAGES = {"news": NEWS, "notice": NOTICE}


def told(data: bytes, name: str) -> list[tuple[str, ...]]:
    document = sources.read(data, name)
    found = reading.read(document, published=ISSUED)
    return sorted(
        (
            mention.facts.title,
            str(mention.facts.when.start if mention.facts.when else None),
            str(mention.facts.when.end if mention.facts.when else None),
            mention.facts.place or "",
            mention.facts.status,
            mention.facts.kind,
        )
        for mention in found.mentions
    )


@pytest.mark.parametrize("extension", [each for each in PRINTERS if each != "txt"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_the_same_in_every_format(page: str, extension: str) -> None:
    as_text = told(PRINTERS["txt"](PAGES[page]), "page.txt")
    assert len(as_text) >= 2
    assert told(PRINTERS[extension](PAGES[page]), f"page.{extension}") == as_text


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_a_photographed_page_says_the_same(page: str) -> None:
    try:
        import rapidocr_onnxruntime  # noqa: F401
    except ImportError:
        missing("reading pictures needs the ocr extra: pip install 'feeds[ocr]'")
    if not FONT.exists():
        missing(f"{FONT}: the Debian package fonts-noto-cjk")
    as_text = told(PRINTERS["txt"](PAGES[page]), "page.txt")
    assert told(picture(PAGES[page], str(FONT)), "page.png") == as_text
