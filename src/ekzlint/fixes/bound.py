"""What is sure at a line of a function: the names that are bound, and the tests that let the way go on to it."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.facts import records as r
from ekzlint.fixes.truths import ends

Bound = tuple[str, "r.Expr | None"]


def bound_at(function: r.Function, line: int) -> dict[str, r.Expr | None]:
    """The names that every way to a line binds, each with what it was assigned last, where that is an assignment."""
    found: dict[str, r.Expr | None] = {param.name: None for param in function.params}
    found.update(_before(function.body, line))
    return found


def tests_before(body: tuple[r.Stmt, ...], line: int) -> Iterator[r.Expr]:
    """The tests that let the way go on to a line."""
    for stmt in body:
        if stmt.at[0] >= line:
            return
        holds = not isinstance(stmt, r.Function | r.Class) and stmt.at[2] >= line
        if isinstance(stmt, r.If) and (holds or ends(stmt.body)):
            yield stmt.test
        if isinstance(stmt, r.Match) and holds:
            yield stmt.subject
        if holds:
            for block in ("body", "orelse", "final"):
                yield from tests_before(getattr(stmt, block, ()), line)
            for case in getattr(stmt, "cases", ()):
                yield from tests_before(case.body, line)


def _before(body: tuple[r.Stmt, ...], line: int) -> Iterator[Bound]:
    for stmt in body:
        if stmt.at[0] >= line:
            return
        last = stmt.last_line if isinstance(stmt, r.Function | r.Class) else stmt.at[2]
        yield from _around(stmt, line) if last >= line else _done(stmt)


def _around(stmt: r.Stmt, line: int) -> Iterator[Bound]:
    """What is bound inside a statement that holds the line, on the way to it."""
    yield from _head(stmt)
    blocks: list[tuple[r.Stmt, ...]] = []
    if isinstance(stmt, r.If | r.For | r.While):
        blocks = [stmt.body, stmt.orelse]
    elif isinstance(stmt, r.With):
        blocks = [stmt.body]
    elif isinstance(stmt, r.Try):
        blocks = [stmt.body, stmt.orelse]
        if stmt.orelse and stmt.orelse[0].at[0] <= line:
            yield from _before(stmt.body, line)
    elif isinstance(stmt, r.Match):
        blocks = [case.body for case in stmt.cases]
    for block in blocks:
        if block and block[0].at[0] <= line <= block[-1].at[2]:
            yield from _before(block, line)


def _done(stmt: r.Stmt) -> Iterator[Bound]:
    """What is bound by a statement that has come to its end."""
    if isinstance(stmt, r.Assign):
        for target in stmt.targets:
            yield from _target(target, stmt.value)
    elif isinstance(stmt, r.AnnAssign) and stmt.value is not None:
        yield from _target(stmt.target, stmt.value)
    elif isinstance(stmt, r.Import):
        yield stmt.local, None
    elif isinstance(stmt, r.With):
        yield from _head(stmt)
        yield from _all(stmt.body)
    elif isinstance(stmt, r.Try) and all(ends(handler.body) for handler in stmt.handlers):
        yield from _all(stmt.body)
        yield from _all(stmt.orelse)
    elif isinstance(stmt, r.If) and stmt.orelse:
        first, second = dict(_all(stmt.body)), dict(_all(stmt.orelse))
        if ends(stmt.body) or ends(stmt.orelse):
            yield from (second if ends(stmt.body) else first).items()
        else:
            yield from ((name, None) for name in first if name in second)


def _head(stmt: r.Stmt) -> Iterator[Bound]:
    if isinstance(stmt, r.With):
        for _, target in stmt.items:
            yield from _target(target, None)
    elif isinstance(stmt, r.For):
        yield from _target(stmt.target, None)


def _all(body: tuple[r.Stmt, ...]) -> Iterator[Bound]:
    for stmt in body:
        yield from _done(stmt)


def _target(target: r.Expr | None, value: r.Expr | None) -> Iterator[Bound]:
    if isinstance(target, r.Name):
        yield target.id, value
    elif isinstance(target, r.Seq):
        for item in target.items:
            yield from _target(item, None)
