"""Names and attributes: from an identifier to what it denotes, through imports, modules, classes and instances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ekzlint.facts import records as r
from ekzlint.flow.heap import thaw
from ekzlint.flow.kept import KEPT
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.values import (
    CONFIG,
    CONST,
    DB,
    NOTHING,
    ClassRef,
    ModuleRef,
    SuperRef,
    Value,
    join,
)

if TYPE_CHECKING:
    from ekzlint.flow.frame import Frame
    from ekzlint.flow.machine import Machine

CONFIG_NAMES = {"settings", "config", "conf", "environ", "env", "getenv", "app_settings", "get_settings", "Config"}
_EMPTY_CONTAINERS = {"set", "dict", "list", "deque", "defaultdict", "OrderedDict", "TTLCache", "WeakSet"}
_MOST_STARS = 8
_SIGNED_IN = frozenset(f"{library}.current_user" for library in ("flask_login", "flask_security", "flask_jwt_extended"))
"""The row of who is signed in, which the library looks up."""


def lookup(frame: Frame, name: str) -> Value:
    """What a bare name means in a frame: a variable, a global, an import, or just its name."""
    local = frame.state.env.get(name)
    if local is not None:
        return local
    if name == "super" and frame.klass is not None and frame.owner is not None:
        return Value(name="super", refs=(SuperRef(frame.klass, frame.owner),))
    return module_name(frame, frame.module, name) or Value(name=name)


def module_name(frame: Frame, module: ModuleInfo, name: str) -> Value | None:
    """What a module-level name means, as this walk's own copy; None where the module does not bind it."""
    shared = _shared_name(frame.machine, module, name)
    return None if shared is None else _own_copy(frame, shared)


def imported(frame: Frame, stmt: r.Import) -> Value:
    """What an import inside a function binds."""
    return _own_copy(frame, _imported(frame.machine, frame.module, stmt))


def _own_copy(frame: Frame, shared: Value) -> Value:
    own = thaw(shared, frame.run.heap)
    if own is not shared:
        frame.run.asked.globals[id(shared)] = shared
    return own


def _shared_name(machine: Machine, module: ModuleInfo, name: str) -> Value | None:
    placeholder: Value | None = Value(name=name)
    return machine.settle((module.path, name), placeholder, lambda: _bound(machine, module, name))


def _bound(machine: Machine, module: ModuleInfo, name: str) -> Value | None:
    statements = module.symbols.get(name)
    if not statements:
        for star in module.stars[:_MOST_STARS]:
            source = machine.project.imported(module, star.module, star.level)
            found = _shared_name(machine, source, name) if source and source is not module else None
            if found is not None:
                return found
        return None
    first, last = statements[0], statements[-1]
    if isinstance(last, r.Function):
        return machine.define(module, last)
    if isinstance(last, r.Class):
        return Value(name=name, refs=(ClassRef(module, last),))
    if isinstance(first, r.Import):
        return _imported(machine, module, first)
    return _global_variable(machine, module, name, statements)


def _imported(machine: Machine, module: ModuleInfo, stmt: r.Import) -> Value:
    """What an import binds: something of the project, or a name of a library outside it."""
    if not stmt.name:
        whole = stmt.module if stmt.local != stmt.module.partition(".")[0] else stmt.local
        target = machine.project.imported(module, whole, 0)
        return Value(name=whole, refs=(ModuleRef(target),) if target else (), kind="module")
    target = machine.project.imported(module, stmt.module, stmt.level)
    if target is not None and target is not module:
        found = _shared_name(machine, target, stmt.name)
        if found is not None:
            return found
    below = ".".join(part for part in (stmt.module, stmt.name) if part)
    target = machine.project.imported(module, below, stmt.level)
    if target is not None:
        return Value(name=below, refs=(ModuleRef(target),), kind="module")
    name = "." * stmt.level + below
    if name in _SIGNED_IN:
        return Value(origin=DB, name=stmt.name, kind="row")
    return Value(name=name, origin=CONFIG if stmt.name in CONFIG_NAMES else 0, kind=global_kind(machine, name))


def global_kind(machine: Machine, name: str) -> str:
    """`request` where a library's global of that name is the request, `kept` where it is the session."""
    if name in machine.shapes.request_globals:
        return "request"
    return KEPT if "." in name and name in machine.shapes.kept else ""


def _global_variable(machine: Machine, module: ModuleInfo, name: str, statements: list[r.Stmt]) -> Value:
    values = [
        machine.quiet_eval(module, stmt.value)
        for stmt in statements
        if isinstance(stmt, r.Assign | r.AnnAssign) and stmt.value is not None
    ]
    if not values:
        return Value(name=name)
    if not name.isupper():
        # `client = None` at the top of a module keeps the place of what is made when the program starts.
        values = [value for value in values if value.const is not None]
        if not values:
            return _announced(machine, module, name, statements)
    value = values[0]
    for other in values[1:]:
        value = join(value, other)
    if _is_empty_container(statements[0]):
        return Value(name=name, kind="memory", fields={})
    origin = value.origin | CONFIG if value.origin & CONST or name in CONFIG_NAMES else value.origin
    # What a constant of the module says about its truth is configuration, not a fact of the path.
    return value.with_(origin=origin, when_true=NOTHING, when_false=NOTHING, name=value.name or name)


def _announced(machine: Machine, module: ModuleInfo, name: str, statements: list[r.Stmt]) -> Value:
    """A variable that is filled later: what its annotation says."""
    annotation = next((stmt.annotation for stmt in statements if isinstance(stmt, r.AnnAssign)), None)
    return machine.annotated(module, annotation, name)


def _is_empty_container(stmt: r.Stmt) -> bool:
    value = stmt.value if isinstance(stmt, r.Assign | r.AnnAssign) else None
    if isinstance(value, r.Seq):
        return not value.items
    if isinstance(value, r.DictExpr):
        return not value.values
    return (
        isinstance(value, r.Call)
        and isinstance(value.func, r.Name)
        and value.func.id in _EMPTY_CONTAINERS
        and not value.args
    )
