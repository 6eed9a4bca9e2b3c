"""The report for other programs: one JSON object."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ekzlint.findings.model import FileError, Finding, Fix, Result
from ekzlint.knowledge.schema import Rule
from ekzlint.report.escape import encodable


def render(result: Result, *, color: bool = False, rules: Mapping[str, Rule] | None = None) -> str:
    """Return an object with `version`, `findings`, `errors` and `stats`; `color` and `rules` are not used.

    All of it is ASCII, so that no terminal and no pipe can spoil it.
    """
    stats = result.stats
    report = {
        "version": result.version,
        "findings": [_finding(finding) for finding in result.findings],
        "errors": [_error(error) for error in result.errors],
        "stats": {
            "files_seen": stats.files_seen,
            "files_parsed": stats.files_parsed,
            "seconds": round(stats.seconds, 3),
        },
    }
    return json.dumps(report, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "path": encodable(finding.path),
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "message": encodable(finding.message),
        "function": encodable(finding.function),
        "provider": finding.provider,
        "trace": [
            {
                "path": encodable(step.path),
                "line": step.line,
                "column": step.column,
                "message": encodable(step.message),
            }
            for step in finding.trace
        ],
        "fixable": finding.fixable,
        "fix": _fix(finding.fix),
        "fingerprint": finding.fingerprint,
    }


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    return {
        "applicability": fix.applicability,
        "message": encodable(fix.message),
        "edits": [
            {
                "path": encodable(edit.path),
                "line": edit.line,
                "column": edit.column,
                "end_line": edit.end_line,
                "end_column": edit.end_column,
                "text": encodable(edit.text),
            }
            for edit in fix.edits
        ],
    }


def _error(error: FileError) -> dict[str, Any]:
    return {
        "path": encodable(error.path),
        "line": error.line,
        "column": error.column,
        "reason": encodable(error.reason),
    }
