"""What is written to a log: which of the values that a log call shows are secrets, or whole messages."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.facts import records as r
from ekzlint.facts.text import describe, dotted
from ekzlint.flow.frame import Frame
from ekzlint.flow.secrets import holder_of, is_public
from ekzlint.flow.values import CLIENT, HEADER, PROVIDER, Value

_LEVELS = frozenset("debug info warning warn error exception critical fatal log trace msg success log_error".split())
_PRINTS = frozenset({"print", "pprint", "pprint.pprint", "sys.stdout.write", "sys.stderr.write"})
_SHOWS_ALL = frozenset("str repr dumps format pformat dict list json copy decode strip model_dump to_dict".split())
"""Calls whose result shows what they were given, or what they are called on."""
_TOKENS = frozenset({"access_token", "accesstoken"})


def is_log(callee: Value) -> bool:
    """Whether a call writes to a log or to the console."""
    receiver, _, last = callee.name.rpartition(".")
    return callee.name in _PRINTS or (last in _LEVELS and "log" in (receiver or last).lower())


def notice(frame: Frame, expr: r.Call) -> None:
    """Note the secrets and the whole messages among the arguments of a log call."""
    for given in (*expr.args, *(value for _, value in expr.keywords)):
        for part in _shown(given):
            provider, detail = _secret(frame, part) or ("", "")
            if not detail and not isinstance(part, r.Call):
                detail = _message(frame.eval(part))
            if detail:
                frame.log("logged", part.at, what=describe(part), provider=provider, detail=detail)


def _shown(expr: r.Expr) -> Iterator[r.Expr]:
    """The parts of an expression of which the whole value shows; what is measured, cut or masked does not."""
    if isinstance(expr, r.Name | r.Attr) or (isinstance(expr, r.Item) and expr.index is not None):
        yield expr
        return
    parts: tuple[r.Expr, ...] = ()
    if isinstance(expr, r.Text):
        parts = expr.parts
    elif isinstance(expr, r.BinOp):
        parts = (expr.left, expr.right)
    elif isinstance(expr, r.Seq):
        parts = expr.items
    elif isinstance(expr, r.DictExpr | r.BoolOp):
        parts = expr.values
    elif isinstance(expr, r.IfExp):
        parts = (expr.body, expr.orelse)
    elif isinstance(expr, r.Star):
        parts = (expr.value,)
    elif isinstance(expr, r.Call) and dotted(expr.func).rpartition(".")[2] in _SHOWS_ALL:
        parts = expr.args or ((expr.func.value,) if isinstance(expr.func, r.Attr) else ())
    elif isinstance(expr, r.Call) and _looked_up(expr):
        yield expr
    for part in parts:
        yield from _shown(part)


def _looked_up(call: r.Call) -> str:
    """The name that a call looks up in the environment or in the settings."""
    first = call.args[0] if call.args else None
    name = first.value if isinstance(first, r.Const) and isinstance(first.value, str) else ""
    return name if name.isupper() else ""


def _secret(frame: Frame, part: r.Expr) -> tuple[str, str] | None:
    """Whose secret it is that shows, and what sort of one."""
    if isinstance(part, r.Call):
        provider = _holder(frame, _looked_up(part))
        return (provider, "secret") if provider else None
    value = frame.eval(part)
    written = _written(part)
    if value.origin & PROVIDER and written in _TOKENS | {"token"} and value.key in _TOKENS:
        return min(frame.module.evidence, default=""), "secret"
    if value.origin & (CLIENT | PROVIDER) or value.kind == "flag":
        return None
    for key in (value.fields or {}) if value.kind == "dict" else ():
        provider = _holder(frame, key)
        if key.lower() == "authorization" or provider:
            return provider or min(frame.module.evidence, default=""), "secret"
    provider = next(filter(None, (_holder(frame, name) for name in (written, value.name) if name)), "")
    return (provider, "secret") if provider else None


def _holder(frame: Frame, name: str) -> str:
    return "" if is_public(name) else holder_of(frame.run.library, frame.module.evidence, name)


def _written(part: r.Expr) -> str:
    if isinstance(part, r.Name):
        return part.id
    if isinstance(part, r.Attr):
        return part.name
    index = part.index if isinstance(part, r.Item) else None
    return str(index.value) if isinstance(index, r.Const) else ""


def _message(value: Value) -> str:
    """Whether a value is the whole of what was sent, or all its headers."""
    if value.origin & HEADER and value.kind == "headers":
        return "headers"
    return "payload" if value.origin & CLIENT and value.kind in ("body", "raw") and not value.sources else ""
