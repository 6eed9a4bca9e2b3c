"""EKZ203: a signature or a shared secret is compared with == or !=."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.findings.model import Draft
from ekzlint.flow.run import span
from ekzlint.flow.views import Walk

CODE = "EKZ203"


def check(walk: Walk) -> Iterator[Draft]:
    """Every such comparison in payment code."""
    for event in walk.of("signature"):
        about_payment = walk.is_webhook or (walk.entry.module.evidence | event.module.evidence and not walk.entry.route)
        if not about_payment:
            continue
        yield Draft(
            code=CODE,
            path=event.module.path,
            span=span(event.at),
            function=event.function,
            provider=walk.provider,
            params={"left": event.what, "right": event.detail},
        )
