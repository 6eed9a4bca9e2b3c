"""EKZ506: a webhook's failure is caught, nothing is recorded, and the provider is told that all is well."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.findings.model import Confidence, Draft
from ekzlint.flow.run import Event, span
from ekzlint.flow.views import Walk

CODE = "EKZ506"


def check(walk: Walk) -> Iterator[Draft]:
    """Broad `except` clauses around the effects of a webhook; an event that was stored before can still be found."""
    if not walk.is_webhook:
        return
    for event in walk.of("hidden"):
        if event.function != walk.entry.name:
            # A hook that runs before the handler.
            continue
        level: Confidence = "low" if _is_kept(walk, event) else "medium"
        yield Draft(
            code=CODE,
            path=event.module.path,
            span=span(event.at),
            function=event.function,
            provider=walk.provider,
            confidence=level,
            params={"handler": walk.entry.name, "effect": event.what},
        )


def _is_kept(walk: Walk, event: Event) -> bool:
    """Whether the event was put in the store before the `try` of this handler."""
    before = (each for each in walk.of("register") if each.at[0] < event.at[0])
    return any(each.detail in ("durable", "log") for each in before)
