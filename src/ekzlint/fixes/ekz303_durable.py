"""EKZ303: a guard in the database in the place of one in memory, and a unique column where there is a race."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from ekzlint.findings.model import Finding, Span
from ekzlint.fixes import idiom
from ekzlint.fixes.context import Context
from ekzlint.fixes.edits import Edit
from ekzlint.fixes.handler import Handler, handler_of
from ekzlint.fixes.plan import Plan, Refusal
from ekzlint.fixes.register import registration
from ekzlint.fixes.unique import unique_column
from ekzlint.fixes.weak_guard import WeakGuard, weak_guard
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
    made = registration(
        handler, repeatable_effects(handler.walk), place=weak.place, key=weak.key, end=weak.end, gone=weak.gone
    )
    if made is None:
        return Plan(applicability="display", key="fix_303_form")
    key = "fix_303_table" if made.is_new else "fix_303_event"
    edits = (*made.edits, *forgotten(handler, weak.variable, weak.gone))
    return Plan(applicability="unsafe", key=key, params={"model": made.model}, edits=edits)


def _as_neighbour(handler: Handler, weak: WeakGuard | None, borrowed: Edit) -> Plan:
    edits = [_line_out(handler, part) for part in weak.gone] if weak else []
    edits += forgotten(handler, weak.variable, weak.gone) if weak else []
    for index, edit in enumerate(edits):
        if (edit.span.line, edit.span.column) == (borrowed.span.line, borrowed.span.column):
            # The new guard comes into the very place of the old one.
            edits[index] = replace(edit, text=borrowed.text)
            return Plan(applicability="unsafe", key="fix_303", edits=tuple(edits))
    return Plan(applicability="unsafe", key="fix_303", edits=(*edits, borrowed))


def forgotten(handler: Handler, name: str, gone: tuple[cst.BaseStatement, ...]) -> list[Edit]:
    """The edits that take a variable of the module out, where nothing but the guard used it."""
    tree = handler.tree
    if not name:
        return []
    used = {id(node) for part in gone for node in tree.names(part, name)}
    uses = [node for node in tree.names(tree.module, name) if id(node) not in used]
    bound = next((line for line in tree.module.body if _binds(line, name)), None)
    return [_line_out(handler, bound)] if bound is not None and len(uses) == 1 else []


def _binds(statement: cst.CSTNode, name: str) -> bool:
    part = statement.body[0] if isinstance(statement, cst.SimpleStatementLine) and len(statement.body) == 1 else None
    target: cst.CSTNode | None = None
    if isinstance(part, cst.AnnAssign):
        target = part.target
    elif isinstance(part, cst.Assign) and len(part.targets) == 1:
        target = part.targets[0].target
    return isinstance(target, cst.Name) and target.value == name


def _line_out(handler: Handler, statement: cst.CSTNode) -> Edit:
    place = handler.tree.span(statement)
    return Edit(handler.tree.path, Span(place.line, 1, place.end_line + 1, 1), "")
