"""EKZ303: the guard forgets (process memory, a volatile cache), or can be raced (look-up, then insert)."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.findings.model import Confidence, Draft
from ekzlint.flow.run import Event
from ekzlint.flow.state import CACHED, IN_MEMORY, LASTING, LOCKED, LOOKED_UP
from ekzlint.flow.views import Walk
from ekzlint.flow.webhooks import repeatable_effects, unguarded_effects
from ekzlint.flow.words import LOG_ROW, PAYMENT_ROW, has

_RECORDS = frozenset(
    [
        "deposit",
        "deposits",
        "topup",
        "receipt",
        "ledger",
        "entry",
        "donation",
        "enrollment",
        "ticket",
        "license",
        "credit",
    ]
)
CODE = "EKZ303"


def check(walk: Walk) -> Iterator[Draft]:
    """A webhook whose repeatable effect has nothing but a weak guard before it."""
    if not walk.is_webhook or unguarded_effects(walk):
        # An effect with no guard at all is the worse mistake (EKZ301, EKZ302), and its repair covers this one.
        return
    loose = _loose_records(walk)
    for effect in repeatable_effects(walk):
        guard = _weak_guard(effect, loose)
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


def _loose_records(walk: Walk) -> frozenset[str]:
    """What it proves that no row was found, for each kind of record of which the store takes a second one."""
    made = [event.what for event in walk.of("effect") if event.detail == "bare-insert"]
    made += [event.what for event in walk.of("register") if event.repeatable]
    labels = (what.removesuffix(" row") for what in made)
    return frozenset(f"{LOOKED_UP}:{label}" for label in labels if has(label, PAYMENT_ROW | LOG_ROW | _RECORDS))


def _weak_guard(effect: Event, loose: frozenset[str]) -> str:
    if effect.facts & LASTING:
        return ""
    if effect.facts & {IN_MEMORY, CACHED}:
        return IN_MEMORY if IN_MEMORY in effect.facts else CACHED
    return LOOKED_UP if effect.facts & loose and LOCKED not in effect.facts else ""
