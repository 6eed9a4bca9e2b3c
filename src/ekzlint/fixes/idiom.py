"""Does in one handler what a neighbour in the same file does already: the project's own way is the best one."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Callable, Iterator

from ekzlint.facts import records as r
from ekzlint.facts.walk import expressions, statements
from ekzlint.findings.model import Span
from ekzlint.fixes.edits import Edit, insertion
from ekzlint.fixes.handler import Handler
from ekzlint.fixes.scope import bindings
from ekzlint.fixes.truths import ends
from ekzlint.flow.entries import entries_of
from ekzlint.flow.run import Event
from ekzlint.flow.views import Walk
from ekzlint.flow.webhooks import unguarded_effects, unproven_effects


def verification(handler: Handler) -> Edit | None:
    """The statement by which a neighbour verifies, for this handler."""
    return _borrowed(handler, ("verify",), lambda walk: not unproven_effects(walk))


def registration(handler: Handler) -> Edit | None:
    """The statement by which a neighbour stops at a repeated event, for this handler."""
    return _borrowed(handler, ("register",), lambda walk: not unguarded_effects(walk), guard=True)


def _borrowed(
    handler: Handler, kinds: tuple[str, ...], is_right: Callable[[Walk], bool], guard: bool = False
) -> Edit | None:
    for walk in _neighbours(handler):
        if not is_right(walk):
            continue
        for event in walk.of(*kinds):
            if event.kind == "register" and event.detail != "durable":
                continue
            statement = _statement(walk, handler, event)
            if statement is None or (guard and not isinstance(statement, r.If)):
                continue
            edit = _moved(handler, walk.entry.node, statement)
            if edit is not None:
                return edit
    return None


def _neighbours(handler: Handler) -> Iterator[Walk]:
    for entry in entries_of(handler.context.machine, handler.module):
        if entry.route and entry.module is handler.module and entry.node is not handler.fact:
            walk = handler.context.walk_from(handler.tree.path, Span(*entry.node.at))
            if walk is not None and walk.is_webhook:
                yield walk


def _statement(walk: Walk, handler: Handler, event: Event) -> r.Stmt | None:
    """The statement of the neighbour's own body in which an event comes about, where it stops what is not right."""
    function = walk.entry.node
    lines = [step.span.line for step in event.chain[1:] if step.path == handler.tree.path]
    if event.module is handler.module:
        lines.append(event.at[0])
    line = next((number for number in lines if function.at[0] < number <= function.last_line), 0)
    for stmt in function.body:
        if stmt.at[0] <= line <= stmt.at[2] and (
            isinstance(stmt, r.ExprStmt) or (isinstance(stmt, r.If) and ends(stmt.body) and not stmt.orelse)
        ):
            return stmt
    return None


def _moved(handler: Handler, donor: r.Function, statement: r.Stmt) -> Edit | None:
    """A neighbour's statement as lines of this handler, behind what it needs; None where something is missing."""
    needed = _locals(donor, statement)
    added: list[r.Stmt] = []
    line = handler.fact.at[0]
    theirs, own = dict(_simple(donor)), dict(_simple(handler.fact))
    for name in needed:
        if name in own and name in theirs and _meaning(handler, own[name]) == _meaning(handler, theirs[name]):
            line = max(line, own[name].at[2])
        elif name in {param.name for param in handler.fact.params} & {param.name for param in donor.params}:
            continue
        elif name in theirs and name not in {bound for bound, _ in bindings(handler.fact)}:
            if not all(part in needed for part in _locals(donor, theirs[name])):
                return None
            added.append(theirs[name])
        else:
            return None
    body = [stmt for stmt in handler.fact.body if stmt.at[0] > line]
    if not body or any(isinstance(stmt, r.Function | r.Class) for stmt in body[:1]):
        return None
    text = "".join(_lines(handler, stmt) for stmt in [*sorted(added, key=lambda stmt: stmt.at[0]), statement])
    first = body[1] if _is_docstring(handler, body[0]) and len(body) > 1 else body[0]
    return insertion(handler.tree.path, first.at[0], text)


def _is_docstring(handler: Handler, stmt: r.Stmt) -> bool:
    is_text = isinstance(stmt, r.ExprStmt) and isinstance(stmt.value, r.Const) and isinstance(stmt.value.value, str)
    return is_text and stmt is handler.fact.body[0]


def _simple(function: r.Function) -> Iterator[tuple[str, r.Assign]]:
    """Names that a function assigns once, in its own body."""
    bound = [name for name, _ in bindings(function)]
    for stmt in function.body:
        if isinstance(stmt, r.Assign) and len(stmt.targets) == 1 and isinstance(stmt.targets[0], r.Name):
            name = stmt.targets[0].id
            if bound.count(name) == 1:
                yield name, stmt


def _locals(function: r.Function, stmt: r.Stmt) -> list[str]:
    """The names of a function's own that a statement reads."""
    bound = {name for name, _ in bindings(function)}
    found: dict[str, None] = {}
    for part in (stmt, *statements(getattr(stmt, "body", ()))):
        for field in ("value", "test", "exc"):
            value = getattr(part, field, None)
            if value is not None and hasattr(value, "at"):
                found.update((expr.id, None) for expr in expressions(value) if isinstance(expr, r.Name))
    return [name for name in found if name in bound]


def _meaning(handler: Handler, stmt: r.Stmt) -> str:
    """A statement without its layout."""
    return ast.dump(ast.parse(textwrap.dedent(handler.tree.between(Span(*stmt.at)))))


def _lines(handler: Handler, stmt: r.Stmt) -> str:
    """The whole lines of a statement, at the indentation of this handler's body."""
    lines = handler.tree.text.split("\n")[stmt.at[0] - 1 : stmt.at[2]]
    return textwrap.indent(textwrap.dedent("\n".join(lines)), handler.indent) + "\n"
