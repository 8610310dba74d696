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
PORT = "8765"
FEEDS = ("events.ics", "events.rss", "events.atom", "events.json", "news.rss", "news.atom", "news.json")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "feeds"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        first, told, _ = visit(clone)
        again, _, seconds = visit(clone)
    for address in ("/events.ics", "/news.rss", "/"):
        assert f"127.0.0.1:{PORT}{address}" in told, f"make run does not print {address}:\n{told}"
    assert "第十八届乌伦古湖冬捕文化旅游节".encode() in unfolded(first["events.ics"])
    changed = [name for name in FEEDS if first[name] != again[name]]
    assert not changed, f"a second make run changed {changed}"
    print(f"make run: {len(FEEDS)} feeds and the page served; the second start took {seconds:.1f} s, nothing changed")
    return 0


def visit(clone: Path) -> tuple[dict[str, bytes], str, float]:
    """Start the site, fetch everything, stop it as Ctrl-C does; the bodies, what it printed, how long it took."""
    began = time.monotonic()
    environment = {key: value for key, value in os.environ.items() if key not in ("CI", "VIRTUAL_ENV")}
    log = clone.parent / "log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            ["make", "run", f"PORT={PORT}"], cwd=clone, env=environment, stdout=out, stderr=out, start_new_session=True
        )
        try:
            wait(server, log)
            seconds = time.monotonic() - began
            bodies = {name: fetch(name) for name in FEEDS}
            assert b"<main" in fetch("")
        finally:
            os.killpg(server.pid, signal.SIGINT)
            server.wait(30)
    return bodies, log.read_text("utf-8", "replace"), seconds


def wait(server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(1200):
        try:
            fetch("")
            return
        except OSError:
            assert server.poll() is None, f"make run ended:\n{log.read_text('utf-8', 'replace')}"
            time.sleep(0.25)
    raise AssertionError(f"make run does not answer:\n{log.read_text('utf-8', 'replace')}")


def fetch(path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/{path}", timeout=10) as response:
        return bytes(response.read())


def unfolded(body: bytes) -> bytes:
    return re.sub(rb"\r\n[ \t]", b"", body)


if __name__ == "__main__":
    sys.exit(main())
