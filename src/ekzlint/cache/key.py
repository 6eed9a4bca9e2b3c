"""The key of a cache: everything but the checked files that could change what is found in them."""

from __future__ import annotations

import hashlib
import os
import sys
from functools import lru_cache
from pathlib import Path

from ekzlint import __version__
from ekzlint.config import Config
from ekzlint.knowledge.load import digest


def key_of(config: Config, root: Path) -> str:
    """The key for one configuration and project. Raises KnowledgeError where a knowledge file cannot be read."""
    parts = [facts_key(), root.as_posix(), str(config.root), *config.adapters, digest(config.knowledge)]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=1)
def facts_key() -> str:
    """The key for facts, which depend on ekzlint and on Python alone: on its code too, so that none is ever stale."""
    code = hashlib.sha256()
    for folder, folders, files in os.walk(Path(__file__).parents[1]):
        folders[:] = sorted(name for name in folders if name not in ("_data", "__pycache__"))
        for name in sorted(files):
            if name.endswith(".py"):
                found = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118
                code.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return f"{__version__} {sys.version_info[:3]} {code.hexdigest()}"
