"""What else a project does with a column of floats: where it counts on a float, an exact column would be an error."""

from __future__ import annotations

from functools import lru_cache

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import all_expressions, expressions, statements
from ekzlint.fixes.context import Context
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.words import is_money

_FLOATS = frozenset({"Float", "REAL", "Double", "FloatField"})
_SUMS = frozenset({"sum", "avg", "max", "min"})
_MOST_FILES = 2_000
"""Files that are looked through; a larger project is not judged."""


def counted_on(context: Context, owner: str, column: str, seen: tuple[str, ...] = ()) -> str:
    """Why a column of the model `owner` has to stay a float, as a key of a sentence; empty where nothing speaks for it.

    Some function computes with it and deals in floats, the database adds it up, or it is answered as a number. The
    columns in `seen` are asked about already.
    """
    if len(context.files) > _MOST_FILES:
        return "fix_102_mixed"
    answered = ""
    for file in context.files:
        try:
            data = file.read_bytes()
        except OSError:
            return "fix_102_mixed"
        if column.encode() not in data:
            continue
        module = context.module(file.as_posix())
        if module is None or _mixes(module, column) or _adds_up(module, owner, column):
            return "fix_102_mixed"
        for partner in _partners(module, column) & float_columns(context) - {*seen, column}:
            if not is_money(partner) or counted_on(context, "", partner, (*seen, column)):
                # One of the two would stay a float.
                return "fix_102_mixed"
        if _answers(module, column):
            answered = "fix_102_answered"
    return answered


@lru_cache(maxsize=4)
def float_columns(context: Context) -> frozenset[str]:
    """The columns of floats that the models of the project declare."""
    found: set[str] = set()
    for file in context.files:
        if b"Float" not in file.read_bytes():
            continue
        module = context.module(file.as_posix())
        for stmt in statements(module.facts.body) if module else ():
            if isinstance(stmt, r.Assign | r.AnnAssign) and isinstance(stmt.value, r.Call):
                target = stmt.targets[0] if isinstance(stmt, r.Assign) else stmt.target
                named = [dotted(part) for part in (stmt.value.func, *stmt.value.args)]
                if isinstance(target, r.Name) and any(name.rpartition(".")[2] in _FLOATS for name in named):
                    found.add(target.id)
    return frozenset(found)


def _partners(module: ModuleInfo, column: str) -> set[str]:
    """The attributes that appear in a function together with a column."""
    found: set[str] = set()
    for function in statements(module.facts.body):
        if isinstance(function, r.Function):
            parts = [part for stmt in statements(function.body) for part in _expressions(stmt)]
            if any(_is(part, column) for part in parts) and any(isinstance(part, r.BinOp) for part in parts):
                found.update(part.name for part in parts if isinstance(part, r.Attr))
    return found


def _adds_up(module: ModuleInfo, owner: str, column: str) -> bool:
    """`func.sum(Order.total)` or `Sum("total")`, whose result is as exact as the column, under another name."""
    for part in all_expressions(module.facts):
        name = dotted(part.func) if isinstance(part, r.Call) else ""
        if isinstance(part, r.Call) and name not in _SUMS and name.rpartition(".")[2].lower() in _SUMS:
            inside = [inner for arg in part.args for inner in expressions(arg)]
            if any(_is_of(inner, owner, column) for inner in inside):
                return True
    return False


def _is_of(part: r.Expr, owner: str, column: str) -> bool:
    """Whether a part names the column: `"total"`, or the attribute of anything but another model."""
    if isinstance(part, r.Const):
        return part.value == column
    other = isinstance(part, r.Attr) and isinstance(part.value, r.Name) and part.value.id[:1].isupper()
    return _is(part, column) and not (other and dotted(part) != f"{owner}.{column}")


def _answers(module: ModuleInfo, column: str) -> bool:
    """`{"total": order.total}`: JSON has no exact numbers, so that a client would get a text."""
    return any(
        _is(value, column)
        for part in all_expressions(module.facts)
        if isinstance(part, r.DictExpr)
        for value in part.values
    )


def _mixes(module: ModuleInfo, column: str) -> bool:
    functions = [stmt for stmt in statements(module.facts.body) if isinstance(stmt, r.Function)]
    bodies = [(function.body, function.params) for function in functions] or [(module.facts.body, ())]
    for body, params in bodies:
        parts = [part for stmt in statements(body) for part in _expressions(stmt)]
        computes = any(_computes(part, column) for part in parts) or any(_adds(s, column) for s in statements(body))
        annotated = any(dotted(param.annotation) == "float" for param in params)
        if computes and (annotated or any(_is_float(part) for part in parts)):
            return True
        # `price = plan.price` and then `price * 0.9`.
        if any(_is(part, column) for part in parts) and any(_is_inexact(part, column) for part in parts):
            return True
    return False


def _expressions(stmt: r.Stmt) -> list[r.Expr]:
    found: list[r.Expr] = []
    for field in ("value", "test", "iter", "exc"):
        value = getattr(stmt, field, None)
        if value is not None and hasattr(value, "at"):
            found += expressions(value)
    return found


def _computes(part: r.Expr, column: str) -> bool:
    return isinstance(part, r.BinOp) and any(_is(side, column) for side in (part.left, part.right))


def _adds(stmt: r.Stmt, column: str) -> bool:
    return isinstance(stmt, r.AugAssign) and (_is(stmt.target, column) or _is(stmt.value, column))


def _is_inexact(part: r.Expr, column: str) -> bool:
    """Whether something is computed in floats; `float(plan.price)` says itself what it makes of the column."""
    sides = (part.left, part.right) if isinstance(part, r.BinOp) else ()
    return any(_is_float(side) and not any(_is(inner, column) for inner in expressions(side)) for side in sides)


def _is(expr: r.Expr, column: str) -> bool:
    return isinstance(expr, r.Attr) and expr.name == column


def _is_float(part: r.Expr) -> bool:
    if isinstance(part, r.Const):
        return isinstance(part.value, float)
    return isinstance(part, r.Call) and dotted(part.func) == "float"
