"""EKZ101: the amount that is charged, or stored to be charged, comes from the client."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.findings.model import Confidence, Draft, Step
from ekzlint.flow.charged import is_charged
from ekzlint.flow.parameters import of_a_bot
from ekzlint.flow.project import ModuleInfo
from ekzlint.flow.recognise import is_inner
from ekzlint.flow.run import Event
from ekzlint.flow.state import STAFF
from ekzlint.flow.values import PROVIDER, Value
from ekzlint.flow.views import Walk, function_at, site_of, still_tainted
from ekzlint.flow.words import GIFT, LOG_ROW, PAYMENT_ROW, PRICED, SENT_OUT, TOP_UP, has, is_money, words

CODE = "EKZ101"
_KEYS = frozenset(["id", "ids", "uuid", "slug", "code", "number", "pk", "ref", "reference", "no", "sku"])

_BANK = frozenset(["bank"])
"""A bank transfer pays the shop."""
_RECORDED = frozenset(
    [
        "manual",
        "manually",
        "record",
        "recorded",
        "recording",
        "log",
        "claim",
        "cash",
        "offline",
        "proof",
        "verify",
        "verification",
        "validate",
        "validation",
        "import",
        "report",
        "expense",
        "receipt",
        "registrar",
    ]
)
"""What is written down of a payment that was made elsewhere, for somebody to look at."""


_LOOKED_AT = frozenset(["verified", "approved", "reviewed"])
_DEEPEST = 3
"""Dicts inside dicts that are looked into for texts."""


def check(walk: Walk) -> Iterator[Draft]:
    """Charges first; a stored amount counts where the same number is not reported at a charge already."""
    if walk.is_webhook or is_inner(walk):
        return
    told: set[str] = set()
    for event in walk.of("charge"):
        for value in event.values:
            if still_tainted(value, event) and not value.sources <= told:
                told |= value.sources
                yield _draft(walk, event, value)
                break
    here = bool(walk.entry.module.evidence or walk.of("charge", "refetch"))
    for event in walk.of("store"):
        if not has(event.what, PAYMENT_ROW) or has(event.what, TOP_UP | LOG_ROW):
            continue
        for key, value in (event.values[0].fields or {}).items():
            if (
                is_money(key)
                and still_tainted(value, event)
                and not value.origin & PROVIDER
                and not value.sources & told
                and (here or is_charged(walk.machine, walk.entry.module, event.what, key))
            ):
                told |= value.sources
                yield _draft(walk, event, value)
                break


def _draft(walk: Walk, event: Event, value: Value) -> Draft:
    source = next((step for step in value.trace if step.key == "source"), value.trace[0])
    module, place, path = site_of(event, source)
    owner = _module(walk, event, path) or module
    calls = tuple(step for step in event.chain[1:] if step.path != path or step.span != place)
    told = {(step.path, step.span) for step in value.trace}
    trace = (*value.trace, *(step for step in calls if (step.path, step.span) not in told), event.step)
    return Draft(
        code=CODE,
        path=path,
        span=place,
        function=function_at(owner.facts, place.line) or walk.entry.name,
        provider=event.provider or walk.provider,
        confidence=_confidence(walk, event, source),
        params={"sink": event.what, "source": source.params.get("what", "")},
        trace=trace,
    )


def _confidence(walk: Walk, event: Event, source: Step) -> Confidence:
    """Low where the client may well say how much; high where a price was at hand and the client's number was taken."""
    reader = walk.machine.project.module(source.path)
    asked_in = function_at(reader.facts, source.span.line) if reader is not None else ""
    about = f"{event.what} {event.function} {walk.entry.name} {asked_in} {source.params.get('what', '')}"
    if walk.entry.access == "staff" or STAFF in event.facts:
        # The shop's own people may say what a thing costs.
        return "low"
    if walk.is_top_up or has(about, TOP_UP) or any(has(key, GIFT) for key in walk.run.keys):
        return "low"
    if any(has(text, TOP_UP) for text in _told(event.given)):
        # What the provider is told to show to the customer.
        return "low"
    if not walk.entry.route and of_a_bot(walk.entry.module) and sum(key.isdigit() for key in walk.run.keys) < 2:
        # Who types nothing but a sum is asked how much.
        return "low"
    if has(about, SENT_OUT) and not has(about, _BANK):
        return "low" if event.kind == "store" else "medium"
    if event.kind == "store" and (has(f"{event.what} {walk.entry.name}", _RECORDED) or _waits(event)):
        return "low"
    return "high" if event.confidence == "high" and _price_at_hand(walk) else "medium"


def _told(given: Value, depth: int = 0) -> Iterator[str]:
    """The literal texts among the arguments of a charge."""
    for value in (given.fields or {}).values():
        if isinstance(value.const, str):
            yield value.const
        if depth < _DEEPEST:
            yield from _told(value, depth + 1)


def _waits(event: Event) -> bool:
    """Whether the row says that somebody has yet to look whether the payment came in."""
    fields = event.values[0].fields or {}
    return any(has(key, _LOOKED_AT) and value.const is False for key, value in fields.items())


def _price_at_hand(walk: Walk) -> bool:
    """Whether the handler looked up, or was sent the key of, something that has a price."""
    named = {*walk.run.keys, *(param.name for param in walk.entry.node.params)}
    if any(words(name) & PRICED and words(name) & _KEYS for name in named):
        return True
    return any(has(event.what, PRICED) for event in walk.of("lookup"))


def _module(walk: Walk, event: Event, path: str) -> ModuleInfo | None:
    return event.module if event.module.path == path else walk.machine.project.module(path)
