"""The map as JSON, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

import msgspec

from ekzlint import __version__
from ekzlint.findings.model import EntryPoint, FileError


def render_map(points: Sequence[EntryPoint], unread: Sequence[FileError] = ()) -> str:
    """Return `{"version", "entry_points": [...], "unread": [...]}`; a step that was not seen has the line 0."""
    rows, errors = ([msgspec.to_builtins(row) for row in part] for part in (points, unread))
    whole = {"version": __version__, "entry_points": rows, "unread": errors}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"
