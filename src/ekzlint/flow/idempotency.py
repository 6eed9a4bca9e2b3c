"""Whether a call of the provider says which attempt it belongs to, so that doing it twice is doing it once."""

from __future__ import annotations

from typing import Final

from ekzlint.flow.values import Value

NO_KEY: Final = "no-key"
"""The provider takes a key, and the call has none."""


def told(path: str, given: Value) -> str:
    """NO_KEY where a call lacks the key that the provider takes at `path`; what cannot be seen may hold it."""
    if not path:
        return ""
    key = path.rpartition(".")[2].lower()
    holder = path.partition(".")[0] if "." in path else "headers" if "-" in path else ""
    fields = given.fields or {}
    if _has(given, key) or "**" in fields or (holder in fields and _is_hidden(fields[holder])):
        return ""
    return NO_KEY


def _has(value: Value, key: str, depth: int = 3) -> bool:
    fields = value.fields or {}
    if any(name.lower() == key for name in fields):
        return True
    return depth > 0 and any(_has(part, key, depth - 1) for name, part in fields.items() if name != "[]")


def _is_hidden(value: Value) -> bool:
    return value.fields is None or "**" in value.fields or "[]" in value.fields
