"""Plain walks over facts, for the few questions that need no flow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ekzlint.facts import records as r

_STMTS = (
    r.Assign,
    r.AugAssign,
    r.AnnAssign,
    r.ExprStmt,
    r.Return,
    r.Raise,
    r.If,
    r.For,
    r.While,
    r.Try,
    r.With,
    r.Match,
    r.Assert,
    r.Jump,
    r.Delete,
    r.Import,
    r.Function,
    r.Class,
)

_DEPENDS = {"Depends", "Security"}


def expressions(expr: r.Expr) -> Iterator[r.Expr]:
    """An expression and everything inside it."""
    stack: list[object] = [expr]
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):
            stack.extend(reversed(node))
        elif hasattr(node, "at"):
            if not isinstance(node, r.Param):
                yield node  # type: ignore[misc]
            stack.extend(getattr(node, name) for name in reversed(node.__struct_fields__) if name != "at")  # type: ignore[attr-defined]


def statements(body: tuple[r.Stmt, ...], line: int = 0) -> Iterator[r.Stmt]:
    """All statements of a body, inner ones after the one they are in.

    With a line, functions and classes that do not hold it are not looked into: to ask about one place of a long module
    must not cost the whole of it.
    """
    stack: list[object] = list(reversed(body))
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):
            stack.extend(reversed(node))
        elif isinstance(node, r.Handler | r.Case):
            stack.append(node.body)
        elif isinstance(node, _STMTS):
            yield node
            if isinstance(node, r.If | r.For | r.While):
                stack += [node.orelse, node.body]
            elif isinstance(node, r.Try):
                stack += [node.final, node.orelse, node.handlers, node.body]
            elif isinstance(node, r.Function | r.Class):
                first = node.first_line if isinstance(node, r.Function) else node.at[0]
                if not line or first <= line <= node.last_line:
                    stack.append(node.body)
            elif isinstance(node, r.With):
                stack.append(node.body)
            elif isinstance(node, r.Match):
                stack.append(node.cases)


def all_expressions(module: r.Module | r.Function | r.Class) -> Iterator[r.Expr]:
    """Every expression of a module, or of the body of a function or a class."""
    for stmt in statements(module.body):
        for name in stmt.__struct_fields__:
            if name in ("at", "body", "orelse", "final"):
                continue
            if name in ("handlers", "cases"):
                for part in getattr(stmt, name):
                    yield from _own(part)
            else:
                yield from _inside(getattr(stmt, name))


def _own(part: r.Handler | r.Case) -> Iterator[r.Expr]:
    """What is written in the head of an `except` or a `case`."""
    return _inside(part.types if isinstance(part, r.Handler) else (*part.literals, part.guard))


def _inside(part: object) -> Iterator[r.Expr]:
    """The expressions in a field of a record: one, none, or tuples of them."""
    if isinstance(part, tuple):
        for inner in part:
            yield from _inside(inner)
    elif hasattr(part, "at"):
        yield from expressions(part)  # type: ignore[arg-type]


def all_calls(module: r.Module | r.Function | r.Class) -> Iterator[r.Call]:
    """Every call that is written there."""
    return (expr for expr in all_expressions(module) if isinstance(expr, r.Call))


def called_names(calls: Sequence[r.Call]) -> set[str]:
    """Names of plain functions among the calls of a module, and of what it names as a dependency (`Depends(f)`)."""
    called = {call.func.id for call in calls if isinstance(call.func, r.Name)}
    given = (arg for call in calls if isinstance(call.func, r.Name) and call.func.id in _DEPENDS for arg in call.args)
    return called | {arg.id for arg in given if isinstance(arg, r.Name)}


def enclosing_function(module: r.Module, line: int) -> r.Function | None:
    """The innermost function whose lines hold `line`."""
    best: r.Function | None = None
    for stmt in statements(module.body, line):
        if (
            isinstance(stmt, r.Function)
            and stmt.first_line <= line <= stmt.last_line
            and (best is None or stmt.first_line >= best.first_line)
        ):
            best = stmt
    return best
