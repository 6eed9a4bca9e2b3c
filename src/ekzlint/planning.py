"""Plans the repairs of findings, and puts them next to the findings for the reports."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ekzlint.config import Config
from ekzlint.findings.model import Finding, Fix, Result, TextEdit
from ekzlint.findings.render import fill, load_messages
from ekzlint.fixes import FIXES
from ekzlint.fixes.edits import EditError, flatten
from ekzlint.fixes.plan import Plan, Refusal
from ekzlint.knowledge.load import load_knowledge
from ekzlint.room import with_room
from ekzlint.source.discover import discover, display_path

if TYPE_CHECKING:
    from ekzlint.fixes.context import Trees


@dataclass(frozen=True)
class Planned:
    """A finding with the plan of its repair."""

    finding: Finding
    plan: Plan


def with_fixes(result: Result, paths: Sequence[Path], config: Config, stdin: tuple[str, bytes] | None = None) -> Result:
    """Return the `result` of `engine.check` with the planned repair of each finding that has one."""
    if not any(finding.code in FIXES for finding in result.findings):
        return result
    messages = load_messages(config.lang)
    overlay = {(Path.cwd() / stdin[0]).as_posix(): stdin[1]} if stdin else {}
    planned, _ = plans(result.findings, paths or [Path(path) for path in overlay], config, overlay)
    fixes = {id(item.finding): _fix(item.plan, messages) for item in planned}
    findings = tuple(
        msgspec.structs.replace(finding, fix=fixes.get(id(finding)), fixable=bool(_edits(fixes.get(id(finding)))))
        for finding in result.findings
    )
    return msgspec.structs.replace(result, findings=findings)


def _edits(fix: Fix | None) -> tuple[TextEdit, ...]:
    return fix.edits if fix else ()


def _fix(plan: Plan, messages: Mapping[str, str]) -> Fix:
    edits = tuple(
        TextEdit(
            path=display_path(Path(edit.path)),
            line=edit.span.line,
            column=edit.span.column,
            end_line=edit.span.end_line,
            end_column=edit.span.end_column,
            text=edit.text,
        )
        for edit in flatten(plan.edits)
    )
    return Fix(applicability=plan.applicability, message=sentence(plan, messages), edits=edits)


def sentence(plan: Plan | Refusal, messages: Mapping[str, str]) -> str:
    """What a repair does, or why there is none, in words."""
    return fill(messages.get(plan.key, plan.key), plan.params)


def plans(
    findings: Sequence[Finding],
    paths: Sequence[Path],
    config: Config,
    overlay: Mapping[str, bytes],
    trees: Trees | None = None,
) -> tuple[list[Planned], list[tuple[Finding, Refusal]]]:
    """The plan of each finding whose rule has a fix, or why there is none."""
    # LibCST is loaded here and not above: a run without anything to repair does without it.
    from ekzlint.fixes.context import Context

    planned: list[Planned] = []
    refused: list[tuple[Finding, Refusal]] = []
    files, _ = discover(paths, config)
    context = Context(load_knowledge(config.knowledge), config, files, overlay, {} if trees is None else trees)
    for finding in findings:
        made = with_room(partial(_plan, context, finding)) if finding.code in FIXES else Refusal("fix_none")
        if isinstance(made, Refusal):
            refused.append((finding, made))
        else:
            planned.append(Planned(finding, made))
    return planned, refused


def _plan(context: object, finding: Finding) -> Plan | Refusal:
    import libcst

    module = importlib.import_module(FIXES[finding.code])
    try:
        made: Plan | Refusal = module.plan(context, finding)
        if isinstance(made, Plan):
            flatten(made.edits)
    except (libcst.ParserSyntaxError, RecursionError):
        return Refusal("fix_unreadable")
    except EditError:
        return Refusal("fix_overlap")
    return made
