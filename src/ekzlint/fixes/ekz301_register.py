"""EKZ301: stop at an event that was handled before, as the project does it elsewhere."""

from __future__ import annotations

from ekzlint.findings.model import Finding
from ekzlint.fixes import idiom, state_guard
from ekzlint.fixes.context import Context
from ekzlint.fixes.handler import handler_of
from ekzlint.fixes.plan import Plan, Refusal


def plan(context: Context, finding: Finding) -> Plan | Refusal:
    """A neighbour's registration, or a look at the row's state; a table of events is more than an edit."""
    handler = handler_of(context, finding)
    if handler is None:
        return Refusal("fix_no_handler")
    borrowed = idiom.registration(handler)
    if borrowed is not None:
        return Plan(applicability="unsafe", key="fix_301", edits=(borrowed,))
    guard = state_guard.guard(handler)
    if guard:
        return Plan(applicability="unsafe", key="fix_301_state", edits=tuple(guard))
    return Plan(applicability="display", key="fix_301_form")
