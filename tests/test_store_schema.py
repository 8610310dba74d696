"""The schema: the migrations lead to what a new store has, newer and damaged ones are refused, a backup comes back."""

from __future__ import annotations

import datetime as dt
import json
import os
import pwd
import subprocess
import sys
from base64 import b64decode
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Integer, MetaData, event, inspect, text

from feeds import pipeline
from feeds.errors import StoreError
from feeds.pipeline import correcting
from feeds.pipeline.clock import fixed
from feeds.pipeline.correcting import Person
from feeds.store import coding, open_store, schema
from feeds.store.copying import advance
from feeds.store.engine import engine
from feeds.store.tables import METADATA, VERSION
from tests.paper import CONFIG, NOON, named, page, tell, told

PAGE = page("日报", "2025-01-16", ("冬捕节", "冬捕节将于1月18日开幕。", [told("冬捕节", "2025-01-18")]))
ANA = Person("ana", NOON)


def described(url: str) -> dict[str, object]:
    """Every table with its columns, keys and indexes, as the database itself tells."""
    made = engine(url, create=False)
    with made.connect() as connection:
        look = inspect(connection)
        found: dict[str, object] = {}
        for table in look.get_table_names():
            if table == "search_index" or table.startswith("search_index_"):
                continue
            found[table] = (
                [(c["name"], str(c["type"]), c["nullable"], str(c["default"])) for c in look.get_columns(table)],
                look.get_pk_constraint(table)["constrained_columns"],
                sorted((i["name"] or "", str(i["column_names"]), bool(i["unique"])) for i in look.get_indexes(table)),
                sorted(str(each["column_names"]) for each in look.get_unique_constraints(table)),
                sorted(
                    str(each["constrained_columns"]) + each["referred_table"] for each in look.get_foreign_keys(table)
                ),
            )
        if made.dialect.name == "sqlite":
            query = "SELECT name, sql FROM sqlite_master WHERE name LIKE 'search_%' ORDER BY name"
            found["search"] = [tuple(row) for row in connection.exec_driver_sql(query) if "_index_" not in row[0]]
    made.dispose()
    return found


def test_the_migrations_lead_to_the_schema_of_a_new_store(new_url):
    new, migrated = new_url(), new_url()
    open_store(new).close()
    old = engine(migrated, create=True)
    schema.upgrade(old)
    old.dispose()
    assert described(migrated) == described(new)
    assert set(METADATA.tables) <= described(new).keys()


#: What a store of each earlier schema held, as it was written then; `made(…)` puts it into a database.
STORES = Path(__file__).parent / "stores"
EARLIER = sorted(file.stem for file in STORES.glob("*.json"))


def made(url: str, version: str) -> list[dict[str, object]]:
    """A store as that version of feeds left it; the events it showed."""
    held = json.loads((STORES / f"{version}.json").read_text("utf-8"))
    old = engine(url, create=True)
    schema.upgrade(old, version)
    tables = MetaData()
    with old.connect().execution_options(writing=True) as connection, connection.begin():
        tables.reflect(connection, only=list(held["rows"]))
        connection.execute(tables.tables["marks"].delete())
        for name, rows in held["rows"].items():
            for row in rows:
                plain = {k: b64decode(v["base64"]) if isinstance(v, dict) else v for k, v in row.items()}
                connection.execute(tables.tables[name].insert(), plain)
            if connection.dialect.name == "postgresql" and isinstance(
                getattr(tables.tables[name].c.get("id"), "type", None), Integer
            ):
                advance(connection, name)
    old.dispose()
    events: list[dict[str, object]] = held["events"]
    return events


def shown(store):
    return [
        {
            "uid": each.uid, "title": each.facts.title, "start": each.facts.when.start.isoformat(),
            "place": each.facts.place, "sequence": each.sequence, "hidden": each.hidden, "mentions": len(each.mentions),
        }
        for each in store.events()
    ]  # fmt: skip


