"""EKZ101: the amount that is charged, or stored to be charged, comes from the client."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.findings.model import Confidence, Draft
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.run import Event
from ekzlint.flow.values import PROVIDER, Value
from ekzlint.flow.views import Walk, function_at, site_of, still_tainted
from ekzlint.flow.words import MONEY, PAYMENT_ROW, TOP_UP, has

CODE = "EKZ101"


def check(walk: Walk) -> Iterator[Draft]:
    """Charges first; a stored amount counts where the same number is not reported at a charge already."""
    if walk.is_webhook:
        return
    charged: set[str] = set()
    for event in walk.of("charge"):
        for value in event.values:
            if still_tainted(value, event) and not value.sources <= charged:
                charged |= value.sources
                yield _draft(walk, event, value, event.confidence)
                break
    if not walk.entry.module.evidence and not walk.of("charge", "refetch"):
        return
    for event in walk.of("store"):
        fields = event.values[0].fields or {}
        if not has(event.what, PAYMENT_ROW) or has(event.what, TOP_UP):
            continue
        for key, value in fields.items():
            if (
                has(key, MONEY)
                and still_tainted(value, event)
                and not value.origin & PROVIDER
                and not value.sources & charged
            ):
                charged |= value.sources
                yield _draft(walk, event, value, "high" if walk.of("charge") else "medium")
                break


def _draft(walk: Walk, event: Event, value: Value, confidence: str) -> Draft:
    source = next((step for step in value.trace if step.key == "source"), value.trace[0])
    module, place, path = site_of(event, source)
    owner = _module(walk, event, path) or module
    level: Confidence = "high" if confidence == "high" else "medium"
    if walk.entry.access == "staff":
        # The shop's own people may say what a thing costs.
        level = "low"
    if walk.is_top_up or has(f"{event.what} {event.function} {source.params.get('what', '')}", TOP_UP):
        level = "low"
    calls = tuple(step for step in event.chain[1:] if step.path != path or step.span != place)
    told = {(step.path, step.span) for step in value.trace}
    trace = (*value.trace, *(step for step in calls if (step.path, step.span) not in told), event.step)
    return Draft(
        code=CODE,
        path=path,
        span=place,
        function=function_at(owner.facts, place.line) or walk.entry.name,
        provider=event.provider or walk.provider,
        confidence=level,
        params={"sink": event.what, "source": source.params.get("what", "")},
        trace=trace,
    )


def _module(walk: Walk, event: Event, path: str) -> ModuleInfo | None:
    return event.module if event.module.path == path else walk.machine.project.module(path)
