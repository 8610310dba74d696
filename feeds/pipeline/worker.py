"""Documents are read in a process of their own, with limits on memory and time.

PDF, Word, sheets, pictures, archives, mail, calendars and feeds are read by large libraries, some of them in C: what
they do to a process must not be done to ours. A worker is started when the first such document comes and is used again
for the next; when it dies, or takes too long and is ended, that is one DocumentError of that document, and the next
document gets a new one. A page of text, Markdown or HTML of the usual size is read in this process, for a worker takes
longer to start than the page to read; a large one, from which malice could make minutes, is not.

What a worker answers is not trusted either: it is unpickled into records and dates, and into nothing else.
"""

from __future__ import annotations

import atexit
import datetime as dt
import io
import os
import pickle
import select
import struct
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from feeds import sources
from feeds.errors import DocumentError
from feeds.records import Document, Reading
from feeds.sources import Part

#: Bytes of address space: OCR takes 1.2 GiB, a broadsheet's PDF a tenth of that.
MEMORY = 3 * 1024**3
#: Seconds for one document; a scan of many pages by OCR is the slowest that is read.
SECONDS = 120.0
#: Workers that wait for the next document; more are started when more are read at once, and end afterwards.
IDLE = 2
#: Documents after which a worker is replaced: what its libraries did not give back goes with it.
TURNS = 100
#: Formats of which a small page is read in our own process, and how many bytes are small.
NEAR = frozenset(("text", "markdown", "html"))
SMALL = 64 * 1024
#: Bytes that an answer may have: what an archive may unpack to, and its names.
_MOST = 192 * 1024 * 1024
_LENGTH = struct.Struct("<Q")


@dataclass(frozen=True, slots=True)
class Limits:
    memory: int = MEMORY
    seconds: float = SECONDS


def read(part: Part, *, limits: Limits | None = None) -> Document:
    """What `sources.read_part` gives. Raises DocumentError."""
    if near(part):
        return sources.read_part(part)
    answer = _asked(("read", part), part.name, limits)
    assert isinstance(answer, Document)
    return answer


def told(
    part: Part,
    *,
    source: str | None = None,
    published: dt.date | None = None,
    timezone: str = "Asia/Shanghai",
    limits: Limits | None = None,
) -> Reading:
    """All that a document says, its day and language those of the part where it tells none. Raises DocumentError."""
    if near(part):
        return _told(part, source, published, timezone)
    answer = _asked(("told", part, source, published, timezone), part.name, limits)
    assert isinstance(answer, Reading)
    return answer


def inside(part: Part) -> list[Part | DocumentError]:
    """What `sources.parts_of` gives. Raises DocumentError."""
    if near(part):
        return []
    return [DocumentError(found) if isinstance(found, str) else found for found in _asked(("inside", part), part.name)]


def near(part: Part) -> bool:
    """Whether it is read in our own process. Raises DocumentError when it is no document at all."""
    form = sources.form_of(part.data, part.name, part.media_type)
    return form.module in NEAR and len(part.data) <= SMALL


def _told(part: Part, source: str | None, published: dt.date | None, timezone: str) -> Reading:
    from feeds import reading

    document = sources.read_part(part)
    try:
        return reading.read(
            replace(document, source=source or document.source),
            published=published, language=part.language, timezone=timezone,
        )  # fmt: skip
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        # A page nobody thought of must not keep the others from being read.
        said = f"{type(error).__name__}: {error}".replace("\n", " ")[:200]
        raise DocumentError(f"{part.name}: our rules fail on it ({said}); please report it with the page") from error


# --- our side ---------------------------------------------------------------------------------------------


