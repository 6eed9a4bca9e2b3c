"""EKZ405: a webhook hands the provider's message, as it came, to business code."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.findings.model import Confidence, Draft
from ekzlint.flow.boundary import is_outside, knows_adapter, normalises
from ekzlint.flow.run import Event, span
from ekzlint.flow.views import Walk
from ekzlint.flow.words import has, is_verifier

CODE = "EKZ405"
_KEEPS = frozenset(["log", "save", "store", "record", "persist", "enqueue", "queue", "register", "audit", "archive"])


def check(walk: Walk) -> Iterator[Draft]:
    """The first function of the business that is handed a whole message and acts on it."""
    if not walk.is_webhook or walk.entry.hook:
        return
    normalised = False
    for event in walk.of("handed"):
        module = walk.machine.project.module(event.detail)
        if module is None or event.function != walk.entry.name:
            continue
        name = event.what.rpartition(".")[2]
        if is_verifier(name):
            continue
        if is_outside(walk, module, event.what):
            # From here on the raw message goes along to be kept.
            normalised = normalised or normalises(name)
            continue
        if has(name, _KEEPS) or _inside(walk, event, "verify", "signature") or not _acts(walk, event):
            # What verifies the message is the pipeline, wherever it stands.
            continue
        if normalised:
            continue
        level: Confidence = "medium" if knows_adapter(walk.machine, event.module, walk.provider) else "low"
        yield Draft(
            code=CODE,
            path=event.module.path,
            span=span(event.at),
            function=event.function,
            provider=walk.provider,
            confidence=level,
            params={"handler": event.what},
        )


def _acts(walk: Walk, call: Event) -> bool:
    """Whether something happens inside the call, beside keeping a copy."""
    return any(event.detail not in ("log", "file") for event in _inside(walk, call, "effect"))


def _inside(walk: Walk, call: Event, *kinds: str) -> list[Event]:
    """The events of some kinds that happened inside a call."""
    place = (call.module.path, span(call.at))
    return [event for event in walk.of(*kinds) if any((step.path, step.span) == place for step in event.chain)]
