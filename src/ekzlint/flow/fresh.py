"""Values that are new each time: random, or of the clock."""

from __future__ import annotations

from typing import Final

from ekzlint.flow.values import Value
from ekzlint.flow.words import has

FRESH: Final = "fresh"
"""The kind of a text that has such a part."""
_SOURCES = frozenset("uuid random secrets now utcnow time randint randbytes urandom nanoid ulid monotonic".split())
_MAYBE = _SOURCES | frozenset("token today generate choice hex".split())
_DERIVED = ("uuid3", "uuid5")


def is_fresh(value: Value, sure: bool = True) -> bool:
    """Whether a value is another one each time; without `sure`, also where its name only suggests so."""
    if value.kind == FRESH:
        return True
    derived = any(name in value.name for name in _DERIVED)
    return not value.origin and not derived and has(value.name, _SOURCES if sure else _MAYBE)
