"""Asks git whether a file with secrets was given away. No hook or helper that the repository configures is run."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Final

_SAFE: Final = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-pager")
_SECONDS: Final = 20


def is_tracked(path: Path) -> bool:
    """Whether the file is in the index."""
    return _git(path, "ls-files", "--error-unmatch", "--", path.name) is not None


def was_committed(path: Path) -> str:
    """The newest commit on any branch that touched the file, shortened; an empty text where there is none."""
    return (_git(path, "log", "--all", "-1", "--format=%h", "--", path.name) or "").strip()


def is_ignored(path: Path) -> bool:
    """Whether git would leave the file out; True outside a repository, where nothing is committed."""
    if _git(path, "rev-parse", "--is-inside-work-tree") is None:
        return True
    return _git(path, "check-ignore", "-q", "--no-index", "--", path.name) is not None


def _git(path: Path, *args: str) -> str | None:
    """What git says of a file, in the file's folder; None where it says no, or where there is no git."""
    command = shutil.which("git")
    if command is None:
        return None
    try:
        done = subprocess.run(
            [command, *_SAFE, *args], cwd=path.parent, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
