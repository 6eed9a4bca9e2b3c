"""How a value is read from another: by a key or by an attribute."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.facts import records as r


def key_of(part: r.Expr | None) -> str:
    """`k` of `x["k"]`, `x.get("k")` and `x.k`."""
    if isinstance(part, r.Attr):
        return part.name
    if isinstance(part, r.Item):
        return part.index.value if isinstance(part.index, r.Const) and isinstance(part.index.value, str) else ""
    if isinstance(part, r.Call) and isinstance(part.func, r.Attr) and part.func.name == "get" and part.args:
        first = part.args[0]
        return first.value if isinstance(first, r.Const) and isinstance(first.value, str) else ""
    return ""


def owner_of(part: r.Expr | None) -> r.Expr | None:
    """`x` of `x["k"]`, `x.get("k")` and `x.k`."""
    if isinstance(part, r.Attr | r.Item):
        return part.value
    return part.func.value if isinstance(part, r.Call) and isinstance(part.func, r.Attr) else None


def name_of(part: r.Expr | None) -> str:
    """The name, where an expression is one."""
    return part.id if isinstance(part, r.Name) else ""


def unwrapped(value: r.Expr) -> r.Expr:
    """`x` of `str(x)`, `int(x)` and `x or y`."""
    if isinstance(value, r.Call) and isinstance(value.func, r.Name) and value.func.id in ("str", "int") and value.args:
        return unwrapped(value.args[0])
    if isinstance(value, r.BoolOp) and value.op == "or":
        return unwrapped(value.values[0])
    return value


def values_of(stmt: r.Stmt) -> Iterator[r.Expr]:
    """The expressions that a statement itself evaluates."""
    for field in ("value", "test", "iter", "subject", "exc"):
        value = getattr(stmt, field, None)
        if value is not None and hasattr(value, "at"):
            yield value
