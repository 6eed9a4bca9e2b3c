"""Asks a person about each repair."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from ekzlint.repair import Answer, Offer
from ekzlint.report.diff import SECRET_IN_SOURCE, diff, text_of


class Asker:
    """Shows an offer and takes y, n, a (this and all that follow), q (none from here on) or e (edit it first)."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """`words` are the sentences of the reader's language."""
        self._words = words
        self._always: bool | None = None

    def __call__(self, offer: Offer) -> Answer:
        """Whether to take the offer, or the text that the person made of it."""
        if self._always is not None:
            return self._always
        finding = offer.finding
        click.echo(f"\n{finding.path}:{finding.line}:{finding.column} {finding.code} {offer.message}")
        for path, old, new in offer.files:
            click.echo(diff(path, old, new, masked=finding.code == SECRET_IN_SOURCE), nl=False)
        letter = click.prompt(
            self._words["fix_ask"], type=click.Choice(["y", "n", "a", "q", "e"]), default="n", show_choices=False
        )
        if letter == "e":
            return _edited(offer)
        if letter in ("a", "q"):
            self._always = letter == "a"
        return letter in ("y", "a")


def _edited(offer: Offer) -> Answer:
    """What comes back from the person's editor; where nothing does, the offer is declined."""
    path, _, new = offer.files[0]
    text, encoding = text_of(new)
    back = click.edit(text, extension=Path(path).suffix or ".py")
    try:
        return False if back is None else back.encode(encoding)
    except UnicodeEncodeError:
        return False
