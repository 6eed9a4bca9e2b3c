"""Attributes, keys and parts of values: of modules, classes, instances, rows, and of what the client sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ekzlint.facts import records as r
from ekzlint.findings.model import Step
from ekzlint.flow import requests, rows
from ekzlint.flow.names import CONFIG_NAMES, global_kind, module_name
from ekzlint.flow.run import span
from ekzlint.flow.sql import last_statement
from ekzlint.flow.state import LOOKED_UP
from ekzlint.flow.values import (
    ADDRESS,
    CLIENT,
    CONFIG,
    CONST,
    DB,
    DIGEST,
    HEADER,
    NOTHING,
    PROVIDER,
    ClassRef,
    FuncRef,
    ModuleRef,
    SuperRef,
    Value,
    join,
)
from ekzlint.flow.words import DONE, STATE_KEYS, has, is_money

if TYPE_CHECKING:
    from ekzlint.flow.frame import Frame

_CONTENTS = frozenset(["data", "docs", "rows"])
_OF_THE_MESSENGER = "successful_payment"
"""What Telegram itself adds to a message: nobody can write it there."""
_COUNTS = {"rowcount", "modified_count", "matched_count", "deleted_count", "upserted_id", "acknowledged"}


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
        elif isinstance(ref, FuncRef) and f"{value.name}.{name}" in frame.state.env:
            return frame.state.env[f"{value.name}.{name}"]
    if name == "__dict__" and (value.kind == "body" or value.fields is not None):
        return value
    if name in _COUNTS and value.fields is None:
        return value if value.kind == "count" else last_statement(frame)
    if value.kind == "request":
        return requests.read(frame, value, name, at)
    if value.kind == "urlpath":
        return value
    if value.kind == "enum" and name in ("value", "name"):
        return value
    if value.kind == "row" and value.when_false:
        rows.notice_none(frame, value, at)
    if value.type is not None:
        found = _instance_attribute(frame, value, value.type, name)
        if found is not None:
            return found
    return child(frame, value, name, at)


def _instance_attribute(frame: Frame, value: Value, cls: ClassRef, name: str) -> Value | None:
    if value.fields is not None and name in value.fields:
        return value.fields[name]
    shapes, run = frame.machine.shapes, frame.run
    if name in shapes.self_attributes and (
        frame.machine.classes.has_base(cls, shapes.view_bases) or run.answered_by(cls)
    ):
        return Value(name="request", kind="request")
    bound = _method(frame, value, cls, name)
    if bound is not None:
        return bound
    if frame.machine.classes.is_settings(cls):
        return Value(origin=CONFIG, name=f"{cls.node.name}.{name}", key=name, text=name.lower())
    declared = frame.machine.classes.declared(cls, name)
    if declared and value.kind == "instance" and declared[1].value is not None:
        return frame.machine.quiet_eval(declared[0].module, declared[1].value)
    if name in shapes.headers and not declared and run.answered_by(cls):
        # The handler is the request itself, as in `http.server`.
        return Value(origin=HEADER, name=f"self.{name}", kind="headers")
    return None


def called(frame: Frame, instance: Value) -> Value:
    """What calling an instance of a class of the project calls: its `__call__`, or the instance as it is."""
    bound = _method(frame, instance, instance.type, "__call__") if instance.type is not None else None
    return bound or instance


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


def methods_like(frame: Frame, owner: Value, prefix: str) -> Value:
    """`getattr(owner, f"handle_{kind}")`: any of the methods that are called so."""
    found = frame.machine.classes.methods(owner.type) if owner.type is not None else ()
    named = [(klass, node) for klass, node in found if node.name.lower().startswith(prefix)]
    refs = [ref for klass, node in named for ref in frame.machine.define(klass.module, node, klass, owner).refs]
    return Value(name=prefix, refs=tuple(refs))


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
    for stmt in cls.node.body:
        if isinstance(stmt, r.Class) and stmt.name == name:
            return Value(name=f"{cls.node.name}.{name}", refs=(ClassRef(cls.module, stmt),))
    if classes.is_model(cls):
        return Value(name=f"{cls.node.name}.{name}", kind="manager", type=cls, key=name)
    declared = classes.declared(cls, name)
    if declared and declared[1].value is not None:
        inner = frame.machine.quiet_eval(declared[0].module, declared[1].value)
        return inner.with_(origin=inner.origin | CONFIG, when_true=NOTHING, when_false=NOTHING, key=name)
    return Value(name=f"{cls.node.name}.{name}", key=name)


def spread(frame: Frame, fields: dict[str, Value], given: Value, at: r.Place) -> None:
    """`{**given}` or `.update(given)`: keys that are known overwrite, a client's whole body may overwrite any key."""
    if given.fields is not None:
        fields.update(given.fields)
        return
    if given.origin & CLIENT:
        for key in fields:
            fields[key] = join(fields[key], child(frame, given, key, at))
    fields["**"] = given


