"""Writes files so that a reader sees the old content or the new, whole, whatever happens in between."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Iterable
from pathlib import Path

_CHANGED = "it was changed in the meantime, and is left as it is"


class WriteError(Exception):
    """A file was not written; the text says why."""


def write(path: Path, old: bytes, new: bytes, roots: Iterable[Path]) -> None:
    """Replace the content `old` of the file at `path` by `new`, keeping its mode; make it where there was nothing.

    A link is followed as long as it stays inside one of `roots`. Raises WriteError, and leaves the file alone, where
    it leads out, where the file is no longer what it was, or where the system refuses.
    """
    try:
        target = _target(path, old, roots)
        if target is None:
            create(path, new)
        else:
            _replace(target, old, new, target.stat())
    except OSError as error:
        raise WriteError(f"cannot be written: {error.strerror or error}") from None


def examine(path: Path, old: bytes, roots: Iterable[Path]) -> None:
    """Raise WriteError where `write` would, as far as that can be told beforehand."""
    try:
        target = _target(path, old, roots)
        if target is not None and target.read_bytes() != old:
            raise WriteError(_CHANGED)
    except OSError as error:
        raise WriteError(f"cannot be written: {error.strerror or error}") from None


def _target(path: Path, old: bytes, roots: Iterable[Path]) -> Path | None:
    """The file that a path stands for; None where there is none yet, and is none to be."""
    if not old and not path.exists() and not path.is_symlink():
        return None
    target = path.resolve(strict=True)
    if path.is_symlink() and not any(target.is_relative_to(root.resolve()) for root in roots):
        raise WriteError("a link that leads out of the folder")
    if not stat.S_ISREG(target.stat().st_mode):
        raise WriteError("not a regular file")
    if not os.access(target, os.W_OK):
        raise WriteError("cannot be written: read-only")
    return target


def create(path: Path, content: bytes) -> None:
    """Make a file, whole or not at all. Raises FileExistsError where one has come up, and OSError for other trouble."""
    beside = _beside(path)
    try:
        _fill(beside, content)
        mask = os.umask(0)
        os.umask(mask)
        beside.chmod(0o666 & ~mask)
        _put(beside, path, content)
    finally:
        beside.unlink(missing_ok=True)


def _put(made: Path, path: Path, content: bytes) -> None:
    """Give the file its name; a file system without links gets the content itself."""
    try:
        os.link(made, path)
    except FileExistsError:
        raise
    except OSError:
        with path.open("xb") as file:
            file.write(content)


def _replace(target: Path, old: bytes, new: bytes, mode: os.stat_result) -> None:
    beside = _beside(target)
    try:
        _fill(beside, new)
        beside.chmod(stat.S_IMODE(mode.st_mode))
        with contextlib.suppress(OSError, AttributeError):
            os.chown(beside, mode.st_uid, mode.st_gid)
        if target.read_bytes() != old:
            raise WriteError(_CHANGED)
        beside.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    with contextlib.suppress(OSError):
        _sync_folder(target.parent)


def _beside(path: Path) -> Path:
    """A name for the new content, known before the file is made, so that an interruption cannot leave one behind.

    In the same folder, so that the replacement is one step of one file system; no `.py`, so that nobody analyses it.
    """
    return path.with_name(f".{path.name}.{secrets.token_hex(6)}.ekzlint-tmp")


def _fill(path: Path, content: bytes) -> None:
    """Write a new file that nobody else can read, down to the disk."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a loss of power, where the system can."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
