"""`feeds review password`: the password of the review desk, kept as a hash."""

from __future__ import annotations

import click

#: A shorter one is guessed.
SHORTEST = 10


@click.group()
def review() -> None:
    """The review desk at /review, where people correct what was misread."""


@review.command()
@click.password_option(help="The password (asked for when it is left out, which is better).")
def password(password: str) -> None:
    """Make the hash of a password, for [review] password_hash of config.toml.

    The desk is off while no hash stands there (or in the environment, FEEDS_REVIEW_PASSWORD_HASH).
    """
    from werkzeug.security import generate_password_hash

    if len(password) < SHORTEST:
        raise click.BadParameter(f"it has {len(password)} characters; use {SHORTEST} or more", param_hint="--password")
    click.echo(f'[review]\npassword_hash = "{generate_password_hash(password)}"')
    click.echo("Put these two lines into config.toml, then start `feeds serve` again.", err=True)
