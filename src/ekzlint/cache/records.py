"""What a cache holds, as plain records that are checked against their types when they are read."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from ekzlint.findings.model import Draft, FileError
from ekzlint.source.finder import Lookup

Lines: TypeAlias = tuple[int, int]


class Located(msgspec.Struct, frozen=True, array_like=True):
    """A draft with the lines on which a comment suppresses it."""

    draft: Draft
    statement: Lines
    header: Lines | None


class Analysis(msgspec.Struct, frozen=True):
    """What checking one file gave, whatever is selected, and all that it depends on. Paths are absolute."""

    found: tuple[Located, ...] = ()
    errors: tuple[FileError, ...] = ()
    reads: frozenset[str] = frozenset()
    """The modules that were looked into, itself included."""
    lookups: frozenset[Lookup] = frozenset()
    """The imports that were followed."""


class Stamp(msgspec.Struct, frozen=True, array_like=True):
    """A file as the file system shows it; not `sure` where it had changed so lately that a stamp proves nothing."""

    size: int
    modified: int
    changed: int
    sure: bool


class FileState(msgspec.Struct, frozen=True, array_like=True):
    """One file when it was last read."""

    stamp: Stamp
    digest: bytes
    """Empty where it could not be read."""
    trigger: bool = False
    """Whether a word of payment code occurs."""
    directive: bool = False
    """Whether the text may hold a comment to ekzlint."""
    broken: FileError | None = None
    """Why the file could not be read or parsed, where that was tried."""

    @property
    def wanted(self) -> bool:
        """Whether the file has to be analysed at all."""
        return self.trigger or self.directive


class Stored(msgspec.Struct, frozen=True, array_like=True):
    """An analysis as the index holds it: what it depends on by number, because most is shared."""

    found: tuple[Located, ...]
    errors: tuple[FileError, ...]
    reads: tuple[int, ...]
    lookups: tuple[int, ...]


class Index(msgspec.Struct, frozen=True, array_like=True):
    """Everything that a run needs to know of the runs before it."""

    key: str
    """Version, knowledge and settings: an index with another key is of no use."""
    paths: tuple[str, ...] = ()
    states: tuple[FileState, ...] = ()
    """One a path."""
    analyses: dict[int, Stored] = {}
    """By the number of the path."""
    lookups: tuple[tuple[Lookup, str | None], ...] = ()
    """Imports, and the file that each led to."""
    folders: dict[str, int] = {}
    """The folders in which modules were looked for, each with the time of its last change."""
