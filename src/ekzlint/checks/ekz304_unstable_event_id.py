"""EKZ304: what an event is known by is random, of the clock, or the same for several events."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.findings.model import Confidence, Draft
from ekzlint.flow.fresh import is_fresh
from ekzlint.flow.run import Event, span
from ekzlint.flow.values import Value
from ekzlint.flow.views import Walk
from ekzlint.flow.words import EVENT_KEY, STATE_KEYS, has

CODE = "EKZ304"


def check(walk: Walk) -> Iterator[Draft]:
    """Rows of events in a webhook, by the columns that must be unique."""
    if not walk.is_webhook:
        return
    for event in walk.of("keyed"):
        fields = event.values[0].fields or {}
        level: Confidence
        if any(is_fresh(value) and has(key, EVENT_KEY) for key, value in fields.items()):
            key, reason, level = _fresh_key(fields), "guard_fresh", "high"
        elif _names_payment_only(walk, event, fields):
            key, reason, level = min(fields), "guard_no_status", "medium"
        else:
            continue
        yield Draft(
            code=CODE,
            path=event.module.path,
            span=span(event.at),
            function=event.function,
            provider=walk.provider,
            confidence=level,
            params={"key": f"{event.what}.{key}", "reason": reason},
            trace=event.chain[1:],
        )


def _fresh_key(fields: dict[str, Value]) -> str:
    return next(key for key, value in fields.items() if is_fresh(value) and has(key, EVENT_KEY))


def _names_payment_only(walk: Walk, event: Event, fields: dict[str, Value]) -> bool:
    """Whether every key is one of the payment, and the row is made before anybody looks at the status."""
    provider = walk.machine.library.knowledge.providers.get(walk.provider)
    if provider is None or not provider.webhook.payment_id or any(has(key, STATE_KEYS) for key in fields):
        return False
    before = walk.events[: walk.events.index(event)]
    if any(each.kind in ("compare", "normalise") for each in before):
        return False
    if any(value.text.count("{}") > 1 for value in fields.values()):
        # Whatever it is joined with may well be the status, as the provider told it when it was asked.
        return False
    sent = [value for value in fields.values() if value.tainted]
    return bool(sent) and all(value.key in provider.webhook.payment_id and len(value.sources) == 1 for value in sent)
