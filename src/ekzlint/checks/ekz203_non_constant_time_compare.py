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
        if not (walk.is_webhook or event.module.evidence or walk.entry.module.evidence):
            continue
        yield Draft(
            code=CODE, path=event.module.path, span=span(event.at), function=event.function, provider=walk.provider,
            params={"left": event.what, "right": event.detail},
        )  # fmt: skip
