"""Whether a project has a library: what is not there must not be imported."""

from __future__ import annotations

import re
from pathlib import Path

from ekzlint.fixes.context import Context

_LISTS = (
    "requirements*.txt",
    "requirements/*.txt",
    "pyproject.toml",
    "Pipfile",
    "setup.py",
    "setup.cfg",
    "*/requirements*.txt",
)
_MOST_FILES = 2_000
"""Files that are looked through for an import."""
_LARGEST = 1 << 20


def is_used(context: Context, top: str) -> bool:
    """Whether a library is imported somewhere, or listed as needed."""
    said = re.compile(rf"^\s*(?:import|from)\s+{re.escape(top)}\b".encode(), re.MULTILINE)
    if any(said.search(_content(file)) for file in context.files[:_MOST_FILES]):
        return True
    listed = re.compile(rf"(?<![\w-]){re.escape(top)}(?![\w-])".encode(), re.IGNORECASE)
    root = context.machine.project.root
    return any(listed.search(_content(file)) for pattern in _LISTS for file in root.glob(pattern))


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes() if file.stat().st_size <= _LARGEST else b""
    except OSError:
        return b""
