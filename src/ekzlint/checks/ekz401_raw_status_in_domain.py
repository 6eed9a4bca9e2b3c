"""EKZ401: a provider's own status is compared in business code."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.findings.model import Confidence, Draft
from ekzlint.flow.boundary import is_adapter
from ekzlint.flow.run import span
from ekzlint.flow.statuses import is_raw, literals_of, provider_of_status
from ekzlint.flow.values import CLIENT, PROVIDER
from ekzlint.flow.views import Walk

CODE = "EKZ401"


def check(walk: Walk) -> Iterator[Draft]:
    """Comparisons of a payload's status with a word of the provider's vocabulary, outside an adapter."""
    for event in walk.of("compare"):
        sent, literal = event.values
        if not is_raw(walk, event):
            continue
        provider = provider_of_status(walk, event, literal)
        if not provider or is_adapter(walk, event):
            continue
        # A key that only one provider spells so is a good sign; where it was followed from is a proof.
        sure = sent.origin & PROVIDER or (walk.is_webhook and sent.origin & CLIENT)
        level: Confidence = "high" if sure and event.module.evidence else "medium"
        yield Draft(
            code=CODE,
            path=event.module.path,
            span=span(event.at),
            function=event.function,
            provider=provider,
            confidence=level,
            params={"left": event.what, "literal": literals_of(literal)},
            trace=(*event.chain[1:], event.step),
        )
