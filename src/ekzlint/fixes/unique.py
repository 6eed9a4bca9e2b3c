"""Lets the database refuse the second of two rows: the column by which a handler looks is made unique."""

from __future__ import annotations

import libcst as cst

from ekzlint.facts import records as r
from ekzlint.facts.walk import enclosing_function
from ekzlint.findings.model import Span
from ekzlint.fixes.arguments import keyword
from ekzlint.fixes.edits import Edit, behind
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.plan import Plan
from ekzlint.flow.run import Event
from ekzlint.flow.values import ClassRef

_ASKS = ("filter", "filter_by", "get")
_LOOSE = ("unique", "primary_key", "default", "null", "blank", "nullable")


def unique_column(handler: Handler) -> Plan | None:
    """The plan for the one row that a handler looks for and then inserts; None where its column cannot be told."""
    for made in handler.walk.of("effect", "register"):
        owner = _owner(handler, made)
        columns = _asked_for(handler, made, owner.node.name) if owner else set()
        if owner is None or len(columns) != 1:
            continue
        column = columns.pop()
        edit = _declared_unique(handler, owner, column)
        if edit is not None:
            params = {"model": owner.node.name, "name": column}
            return Plan(applicability="unsafe", key="fix_303_unique", params=params, edits=(edit,))
    return None


def _owner(handler: Handler, made: Event) -> ClassRef | None:
    """The model of a row that is inserted without a unique column."""
    if made.detail not in ("bare-insert", "log"):
        return None
    label = made.what.removesuffix(" row")
    for ref in handler.context.machine.quiet_eval(made.module, r.Name(made.at, label)).refs:
        if isinstance(ref, ClassRef) and not handler.context.machine.classes.unique_fields(ref):
            return ref
    return None


def _asked_for(handler: Handler, made: Event, label: str) -> set[str]:
    """The columns by which rows of a model are looked up in the function that inserts one, or in the handler."""
    found: set[str] = set()
    tree = handler.context.tree(made.module.path)
    function = enclosing_function(made.module.facts, made.at[0])
    nodes = [tree.function(Span(*function.at))] if function else []
    for node in (part for root in nodes if root is not None for part in tree.inside(root)):
        left = node.left if isinstance(node, cst.Comparison) else None
        if isinstance(left, cst.Attribute) and isinstance(left.value, cst.Name) and left.value.value == label:
            found.add(left.attr.value)
        func = node.func if isinstance(node, cst.Call) else None
        if isinstance(node, cst.Call) and isinstance(func, cst.Attribute) and func.attr.value in _ASKS:
            mine = tree.source(func).startswith(f"{label}.")
            found.update(arg.keyword.value for arg in node.args if mine and arg.keyword is not None)
    return found


def _declared_unique(handler: Handler, owner: ClassRef, column: str) -> Edit | None:
    """`unique=True` behind the other arguments of the column."""
    declared = handler.context.machine.classes.declared(owner, column)
    value = declared[1].value if declared and declared[0] == owner else None
    tree = handler.context.tree(owner.module.path)
    call = tree.at(Span(*value.at), cst.Call) if isinstance(value, r.Call) else None
    if call is None or not call.args or any(keyword(call, name) for name in _LOOSE):
        return None
    if any(tree.source(arg.value).startswith("ForeignKey") or "ForeignKey" in tree.source(arg) for arg in call.args):
        return None
    last = tree.outer(call.args[-1].value)
    return Edit(owner.module.path, behind(last), ", unique=True")
