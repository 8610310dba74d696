"""The `feeds` command: one file a command group, loaded when it is asked for and not before.

Exit codes: 0 all went well; 1 something was wrong with what was asked for or read, said in one line each on
stderr; 2 the command line itself was wrong (click).
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

import click

from feeds.errors import FeedsError

#: Command -> the module of feeds.cli that has it as an attribute of the same name, and its line in --help
#: (told here, so that --help of the whole imports none of them).
COMMANDS = {
    "extract": ("extract", "What a page says: its articles and events, as JSON or explained."),
    "timex": ("timex", "Which days and times a text names, and by which rules."),
    "ingest": ("ingest", "Read pages into the store and publish what changed."),
    "serve": ("serve", "Serve the calendars, the feeds and the pages."),
    "export": ("export", "Write every feed into a folder that any web server can serve."),
    "events": ("events", "List, show and correct events."),
    "reread": ("reread", "Run today's rules over the stored pages; show what would change."),
    "sources": ("sources", "The sources of config.toml: list them, test one."),
    "watch": ("watch", "Keep reading the files of the sources as they change."),
    "backup": ("backup", "Copy the whole store into one file, also while serving."),
    "restore": ("backup", "Bring a store back from a backup."),
    "check": ("check", "Check config.toml and the store, and say how to mend them."),
    "token": ("token", "Make and take back the tokens of the JSON API."),
    "review": ("review", "The password of the review desk."),
}


class Lazy(click.Group):
    """A group whose commands are imported when they are called (a cold start is half a second)."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"feeds.cli.{COMMANDS[cmd_name][0]}")
        command = getattr(module, cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.command(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--config", "config_file", metavar="FILE", help="config.toml to use (default: the working directory's).")
@click.version_option(package_name="feeds")
@click.pass_context
def cli(ctx: click.Context, config_file: str | None) -> None:
    """Read what a local paper prints; publish it as calendars and feeds people subscribe to."""
    ctx.obj = config_file


def main(args: Sequence[str] | None = None) -> None:
    """Run the command; a FeedsError is one line on stderr and exit code 1, never a traceback."""
    try:
        code = cli.main(args=list(args) if args is not None else None, prog_name="feeds", standalone_mode=False)
    except FeedsError as error:
        click.echo(f"feeds: {error}", err=True)
        sys.exit(1)
    except click.exceptions.Abort:
        click.echo("feeds: stopped", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:  # `feeds extract … | head`: nobody reads on, which is no error of ours
        sys.stderr.close()
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)
