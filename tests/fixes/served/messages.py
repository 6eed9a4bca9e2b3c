"""What providers send: a sample of each one's message, and how they sign it. Written apart from what ekzlint writes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

KEY = "5f2a" * 16
"""Every secret of every provider; Adyen's has to be hexadecimal."""

PAID = "2d8f0e8d-paid"
"""The payment of which an API that is asked says that it is paid."""
_SIGNATURE = re.compile(r"[0-9a-f]{32,}|[A-Za-z0-9+/]{42,}=")


@dataclass(frozen=True)
class Message:
    """A request of a provider's, without an address."""

    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)


def _hmac(algorithm: str, text: bytes, key: bytes = KEY.encode()) -> bytes:
    return hmac.new(key, text, getattr(hashlib, algorithm)).digest()


def _in_header(name: str, algorithm: str) -> Callable[[Any], Message]:
    def sign(content: Any) -> Message:
        body = json.dumps(content).encode()
        return Message(body, {name: _hmac(algorithm, body).hex()})

    return sign


def _stripe(content: Any) -> Message:
    body, at = json.dumps(content).encode(), int(time.time())
    signature = _hmac("sha256", f"{at}.".encode() + body).hex()
    return Message(body, {"Stripe-Signature": f"t={at},v1={signature}"})


def _flutterwave(content: Any) -> Message:
    return Message(json.dumps(content).encode(), {"verif-hash": KEY})


def _mercadopago(content: Any) -> Message:
    number, asked, at = content["data"]["id"], "f7b2a1d4", "1716651000"
    signature = _hmac("sha256", f"id:{number};request-id:{asked};ts:{at};".encode()).hex()
    headers = {"x-signature": f"ts={at},v1={signature}", "x-request-id": asked}
    return Message(json.dumps(content).encode(), headers, {"data.id": number, "type": "payment"})


def _ekwanza(content: Any) -> Message:
    # The shop's registration number and notification token are the same text here as every other setting.
    signature = _hmac("sha256", f"{content['code']}{content['operationCode']}{KEY}{KEY}".encode())
    return Message(json.dumps(content).encode(), {"x-signature": signature.hex()})


def _in_base64(message: Message) -> Message:
    signature = base64.b64encode(bytes.fromhex(message.headers["x-signature"])).decode()
    return Message(message.body, {"x-signature": signature})


def _adyen(content: Any) -> Message:
    for entry in content["notificationItems"]:
        item = entry["NotificationRequestItem"]
        parts = [item["pspReference"], "", item["merchantAccountCode"], item["merchantReference"]]
        parts += [str(item["amount"]["value"]), item["amount"]["currency"], item["eventCode"], item["success"]]
        signature = base64.b64encode(_hmac("sha256", ":".join(parts).encode(), bytes.fromhex(KEY))).decode()
        item["additionalData"] = {"hmacSignature": signature}
    return Message(json.dumps(content).encode())


def paypal_signature(transmission: str, time: str, webhook: str, event: bytes) -> str:
    """Stands for PayPal's own, which is made with a key that nobody else has."""
    return _hmac("sha256", f"{transmission}|{time}|{webhook}|".encode() + event).hex()


def _paypal(content: Any) -> Message:
    body, number, time = json.dumps(content).encode(), "69cd13f0-d67a", "2026-01-01T00:00:00Z"
    headers = {
        "PayPal-Auth-Algo": "SHA256withRSA",
        "PayPal-Cert-Url": "https://api.paypal.com/v1/notifications/certs/CERT",
        "PayPal-Transmission-Id": number,
        "PayPal-Transmission-Sig": paypal_signature(number, time, KEY, body),
        "PayPal-Transmission-Time": time,
    }
    return Message(body, headers)


def _paddle(content: Any) -> Message:
    body = json.dumps(content).encode()
    return Message(body, {"Paddle-Signature": f"ts=1671552777;h1={_hmac('sha256', b'1671552777:' + body).hex()}"})


def _square(content: Any) -> Message:
    # The address that Square calls is a setting, and so the same text as the others.
    body = json.dumps(content).encode()
    signature = base64.b64encode(_hmac("sha256", KEY.encode() + body)).decode()
    return Message(body, {"x-square-hmacsha256-signature": signature})


def _xendit(content: Any) -> Message:
    return Message(json.dumps(content).encode(), {"x-callback-token": KEY})


def _nowpayments(content: Any) -> Message:
    # The keys come in any order, and are signed in one.
    text = json.dumps(dict(sorted(content.items())), separators=(",", ":"))
    return Message(json.dumps(content).encode(), {"x-nowpayments-sig": _hmac("sha512", text.encode()).hex()})


def _midtrans(content: Any) -> Message:
    text = f"{content['order_id']}{content['status_code']}{content['gross_amount']}{KEY}"
    return Message(json.dumps({**content, "signature_key": hashlib.sha512(text.encode()).hexdigest()}).encode())


