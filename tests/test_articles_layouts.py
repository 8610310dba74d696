"""Where one article ends and the next begins, as papers, offices and newsletters lay their pages out."""

from dataclasses import replace
from datetime import date

from feeds import reading
from feeds.reading.articles import split
from feeds.reading.language import detect
from feeds.records import Article
from feeds.sources import read

PLATE = "石桥日报\n2025年3月6日　星期四　第2版\n\n"
WATER = "因管网改造，明日8时至20时，老城区停水，请居民提前储水。"
FAIR = "第三届桃花节将于3月15日在东山镇开幕，为期十天，游客可乘专线车前往。"
CRASH = "昨日上午，滨江路发生一起两车相撞事故，两人受轻伤，道路已恢复通行。"


def articles(text: str, name: str = "page.txt") -> tuple[Article, ...]:
    document = read(text.encode(), name)
    return split(replace(document, language=detect(document.text, document.language)))


def headlines(text: str, name: str = "page.txt") -> list[str]:
    return [article.headline.replace(" ", "") for article in articles(text, name)]


def test_headlines_stand_right_over_their_reports_without_a_blank_line_anywhere() -> None:
    page = PLATE + f"老城区明日停水\n本报讯（记者 李明）{WATER}\n桃花节月中开幕\n本报讯（记者 王芳）{FAIR}\n"
    assert headlines(page) == ["老城区明日停水", "桃花节月中开幕"]
    assert [article.text[-9:] for article in articles(page)] == [f"本报讯（记者 李明）{WATER}"[-9:], FAIR[-9:]]


def test_a_headline_over_the_paper_s_own_dateline_is_no_part_of_it() -> None:
    page = PLATE + f"桃花节开幕\n晨报讯（记者 王芳）{FAIR}\n\n老城区停水\n晨报讯（记者 李明）{WATER}\n"
    assert headlines(page) == ["桃花节开幕", "老城区停水"]


def test_headlines_of_two_lines_may_stand_right_under_their_reports() -> None:
    page = (
        PLATE + f"本报讯（记者 李明）{WATER}\n老城区管网改造\n明日停水\n\n本报讯（记者 王芳）{FAIR}\n桃花节月中开幕\n"
    )
    assert headlines(page) == ["老城区管网改造明日停水", "桃花节月中开幕"]


def test_names_in_brackets_after_the_last_sentence_end_an_article() -> None:
    page = PLATE + f"老城区明日停水\n{WATER}（李明 王小芳）\n\n桃花节月中开幕\n{FAIR}（热依拉·艾山）\n"
    assert [(a.headline, a.bylines) for a in articles(page)] == [
        ("老城区明日停水", ("李明", "王小芳")),
        ("桃花节月中开幕", ("热依拉·艾山",)),
    ]


def test_an_unsigned_block_under_its_own_headline_is_an_article_among_signed_ones() -> None:
    page = (
        f"{PLATE}老城区明日停水\n本报讯（记者 李明）{WATER}\n\n桃花节月中开幕\n本报讯（记者 王芳）{FAIR}\n\n"
        f"两车相撞两人轻伤\n{CRASH}\n"
    )
    assert headlines(page) == ["老城区明日停水", "桃花节月中开幕", "两车相撞两人轻伤"]


def test_the_lines_of_a_nameplate_are_no_article() -> None:
    page = f"2025年3月6日  星期四  第816期  今日4版\n黑 水 石 油 报\n黑水油田公司主办\n\n桃花节月中开幕\n{FAIR}\n"
    assert headlines(page) == ["桃花节月中开幕"]


def test_the_headings_of_a_newsletter_and_the_labels_of_a_notice_board_head_articles() -> None:
    parts = (("停水", WATER), ("桃花节", FAIR), ("交通", CRASH))
    letter = "# 东山会员通讯 NO.31\n\n" + "\n\n".join(f"## {name}通知\n\n{text}" for name, text in parts)
    board = "东山社区公告栏\n\n" + "\n\n".join(f"【{name}相关通知】\n{text}" for name, text in parts)
    assert headlines(letter, "letter.md") == ["停水通知", "桃花节通知", "交通通知"]
    assert headlines(board) == ["【停水相关通知】", "【桃花节相关通知】", "【交通相关通知】"]


def test_a_capital_on_top_of_a_report_starts_it_where_other_reports_start_so() -> None:
    page = (
        "MARLBECK WEEKLY NEWS\nThursday, May 14, 2026\n\nLibrary saved\n\nby Tess Ridley\n\n"
        "MARLBECK Library will stay open for another year after councillors found the money for it on Monday.\n\n"
        "Gig moved\n\nORGANISERS of the Beat Night have put it back a fortnight, to Friday 29 May, doors 8pm.\n"
    )
    assert headlines(page) == ["Librarysaved", "Gigmoved"]


def test_a_byline_may_take_two_lines() -> None:
    page = (
        "Library director to retire\nBy Dana Whitfield\nStaff Writer\n\n"
        "The director of the library will retire on Aug. 31 after many years of service to the town.\n"
    )
    assert [article.bylines for article in articles(page)] == [("Dana Whitfield",)]


def test_an_advertisement_in_a_box_is_no_article() -> None:
    box = "|=====================|\n|  SOFA SALE ends Sun  |\n|=====================|\n"
    page = f"Fete needs cakes\n\nThe fete on Saturday 13 June still needs cakes, says its committee.\n\n{box}"
    (article,) = articles(page)
    assert "SOFA" not in article.text


# --- the day of a page ------------------------------------------------------------------------------------------------


def published(text: str, name: str = "page.txt") -> date | None:
    return reading.read(read(text.encode(), name)).document.published


def test_the_day_stands_behind_its_label_even_in_the_next_line_or_shortened() -> None:
    words = "The board meets on Tuesday, January 20, at 6:30 p.m. in the Town Hall."
    assert published(f"Planning Board\n\n{words}\n\nPublished\n12 January 2026\n") == date(2026, 1, 12)
    assert published(f"Planning Board\n\n{words}\n\nUpdated 1/13/26\n") == date(2026, 1, 13)
    assert published(f"Planning Board\n\n{words}\n\nLast updated: 3 January 2026\n") == date(2026, 1, 3)


def test_rows_without_a_year_take_the_one_that_their_weekdays_fit() -> None:
    page = (
        "Meetings\n\nTue 10 Feb  Board  5.30pm  Hall\nThu 19 Feb  Council  9.30am  Chamber\n\n"
        "Streamed since 2020, adopted in 2024. Private Bag 2041\n"
    )
    days = {str(mention.facts.when.start)[:10] for mention in reading.read(read(page.encode(), "p.txt")).mentions}
    assert days == {"2026-02-10", "2026-02-19"}
