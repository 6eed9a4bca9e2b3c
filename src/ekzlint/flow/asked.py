"""What the provider answered when it was asked about a payment: asking proves nothing until the answer is looked at."""

from __future__ import annotations

from collections.abc import Iterable

from ekzlint.flow.state import CONFIRMED
from ekzlint.flow.values import NOTHING, PROVIDER, VERDICT, Value
from ekzlint.flow.words import DONE, FAILED, OPEN, STATE_KEYS, has

_OF_HTTP = frozenset("status_code ok reason is_success is_error raise_for_status headers http_status".split())
"""Parts of an answer that only say that the question came through."""
_HTTP_CODES = range(100, 600)
_NAMES = frozenset(
    "id ids ref reference references metadata email user customer client name url mode method currency "
    "receiver business merchant".split()
)
"""Keys of what names a payment, its payer or its kind; none says whether it was made."""
_STATES = STATE_KEYS | DONE | OPEN | FAILED
_WHOLES = frozenset(
    "json data object payment response session body result transaction text content order details payload".split()
)
_ACTS = frozenset("capture execute confirm".split())
"""What takes the money, and fails where it cannot."""


def takes_money(name: str) -> bool:
    """Whether a call asks for nothing but takes what was authorised: it raises where that fails."""
    return has(name.rpartition(".")[2], _ACTS)


def asks_for_state(given: Value) -> bool:
    """Whether a question names the state that it wants: `search({"status": "approved"})`."""
    parts = list((given.fields or {}).items())
    parts += [pair for _, value in parts for pair in (value.fields or {}).items()]
    return any(has(key, STATE_KEYS) or "status" in value.text.lower() for key, value in parts)


def tells(value: Value) -> bool:
    """Whether a value is a part of the provider's answer that may say what became of the payment."""
    if not value.origin & PROVIDER or value.kind == VERDICT:
        return False
    return value.key not in _OF_HTTP and not has(value.key, _NAMES)


def compared(left: Value, right: Value) -> frozenset[str]:
    """What it proves that two values were compared, however that came out."""
    for part, other in ((left, right), (right, left)):
        if tells(part) and not other.origin & PROVIDER and not _is_http_code(other):
            return frozenset({CONFIRMED})
    return NOTHING


def tested(value: Value) -> frozenset[str]:
    """What it proves that a value was tested for its truth: `if payment.is_paid():`."""
    return frozenset({CONFIRMED}) if tells(value) and has(value.key, _STATES) else NOTHING


def handed(given: list[Value]) -> bool:
    """Whether something unknown is handed the answer, or its state: it may well look at it."""
    return any(tells(value) and (not value.key or value.key in _WHOLES or has(value.key, _STATES)) for value in given)


def stored(values: Iterable[Value]) -> bool:
    """Whether the state that was answered is what is stored: the row tells it from then on."""
    return any(CONFIRMED in (value.when_true or ()) or (tells(value) and has(value.key, _STATES)) for value in values)


def kept(values: Iterable[Value]) -> bool:
    """Whether what is stored is the answer's own state, or hangs on it: `paid = answer["status"] == "paid"`."""
    return any(CONFIRMED in (value.when_true or ()) or handed([value]) and bool(value.key) for value in values)


def _is_http_code(value: Value) -> bool:
    codes = [value.const, *(part.const for part in (value.fields or {}).values())]
    return any(isinstance(code, int) and not isinstance(code, bool) and code in _HTTP_CODES for code in codes)
