"""Instances of the project's own classes: rows, request bodies and plain objects."""

from __future__ import annotations

from ekzlint.facts import records as r
from ekzlint.flow import asked, rows
from ekzlint.flow.frame import Frame
from ekzlint.flow.serializers import columns_of_body
from ekzlint.flow.state import CONFIRMED
from ekzlint.flow.values import CLIENT, DB, NOTHING, ClassRef, Value


def construct(frame: Frame, cls: ClassRef, args: tuple[Value, ...], keywords: dict[str, Value], at: r.Place) -> Value:
    """An instance of a project class."""
    classes = frame.machine.classes
    if classes.is_model(cls):
        return rows.new_row(frame, cls, args, columns_of_body(frame, cls, keywords, at))
    if _mirrors_row(keywords.get("**")):
        return Value(name=cls.node.name, kind="row", type=cls, origin=DB, when_false=None)
    if classes.is_body(cls):
        body = _body(cls, args, keywords)
        # What a form of this sort is given is what it shows first; the client's answer goes before it.
        return Value(origin=CLIENT, name="form", kind="body", type=cls) if classes.fills_itself(cls) else body
    if classes.is_enum(cls) and asked.handed(list(args)):
        # `Status(answer["status"])`: it is asked which of the states it is.
        frame.learn(CONFIRMED)
    instance = Value(
        name=cls.node.name,
        kind="instance",
        type=cls,
        fields=dict(keywords) if not classes.method(cls, "__init__") else {},
        when_false=NOTHING if classes.method(cls, "__bool__") or classes.method(cls, "__len__") else None,
    )
    init = classes.method(cls, "__init__")
    if init is not None:
        frame.call(frame.machine.define(init[0].module, init[1], init[0], instance), args, keywords, at)
    else:
        declared = [s.target.id for s in cls.node.body if isinstance(s, r.AnnAssign) and isinstance(s.target, r.Name)]
        assert instance.fields is not None
        instance.fields.update(zip(declared, args, strict=False))
    return instance


def _mirrors_row(given: Value | None) -> bool:
    """Whether an object gets its fields from a row: `Order(**row)`, `Order(**{name: getattr(row, name) for ...})`."""
    if given is not None and given.kind == "row" and given.origin & DB and not given.tainted:
        return True
    part = (given.fields or {}).get("[]") if given is not None else None
    return part is not None and bool(part.origin & DB)


def _body(cls: ClassRef, args: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    """A serializer, form or pydantic model: what goes in comes out by the same names."""
    data = keywords.get("data") or keywords.get("**") or next((arg for arg in args if arg.tainted), None)
    if data is not None and data.tainted:
        return data.with_(type=cls, kind="body")
    if data is not None and data.fields is not None:
        return Value(name=cls.node.name, kind="instance", type=cls, fields=data.fields)
    return Value(name=cls.node.name, kind="instance", type=cls, fields=dict(keywords))