def child(frame: Frame, value: Value, key: str, at: r.Place) -> Value:
    """A part of a value, read by attribute, by key or by `.get(key)`."""
    if value.fields is not None and key in value.fields:
        return value.fields[key]
    whole = (value.fields or {}).get("**")
    if whole is not None and whole.origin & (CLIENT | PROVIDER):
        # A model that was made of a body or a reply: its parts are those of the body.
        return child(frame, whole, key, at)
    name = f"{value.name}.{key}" if value.name else key
    if value.kind == requests.FORM_FIELD and key in ("data", "raw_data"):
        return value.with_(kind="body")
    if value.kind == "platform":
        return requests.part(frame, value, key, at)
    if value.origin & CLIENT and key == _OF_THE_MESSENGER:
        return Value(origin=PROVIDER, name=name, key=key, kind="event")
    if value.origin & CLIENT:
        # A number that was made of what the client sent (`Money(amount, currency).amount`) is no body with fields.
        made = value.sources and value.number in ("decimal", "int", "float")
        return value if made else requests.field(frame, value, key, name, at)
    if value.kind == "manager":
        return Value(name=name, kind="manager", type=value.type, key=value.key or key)
    if key in ("objects", "query") and not value.origin and value.name.rpartition(".")[2][:1].isupper():
        # A model that lies outside what can be read is still known by how it is used.
        return Value(name=name, kind="manager", key=key)
    if value.kind in ("row", "newrow", "query", "rows") or value.origin & DB:
        return _row_attribute(frame, value, key, name)
    if value.origin & (HEADER | PROVIDER | CONFIG | ADDRESS | DIGEST):
        if value.origin & HEADER:
            frame.run.headers.add(key.lower().replace("_", "-").removeprefix("http-"))
        if value.kind == "reply":
            frame.run.reply_keys.add(key)
        return Value(
            origin=value.origin & ~CONST,
            name=name,
            key=key,
            kind="" if value.kind == "enum" else value.kind,
            text=key.lower() if value.origin & CONFIG else "",
        )
    kind = global_kind(frame.machine, name)
    if kind:
        return Value(name=name, kind=kind)
    origin = CONFIG if key in CONFIG_NAMES else 0
    return Value(origin=origin, name=name, key=key)


def _row_attribute(frame: Frame, value: Value, key: str, name: str) -> Value:
    found = frame.machine.classes.float_column(value.type, key) if value.type is not None else None
    found_one = value.kind == "row" and value.type is None and not value.key and LOOKED_UP in (value.when_false or ())
    if key in _CONTENTS and (value.kind == "query" or found_one):
        # What a client library's answer holds: empty where nothing was found.
        return value.with_(key="")
    if key == "exists":
        # Whether the document of a look-up is there.
        return Value(kind="flag", when_true=value.when_true, when_false=value.when_false)
    of_many = value.kind in ("query", "rows") and not key.isdigit() and not has(key, STATE_KEYS | DONE)
    kind = "query" if of_many else "row"
    if found is None or value.type is None:
        return Value(origin=DB, name=name, key=key, kind=kind)
    cls, column = found
    floated = Step(cls.module.path, span(column.at), "float", {"what": f"{cls.node.name}.{key}"})
    return Value(origin=DB, name=name, key=key, kind=kind, number="float", floated=floated if is_money(key) else None)
