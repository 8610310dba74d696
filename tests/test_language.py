"""What language a page is written in."""

import pytest

from feeds.reading.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("本届冬捕文化旅游节将于1月18日在景区开幕", "zh-Hans"),
        ("海岸鄉公所表示，搶孤活動訂於9月6日下午2時舉行", "zh-Hant"),
        ("A public meeting will be held at the Corn Exchange next Wednesday.", "en"),
        ("18 января в 12:00 — открытие выставки «Снежный путь»", "ru"),
        ("Наурыз мейрамы 22 наурызда орталық алаңда өтеді", "kk"),
    ],
)
def test_a_page_tells_its_language_by_its_letters(text: str, language: str) -> None:
    assert detect(text) == language


def test_a_chinese_page_full_of_english_names_is_chinese() -> None:
    assert detect("周六晚八点，Harbourview Centre 与 Blue Note Quartet 在社区花园举行音乐会，欢迎市民参加") == "zh-Hans"


def test_an_english_page_with_one_chinese_name_is_english() -> None:
    assert detect("The Confucius classroom (孔子课堂) opens on Friday at the town library, said the mayor.") == "en"


def test_the_letters_win_over_a_template_that_says_otherwise() -> None:
    assert detect("市图书馆本周日闭馆，请读者相互转告。", hint="en") == "zh-Hans"


def test_where_the_letters_do_not_tell_the_page_may() -> None:
    assert detect("12:30", hint="zh-TW") == "zh-Hant"
    assert detect("12:30") is None
