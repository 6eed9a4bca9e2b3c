"""`ekzlint check`: analyse files and report what is wrong."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict

import click

from ekzlint.report import FORMATS

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ekzlint.config import Config
    from ekzlint.findings.model import Result
    from ekzlint.knowledge.schema import Rule

_FOR_PEOPLE: Final = ("text", "concise")
_WITH_FIXES: Final = ("json", "sarif")
"""The formats that always tell of repairs: those who read them apply them."""


def split_codes(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Take `--select A,B --select C` as A, B and C."""
    return tuple(code.strip().upper() for value in values for code in value.split(",") if code.strip())


class _Options(TypedDict):
    """What the options say; None or empty where they are not given."""

    format_: str
    output: Path | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    min_confidence: str | None
    fail_on: str | None
    lang: str | None
    force_exclude: bool
    no_cache: bool
    cache_dir: Path | None
    jobs: int | None
    profile: bool
    diff: str | None
    watch: bool
    quiet: bool
    statistics: bool
    stdin_filename: str | None
    show_fixes: bool
    baseline: Path | None
    add_ignores: str | None


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, readable=False, allow_dash=True, path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="Report style."
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the report to FILE, as UTF-8, and not to standard output.",
)
@click.option(
    "--select",
    multiple=True,
    callback=split_codes,
    metavar="CODES",
    help="Report only these codes or prefixes (EKZ101,EKZ2), whatever the configuration selects.",
)
@click.option(
    "--ignore",
    multiple=True,
    callback=split_codes,
    metavar="CODES",
    help="Leave out these codes or prefixes, besides those that the configuration ignores.",
)
@click.option(
    "--min-confidence",
    type=click.Choice(["low", "medium", "high"]),
    help="Leave out findings below this confidence.  [default: medium]",
)
@click.option(
    "--fail-on",
    type=click.Choice(["info", "warning", "error"]),
    help="Exit with 1 only if a finding is at least this severe.  [default: info]",
)
@click.option("--lang", type=click.Choice(["en", "pt"]), help="Language of the findings.  [default: en]")
@click.option("--force-exclude", is_flag=True, help="Leave out excluded files even if they are named as PATHS.")
@click.option("--no-cache", is_flag=True, help="Analyse everything afresh, and keep nothing for the next run.")
@click.option(
    "--cache-dir",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Keep the cache in DIR.  [default: .ekzlint_cache in the project's root]",
)
@click.option("--jobs", "-j", type=click.IntRange(1), metavar="N", help="Use up to N processes.  [default: the cores]")
@click.option("--profile", is_flag=True, help="After the report, show where the time went, by stage and by rule.")
@click.option("--quiet", "-q", is_flag=True, help="Show no progress, and print nothing at all where nothing is found.")
@click.option("--statistics", is_flag=True, help="After the report, show how often each rule was broken.")
@click.option("--show-fixes", is_flag=True, help="Show the repair of each finding that has one.")
@click.option(
    "--baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Leave out the findings of this file, which `ekzlint baseline write` made.",
)
@click.option(
    "--add-ignores", metavar="REASON", help="Write a suppression with this reason next to each finding, and exit."
)
@click.option(
    "--diff", metavar="BASE", help="Report only what lines touch that have changed since the commit BASE, by git."
)
@click.option("--watch", is_flag=True, help="Check again whenever a file changes.")
@click.option("--stdin-filename", metavar="NAME", help="With `-`: the name of what is read from standard input.")
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[Path, ...], **options: Unpack[_Options]) -> None:
    """Check PATHS, files or folders, or the working directory.

    `-` checks the text on standard input. Where an option is not given, [tool.ekzlint] of the nearest pyproject.toml
    decides, or the nearest ekzlint.toml.
    """
    output, stdin_name = options["output"], options["stdin_filename"]
    from_stdin = Path("-") in paths
    if from_stdin and len(paths) > 1:
        raise click.UsageError("`-` stands alone: standard input cannot be checked together with other paths.")
    if stdin_name and not from_stdin:
        raise click.UsageError("--stdin-filename needs `-` as the path.")
    if options["add_ignores"] is not None and from_stdin:
        raise click.UsageError("--add-ignores writes to files: it does not go with `-`.")
    if from_stdin and (options["watch"] or options["diff"] is not None):
        raise click.UsageError("--watch and --diff are about files: they do not go with `-`.")
    if output and not output.parent.is_dir():
        raise click.UsageError(f"--output: there is no folder {output.parent}")
    if not options["watch"]:
        ctx.exit(_check(paths, options))
    from ekzlint.cli.watch import rounds
    from ekzlint.knowledge.load import load_rules

    code = 0
    for _ in rounds(paths or (Path(),), lambda: _configure(paths or (Path(),), options, load_rules())):
        code = _check(paths, options)
    ctx.exit(code)


