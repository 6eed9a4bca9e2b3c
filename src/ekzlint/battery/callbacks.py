"""e-Kwanza's callbacks as they arrive: the bodies of both families, and how they are signed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import shlex
from typing import Literal, TypeAlias

from ekzlint.battery.records import Credentials, Delivery

Digest: TypeAlias = Literal["hex", "base64"]
_JSON = "application/json"


def gateway(url: str, transaction: str, status: int | str, amount: str, secret: str = "") -> Delivery:
    """The callback of a charge (GPO or reference). It is signed only where the shop agreed on a shared secret."""
    body = _body(
        {
            "merchantTransactionId": transaction,
            "ekwanzaTransactionId": f"EKZ{transaction}",
            "operationStatus": status,
            "operationData": {"amount": amount, "merchantIdentifier": "", "referenceType": "GPO"},
        }
    )
    headers = {"Content-Type": _JSON}
    if secret:
        headers["x-signature"] = _digest(secret, body, "hex")
    return Delivery(url=url, headers=headers, body=body)


def ticket(
    url: str, code: str, operation: str, status: int | str, *, signature: str = "", signed: bool = True
) -> Delivery:
    """The callback of a ticket, with the given signature in its header, or with no such header."""
    headers = {"Content-Type": _JSON} | ({"x-signature": signature} if signed else {})
    return Delivery(
        url=url, headers=headers, body=_body({"code": code, "operationCode": operation, "operationStatus": status})
    )


def ticket_signature(credentials: Credentials, code: str, operation: str, digest: Digest = "hex") -> str:
    """HMAC-SHA256 over code, operation code, merchant number and notification token, one after the other."""
    text = f"{code}{operation}{credentials.merchant}{credentials.notification_token}"
    return _digest(credentials.api_key, text.encode(), digest)


def replay(delivery: Delivery) -> str:
    """The delivery as a curl command."""
    parts = ["curl", "-i", "-X", "POST", delivery.url]
    for name, value in delivery.headers.items():
        parts += ["-H", f"{name}: {value}"]
    return shlex.join([*parts, "--data-binary", delivery.body.decode("utf-8", "replace")])


def _body(fields: dict[str, object]) -> bytes:
    return json.dumps(fields, separators=(",", ":")).encode()


def _digest(key: str, message: bytes, digest: Digest) -> str:
    made = hmac.new(key.encode(), message, hashlib.sha256).digest()
    return made.hex() if digest == "hex" else base64.b64encode(made).decode()
