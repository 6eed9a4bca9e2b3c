"""`ekzlint doctor`: examine the settings of the payment providers in use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ekzlint.doctor.records import Entry, Remark
    from ekzlint.findings.model import Language


@click.command("doctor")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path())
@click.option(
    "--env-file",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Examine this file; may be given again.  [default: .env and .env.* of FOLDER, samples left out]",
)
@click.option("--live", is_flag=True, help="Ask e-Kwanza's gateway for a token, at the address in EKWANZA_OAUTH_URL.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--lang", type=click.Choice(["en", "pt"]), help="Language of the sentences.  [default: en]")
@click.pass_context
def command(
    ctx: click.Context, /, folder: Path, files: tuple[Path, ...], live: bool, format_: str, lang: Language | None
) -> None:
    """Say which settings of the payment providers in FOLDER are missing, malformed, mixed up or given away to git.

    No value is ever shown. Exit codes: 0 no error, 1 errors, 2 wrong usage.
    """
    try:
        import dotenv  # noqa: F401  # is there, or the command cannot work

        from ekzlint.doctor import read
        from ekzlint.doctor.examine import examine
    except ImportError:
        raise click.ClickException("this command needs more: pip install 'ekzlint[live]'") from None
    from ekzlint.cli.output import write
    from ekzlint.config import ConfigError, load_config
    from ekzlint.doctor.words import WORDS
    from ekzlint.knowledge.load import KnowledgeError, load_knowledge
    from ekzlint.report.doctor import render_json, render_text

    try:
        config = load_config((folder,))
        providers = list(load_knowledge(config.knowledge).providers.values())
    except (ConfigError, KnowledgeError) as error:
        raise click.ClickException(str(error)) from None
    names = sorted({setting.name for provider in providers for setting in provider.setting})
    paths = [path.resolve() for path in files] or read.env_files(folder.resolve())
    entries, remarks = _read(paths)
    entries += read.from_environment(names)
    asked = read.asked_for(folder, names, config)
    remarks += examine(providers, entries, asked, paths)
    held = {entry.name: entry for entry in entries}
    if live:
        from ekzlint.doctor.live import try_oauth

        remarks.append(try_oauth(held))
    used = [p.title for p in providers if any(s.name in held or s.name in asked for s in p.setting)]
    render = render_json if format_ == "json" else render_text
    write(render(remarks, used, WORDS[lang or config.lang]))
    ctx.exit(int(any(remark.grade == "error" for remark in remarks)))


def _read(paths: list[Path]) -> tuple[list[Entry], list[Remark]]:
    """The settings of the files, and what cannot be read."""
    from ekzlint.doctor import read
    from ekzlint.doctor.records import Remark

    entries: list[Entry] = []
    remarks: list[Remark] = []
    for path in paths:
        try:
            entries += read.read_env(path)
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else str(error).partition(":")[0]
            subject, reason = path.name, why or ""
            remarks.append(
                Remark(grade="error", provider="", subject=subject, reason="unreadable", detail=reason, path=subject)
            )
    return entries, remarks
