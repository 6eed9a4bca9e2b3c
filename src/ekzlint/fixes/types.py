"""What can be told of an expression as a string: text or bytes, whether it may be None or empty, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ekzlint.facts import records as r
from ekzlint.facts.text import dotted
from ekzlint.facts.walk import statements
from ekzlint.fixes.scope import assigned_once, bindings, functions_at
from ekzlint.flow.machine import Machine
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.values import FuncRef

_TO_TEXT = frozenset({"hexdigest", "decode", "hex", "strip", "lower", "upper", "format", "join", "removeprefix", "str"})
_TO_BYTES = frozenset(
    {"digest", "encode", "b64encode", "urlsafe_b64encode", "b64decode", "hexlify", "bytes", "tobytes"}
)
_HEADERS = frozenset({"headers", "META", "environ"})
_DEEPEST = 4


@dataclass(frozen=True)
class Kind:
    """`kind` is empty where it cannot be told. `full` says that the value is neither None nor empty."""

    kind: Literal["text", "bytes", ""] = ""
    none: bool = True
    full: bool = False


TEXT, BYTES, UNKNOWN = Kind("text", none=False), Kind("bytes", none=False), Kind()


def kind_of(machine: Machine, module: ModuleInfo, expr: r.Expr, depth: int = 0) -> Kind:
    """What an expression is, by what is written and what the names in it were assigned."""
    if depth > _DEEPEST:
        return UNKNOWN
    if isinstance(expr, r.Text):
        return TEXT
    if isinstance(expr, r.Const):
        return replace(TEXT, full=bool(expr.value)) if isinstance(expr.value, str) else UNKNOWN
    if isinstance(expr, r.Call):
        return _call(machine, module, expr, depth)
    if isinstance(expr, r.Name):
        return _name(machine, module, expr, depth)
    if isinstance(expr, r.Item):
        return TEXT if dotted(expr).rpartition(".")[2] in _HEADERS else UNKNOWN
    if isinstance(expr, r.Attr):
        return _field(machine, module, expr)
    if isinstance(expr, r.BoolOp) and expr.op == "or":
        kinds = [kind_of(machine, module, value, depth + 1) for value in expr.values]
        known = next((kind for kind in kinds if kind.kind), UNKNOWN)
        return replace(known, none=kinds[-1].none, full=kinds[-1].full)
    return UNKNOWN


def is_digest(machine: Machine, module: ModuleInfo, expr: r.Expr, depth: int = 0) -> bool:
    """Whether an expression is computed by a hash or an HMAC right here, so that it is never empty."""
    if depth > _DEEPEST:
        return False
    if isinstance(expr, r.Call):
        last = dotted(expr.func).rpartition(".")[2]
        if last in ("hexdigest", "digest"):
            return True
        if last in ("decode", "encode", "b64encode", "hexlify", "hex", "lower", "upper", "urlsafe_b64encode"):
            inner = expr.args[0] if expr.args and last in ("b64encode", "hexlify", "urlsafe_b64encode") else None
            inner = inner or (expr.func.value if isinstance(expr.func, r.Attr) else None)
            return inner is not None and is_digest(machine, module, inner, depth + 1)
        return any(is_digest(machine, found, value, depth + 1) for found, value in _returned(machine, module, expr))
    if isinstance(expr, r.Name):
        value = _value(module, expr)
        return value is not None and is_digest(machine, module, value, depth + 1)
    return False


def _call(machine: Machine, module: ModuleInfo, expr: r.Call, depth: int) -> Kind:
    last = dotted(expr.func).rpartition(".")[2]
    if last in _TO_TEXT:
        return replace(TEXT, full=last == "hexdigest")
    if last in _TO_BYTES:
        return replace(BYTES, full=last == "digest")
    if last in ("get", "getenv", "getattr"):
        owner = dotted(expr.func.value).rpartition(".")[2] if isinstance(expr.func, r.Attr) else ""
        default = kind_of(machine, module, expr.args[-1], depth + 1) if len(expr.args) > 1 else UNKNOWN
        known = "text" if owner in _HEADERS or last == "getenv" else default.kind
        return Kind(known, none=default.none)
    found = [kind_of(machine, where, value, depth + 1) for where, value in _returned(machine, module, expr)]
    if found and len({kind.kind for kind in found}) == 1:
        return Kind(found[0].kind, any(kind.none for kind in found), all(kind.full for kind in found))
    return UNKNOWN


def _returned(machine: Machine, module: ModuleInfo, expr: r.Call) -> list[tuple[ModuleInfo, r.Expr]]:
    """What the project's function that is called returns, each with the module that it is written in."""
    if not isinstance(expr.func, r.Name | r.Attr):
        return []
    made = machine.quiet_eval(module, expr.func)
    found: list[tuple[ModuleInfo, r.Expr]] = []
    for ref in made.refs:
        if isinstance(ref, FuncRef):
            found += [
                (ref.module, stmt.value)
                for stmt in statements(ref.node.body)
                if isinstance(stmt, r.Return) and stmt.value is not None
            ]
    return found


def _name(machine: Machine, module: ModuleInfo, expr: r.Name, depth: int) -> Kind:
    value = _value(module, expr)
    if value is not None:
        return kind_of(machine, module, value, depth + 1)
    for function in reversed(functions_at(module.facts, expr.at[0])):
        for name, what in bindings(function):
            if name == expr.id and isinstance(what, r.Param):
                return _parameter(what)
    return UNKNOWN


def _field(machine: Machine, module: ModuleInfo, expr: r.Attr) -> Kind:
    """An attribute whose class declares it `str` or `bytes`."""
    owner = machine.quiet_eval(module, expr.value).type
    for stmt in owner.node.body if owner else ():
        if isinstance(stmt, r.AnnAssign) and isinstance(stmt.target, r.Name) and stmt.target.id == expr.name:
            said = dotted(stmt.annotation)
            return TEXT if said == "str" else BYTES if said == "bytes" else UNKNOWN
    return UNKNOWN


def _parameter(param: r.Param) -> Kind:
    said = dotted(param.annotation)
    kind: Literal["text", "bytes", ""] = "text" if said == "str" else "bytes" if said == "bytes" else ""
    default = param.default
    if isinstance(default, r.Call):
        # `Header(None)` gives None, `Header(...)` does not; both give text.
        first = default.args[0] if default.args else dict(default.keywords).get("default")
        marked = dotted(default.func).rpartition(".")[2] == "Header"
        missing = isinstance(first, r.Const) and first.value is None and marked
        return Kind("text" if marked else kind, none=missing)
    none = isinstance(default, r.Const) and default.value is None
    return Kind(kind, none=none or not kind)


def _value(module: ModuleInfo, expr: r.Name) -> r.Expr | None:
    """What a name was assigned once: in the function around it, or at the top of the file."""
    for function in reversed(functions_at(module.facts, expr.at[0])):
        if any(name == expr.id for name, _ in bindings(function)):
            return assigned_once(function, expr.id)
    found = module.symbols.get(expr.id, [])
    if len(found) == 1 and isinstance(found[0], r.Assign | r.AnnAssign):
        return found[0].value
    return None