def _check(paths: tuple[Path, ...], options: _Options) -> int:
    """Check once, report, and return the exit code."""
    from ekzlint import engine
    from ekzlint.cli.output import write_profile, write_report, write_statistics
    from ekzlint.cli.progress import Progress
    from ekzlint.config import ConfigError
    from ekzlint.findings.baseline import BaselineError
    from ekzlint.findings.model import SEVERITIES
    from ekzlint.knowledge.load import KnowledgeError, load_rules
    from ekzlint.profile import Profile, cores

    profile = Profile()
    output, stdin_name = options["output"], options["stdin_filename"]
    from_stdin = Path("-") in paths
    try:
        rules = load_rules()
        files = () if from_stdin else paths or (Path(),)
        config = _configure((Path(stdin_name),) if stdin_name else files, options, rules)
        with Progress(shown=not options["quiet"] and sys.stderr is not None and sys.stderr.isatty()) as progress:
            stdin = (stdin_name or "<stdin>", _read_stdin()) if from_stdin else None
            result = engine.check(
                files,
                config,
                progress=progress,
                stdin=stdin,
                cache=not options["no_cache"],
                jobs=options["jobs"] or cores(),
                profile=profile if options["profile"] else None,
                note=_note,
            )
        if options["diff"] is not None:
            result = _touched(result, options["diff"], files[0])
        if config.baseline:
            result = _unknown(result, config.baseline, config, quiet=options["quiet"])
        if options["add_ignores"] is not None:
            return _add_ignores(result, files, config, options["add_ignores"])
        if options["show_fixes"] or options["format_"] in _WITH_FIXES:
            from ekzlint.planning import with_fixes

            result = with_fixes(result, files, config, stdin)
    except (BaselineError, ConfigError, KnowledgeError) as error:
        raise click.ClickException(str(error)) from None

    for_people = options["format_"] in _FOR_PEOPLE
    if not (options["quiet"] and for_people and not output and _is_empty(result)):
        write_report(result, rules, format_=options["format_"], output=output)
    if options["statistics"]:
        write_statistics(result, err=not for_people or output is not None)
    if options["profile"]:
        write_profile(profile.times())
    failing = SEVERITIES.index(config.fail_on)
    return int(any(SEVERITIES.index(finding.severity) >= failing for finding in result.findings))


def _touched(result: Result, base: str, near: Path) -> Result:
    """What the changes since a commit touch, in the repository around a file or folder."""
    from ekzlint.changes import GitError, changed_lines, on_changed_lines

    try:
        return on_changed_lines(result, changed_lines(base, near if near.is_dir() else near.parent))
    except GitError as error:
        raise click.ClickException(f"--diff: {error}") from None


def _configure(near: tuple[Path, ...], options: _Options, rules: Mapping[str, Rule]) -> Config:
    """Return the configuration nearest to `near`, with what the command line says put over it."""
    import msgspec

    from ekzlint.cli.codes import check_codes
    from ekzlint.config import load_config

    config = load_config(near)
    where = f"{config.file}: " if config.file else ""
    check_codes(config.select, rules, f"{where}select")
    check_codes(config.ignore, rules, f"{where}ignore")
    check_codes(options["select"], rules, "--select")
    check_codes(options["ignore"], rules, "--ignore")
    return msgspec.structs.replace(
        config,
        select=options["select"] or config.select,
        ignore=(*config.ignore, *options["ignore"]),
        force_exclude=options["force_exclude"] or config.force_exclude,
        min_confidence=options["min_confidence"] or config.min_confidence,
        fail_on=options["fail_on"] or config.fail_on,
        lang=options["lang"] or config.lang,
        baseline=options["baseline"] or config.baseline,
        cache_dir=options["cache_dir"].absolute() if options["cache_dir"] else config.cache_dir,
    )


def _unknown(result: Result, file: Path, config: Config, *, quiet: bool) -> Result:
    """What the baseline does not cover. Raises BaselineError."""
    from ekzlint.cli.output import write
    from ekzlint.findings.baseline import load, new_findings
    from ekzlint.findings.render import load_messages

    fresh = new_findings(result, load(file), file.absolute().parent)
    hidden = len(result.findings) - len(fresh.findings)
    if hidden and not quiet:
        write(load_messages(config.lang)["baseline_hidden"].format(count=hidden, file=file) + "\n", err=True)
    return fresh


def _add_ignores(result: Result, paths: tuple[Path, ...], config: Config, reason: str) -> int:
    """Write a suppression next to each finding; 1 where one could not be suppressed."""
    from ekzlint.cli.output import write
    from ekzlint.cli.write import write_files
    from ekzlint.findings.render import load_messages
    from ekzlint.ignoring import add_ignores

    files, after = add_ignores(result, paths, config, reason)
    failed = write_files(files, paths, config)
    for path, why in failed.items():
        write(f"{path}: {why}\n", err=True)
    left = len(after.findings) - (0 if not config.baseline else _known(after, config.baseline))
    words = load_messages(config.lang)
    write(words["ignores_added"].format(count=len(result.findings) - left, left=left) + "\n")
    return 2 if failed else int(left > 0)


def _known(result: Result, file: Path) -> int:
    """How many findings the baseline covers."""
    from ekzlint.findings.baseline import load, new_findings

    return len(result.findings) - len(new_findings(result, load(file), file.absolute().parent).findings)


def _read_stdin() -> bytes:
    from ekzlint.limits import MAX_FILE_BYTES

    if sys.stdin is None:
        raise click.UsageError("`-`: standard input is closed.")
    # One byte more than the limit, so that the limit is seen to be passed.
    return sys.stdin.buffer.read(MAX_FILE_BYTES + 1)


def _note(text: str) -> None:
    click.echo(f"note: {text}", err=True)


def _is_empty(result: Result) -> bool:
    return not result.findings and not result.errors
