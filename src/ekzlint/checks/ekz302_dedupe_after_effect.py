"""EKZ302: the event is registered only after its effect."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.findings.model import Draft
from ekzlint.flow.views import Walk
from ekzlint.flow.webhooks import registered_later, unguarded_effects

CODE = "EKZ302"


def check(walk: Walk) -> Iterator[Draft]:
    """A webhook whose first unguarded effect is followed by the registration."""
    if not walk.is_webhook:
        return
    effects = unguarded_effects(walk)
    late = registered_later(walk, effects[0]) if effects else None
    if late is None:
        return
    yield Draft(
        code=CODE,
        path=walk.entry.module.path,
        span=walk.place,
        function=walk.entry.name,
        provider=walk.provider,
        params={"handler": walk.entry.name, "effect": effects[0].what},
        trace=(*walk.trace_to(effects[0]), late.step),
    )
