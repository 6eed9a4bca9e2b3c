"""The cases of the battery: what each sends, in which order, and what the server must answer."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import msgspec

from ekzlint.battery import callbacks
from ekzlint.battery.callbacks import Digest
from ekzlint.battery.records import Answer, Credentials, Delivery, Known
from ekzlint.limits import BATTERY_STORM

PENDING, PAID, EXPIRED = 0, 1, 3
"""What the callbacks of both families say."""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One case. `needs` is the key of the sentence that says what is missing; then nothing is sent."""

    name: str
    deliveries: tuple[Delivery, ...] = ()
    wants: str = "accepted"
    """accepted, refused, safe (anything but a server error) or alike (all answers are the same and safe)."""
    subject: str = ""
    """The payment whose state is watched."""
    effect: str = ""
    """changes, keeps or empty: what the watched state must do."""
    together: bool = False
    needs: str = ""


def cases(url: str, known: Known, credentials: Credentials, digest: Digest = "hex") -> Iterator[Case]:
    """All cases, in the order in which they must run: forged callbacks come while the payment is still pending."""
    stranger = f"EKZ{secrets.token_hex(6)}"[:15]
    yield from _tickets(url, known, credentials, digest)
    yield from _gateway(url, known, credentials, stranger)
    body = callbacks.gateway(url, stranger, PAID, known.amount, credentials.gateway_secret)
    yield Case(name="malformed-json", deliveries=(_with(body, body=b'{"merchantTransactionId": '),), wants="refused")
    form = _with(
        body,
        body=f"merchantTransactionId={stranger}&operationStatus=1".encode(),
        kind="application/x-www-form-urlencoded",
    )
    yield Case(name="wrong-content-type", deliveries=(form,), wants="refused")


def _tickets(url: str, known: Known, credentials: Credentials, digest: Digest) -> Iterator[Case]:
    code, operation = known.ticket or secrets.token_hex(4), known.operation or secrets.token_hex(4)
    subject = known.watched(known.ticket) if known.operation else ""
    right = callbacks.ticket_signature(credentials, code, operation, digest)
    wrong = callbacks.ticket_signature(
        msgspec.structs.replace(credentials, api_key=secrets.token_hex(16)), code, operation, digest
    )
    bad = callbacks.ticket(url, code, operation, PAID, signature=wrong)
    yield Case(name="bad-signature", deliveries=(bad,), wants="refused", subject=subject, effect="keeps")
    unsigned = callbacks.ticket(url, code, operation, PAID, signed=False)
    yield Case(name="missing-signature", deliveries=(unsigned,), wants="refused", subject=subject, effect="keeps")
    if not credentials.can_sign_tickets:
        yield Case(name="ticket-paid", needs="needs_credentials")
    elif not subject:
        yield Case(name="ticket-paid", needs="needs_ticket")
    else:
        paid = callbacks.ticket(url, code, operation, PAID, signature=right)
        yield Case(name="ticket-paid", deliveries=(paid,), subject=subject, effect="changes")


def _gateway(url: str, known: Known, credentials: Credentials, stranger: str) -> Iterator[Case]:
    secret = credentials.gateway_secret
    unknown = callbacks.gateway(url, stranger, PAID, known.amount, secret)
    yield Case(name="unknown-payment", deliveries=(unknown,), wants="safe")
    text = callbacks.gateway(url, stranger, str(PAID), known.amount, secret)
    yield Case(name="status-as-text", deliveries=(unknown, text), wants="alike")
    if known.payment:
        paid = callbacks.gateway(url, known.payment, PAID, known.amount, secret)
        yield Case(name="gpo-paid", deliveries=(paid,), subject=known.watched(known.payment), effect="changes")
        yield Case(name="duplicate", deliveries=(paid,), subject=known.watched(known.payment), effect="keeps")
        storm = (paid,) * BATTERY_STORM
        yield Case(name="storm", deliveries=storm, together=True, subject=known.watched(known.payment), effect="keeps")
    else:
        for name in ("gpo-paid", "duplicate", "storm"):
            yield Case(name=name, needs="needs_payment")
    if known.late:
        both = tuple(callbacks.gateway(url, known.late, status, known.amount, secret) for status in (EXPIRED, PAID))
        yield Case(name="expired-then-paid", deliveries=both, wants="safe", subject=known.watched(known.late))
    else:
        yield Case(name="expired-then-paid", needs="needs_late")


def _with(delivery: Delivery, *, body: bytes, kind: str = "application/json") -> Delivery:
    return msgspec.structs.replace(delivery, body=body, headers={**delivery.headers, "Content-Type": kind})


def complaint(case: Case, answers: list[Answer]) -> tuple[str, str]:
    """What is wrong with the answers, as the key of a sentence and what fills it; two empty texts where all is well."""
    silent = next((answer for answer in answers if not answer.status), None)
    if silent is not None:
        return "no_answer", silent.reason
    statuses = ", ".join(str(status) for status in sorted({answer.status for answer in answers}))
    if any(answer.status >= 500 for answer in answers):
        return "server_error", statuses
    if case.wants == "refused" and not all(answer.refused for answer in answers):
        return "not_refused", statuses
    if case.wants == "accepted" and not all(answer.accepted for answer in answers):
        return "not_accepted", statuses
    if case.wants == "alike" and len({answer.status for answer in answers}) > 1:
        return "not_alike", statuses
    return "", ""
