"""EKZ505: a callback for a payment that the shop does not know crashes the handler, or makes a paid one."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.findings.model import Confidence, Draft
from ekzlint.flow.run import Event, span
from ekzlint.flow.state import ABSENT
from ekzlint.flow.statuses import sets_paid
from ekzlint.flow.views import Walk
from ekzlint.flow.words import REQUEST_ROW, has

CODE = "EKZ505"
_FREE = frozenset(["free", "freemium", "trial", "gratis", "gratuito"])
"""Words of a plan for which nobody pays."""


def check(walk: Walk) -> Iterator[Draft]:
    """The first look-up of a payment in a webhook that takes for granted that it is there."""
    if not walk.is_webhook or walk.entry.hook:
        return
    for event in walk.events:
        level: Confidence
        if event.kind == "unfound" and has(event.what, REQUEST_ROW):
            outcome, level = "guard_crashes", "medium"
        elif event.kind == "store" and _makes_paid(event):
            # A verified event may well be the first that the shop hears of a payment.
            outcome, level = "guard_makes_one", "low" if walk.proven(event) else "medium"
        else:
            continue
        yield Draft(
            code=CODE,
            path=event.module.path,
            span=span(event.at),
            function=event.function,
            provider=walk.provider,
            confidence=level,
            params={"row": event.what, "outcome": outcome},
            trace=event.chain[1:],
        )
        return


def _makes_paid(event: Event) -> bool:
    """Whether a row is made as paid where one was looked for and not found."""
    if not has(event.what, REQUEST_ROW) or ABSENT + event.what not in event.facts:
        return False
    fields = event.values[0].fields or {}
    if any(has(f"{value.text} {value.name}", _FREE) for value in fields.values()):
        return False
    return any(sets_paid(key, value) for key, value in fields.items() if not key.endswith("_at"))
