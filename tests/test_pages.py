"""The pages of tests/pages: every format has one, each is read whole, and the scores have a floor for each."""

from __future__ import annotations

import tomllib

import pytest

from feeds import sources
from feeds.errors import DocumentError
from tests.pages import bundles, clubs, layouts, letters, offices, sheets
from tests.pages.gold import Sample
from tests.pages.printer import PRINTERS
from tests.scores import FLOORS

SAMPLES: list[Sample] = [
    each for module in (offices, sheets, letters, clubs, layouts, bundles) for each in module.SAMPLES
]


def test_every_format_that_is_read_has_a_page_with_its_events() -> None:
    here = {sources.choose(each.make(), each.name).module for each in SAMPLES}
    elsewhere = {"image", "text"}  # bundles.PICTURES, and the pages of the corpus
    assert {form.module for form in sources.FORMATS} == here | elsewhere
    assert all(each.events for each in (*SAMPLES, *bundles.PICTURES))


def test_the_scores_hold_every_format_to_a_floor() -> None:
    floors = tomllib.loads(FLOORS.read_text("utf-8"))
    assert {each.format for each in (*SAMPLES, *bundles.PICTURES)} == set(floors["pages"])
    assert set(PRINTERS) == set(floors["printed"])
    assert all(figures["recall"] > 0.4 for figures in floors["pages"].values())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda each: each.name)
def test_a_page_of_another_hand_is_read_whole(sample: Sample) -> None:
    found = list(sources.read_all(sample.make(), sample.name))
    assert found
    assert not [each for each in found if isinstance(each, DocumentError) or each.problems]


def test_what_an_office_crossed_out_hid_or_noted_aside_is_not_read() -> None:
    def text(name: str) -> str:
        (sample,) = (each for each in SAMPLES if each.name == name)
        return "\n".join(
            each.text for each in sources.read_all(sample.make(), name) if not isinstance(each, DocumentError)
        )

    assert "12 April" not in text("diary.docx")  # a change that was tracked
    assert "印发" not in text("安排.docx")  # the foot of the page
    assert text("安排.docx").count("摄影展") == 1  # Word writes a text box twice
    assert "24 March 2019" not in text("newsletter.odt")  # a footnote
    assert "不要发布" not in text("3月活动安排表.xlsx")  # a hidden sheet
    assert "订盒饭" not in text("文化馆.ics")  # a task
