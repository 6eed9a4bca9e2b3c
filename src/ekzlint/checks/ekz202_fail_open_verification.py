"""EKZ202: verification exists, but some path reaches the effects without it."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.findings.model import Draft
from ekzlint.flow.views import Walk
from ekzlint.flow.webhooks import tried_to_verify, unproven_effects

CODE = "EKZ202"


def check(walk: Walk) -> Iterator[Draft]:
    """A webhook that verifies somewhere, with an effect that is reached unverified."""
    if not walk.is_webhook:
        return
    tried = tried_to_verify(walk)
    effects = [effect for effect in unproven_effects(walk) if effect.detail != "send"]
    if not tried or not effects:
        return
    yield Draft(
        code=CODE,
        path=walk.entry.module.path,
        span=walk.place,
        function=walk.entry.name,
        provider=walk.provider,
        params={"handler": walk.entry.name, "provider": walk.provider},
        trace=(tried[0].step, *walk.trace_to(effects[0])),
    )
