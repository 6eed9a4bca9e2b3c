"""EKZ502: what the provider's answer is known by is thrown away, and nothing of the shop's own was sent either."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.facts import records as r
from ekzlint.facts.walk import enclosing_function, statements
from ekzlint.findings.model import Confidence, Draft
from ekzlint.flow.paths import sends_reference
from ekzlint.flow.rows import has_request
from ekzlint.flow.run import Event, span
from ekzlint.flow.values import PROVIDER
from ekzlint.flow.views import Walk
from ekzlint.flow.words import AFTERWARDS, REPLY_URL, has

CODE = "EKZ502"


def check(walk: Walk) -> Iterator[Draft]:
    """A handler that asks for a payment of a stored order, and keeps nothing to know it by."""
    if not walk.entry.route or walk.is_webhook or any(_keeps(event) for event in walk.of("store")):
        return
    for event in walk.of("charge"):
        if event.detail == "guess" or has(event.what, AFTERWARDS) or sends_reference(event.given):
            continue
        if _is_hidden(event):
            continue
        yield Draft(
            code=CODE,
            path=event.module.path,
            span=span(event.at),
            function=event.function,
            provider=event.provider,
            confidence=_confidence(walk, event),
            params={"call": event.what, "provider": event.provider},
            trace=event.chain[1:],
        )


def _keeps(event: Event) -> bool:
    """Whether a row takes something of the provider's answer."""
    return any(value.origin & PROVIDER for value in (event.values[0].fields or {}).values())


def _confidence(walk: Walk, event: Event) -> Confidence:
    """Sure where an order is in the store, everything sent is seen, and of the answer only the address is used."""
    if not has_request(event.facts):
        return "low"
    keys = walk.run.reply_keys
    only_address = bool(keys) and all(has(key, REPLY_URL) for key in keys)
    return "medium" if only_address or (not keys and _is_dropped(event)) else "low"


def _is_hidden(event: Event) -> bool:
    """Whether an argument is a body that cannot be looked into: a reference may well be in it."""
    given = event.given.fields or {}
    bodies = [value for key, value in given.items() if key in ("json", "data", "content", "params", "body", "0", "1")]
    return not given or any(value.fields is None and not value.text for value in bodies)


def _is_dropped(event: Event) -> bool:
    """Whether the call is a statement of its own."""
    function = enclosing_function(event.module.facts, event.at[0])
    inside = statements(function.body) if function else ()
    return any(isinstance(stmt, r.ExprStmt) and stmt.value.at == event.at for stmt in inside)
