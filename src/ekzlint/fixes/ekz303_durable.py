"""EKZ303: a guard in the database in the place of one in memory, and a unique column where there is a race."""

from __future__ import annotations

from dataclasses import replace

from ekzlint.findings.model import Finding
from ekzlint.fixes import idiom
from ekzlint.fixes.context import Context
from ekzlint.fixes.edits import Edit
from ekzlint.fixes.guarding import Known
from ekzlint.fixes.handler import Handler, handler_of
from ekzlint.fixes.plan import Plan, Refusal
from ekzlint.fixes.register import registration
from ekzlint.fixes.unique import unique_column
from ekzlint.fixes.weak_guard import WeakGuard, forgotten, line_out, weak_guard
from ekzlint.flow.webhooks import repeatable_effects


def plan(context: Context, finding: Finding) -> Plan | Refusal:
    """A neighbour's registration, or one in a table; the variable in memory goes, with what was done with it."""
    handler = handler_of(context, finding)
    if handler is None:
        return Refusal("fix_no_handler")
    weak = weak_guard(handler)
    borrowed = idiom.registration(handler)
    if borrowed is not None:
        return _as_neighbour(handler, weak, borrowed)
    if weak is None:
        return unique_column(handler) or Plan(applicability="display", key="fix_303_form")
    known = Known(place=weak.place, key=weak.key, end=weak.end, gone=weak.gone)
    made = registration(handler, repeatable_effects(handler.walk), known)
    if made is None:
        return Plan(applicability="display", key="fix_303_form")
    edits = (*made.edits, *forgotten(handler, weak.variable, weak.gone))
    return Plan(applicability="unsafe", key=f"fix_303_{made.kind}", params={"model": made.model}, edits=edits)


def _as_neighbour(handler: Handler, weak: WeakGuard | None, borrowed: Edit) -> Plan:
    edits = [line_out(handler, part) for part in weak.gone] if weak else []
    edits += forgotten(handler, weak.variable, weak.gone) if weak else []
    for index, edit in enumerate(edits):
        if (edit.span.line, edit.span.column) == (borrowed.span.line, borrowed.span.column):
            # The new guard comes into the very place of the old one.
            edits[index] = replace(edit, text=borrowed.text)
            return Plan(applicability="unsafe", key="fix_303", edits=tuple(edits))
    return Plan(applicability="unsafe", key="fix_303", edits=(*edits, borrowed))
