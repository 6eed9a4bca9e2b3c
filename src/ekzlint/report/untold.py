"""Tells which errors of a run still have to be told."""

from __future__ import annotations

from ekzlint.findings.model import FileError, Result

UNREADABLE = "EKZ900"
"""The rule about files that could not be analysed; its findings tell an error in full."""


def untold_errors(result: Result) -> list[FileError]:
    """Return the errors that no finding of `result` tells already, so that people read each of them once."""
    told = {(finding.path, finding.line) for finding in result.findings if finding.code == UNREADABLE}
    return [error for error in result.errors if (error.path, max(error.line, 1)) not in told]
