"""The records of an examination. No value of a setting is in any of them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

Grade: TypeAlias = Literal["error", "warning", "ok"]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One name with its value: from the file and line given, or from the environment where `path` is None."""

    name: str
    value: str
    path: Path | None = None
    line: int = 0

    def __repr__(self) -> str:
        return f"Entry(name={self.name!r}, value=..., path={self.path!r}, line={self.line})"


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be said of one setting or file. `reason` is the key of a sentence, `detail` fills it."""

    grade: Grade
    provider: str
    subject: str
    reason: str
    detail: str = ""
    path: str = ""
    line: int = 0
