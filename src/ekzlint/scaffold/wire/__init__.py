"""Wires scaffolded code into the application: one file a framework."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path

from ekzlint.scaffold.target import Target


@dataclass(frozen=True)
class Wiring:
    """The files to edit, each with what lies there and its new text; and what a person must do."""

    edits: tuple[tuple[Path, bytes, str], ...] = ()
    by_hand: tuple[str, ...] = ()


def wire(target: Target) -> Wiring:
    """Return what wires the package in. An application that is wired already needs nothing."""
    wiring: Wiring = importlib.import_module(f"ekzlint.scaffold.wire.{target.framework}").wire(target)
    return wiring
