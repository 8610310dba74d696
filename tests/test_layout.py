"""The house: one stage, one room; imports go one way; the reading, merging and publishing stages are pure."""

import ast
from pathlib import Path

import pytest

FEEDS = Path(__file__).resolve().parent.parent / "feeds"
ROOMS = ("sources", "fetching", "reading", "merging", "publishing", "store")
PURE = ("sources", "reading", "merging", "publishing")
COMMON = {"feeds.records", "feeds.errors"}
MODULES = sorted(FEEDS.rglob("*.py"))
#: Modules whose import alone means a clock, a network or a database.
IMPURE = {"sqlalchemy", "sqlite3", "psycopg", "flask", "requests", "httpx", "urllib.request", "socket", "subprocess"}
#: Calls that read a clock, chance or the environment (`dt.time(…)` makes a time and reads nothing).
READS = {"now", "today", "utcnow", "monotonic", "perf_counter", "uuid4", "uuid1", "urandom", "getenv"}


def name(path: Path) -> str:
    return ".".join(path.relative_to(FEEDS.parent).with_suffix("").parts).removesuffix(".__init__")


def room(module: str) -> str:
    return [*module.split("."), ""][1]


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                up = name(path).split(".") + ([""] if path.name == "__init__.py" else [])
                base = ".".join([*up[: -node.level], *([base] if base else [])])
            found |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", [p for p in MODULES if room(name(p)) in ROOMS], ids=name)
def test_a_room_imports_the_records_and_no_other_room(path: Path) -> None:
    here = room(name(path))
    ours = {module for module in imports(path) if module.startswith("feeds.")}
    strange = {m for m in ours if room(m) != here and not any(m == c or m.startswith(c + ".") for c in COMMON)}
    assert not strange, f"{name(path)} reaches into another room"


@pytest.mark.parametrize("path", [p for p in MODULES if room(name(p)) in PURE], ids=name)
def test_a_pure_stage_knows_no_clock_no_network_and_no_database(path: Path) -> None:
    assert not {m for m in imports(path) if m in IMPURE or m.split(".")[0] in IMPURE}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            call = ast.unparse(node.func)
            assert node.func.attr not in READS, f"{name(path)}:{node.lineno} asks {call}: the core is given the day"
            assert call != "time.time", f"{name(path)}:{node.lineno} asks the clock"
        assert not isinstance(node, ast.Global), f"{name(path)}:{node.lineno} keeps global state"


@pytest.mark.parametrize("module", ["records", "errors"])
def test_records_and_errors_import_nothing_of_ours(module: str) -> None:
    assert not {m for m in imports(FEEDS / f"{module}.py") if m.startswith("feeds")}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_the_store_speaks_sql(path: Path) -> None:
    if room(name(path)) != "store":
        assert not {m for m in imports(path) if m.split(".")[0] in {"sqlalchemy", "sqlite3", "psycopg", "alembic"}}
