"""`ekzlint fix`: repair what can be repaired, and say what was not and why."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from ekzlint.cli.check import split_codes

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ekzlint.config import Config
    from ekzlint.findings.model import Finding
    from ekzlint.repair import Repair


class _Options(TypedDict):
    """What the options say; None or empty where they are not given."""

    diff: bool
    check: bool
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    unsafe_fixes: bool
    interactive: bool
    force_exclude: bool
    lang: str | None
    quiet: bool


@click.command("fix")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, readable=False, path_type=Path))
@click.option("--diff", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--check", is_flag=True, help="Write nothing, and exit with 1 if something would change.")
@click.option("--select", multiple=True, callback=split_codes, metavar="CODES", help="Repair only these (EKZ203,EKZ8).")
@click.option("--ignore", multiple=True, callback=split_codes, metavar="CODES", help="Leave these as they are.")
@click.option("--unsafe-fixes", is_flag=True, help="Also apply repairs that may change what the code does.")
@click.option("--interactive", "-i", is_flag=True, help="Show each repair, and ask.")
@click.option("--force-exclude", is_flag=True, help="Leave out excluded files even if they are named as PATHS.")
@click.option("--lang", type=click.Choice(["en", "pt"]), help="Language of the words.  [default: en]")
@click.option("--quiet", "-q", is_flag=True, help="Do not list what was done and what was not.")
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[Path, ...], **options: Unpack[_Options]) -> None:
    """Repair the findings in PATHS, files or folders, or in the working directory.

    Each repair is checked before anything is written: the file parses, the finding is gone and no new one has come up
    anywhere. Exit codes: 0 done, 1 something would change (with --check), 2 wrong usage, or a file was not written.
    """
    from ekzlint.cli.progress import Progress
    from ekzlint.cli.write import write_files
    from ekzlint.config import ConfigError
    from ekzlint.findings.render import load_messages
    from ekzlint.knowledge.load import KnowledgeError
    from ekzlint.repair import repair

    near = paths or (Path(),)
    try:
        config = _configure(near, options)
        words = load_messages(config.lang)
        ask = None
        if options["interactive"]:
            from ekzlint.cli.ask import Asker

            ask = Asker(words)
        shown = not options["quiet"] and not ask and sys.stderr is not None and sys.stderr.isatty()
        with Progress(shown=shown) as progress:
            made = repair(
                near,
                config,
                wanted=_wanted(options),
                unsafe=options["unsafe_fixes"],
                ask=ask,
                progress=progress,
            )
    except (ConfigError, KnowledgeError) as error:
        raise click.ClickException(str(error)) from None
    failed: dict[str, str] = {}
    if options["diff"]:
        _write_diff(made)
    elif not options["check"]:
        failed = write_files(made.files, near, config, made.groups)
    if not options["quiet"]:
        dry = options["diff"] or options["check"]
        _report(made, failed, words, dry=dry, err=options["diff"])
    if failed:
        ctx.exit(2)
    ctx.exit(int(options["check"] and bool(made.files)))


def _configure(near: tuple[Path, ...], options: _Options) -> Config:
    import msgspec

    from ekzlint.cli.codes import check_codes
    from ekzlint.config import load_config
    from ekzlint.knowledge.load import load_rules

    config, rules = load_config(near), load_rules()
    check_codes(options["select"], rules, "--select")
    check_codes(options["ignore"], rules, "--ignore")
    return msgspec.structs.replace(
        config,
        force_exclude=options["force_exclude"] or config.force_exclude,
        lang=options["lang"] or config.lang,
    )


def _wanted(options: _Options) -> Callable[[Finding], bool]:
    """The command line says what is repaired; the configuration, what is looked at."""
    select, ignore = options["select"], options["ignore"]
    return lambda finding: (
        (not select or finding.code.startswith(select)) and not (ignore and finding.code.startswith(ignore))
    )


def _write_diff(made: Repair) -> None:
    from ekzlint.cli.output import write
    from ekzlint.report.diff import SECRET_IN_SOURCE, diff
    from ekzlint.source.discover import display_path

    findings = [*(done.finding for done in made.done), *(left.finding for left in made.left)]
    secret = {finding.path for finding in findings if finding.code == SECRET_IN_SOURCE}
    write(
        "".join(
            diff(path, old, new, masked=display_path(Path(path)) in secret) for path, (old, new) in made.files.items()
        )
    )


def _report(made: Repair, failed: Mapping[str, str], words: Mapping[str, str], *, dry: bool, err: bool) -> None:
    from ekzlint.cli.output import write
    from ekzlint.source.discover import display_path

    lines = [_line(done.finding, done.message) for done in made.done]
    left = [_line(left.finding, left.reason, words["fix_write"] if left.advice else "") for left in made.left]
    if left:
        lines += [*([""] if lines else []), words["fix_left"], *(f"  {line}" for line in left)]
    lines += [f"{display_path(Path(path))}: {words['fix_unwritten']}: {reason}" for path, reason in failed.items()]
    template = words["fix_summary_dry" if dry else "fix_summary"]
    files = len(made.files) - len(failed)
    summary = template.format(done=len(made.done), files=files, left=len(made.left))
    write("\n".join([*lines, *([""] if lines else []), summary]) + "\n", err=err)


def _line(finding: Finding, text: str, lead: str = "") -> str:
    from ekzlint.report.escape import visible

    return f"{visible(finding.path)}:{finding.line}:{finding.column} {finding.code} {lead}{visible(text)}"
