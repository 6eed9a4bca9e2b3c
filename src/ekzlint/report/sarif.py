"""SARIF 2.1.0, the format that code-scanning services take."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from ekzlint.findings.model import FileError, Finding, Fix, Result, TraceStep
from ekzlint.knowledge.schema import Rule
from ekzlint.report.escape import encodable
from ekzlint.report.linehash import line_hashes
from ekzlint.report.sarif_rules import LEVELS, describe, describe_notification, describe_unknown
from ekzlint.report.untold import UNREADABLE

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT: Final = "%SRCROOT%"
_DRIVE: Final = re.compile(r"[A-Za-z]:/")


def render(result: Result, *, color: bool = False, rules: Mapping[str, Rule] | None = None) -> str:
    """Return a log with one run. All of it is ASCII, and it depends on `result` and `rules` alone.

    `rules` are described in full, in the language of `result`, whether or not they were broken. `color` is not used.
    """
    described = _describe_rules(result, rules or {})
    index = {rule["id"]: position for position, rule in enumerate(described)}
    hashes = _line_hashes(result)
    run = {
        "tool": {
            "driver": {
                "name": "ekzlint",
                "version": result.version,
                "semanticVersion": result.version,
                "shortDescription": {"text": "A static analyser that guards payment code written in Python."},
                "rules": described,
                "notifications": [describe_notification(UNREADABLE)],
            }
        },
        "language": result.language,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The directory in which ekzlint ran."}}},
        "invocations": [
            # What a file lacks is a notification; the run itself went through to its end.
            {"executionSuccessful": True, "toolExecutionNotifications": [_notify(error) for error in result.errors]}
        ],
        "results": [_result(finding, index, hashes) for finding in result.findings],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _describe_rules(result: Result, rules: Mapping[str, Rule]) -> list[dict[str, Any]]:
    described = {code: describe(rule, result.language) for code, rule in rules.items()}
    for finding in result.findings:
        described.setdefault(finding.code, describe_unknown(finding))
    return [described[code] for code in sorted(described)]


def _line_hashes(result: Result) -> dict[tuple[str, int], str]:
    wanted: dict[str, set[int]] = {}
    for finding in result.findings:
        wanted.setdefault(finding.path, set()).add(finding.line)
    return {
        (path, line): value
        for path, lines in wanted.items()
        if path in result.sources
        for line, value in line_hashes(result.sources[path], lines).items()
    }


def _result(finding: Finding, index: Mapping[str, int], hashes: Mapping[tuple[str, int], str]) -> dict[str, Any]:
    location: dict[str, Any] = {"physicalLocation": _physical(finding)}
    if finding.function:
        location["logicalLocations"] = [{"fullyQualifiedName": encodable(finding.function), "kind": "function"}]
    fingerprints = {"ekzlint/v1": finding.fingerprint}
    if (finding.path, finding.line) in hashes:
        fingerprints["primaryLocationLineHash"] = hashes[finding.path, finding.line]
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": LEVELS[finding.severity],
        "message": _message(finding.message),
        "locations": [location],
        "partialFingerprints": fingerprints,
        "properties": {"confidence": finding.confidence, "fixable": finding.fixable},
    }
    if finding.provider:
        result["properties"]["provider"] = encodable(finding.provider)
    if finding.fix and finding.fix.edits:
        result["fixes"] = [_fix(finding.fix)]
    if finding.trace:
        steps = [
            {"location": {"physicalLocation": _physical(step), "message": _message(step.message)}}
            for step in finding.trace
        ]
        result["codeFlows"] = [{"threadFlows": [{"locations": steps}]}]
    return result


def _fix(fix: Fix) -> dict[str, Any]:
    """The repair as the changes of each file, in the order of the file."""
    paths = sorted({edit.path for edit in fix.edits})
    changes = [
        {
            "artifactLocation": _artifact(path),
            "replacements": [
                {
                    "deletedRegion": {
                        "startLine": edit.line,
                        "startColumn": edit.column,
                        "endLine": edit.end_line,
                        "endColumn": edit.end_column,
                    },
                    "insertedContent": {"text": encodable(edit.text)},
                }
                for edit in fix.edits
                if edit.path == path
            ],
        }
        for path in paths
    ]
    return {"description": _message(fix.message), "artifactChanges": changes}


def _notify(error: FileError) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _artifact(error.path)}
    if error.line > 0:
        place["region"] = {"startLine": error.line, "startColumn": max(error.column, 1)}
    return {
        "descriptor": {"id": UNREADABLE, "index": 0},
        "level": "error",
        "message": _message(error.reason),
        "locations": [{"physicalLocation": place}],
    }


def _physical(at: Finding | TraceStep) -> dict[str, Any]:
    start, end = (max(at.line, 1), max(at.column, 1)), (at.end_line, at.end_column)
    region = {"startLine": start[0], "startColumn": start[1]}
    if end >= start:
        region |= {"endLine": end[0], "endColumn": max(end[1], 1)}
    return {"artifactLocation": _artifact(at.path), "region": region}


def _artifact(path: str) -> dict[str, str]:
    """Point at `path` relative to where ekzlint ran; only what is given as an absolute path stays one."""
    if path.startswith("/"):
        return {"uri": f"file://{_quote(path)}"}
    if _DRIVE.match(path):
        return {"uri": f"file:///{path[:2]}{_quote(path[2:])}"}
    return {"uri": _quote(path), "uriBaseId": _ROOT}


def _quote(path: str) -> str:
    try:
        # The bytes of a file name that is not valid text are kept: percent-encoding can hold any.
        return quote(path.encode("utf-8", "surrogateescape"), safe="/")
    except UnicodeEncodeError:
        return quote(encodable(path), safe="/")


def _message(text: str) -> dict[str, str]:
    # `[a](b)` in a message is a link, which an expression such as `items[0](1)` is not meant to be.
    return {"text": encodable(text).replace("](", "\\](") or " "}
