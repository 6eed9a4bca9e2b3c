"""EKZ501: the provider is asked for a payment of which the shop has stored nothing yet."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.findings.model import Confidence, Draft, Step
from ekzlint.flow.paths import sends_reference
from ekzlint.flow.rows import has_request
from ekzlint.flow.run import Event
from ekzlint.flow.state import LOADED
from ekzlint.flow.values import DB, PROVIDER
from ekzlint.flow.views import Walk
from ekzlint.flow.words import AFTERWARDS, CATALOGUE, REQUEST_ROW, has, last_word

CODE = "EKZ501"


_LATER = frozenset(["refund", "refunds", "reembolso", "capture", "void"])
"""What is done about a payment that was asked for before."""


def check(walk: Walk) -> Iterator[Draft]:
    """A handler whose first call of the provider comes before any row for it."""
    if not walk.entry.route or walk.is_webhook or walk.entry.access == "staff" or has(walk.entry.name, _LATER):
        return
    for event in walk.of("charge"):
        if event.detail == "guess" or has(event.what, AFTERWARDS):
            continue
        late = _stored_later(walk, event)
        if _is_stored(event, sure=late is not None and late.kind == "effect"):
            continue
        yield Draft(
            code=CODE,
            path=walk.entry.module.path,
            span=walk.place,
            function=walk.entry.name,
            provider=event.provider or walk.provider,
            confidence=_confidence(event, late),
            params={"handler": walk.entry.name, "call": event.what},
            trace=(*walk.trace_to(event), *((_late_step(late),) if late else ())),
        )
        return


def _is_stored(event: Event, sure: bool) -> bool:
    """Whether a row was stored or found on every path to the call, or the amount is that of such a row.

    A row that is made after the call tells that the ones before it, of whatever meaning, were no request.
    """
    rows = (value.name.rpartition(".")[0] for value in event.values if value.origin & DB)
    priced = any(last_word(row) in REQUEST_ROW for row in rows)
    return priced or has_request(event.facts, sure)


def _stored_later(walk: Walk, event: Event) -> Event | None:
    """The row for the payment that is only stored when the provider has answered."""
    after = walk.after(event)
    rows = (each for each in after if each.kind == "effect" and each.detail in ("insert", "bare-insert"))
    return next((row for row in rows if has(f"{row.what} {row.function}", REQUEST_ROW)), None) or next(
        (each for each in after if each.kind == "store" and _keeps_answer(each)), None
    )


def _keeps_answer(event: Event) -> bool:
    return has(event.what, REQUEST_ROW) and any(
        value.origin & PROVIDER for value in (event.values[0].fields or {}).values()
    )


def _late_step(event: Event) -> Step:
    return Step(event.step.path, event.step.span, "late", event.step.params)


def _confidence(event: Event, late: Event | None) -> Confidence:
    if late is not None:
        return "high"
    # No row at all: sure only where the shop's own goods are ordered, and nothing is sent to tell the order by.
    asked = {fact.removeprefix(LOADED) for fact in event.facts if fact.startswith(LOADED)}
    priced = {value.name.rpartition(".")[0] for value in event.values if value.origin & DB}
    ordered = any(has(row, CATALOGUE) for row in asked | priced)
    return "medium" if ordered and not sends_reference(event.given) else "low"
