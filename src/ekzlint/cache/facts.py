"""Facts of modules by the content of their files, so that a file that has not changed is never parsed again."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

import msgspec

from ekzlint import store
from ekzlint.facts import records as r
from ekzlint.limits import MOST_CACHED_FACTS

_DECODER: Final = msgspec.msgpack.Decoder(tuple[r.Stmt, ...])
_ENCODER: Final = msgspec.msgpack.Encoder()


class FactStore:
    """A folder of facts. What is missing or damaged is simply not there."""

    def __init__(self, folder: Path, key: str) -> None:
        """`key` tells one version of ekzlint from another."""
        self._folder, self._key = folder, key.encode()

    def get(self, digest: bytes) -> tuple[r.Stmt, ...] | None:
        """The body of the module whose file has this content."""
        try:
            data = store.read(self._place(digest))
            return None if data is None else _DECODER.decode(data)
        except (store.ForeignError, msgspec.DecodeError, RecursionError):
            return None

    def put(self, digest: bytes, body: tuple[r.Stmt, ...]) -> None:
        """Keep the body of a module."""
        try:
            data = _ENCODER.encode(body)
        except (ValueError, OverflowError, RecursionError):
            return
        store.write(self._place(digest), data)

    def prune(self) -> None:
        """Let the oldest go where there are too many."""
        try:
            found = sorted((file.stat().st_mtime_ns, file.stat().st_size, file) for file in self._folder.iterdir())
            excess = sum(size for _, size, _ in found) - MOST_CACHED_FACTS
            for _, size, file in found:
                if excess <= 0:
                    break
                file.unlink(missing_ok=True)
                excess -= size
        except OSError:
            pass

    def _place(self, digest: bytes) -> Path:
        return (
            self._folder / hashlib.blake2b(digest, digest_size=16, key=hashlib.sha256(self._key).digest()).hexdigest()
        )
