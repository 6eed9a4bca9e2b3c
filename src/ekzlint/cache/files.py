"""Tells whether a file is as it was: by its time stamps where they can be trusted, else by its content."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import msgspec

from ekzlint.cache.records import FileState, Stamp
from ekzlint.findings.model import FileError
from ekzlint.source.finder import SETTLED
from ekzlint.source.read import read_bytes

NO_STAMP = Stamp(-1, 0, 0, False)


def stamp_of(path: str) -> Stamp:
    """The stamp of a file as it is now; NO_STAMP where there is none. Taken before reading, never after."""
    try:
        found = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return NO_STAMP
    latest = max(found.st_mtime_ns, found.st_ctime_ns)
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, time.time_ns() - latest > SETTLED)


def digest_of(data: bytes) -> bytes:
    """The identity of a content."""
    return hashlib.blake2b(data, digest_size=16).digest()


def unchanged(path: str, state: FileState) -> FileState | None:
    """The state with the stamp of now where the content is what it was, else None."""
    stamp = stamp_of(path)
    if state.stamp == stamp and stamp.sure and state.digest:
        return state
    if stamp is NO_STAMP or stamp.size != state.stamp.size or not state.digest:
        return None
    data = read_bytes(Path(path), path)
    if isinstance(data, FileError) or digest_of(data) != state.digest:
        return None
    return msgspec.structs.replace(state, stamp=stamp)
