"""Names and attributes: from an identifier to what it denotes, through imports, modules, classes and instances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ekzlint.facts import records as r
from ekzlint.flow import requests
from ekzlint.flow.heap import thaw
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.sql import last_statement
from ekzlint.flow.values import (
    CLIENT,
    CONFIG,
    CONST,
    DB,
    HEADER,
    NOTHING,
    PROVIDER,
    ClassRef,
    ModuleRef,
    SuperRef,
    Value,
    join,
)

if TYPE_CHECKING:
    from ekzlint.flow.frame import Frame
    from ekzlint.flow.machine import Machine

_CONFIG_NAMES = {"settings", "config", "conf", "environ", "env", "getenv", "app_settings", "get_settings", "Config"}
_EMPTY_CONTAINERS = {"set", "dict", "list", "deque", "defaultdict", "OrderedDict", "TTLCache", "WeakSet"}
_COUNTS = {"rowcount", "modified_count", "matched_count", "deleted_count", "upserted_id", "acknowledged"}
_MOST_STARS = 8


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
    return None if shared is None else thaw(shared, frame.run.heap)


def imported(frame: Frame, stmt: r.Import) -> Value:
    """What an import inside a function binds."""
    return thaw(_imported(frame.machine, frame.module, stmt), frame.run.heap)


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
    return Value(name=name, origin=CONFIG if stmt.name in _CONFIG_NAMES else 0, kind=_global_kind(machine, name))


def _global_kind(machine: Machine, name: str) -> str:
    return "request" if name in machine.shapes.request_globals else ""


def _global_variable(machine: Machine, module: ModuleInfo, name: str, statements: list[r.Stmt]) -> Value:
    values = [
        machine.quiet_eval(module, stmt.value)
        for stmt in statements
        if isinstance(stmt, r.Assign | r.AnnAssign) and stmt.value is not None
    ]
    if not values:
        return Value(name=name)
    value = values[0]
    for other in values[1:]:
        value = join(value, other)
    if _is_empty_container(statements[0]):
        return Value(name=name, kind="memory", fields={})
    origin = value.origin | CONFIG if value.origin & CONST or name in _CONFIG_NAMES else value.origin
    # What a constant of the module says about its truth is configuration, not a fact of the path.
    return value.with_(origin=origin, when_true=NOTHING, when_false=NOTHING, name=value.name or name)


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


def attribute(frame: Frame, value: Value, name: str, at: r.Place) -> Value:
    """`value.name`."""
    for ref in value.refs:
        if isinstance(ref, ModuleRef):
            found = module_name(frame, ref.module, name)
            if found is not None:
                return found
            below = frame.machine.project.submodule(ref.module, name)
            if below is not None:
                return Value(name=f"{value.name}.{name}", refs=(ModuleRef(below),), kind="module")
        elif isinstance(ref, ClassRef):
            return _class_attribute(frame, ref, value, name)
        elif isinstance(ref, SuperRef):
            return _method(frame, ref.owner, ref.klass, name, after=ref.klass) or Value(name=f"super.{name}")
    if name in _COUNTS and value.fields is None:
        return value if value.kind == "count" else last_statement(frame)
    if value.kind == "request":
        return requests.read(frame, value, name, at)
    if value.kind == "urlpath":
        return value
    if value.kind == "enum" and name in ("value", "name"):
        return value
    if value.type is not None:
        found = _instance_attribute(frame, value, value.type, name)
        if found is not None:
            return found
    return child(frame, value, name, at)


def _instance_attribute(frame: Frame, value: Value, cls: ClassRef, name: str) -> Value | None:
    if value.fields is not None and name in value.fields:
        return value.fields[name]
    if name in frame.machine.shapes.self_attributes and frame.machine.classes.has_base(
        cls, frame.machine.shapes.view_bases
    ):
        return Value(name="request", kind="request")
    bound = _method(frame, value, cls, name)
    if bound is not None:
        return bound
    declared = frame.machine.classes.declared(cls, name)
    if declared and value.kind == "instance" and declared[1].value is not None:
        return frame.machine.quiet_eval(declared[0].module, declared[1].value)
    return None


def _method(frame: Frame, owner: Value, cls: ClassRef, name: str, after: ClassRef | None = None) -> Value | None:
    start = owner.type if after is not None and owner.type is not None else cls
    found = frame.machine.classes.method(start, name, after)
    if found is None:
        return None
    klass, node = found
    kinds = {_last(decorator) for decorator in node.decorators}
    bound = frame.machine.define(klass.module, node, klass, None if "staticmethod" in kinds else owner)
    if kinds & {"property", "cached_property", "hybrid_property"}:
        return frame.call(bound, (), {}, node.at)
    return bound


def _last(expr: r.Expr) -> str:
    if isinstance(expr, r.Call):
        expr = expr.func
    return expr.name if isinstance(expr, r.Attr) else expr.id if isinstance(expr, r.Name) else ""


def _class_attribute(frame: Frame, cls: ClassRef, value: Value, name: str) -> Value:
    classes = frame.machine.classes
    if classes.is_enum(cls):
        return Value(origin=CONST, name=f"{cls.node.name}.{name}", kind="enum", key=name)
    found = classes.method(cls, name)
    if found is not None:
        klass, node = found
        kinds = {_last(decorator) for decorator in node.decorators}
        owner = value if "classmethod" in kinds else None
        return frame.machine.define(klass.module, node, klass, owner)
    if classes.is_model(cls):
        return Value(name=f"{cls.node.name}.{name}", kind="manager", type=cls, key=name)
    for stmt in cls.node.body:
        if isinstance(stmt, r.Class) and stmt.name == name:
            return Value(name=f"{cls.node.name}.{name}", refs=(ClassRef(cls.module, stmt),))
    declared = classes.declared(cls, name)
    if declared and declared[1].value is not None:
        inner = frame.machine.quiet_eval(declared[0].module, declared[1].value)
        return inner.with_(origin=inner.origin | CONFIG, when_true=NOTHING, when_false=NOTHING, key=name)
    return Value(name=f"{cls.node.name}.{name}", key=name)


def child(frame: Frame, value: Value, key: str, at: r.Place) -> Value:
    """A part of a value, read by attribute, by key or by `.get(key)`."""
    if value.fields is not None and key in value.fields:
        return value.fields[key]
    name = f"{value.name}.{key}" if value.name else key
    if value.origin & CLIENT:
        return requests.field(frame, value, key, name, at)
    if value.kind == "manager":
        return Value(name=name, kind="manager", type=value.type, key=value.key or key)
    if key in ("objects", "query") and not value.origin and value.name.rpartition(".")[2][:1].isupper():
        # A model that lies outside what can be read is still known by how it is used.
        return Value(name=name, kind="manager", key=key)
    if value.kind in ("row", "newrow", "query", "rows") or value.origin & DB:
        return _row_attribute(frame, value, key, name)
    if value.origin & (HEADER | PROVIDER | CONFIG):
        if value.origin & HEADER:
            frame.run.headers.add(key.lower().replace("_", "-").removeprefix("http-"))
        return Value(
            origin=value.origin & ~CONST,
            name=name,
            key=key,
            kind="" if value.kind == "enum" else value.kind,
            text=key.lower() if value.origin & CONFIG else "",
        )
    kind = _global_kind(frame.machine, name)
    if kind:
        return Value(name=name, kind=kind)
    origin = CONFIG if key in _CONFIG_NAMES else 0
    return Value(origin=origin, name=name, key=key)


def _row_attribute(frame: Frame, value: Value, key: str, name: str) -> Value:
    number = ""
    if value.type is not None:
        declared = frame.machine.classes.field_text(value.type, key)
        number = "float" if _says_float(frame.machine, declared) else ""
    kind = "query" if value.kind in ("query", "rows") else "row"
    return Value(origin=DB, name=name, key=key, kind=kind, number=number)


def _says_float(machine: Machine, declared: str) -> bool:
    words = {word.rpartition(".")[2] for word in declared.split()}
    return bool(words & machine.shapes.float_fields) or "float" in words


__all__ = ["attribute", "child", "imported", "lookup", "module_name"]
