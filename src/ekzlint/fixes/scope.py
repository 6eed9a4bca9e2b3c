"""Which names mean what at a line: the functions around it, what they bind, and what a name was assigned once."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.facts import records as r
from ekzlint.facts.walk import expressions, statements


def functions_at(module: r.Module, line: int) -> list[r.Function]:
    """The functions around a line, from the outside in."""
    found = [s for s in statements(module.body) if isinstance(s, r.Function) and s.first_line <= line <= s.last_line]
    return sorted(found, key=lambda function: function.first_line)


def bindings(function: r.Function) -> Iterator[tuple[str, r.Stmt | r.Param]]:
    """Every name that a function binds for itself, with what binds it; inner functions keep theirs to themselves."""
    for param in function.params:
        yield param.name, param
    for stmt in _own(function.body):
        for name in _names(stmt):
            yield name, stmt


def is_bound(function: r.Function, name: str) -> bool:
    """Whether a name is the function's own."""
    return any(bound == name for bound, _ in bindings(function))


def assigned_once(function: r.Function, name: str) -> r.Expr | None:
    """The value of a name that the function binds once, by a plain assignment; else None."""
    found = [what for bound, what in bindings(function) if bound == name]
    if len(found) == 1 and isinstance(found[0], r.Assign | r.AnnAssign):
        stmt = found[0]
        targets = stmt.targets if isinstance(stmt, r.Assign) else (stmt.target,)
        if any(isinstance(target, r.Name) and target.id == name for target in targets):
            return stmt.value
    return None


def _own(body: tuple[r.Stmt, ...]) -> Iterator[r.Stmt]:
    """The statements of a body, without those of functions and classes inside it."""
    inner = [s for s in body if isinstance(s, r.Function | r.Class)]
    yield from inner
    hidden: set[int] = set()
    for stmt in statements(body):
        if isinstance(stmt, r.Function | r.Class):
            hidden.update(id(part) for part in statements(stmt.body))
    for stmt in statements(body):
        if id(stmt) not in hidden and not isinstance(stmt, r.Function | r.Class):
            yield stmt


def _names(stmt: r.Stmt) -> Iterator[str]:
    if isinstance(stmt, r.Function | r.Class):
        yield stmt.name
    elif isinstance(stmt, r.Import):
        yield stmt.local
    elif isinstance(stmt, r.Assign):
        for assigned in stmt.targets:
            yield from _targets(assigned)
    elif isinstance(stmt, r.AnnAssign | r.AugAssign | r.For):
        yield from _targets(stmt.target)
    elif isinstance(stmt, r.With):
        for _, entered in stmt.items:
            yield from _targets(entered)
    elif isinstance(stmt, r.Try):
        yield from (handler.name for handler in stmt.handlers if handler.name)
    elif isinstance(stmt, r.Match):
        yield from (name for case in stmt.cases for name in case.names)
    for value in _values(stmt):
        yield from (part.name for part in expressions(value) if isinstance(part, r.Walrus))


def _targets(target: r.Expr | None) -> Iterator[str]:
    if isinstance(target, r.Name):
        yield target.id
    elif isinstance(target, r.Seq):
        for item in target.items:
            yield from _targets(item)
    elif isinstance(target, r.Star):
        yield from _targets(target.value)


def _values(stmt: r.Stmt) -> Iterator[r.Expr]:
    for field in ("value", "test", "iter", "subject", "exc"):
        value = getattr(stmt, field, None)
        if value is not None and hasattr(value, "at"):
            yield value
