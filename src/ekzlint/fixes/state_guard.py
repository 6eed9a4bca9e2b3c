"""Stops at a row that is in its final state already: the guard that most projects use."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from ekzlint.fixes.answer import acknowledgement
from ekzlint.fixes.edits import Edit
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.imports import Brought
from ekzlint.fixes.place import line_in
from ekzlint.fixes.transaction import atomic, locked
from ekzlint.flow.run import Event
from ekzlint.flow.webhooks import unguarded_effects
from ekzlint.flow.words import DONE, STATE_KEYS, words


def guard(handler: Handler) -> list[Edit] | None:
    """The edits that lock the row whose state the handler sets, and stop where it is set already; None without one."""
    effects = unguarded_effects(handler.walk)
    end = acknowledgement(handler)
    if not effects or end is None:
        return None
    lines = [step.span.line for step in effects[0].chain[1:] if step.path == handler.tree.path]
    line = next((n for n in [*lines, effects[0].at[0]] if handler.fact.at[0] < n <= handler.fact.last_line), 0)
    for block in _blocks_around(handler, line):
        for statement in block.body:
            made = _for_assignment(handler, block, statement, effects, line, end)
            if made is not None:
                return made
    return None


def _blocks_around(handler: Handler, line: int) -> list[cst.IndentedBlock]:
    """The blocks of the handler that hold a line, the innermost first."""
    found = []
    for node in handler.tree.inside(handler.node):
        if isinstance(node, cst.IndentedBlock):
            first, last = handler.tree.span(node.body[0]), handler.tree.span(node.body[-1])
            if first.line <= line <= last.end_line:
                found.append(node)
    return found[::-1]


def _for_assignment(
    handler: Handler,
    block: cst.IndentedBlock,
    statement: cst.BaseStatement,
    effects: Sequence[Event],
    line: int,
    end: Brought,
) -> list[Edit] | None:
    """`order.status = "paid"`: the guard goes in front of it, or of the effect where that comes first."""
    part = statement.body[0] if isinstance(statement, cst.SimpleStatementLine) and len(statement.body) == 1 else None
    if not isinstance(part, cst.Assign) or len(part.targets) != 1:
        return None
    target = part.targets[0].target
    if not isinstance(target, cst.Attribute) or not isinstance(target.value, cst.Name):
        return None
    if not words(target.attr.value) & STATE_KEYS or not _is_final(handler, part.value):
        return None
    bound = _bound(handler, target.value.value)
    if bound is None:
        return None
    tree = handler.tree
    at = min(
        (s for s in block.body if s is statement or tree.span(s).line <= line <= tree.span(s).end_line),
        key=lambda s: tree.span(s).line,
    )
    if tree.span(bound).line >= tree.span(at).line:
        return None
    last = tree.span(block.body[-1]).end_line
    if any(not tree.span(at).line <= line_in(handler, effect) <= last for effect in effects):
        # Another effect is not behind the guard.
        return None
    whole = atomic(handler, at, bound)
    locks = locked(handler, bound)
    if whole is None or not locks:
        return None
    indent, step = tree.indent(tree.span(at).line), tree.module.default_indent
    test = f"{tree.source(target)} == {tree.source(part.value)}"
    if isinstance(part.value, cst.Name) and part.value.value == "True":
        test = tree.source(target)
    text = f"{indent}if {test}:\n{indent}{step}{end.name}\n"
    return [handler.above(at, text), *locks, *whole, *end.edits]


def _is_final(handler: Handler, value: cst.BaseExpression) -> bool:
    """Whether a state is said by a word that means that the payment is through."""
    if isinstance(value, cst.Name) and value.value == "True":
        return True
    if isinstance(value, cst.SimpleString | cst.Attribute):
        return bool(words(handler.tree.source(value).rpartition(".")[2].strip("\"'")) & DONE)
    return False


def _bound(handler: Handler, name: str) -> cst.BaseExpression | None:
    """The look-up whose row a variable holds, where it is bound once."""
    found = [
        node
        for node in handler.tree.inside(handler.node)
        if isinstance(node, cst.Assign)
        and any(isinstance(t.target, cst.Name) and t.target.value == name for t in node.targets)
    ]
    return found[0].value if len(found) == 1 else None
