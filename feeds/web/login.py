"""Who may sit at the review desk: one password, a session cookie, a token in every form, patience with guesses."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import threading
from pathlib import Path

from flask import Flask, abort, current_app, request, session
from werkzeug.security import check_password_hash

from feeds.config import Config
from feeds.errors import ConfigError
from feeds.web.throttle import Guesses

#: The environment wins over config.toml, for those who keep secrets there.
VARIABLE = "FEEDS_REVIEW_PASSWORD_HASH"
#: Seconds a session lasts.
SESSION = 12 * 3600


def password_hash(config: Config) -> str:
    return os.environ.get(VARIABLE) or config.review.password_hash


def prepare(app: Flask, config: Config) -> None:
    """Sessions for the desk alone: their cookie goes to /review and to nowhere else."""
    known = password_hash(config)
    app.extensions["guesses"] = Guesses()
    if not known:
        return
    key = session_key(config.published.parent / "session.key")
    # Another password ends every session.
    app.secret_key = hmac.new(key, known.encode(), hashlib.sha256).digest()
    app.config.update(
        SESSION_COOKIE_NAME="review",
        SESSION_COOKIE_PATH="/review",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_SECURE=config.site.url.startswith("https://"),
        PERMANENT_SESSION_LIFETIME=SESSION,
    )


def session_key(file: Path) -> bytes:
    """A random key that all workers share: made once, readable by the owner alone."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(f".{file.name}.{os.getpid()}.{threading.get_ident()}")
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as made:
            made.write(secrets.token_bytes(32))
        try:
            os.link(beside, file)  # whole or not at all; the first process wins
        except FileExistsError:
            pass
        finally:
            beside.unlink()
        return file.read_bytes()
    except OSError as error:
        raise ConfigError(f"{file}: the review desk cannot keep its key: {error.strerror}; mend the folder") from None


#: One guess at a time in a process: a hash that is slow to check must not be a way to keep the site busy.
_checking = threading.Lock()


def check(config: Config, password: str) -> bool:
    with _checking:
        try:
            return check_password_hash(password_hash(config), password)
        except ValueError:
            raise ConfigError("review.password_hash: is no hash; `feeds review password` makes one") from None


def guesses() -> Guesses:
    found = current_app.extensions["guesses"]
    assert isinstance(found, Guesses)
    return found


def token() -> str:
    """The session's token, which every form carries."""
    if "token" not in session:
        session["token"] = secrets.token_urlsafe(32)
    return str(session["token"])


def check_token() -> None:
    """A form that was not made for this session is refused: another site may have sent it."""
    known, given = session.get("token", ""), request.form.get("token", "")
    if not known or not hmac.compare_digest(str(known).encode(), given.encode()):
        abort(400, "The form is too old, or not ours; load the page again and repeat what you did.")


def who() -> str | None:
    """The name of the person at the desk; None for everybody else."""
    name = session.get("who")
    return str(name) if name else None
