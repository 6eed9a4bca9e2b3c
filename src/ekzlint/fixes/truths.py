"""Which expressions are known to be true, so neither None nor empty, where an expression stands."""

from __future__ import annotations

from ekzlint.facts import records as r
from ekzlint.facts.text import describe, dotted
from ekzlint.facts.walk import expressions

_ENDS = frozenset({"abort", "exit"})


def known_true(function: r.Function, target: r.Expr) -> frozenset[str]:
    """The expressions of a function, as text, that are true whenever `target` is evaluated."""
    return _in_body(function.body, target, frozenset())


def _in_body(body: tuple[r.Stmt, ...], target: r.Expr, known: frozenset[str]) -> frozenset[str]:
    for stmt in body:
        if _holds(stmt, target):
            return _inside(stmt, target, known)
        if isinstance(stmt, r.If) and ends(stmt.body) and not stmt.orelse:
            known = known | truths(stmt.test, False)
        known = known - _rebound(stmt)
    return known


def _inside(stmt: r.Stmt, target: r.Expr, known: frozenset[str]) -> frozenset[str]:
    if isinstance(stmt, r.If):
        if _has(stmt.test, target):
            return known | _within(stmt.test, target)
        for block, outcome in ((stmt.body, True), (stmt.orelse, False)):
            if any(_holds(part, target) for part in block):
                return _in_body(block, target, known | truths(stmt.test, outcome))
        return known
    blocks: list[tuple[r.Stmt, ...]] = []
    if isinstance(stmt, r.Try):
        blocks = [stmt.body, *(handler.body for handler in stmt.handlers), stmt.orelse, stmt.final]
    elif isinstance(stmt, r.For | r.While):
        blocks = [stmt.body, stmt.orelse]
    elif isinstance(stmt, r.With):
        blocks = [stmt.body]
    for block in blocks:
        if any(_holds(part, target) for part in block):
            return _in_body(block, target, known)
    value = getattr(stmt, "value", None) or getattr(stmt, "test", None)
    return known | _within(value, target) if value is not None and hasattr(value, "at") else known


def _within(test: r.Expr, target: r.Expr) -> frozenset[str]:
    """What is true when the evaluation of `test` comes to a part of it."""
    if isinstance(test, r.UnaryOp):
        return _within(test.operand, target)
    if isinstance(test, r.IfExp) and _has(test.body, target):
        return truths(test.test, True) | _within(test.body, target)
    if isinstance(test, r.BoolOp):
        known: frozenset[str] = frozenset()
        for value in test.values:
            if _has(value, target):
                return known | _within(value, target)
            known = known | truths(value, test.op == "and")
    return frozenset()


def truths(test: r.Expr, outcome: bool) -> frozenset[str]:
    """The expressions that are true once `test` came out as `outcome`."""
    if isinstance(test, r.UnaryOp) and test.op == "not":
        return truths(test.operand, not outcome)
    if isinstance(test, r.BoolOp) and outcome == (test.op == "and"):
        return frozenset().union(*(truths(value, outcome) for value in test.values))
    if isinstance(test, r.Call) and dotted(test.func) in ("all", "bool") and outcome and len(test.args) == 1:
        given = test.args[0]
        return frozenset(describe(item) for item in (given.items if isinstance(given, r.Seq) else (given,)))
    if isinstance(test, r.Walrus):
        return truths(r.Name(test.at, test.name), outcome)
    return frozenset({describe(test)}) if outcome else frozenset()


def ends(body: tuple[r.Stmt, ...]) -> bool:
    """Whether a block leaves the function, or the iteration, at its end."""
    last = body[-1] if body else None
    if isinstance(last, r.Return | r.Raise | r.Jump):
        return True
    if isinstance(last, r.If) and last.orelse:
        return ends(last.body) and ends(last.orelse)
    return (
        isinstance(last, r.ExprStmt)
        and isinstance(last.value, r.Call)
        and dotted(last.value.func).rpartition(".")[2] in _ENDS
    )


def _rebound(stmt: r.Stmt) -> set[str]:
    targets = stmt.targets if isinstance(stmt, r.Assign) else ()
    if isinstance(stmt, r.AnnAssign | r.AugAssign):
        targets = (stmt.target,)
    return {describe(target) for target in targets}


def _has(expr: r.Expr, target: r.Expr) -> bool:
    return any(part is target for part in expressions(expr))


def _holds(stmt: r.Stmt, target: r.Expr) -> bool:
    last = stmt.last_line if isinstance(stmt, r.Function | r.Class) else stmt.at[2]
    return stmt.at[0] <= target.at[0] and target.at[2] <= last
