"""EKZ201: a payment webhook acts on its payload, and nothing on that path verified who sent it."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.findings.model import Confidence, Draft
from ekzlint.flow.state import REFETCHED
from ekzlint.flow.views import Walk
from ekzlint.flow.webhooks import marked_paid, tried_to_verify, unproven_effects, unread

CODE = "EKZ201"


def check(walk: Walk) -> Iterator[Draft]:
    """A webhook with an unproven effect that does not even try; one that tries is EKZ202."""
    if not (walk.is_webhook or walk.takes_clients_word):
        return
    effects = unproven_effects(walk) or unread(walk) if walk.is_webhook else marked_paid(walk)
    if not effects or tried_to_verify(walk):
        return
    # Where the provider was asked and its answer not looked at, somebody means well.
    sure = walk.is_webhook and any(e.confidence == "high" and REFETCHED not in e.facts for e in effects)
    level: Confidence = "high" if sure else "medium"
    yield Draft(
        code=CODE,
        path=walk.entry.module.path,
        span=walk.place,
        function=walk.entry.name,
        provider=walk.provider,
        confidence=level,
        params={"handler": walk.entry.name, "provider": walk.provider, "effect": effects[0].what},
        trace=walk.trace_to(effects[0]),
    )
