"""EKZ804: a call of the provider may wait for ever."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.findings.model import Confidence, Draft
from ekzlint.flow.run import span
from ekzlint.flow.views import Walk

CODE = "EKZ804"


def check(walk: Walk) -> Iterator[Draft]:
    """Calls of libraries that have no limit of their own; httpx and aiohttp have one unless it is taken away."""
    for event in walk.of("untimed"):
        level: Confidence = "high" if event.confidence == "high" else "low"
        yield Draft(
            code=CODE,
            path=event.module.path,
            span=span(event.at),
            function=event.function,
            provider=event.provider,
            confidence=level,
            params={"call": event.what, "provider": event.provider},
        )