class Worker:
    """One process, and one document at a time. OSError and EOFError when it has died, TimeoutError when it is late."""

    def __init__(self, memory: int) -> None:
        self.memory = memory
        self.turns = 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "feeds.pipeline.worker", str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**_environment(), "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )

    def ask(self, question: Any, seconds: float) -> Any:
        ends = time.monotonic() + seconds
        assert self._process.stdin is not None
        body = pickle.dumps((seconds, question), protocol=5)
        self._process.stdin.write(_LENGTH.pack(len(body)))
        self._process.stdin.write(body)
        self._process.stdin.flush()
        (length,) = _LENGTH.unpack(self._take(_LENGTH.size, ends))
        if length > _MOST:
            raise EOFError
        return Records(io.BytesIO(self._take(length, ends))).load()

    def _take(self, length: int, ends: float) -> bytes:
        assert self._process.stdout
        pipe, taken = self._process.stdout.fileno(), bytearray()
        while len(taken) < length:
            ready, _, _ = select.select([pipe], [], [], max(0.0, ends - time.monotonic()))
            if not ready:
                raise TimeoutError
            piece = os.read(pipe, min(length - len(taken), 1 << 20))
            if not piece:
                raise EOFError
            taken += piece
        return bytes(taken)

    def end(self) -> None:
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                assert pipe
                pipe.close()
            except OSError:  # what we had not yet sent to a worker that died
                pass
        self._process.wait()


_idle: list[Worker] = []
_lock = threading.Lock()


@atexit.register
def stop() -> None:
    """End the workers that wait."""
    with _lock:
        while _idle:
            _idle.pop().end()


def _asked(question: tuple[Any, ...], name: str, limits: Limits | None = None) -> Any:
    limits = limits or Limits()
    with _lock:
        ready = [worker for worker in _idle if worker.memory == limits.memory]
        worker = ready[-1] if ready else None
        if worker is not None:
            _idle.remove(worker)
    worker = worker or Worker(limits.memory)
    try:
        answer = worker.ask(question, limits.seconds)
    except TimeoutError:
        worker.end()
        raise DocumentError(
            f"{name}: reading it takes over {limits.seconds:g} s; split it or save it simpler"
        ) from None
    except (OSError, EOFError, pickle.UnpicklingError):
        worker.end()
        raise DocumentError(f"{name}: the reader of its format broke down on it; save it anew") from None
    except BaseException:
        worker.end()
        raise
    with _lock:
        worker.turns += 1
        keep = len(_idle) < IDLE and worker.turns < TURNS
        if keep:
            _idle.append(worker)
    if not keep:
        worker.end()
    failed, value = answer
    if failed:
        raise DocumentError(str(value))
    return value


class Records(pickle.Unpickler):
    """Makes records and dates: a worker that was taken over can tell us nonsense, and can run nothing here."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "feeds.records" or (module, name) in _PLAIN or (module, name) == ("feeds.sources", "Part"):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


_PLAIN = {("datetime", "date"), ("datetime", "datetime"), ("datetime", "time"), ("datetime", "timedelta")}


def _environment() -> dict[str, str]:
    """No secret of ours is handed on; native libraries are told to use one core each."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL", "HOME", "TMPDIR")}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}


# --- the worker's side ------------------------------------------------------------------------------------


def main(arguments: list[str]) -> None:
    """Answer until our input ends, as it does when the process that asks is gone."""
    import resource

    memory = int(arguments[0])
    _limit(resource.RLIMIT_AS, memory)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes no file
    asks, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    while head := asks.read(_LENGTH.size):
        seconds, question = pickle.loads(asks.read(_LENGTH.unpack(head)[0]))
        spent = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        # Also when nobody is left to end us: twice the time, for OCR may use two cores.
        _limit(resource.RLIMIT_CPU, int(spent + 2 * seconds) + 1)
        _answer(question, answers)


def _limit(what: int, value: int) -> None:
    """No more than `value`, nor than what we were allowed ourselves."""
    import resource

    hard = resource.getrlimit(what)[1]
    resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _answer(question: Any, answers: BinaryIO) -> None:
    what, part, *given = question
    name = part.name
    answer: tuple[bool, Any]
    try:
        if what == "read":
            answer = False, sources.read_part(part)
        elif what == "told":
            answer = False, _told(part, *given)
        else:
            found = sources.parts_of(part)
            answer = False, [str(part) if isinstance(part, DocumentError) else part for part in found]
    except DocumentError as error:
        answer = True, str(error)
    except MemoryError:
        answer = True, f"{name}: reading it takes too much memory; split it or save it smaller"
    except Exception as error:  # a library's own mistake: told, and never ours to die of
        answer = True, f"{name}: the reader of its format failed ({type(error).__name__}); save it anew"
    body = pickle.dumps(answer, protocol=5)
    answers.write(_LENGTH.pack(len(body)))
    answers.write(body)
    answers.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
