"""How fast Chinese time expressions are read, beside jionlp, chrono and dateparser, in one run.

python -m benchmarks.timex [--seconds 3]

The peers are installed into benchmarks/.peers (never as dependencies of ours): jionlp and dateparser by pip into a
venv of their own, chrono-node by npm. A peer that cannot be installed is told and left out. Texts: the Altay page, when
the corpus with it is at hand (FEEDS_CORPUS or ../shared/corpus), and a dense listing of our own. What counts is the
processor time of a pass, so that other work on the machine weighs on nobody: of the first one, with all that is
compiled at need, and of those after a second of warming up, when V8 has compiled chrono and our reader remembers the
forms it has read ("每周六下午3点" is parsed once and reckoned once a day of reading; never a whole text). chrono is
read by its Chinese reader of both scripts and by that for Simplified characters. "found" tells how much of each is
read: chrono finds no ranges, no recurrences and no relative weeks, each half of a range for itself or not at all.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PEERS = Path(__file__).resolve().parent / ".peers"
VENV = PEERS / "timex-venv"
CHRONO = PEERS / "chrono"
#: The day all of them read on.
REFERENCE = "2025-01-16"

#: Reads {"text", "seconds"} from standard input; prints the version, what was found, the processor time of a pass.
_TIMER = """
import json, sys, time, datetime as dt
job = json.loads(sys.stdin.read())
text, limit = job["text"], job["seconds"]
{setup}
begin = time.process_time()
found = read(text)
first = time.process_time() - begin
begin = time.process_time()
while time.process_time() - begin < min(1, limit):
    read(text)
passes, begin = 0, time.process_time()
while time.process_time() - begin < limit:
    read(text)
    passes += 1
seconds = (time.process_time() - begin) / passes
print(json.dumps({{"version": version, "found": found, "first": first, "seconds": seconds}}))
"""
_OURS = """
from feeds.reading.timex import find
day = dt.date.fromisoformat("2025-01-16")
version = "this"
def read(text): return len(find(text, day))
"""
_JIONLP = """
import contextlib, io
with contextlib.redirect_stdout(io.StringIO()):
    import jionlp
version = jionlp.__version__
base = time.mktime(dt.datetime(2025, 1, 16).timetuple())
def read(text):
    with contextlib.redirect_stdout(io.StringIO()):
        return len(jionlp.ner.extract_time(text, time_base=base, with_parsing=True))