def _yookassa(content: Any) -> Message:
    # Nothing is signed: the API knows that this one is paid.
    return Message(json.dumps({**content, "object": {**content["object"], "id": PAID}}).encode())


SIGNS: dict[str, Callable[[Any], Message]] = {
    "adyen": _adyen,
    "ekwanza": _ekwanza,
    "flutterwave": _flutterwave,
    "mercadopago": _mercadopago,
    "paypal": _paypal,
    "coinbase_commerce": _in_header("X-CC-Webhook-Signature", "sha256"),
    "lemonsqueezy": _in_header("X-Signature", "sha256"),
    "midtrans": _midtrans,
    "nowpayments": _nowpayments,
    "paddle": _paddle,
    "square": _square,
    "xendit": _xendit,
    "yookassa": _yookassa,
    "paystack": _in_header("x-paystack-signature", "sha512"),
    "razorpay": _in_header("X-Razorpay-Signature", "sha256"),
    "stripe": _stripe,
}
"""How each provider signs."""

SAMPLES: dict[str, Any] = {
    "adyen": {
        "live": "false",
        "notificationItems": [
            {
                "NotificationRequestItem": {
                    "amount": {"currency": "EUR", "value": 1000},
                    "eventCode": "AUTHORISATION",
                    "merchantAccountCode": "Shop",
                    "merchantReference": "order-1",
                    "pspReference": "QFQTPCQ8HXSKGK82",
                    "success": "true",
                }
            }
        ],
    },
    "ekwanza": {"code": "123456789", "operationCode": "OP-1", "status": 1},
    "flutterwave": {"event": "charge.completed", "data": {"id": 1, "tx_ref": "order-1", "status": "successful"}},
    "mercadopago": {"type": "payment", "action": "payment.updated", "data": {"id": "1234567890"}},
    "coinbase_commerce": {"event": {"type": "charge:confirmed", "data": {"code": "66BEOV2A"}}},
    "lemonsqueezy": {
        "meta": {"event_name": "order_created"},
        "data": {"attributes": {"user_email": "a@example.com", "identifier": "104e18a2"}},
    },
    "midtrans": {
        "transaction_status": "settlement",
        "order_id": "order-1",
        "status_code": "200",
        "gross_amount": "10000.00",
    },
    "nowpayments": {"payment_status": "finished", "payment_id": 1, "order_id": "1", "actually_paid": 0.5},
    "paddle": {"event_type": "subscription.activated", "data": {"id": "sub_1"}},
    "square": {
        "type": "payment.updated",
        "data": {"object": {"payment": {"order_id": "1", "status": "COMPLETED"}}},
    },
    "yookassa": {
        "event": "payment.succeeded",
        "object": {"id": "2d8f0e8d-open", "status": "succeeded", "metadata": {"user_id": 1}},
    },
    "xendit": {"id": "1", "external_id": "invoice-1", "status": "PAID"},
    "paypal": {"event_type": "PAYMENT.CAPTURE.COMPLETED", "resource": {"id": "2GG279541U471931P"}},
    "paystack": {"event": "charge.success", "data": {"reference": "order-1", "subscription_code": "SUB_1"}},
    "razorpay": {"event": "order.paid", "payload": {"order": {"entity": {"id": "order_1", "amount": 1000}}}},
    "stripe": {
        "id": "evt_1",
        "object": "event",
        "type": "checkout.session.completed",
        "data": {"object": {"id": "cs_1", "object": "checkout.session", "client_reference_id": "1"}},
    },
}
"""A message of each provider that says that somebody paid."""


def to_try(provider: str) -> dict[str, Message]:
    """Messages by what they are: signed by the provider (in one or another way), by nobody, or by somebody else."""
    signed = SIGNS[provider](json.loads(json.dumps(SAMPLES[provider])))
    unsigned = Message(json.dumps(SAMPLES[provider]).encode(), query=signed.query)
    tried = {"signed": signed, "unsigned": unsigned, "forged": _forged(signed), "unconfigured": unsigned}
    return {**tried, "signed otherwise": _in_base64(signed)} if provider == "ekwanza" else tried


def _forged(signed: Message) -> Message:
    content = json.loads(signed.body)
    if isinstance(content.get("object"), dict):
        content["object"]["id"] = "2d8f0e8d-nobodys"
    if "signature_key" in content:
        content["signature_key"] = "0" * 128
    for entry in content.get("notificationItems", ()):
        entry["NotificationRequestItem"]["additionalData"]["hmacSignature"] = "A" * 43 + "="
    headers = {name: _SIGNATURE.sub("0" * 64, text) for name, text in signed.headers.items()}
    return Message(json.dumps(content).encode(), headers, signed.query)
