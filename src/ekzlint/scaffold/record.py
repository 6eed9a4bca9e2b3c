"""Remembers in the project what was scaffolded, so that it can be merged with what is scaffolded later."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

import msgspec

from ekzlint.scaffold.manifest import Framework
from ekzlint.scaffold.target import TargetError

NAME: Final = ".ekzlint-scaffold.json"
_LARGEST_FILE: Final = 1_000_000
"""Of one file, unpacked: a record that claims more is damaged or hostile."""


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was scaffolded."""

    format: Literal[1] = 1
    framework: Framework
    providers: tuple[str, ...]
    pieces: tuple[str, ...]
    files: Mapping[str, str]
    """The text of each file as it was scaffolded, by its path in the package."""


def read_record(folder: Path) -> Record | None:
    """Return what was scaffolded into a package; None where nothing was. Raises TargetError."""
    path = folder / NAME
    if not path.is_file():
        return None
    try:
        packed = msgspec.json.decode(path.read_bytes(), type=Record)
        files = {name: _unpacked(text) for name, text in packed.files.items()}
    except (OSError, ValueError, zlib.error, msgspec.MsgspecError) as error:
        raise TargetError(f"{path}: the record of what was scaffolded is damaged: {error}") from None
    return msgspec.structs.replace(packed, files=files)


def dump_record(record: Record) -> str:
    """Return the text of the record's file: one line a file."""
    files = {name: _packed(text) for name, text in sorted(record.files.items())}
    text = msgspec.json.encode(msgspec.structs.replace(record, files=files))
    return msgspec.json.format(text, indent=1).decode() + "\n"


def _packed(text: str) -> str:
    return base64.b85encode(zlib.compress(text.encode(), 9)).decode()


def _unpacked(text: str) -> str:
    unpacker = zlib.decompressobj()
    data = unpacker.decompress(base64.b85decode(text), _LARGEST_FILE)
    if unpacker.unconsumed_tail:
        raise ValueError("a file in it is too large")
    return data.decode()
