"""Writes the files that a command has changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ekzlint.config import Config


def write_files(files: Mapping[str, tuple[bytes, bytes]], near: Iterable[Path], config: Config) -> dict[str, str]:
    """Write each file's new content in place of the old one; returns why, for each that was not written.

    Links are followed inside the project and the folders that the user named.
    """
    from ekzlint.fixes.write import WriteError, write
    from ekzlint.source.discover import display_path

    roots = [config.root, *(path if path.is_dir() else path.parent for path in near)]
    failed = {}
    for path, (old, new) in files.items():
        try:
            write(Path(path), old, new, roots)
        except WriteError as error:
            failed[display_path(Path(path))] = str(error)
    return failed
