"""Serializers that store what the client sent, field by field, with no line that names a field."""

from __future__ import annotations

from ekzlint.facts import records as r
from ekzlint.flow import rows
from ekzlint.flow.attributes import child
from ekzlint.flow.frame import Frame
from ekzlint.flow.requests import field
from ekzlint.flow.values import CLIENT, ClassRef, Value
from ekzlint.flow.words import is_money

_ALL = "__all__"


def save(frame: Frame, body: Value, keywords: dict[str, Value], at: r.Place) -> Value | None:
    """`serializer.save(...)`: the class's own `create`, else the row of its model. `keywords` overrule the client."""
    own = frame.machine.classes.method(body.type, "create") if body.type is not None else None
    if own is None:
        return store(frame, body, keywords, at)
    given = Value(kind="dict", fields={**keywords, "**": body})
    return frame.call(frame.machine.define(own[0].module, own[1], own[0], body), (given,), {}, at)


def store(frame: Frame, body: Value, keywords: dict[str, Value], at: r.Place) -> Value | None:
    """The row of a model serializer or form; None where the class has no model."""
    meta = _meta(body.type) if body.type is not None else None
    model = _model(frame, body.type, meta) if body.type is not None and meta is not None else None
    if model is None or meta is None or body.type is None:
        return None
    given = {name: value for name, value in keywords.items() if name not in ("**", "commit")}
    sent = {
        name: field(frame, body, name, f"{body.name}.{name}", at)
        for name in _writable(frame, body.type, meta, model)
        if name not in given
    }
    row = rows.new_row(frame, model, (), {**sent, **given})
    later = keywords.get("commit")
    return row if later is not None and later.const is False else rows.save(frame, row, at)


def columns_of_body(frame: Frame, cls: ClassRef, fields: dict[str, Value], at: r.Place) -> dict[str, Value]:
    """The fields of `Model(**body)`, with the sums among the columns that the body can set."""
    body = fields.get("**")
    if body is None or not body.origin & CLIENT:
        return fields
    meta = _meta(body.type) if body.type is not None else {}
    names = [t.id for s in cls.node.body for t in _targets(s) if is_money(t.id) and t.id not in fields]
    if body.type is not None and meta:
        names = [name for name in names if name in _writable(frame, body.type, meta, cls)]
    elif body.type is not None:
        names = [name for name in names if frame.machine.classes.declared(body.type, name)]
    return {**fields, **{name: child(frame, body, name, at) for name in names}}


def _targets(stmt: r.Stmt) -> list[r.Name]:
    targets = stmt.targets if isinstance(stmt, r.Assign) else (stmt.target,) if isinstance(stmt, r.AnnAssign) else ()
    return [target for target in targets if isinstance(target, r.Name)]


def of_view(frame: Frame, view: Value, keywords: dict[str, Value], at: r.Place) -> Value | None:
    """What a generic view's own `create` stores, by its `serializer_class`."""
    body = sent(frame, view.type) if view.type else None
    return save(frame, body, keywords, at) if body is not None and body.type is not None else None


def sent(frame: Frame, view: ClassRef) -> Value:
    """What the client sent to a generic view, by the fields of its `serializer_class`."""
    declared = frame.machine.classes.declared(view, "serializer_class")
    refs = (
        frame.machine.quiet_eval(declared[0].module, declared[1].value).refs if declared and declared[1].value else ()
    )
    cls = next((ref for ref in refs if isinstance(ref, ClassRef)), None)
    frame.run.reads_body = True
    return Value(origin=CLIENT, name="request.data", kind="body", type=cls)


def _meta(cls: ClassRef) -> dict[str, r.Expr]:
    for stmt in cls.node.body:
        if isinstance(stmt, r.Class) and stmt.name == "Meta":
            assigned = [s for s in stmt.body if isinstance(s, r.Assign)]
            return {t.id: s.value for s in assigned for t in s.targets if isinstance(t, r.Name)}
    return {}


def _model(frame: Frame, cls: ClassRef, meta: dict[str, r.Expr]) -> ClassRef | None:
    named = frame.machine.quiet_eval(cls.module, meta["model"]) if "model" in meta else None
    return next((ref for ref in named.refs if isinstance(ref, ClassRef)), None) if named else None


def _writable(frame: Frame, cls: ClassRef, meta: dict[str, r.Expr], model: ClassRef) -> list[str]:
    """The fields that a client may set."""
    fields = meta.get("fields")
    if isinstance(fields, r.Seq):
        names = _texts(fields)
    elif isinstance(fields, r.Const) and fields.value == _ALL:
        names = [t.id for s in model.node.body if isinstance(s, r.Assign) for t in s.targets if isinstance(t, r.Name)]
    else:
        names = []
    closed = set(_texts(meta.get("read_only_fields")))
    for stmt in cls.node.body:
        if isinstance(stmt, r.Assign) and isinstance(stmt.value, r.Call):
            flag = dict(stmt.value.keywords).get("read_only")
            method = isinstance(stmt.value.func, r.Attr) and stmt.value.func.name == "SerializerMethodField"
            if method or (isinstance(flag, r.Const) and flag.value):
                closed |= {t.id for t in stmt.targets if isinstance(t, r.Name)}
    return [name for name in names if name not in closed]


def _texts(expr: r.Expr | None) -> list[str]:
    items = expr.items if isinstance(expr, r.Seq) else ()
    return [item.value for item in items if isinstance(item, r.Const) and isinstance(item.value, str)]
