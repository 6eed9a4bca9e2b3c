"""Workflow commands: a GitHub Actions job that prints them shows the findings at their lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ekzlint.findings.model import FileError, Finding, Result, Severity
from ekzlint.knowledge.schema import Rule
from ekzlint.report.escape import visible
from ekzlint.report.untold import UNREADABLE, untold_errors

_COMMANDS: Final[Mapping[Severity, str]] = {"error": "error", "warning": "warning", "info": "notice"}
_IN_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(result: Result, *, color: bool = False, rules: Mapping[str, Rule] | None = None) -> str:
    """Return one command for each finding and each error not yet told; `color` and `rules` are not used."""
    commands = [_finding(finding) for finding in result.findings]
    commands += [_error(error) for error in untold_errors(result)]
    return "".join(command + "\n" for command in commands)


def _finding(finding: Finding) -> str:
    place: dict[str, str | int] = {"file": finding.path, "line": finding.line, "endLine": finding.end_line}
    if finding.line == finding.end_line:  # GitHub takes columns only where both are on one line.
        place |= {"col": finding.column, "endColumn": finding.end_column}
    help_ = "\n\n" + finding.remedy if finding.remedy else ""
    title = f"{finding.code} {finding.name}"
    return _command(_COMMANDS[finding.severity], place | {"title": title}, finding.message + help_)


def _error(error: FileError) -> str:
    place: dict[str, str | int] = {"file": error.path}
    if error.line > 0:
        place |= {"line": error.line}
    return _command("error", place | {"title": f"{UNREADABLE} unreadable"}, error.reason)


def _command(name: str, properties: Mapping[str, str | int], message: str) -> str:
    given = ",".join(f"{key}={visible(str(value)).translate(_IN_PROPERTY)}" for key, value in properties.items())
    # Only the line ends of the message itself may pass: anything else could be read as a command of its own.
    text = "\n".join(visible(line) for line in message.split("\n"))
    return f"::{name} {given}::{text.translate(_IN_DATA)}"
