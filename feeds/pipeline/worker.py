"""Parsers of untrusted binary formats run in a process of their own, with limits on memory and time.

PDF, Word, sheets, pictures and archives are read by large libraries, some of them in C: what they do to a process must
not be done to ours. A worker is started when the first such document comes and is used again for the next; when it
dies, or takes too long and is ended, that is one DocumentError of that document, and the next document gets a new one.
Text, HTML, mail, calendars and feeds are read in this process.

What a worker answers is not trusted either: it is unpickled into records and dates, and into nothing else.
"""

from __future__ import annotations

import atexit
import io
import os
import pickle
import select
import struct
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import Any, BinaryIO

from feeds import sources
from feeds.errors import DocumentError
from feeds.records import Document
from feeds.sources import Part

#: Bytes of address space: OCR takes 1.2 GiB, a broadsheet's PDF a tenth of that.
MEMORY = 3 * 1024**3
#: Seconds for one document; a scan of many pages by OCR is the slowest that is read.
SECONDS = 120.0
#: Workers that wait for the next document; more are started when more are read at once, and end afterwards.
IDLE = 2
#: Documents after which a worker is replaced: what its libraries did not give back goes with it.
TURNS = 100
#: Read by libraries that may be led astray by their input.
APART = frozenset(("pdf", "image", "word", "sheet", "archive"))
#: Bytes that an answer may have: what an archive may unpack to, and its names.
_MOST = 192 * 1024 * 1024
_LENGTH = struct.Struct("<Q")


@dataclass(frozen=True, slots=True)
class Limits:
    memory: int = MEMORY
    seconds: float = SECONDS


def read(
    data: bytes,
    name: str,
    *,
    media_type: str | None = None,
    language: str | None = None,
    url: str | None = None,
    limits: Limits | None = None,
) -> Document:
    """What `sources.read` gives, in a worker when the format is one of a large library. Raises DocumentError."""
    if sources.form_of(data, name, media_type).module not in APART:
        return sources.read(data, name, media_type=media_type, language=language, url=url)
    answer = _asked("read", data, name, (media_type, language, url), limits or Limits())
    assert isinstance(answer, Document)
    return answer


def read_part(part: Part) -> Document:
    """What `sources.read_part` gives. Raises DocumentError."""
    document = read(part.data, part.name, media_type=part.media_type, language=part.language, url=part.url)
    return sources.dated(document, part)


def inside(part: Part) -> list[Part | DocumentError]:
    """What `sources.parts` gives, in a worker when the format is one of a large library. Raises DocumentError."""
    if sources.form_of(part.data, part.name, part.media_type).module not in APART:
        return list(
            sources.parts(part.data, part.name, media_type=part.media_type, language=part.language, url=part.url)
        )
    answer = _asked("parts", part.data, part.name, (part.media_type, part.language, part.url), Limits())
    return [DocumentError(found) if isinstance(found, str) else found for found in answer]


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


def _asked(what: str, data: bytes, name: str, given: tuple[str | None, ...], limits: Limits) -> Any:
    with _lock:
        ready = [worker for worker in _idle if worker.memory == limits.memory]
        worker = ready[-1] if ready else None
        if worker is not None:
            _idle.remove(worker)
    worker = worker or Worker(limits.memory)
    try:
        answer = worker.ask((what, data, name, given), limits.seconds)
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
    what, data, name, (media_type, language, url) = question
    answer: tuple[bool, Any]
    try:
        if what == "read":
            answer = False, sources.read(data, name, media_type=media_type, language=language, url=url)
        else:
            found = sources.parts(data, name, media_type=media_type, language=language, url=url)
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
