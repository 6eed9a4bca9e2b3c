"""What the client sent: reading a request, its body and the fields of a body, with the place of each read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ekzlint.facts import records as r
from ekzlint.flow.kept import store_named
from ekzlint.flow.routing import PATHS
from ekzlint.flow.values import ADDRESS, CLIENT, DB, HEADER, PROVIDER, ClassRef, Value
from ekzlint.limits import LONGEST_TRACE

if TYPE_CHECKING:
    from ekzlint.flow.frame import Frame

FORM_FIELD: Final = "formfield"
"""The kind of a field that is an object: what the client sent in it is its `data`."""
_WHOLES = {"validated_data", "cleaned_data", "data"}
_ADDRESSES = {"remote_addr", "client", "remote", "access_route"}
_ADDRESS_HEADERS = {"remote-addr", "x-forwarded-for", "x-real-ip", "cf-connecting-ip"}


def read(frame: Frame, request: Value, name: str, at: r.Place) -> Value:
    """An attribute or method of the request object."""
    shapes = frame.machine.shapes
    whole = f"{request.name or 'request'}.{name}"
    if name in shapes.headers:
        return Value(origin=HEADER, name=whole, kind="headers")
    if name in _ADDRESSES:
        return Value(origin=ADDRESS, name=whole)
    if name in shapes.body or name in shapes.raw or name in shapes.query:
        if name not in shapes.query:
            frame.run.reads_body = True
        return Value(origin=CLIENT, name=whole, kind="raw" if name in shapes.raw else "body")
    if name in shapes.kept:
        return store_named(whole)
    if name in shapes.inner:
        return Value(name=whole, kind="request")
    if name in PATHS:
        return Value(name=whole, kind="urlpath")
    if name == "user":
        return Value(origin=DB, name=whole, kind="row")
    return Value(name=whole, key=name)


def part(frame: Frame, event: Value, key: str, at: r.Place) -> Value:
    """A part of the event that a platform hands to a function: the request, as a dictionary."""
    shapes, whole = frame.machine.shapes, f"{event.name}.{key}"
    if key in shapes.headers:
        return Value(origin=HEADER, name=whole, kind="headers")
    if key in shapes.body or key in shapes.raw:
        return Value(origin=CLIENT, name=whole, kind="raw")
    return field(frame, event.with_(kind="body"), key, whole, at)


def field(frame: Frame, value: Value, key: str, name: str, at: r.Place) -> Value:
    """A field of something that the client sent; the read is the start of a trace."""
    if key in _WHOLES and value.type is not None:
        # The same body, after validation: its fields are still those that the class declares.
        frame.run.reads_body = True
        return value.with_(name=name)
    one_of_many = key == "[]" or key.isdigit()
    sends = value.type is None or one_of_many or frame.machine.classes.sends(value.type, key)
    if value.kind == "body" and not sends:
        # The serializer's own `validate` put it among what was sent.
        return Value(name=name, key=key)
    if key == "successful_payment":
        # A bot's users cannot send this: the messenger tells what it has collected.
        return Value(origin=PROVIDER, name=name, key=key, kind="reply")
    frame.run.keys.add(key)
    if value.type is not None and frame.machine.classes.is_relation(value.type, key):
        # The client sends a key, and the field looks the row up.
        return Value(origin=DB, name=name, key=key, kind="row")
    if value.kind == "body" and value.type is not None:
        frame.run.reads_body = True
    step = frame.step(at, "source", name)
    # Where the whole was held is no matter; to whom it was handed is.
    earlier = tuple(hop for hop in value.trace if hop.key not in ("source", "held"))
    number, inner = ("", value.type) if one_of_many else _declared(frame, value, key)
    return Value(
        origin=CLIENT,
        name=name,
        key=key,
        kind=FORM_FIELD if value.type is not None and frame.machine.classes.fills_itself(value.type) else "body",
        type=inner,
        sources=frozenset({_field_of_body(frame, name)}),
        trace=(*earlier, step)[-LONGEST_TRACE:],
        number=number,
        floated=step if number == "float" else None,
    )


def _field_of_body(frame: Frame, name: str) -> str:
    """A field of the body by its path, however it was read: what is compared in one place may be charged in another."""
    shapes = frame.machine.shapes
    whole = shapes.body | shapes.raw | shapes.query | _WHOLES
    parts = [part for part in name.split(".") if part not in whole and part not in ("flask", "quart")]
    return ".".join(parts) or name


def _declared(frame: Frame, value: Value, key: str) -> tuple[str, ClassRef | None]:
    """The number type and the class that a body model declares for a field."""
    found = frame.machine.classes.declared(value.type, key) if value.type else None
    if not found:
        return "", None
    stmt = found[1]
    annotation = stmt.annotation if isinstance(stmt, r.AnnAssign) else stmt.value
    number = number_of(annotation)
    classes = frame.machine.annotation_classes(found[0].module, annotation)
    return number, classes[0] if classes else None


def number_of(annotation: r.Expr | None) -> str:
    """`float`, `decimal` or `int` where an annotation (also inside Optional, Annotated or a union) says so."""
    if isinstance(annotation, r.Name):
        return {"float": "float", "Decimal": "decimal", "int": "int", "condecimal": "decimal"}.get(annotation.id, "")
    if isinstance(annotation, r.Attr):
        return "decimal" if annotation.name == "Decimal" else "float" if annotation.name == "FloatField" else ""
    if isinstance(annotation, r.Item):
        return number_of(annotation.index)
    if isinstance(annotation, r.Seq):
        return next((n for n in map(number_of, annotation.items) if n), "")
    if isinstance(annotation, r.BinOp):
        return number_of(annotation.left) or number_of(annotation.right)
    if isinstance(annotation, r.Call):
        return number_of(annotation.func)
    return ""


def header(frame: Frame, value: Value, key: str, name: str) -> Value:
    """A header read by name; one that holds the peer's address is an address."""
    low = key.lower().replace("_", "-").removeprefix("http-")
    frame.run.headers.add(low)
    return Value(origin=ADDRESS if low in _ADDRESS_HEADERS else HEADER, name=name, key=low, kind="header")
