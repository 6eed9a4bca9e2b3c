"""EKZ203: a signature or a shared secret is compared with == or !=."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.findings.model import Draft
from ekzlint.flow.run import Event, span
from ekzlint.flow.views import Walk
from ekzlint.flow.words import has

CODE = "EKZ203"
_TOPICS = frozenset(["payment", "payments", "billing", "checkout", "pagamento", "pagamentos"])
_OF_OTHERS = frozenset(["telegram", "webapp", "health"])
"""Whose signatures and tokens stand in the same modules, and let nobody pay."""


def check(walk: Walk) -> Iterator[Draft]:
    """Every such comparison in payment code."""
    for event in walk.of("signature"):
        evident = walk.entry.module.evidence or event.module.evidence or has(_place(event), _TOPICS)
        about_payment = walk.is_webhook or (evident and not walk.entry.route)
        if not about_payment or (not walk.is_webhook and has(f"{event.function} {event.detail}", _OF_OTHERS)):
            continue
        yield Draft(
            code=CODE,
            path=event.module.path,
            span=span(event.at),
            function=event.function,
            provider=walk.provider,
            params={"left": event.what, "right": event.detail},
        )


def _place(event: Event) -> str:
    """The names of the module of a comparison and of its folder."""
    return "_".join(event.module.path.removesuffix(".py").split("/")[-2:])
