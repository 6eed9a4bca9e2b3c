"""The baseline: the findings that a project has decided to live with for now.

It is a multiset. Two equal mistakes in one function count as two, so a third one is new; and where one of them is
repaired, one is left. It holds no source text, so that no secret gets into it. Paths are relative to its own folder,
so that it does not matter from where ekzlint is run.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from ekzlint.findings.fingerprint import fingerprint, flagged_text
from ekzlint.findings.model import Finding, Result, Span

_VERSION: Final = 1


class BaselineError(Exception):
    """The file cannot be used as a baseline; the text names it and the reason."""


class Entry(msgspec.Struct, frozen=True, order=True, kw_only=True, forbid_unknown_fields=True):
    """Equal findings: how many, and where they were when the baseline was written."""

    path: str
    code: str
    function: str
    fingerprint: str
    count: int = 1


class _File(msgspec.Struct, frozen=True, kw_only=True):
    version: int
    findings: tuple[Entry, ...]


def entries(result: Result, folder: Path) -> list[Entry]:
    """The findings of a run as the entries of a baseline in `folder`, sorted."""
    counts: Counter[Entry] = Counter(_entry(finding, result, folder) for finding in result.findings)
    return sorted(msgspec.structs.replace(entry, count=number) for entry, number in counts.items())


def dump(found: Iterable[Entry]) -> str:
    """The text of a baseline file."""
    rows = [msgspec.to_builtins(entry) for entry in found]
    return json.dumps({"version": _VERSION, "findings": rows}, indent=2) + "\n"


def load(file: Path) -> list[Entry]:
    """Read a baseline. Raises BaselineError where it is missing or is no baseline."""
    try:
        read = msgspec.json.decode(file.read_bytes(), type=_File)
    except OSError as error:
        raise BaselineError(f"{file}: cannot be read: {error.strerror}") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BaselineError(f"{file}: not a baseline: {error}") from None
    if read.version != _VERSION:
        raise BaselineError(f"{file}: a baseline of version {read.version}; this ekzlint reads version {_VERSION}")
    return list(read.findings)


def new_findings(result: Result, known: Iterable[Entry], folder: Path) -> Result:
    """Return `result` with only those findings that the baseline `known`, of a file in `folder`, does not cover."""
    left = Counter({entry.fingerprint: entry.count for entry in known})
    fresh = []
    for finding in result.findings:
        identity = _entry(finding, result, folder).fingerprint
        if left[identity] > 0:
            left[identity] -= 1
        else:
            fresh.append(finding)
    return msgspec.structs.replace(result, findings=tuple(fresh))


def gone(result: Result, known: Iterable[Entry], folder: Path) -> list[Entry]:
    """What the baseline still lists and the run did not find: each with how many of it are gone."""
    there = Counter({entry.fingerprint: entry.count for entry in entries(result, folder)})
    missing = ((entry, entry.count - there[entry.fingerprint]) for entry in known)
    return [msgspec.structs.replace(entry, count=number) for entry, number in missing if number > 0]


def _entry(finding: Finding, result: Result, folder: Path) -> Entry:
    path = Path(os.path.relpath(finding.path, folder)).as_posix()
    span = Span(finding.line, finding.column, finding.end_line, finding.end_column)
    text = flagged_text(result.sources.get(finding.path, "").split("\n"), span)
    identity = fingerprint(finding.code, path, finding.function, text)
    return Entry(path=path, code=finding.code, function=finding.function, fingerprint=identity)
