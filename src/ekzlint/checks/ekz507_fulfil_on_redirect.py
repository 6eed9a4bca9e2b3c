"""EKZ507: the page that the browser comes back to fulfils, and no answer of the provider says that it may."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.findings.model import Confidence, Draft
from ekzlint.flow.state import REFETCHED, SETTLED
from ekzlint.flow.views import Walk
from ekzlint.flow.webhooks import fulfils, unread
from ekzlint.flow.words import OTHER_PAGES, REQUEST_ROW, RETURNS, has

CODE = "EKZ507"


def check(walk: Walk) -> Iterator[Draft]:
    """A return page with an effect of a payment that no answer of the provider stands behind."""
    if not _is_return_page(walk):
        return
    effects = [event for event in walk.events if fulfils(event) and not walk.proven(event)] or unread(walk)
    effects = [event for event in effects if SETTLED not in event.facts]
    if not effects:
        return
    is_asked = REFETCHED in effects[0].facts
    elsewhere = not is_asked and walk.of("refetch", "verify", "charge")
    level: Confidence = "low" if elsewhere else "high" if walk.entry.module.evidence and not is_asked else "medium"
    yield Draft(
        code=CODE,
        path=walk.entry.module.path,
        span=walk.place,
        function=walk.entry.name,
        provider=walk.provider,
        confidence=level,
        params={
            "handler": walk.entry.name,
            "effect": effects[0].what,
            "gap": "guard_answer_unread" if is_asked else "guard_nobody_asked",
        },
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
