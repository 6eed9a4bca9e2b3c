"""`ekzlint webhook`: try the contracts of a payment webhook on a running server."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict
from urllib.parse import urlsplit

import click

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ekzlint.battery.callbacks import Digest
    from ekzlint.findings.model import Language


class _Options(TypedDict):
    payment: str
    late: str
    ticket: str
    operation: str
    amount: str
    state: str
    digest: Digest
    env_file: Path | None
    format_: str
    lang: Language


def _http(ctx: click.Context, param: click.Parameter, value: str) -> str:
    parts = urlsplit(value)
    if value and (parts.scheme not in ("http", "https") or not parts.hostname):
        raise click.BadParameter(f"{value!r} is no http or https address", ctx, param)
    return value


@click.command("webhook")
@click.argument("url", callback=_http)
@click.option(
    "--payment", default="", metavar="ID[=NAME]", help="merchantTransactionId of a pending charge: it gets paid."
)
@click.option(
    "--late", default="", metavar="ID[=NAME]", help="Another pending charge: it expires and is paid afterwards."
)
@click.option("--ticket", default="", metavar="CODE[=NAME]", help="Code of a pending ticket: it gets paid.")
@click.option("--operation", default="", metavar="CODE", help="The operationCode of that ticket.")
@click.option("--amount", default="100.00", show_default=True, help="The amount of those charges.")
@click.option(
    "--state",
    default="",
    callback=_http,
    metavar="URL",
    help="A page of the same server that tells of one payment, with {id} for its id, or for the NAME that you give "
    "with it. With it, effects are judged too.",
)
@click.option("--digest", type=click.Choice(["hex", "base64"]), default="hex", show_default=True)
@click.option(
    "--env-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Where to find what the environment does not have: EKWANZA_API_KEY and the others that sign a callback.",
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--lang", type=click.Choice(["en", "pt"]), default="en", show_default=True)
@click.pass_context
def command(ctx: click.Context, /, url: str, **options: Unpack[_Options]) -> None:
    """Send the e-Kwanza contract battery to URL and say which contracts hold and which are broken.

    It sends forged, repeated, late and malformed callbacks. Use a test server: the payments that you name get paid.
    Nothing is sent to any other host than those you name. Exit codes: 0 nothing is broken, 1 something is, 2 error.
    """
    try:
        from ekzlint.battery.run import run
    except ImportError:
        raise click.ClickException("this command needs more: pip install 'ekzlint[live]'") from None
    from ekzlint.battery.cases import cases
    from ekzlint.battery.credentials import read_credentials
    from ekzlint.battery.records import Known
    from ekzlint.battery.words import WORDS
    from ekzlint.cli.output import write
    from ekzlint.report.battery import render_json, render_text

    state = options["state"]
    if state and urlsplit(state).netloc != urlsplit(url).netloc:
        raise click.UsageError("--state must be a page of the server that URL names")
    named = {name: options[name].partition("=") for name in ("payment", "late", "ticket")}
    known = Known(
        **{name: key for name, (key, _, _) in named.items()},
        operation=options["operation"],
        amount=options["amount"],
        shown_as={key: shown for key, _, shown in named.values() if shown},
    )
    try:
        credentials = read_credentials(options["env_file"])
    except OSError as error:
        raise click.FileError(str(options["env_file"]), error.strerror) from None
    outcomes = asyncio.run(run(cases(url, known, credentials, options["digest"]), state))
    words = WORDS[options["lang"]]
    if options["format_"] == "json":
        write(render_json(outcomes, words))
    else:
        write(render_text(outcomes, words, blind=not state))
    broken = [outcome for outcome in outcomes if outcome.verdict == "broken"]
    if len(broken) == sum(outcome.verdict != "skipped" for outcome in outcomes) and all(
        outcome.reason == "no_answer" for outcome in broken
    ):
        raise click.ClickException(f"{url} does not answer")
    ctx.exit(int(bool(broken)))
