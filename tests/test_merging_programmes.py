"""A festival and the rows of its programme are linked, and are not made one."""

from __future__ import annotations

import pytest

from feeds.merging.programmes import linked
from feeds.store import open_store
from tests.conftest import CORPUS
from tests.paper import gold, named, page, tell, told

FESTIVAL = told("第十二届杏花谷文化旅游节", "2025-04-05", "2025-04-07", place="杏花谷景区")
ROWS = [
    told("叼羊邀请赛", "2025-04-05T15:00", place="杏花谷草场"),
    told("篝火晚会", "2025-04-05T20:00"),
    told("杏花谷徒步", "2025-04-06"),
]
HEADLINE = "第十二届杏花谷文化旅游节活动安排表"


def parents(*mentions, headline=HEADLINE):
    return [each.parent for each in linked(mentions, headline)]


def test_rows_within_its_days_belong_to_the_festival_of_the_headline():
    assert parents(FESTIVAL, *ROWS) == [None, *["第十二届杏花谷文化旅游节"] * 3]


@pytest.mark.parametrize(
    "mentions",
    [
        (FESTIVAL, *ROWS[:2]),
        (FESTIVAL, *ROWS[:2], told("书画展", "2025-05-01")),
        (FESTIVAL, *ROWS[:2], told("摄影大赛截稿", "2025-04-06", kind="deadline")),
        (FESTIVAL, *ROWS[:2], told("集市", "2025-04-05", rrule="FREQ=WEEKLY;BYDAY=SA")),
        (told("杏花谷文化旅游节", "2025-04-05T10:00"), *ROWS),
        tuple(ROWS),
    ],
)
def test_a_few_happenings_side_by_side_are_no_programme(mentions):
    assert set(parents(*mentions)) == {None}


def test_a_paper_of_many_things_is_no_programme_of_one_of_them():
    others = [told(f"第{n}场招聘会", f"2025-03-{n:02}T10:00") for n in range(1, 12)]
    assert set(parents(FESTIVAL, *ROWS, *others, headline="一周看点")) == {None}


def test_the_programme_of_the_corpus_is_linked_and_stays_so_when_it_is_told_again(tmp_path):
    with open_store(f"sqlite:///{tmp_path}/a.db") as store:
        tell(store, gold(CORPUS / "dev" / "apricot-festival-programme.gold.json"))
        events = named(store)
        festival = next(
            event for title, event in events.items() if "杏花谷文化旅游节" in title and event.parent is None
        )
        rows = [event for event in events.values() if event.parent == festival.uid]
        assert len(rows) >= 8
        assert all(event.sequence == 0 for event in events.values())
        retold = page(
            "晚报",
            "2025-04-04",
            ("节目", "篝火晚会明晚举行。", [told("篝火晚会", "2025-04-05T20:00", place="杏花谷景区中心广场")]),
        )
        tell(store, retold)
        assert named(store)["篝火晚会"].parent == festival.uid
        assert store.check() == []
