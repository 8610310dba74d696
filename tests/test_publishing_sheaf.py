"""Components in their order: joined anew for one change, the same bytes whatever was changed before."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.publishing.sheaf import Piece, Sheaf

DAYS = ["2025-01-14", "2025-01-15", "2025-02-01", "9999-12-31"]
orders = st.builds(lambda day, number: f"{day}|{number:02}", st.sampled_from(DAYS), st.integers(0, 99))
steps = st.lists(st.tuples(st.integers(0, 12), st.none() | orders, st.integers(0, 3)), max_size=40)


def body(sheaf: Sheaf, since: str = "") -> bytes:
    return b"".join(sheaf.part(since).pieces())


@given(steps, st.booleans(), st.sampled_from([b"", b",\n"]))
@settings(max_examples=200, deadline=None)
def test_a_changed_feed_is_the_feed_made_anew(
    steps: list[tuple[int, str | None, int]], newest: bool, mark: bytes
) -> None:
    sheaf, known = Sheaf(descending=newest, suffix=mark), {}
    for key, order, size in steps:
        if order is None:
            sheaf.drop(str(key))
            known.pop(str(key), None)
        else:
            piece = Piece(f"{order}|{key}", f"m{size}", b"%d:" % key + b"x" * size)
            sheaf.put(str(key), piece)
            known[str(key)] = piece
        if size == 3:
            sheaf.settle()
            sheaf.cool("2025-02")
    sheaf.settle()
    anew = Sheaf(descending=newest, suffix=mark)
    for key_, piece in sorted(known.items(), reverse=True):
        anew.put(key_, piece)
    anew.settle()
    expected = sorted(known.values(), key=lambda piece: piece.order, reverse=newest)
    assert body(sheaf) == body(anew) == mark.join(piece.octets for piece in expected)
    assert sheaf.part().etag(b"h", b"f") == anew.part().etag(b"h", b"f")
    assert sheaf.part().marks() == {piece.mark for piece in known.values()}


def filled(newest: bool) -> Sheaf:
    sheaf = Sheaf(descending=newest)
    for day in range(1, 29):
        for number in (1, 2):
            sheaf.put(f"{day}.{number}", Piece(f"2025-01-{day:02}|{number}", "", b"%02d%d." % (day, number) * 5))
    return sheaf


def test_the_oldest_leave_first_and_what_is_coming_never() -> None:
    sheaf = filled(newest=False)
    since = sheaf.since(100, "2025-01-20")
    assert since == "2025-01-20|1"  # the coming days alone are past the budget, and stay
    since = sheaf.since(400, "2025-01-20")
    assert len(body(sheaf, since)) == 400
    assert sheaf.since(10_000, "2025-01-20") == ""


def test_the_newest_item_stays_however_large() -> None:
    sheaf = filled(newest=True)
    assert body(sheaf, sheaf.since(1, "9999")) == b"282." * 5
    assert body(sheaf, sheaf.since(45, "9999")) == b"282." * 5 + b"281." * 5


def test_older_components_make_archives_by_month() -> None:
    sheaf = filled(newest=True)
    sheaf.put("old", Piece("2024-11-03|1", "", b"old"))
    since = sheaf.since(200, "9999")
    assert sheaf.months(since) == ["2024-11", "2025-01"]
    assert b"".join(sheaf.month("2024-11").pieces()) == b"old"
    assert len(b"".join(sheaf.month("2025-01").pieces())) == 56 * 20


def test_a_component_is_kept_as_one_value() -> None:
    piece = Piece("2025-01-18|a", "Asia/Shanghai 2025", b"BEGIN\nEND")
    assert Piece.unpack(piece.pack()) == piece
