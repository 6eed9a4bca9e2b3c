"""Describes rules as SARIF does, with the properties by which code-scanning services rank and file them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ekzlint.findings.model import Finding, Language, Severity
from ekzlint.knowledge.schema import Rule
from ekzlint.report.escape import encodable

LEVELS: Final[Mapping[Severity, str]] = {"error": "error", "warning": "warning", "info": "note"}

_HOW_TO_FIX: Final[Mapping[Language, str]] = {"en": "How to fix it", "pt": "Como corrigir"}
_PROBLEM_SEVERITIES: Final[Mapping[Severity, str]] = {
    "error": "error",
    "warning": "warning",
    "info": "recommendation",
}


def describe(rule: Rule, language: Language) -> dict[str, Any]:
    """Return the reporting descriptor of `rule`, in the words of `language`."""
    words = rule.pt if language == "pt" else rule.en
    why, remedy = words.why.strip(), words.remedy.strip()
    how = _HOW_TO_FIX[language]
    text = f"{why}\n\n{how}: {remedy}"
    markdown = f"{why}\n\n## {how}\n\n{remedy}"
    links = [f"[CWE-{cwe}](https://cwe.mitre.org/data/definitions/{cwe}.html)" for cwe in rule.cwe]
    if links:
        markdown += f"\n\n{', '.join(links)}"
    return {
        "id": rule.code,
        "name": _pascal(rule.name),
        "shortDescription": {"text": words.title.strip()},
        "fullDescription": {"text": why},
        "help": {"text": text, "markdown": markdown},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {
            "precision": rule.confidence,
            "problem.severity": _PROBLEM_SEVERITIES[rule.severity],
            "security-severity": f"{rule.security_severity:.1f}",
            "tags": _tags(rule),
        },
    }


def describe_unknown(finding: Finding) -> dict[str, Any]:
    """Return what a finding alone tells about its rule."""
    title = finding.name.replace("-", " ")
    return {
        "id": finding.code,
        "name": _pascal(finding.name),
        "shortDescription": {"text": title},
        "fullDescription": {"text": title},
        "help": {"text": encodable(finding.remedy) or title},
        "defaultConfiguration": {"level": LEVELS[finding.severity]},
    }


def describe_notification(code: str) -> dict[str, Any]:
    """Return the reporting descriptor of the notifications about files that could not be analysed."""
    return {
        "id": code,
        "name": "Unreadable",
        "shortDescription": {"text": "A file could not be analysed in full."},
        "fullDescription": {"text": "Something in a file, or the file itself, kept ekzlint from a full answer."},
        "help": {"text": "Repair what the message names, or exclude the file."},
    }


def _tags(rule: Rule) -> list[str]:
    # Only a rule with the tag `security` is ranked by its security severity.
    security = ["security"] if rule.security_severity > 0 else []
    return [*security, "payments", *(f"external/cwe/cwe-{cwe:03}" for cwe in rule.cwe)]


def _pascal(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("-"))
