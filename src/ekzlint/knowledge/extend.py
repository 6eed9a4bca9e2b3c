"""Puts what a project says of a provider on top of what is known of it."""

from __future__ import annotations

from typing import Any, Final, TypeVar

import msgspec

from ekzlint.knowledge.schema import Provider, Secrets, Status, Webhook

_S = TypeVar("_S", bound=msgspec.Struct)
_APART: Final[dict[type, tuple[str, ...]]] = {
    Status: ("paid", "pending", "failed", "expired"),
    Webhook: ("verify", "verify_bool"),
    Secrets: ("prefixes", "public_prefixes"),
}
"""Lists that share no value: what an addition puts in one of them leaves the others."""
_NOT_ADDED: Final = ("name", "existing")


def extended(known: Provider, addition: Provider) -> Provider:
    """Return `known` with everything that `addition` says.

    Lists grow, single values are replaced, and a charge or an endpoint that `known` has already is told anew.
    """
    return _merged(known, addition)


def _merged(known: _S, addition: _S) -> _S:
    known = _cleared(known, addition)
    changes: dict[str, Any] = {}
    for field in msgspec.structs.fields(addition):
        mine, new = getattr(known, field.name), getattr(addition, field.name)
        if field.name in _NOT_ADDED or new == field.default:
            continue
        if isinstance(new, msgspec.Struct):
            changes[field.name] = _merged(mine, new)
        elif isinstance(new, tuple):
            told = {_key(item) for item in new}
            changes[field.name] = (*(item for item in mine if _key(item) not in told), *new)
        else:
            changes[field.name] = new
    return msgspec.structs.replace(known, **changes)


def _cleared(known: _S, addition: _S) -> _S:
    """`known` without the values that `addition` puts in another of the lists that share none."""
    apart = _APART.get(type(known), ())
    moved = {str(value) for name in apart for value in getattr(addition, name)}
    kept = {name: tuple(v for v in getattr(known, name) if str(v) not in moved) for name in apart}
    return msgspec.structs.replace(known, **kept) if moved else known


def _key(item: Any) -> Any:
    """What makes two items of a list the same: a call, a path or a name, whatever else is said of it."""
    for name in ("call", "path", "name"):
        if isinstance(item, msgspec.Struct) and hasattr(item, name):
            return getattr(item, name)
    return type(item), item
