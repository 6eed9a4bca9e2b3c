"""`ekzlint baseline`: write down the findings of today, so that only new ones count."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from ekzlint.config import Config
    from ekzlint.findings.model import Result

_DEFAULT: Final = Path("ekzlint-baseline.json")
_PATHS = click.argument("paths", nargs=-1, type=click.Path(exists=True, readable=False, path_type=Path))
_FILE = click.option(
    "--file",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The baseline.  [default: `baseline` of the configuration, else ekzlint-baseline.json]",
)
_LANG = click.option("--lang", type=click.Choice(["en", "pt"]), help="Language of the words.  [default: en]")


@click.group("baseline")
def command() -> None:
    """Keep a list of known findings. `ekzlint check --baseline FILE` then reports what is new."""


@command.command("write")
@_PATHS
@_FILE
@_LANG
def write_(paths: tuple[Path, ...], file: Path | None, lang: str | None) -> None:
    """Write the findings in PATHS to the baseline, in place of what it held."""
    from ekzlint.cli.output import write
    from ekzlint.findings.baseline import dump, entries
    from ekzlint.findings.render import load_messages

    result, config = _checked(paths)
    target = file or config.baseline or _DEFAULT
    found = entries(result, target.absolute().parent)
    try:
        target.write_text(dump(found), encoding="utf-8")
    except OSError as error:
        raise click.FileError(str(target), error.strerror) from None
    words = load_messages("pt" if (lang or config.lang) == "pt" else "en")
    write(words["baseline_written"].format(count=sum(entry.count for entry in found), file=target) + "\n")


@command.command("check")
@_PATHS
@_FILE
@_LANG
@click.pass_context
def check_(ctx: click.Context, paths: tuple[Path, ...], file: Path | None, lang: str | None) -> None:
    """Tell whether the baseline is what there is to find in PATHS.

    Exit codes: 0 it is, 1 there are new findings or some of the baseline are gone, 2 it cannot be read.
    """
    from ekzlint.cli.output import write
    from ekzlint.findings.baseline import BaselineError, gone, load, new_findings
    from ekzlint.findings.render import load_messages
    from ekzlint.report.escape import visible

    result, config = _checked(paths)
    target = file or config.baseline or _DEFAULT
    try:
        known = load(target)
    except BaselineError as error:
        raise click.ClickException(str(error)) from None
    words = load_messages("pt" if (lang or config.lang) == "pt" else "en")
    folder = target.absolute().parent
    fresh = new_findings(result, known, folder).findings
    past = gone(result, known, folder)
    lines = [f"{visible(f.path)}:{f.line}:{f.column} {f.code} {words['baseline_new']}" for f in fresh]
    lines += [
        f"{visible(entry.path)} {entry.code} {visible(entry.function)}".rstrip() + f" {words['baseline_gone']}"
        for entry in past
    ]
    number = sum(entry.count for entry in past)
    lines.append(words["baseline_summary"].format(known=len(result.findings) - len(fresh), new=len(fresh), gone=number))
    write("\n".join(lines) + "\n")
    ctx.exit(int(bool(fresh or past)))


def _checked(paths: tuple[Path, ...]) -> tuple[Result, Config]:
    from ekzlint import engine
    from ekzlint.cli.progress import Progress
    from ekzlint.config import ConfigError, load_config
    from ekzlint.knowledge.load import KnowledgeError

    near = paths or (Path(),)
    try:
        config = load_config(near)
        with Progress(shown=sys.stderr is not None and sys.stderr.isatty()) as progress:
            return engine.check(near, config, progress=progress), config
    except (ConfigError, KnowledgeError) as error:
        raise click.ClickException(str(error)) from None
