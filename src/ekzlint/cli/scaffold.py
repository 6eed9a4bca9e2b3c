"""`ekzlint scaffold`: put a correct payment core into a project."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ekzlint.findings.model import Language
    from ekzlint.scaffold.plan import Change, Plan

_HANDLERS = ("product", "ticket", "subscription", "overage")
_PIECES = ("all", "event", "adapter", "webhook", "handler", "tests")
_MIGRATE = {
    "fastapi": "python -m {package} migrate",
    "flask": "python -m {package} migrate",
    "django": "python manage.py migrate",
}


class _Options(TypedDict):
    framework: str
    package: str
    providers: tuple[str, ...]
    root: Path
    dry_run: bool
    yes: bool
    merge: bool
    lang: Language | None


@click.command("scaffold")
@click.argument("pieces", nargs=-1)
@click.option(
    "--framework", type=click.Choice(["auto", "django", "fastapi", "flask"]), default="auto", show_default=True
)
@click.option(
    "--into", "package", default="payments", show_default=True, metavar="PACKAGE", help="The package to fill."
)
@click.option(
    "--provider",
    "providers",
    type=click.Choice(["ekwanza", "stripe"]),
    multiple=True,
    default=("ekwanza",),
    show_default=True,
    help="May be given twice; new attempts go to the first.",
)
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    metavar="DIR",
    help="The project.  [default: the working directory]",
)
@click.option("--dry-run", is_flag=True, help="Show the plan, and write nothing.")
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
@click.option("--merge", is_flag=True, help="Merge files that were scaffolded before with what is scaffolded now.")
@click.option("--lang", type=click.Choice(["en", "pt"]), help="Language of the words.  [default: en]")
@click.pass_context
def command(ctx: click.Context, /, pieces: tuple[str, ...], **options: Unpack[_Options]) -> None:
    """Scaffold PIECES of a payment core: all, event, adapter, webhook, tests, or `handler` and the name of one
    (product, ticket, subscription, overage). Without PIECES, all.

    Nothing is ever overwritten. Exit codes: 0 done, 1 files stand in the way, 2 wrong usage, or a file was not written.
    """
    from ekzlint.config import ConfigError, load_config
    from ekzlint.findings.render import load_messages
    from ekzlint.scaffold.apply import apply
    from ekzlint.scaffold.manifest import ManifestError, load_manifest
    from ekzlint.scaffold.plan import make_plan
    from ekzlint.scaffold.target import TargetError, find_target
    from ekzlint.source.discover import display_path

    wanted = _named(pieces or ("all",))
    try:
        words = load_messages(options["lang"] or load_config([options["root"]]).lang)
        target = find_target(options["root"], options["package"], options["framework"])
        plan = make_plan(load_manifest(), target, wanted, options["providers"], options["merge"])
    except (ConfigError, ManifestError, TargetError) as error:
        raise click.ClickException(str(error)) from None
    _show(plan, words)
    if plan.conflicts:
        clashed = any(b"<<<<<<< " in change.new for change in plan.conflicts)
        key = "scaffold_clash" if clashed else "scaffold_stands"
        click.echo(words[key].format(count=len(plan.conflicts)), err=True)
        ctx.exit(1)
    if not plan.writes:
        click.echo(words["scaffold_nothing"])
        return
    if options["dry_run"]:
        return
    if not options["yes"] and not click.confirm(words["scaffold_ask"].format(count=len(plan.writes))):
        click.echo(words["scaffold_declined"])
        return
    failed = apply(plan)
    for path, reason in failed.items():
        click.echo(f"{display_path(path)}: {words['scaffold_failed']}: {reason}", err=True)
    click.echo(words["scaffold_done"].format(count=len(plan.writes) - len(failed)))
    _show_next(plan, words)
    if failed:
        ctx.exit(2)


def _named(pieces: Sequence[str]) -> tuple[str, ...]:
    """The pieces by the names of the manifest: `handler ticket` is one piece."""
    found: list[str] = []
    rest = list(pieces)
    while rest:
        piece = rest.pop(0)
        if piece == "handler":
            name = rest.pop(0) if rest else ""
            if name not in _HANDLERS:
                raise click.BadParameter(f"after `handler` comes one of {', '.join(_HANDLERS)}", param_hint="PIECES")
            piece = f"handler-{name}"
        elif piece not in _PIECES:
            raise click.BadParameter(f"{piece!r} is none of {', '.join(_PIECES)}", param_hint="PIECES")
        found.append(piece)
    return tuple(found)


def _show(plan: Plan, words: dict[str, str]) -> None:
    """The new files as a tree, and the others as differences."""
    from ekzlint.report.diff import diff

    target = plan.target
    what = target.folder.relative_to(target.root).as_posix()
    if plan.writes or plan.conflicts:
        click.echo(words["scaffold_plan"].format(what=f"{what}/", framework=target.framework))
    folder = None
    for change in sorted((*plan.writes, *plan.conflicts), key=lambda change: change.path.parts):
        if change.path.parent != folder:
            folder = change.path.parent
            click.echo(f"  {folder.relative_to(target.root).as_posix()}/")
        click.echo(f"    {change.path.name:<32} {_about(change, words)}")
    for change in (*plan.writes, *plan.conflicts):
        if change.old is not None and not change.path.name.startswith(".ekzlint"):
            click.echo(diff(str(change.path), change.old, change.new), nl=False)
    if plan.by_hand:
        click.echo(words["scaffold_by_hand"])
        for line in plan.by_hand:
            click.echo(f"    {line}")


def _about(change: Change, words: dict[str, str]) -> str:
    lines = change.new.count(b"\n")
    return f"{words[f'scaffold_{change.outcome}']}" + (f", {lines}" if change.outcome == "create" else "")


def _show_next(plan: Plan, words: dict[str, str]) -> None:
    """What to run now: nothing where only the domain or the adapters were asked for."""
    target = plan.target
    folder = target.folder.relative_to(target.root).as_posix()
    lines = []
    if any("migrations" in change.path.parts for change in plan.changes):
        lines.append(_MIGRATE[target.framework].format(package=target.package))
    if plan.test_requires:
        tools = " ".join(f'"{tool}"' for tool in plan.test_requires)
        lines += [f"python -m pip install {tools}", f"python -m pytest {folder}"]
    if lines:
        click.echo("\n    ".join([words["scaffold_next"], *lines]))
