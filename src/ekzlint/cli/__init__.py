"""The command line. One file a command; a command is imported when it is asked for, and what it needs when it runs."""

from __future__ import annotations

import importlib
import sys
import traceback
from typing import Any, Final, NoReturn

import click

from ekzlint import __version__

EXIT_ERROR: Final = 2
"""Wrong usage, a wrong configuration, or a mistake of ekzlint itself. 0 is clean and 1 means findings."""
_EXIT_INTERRUPTED: Final = 130
_COMMANDS: Final = ("baseline", "check", "doctor", "explain", "fix", "map", "rules", "scaffold", "webhook")


class _LazyGroup(click.Group):
    """A group whose commands live in modules of their own names, each with a `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        found: click.Command = importlib.import_module(f"ekzlint.cli.{cmd_name}").command
        return found


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="ekzlint", message="%(prog)s %(version)s")
def cli() -> None:
    """Find the mistakes that lose money in Python payment code.

    Exit codes: 0 nothing found, 1 findings, 2 wrong usage or configuration.
    """


def main(args: list[str] | None = None) -> NoReturn:
    """Run `ekzlint` with `args`, or with those of the process, and exit."""
    try:
        code: Any = cli.main(args=args, prog_name="ekzlint", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        # Click gives 1 to some of its errors; here 1 means findings.
        code = EXIT_ERROR
    except click.Abort:
        click.echo("Interrupted.", err=True)
        code = _EXIT_INTERRUPTED
    except Exception as error:
        traceback.print_exc()
        click.echo(f"ekzlint {__version__} failed: {type(error).__name__}. This is a bug in ekzlint.", err=True)
        code = EXIT_ERROR
    sys.exit(code if isinstance(code, int) else 0)
