"""Puts suppressions into the source, in memory, for those who want to start with a clean report."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from ekzlint import engine
from ekzlint.config import Config
from ekzlint.findings.model import Result
from ekzlint.fixes.edits import EditError, apply, flatten
from ekzlint.fixes.ignores import suppressions


def add_ignores(
    result: Result, paths: Sequence[Path], config: Config, reason: str
) -> tuple[dict[str, tuple[bytes, bytes]], Result]:
    """Put a suppression next to each finding of `result`, in memory.

    Returns the old and the new content of each file, and what would still be found.
    """
    files: dict[str, tuple[bytes, bytes]] = {}
    for name in sorted({finding.path for finding in result.findings}):
        own = [f for f in result.findings if f.path == name and not f.code.startswith("EKZ9")]
        path = Path(os.path.abspath(name))  # noqa: PTH100 - a link stays one
        try:
            old = path.read_bytes()
            edits = flatten(suppressions(path.as_posix(), result.sources.get(name, ""), own, reason))
            new = apply(old, edits)
        except (OSError, EditError):
            continue
        if new != old:
            files[path.as_posix()] = (old, new)
    after = engine.check(paths, config, overlay={path: new for path, (_, new) in files.items()})
    return files, after
