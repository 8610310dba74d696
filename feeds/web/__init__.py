"""The pages: a thin coat over the store and the published feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask

    from feeds.config import Config


def create_app(config: Config | None = None, **given: Any) -> Flask:
    """The Flask application; imported when it is called, since `feeds.web` is imported by what needs no Flask."""
    from feeds.web.app import create_app as create

    return create(config, **given)
