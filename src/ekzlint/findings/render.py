"""Turns the drafts of the checks into findings, in the words of one language."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from ekzlint.data import data_folder
from ekzlint.findings.fingerprint import fingerprint, flagged_text
from ekzlint.findings.model import Draft, Finding, Language, Step, TraceStep
from ekzlint.knowledge.schema import Rule

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
_MAX_VALUE: Final = 120
"""A longer value of a placeholder is cut: it is source code, and the report shows the line itself."""


def load_messages(language: Language) -> dict[str, str]:
    """Return the sentences of rules/messages.toml in `language`; one that is missing there comes in English.

    Raises ValueError when the file is not TOML or is no table of sentences for each language, and OSError when it
    cannot be read.
    """
    path = data_folder("rules") / "messages.toml"
    try:
        tables = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), dict[str, dict[str, str]])
    except (ValueError, msgspec.ValidationError) as error:
        raise ValueError(f"{path}: {error}") from None
    return {**tables.get("en", {}), **tables.get(language, {})}


def to_findings(
    drafts: Iterable[Draft],
    rules: Mapping[str, Rule],
    messages: Mapping[str, str],
    language: Language,
    sources: Mapping[str, str],
) -> list[Finding]:
    """Put `drafts` into words and return them sorted by path, line, column and code, without exact duplicates.

    `rules` holds the rule of every code, `messages` the sentences for trace steps, and `sources` the text of each
    file, for the fingerprints. A placeholder that a draft does not fill is left empty. Raises KeyError for a draft
    whose code has no rule.
    """
    findings = {_to_finding(draft, rules[draft.code], messages, language): draft for draft in drafts}
    lines: dict[str, list[str]] = {}
    counts: Counter[tuple[str, str, str, str]] = Counter()
    numbered = []
    for finding in sorted(findings, key=_order):
        if finding.path not in lines:
            lines[finding.path] = sources.get(finding.path, "").split("\n")
        text = flagged_text(lines[finding.path], findings[finding].span)
        identity = (finding.code, finding.path, finding.function, text)
        numbered.append(msgspec.structs.replace(finding, fingerprint=fingerprint(*identity, counts[identity])))
        counts[identity] += 1
    return numbered


def fill(template: str, params: Mapping[str, str]) -> str:
    """Return `template` on one line, each `{name}` replaced by its value in `params` or by nothing.

    Braces around anything but a name stay as they are.
    """
    filled = _PLACEHOLDER.sub(lambda match: _shorten(params.get(match[1], "")), template)
    return " ".join(filled.split())


def _to_finding(draft: Draft, rule: Rule, messages: Mapping[str, str], language: Language) -> Finding:
    words = rule.pt if language == "pt" else rule.en
    span = draft.span
    params = {name: _in_words(name, value, messages) for name, value in draft.params.items()}
    return Finding(
        code=draft.code,
        name=rule.name,
        severity=rule.severity,
        confidence=draft.confidence,
        path=draft.path,
        line=span.line,
        column=span.column,
        end_line=span.end_line,
        end_column=span.end_column,
        message=fill(words.message, params),
        remedy=words.remedy.strip(),
        function=draft.function,
        provider=draft.provider,
        trace=tuple(_to_trace_step(step, messages) for step in draft.trace),
        fixable=rule.fix in ("safe", "unsafe"),
        fingerprint="",
    )


def _in_words(name: str, value: str, messages: Mapping[str, str]) -> str:
    """Our own words are told in the reader's language: the sort of a guard, and a provider that is not known."""
    if name == "provider" and not value:
        return messages.get("the_provider", "")
    return messages.get(value, value) if value.startswith("guard_") else value


def _to_trace_step(step: Step, messages: Mapping[str, str]) -> TraceStep:
    span = step.span
    return TraceStep(
        path=step.path,
        line=span.line,
        column=span.column,
        end_line=span.end_line,
        end_column=span.end_column,
        # A sentence that nobody wrote is told by its key: better than an empty note.
        message=fill(messages.get(step.key, step.key), step.params),
    )


def _order(finding: Finding) -> tuple[object, ...]:
    """Order by place and code; the rest is there so that the order never depends on that of the drafts."""
    trace = tuple((step.path, step.line, step.column, step.message) for step in finding.trace)
    place = (finding.path, finding.line, finding.column, finding.code, finding.end_line, finding.end_column)
    return (*place, finding.function, finding.provider, finding.confidence, finding.message, trace)


def _shorten(value: str) -> str:
    value = " ".join(value.split())
    return value if len(value) <= _MAX_VALUE else value[: _MAX_VALUE - 1].rstrip() + "…"
