"""Checks the rule codes that a user names."""

from __future__ import annotations

from collections.abc import Iterable

import click

from ekzlint.config import nearest


def check_codes(codes: Iterable[str], known: Iterable[str], where: str) -> None:
    """Raise UsageError, beginning with `where`, for the first of `codes` that is no code or prefix of one."""
    known = sorted(known)
    for code in codes:
        if not any(rule.startswith(code.upper()) for rule in known):
            raise click.UsageError(f"{where}: there is no rule {code!r}{nearest(code.upper(), known)}")
