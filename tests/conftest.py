"""What every test may lean on: where the newspaper's page is, and what CI must not skip."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "tests" / "corpus"
#: The corpus beside the project: holds the real page, which is a newspaper's and not ours to ship.
SHARED = Path(os.environ.get("FEEDS_CORPUS") or ROOT.parent / "shared" / "corpus")


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
