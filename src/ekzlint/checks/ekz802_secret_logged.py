"""EKZ802: a provider's secret, or a whole unredacted message, reaches a log."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.findings.model import Confidence, Draft
from ekzlint.flow.run import span
from ekzlint.flow.views import Walk

CODE = "EKZ802"


def check(walk: Walk) -> Iterator[Draft]:
    """Secrets wherever they are logged; whole messages and their headers only of webhooks, and on request."""
    for event in walk.of("logged"):
        if event.detail != "secret" and not walk.is_webhook:
            continue
        level: Confidence = "high" if event.detail == "secret" else "low"
        yield Draft(
            code=CODE,
            path=event.module.path,
            span=span(event.at),
            function=event.function,
            provider=event.provider or walk.provider,
            confidence=level,
            params={"value": event.what},
        )
