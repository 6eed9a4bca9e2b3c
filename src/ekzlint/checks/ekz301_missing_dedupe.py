"""EKZ301: a webhook repeats its effects when the provider repeats the event."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.findings.model import Confidence, Draft
from ekzlint.flow.views import Walk
from ekzlint.flow.webhooks import registered_later, unguarded_effects

CODE = "EKZ301"


def check(walk: Walk) -> Iterator[Draft]:
    """A webhook with an unguarded repeatable effect, unless the guard only comes late (EKZ302)."""
    if not walk.is_webhook:
        return
    effects = unguarded_effects(walk)
    if not effects or registered_later(walk, effects[0]):
        return
    sure = any(effect.confidence == "high" for effect in effects)
    level: Confidence = "high" if sure else "medium"
    yield Draft(
        code=CODE,
        path=walk.entry.module.path,
        span=walk.place,
        function=walk.entry.name,
        provider=walk.provider,
        confidence=level,
        params={"handler": walk.entry.name, "effect": effects[0].what},
        trace=walk.trace_to(effects[0]),
    )
