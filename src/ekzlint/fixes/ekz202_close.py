"""EKZ202: close the path on which nothing was verified."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from ekzlint.findings.model import Finding, Span
from ekzlint.fixes.closing import Closing
from ekzlint.fixes.context import Context
from ekzlint.fixes.edits import Edit, EditError, flatten
from ekzlint.fixes.handler import Handler, handler_of
from ekzlint.fixes.helper import Helper, helper_of
from ekzlint.fixes.plan import Plan, Refusal
from ekzlint.fixes.tree import Tree
from ekzlint.flow.run import Event
from ekzlint.flow.webhooks import tried_to_verify, unproven_effects


def plan(context: Context, finding: Finding) -> Plan | Refusal:
    """Every way around the verification refuses the request."""
    handler = handler_of(context, finding)
    if handler is None:
        return Refusal("fix_no_handler")
    refusal = handler.refusal()
    if refusal is None:
        return Plan(applicability="display", key="fix_202_form")
    effects = [_line_in(handler, effect) for effect in unproven_effects(handler.walk)]
    closing = Closing(handler.tree, refusal.name, effects)
    edits: list[Edit] = []
    for event in tried_to_verify(handler.walk):
        helper = helper_of(handler, event)
        place = _place_in(handler, event)
        node = _node_at(handler.tree, place) if place else None
        if node is not None:
            edits += closing.of(node)
            edits += _outcome(handler.tree, closing, node, helper)
        if helper is not None:
            edits += helper.closed(event)
    if not edits:
        return Plan(applicability="display", key="fix_202_form")
    made = _joined([*edits, *(refusal.edits if any(refusal.name in edit.text for edit in edits) else ())])
    try:
        flatten(made)
    except EditError:
        return Plan(applicability="display", key="fix_202_form")
    return Plan(applicability="unsafe", key="fix_202", edits=tuple(made))


def _outcome(tree: Tree, closing: Closing, node: cst.CSTNode, helper: Helper | None) -> list[Edit]:
    """What is done with the outcome of a verification that tells by it: it has a name, or nobody looks at it."""
    if not isinstance(node, cst.BaseExpression):
        return []
    around = [outer for outer in tree.above(node) if not isinstance(outer, cst.Await)]
    line = around[1] if len(around) > 1 else None
    tells = helper.tells if helper is not None else tree.source(node).partition("(")[0].endswith("compare_digest")
    if helper is None and isinstance(around[0], cst.Assign) and line is not None:
        # Of what lies outside the project only the handler knows whether it tells by its outcome.
        target = around[0].targets[0].target
        tells = tells or (isinstance(target, cst.Name) and closing.is_tested(target.value, line))
    if not tells:
        return []
    if isinstance(around[0], cst.Expr) and isinstance(line, cst.SimpleStatementLine) and len(line.body) == 1:
        return closing.ignored(line, around[0].value)
    if isinstance(around[0], cst.Assign) and isinstance(line, cst.SimpleStatementLine):
        target = around[0].targets[0].target
        return closing.verdict(target.value, line) if isinstance(target, cst.Name) else []
    return []


def _joined(edits: list[Edit]) -> list[Edit]:
    """Lines for one place put in behind each other, those of the inner block first."""
    found: dict[tuple[str, Span, str], Edit] = {}
    for edit in dict.fromkeys(edits):
        key = (edit.path, edit.span, edit.text if edit.is_import else "")
        is_insertion = (edit.span.line, edit.span.column) == (edit.span.end_line, edit.span.end_column)
        if key in found and is_insertion and not edit.is_import:
            both = sorted((found[key].text, edit.text), key=_depth, reverse=True)
            found[key] = replace(edit, text="".join(both))
        else:
            found[key] = edit
    return list(found.values())


def _depth(text: str) -> int:
    return len(text) - len(text.lstrip(" \t"))


def _place_in(handler: Handler, event: Event) -> Span | None:
    """Where in the handler an event comes about: the event itself, or the call that leads to it."""
    for step in event.chain[1:]:
        if step.path == handler.tree.path and handler.fact.at[0] <= step.span.line <= handler.fact.last_line:
            return step.span
    inside = handler.fact.at[0] <= event.at[0] <= handler.fact.last_line
    return Span(*event.at) if inside and event.module is handler.module else None


def _line_in(handler: Handler, event: Event) -> int:
    place = _place_in(handler, event)
    return place.line if place else 0


def _node_at(tree: Tree, place: Span) -> cst.CSTNode | None:
    return tree.at(place, cst.Call) or tree.at(place, cst.BaseExpression)  # type: ignore[type-abstract]
