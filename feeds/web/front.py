"""The shelf in granian's own interface (RSGI): published feeds are answered at once, pages by threads behind.

Over WSGI every request crosses into one of several threads that contend for the interpreter, and a slow page, or a
slow upload, keeps a thread from the polls behind it. Here the thread that takes a request answers it from the shelf,
without the event loop; what is not on the shelf is read by the loop and answered by the application in a pool.
"""

from __future__ import annotations

import asyncio
import io
import logging
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from feeds.web.shelf import HTTP, Application, Environ, Headers, Sent, Shelf

logger = logging.getLogger("feeds")

#: Pages a worker makes at a time: they contend for one interpreter.
THREADS = 4
#: Of a request's body: bytes held in memory, bytes read at all (the application refuses more), seconds to send it in.
SPOOLED, LONGEST, PATIENCE = 256 * 1024, 34 * 1024 * 1024, 120
#: Requests with a body that are read at a time.
UPLOADS = 32


class Front:
    """An RSGI application: a shelf, and threads for the application behind it."""

    def __init__(self, shelf: Shelf, *, threads: int = THREADS) -> None:
        self.shelf = shelf
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="page")
        self._uploads = asyncio.Semaphore(UPLOADS)

    def at_once(self, scope: Any, proto: Any) -> bool:
        """Answer from the shelf; False when it cannot be answered without waiting."""
        method = scope.method
        if scope.query_string or (method != "GET" and method != "HEAD"):
            return False  # a body is read before it is refused, or the refusal is lost with the connection
        path = scope.path
        if not path.isascii():
            path = path.encode("utf-8", "replace").decode("latin-1")
        made = self.shelf.reply(method, path, scope.headers.get, HTTP)
        if made is None:
            return False
        status, headers, body = made
        if body is None:
            proto.response_empty(status, headers)
        elif isinstance(body, bytes):
            proto.response_bytes(status, headers, body)
        else:
            body.close()
            return False
        return True

    async def __rsgi__(self, scope: Any, proto: Any) -> None:
        if self.at_once(scope, proto):
            return
        with SpooledTemporaryFile(SPOOLED) as body:
            length = await self._received(scope, proto, body)
            if length is None:
                proto.response_empty(408, [("connection", "close")])
                return
            await self._answered(scope, proto, environ(scope, body, length))

    async def _received(self, scope: Any, proto: Any, body: IO[bytes]) -> int | None:
        """Read the request's body; its length, or None when it does not come."""
        told = scope.headers.get("content-length")
        if scope.headers.get("transfer-encoding") is None and told in (None, "0"):
            return 0
        if told is not None and told.isdecimal() and int(told) > LONGEST:
            return int(told)  # the application refuses it by its length
        length = 0
        try:
            async with self._uploads, asyncio.timeout(PATIENCE):
                async for piece in proto:
                    length += len(piece)
                    if length > LONGEST:
                        break
                    body.write(piece)
        except TimeoutError:
            return None
        body.seek(0)
        return length

    async def _answered(self, scope: Any, proto: Any, asked: Environ) -> None:
        inside = partial(asyncio.get_running_loop().run_in_executor, self._pool)
        said = Said()
        pieces = await inside(call, self.shelf, asked, said)
        try:
            if isinstance(pieces, bytes):
                if scope.method == "HEAD" or not pieces:
                    proto.response_empty(said.status, said.headers)
                else:
                    proto.response_bytes(said.status, said.headers, pieces)
                return
            sending = proto.response_stream(said.status, said.headers)
            steps = iter(pieces)
            while (piece := await inside(next, steps, None)) is not None:
                await sending.send_bytes(piece)
        finally:
            if close := getattr(pieces, "close", None):
                await inside(close)


class Said:
    """What an application told its server to say: WSGI's start_response."""

    def __init__(self) -> None:
        self.status = 500
        self.headers: Headers = []
        self.written: list[bytes] = []

    def __call__(self, status: str, headers: Headers, exc_info: object = None) -> Callable[[bytes], object]:
        self.status, self.headers = int(status[:3]), list(headers)
        return self.written.append


