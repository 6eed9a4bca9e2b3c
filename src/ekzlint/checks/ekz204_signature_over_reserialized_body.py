"""EKZ204: the signature is computed over a text made anew from the parsed body, where the provider signs the bytes."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.findings.model import Confidence, Draft
from ekzlint.flow.run import span
from ekzlint.flow.views import Walk

CODE = "EKZ204"


def check(walk: Walk) -> Iterator[Draft]:
    """Digests over a body that was parsed and written again, in what a provider calls."""
    provider = walk.machine.library.knowledge.providers.get(walk.provider)
    if not walk.entry.route or (provider is not None and provider.webhook.signs != "raw-body"):
        return
    level: Confidence = "high" if provider is not None and walk.is_webhook else "low"
    for event in walk.of("reserialized"):
        yield Draft(
            code=CODE,
            path=event.module.path,
            span=span(event.at),
            function=event.function,
            provider=walk.provider,
            confidence=level,
            params={"call": event.what, "provider": walk.provider},
            trace=event.chain[1:],
        )
