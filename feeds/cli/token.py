"""`feeds token`: who may use the JSON API."""

from __future__ import annotations

import click

from feeds.config import load


@click.group()
def token() -> None:
    """Make and take back the tokens of the JSON API (/api)."""


@token.command("add")
@click.argument("name")
@click.pass_obj
def add(config_file: str | None, name: str) -> None:
    """Make a token and print it, once: the store keeps only its hash. A former one of the same NAME is replaced."""
    import secrets
    from hashlib import sha256

    from feeds.pipeline import now
    from feeds.store import open_store

    made = "feeds_" + secrets.token_urlsafe(32)
    with open_store(load(config_file).database) as store:
        store.add_token(name, sha256(made.encode()).hexdigest(), now())
    click.echo(made)


@token.command("list")
@click.pass_obj
def list_(config_file: str | None) -> None:
    """Who has one, and since when."""
    from feeds.store import open_store

    with open_store(load(config_file).database) as store:
        for name, made in store.tokens().items():
            click.echo(f"{name}  {made:%Y-%m-%d}")


@token.command("remove")
@click.argument("name")
@click.pass_obj
def remove(config_file: str | None, name: str) -> int:
    """Take a token back: whoever has it is refused from now on."""
    from feeds.store import open_store

    with open_store(load(config_file).database) as store:
        if store.remove_token(name):
            return 0
    click.echo(f"feeds: {name}: has no token; `feeds token list` shows who has", err=True)
    return 1