def call(application: Application, asked: Environ, said: Said) -> bytes | Iterable[bytes]:
    """Ask a WSGI application: its body whole when it is at hand, else what gives it piece by piece."""
    try:
        pieces = application(asked, said)
        if isinstance(pieces, Sent):
            return pieces
        try:
            return b"".join([*said.written, *pieces])
        finally:
            if close := getattr(pieces, "close", None):
                close()
    except Exception:
        logger.exception("%s %s failed", asked["REQUEST_METHOD"], asked["PATH_INFO"])
        body = b"Something went wrong here; it was noted.\n"
        said("500", [("content-type", "text/plain; charset=utf-8"), ("content-length", str(len(body)))])
        return body


def environ(scope: Any, body: IO[bytes], length: int) -> Environ:
    """The request as WSGI has it."""
    host, _, port = scope.server.rpartition(":")
    made: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode("utf-8", "replace").decode("latin-1"),
        "QUERY_STRING": scope.query_string.encode("utf-8", "replace").decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "SERVER_NAME": host.strip("[]"),
        "SERVER_PORT": port,
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body if length else io.BytesIO(),
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        key = name.upper().replace("-", "_")
        if key == "TRANSFER_ENCODING":
            continue  # it came in pieces and lies here whole
        if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            key = f"HTTP_{key}"
            if key in made:
                value = f"{made[key]}{';' if key == 'HTTP_COOKIE' else ','}{value}"
        made[key] = value
    if length:
        made["CONTENT_LENGTH"] = str(length)
    return made


# --- granian ------------------------------------------------------------------------------------------------


def listen(target: str, host: str, port: int, workers: int) -> None:
    """Serve the Front that a factory makes, until Ctrl-C; granian says nothing of its own but what goes wrong."""
    import multiprocessing

    from granian import Granian
    from granian.constants import HTTPModes, Interfaces, Loops
    from granian.log import LogLevels

    # The leader's thread and its database connection must not be forked into the workers.
    multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
        target,
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        loop=Loops.asyncio,
        workers=workers,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
    )
    server.serve(spawn_target=worker)


#: Releases of granian whose scheduler is known to be as it is used here.
KNOWN = ((2, 8), (2, 9))


def worker(number: int, name: str | None, load: Callable[[], Front], *rest: Any) -> None:
    """One worker of granian's, whose scheduler asks the shelf before the event loop.

    That door is not a documented one: with a release that is not known, the loop asks the shelf, at half the speed.
    """
    import granian
    from granian.server import mp

    front = load()
    version = tuple(int(part) for part in granian.__version__.split(".")[:2])
    if KNOWN[0] <= version < KNOWN[1]:
        setattr(mp, "_new_cbscheduler", partial(scheduler, front))  # noqa: B010  (no name of its interface)
    mp.MPServer._spawn_rsgi_worker(number, name, lambda: front, *rest)


def scheduler(front: Front, loop: Any, answer: Callable[[Any], Any], impl_asyncio: bool = True) -> Any:
    """A scheduler of granian's that takes to the loop only what is not on the shelf."""
    from granian._granian import CallbackScheduler

    def begin(watcher: Any) -> None:
        watcher.taskref(loop.create_task(answer(watcher)))

    def schedule(watcher: Any) -> None:
        try:
            answered = front.at_once(watcher.scope, watcher.proto)
        except Exception:
            logger.exception("the shelf failed")
            answered = False
        if answered:
            watcher.done()
        else:
            loop.call_soon_threadsafe(begin, watcher)

    class Scheduler(CallbackScheduler):
        __slots__ = ()

        def __init__(self, *args: Any) -> None:
            super().__init__()
            self._schedule_fn = schedule

    return Scheduler(loop, answer, None, None, None)
