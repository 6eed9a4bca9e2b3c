"""String literals and the names that hold them: variables, attributes, keys, arguments, defaults of look-ups."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.facts import records as r
from ekzlint.facts.walk import all_expressions, statements


def named_strings(module: r.Module) -> Iterator[tuple[str, r.Const]]:
    """Every string literal that a name tells the meaning of, with that name."""
    for stmt in statements(module.body):
        if isinstance(stmt, r.Assign | r.AnnAssign):
            for target in stmt.targets if isinstance(stmt, r.Assign) else (stmt.target,):
                yield from _string(_target(target), stmt.value)
    for expr in all_expressions(module):
        if isinstance(expr, r.Call):
            yield from _of_call(expr)
        elif isinstance(expr, r.DictExpr):
            for key, value in zip(expr.keys, expr.values, strict=True):
                yield from _string(_text(key), value)
        elif isinstance(expr, r.BoolOp) and expr.op == "or" and isinstance(expr.values[0], r.Call | r.Item):
            # `environ.get("KEY") or "literal"`
            yield from _string(_looked_up(expr.values[0]), expr.values[-1])


def _of_call(call: r.Call) -> Iterator[tuple[str, r.Const]]:
    """Arguments by their names, and the default of a look-up by the name that is looked up."""
    named = dict(call.keywords)
    for name, value in call.keywords:
        yield from _string(name, value)
    key = _looked_up(call)
    if key:
        for given in (*call.args[1:], named.get("default")):
            yield from _string(key, given)


def _looked_up(expr: r.Call | r.Item) -> str:
    """The name that is looked up in the environment or in settings, where it is written as such names are."""
    parts = (expr.index,) if isinstance(expr, r.Item) else expr.args
    return next((text for text in map(_text, parts) if text.isupper()), "")


def _string(name: str, value: r.Expr | None) -> Iterator[tuple[str, r.Const]]:
    if name and isinstance(value, r.Const) and isinstance(value.value, str):
        yield name, value


def _text(expr: r.Expr | None) -> str:
    return expr.value if isinstance(expr, r.Const) and isinstance(expr.value, str) else ""


def _target(target: r.Expr) -> str:
    if isinstance(target, r.Name):
        return target.id
    if isinstance(target, r.Attr):
        return target.name
    return _text(target.index) if isinstance(target, r.Item) else ""
