"""Serializers that store what the client sent, field by field, with no line that names a field."""

from __future__ import annotations

from ekzlint.facts import records as r
from ekzlint.flow import rows
from ekzlint.flow.frame import Frame
from ekzlint.flow.requests import field
from ekzlint.flow.values import CLIENT, ClassRef, Value

_ALL = "__all__"


def save(frame: Frame, body: Value, keywords: dict[str, Value], at: r.Place) -> Value | None:
    """`serializer.save(...)` of a model serializer; None where the class is none. `keywords` overrule the client."""
    meta = _meta(body.type) if body.type is not None else None
    model = _model(frame, body.type, meta) if body.type is not None and meta is not None else None
    if model is None or meta is None or body.type is None:
        return None
    names = _writable(frame, body.type, meta, model)
    sent = {name: field(frame, body, name, f"{body.name}.{name}", at) for name in names}
    return rows.save(frame, rows.new_row(frame, model, (), {**sent, **keywords}), at)


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
