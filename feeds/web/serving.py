"""What stands behind `feeds serve`: the application of a worker, and the leader that keeps the feeds current."""

from __future__ import annotations

import datetime as dt
import errno
import logging
import os
import socket
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from feeds.config import Config, load
from feeds.errors import FeedsError, ServeError
from feeds.pipeline import clock
from feeds.web.links import reach

if TYPE_CHECKING:
    from feeds.web.front import Front
    from feeds.web.shelf import Shelf

logger = logging.getLogger("feeds")

#: How a worker process learns which config.toml is meant, where it is opened, and whether the network may open it.
CONFIG, ADDRESS, LAN = "FEEDS_SERVE_CONFIG", "FEEDS_SERVE_ADDRESS", "FEEDS_SERVE_LAN"
#: Seconds between two looks at the store: a change is to be served within one second.
TICK = 0.25


def application() -> Shelf:
    """The WSGI application of a worker, as `feeds serve` (or the environment) configured it."""
    config = load(os.environ.get(CONFIG) or None)
    address = os.environ.get(ADDRESS) or None
    if address and os.environ.get(LAN):
        config = on_network(config, address)
    shelf = shelved(config, address)
    threading.Thread(target=_warm, args=(shelf,), name="warm", daemon=True).start()
    return shelf


def front() -> Front:
    """The same in the interface of `feeds serve`'s own server."""
    from feeds.web.front import Front

    return Front(application())


def _warm(application: Shelf) -> None:
    """Ask for the first pages once, so that the first reader does not wait for imports, templates and records."""
    from werkzeug.test import Client

    for page in ("/", "/news"):
        Client(application).get(page, headers={"Accept": "text/html"})


def shelved(config: Config, address: str | None = None) -> Shelf:
    """The pages behind the shelf, which answers published feeds before Flask is asked."""
    from feeds.web import create_app
    from feeds.web.shelf import Shelf

    return Shelf(lambda: create_app(config, address=address), config.published, config.site)


def on_network(config: Config, address: str) -> Config:
    """The site as a phone in this network must be told it, published beside the site as config.toml has it."""
    if reach(config.site.url) == "public":
        return config
    folder = config.published.with_name(config.published.name + "-lan")
    return replace(config, site=replace(config.site, url=address), published=folder)


def opened_at(config: Config, host: str, port: int) -> str:
    """The address people open: config.toml's when that is public, else where we listen.

    What is published always names config.toml's, so that every process publishes the same bytes.
    """
    if reach(config.site.url) == "public":
        return config.site.url
    shown = "127.0.0.1" if host in ("", "0.0.0.0", "::") else host
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"


def lan_address() -> str:
    """This machine's address on its network. Nothing is sent: a datagram socket only asks for the route."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            found = str(probe.getsockname()[0])
        except OSError:
            found = _named_address()  # a network without a way out has no route to ask for
    if not found or found.startswith("127."):
        raise ServeError("this machine has no address on a network; join one, or leave --lan out")
    return found


def _named_address() -> str:
    try:
        infos = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        return ""
    return next((str(info[4][0]) for info in infos if not str(info[4][0]).startswith("127.")), "")


def take_port(host: str, port: int) -> socket.socket:
    """The port, ours alone until the socket is closed; 0 takes a free one. ServeError says what to do about a busy one.

    The workers listen on it beside this socket, which never does: between choosing a port and
    listening on it nobody else can come.
    """
    if port:
        _bind(host, port, shared=False).close()
    return _bind(host, port, shared=True)


def _bind(host: str, port: int, *, shared: bool) -> socket.socket:
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    # As servers do: a port whose last connections still linger is free.
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        if shared:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        made.bind((host, port))
        if not shared:
            made.listen(1)
    except OSError as error:
        made.close()
        raise _no_port(host, port, error) from None
    return made


def _no_port(host: str, port: int, error: OSError) -> ServeError:
    if isinstance(error, PermissionError):
        return ServeError(f"port {port} is for the administrator; use one above 1024: --port 8000")
    if error.errno == errno.EADDRINUSE:
        return ServeError(f"port {port} on {host} is busy; stop what uses it, or serve on another: --port {port + 1}")
    return ServeError(f"{host}: cannot be listened on: {error.strerror}; try --host 127.0.0.1")


def wait_for_answer(host: str, port: int, over: threading.Event) -> bool:
    """Until somebody listens there, so that an address that was told can be opened; False when it is over before."""
    here = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    while True:
        try:
            socket.create_connection((here, port), timeout=5).close()
            return True
        except OSError:
            if over.wait(0.02):
                return False


class Keeper:
    """Publishes a store as its config says; knows when that must be done again."""

    def __init__(self, config: Config, now: Callable[[], dt.datetime] = clock.now) -> None:
        from feeds.pipeline import lead
        from feeds.store import open_store

        self.config, self.now = config, now
        self.store = open_store(config.database)
        # From now on a command that reads a page leaves the publishing to us, who have every feed at hand.
        lead(config.published)
        self._published: tuple[int, dt.date] | None = None

    def state(self) -> tuple[int, dt.date]:
        return self.store.generation(), self.now().astimezone(ZoneInfo(self.config.site.timezone)).date()

    def stale(self) -> bool:
        """Whether another process changed the store, or the site's day ended."""
        return self.state() != self._published

    def ready(self) -> None:
        """Have every feed at hand: what was found published needed no reading of the store."""
        from feeds.pipeline.publisher import ready

        ready(self.store, self.config, self.state()[1])

    def publish(self) -> None:
        from feeds.pipeline import publish

        state = self.state()
        publish(self.store, self.config, self.now())
        self._published = state


class Leader(threading.Thread):
    """Looks at the store several times a second and publishes what became stale."""

    def __init__(self, keeper: Keeper, *, tick: float = TICK, report: Callable[[str], None] = logger.error) -> None:
        super().__init__(name="leader", daemon=True)
        self._keeper, self._tick, self._report = keeper, tick, report
        self._over = threading.Event()
        #: Looks that failed since the last good one: the next waits longer.
        self._failures = 0

    def run(self) -> None:
        self._carefully(self._keeper.ready)
        while not self._over.wait(self._tick * min(2**self._failures, 256)):
            self.look()

    def look(self) -> None:
        self._carefully(self._current)

    def _current(self) -> None:
        if self._keeper.stale():
            self._keeper.publish()

    def _carefully(self, step: Callable[[], None]) -> None:
        try:
            step()
            self._failures = 0
        except FeedsError as error:
            # A database that is away for a while must not end the serving of what is published.
            if not self._failures:
                self._report(str(error))
            self._failures += 1
        except Exception:
            logger.exception("publishing failed")
            self._failures += 1

    def stop(self) -> None:
        self._over.set()
