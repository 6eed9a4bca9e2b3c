"""EKZ403: a status that the code does not know counts as paid, or a map leaves a documented one out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ekzlint.facts import records as r
from ekzlint.facts.walk import enclosing_function, expressions
from ekzlint.findings.model import Confidence, Draft
from ekzlint.flow.ladders import all_but_named_is_paid, unnamed_is_paid
from ekzlint.flow.run import Event, span
from ekzlint.flow.statuses import constants_of, is_raw, meanings_of, provider_of_status, says_paid
from ekzlint.flow.values import Value
from ekzlint.flow.views import Walk

CODE = "EKZ403"
_LEAST_WORDS = 2


def check(walk: Walk) -> Iterator[Draft]:
    """Maps first, then ladders of comparisons."""
    for event in walk.of("normalise"):
        yield from _map(walk, event)
    for leads_on, operators in ((unnamed_is_paid, ("==", "in")), (all_but_named_is_paid, ("!=", "not in"))):
        unpaid = {event.at: event for event in walk.of("compare") if _is_unpaid(walk, event, operators)}
        for event in unpaid.values():
            node = enclosing_function(event.module.facts, event.at[0])
            if node is not None and leads_on(node, event.at, partial(_tests_unpaid, unpaid)):
                yield _draft(walk, event, provider_of_status(walk, event, event.values[1]), "high", event.what)


def _map(walk: Walk, event: Event) -> Iterator[Draft]:
    """`MAP.get(status, PAID)` fails open; `MAP[status]` and `MAP.get(status)` lose what the map has no word for."""
    if len(event.values) < 2 or not is_raw(walk, event):
        return
    table = event.values[1]
    keys = [key for key in table.fields or {} if key not in ("[]", "**")]
    provider = provider_of_status(walk, event, Value(fields={key: Value(const=key) for key in keys}))
    if not provider or len(keys) < _LEAST_WORDS:
        return
    default = event.values[2] if len(event.values) > 2 else None
    if default is not None and default.const is not None:
        if says_paid(default):
            yield _draft(walk, event, provider, "high", event.what)
        return
    mapped = meanings_of(walk, provider, list(keys))
    documented = walk.machine.library.knowledge.providers[provider].status
    left_out = [name for name in ("pending", "failed", "expired") if getattr(documented, name) and name not in mapped]
    if left_out and "paid" in mapped and any(says_paid(value) for value in (table.fields or {}).values()):
        yield _draft(walk, event, provider, "medium", event.what)


def _is_unpaid(walk: Walk, event: Event, operators: tuple[str, ...]) -> bool:
    """Whether a comparison names only statuses that the provider means as not paid."""
    literal = event.values[1]
    provider = provider_of_status(walk, event, literal) if is_raw(walk, event) else ""
    if not provider or event.detail not in operators:
        return False
    meant = meanings_of(walk, provider, constants_of(literal))
    return bool(meant) and not meant & {"paid", "unknown"}


def _tests_unpaid(unpaid: dict[r.Place, Event], test: r.Expr) -> bool:
    """Whether an expression holds comparisons of that kind and no others."""
    if isinstance(test, r.Const):
        return True
    compared = [part for part in expressions(test) if isinstance(part, r.Compare)]
    return bool(compared) and all(part.at in unpaid for part in compared)


def _draft(walk: Walk, event: Event, provider: str, level: Confidence, what: str) -> Draft:
    if level == "high" and any(seen.function == event.function for seen in walk.of("route")):
        # The name of the event may have said already that it is paid.
        level = "low"
    return Draft(
        code=CODE,
        path=event.module.path,
        span=span(event.at),
        function=event.function,
        provider=provider,
        confidence=level,
        params={"left": what},
        trace=(*event.chain[1:], event.step),
    )
