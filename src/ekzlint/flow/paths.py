"""Finding the amount in the arguments of a payment call."""

from __future__ import annotations

from ekzlint.flow import attributes
from ekzlint.flow.frame import Frame
from ekzlint.flow.values import CLIENT, Value
from ekzlint.flow.words import REFERENCE, has

_BODIES = ("params", "parameters", "data", "json", "body", "payload", "request")


def given_to(args: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    """All arguments of a call as one value: by name, and by position."""
    return Value(fields={**{str(index): value for index, value in enumerate(args)}, **keywords})


def sends_reference(given: Value) -> bool:
    """Whether arguments of a call hold a reference of the shop's own, or may do so out of sight."""
    fields = given.fields or {}
    inner = [key for value in fields.values() for key in (value.fields or {})]
    return "**" in (*fields, *inner) or any(has(key, REFERENCE) for key in (*fields, *inner))


def amounts_of(
    frame: Frame, paths: tuple[str, ...], args: tuple[Value, ...], keywords: dict[str, Value]
) -> list[Value]:
    """The values at amount paths in a call's arguments; whole bodies (`params={...}`, a dict) are looked into."""
    found: list[Value] = []
    for path in paths:
        first, _, rest = path.partition(".")
        if first.isdigit():
            if int(first) < len(args):
                found += amounts_at(frame, args[int(first)], rest) if rest else [args[int(first)]]
            continue
        whole = Value(fields=keywords)
        got = amounts_at(frame, whole, path)
        if not got:
            named = [keywords[name] for name in _BODIES if name in keywords]
            for body in (*args, *named):
                # A scalar that the client sent (an id) is no body.
                if body.fields is not None or not body.sources:
                    got += amounts_at(frame, body, path)
        found += got
    return found


def amounts_at(frame: Frame, value: Value, path: str) -> list[Value]:
    """The values at a path such as `line_items[].price_data.unit_amount` inside a value."""
    part, _, rest = path.partition(".")
    key, many = (part[:-2], True) if part.endswith("[]") else (part, False)
    inner = _part(frame, value, key) if key else value
    if inner is None:
        return []
    if many:
        inner = (inner.fields or {}).get("[]", inner)
    return amounts_at(frame, inner, rest) if rest else [inner]


def _part(frame: Frame, value: Value, key: str) -> Value | None:
    fields = value.fields
    if fields is not None:
        if key in fields:
            return fields[key]
        splat = fields.get("**")
        if splat is not None and splat.origin & CLIENT:
            return attributes.child(frame, splat, key, _place(splat))
        return None
    if value.origin & CLIENT and value.kind in ("body", "raw"):
        return attributes.child(frame, value, key, _place(value))
    return None


def _place(value: Value) -> tuple[int, int, int, int]:
    if not value.trace:
        return (1, 1, 1, 1)
    span = value.trace[-1].span
    return (span.line, span.column, span.end_line, span.end_column)
