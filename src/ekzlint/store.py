"""Files that ekzlint keeps for itself: written whole or not at all, and read only if this user's ekzlint wrote them.

A checked project is not trusted, and a cache may lie inside one: every file begins with a keyed hash of what follows.
The key belongs to the user and lies in the user's own cache folder.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import sys
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Final

from ekzlint.limits import MAX_CACHED_BYTES

_SEAL: Final = 32
_KEY: Final = 32


class ForeignError(Exception):
    """A file that is there and that this user's ekzlint did not write as it is now."""


def user_folder() -> Path | None:
    """The folder for what ekzlint keeps of a user, made if need be; None where there can be none."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "") or os.path.expanduser("~/.cache")  # noqa: PTH111
    folder = Path(base) / "ekzlint"
    if not folder.is_absolute():
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return folder


def read(path: Path) -> bytes | None:
    """What `write` put in a file; None where there is no file. Raises ForeignError for anything else."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_CACHED_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ForeignError(f"cannot be read: {error.strerror}") from None
    if len(data) > MAX_CACHED_BYTES:
        raise ForeignError("too large")
    seal, content = data[:_SEAL], memoryview(data)[_SEAL:]
    key = _key(_place())
    if key is None or not hmac.compare_digest(seal, _sealed(content, key)):
        raise ForeignError("damaged, or not written by this user's ekzlint")
    return bytes(content)


def write(path: Path, content: bytes) -> bool:
    """Replace a file at once, or leave it as it is; False where it cannot be written, which is no error."""
    key = _key(_place())
    return key is not None and len(content) <= MAX_CACHED_BYTES - _SEAL and put(path, _sealed(content, key) + content)


def put(path: Path, data: bytes) -> bool:
    """Write a file under another name and move it into place, so that nobody ever sees half of it."""
    name = ""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(name, path)  # noqa: PTH105
    except OSError:
        if name:
            Path(name).unlink(missing_ok=True)
        return False
    return True


def _sealed(content: bytes | memoryview, key: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_SEAL, key=key).digest()


def _place() -> str:
    folder = user_folder()
    return str(folder / "key") if folder else ""


@lru_cache(maxsize=8)
def _key(place: str) -> bytes | None:
    """This user's key, made the first time; None where it cannot be kept."""
    if not place:
        return None
    path = Path(place)
    for _ in range(2):
        try:
            key = path.read_bytes()
        except OSError:
            key = b""
        if len(key) == _KEY:
            return key
        # Of two runs that begin at once the later one wins, so what counts is what is there afterwards.
        if not put(path, os.urandom(_KEY)):
            return None
    return None
