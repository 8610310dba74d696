"""What a poll and a download of a calendar cost, beside nginx on the same files and Flask on the same server.

python -m benchmarks.serving [--seconds 4] [--rounds 3]
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.request import urlopen

from benchmarks.publishing import stocked

FLASK = """
from flask import Flask, send_file
app = Flask(__name__)

@app.get("/events.ics")
def events():
    response = send_file({file!r}, mimetype="text/calendar", conditional=True)
    return response
"""
NGINX = """
worker_processes 2; daemon off; pid {folder}/pid; error_log {folder}/error.log; user root;
events {{ }}
http {{
    access_log off; keepalive_requests 100000000;
    {temporary}
    {sample}
}}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, folder: Path) -> Iterator[str]:
    """The address of what listens there."""
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, start_new_session=True)
    url = f"http://127.0.0.1:{port}/events.ics"
    try:
        ends = time.monotonic() + 60
        while True:
            try:
                with urlopen(url, timeout=5):
                    break
            except OSError:
                if process.poll() is not None or time.monotonic() > ends:
                    raise SystemExit(f"{command[0]} does not start: {(folder / 'log').read_text()[-2000:]}") from None
                time.sleep(0.05)
        yield url
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def load(url: str, seconds: int, headers: dict[str, str]) -> float:
    """Answers a second."""
    asked = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    out = subprocess.run(
        ["wrk", "-t1", "-c16", f"-d{seconds}s", *asked, url], capture_output=True, text=True, check=True
    ).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", out)
    assert found, out
    return float(found[1])


def etag(url: str) -> str:
    with urlopen(url) as answer:
        return str(answer.headers["ETag"])


@contextmanager
def servers(folder: Path) -> Iterator[dict[str, str]]:
    """feeds, nginx and Flask, all with two workers, on one calendar of 200 KB."""
    ports = {name: free_port() for name in ("feeds", "nginx", "flask on granian")}
    feeds = [sys.executable, "-m", "feeds"]
    (folder / "config.toml").write_text(
        f'[site]\nurl = "http://127.0.0.1:{ports["feeds"]}"\n'
        f'[store]\ndatabase = "sqlite:///feeds.db"\n[feeds.events]\nbudget = 200000\n'
    )
    stocked(folder, 2000)
    subprocess.run([*feeds, "export", "out"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    sample = (
        (folder / "out" / "nginx.conf.example").read_text().replace("listen 80;", f"listen 127.0.0.1:{ports['nginx']};")
    )
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, temporary=temporary, sample=sample))
    (folder / "plain.py").write_text(FLASK.format(file=str(folder / "out" / "events.ics")))
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--no-ws"]
    commands = {
        "feeds": [*feeds, "serve", "--port", str(ports["feeds"]), "--workers", "2"],
        "nginx": ["nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")],
        "flask on granian": [*granian, "--port", str(ports["flask on granian"]), "plain:app"],
    }
    with ExitStack() as stack:
        yield {name: stack.enter_context(running(command, ports[name], folder)) for name, command in commands.items()}


def measured(urls: dict[str, str], rounds: int, ask: Callable[[str], float]) -> dict[str, float]:
    """Each server's median, the servers taking turns."""
    found: dict[str, list[float]] = {name: [] for name in urls}
    for _ in range(rounds):
        for name, url in urls.items():
            found[name].append(ask(url))
    return {name: statistics.median(rates) for name, rates in found.items()}


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args(arguments)
    for name in ("nginx", "wrk"):
        if shutil.which(name) is None:
            raise SystemExit(f"{name} is not installed; on Debian: apt-get install nginx-light wrk")
    with tempfile.TemporaryDirectory(prefix="feeds-bench-") as name, servers(Path(name)) as urls:
        size = (Path(name) / "out" / "events.ics").stat().st_size
        polls = measured(urls, given.rounds, lambda url: load(url, given.seconds, {"If-None-Match": etag(url)}))
        whole = measured(urls, given.rounds, lambda url: load(url, given.seconds, {}))
    print("| work | feeds | nginx | ratio | to reach | Flask on granian |\n|---|---|---|---|---|---|")
    for work, rates in (
        ("304 answers a second, 2 workers", polls),
        (f"200 answers of {size // 1000} KB a second", whole),
    ):
        ratio, peer = rates["feeds"] / rates["nginx"], rates["flask on granian"] / rates["nginx"]
        print(f"| {work} | {rates['feeds']:,.0f} | {rates['nginx']:,.0f} | {ratio:.2f} | 0.6 | {peer:.2f} |")


if __name__ == "__main__":
    main()
