"""EKZ303: the guard forgets (process memory, a volatile cache), or can be raced (look-up, then insert)."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.findings.model import Confidence, Draft
from ekzlint.flow.run import Event
from ekzlint.flow.state import CACHED, CHECKED, DURABLE, IN_MEMORY, LOCKED, LOOKED_UP
from ekzlint.flow.views import Walk
from ekzlint.flow.webhooks import repeatable_effects, unguarded_effects

CODE = "EKZ303"


def check(walk: Walk) -> Iterator[Draft]:
    """A webhook whose repeatable effect has nothing but a weak guard before it."""
    if not walk.is_webhook or unguarded_effects(walk):
        # An effect with no guard at all is the worse mistake (EKZ301, EKZ302), and its repair covers this one.
        return
    for effect in repeatable_effects(walk):
        guard = _weak_guard(effect)
        if guard:
            level: Confidence = "high" if guard == IN_MEMORY else "medium"
            yield Draft(
                code=CODE,
                path=walk.entry.module.path,
                span=walk.place,
                function=walk.entry.name,
                provider=walk.provider,
                confidence=level,
                params={"handler": walk.entry.name, "guard": "guard_" + guard.partition(":")[2]},
                trace=walk.trace_to(effect),
            )
            return


def _weak_guard(effect: Event) -> str:
    if effect.facts & {CHECKED, DURABLE}:
        return ""
    if effect.facts & {IN_MEMORY, CACHED}:
        return IN_MEMORY if IN_MEMORY in effect.facts else CACHED
    if LOOKED_UP in effect.facts and LOCKED not in effect.facts and effect.detail == "bare-insert":
        return LOOKED_UP
    return ""
