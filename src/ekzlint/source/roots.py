"""The root of a project: the folder above which nothing is looked up."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

_MARKS = (".git", "pyproject.toml", "setup.py", "manage.py", ".hg")


def project_root(files: Sequence[Path | str]) -> Path:
    """The nearest marked folder around all of `files` (absolute), a repository's first; else their common folder.

    The root is never a package: its modules are imported by the package's name, which only the folder above can tell.
    """
    if not files:
        return Path.cwd()
    common = Path(os.path.commonpath({os.path.dirname(path) for path in files}))  # noqa: PTH120
    while (common / "__init__.py").is_file() and common != common.parent:
        common = common.parent
    for folder in (common, *common.parents):
        if (folder / ".git").exists():
            return folder
    for folder in (common, *common.parents):
        if any((folder / mark).exists() for mark in _MARKS):
            return folder
    return common