@pytest.mark.parametrize("version", EARLIER)
def test_a_store_of_an_earlier_schema_opens_with_all_that_it_held(new_url, version):
    url = new_url()
    expected = made(url, version)
    with open_store(url) as store:
        assert schema.stored_version(store.engine) == VERSION
        assert store.check() == []
        assert shown(store) == expected
        assert store.source_states() == {"club": {"a": 1}}
        assert list(store.tokens()) == ["ana"]
        assert store.kept("p") == {"k": b"\x00\xff"}
        assert [each.message for each in store.problems()] == ["no month on this page"]
    described_now = described(url)
    fresh = new_url()
    open_store(fresh).close()
    assert described_now == described(fresh)


@pytest.mark.parametrize("version", EARLIER)
def test_in_a_store_that_was_brought_up_to_date_work_goes_on(new_url, version):
    url = new_url()
    festival = made(url, version)[0]["uid"]
    with open_store(url) as store:
        [taken_in] = [each.uid for each in store.events() if store.merged_into(festival) == each.uid]
        correcting.undo(store, taken_in, ANA)
        before = store.event(festival)
        assert (before.hidden, before.facts.place) == (False, "福海县海上魔鬼城景区")
        text = "第十八届乌伦古湖冬捕文化旅游节取消\n\n本报讯（记者 王强）第十八届乌伦古湖冬捕文化旅游节因故取消。\n"
        page = pipeline.Page("f.txt", text.encode(), source="日报", published=dt.date(2025, 1, 17))
        assert not pipeline.ingest(store, [page], CONFIG, fixed(NOON)).failed
        after = store.event(festival)
        assert (after.facts.status, after.sequence) == ("cancelled", before.sequence + 1)
        first = pipeline.Page("a.txt", pipeline_page(version), source="日报", published=dt.date(2025, 1, 8))
        assert pipeline.ingest(store, [first], CONFIG, fixed(NOON)).unchanged == 1
        assert festival in store.search("冬捕文化")
        assert next(iter(store.search("茶馆"))) in {each["uid"] for each in shown(store)}
        assert store.check() == []


def pipeline_page(version: str) -> bytes:
    """The first page that was read into it, as it came."""
    rows = json.loads((STORES / f"{version}.json").read_text("utf-8"))["rows"]["documents"]
    return coding.inflate(b64decode(next(row["body"]["base64"] for row in rows if row["name"] == "a.txt")))


def test_a_store_of_a_newer_version_is_left_alone(new_url):
    url = new_url()
    with open_store(url) as store, store.writing() as writing:
        writing.connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer version"):
        open_store(url)


