"""`ekzlint map`: show every payment entry point and what was proven there."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ekzlint.findings.model import Language
    from ekzlint.mapping import Map


@click.command("map")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "format_", type=click.Choice(["text", "json", "html"]), default="text", show_default=True)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write to FILE, as UTF-8."
)
@click.option("--lang", type=click.Choice(["en", "pt"]), help="Language of the words.  [default: en]")
def command(paths: tuple[Path, ...], format_: str, output: Path | None, lang: Language | None) -> None:
    """List webhooks, checkouts and pages of return, and which steps were proven in each.

    A webhook that is not in the list was not recognised: that is the worst miss, and here it can be seen.
    """
    from ekzlint.cli.output import write
    from ekzlint.cli.progress import Progress
    from ekzlint.config import ConfigError, load_config
    from ekzlint.knowledge.load import KnowledgeError
    from ekzlint.mapping import draw_map

    try:
        near = paths or (Path(),)
        config = load_config(near)
        with Progress(shown=sys.stderr is not None and sys.stderr.isatty()) as progress:
            drawn = draw_map(near, config, progress=progress)
    except (ConfigError, KnowledgeError) as error:
        raise click.ClickException(str(error)) from None
    text = _render(drawn, format_, lang or config.lang)
    if output is None:
        write(text)
        return
    try:
        output.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise click.FileError(str(output), error.strerror) from None


def _render(drawn: Map, format_: str, language: Language) -> str:
    from ekzlint.findings.render import load_messages

    words = load_messages(language)
    if format_ == "json":
        from ekzlint.report import map_json

        return map_json.render_map(drawn.points, drawn.unread)
    if format_ == "html":
        from ekzlint.report import map_html

        return map_html.render_map(drawn.points, words, language, drawn.unread)
    from ekzlint.report import map_text

    return map_text.render_map(drawn.points, words, drawn.unread)
