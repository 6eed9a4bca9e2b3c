"""The records of the contract battery: what is sent, what came back, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

import msgspec

Verdict: TypeAlias = Literal["held", "broken", "skipped"]


class Credentials(msgspec.Struct, frozen=True, kw_only=True):
    """What signs a callback; an empty text where the user has none. Never printed."""

    api_key: str = ""
    merchant: str = ""
    notification_token: str = ""
    gateway_secret: str = ""

    def __repr__(self) -> str:
        return "Credentials(...)"

    @property
    def can_sign_tickets(self) -> bool:
        """Whether everything that a ticket's signature is made of is there."""
        return bool(self.api_key and self.merchant and self.notification_token)


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """Payments that the server holds as pending; the battery pays them. Empty where the user names none."""

    payment: str = ""
    """merchantTransactionId of a gateway payment."""
    late: str = ""
    """merchantTransactionId of another one, which expires before it is paid."""
    ticket: str = ""
    operation: str = ""
    amount: str = "100.00"
    shown_as: Mapping[str, str] = {}
    """The names under which the state page knows payments that it knows under another name."""

    def watched(self, key: str) -> str:
        """The name of a payment on the state page."""
        return self.shown_as.get(key, key)


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """One POST."""

    url: str
    headers: Mapping[str, str]
    body: bytes


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What came back: the HTTP status, or 0 and the reason where nothing did."""

    status: int
    reason: str = ""

    @property
    def accepted(self) -> bool:
        """Whether the server took the callback."""
        return 200 <= self.status < 300

    @property
    def refused(self) -> bool:
        """Whether the server said that the callback is wrong."""
        return 400 <= self.status < 500


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What one case showed. `reason` is the key of a sentence, `detail` fills it."""

    case: str
    verdict: Verdict
    reason: str
    detail: str = ""
    replay: str = ""
    """A shell command that sends the same request again."""
