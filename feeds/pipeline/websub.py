"""WebSub: the hub is told which feeds changed, from a thread of its own, so that reading never waits for it.

What could not be told is kept in the store and told with the next change, or when the next process begins.
"""

from __future__ import annotations

import atexit
import logging
import threading
import time
from collections.abc import Callable, Iterable
from urllib.parse import quote
from weakref import WeakSet

from feeds.config import Config
from feeds.pipeline.manifest import Manifest
from feeds.store import Store

logger = logging.getLogger("feeds")

#: Seconds before each try; after the last one the feeds wait for the next change.
TRIES = (0.0, 1.0, 5.0)
#: Seconds that a hub may take to answer.
PATIENCE = 5.0
#: Seconds for which a command that is done waits for the hub.
GRACE = 3.0
_RUNNING: WeakSet[threading.Thread] = WeakSet()
#: Under this name the store keeps what the hub has not heard.
NAME = "websub"
#: A hub is told of so many feeds at a time at the most.
AT_ONCE = 50


def topics(config: Config, changed: Iterable[str]) -> list[str]:
    """The addresses of the changed feeds; archives have no subscribers."""
    return [f"{config.site.url}/{quote(path)}" for path in sorted(changed) if not path.startswith("archive/")]


def tell(
    store: Store,
    config: Config,
    made: Manifest,
    *,
    post: Callable[[str, list[str]], bool] | None = None,
    sleep: Callable[[float], object] = time.sleep,
) -> threading.Thread | None:
    """Tell the hub, in a thread; None when there is nothing to tell."""
    hub = config.site.hub
    if not hub:
        return None
    waiting = store.feed_states().get(NAME, {}).get("topics", [])
    told = sorted({*waiting, *topics(config, made.changed)})
    if not told:
        return None
    store.save_feed_states({NAME: {"topics": told}})
    thread = threading.Thread(target=_deliver, args=(store, hub, told, post or ping, sleep), name="websub", daemon=True)
    thread.start()
    _RUNNING.add(thread)
    return thread


def _linger() -> None:
    """A command that read a page gives the hub a moment before it ends; what was not told by then is told next time."""
    for thread in list(_RUNNING):
        thread.join(GRACE)


atexit.register(_linger)


def _deliver(
    store: Store, hub: str, told: list[str], post: Callable[[str, list[str]], bool], sleep: Callable[[float], object]
) -> None:
    left = told
    for wait in TRIES:
        sleep(wait)
        if all(post(hub, left[first : first + AT_ONCE]) for first in range(0, len(left), AT_ONCE)):
            try:
                waiting = store.feed_states().get(NAME, {}).get("topics", [])
                store.save_feed_states({NAME: {"topics": sorted(set(waiting) - set(told))}})
            except Exception:  # the store was closed meanwhile: the hub hears it once more, which does no harm
                logger.debug("the hub was told, but that could not be noted", exc_info=True)
            return
    logger.warning("the hub %s does not answer; it is told again with the next change", hub)


def ping(hub: str, told: list[str]) -> bool:
    """One request: whether the hub took it."""
    from urllib.error import URLError
    from urllib.parse import urlencode
    from urllib.request import Request, urlopen

    form = [("hub.mode", "publish")]
    for topic in told:
        # The specification leaves this to the hub; the common ones read one name or the other.
        form += [("hub.topic", topic), ("hub.url", topic)]
    request = Request(hub, data=urlencode(form).encode(), headers={"User-Agent": "feeds"}, method="POST")
    try:
        with urlopen(request, timeout=PATIENCE) as answer:
            return bool(200 <= answer.status < 300)
    except (URLError, OSError, ValueError):
        return False
