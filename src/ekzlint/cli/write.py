"""Writes the files that a command has changed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ekzlint.config import Config

Contents = Mapping[str, tuple[bytes, bytes]]


def write_files(
    files: Contents, near: Iterable[Path], config: Config, groups: Iterable[Sequence[str]] = ()
) -> dict[str, str]:
    """Write each file's new content in place of the old one; returns why, for each that was not written.

    Files of one group belong together: they are written in that order, and all of them or none. Links are followed
    inside the project and the folders that the user named.
    """
    from ekzlint.source.discover import display_path

    roots = [config.root, *(path if path.is_dir() else path.parent for path in near)]
    joined = [[path for path in group if path in files] for group in groups]
    known = {path for group in joined for path in group}
    failed: dict[str, str] = {}
    for group in [*joined, *([path] for path in files if path not in known)]:
        reason = _write(group, files, roots)
        failed.update({display_path(Path(path)): reason for path in group if reason})
    return failed


def _write(group: Sequence[str], files: Contents, roots: Sequence[Path]) -> str:
    """Why a group was not written, or nothing."""
    from ekzlint.fixes.write import WriteError, examine, write
    from ekzlint.source.discover import display_path

    path, written = "", []
    try:
        for path in group:
            examine(Path(path), files[path][0], roots)
        for path in group:
            write(Path(path), *files[path], roots)
            written.append(path)
    except WriteError as error:
        for other in reversed(written):
            with contextlib.suppress(WriteError):
                _take_back(Path(other), *files[other], roots)
        return str(error) if len(group) == 1 else f"{display_path(Path(path))}: {error}"
    return ""


def _take_back(path: Path, old: bytes, new: bytes, roots: Sequence[Path]) -> None:
    from ekzlint.fixes.write import write

    if old:
        write(path, new, old, roots)
    elif path.read_bytes() == new:
        path.unlink()
