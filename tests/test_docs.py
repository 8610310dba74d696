"""Words cannot drift from code: what the README tells to type is what there is, and every command is told of."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from feeds.cli import COMMANDS, cli

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
FEEDS = Path(sys.executable).with_name("feeds")


def shell_lines() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", README, re.S)
    return [line.split(" #")[0].strip() for block in blocks for line in block.splitlines() if line.strip()]


def commands() -> list[str]:
    return [line for line in shell_lines() if line.startswith("feeds ")]


def test_the_readme_tells_the_two_commands() -> None:
    assert {"make run", "make test"} <= set(shell_lines())


@pytest.mark.parametrize("line", [line for line in shell_lines() if line.startswith("make ")])
def test_every_make_target_of_the_readme_exists(line: str) -> None:
    target = shlex.split(line)[1]
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.M)


@pytest.mark.parametrize("line", commands())
def test_every_command_of_the_readme_has_its_options(line: str) -> None:
    """Each command line is tried as far as --help: its subcommands and its options must be there."""
    words = shlex.split(line)[1:]
    asked = [word for word in words if not word.startswith("-")][:2]
    for depth in (2, 1):
        done = subprocess.run([FEEDS, *asked[:depth], "--help"], capture_output=True, text=True)
        if done.returncode == 0:
            break
    assert done.returncode == 0, done.stderr
    for option in (word for word in words if word.startswith("--")):
        assert option.partition("=")[0] in done.stdout, f"{line}: no {option}"


def test_every_command_is_told_of_in_the_readme() -> None:
    told = {shlex.split(line)[1] for line in commands()}
    assert set(COMMANDS) - told == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_loads_and_explains_itself(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.help
    assert all(option.help for option in command.params if isinstance(option, click.Option) and not option.hidden)


def test_every_picture_and_page_that_the_readme_links_exists() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README) + re.findall(r'src="(?!https?:)([^"]+)"', README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_changes_names_the_version() -> None:
    version = re.search(r'^version = "(.+?)"', (ROOT / "pyproject.toml").read_text("utf-8"), re.M)
    assert version
    assert f"## {version[1]}" in (ROOT / "CHANGES.md").read_text("utf-8")
