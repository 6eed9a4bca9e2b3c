"""The map as JSON, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

import msgspec

from ekzlint import __version__
from ekzlint.findings.model import EntryPoint


def render_map(points: Sequence[EntryPoint]) -> str:
    """Return `{"version", "entry_points": [...]}`; a step that was not seen has the line 0."""
    rows = [msgspec.to_builtins(point) for point in points]
    return json.dumps({"version": __version__, "entry_points": rows}, indent=2, ensure_ascii=False) + "\n"
