"""EKZ404: business code calls the provider itself."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.findings.model import Confidence, Draft
from ekzlint.flow.boundary import is_adapter, knows_adapter
from ekzlint.flow.run import Event, span
from ekzlint.flow.views import Walk

CODE = "EKZ404"


def check(walk: Walk) -> Iterator[Draft]:
    """Charges and look-ups outside adapters; a shop without any adapter hears of it on request only."""
    for event in walk.of("charge", "refetch"):
        if not _is_direct(walk, event) or is_adapter(walk, event):
            continue
        around = knows_adapter(walk.machine, event.module, event.provider)
        level: Confidence = "medium" if around else "low"
        yield Draft(
            code=CODE,
            path=event.module.path,
            span=span(event.at),
            function=event.function,
            provider=event.provider,
            confidence=level,
            params={"call": event.what, "provider": event.provider},
        )


def _is_direct(walk: Walk, event: Event) -> bool:
    """Whether it is the provider's own library or API that is called, and nothing in between."""
    first = event.what.partition(" ")[0].partition(".")[0]
    return event.confidence == "high" and (first == event.provider or first in walk.machine.library.imports)
