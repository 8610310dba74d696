"""What every test may lean on: where the newspaper's page is, and what CI must not skip."""

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "tests" / "corpus"
#: The corpus beside the project: holds the real page, which is a newspaper's and not ours to ship.
SHARED = Path(os.environ.get("FEEDS_CORPUS") or ROOT.parent / "shared" / "corpus")

#: Generated examples are the same in every run, so that a change stands or falls by what it changed and never by chance
#: or by a slow machine; `make fuzz` draws new ones and prints how to get a failing one back.
settings.register_profile("steady", deadline=None, derandomize=True, database=None, print_blob=True)
settings.register_profile("fuzz", deadline=None, print_blob=True)
settings.load_profile("fuzz" if os.environ.get("FEEDS_FUZZ") else "steady")


def missing(reason: str) -> None:
    """Skip for want of a real part; in CI every part is there, so its absence is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"CI must have it: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def altay() -> Path:
    """The real first page, `altay-2025-01-16.txt`."""
    page = SHARED / "dev" / "altay-2025-01-16.txt"
    if not page.exists():
        missing(f"the Altay page is not at {page} (set FEEDS_CORPUS to the folder that holds dev/)")
    return page


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A PostgreSQL server of our own: its URL, "{name}" for the database."""
    from tests.databases import cluster

    yield from cluster()


_numbers = count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Makes empty stores, in each kind of database in turn; gives their URLs."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path}/{next(_numbers)}.db"
    from tests.databases import make_schema

    server = request.getfixturevalue("postgresql")
    return lambda: make_schema(server, f"feeds{next(_numbers)}")


@pytest.fixture(params=["sqlite", "postgresql"])
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Makes empty databases, which can be copied and dropped."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path}/{next(_numbers)}.db"
    from tests.databases import make_database

    server = request.getfixturevalue("postgresql")
    return lambda: make_database(server, f"feeds{next(_numbers)}")
