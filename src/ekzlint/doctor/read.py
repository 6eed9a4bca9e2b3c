"""Reads .env files and the environment, and finds which settings the project's code asks for."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from ekzlint.config import Config
from ekzlint.doctor.records import Entry
from ekzlint.limits import MAX_FILE_BYTES
from ekzlint.source.discover import discover

_SAMPLES: Final = ("example", "sample", "template", "dist", "defaults")


def env_files(folder: Path) -> list[Path]:
    """The .env files of a folder that hold real values: `.env`, `.env.local`, but not `.env.example`."""
    found = (path for path in folder.glob(".env*") if path.is_file() and not path.is_symlink())
    return sorted(p for p in found if p.name == ".env" or (p.name.startswith(".env.") and not is_sample(p)))


def is_sample(path: Path) -> bool:
    """Whether a .env file only shows which names there are."""
    return any(part in _SAMPLES for part in path.name.lower().split("."))


def read_env(path: Path) -> list[Entry]:
    """The settings of a .env file, in its order. Nothing is expanded or executed.

    Raises OSError where it cannot be read, ValueError where it is too large or no text.
    """
    from dotenv.parser import parse_stream

    with path.open("rb") as file:
        data = file.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise ValueError("larger than any .env file")
    return [
        Entry(name=binding.key, value=binding.value or "", path=path, line=binding.original.line)
        for binding in parse_stream(io.StringIO(data.decode("utf-8-sig")))
        if binding.key and not binding.error
    ]


def from_environment(names: Iterable[str]) -> list[Entry]:
    """Those of the settings that the environment of this process has."""
    return [Entry(name=name, value=os.environ[name]) for name in sorted(names) if name in os.environ]


def asked_for(folder: Path, names: Sequence[str], config: Config) -> Mapping[str, Path]:
    """Which of the names occur in the Python files of a project, and the first file in which each does."""
    if not names:
        return {}
    wanted = re.compile(rb"\b(" + b"|".join(re.escape(name.encode()) for name in sorted(names)) + rb")\b")
    found: dict[str, Path] = {}
    for path in discover([folder], config)[0]:
        try:
            if path.stat().st_size > MAX_FILE_BYTES:
                continue
            data = path.read_bytes()
        except OSError:
            # `check` reports files that cannot be read.
            continue
        for match in wanted.finditer(data):
            found.setdefault(match[1].decode(), path)
    return found