"""
_DATEPARSER = """
import warnings
warnings.simplefilter("ignore")
import dateparser
from dateparser.search import search_dates
version = dateparser.__version__
settings = {"RELATIVE_BASE": dt.datetime(2025, 1, 16)}
def read(text): return len(search_dates(text, languages=["zh"], settings=settings) or ())
"""
_CHRONO = """
const chrono = require("chrono-node");
const job = { ...JSON.parse(require("fs").readFileSync(0, "utf8")), reader: process.argv[2] };
const day = new Date("2025-01-16T00:00:00");
const reader = job.reader.split(".").reduce((from, name) => from[name], chrono);
const read = text => reader.parse(text, day).length;
const clock = () => { const used = process.cpuUsage(); return (used.user + used.system) / 1e6; };
let began = clock();
const found = read(job.text);
const first = clock() - began;
for (began = clock(); clock() - began < 1;) read(job.text);
let passes = 0;
for (began = clock(); clock() - began < job.seconds;) {
  read(job.text);
  passes += 1;
}
const taken = clock() - began;
const package = require("path").join(__dirname, "node_modules/chrono-node/package.json");
const version = JSON.parse(require("fs").readFileSync(package, "utf8")).version;
console.log(JSON.stringify({ version, found, first, seconds: taken / passes }));
"""


def listing(rows: int = 300) -> str:
    """A page of dense listings: a time in every line, no two alike but by chance."""
    chance = random.Random(7)
    lines = []
    for n in range(rows):
        month, day, hour = chance.randint(1, 12), chance.randint(1, 28), chance.randint(8, 20)
        minute, weekday = chance.choice(("00", "15", "30", "45")), "一二三四五六日"[n % 7]
        lines.append(
            chance.choice(
                (
                    f"{month}月{day}日（周{weekday}）{hour}:{minute} 音乐会《春之声》 市文化馆大剧场",
                    f"{month}月{day}日至{month % 12 + 1}月{chance.randint(1, 28)}日 书画作品展 博物馆二楼展厅",
                    f"2025年{month}月{day}日{hour}:00—{hour + 2}:30 青年读书会 图书馆三楼报告厅 免费",
                    f"每周{weekday}下午{chance.randint(1, 5)}点 合唱排练 社区活动中心 限{chance.randint(10, 90)}人",
                    f"本周{weekday}上午 阅览室清点图书，{chance.randint(2, 5)}天后恢复开放",
                )
            )
        )
    return "\n".join(lines)


def texts() -> dict[str, str]:
    """What is read, by name."""
    out = {"dense listing": listing()}
    corpus = Path(os.environ.get("FEEDS_CORPUS") or ROOT.parent / "shared" / "corpus")
    page = corpus / "dev" / "altay-2025-01-16.txt"
    if page.exists():
        return {"Altay page": page.read_text(encoding="utf-8"), **out}
    print(f"no Altay page at {page} (set FEEDS_CORPUS to the folder that holds dev/): the listing alone is read")
    return out


def readers() -> dict[str, list[str]]:
    """The commands of everybody who could be installed, ours first."""
    out = {"feeds": [sys.executable, "-c", _TIMER.format(setup=_OURS)]}
    python = VENV / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for name, setup in (("jionlp", _JIONLP), ("dateparser", _DATEPARSER)):
        if _succeeds([*pip, name, *(["setuptools"] if name == "jionlp" else [])], name):
            out[name] = [str(python), "-c", _TIMER.format(setup=setup)]
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        print("chrono-node is left out: no node or npm on PATH (Debian: apt install nodejs npm)")
        return out
    CHRONO.mkdir(parents=True, exist_ok=True)
    installed = (CHRONO / "node_modules" / "chrono-node").is_dir()
    if installed or _succeeds([npm, "install", "--silent", "--prefix", str(CHRONO), "chrono-node"], "chrono-node"):
        (CHRONO / "time.js").write_text(_CHRONO, encoding="utf-8")
        for reader in ("chrono.zh", "chrono.zh.hans"):
            out[reader] = [node, str(CHRONO / "time.js"), reader.removeprefix("chrono.")]
    return out


def _succeeds(command: list[str], name: str) -> bool:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{name} is left out: {(done.stderr.strip().splitlines() or ['it could not be installed'])[-1]}")
    return done.returncode == 0


def measured(command: list[str], text: str, seconds: float) -> dict[str, Any] | None:
    """One reader over one text; None when it fails."""
    job = json.dumps({"text": text, "seconds": seconds})
    done = subprocess.run(command, input=job, capture_output=True, text=True, check=False, cwd=ROOT, timeout=900)
    if done.returncode:
        print(f"    failed: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}")
        return None
    answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3.0, help="how long each reader reads each text")
    options = parser.parse_args(arguments)
    PEERS.mkdir(exist_ok=True)
    everybody = readers()
    for name, text in texts().items():
        print(f"\n{name}: {len(text)} characters")
        print(f"  {'reader':16}{'version':>10}{'found':>7}{'first pass':>12}{'chars/s':>12}{'feeds is':>12}")
        ours = None
        for reader, command in everybody.items():
            told = measured(command, text, options.seconds)
            if told is None:
                continue
            speed = len(text) / told["seconds"]
            ours = ours or speed
            ratio = "" if reader == "feeds" else f"{ours / speed:.1f} times"
            first = f"{1000 * told['first']:,.0f} ms"
            print(f"  {reader:16}{told['version']:>10}{told['found']:>7}{first:>12}{speed:>12,.0f}{ratio:>12}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
