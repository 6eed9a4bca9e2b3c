"""Where a project computes with a column and with binary floats at once: there an exact column would be an error."""

from __future__ import annotations

from pathlib import Path

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import expressions, statements
from ekzlint.fixes.context import Context

_MOST_FILES = 2_000
"""Files that are looked through; a larger project is not judged."""


def is_mixed(context: Context, column: str) -> bool:
    """Whether some function computes with an attribute of that name and deals in floats; also where it is unknown."""
    if len(context.files) > _MOST_FILES:
        return True
    for file in context.files:
        try:
            data = file.read_bytes()
        except OSError:
            return True
        if f".{column}".encode() in data and _mixes(context, file, column):
            return True
    return False


def _mixes(context: Context, file: Path, column: str) -> bool:
    module = context.module(file.as_posix())
    if module is None:
        return True
    functions = [stmt for stmt in statements(module.facts.body) if isinstance(stmt, r.Function)]
    bodies = [(function.body, function.params) for function in functions] or [(module.facts.body, ())]
    for body, params in bodies:
        parts = [part for stmt in statements(body) for part in _expressions(stmt)]
        computes = any(_computes(part, column) for part in parts) or any(_adds(s, column) for s in statements(body))
        annotated = any(dotted(param.annotation) == "float" for param in params)
        if computes and (annotated or any(_is_float(part) for part in parts)):
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


def _is(expr: r.Expr, column: str) -> bool:
    return isinstance(expr, r.Attr) and expr.name == column


def _is_float(part: r.Expr) -> bool:
    if isinstance(part, r.Const):
        return isinstance(part.value, float)
    return isinstance(part, r.Call) and dotted(part.func) == "float"