def test_opening_a_store_imports_no_alembic(tmp_path):
    code = (
        "import sys; from feeds.store import open_store; "
        f"open_store('sqlite:///{tmp_path}/a.db').close(); open_store('sqlite:///{tmp_path}/a.db').close(); "
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_missing_store_is_made_only_when_asked(tmp_path):
    with pytest.raises(StoreError, match="feeds ingest"):
        open_store(f"sqlite:///{tmp_path}/none.db", create=False)
    assert not (tmp_path / "none.db").exists()


def test_a_file_that_is_no_store_is_said_so(tmp_path):
    (tmp_path / "a.db").write_bytes(b"not a database, and long enough to be looked at by sqlite " * 30)
    with pytest.raises(StoreError, match="no SQLite file"):
        open_store(f"sqlite:///{tmp_path}/a.db")


def test_a_server_that_is_not_there_is_said_so():
    with pytest.raises(StoreError, match=r"start PostgreSQL|mend the"):
        open_store("postgresql+psycopg://x@127.0.0.1:9/none")


def test_a_full_disk_is_one_clear_error_and_nothing_is_half_written(tmp_path):
    url = f"sqlite:///{tmp_path}/a.db"
    with open_store(url) as store:
        tell(store, PAGE)
        before = list(store.events())

        @event.listens_for(store.engine, "begin")
        def full(connection):
            used = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count={used + 1}")

        store.engine.dispose()
        long = "第二天的报纸很长。" * 20_000
        big = page("日报", "2025-01-17", ("长篇", long, [told("长篇朗诵会", "2025-01-20")]))
        with pytest.raises(StoreError, match="disk is full"):
            tell(store, big)
        store.engine.dispose()
    with open_store(url) as store:
        assert list(store.events()) == before
        assert store.count() == {"events": 1, "entries": 1, "documents": 1}
        assert store.check() == []


def test_a_read_only_file_is_one_clear_error(tmp_path):
    url = f"sqlite:///{tmp_path}/a.db"
    with open_store(url) as store:
        tell(store, PAGE)
    for path in (*tmp_path.iterdir(), tmp_path):
        path.chmod(0o555 if path.is_dir() else 0o444)
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                for folder in [each for each in tmp_path.parents if "pytest" in each.name]:
                    folder.chmod(0o755)
                os.setuid(pwd.getpwnam("nobody").pw_uid)
            with open_store(url) as store:
                tell(store, replace(PAGE, document=replace(PAGE.document, text="x")))
        except StoreError as error:
            os._exit(0 if "cannot be written" in str(error) and "right to write" in str(error) else 3)
        except BaseException as error:
            os.write(2, repr(error).encode())
            os._exit(4)
        os._exit(5)
    code = os.waitpid(child, 0)[1] >> 8
    tmp_path.chmod(0o755)
    assert code == 0


def test_a_backup_comes_back_while_others_read_and_write(new_url, tmp_path):
    url, file = new_url(), tmp_path / "backup.db"
    with open_store(url) as store, open_store(url) as serving:
        tell(store, PAGE)
        uid = named(store)["冬捕节"].uid
        correcting.correct(store, uid, {"place": "湖边"}, ANA)
        events, entries = list(store.events()), list(store.entries())
        with serving.snapshot():
            store.backup(file)
        later = page("日报", "2025-01-17", ("诗会", "诗会将于1月20日举行。", [told("诗会", "2025-01-20")]))
        tell(store, later)
        correcting.hide(store, uid, ANA)
        generation = store.generation()
        store.restore(file)
        assert list(serving.events()) == events
        assert list(serving.entries()) == entries
        assert serving.generation() > generation
        assert serving.floor() > generation
        assert serving.check() == []
        assert uid in serving.search("冬捕")
        tell(store, later)
        assert len(named(store)) == 2
        assert not list(tmp_path.glob("*.unfinished"))


def test_a_backup_of_one_database_comes_back_in_the_other(postgresql, tmp_path):
    from tests.databases import make_database

    urls = [f"sqlite:///{tmp_path}/a.db", make_database(postgresql, "from_sqlite"), f"sqlite:///{tmp_path}/b.db"]
    with open_store(urls[0]) as store:
        tell(store, PAGE)
        store.keep("p", {"k": b"x"})
        expected = (list(store.events()), list(store.entries()))
        store.backup(tmp_path / "0.db")
    for i, url in enumerate(urls[1:]):
        with open_store(url) as store:
            store.restore(tmp_path / f"{i}.db")
            assert (list(store.events()), list(store.entries())) == expected
            assert store.kept("p") == {}
            assert store.check() == []
            tell(store, page("晚报", "2025-01-17", ("诗会", "诗会将举行。", [told("诗会", "2025-01-20")])))
            with store.writing() as writing:
                gone = writing.event(named(store)["诗会"].uid)
                assert len(gone.mentions) == 1
            store.restore(tmp_path / f"{i}.db")
            store.backup(tmp_path / f"{i + 1}.db")


@pytest.mark.parametrize("content", [None, b"nothing of ours"])
def test_what_is_no_backup_is_refused_and_the_store_stays(tmp_path, content):
    file = tmp_path / "x"
    if content:
        file.write_bytes(content * 100)
    with open_store(f"sqlite:///{tmp_path}/a.db") as store:
        tell(store, PAGE)
        with pytest.raises(StoreError, match=r"no such backup|no backup of feeds"):
            store.restore(file)
        assert len(list(store.events())) == 1


def test_a_backup_that_cannot_be_written_is_one_line(tmp_path):
    (tmp_path / "file").write_text("x")
    with open_store(f"sqlite:///{tmp_path}/a.db") as store, pytest.raises(StoreError, match="choose another place"):
        store.backup(tmp_path / "file" / "backup.db")
