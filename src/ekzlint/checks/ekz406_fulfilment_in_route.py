"""EKZ406: the webhook's route does the business itself."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.findings.model import Confidence, Draft
from ekzlint.flow.boundary import is_adapter
from ekzlint.flow.run import Event, span
from ekzlint.flow.views import Walk
from ekzlint.flow.words import LOG_ROW, PAYMENT_ROW, has

CODE = "EKZ406"
_RECORDS = PAYMENT_ROW | LOG_ROW | frozenset({"deposit", "topup", "receipt", "refund", "hooklog"})
"""Rows that say what was paid: keeping them is the route's own work."""


def check(walk: Walk) -> Iterator[Draft]:
    """The first thing in the route that a customer gets; surer where other events of it go to a domain handler."""
    if not walk.is_webhook:
        return
    given = [event for event in walk.of("effect") if event.repeatable and event.detail not in ("log", "file")]
    here = [event for event in given if _in_route(walk, event) and not _is_record(event)]
    if not here:
        return
    elsewhere = any(not _in_route(walk, event) and not is_adapter(walk, event) for event in given)
    level: Confidence = "medium" if elsewhere else "low"
    first = here[0]
    yield Draft(
        code=CODE,
        path=first.module.path,
        span=span(first.at),
        function=first.function,
        provider=walk.provider,
        confidence=level,
        params={"effect": first.what},
    )


def _in_route(walk: Walk, event: Event) -> bool:
    return event.module is walk.entry.module and event.function == walk.entry.name


def _is_record(event: Event) -> bool:
    return event.detail not in ("call", "send") and has(event.what, _RECORDS)
