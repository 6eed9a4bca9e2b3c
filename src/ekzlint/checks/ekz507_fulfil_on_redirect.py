"""EKZ507: the page that the browser comes back to fulfils, and nobody asked the provider."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.findings.model import Confidence, Draft
from ekzlint.flow.run import Event
from ekzlint.flow.state import SETTLED
from ekzlint.flow.statuses import sets_paid
from ekzlint.flow.views import Walk
from ekzlint.flow.words import CREDITS, LOG_ROW, MONEY, OTHER_PAGES, REQUEST_ROW, RETURNS, has

CODE = "EKZ507"
_INSERTS = frozenset({"insert", "bare-insert"})


def check(walk: Walk) -> Iterator[Draft]:
    """A return page with an effect of a payment that no answer of the provider stands behind."""
    if not _is_return_page(walk):
        return
    effects = [
        event for event in walk.events if _fulfils(event) and not walk.proven(event) and SETTLED not in event.facts
    ]
    if not effects:
        return
    asked = walk.of("refetch", "verify", "charge")
    level: Confidence = "low" if asked else "high" if walk.entry.module.evidence else "medium"
    yield Draft(
        code=CODE,
        path=walk.entry.module.path,
        span=walk.place,
        function=walk.entry.name,
        provider=walk.provider,
        confidence=level,
        params={"handler": walk.entry.name, "effect": effects[0].what},
        trace=walk.trace_to(effects[0]),
    )


def _is_return_page(walk: Walk) -> bool:
    """Whether a browser comes back here from the provider: a GET, told by its name or its path."""
    entry = walk.entry
    if not entry.route or entry.access == "staff" or walk.is_webhook or walk.run.reads_body:
        return False
    if entry.verbs and "get" not in entry.verbs:
        return False
    whole = f"{entry.name} {walk.run.route or entry.path}"
    if not has(whole, RETURNS) or has(entry.name, OTHER_PAGES):
        return False
    return bool(entry.module.evidence) or has(whole, REQUEST_ROW)


def _fulfils(event: Event) -> bool:
    """Whether an effect is one of a payment that came in."""
    if event.kind == "store":
        return any(sets_paid(key, value) for key, value in (event.values[0].fields or {}).items())
    if event.kind != "effect":
        return False
    if event.detail in _INSERTS:
        return has(event.what, REQUEST_ROW) and not has(event.what, LOG_ROW)
    return event.detail == "add" and has(event.what, MONEY | CREDITS)
