"""Statuses in comparisons: which words are compared, and whose vocabulary they belong to."""

from __future__ import annotations

from ekzlint.flow.run import Event
from ekzlint.flow.values import MISSING, Value
from ekzlint.flow.views import Walk

_HTTP = range(100, 600)


def constants_of(literal: Value) -> list[object]:
    """The constants that a value is compared with: one, or the items of a tuple, a list or a set."""
    if literal.const is not MISSING:
        return [literal.const]
    return [part.const for key, part in (literal.fields or {}).items() if key != "[]" and part.const is not MISSING]


def literals_of(literal: Value) -> str:
    """The constants as a reader sees them."""
    return ", ".join(repr(value) for value in constants_of(literal)[:4])


def is_event_name(walk: Walk, value: object) -> bool:
    """Whether a constant is the name of an event, which routes and is no status."""
    return isinstance(value, str) and value in walk.machine.library.event_types


def provider_of_status(walk: Walk, event: Event, literal: Value) -> str:
    """The provider whose status vocabulary holds one of the constants, or an empty string."""
    values = [value for value in constants_of(literal) if _may_be_status(value) and not is_event_name(walk, value)]
    if not values:
        return ""
    evident = [walk.provider, *sorted(event.module.evidence | walk.entry.module.evidence)]
    statuses = walk.machine.library.statuses
    for provider in evident:
        known = {_same(value) for value in statuses.get(provider, ())}
        if any(_same(value) in known for value in values):
            return provider
    return ""


def _may_be_status(value: object) -> bool:
    if isinstance(value, bool) or value is None or value == "":
        return False
    return isinstance(value, str) or (isinstance(value, int) and value not in _HTTP)


def _same(value: object) -> str:
    return str(value).lower()
