"""EKZ301: stop at an event that was handled before: as the project does it, by a row's state, or by a table."""

from __future__ import annotations

from ekzlint.findings.model import Finding
from ekzlint.fixes import idiom, state_guard
from ekzlint.fixes.context import Context
from ekzlint.fixes.handler import handler_of
from ekzlint.fixes.plan import Plan, Refusal
from ekzlint.fixes.register import registration
from ekzlint.flow.webhooks import unguarded_effects


def plan(context: Context, finding: Finding) -> Plan | Refusal:
    """A neighbour's registration, a look at the row's state, or an insert into a table of events."""
    handler = handler_of(context, finding)
    if handler is None:
        return Refusal("fix_no_handler")
    borrowed = idiom.registration(handler)
    if borrowed is not None:
        return Plan(applicability="unsafe", key="fix_301", edits=(borrowed,))
    guard = state_guard.guard(handler)
    if guard:
        return Plan(applicability="unsafe", key="fix_301_state", edits=tuple(guard))
    made = registration(handler, unguarded_effects(handler.walk))
    if made is None:
        return Plan(applicability="display", key="fix_301_form")
    return Plan(applicability="unsafe", key=f"fix_301_{made.kind}", params={"model": made.model}, edits=made.edits)
