"""The real first page: what an editor would say of it, from general rules."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def page(altay: Path) -> dict[str, Any]:
    """The record of `feeds extract`, called as a user calls it."""
    command = [str(Path(sys.executable).with_name("feeds")), "extract", "--json", str(altay)]
    done = subprocess.run(command, capture_output=True, check=True)
    return dict(json.loads(done.stdout))


def days(page: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {event["start"]: event for event in page["events"] if event["precision"] in ("day", "time")}


def test_the_day_of_the_issue_is_inferred_from_its_newest_report(page: dict[str, Any]) -> None:
    assert (page["published"], page["published_from"]) == ("2025-01-16", "inferred")


def test_the_festival_opens_on_the_18th_at_the_ghost_city(page: dict[str, Any]) -> None:
    festival = days(page)["2025-01-18"]
    assert festival["title"].endswith("第十八届乌伦古湖冬捕文化旅游节")
    assert (festival["phase"], festival["place"]) == ("opening", "福海县海上魔鬼城景区")
    assert festival["confidence"] >= 0.8


def test_the_poets_travel_on_the_13th_and_14th(page: dict[str, Any]) -> None:
    trip = days(page)["2025-01-13"]
    assert "中国诗歌春晚阿勒泰文艺采风" in trip["title"]
    assert trip["end"] == "2025-01-14"
    assert "富蕴县" in trip["place"]


def test_the_congress_closed_on_the_15th(page: dict[str, Any]) -> None:
    congress = days(page)["2025-01-15"]
    assert (congress["title"], congress["phase"]) == ("伊犁哈萨克自治州第十五届人民代表大会第四次会议", "closing")


def test_nothing_else_has_a_day(page: dict[str, Any]) -> None:
    assert sorted(e["start"][:10] for e in page["events"] if e["precision"] in ("day", "time")) == [
        "2025-01-13",
        "2025-01-15",
        "2025-01-18",
    ]
    assert {e["start"][:7] for e in page["events"] if e["precision"] == "month"} <= {"2024-06"}


def test_five_articles_with_their_headlines_and_bylines(page: dict[str, Any], altay: Path) -> None:
    gold = json.loads(altay.with_suffix(".gold.json").read_text("utf-8"))
    found = {"".join(article["headline"].split()): article["bylines"] for article in page["articles"]}
    wanted = {"".join(article["headline"].split()): article["bylines"] for article in gold["articles"]}
    assert len(page["articles"]) == 5
    for headline, bylines in wanted.items():
        near = [(h, b) for h, b in found.items() if headline in h or (h and h in headline)]
        assert near, f"no article is headed {headline}"
        assert near[0][1] == bylines


def test_every_event_shows_the_words_it_was_read_from(page: dict[str, Any], altay: Path) -> None:
    text = altay.read_text("utf-8")
    for event in page["events"]:
        told = "".join(text[start:end] for start, end in event["spans"]["title"])
        assert "".join(told.split()) == "".join(event["title"].split())
