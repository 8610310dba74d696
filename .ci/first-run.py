"""What a new user does first, on a clean clone: `make run`, look, stop, `make run` again, and find nothing changed."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FEEDS = ("events.ics", "events.rss", "events.atom", "events.json", "news.rss", "news.atom", "news.json")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "feeds"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        first, _, _ = visit(clone)
        again, _, seconds = visit(clone)
    assert "第十八届乌伦古湖冬捕文化旅游节".encode() in unfolded(first["events.ics"])
    changed = [name for name in FEEDS if first[name] != again[name]]
    assert not changed, f"a second make run changed {changed}"
    print(f"make run: {len(FEEDS)} feeds and the page served; the second start took {seconds:.1f} s, nothing changed")
    return 0


def visit(clone: Path) -> tuple[dict[str, bytes], str, float]:
    """Start the site, fetch everything, stop it as Ctrl-C does; the bodies, what it printed, how long it took."""
    began = time.monotonic()
    environment = {key: value for key, value in os.environ.items() if key not in ("CI", "VIRTUAL_ENV")}
    server = subprocess.Popen(
        ["make", "run", "PORT=0"],
        cwd=clone, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True, text=True,
    )  # fmt: skip
    assert server.stdout is not None
    try:
        told = ""
        for line in server.stdout:  # the addresses are printed when they answer
            told += line
            if line.startswith("Ctrl-C"):
                break
        seconds = time.monotonic() - began
        found = re.search(r"http://127\.0\.0\.1:\d+", told)
        assert found, f"make run ended, or told no address:\n{told}"
        bodies = {name: fetch(f"{found[0]}/{name}") for name in FEEDS}
        assert b"<main" in fetch(f"{found[0]}/")
        for path in ("/events.ics", "/news.rss", "/"):
            assert f"{found[0]}{path}" in told, f"make run does not print {path}:\n{told}"
    finally:
        os.killpg(server.pid, signal.SIGINT)
        server.wait(60)
    return bodies, told, seconds


def fetch(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=120) as response:
        return bytes(response.read())


def unfolded(body: bytes) -> bytes:
    return re.sub(rb"\r\n[ \t]", b"", body)


if __name__ == "__main__":
    sys.exit(main())
