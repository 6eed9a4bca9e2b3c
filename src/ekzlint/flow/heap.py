"""What a module's variables hold is shared by all walks; each walk that may change it works on a copy of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

from ekzlint.flow.values import FuncRef, LambdaRef, PartialRef, Ref, SuperRef, Value

Heap: TypeAlias = "dict[int, tuple[dict[str, Value], dict[str, Value]]]"
"""Shared part and own copy, by the identity of the shared part, which the pair keeps alive."""


def thaw(value: Value, heap: Heap) -> Value:
    """The value with every changeable part replaced by the walk's own copy, made the first time."""
    refs = tuple(_ref(ref, heap) for ref in value.refs) if value.refs else value.refs
    fields = _fields(value.fields, heap) if value.fields is not None else None
    if fields is value.fields and all(new is old for new, old in zip(refs, value.refs, strict=True)):
        return value
    return value.with_(refs=refs, fields=fields)


def _fields(fields: dict[str, Value], heap: Heap) -> dict[str, Value]:
    known = heap.get(id(fields))
    if known is None:
        known = heap[id(fields)] = (fields, {})
        known[1].update({key: thaw(value, heap) for key, value in fields.items()})
    return known[1]


def _ref(ref: Ref, heap: Heap) -> Ref:
    if isinstance(ref, FuncRef):
        if ref.owner is None and not ref.closure:
            return ref
        owner = thaw(ref.owner, heap) if ref.owner is not None else None
        return replace(ref, owner=owner, closure=_fields(ref.closure, heap) if ref.closure else ref.closure)
    if isinstance(ref, LambdaRef):
        return replace(ref, closure=_fields(ref.closure, heap)) if ref.closure else ref
    if isinstance(ref, PartialRef):
        return PartialRef(
            thaw(ref.target, heap),
            tuple(thaw(arg, heap) for arg in ref.args),
            tuple((name, thaw(arg, heap)) for name, arg in ref.keywords),
        )
    return replace(ref, owner=thaw(ref.owner, heap)) if isinstance(ref, SuperRef) else ref
