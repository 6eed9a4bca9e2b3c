"""EKZ402: a status that comes as a number and as a string is compared with only one of the two."""

from __future__ import annotations

from collections.abc import Iterator

from ekzlint.findings.model import Draft
from ekzlint.flow.run import span
from ekzlint.flow.statuses import constants_of, is_event_name, provider_of_status
from ekzlint.flow.values import CLIENT, PROVIDER
from ekzlint.flow.views import Walk

CODE = "EKZ402"


def check(walk: Walk) -> Iterator[Draft]:
    """Comparisons with 1 or with "1" of a payload's status that was not converted."""
    for event in walk.of("compare"):
        sent, literal = event.values
        constants = [value for value in constants_of(literal) if not is_event_name(walk, value)]
        numeric = [value for value in constants if _is_numeric(value)]
        if not numeric or sent.number in ("int", "str", "decimal") or len({type(value) for value in numeric}) > 1:
            continue
        provider = provider_of_status(walk, event, literal)
        known = walk.machine.library.knowledge.providers.get(provider)
        if known is None or not known.status.mixed_types:
            continue
        yield Draft(
            code=CODE,
            path=event.module.path,
            span=span(event.at),
            function=event.function,
            provider=provider,
            confidence="high" if sent.origin & (CLIENT | PROVIDER) else "medium",
            params={"left": event.what, "literal": repr(numeric[0])},
        )


def _is_numeric(value: object) -> bool:
    return (isinstance(value, int) and not isinstance(value, bool)) or (isinstance(value, str) and value.isdigit())
