"""Facts back to short source text, for messages and for comparing what two expressions name."""

from __future__ import annotations

from ekzlint.facts import records as r

_LONGEST = 60


def dotted(expr: r.Expr | None) -> str:
    """`a.b.c` for names and attributes (calls and subscripts are passed through), else an empty string."""
    parts: list[str] = []
    while expr is not None:
        if isinstance(expr, r.Attr):
            parts.append(expr.name)
            expr = expr.value
        elif isinstance(expr, r.Call):
            expr = expr.func
        elif isinstance(expr, r.Item):
            expr = expr.value
        elif isinstance(expr, r.Name):
            parts.append(expr.id)
            break
        else:
            break
    return ".".join(reversed(parts))


def describe(expr: r.Expr | None) -> str:
    """The expression as a person would write it, cut where it is long."""
    text = _describe(expr)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _describe(expr: r.Expr | None) -> str:
    if isinstance(expr, r.Name):
        return expr.id
    if isinstance(expr, r.Attr):
        return f"{_describe(expr.value)}.{expr.name}"
    if isinstance(expr, r.Const):
        return repr(expr.value) if not isinstance(expr.value, str) else '"' + expr.value[:_LONGEST] + '"'
    if isinstance(expr, r.Item):
        return f"{_describe(expr.value)}[{_describe(expr.index) if expr.index else ':'}]"
    if isinstance(expr, r.Call):
        given = [_describe(arg) for arg in expr.args] + [f"{name}=…" for name, _ in expr.keywords]
        return f"{_describe(expr.func)}({', '.join(given)})"
    if isinstance(expr, r.BinOp):
        return f"{_describe(expr.left)} {expr.op} {_describe(expr.right)}"
    if isinstance(expr, r.BoolOp):
        return f" {expr.op} ".join(_describe(value) for value in expr.values)
    return "…"
