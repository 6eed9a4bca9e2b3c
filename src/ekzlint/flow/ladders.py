"""What happens to a status that no test names: the else of a ladder of tests, or what comes after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import expressions, statements
from ekzlint.flow.words import PAID, STATE_KEYS, words

_FULFILS = frozenset("fulfil fulfill activate credit deliver ship grant issue".split())
_ENDS = (r.Return, r.Raise, r.Jump)


def unnamed_is_paid(function: r.Function, at: r.Place, unpaid: Callable[[r.Expr], bool]) -> bool:
    """Whether the comparison at a place is the first of tests that name only unpaid statuses, and the rest is paid.

    `unpaid` tells of an expression whether it tests for statuses that are not paid, and for nothing else.
    """
    for stmt in statements(function.body):
        if isinstance(stmt, r.Match) and stmt.cases and stmt.cases[0].at == at:
            return _rest_of_match(stmt, unpaid)
        for part in _own_expressions(stmt):
            if isinstance(part, r.IfExp) and _tests(part.test, at):
                return unpaid(part.test) and _is_paid(part.orelse)
    return any(_rest_is_paid(block, at, unpaid) for block in _blocks(function.body))


def all_but_named_is_paid(function: r.Function, at: r.Place, unpaid: Callable[[r.Expr], bool]) -> bool:
    """Whether the comparison at a place is the first of a test that only rules unpaid statuses out, and leads to paid.

    `unpaid` tells of an expression whether it rules out statuses that are not paid, and does nothing else.
    """
    for stmt in statements(function.body):
        if isinstance(stmt, r.If) and _begins(stmt.test, at):
            return unpaid(stmt.test) and any(_marks_paid(each) for each in stmt.body)
        for part in _own_expressions(stmt):
            if isinstance(part, r.IfExp) and _begins(part.test, at):
                return unpaid(part.test) and _is_paid(part.body)
    return False


def _begins(test: r.Expr, at: r.Place) -> bool:
    first = next((part for part in expressions(test) if isinstance(part, r.Compare)), None)
    return first is not None and first.at == at


def _rest_is_paid(block: tuple[r.Stmt, ...], at: r.Place, unpaid: Callable[[r.Expr], bool]) -> bool:
    """`if failed: ... elif pending: ... else: paid`, or tests that leave and are followed by what is paid."""
    for index, stmt in enumerate(block):
        if not isinstance(stmt, r.If) or not _tests(stmt.test, at):
            continue
        if not unpaid(stmt.test) or any(_leaves(each) and unpaid(each.test) for each in _ifs(block[:index])):
            # What was tested before is the start of the ladder.
            return False
        rest: tuple[r.Stmt, ...] = (stmt,)
        while len(rest) == 1 and isinstance(rest[0], r.If):
            if not unpaid(rest[0].test):
                return False
            if _leaves(rest[0]):
                return _after(block[index + 1 :], unpaid)
            rest = rest[0].orelse
        return any(_marks_paid(each) for each in rest)
    return False


def _ifs(block: tuple[r.Stmt, ...]) -> Iterator[r.If]:
    return (stmt for stmt in block if isinstance(stmt, r.If))


def _leaves(stmt: r.If) -> bool:
    """Whether the function is left where the test holds, and nothing is done where it does not."""
    return not stmt.orelse and bool(stmt.body) and isinstance(stmt.body[-1], _ENDS)


def _after(rest: tuple[r.Stmt, ...], unpaid: Callable[[r.Expr], bool]) -> bool:
    """What follows tests that left the function: further such tests are passed over."""
    for stmt in rest:
        if isinstance(stmt, r.If) and unpaid(stmt.test):
            continue
        if isinstance(stmt, r.If) and _leaves(stmt) and _is_unless_paid(stmt.test):
            return False
        if _marks_paid(stmt):
            return True
    return False


def _is_unless_paid(test: r.Expr) -> bool:
    """`state is not PaymentStatus.PAID`, `state != "paid"`: a name for what is paid."""
    if not isinstance(test, r.Compare) or test.ops[0] not in ("is not", "!=", "not in"):
        return False
    named = [*test.rights[0].items] if isinstance(test.rights[0], r.Seq) else [test.rights[0]]
    return any(_is_paid(each) for each in named)


def _rest_of_match(stmt: r.Match, unpaid: Callable[[r.Expr], bool]) -> bool:
    named = all(unpaid(literal) for case in stmt.cases if not case.total for literal in case.literals)
    return named and any(_marks_paid(each) for case in stmt.cases if case.total for each in case.body)


def _marks_paid(stmt: r.Stmt) -> bool:
    """Whether a statement, without the tests inside it, says or does what only a paid order gets."""
    if isinstance(stmt, r.With | r.Try):
        return any(_marks_paid(inner) for inner in stmt.body)
    if isinstance(stmt, r.Return):
        return _is_paid(stmt.value)
    if isinstance(stmt, r.Assign):
        named = [dotted(target).rpartition(".")[2] for target in stmt.targets]
        flagged = isinstance(stmt.value, r.Const) and stmt.value.value is True
        state = any(words(name) & STATE_KEYS for name in named)
        return (state and _is_paid(stmt.value)) or (flagged and any(words(name) & PAID for name in named))
    if isinstance(stmt, r.ExprStmt) and isinstance(stmt.value, r.Call):
        verb, *others = [*words_in_order(dotted(stmt.value.func).rpartition(".")[2]), ""]
        return verb in _FULFILS or (verb in ("mark", "set", "confirm") and bool(set(others) & (PAID | {"order"})))
    return False


def words_in_order(name: str) -> list[str]:
    """The words of a name in snake case."""
    return [word for word in name.lower().split("_") if word]


def _is_paid(expr: r.Expr | None) -> bool:
    if isinstance(expr, r.Const):
        return isinstance(expr.value, str) and bool(words(expr.value) & PAID)
    return isinstance(expr, r.Attr) and bool(words(expr.name) & PAID)


def _tests(test: r.Expr, at: r.Place) -> bool:
    return any(isinstance(part, r.Compare) and part.at == at for part in expressions(test))


def _own_expressions(stmt: r.Stmt) -> Iterator[r.Expr]:
    value = stmt.value if isinstance(stmt, r.Assign | r.AnnAssign | r.ExprStmt | r.Return) else None
    return expressions(value) if value is not None else iter(())


def _blocks(body: tuple[r.Stmt, ...]) -> Iterator[tuple[r.Stmt, ...]]:
    """Every block of statements of a function."""
    yield body
    for stmt in statements(body):
        for name in ("body", "orelse", "final"):
            block = getattr(stmt, name, ())
            # An `elif` is a step of the ladder above it.
            if block and not isinstance(stmt, r.Function | r.Class) and not _is_elif(stmt, name):
                yield block
        for part in (*getattr(stmt, "handlers", ()), *getattr(stmt, "cases", ())):
            yield part.body


def _is_elif(stmt: r.Stmt, name: str) -> bool:
    return isinstance(stmt, r.If) and name == "orelse" and len(stmt.orelse) == 1 and isinstance(stmt.orelse[0], r.If)
