"""EKZ303: a guard in the database in the place of one in memory."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from ekzlint.findings.model import Finding, Span
from ekzlint.fixes import idiom
from ekzlint.fixes.context import Context
from ekzlint.fixes.edits import Edit
from ekzlint.fixes.handler import Handler, handler_of
from ekzlint.fixes.plan import Plan, Refusal

_REMEMBERS = frozenset({"add", "append", "setdefault", "update"})


def plan(context: Context, finding: Finding) -> Plan | Refusal:
    """A neighbour's registration; the variable in memory goes, with what was done with it."""
    handler = handler_of(context, finding)
    if handler is None:
        return Refusal("fix_no_handler")
    borrowed = idiom.registration(handler)
    if borrowed is None:
        return Plan(applicability="display", key="fix_303_form")
    edits = _without_memory(handler)
    for index, edit in enumerate(edits):
        if (edit.span.line, edit.span.column) == (borrowed.span.line, borrowed.span.column):
            # The new guard comes into the very place of the old one.
            edits[index] = replace(edit, text=borrowed.text)
            return Plan(applicability="unsafe", key="fix_303", edits=tuple(edits))
    return Plan(applicability="unsafe", key="fix_303", edits=(*edits, borrowed))


def _without_memory(handler: Handler) -> list[Edit]:
    """The statements about a variable in memory are taken out, and the variable where nothing else uses it."""
    tree = handler.tree
    for statement in handler.body:
        name = _looked_up_in(statement)
        if not name:
            continue
        own = [statement, *(other for other in handler.body if _remembers_in(other, name))]
        used = {id(node) for part in own for node in tree.names(part, name)}
        if any(id(node) not in used for node in tree.names(handler.node, name)):
            return []
        edits = [_line_out(handler, part) for part in own]
        uses = [node for node in tree.names(tree.module, name) if id(node) not in used]
        bound = next((line for line in tree.module.body if _binds(line, name)), None)
        if bound is not None and len(uses) == 1:
            edits.append(_line_out(handler, bound))
        return edits
    return []


def _looked_up_in(statement: cst.BaseStatement) -> str:
    """The variable of `if x in seen: return`."""
    test = statement.test if isinstance(statement, cst.If) and statement.orelse is None else None
    if not isinstance(test, cst.Comparison) or len(test.comparisons) != 1:
        return ""
    found = test.comparisons[0]
    if isinstance(found.operator, cst.In) and isinstance(found.comparator, cst.Name):
        return found.comparator.value
    return ""


def _remembers_in(statement: cst.BaseStatement, name: str) -> bool:
    """`seen.add(x)` or `seen[x] = True`."""
    if not isinstance(statement, cst.SimpleStatementLine) or len(statement.body) != 1:
        return False
    part = statement.body[0]
    if isinstance(part, cst.Expr) and isinstance(part.value, cst.Call):
        func = part.value.func
        return isinstance(func, cst.Attribute) and func.attr.value in _REMEMBERS and _is(func.value, name)
    target = part.targets[0].target if isinstance(part, cst.Assign) else None
    return isinstance(target, cst.Subscript) and _is(target.value, name)


def _is(node: cst.BaseExpression, name: str) -> bool:
    return isinstance(node, cst.Name) and node.value == name


def _binds(statement: cst.CSTNode, name: str) -> bool:
    part = statement.body[0] if isinstance(statement, cst.SimpleStatementLine) and len(statement.body) == 1 else None
    if isinstance(part, cst.AnnAssign):
        return _is(part.target, name)
    return isinstance(part, cst.Assign) and len(part.targets) == 1 and _is(part.targets[0].target, name)


def _line_out(handler: Handler, statement: cst.CSTNode) -> Edit:
    place = handler.tree.span(statement)
    return Edit(handler.tree.path, Span(place.line, 1, place.end_line + 1, 1), "")
