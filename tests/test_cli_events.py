"""Correcting, reading again, backing up: as a person does it on the command line."""

from __future__ import annotations

import json

import pytest

from feeds.cli import main

PAGE = (
    "冬捕节将开幕\n\n本报讯（记者 王强）1月15日，记者获悉，"
    "第十八届冬捕文化旅游节将于1月18日10:30在福海县海上魔鬼城景区举行。\n"
)


@pytest.fixture
def feeds(tmp_path, monkeypatch, capsys):
    """Runs `feeds …` in a folder of its own: (exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FEEDS_NOW", "2025-01-16T04:00:00Z")
    monkeypatch.setenv("USER", "ana")
    monkeypatch.setenv("LOGNAME", "ana")

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        out, err = capsys.readouterr()
        return ended.value.code or 0, out, err

    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    assert run("ingest", "page.txt", "--published", "2025-01-16")[0] == 0
    return run


@pytest.fixture
def uid(feeds):
    return json.loads(feeds("events", "list", "--json")[1])["uid"]


def test_list_and_show_tell_what_is_known(feeds, uid):
    assert feeds("events", "list")[1].startswith(f"{uid}  2025-01-18 10:30  第十八届冬捕文化旅游节")
    assert feeds("events", "list", "--from", "2025-01-19")[1] == ""
    assert feeds("events", "list", "--q", "魔鬼城", "--to", "2025-01-18")[1].count("\n") == 1
    assert feeds("events", "list", "--below", "0.01")[1] == ""
    shown = feeds("events", "show", uid[:8])[1]
    assert "冬捕节将开幕" in shown
    assert "福海县海上魔鬼城景区" in shown
    assert json.loads(feeds("events", "show", uid, "--json")[1])["mentions"][0]["source"] == "page.txt"


def test_a_correction_is_published_remembered_and_taken_back(feeds, uid, tmp_path):
    code, out, _ = feeds("events", "set", uid[:6], "--place", "湖边", "--start", "2025-01-19", "--because", "I asked")
    assert code == 0
    assert "2025-01-19  第十八届冬捕文化旅游节  · 湖边" in out
    calendar = (tmp_path / "var" / "published" / "events.ics").read_text("utf-8")
    assert "DTSTART;VALUE=DATE:20250119" in calendar
    assert "SEQUENCE:1" in calendar
    told = feeds("events", "history", uid)[1]
    assert "I asked" in told
    assert "place: 福海县海上魔鬼城景区 -> 湖边" in told
    assert json.loads(feeds("events", "history", uid, "--json")[1].split("\n")[0])["sequence"] == 0
    assert feeds("events", "undo", uid, "--act", "1")[0] == 0
    feeds("events", "undo", uid)
    assert "海上魔鬼城" in feeds("events", "show", uid)[1]
    assert feeds("events", "undo", uid)[0] == 1


@pytest.mark.parametrize(
    ("act", "sign"), [("hide", "hidden"), ("cancel", "cancelled"), ("confirm", "1.00"), ("unhide", "冬捕")]
)
def test_simple_acts(feeds, uid, act, sign):
    code, out, _ = feeds("events", act, uid, "--who", "bo")
    assert code == 0
    assert sign in out
    assert "bo" in feeds("events", "history", uid)[1]


def test_merge_and_split(feeds, uid, tmp_path):
    (tmp_path / "b.txt").write_text(PAGE.replace("冬捕文化旅游节", "诗歌节").replace("18日", "20日"), "utf-8")
    feeds("ingest", "b.txt", "--published", "2025-01-16", "--quiet")
    other = next(
        e["uid"] for e in map(json.loads, feeds("events", "list", "--json")[1].splitlines()) if e["uid"] != uid
    )
    assert feeds("events", "merge", other, uid)[0] == 0
    assert feeds("events", "list")[1].count("\n") == 1
    assert feeds("events", "list", "--hidden")[1].count("\n") == 2
    mention = json.loads(feeds("events", "show", uid, "--json")[1])["mentions"][-1]["id"]
    assert feeds("events", "split", uid, str(mention))[0] == 0
    assert feeds("events", "list")[1].count("\n") == 2
    assert feeds("check")[0] == 0


def test_what_cannot_be_is_one_line(feeds, uid):
    for arguments in (("show", "nobody"), ("set", uid, "--start", "soon"), ("merge", uid, uid), ("split", uid, "99")):
        code, _, err = feeds("events", *arguments)
        assert code == 1
        assert err.startswith("feeds: ")
        assert err.count("\n") == 1


def test_reread_shows_what_would_change_and_a_backup_comes_back(feeds, uid, tmp_path):
    assert "1 pages read again; events: 0 would be new, 0 would be changed" in feeds("reread", "--dry-run")[1]
    assert feeds("reread", "--json") == (0, "", "")
    assert feeds("reread", "--diff")[0] == 0
    assert feeds("backup", "copy.db")[0] == 0
    feeds("events", "hide", uid)
    assert feeds("restore", "copy.db", "--yes")[0] == 0
    assert uid in feeds("events", "list")[1]
    assert feeds("restore", "none.db", "--yes")[0] == 1
    assert feeds("check")[0] == 0
    assert feeds("check", "--repair")[0] == 0


def test_tokens_are_printed_once_and_taken_back(feeds):
    token = feeds("token", "add", "newsroom")[1].strip()
    assert token.startswith("feeds_")
    assert len(token) > 40
    listed = feeds("token", "list")[1]
    assert "newsroom  2025-01-16" in listed
    assert token not in listed
    assert feeds("token", "remove", "newsroom")[0] == 0
    assert feeds("token", "remove", "newsroom")[0] == 1


@pytest.mark.parametrize("harm", ["bits", "garbage"])
def test_a_damaged_store_is_told_and_a_backup_takes_its_place(feeds, uid, tmp_path, harm):
    assert feeds("backup", "copy.db")[0] == 0
    file = tmp_path / "var" / "feeds.db"
    whole = bytearray(file.read_bytes())
    whole[20_000::97] = bytes(len(whole[20_000::97]))
    file.write_bytes(whole if harm == "bits" else b"no database at all")
    for command in (("check",), ("events", "list"), ("ingest", "page.txt")):
        code, _, err = feeds(*command)
        assert code == 1
        assert "feeds restore BACKUP" in err
    (tmp_path / "half.db").write_bytes((tmp_path / "copy.db").read_bytes()[:100_000])
    for none in ("page.txt", "half.db"):
        code, _, err = feeds("restore", "--yes", none)
        assert code == 1
        assert err.startswith(f"feeds: {none}: ")
    code, out, _ = feeds("restore", "--yes", "copy.db")
    assert code == 0
    assert "feeds.db.damaged" in out
    assert uid in feeds("events", "list")[1]
    assert feeds("check")[0] == 0


def test_a_folder_of_pages_that_holds_the_store_too_is_read_without_it(feeds, tmp_path):
    (tmp_path / "config.toml").write_text('[site]\ntitle = "日报"\n', "utf-8")
    code, out, err = feeds("ingest", ".", "--published", "2025-01-16")
    assert (code, err) == (0, "")
    assert "1 unchanged   0 failed" in out


@pytest.mark.parametrize("disk", ["/dev/full/x", "/proc/x.db"])
def test_a_backup_that_cannot_be_written_names_its_own_file(feeds, disk):
    code, _, err = feeds("backup", disk)
    assert code == 1
    assert err.startswith(f"feeds: {disk}: cannot be written: ")
    assert err.endswith("; choose another place\n")
