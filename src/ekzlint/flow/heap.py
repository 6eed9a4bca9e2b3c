"""What a module's variables hold is shared by all walks; each walk that may change it works on a copy of its own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ekzlint.flow.values import FuncRef, LambdaRef, PartialRef, Ref, SuperRef, Value


@dataclass(slots=True)
class Heap:
    """The changeable parts of module variables as one walk sees them, and what the walk has written to."""

    copies: dict[int, tuple[dict[str, Value], dict[str, Value]]] = field(default_factory=dict)
    """Shared part and own copy, by the identity of the shared part, which the pair keeps alive."""
    own: dict[int, int] = field(default_factory=dict)
    """From the identity of an own copy to that of the shared part."""
    changed: set[int] = field(default_factory=set)
    """Identities of shared parts whose own copy is no longer the same."""
    writes: list[dict[str, Value]] = field(default_factory=list)
    """What was written to, in order."""

    def wrote(self, fields: dict[str, Value]) -> None:
        """To be called wherever the parts of a value that is there already are changed."""
        self.writes.append(fields)
        shared = self.own.get(id(fields))
        if shared is not None:
            self.changed.add(shared)


def thaw(value: Value, heap: Heap) -> Value:
    """The value with every changeable part replaced by the walk's own copy, made the first time."""
    refs = tuple(_ref(ref, heap) for ref in value.refs) if value.refs else value.refs
    fields = own_part(value.fields, heap) if value.fields is not None else None
    if fields is value.fields and all(new is old for new, old in zip(refs, value.refs, strict=True)):
        return value
    return value.with_(refs=refs, fields=fields)


def own_part(fields: dict[str, Value], heap: Heap) -> dict[str, Value]:
    """The walk's own copy of a changeable part, made the first time."""
    known = heap.copies.get(id(fields))
    if known is None:
        known = heap.copies[id(fields)] = (fields, {})
        heap.own[id(known[1])] = id(fields)
        known[1].update({key: thaw(value, heap) for key, value in fields.items()})
    return known[1]


def _ref(ref: Ref, heap: Heap) -> Ref:
    if isinstance(ref, FuncRef):
        if ref.owner is None and not ref.closure:
            return ref
        owner = thaw(ref.owner, heap) if ref.owner is not None else None
        return replace(ref, owner=owner, closure=own_part(ref.closure, heap) if ref.closure else ref.closure)
    if isinstance(ref, LambdaRef):
        return replace(ref, closure=own_part(ref.closure, heap)) if ref.closure else ref
    if isinstance(ref, PartialRef):
        return PartialRef(
            thaw(ref.target, heap),
            tuple(thaw(arg, heap) for arg in ref.args),
            tuple((name, thaw(arg, heap)) for name, arg in ref.keywords),
        )
    return replace(ref, owner=thaw(ref.owner, heap)) if isinstance(ref, SuperRef) else ref
