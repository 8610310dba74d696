"""The day a page was put out: given, printed, or inferred from what it reports."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from feeds.reading import articles
from feeds.reading.language import detect
from feeds.reading.published import infer
from feeds.records import Document


def day(text: str, given: dt.date | None = None) -> tuple[str | None, str | None]:
    document = Document("page", "text/plain", text, language=detect(text))
    found, known_from = infer(document, articles.split(document), document.language, given)
    return (found.isoformat() if found else None), known_from


NEWS = "本报讯（记者 李明）全县春耕生产有序推进，各乡镇农资准备充足，农机检修基本完成。\n"


@pytest.mark.parametrize(
    ("page", "published"),
    [
        ("云州日报　第６版　２０２５年９月２６日　星期五\n\n标题在此\n\n" + NEWS, "2025-09-26"),
        ("禾坑社區報　二○二五年十一月二十八日　第96期\n\n（本報訊）活動將於下月舉行。", "2025-11-28"),
        (
            "海岸鄉訊　第214期　中華民國114年8月20日　星期三\n\n【記者林書瑜／海岸報導】活動訂於9月6日舉行。",
            "2025-08-20",
        ),
        ("2026年8月12日 星期三  责编：凌峰\n\n便民信息\n\n【停水】定于8月13日22:00停水。", "2026-08-12"),
        ("潮湖鎮立圖書館　館訊　第207期\n115年6月24日發行\n\n115年7月活動一覽表", "2026-06-24"),
        ("会议活动安排\n（11月9日—11月15日）\n校长办公室  2026年11月8日\n\n11月9日 15:00 动员会 大礼堂", "2026-11-08"),
        ("二〇二四年一月二日　星期二　癸卯年冬月廿一\n\n标题在此\n\n" + NEWS, "2024-01-02"),
        (
            "Page 7     HARROW VALE COURIER     Thursday, May 15, 2025\n\nA fair is planned for 7 June 2025.",
            "2025-05-15",
        ),
        ("6A  Thursday, November 14, 2024   THE DUNMORE LEDGER\n\nThe road reopened on 1 May 2023.", "2024-11-14"),
        ("ST ALDHELM, WENDLE\nSunday 8 March 2026\n\nNOTICES FOR THE WEEK\n\nWelcome.", "2026-03-08"),
        (
            "ВЕСТИ     № 36 (8114)     Четверг, 4 сентября 2025 года\n\nГород отметит праздник 13 сентября.",
            "2025-09-04",
        ),
    ],
)
def test_a_masthead_names_the_day(page: str, published: str) -> None:
    assert day(page) == (published, "printed")


@pytest.mark.parametrize(
    ("page", "published"),
    [
        ("健步走活动的通知\n\n定于2025年4月26日上午举行。\n\n沙湖县文化体育和旅游局\n2025年4月7日", "2025-04-07"),
        (
            "NOTICE\n\nThe council meets on 15th September 2025 at 7 p.m.\n\nA. J. Thorne, Clerk\n\n9th September 2025",
            "2025-09-09",
        ),
        ("停暖通知\n\n定于2024年1l月l8日停止供暖，11月2O日恢复。\n红光热力有限责任公司 2O24年ll月17日", "2024-11-17"),
    ],
)
def test_a_signature_names_the_day(page: str, published: str) -> None:
    assert day(page) == (published, "printed")


@pytest.mark.parametrize(
    ("page", "published"),
    [
        ("竞赛须知\n发布：组委会 2025-07-10 ｜ 编号 HLS-HM-01\n\n8月31日鸣枪。", "2025-07-10"),
        ("活动来啦\n原创 小幸 社区 2025-03-20 17:42\n\n本周六下午两点，名额15组。", "2025-03-20"),
        ("Story hour moves\n\nPosted October 2, 2025\n\nJoin us on Friday, October 17, 2025.", "2025-10-02"),
    ],
)
def test_a_page_says_when_it_was_posted(page: str, published: str) -> None:
    assert day(page) == (published, "printed")


def test_a_day_that_is_given_wins() -> None:
    page = "云州日报　２０２５年９月２６日　星期五\n\n" + NEWS
    assert day(page, dt.date(2025, 9, 27)) == ("2025-09-27", "given")


def test_the_day_of_a_happening_is_not_the_day_of_the_page() -> None:
    assert day("2025年4月26日活动安排\n\n上午十点在广场集合，请准时参加。") == (None, None)
    assert day("HARVEST FAIR PROGRAMME\nSaturday 7 June 2025\n\n10am Gates open\n11am Parade") == (None, None)


DAILY = """灯会明晚亮灯

本报讯（记者 马依拉）2月10日，记者从县文旅局获悉，元宵灯会将于2月12日（正月十五）亮灯。

社保卡用处多

本报讯（记者 李新）2月7日，刚办完社保卡的陈女士高兴地说。截至2024年底，全县累计发卡6万张。
"""


def test_a_daily_comes_out_on_the_day_after_its_newest_report() -> None:
    """The year is the one in which 12 February was the fifteenth of the first month."""
    assert day(DAILY) == ("2025-02-11", "inferred")


def test_a_page_of_the_new_year_reports_of_the_old() -> None:
    page = (
        DAILY.replace("2月10日", "12月31日")
        .replace("2月12日（正月十五）", "2025年1月2日（星期四）")
        .replace("2月7日", "1月1日")
    )
    assert day(page) == ("2025-01-02", "inferred")


@pytest.mark.parametrize(
    "page",
    [
        "Growth slows\n\nThe report was published on 5 May 2024 and covers the year before, said the council.",
        "规划解读\n\n该规划由县政府编制，发布于2024年12月1日，对全县工作作出部署。",
    ],
)
def test_a_day_on_which_something_else_was_published_is_not_the_page_s(page: str) -> None:
    assert day(page) == (None, None)


def test_a_single_notice_is_no_daily() -> None:
    assert day("本报讯（记者 马依拉）2月10日，记者获悉，2025年灯会将于2月12日亮灯。") == (None, None)


def test_the_real_page_is_the_issue_of_16_january(altay: Path) -> None:
    document = Document("altay", "text/plain", altay.read_text("utf-8"), language="zh-Hans")
    assert infer(document, articles.split(document), "zh-Hans") == (dt.date(2025, 1, 16), "inferred")


def test_what_the_format_says_is_not_asked_of_the_text() -> None:
    document = replace(Document("page", "text/html", "2020年1月1日", language="zh-Hans"), published=dt.date(2025, 3, 1))
    assert infer(document, (), "zh-Hans") == (dt.date(2025, 3, 1), "printed")
