"""The e-Kwanza adapter: the only place that speaks with the provider and knows its words."""

import hashlib
import hmac
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

import httpx
from fastapi import HTTPException

from . import settings

http = httpx.Client(timeout=20)


class Outcome(Enum):
    """What a callback says of a payment."""

    PENDING = "pending"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"


@dataclass(frozen=True)
class CallbackEvent:
    """A callback in our own words."""

    event_id: str
    merchant_transaction_id: str
    provider_operation_id: str
    outcome: Outcome
    amount: Decimal


def gateway_token() -> str:
    """An access token of the gateway."""
    form = {
        "grant_type": "client_credentials",
        "client_id": settings.EKWANZA_CLIENT_ID,
        "client_secret": settings.EKWANZA_CLIENT_SECRET,
        "resource": settings.EKWANZA_RESOURCE,
    }
    answer = http.post(settings.OAUTH_URL, data=form)
    answer.raise_for_status()
    return answer.json()["access_token"]


def create_charge(amount: Decimal, merchant_transaction_id: str, method: str, phone: str) -> str:
    """Ask the gateway for a charge; gives the provider's id."""
    payload = {
        "amount": amount,
        "currency": "AOA",
        "merchantTransactionId": merchant_transaction_id,
        "paymentMethod": method,
        "paymentInfo": {"phoneNumber": phone},
        "options": {"MerchantIdentifier": settings.EKWANZA_MERCHANT_NUMBER, "ApiKey": settings.EKWANZA_API_KEY},
    }
    answer = http.post(
        f"{settings.GATEWAY_URL}/charges",
        json={**payload, "amount": int(payload["amount"])},
        headers={"Authorization": f"Bearer {gateway_token()}"},
    )
    answer.raise_for_status()
    return answer.json()["id"]


def create_ticket(amount: Decimal, reference: str, phone: str) -> str:
    """Ask for a native ticket; gives its code."""
    answer = http.post(
        f"{settings.TICKET_URL}/Ticket/{settings.EKWANZA_NOTIFICATION_TOKEN}",
        params={"amount": int(amount), "referenceCode": reference, "mobileNumber": phone},
    )
    answer.raise_for_status()
    return answer.json()["Code"]


def check_ticket_signature(payload: dict, signature: str | None) -> None:
    """Reject a ticket callback that e-Kwanza did not sign."""
    if not signature or not settings.EKWANZA_API_KEY:
        raise HTTPException(401, "not signed")
    fields = (
        f"{payload.get('code')}{payload.get('operationCode')}"
        f"{settings.EKWANZA_REGISTRATION_NUMBER}{settings.EKWANZA_NOTIFICATION_TOKEN}"
    )
    expected = hmac.new(settings.EKWANZA_API_KEY.encode(), fields.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, signature):
        raise HTTPException(401, "wrong signature")


def check_body_signature(raw: bytes, signature: str | None) -> None:
    """Reject a gateway callback that does not carry the secret which we agreed on."""
    if not signature or not settings.EKWANZA_CALLBACK_SECRET:
        raise HTTPException(401, "not signed")
    expected = hmac.new(settings.EKWANZA_CALLBACK_SECRET.encode(), raw, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, signature):
        raise HTTPException(401, "wrong signature")


def normalise_ticket(payload: dict) -> CallbackEvent:
    """A native ticket callback in our own words."""
    status = str(payload.get("status"))
    outcome = {"0": Outcome.PENDING, "1": Outcome.PAID, "3": Outcome.EXPIRED}.get(status, Outcome.FAILED)
    code, operation = payload["code"], payload["operationCode"]
    return CallbackEvent(
        event_id=f"ekwanza-ticket:{operation}:{code}:{status}",
        merchant_transaction_id=payload["referenceCode"],
        provider_operation_id=operation,
        outcome=outcome,
        amount=Decimal(str(payload.get("amount", "0"))),
    )


def normalise_charge(payload: dict) -> CallbackEvent:
    """A gateway callback in our own words."""
    transaction = payload["merchantTransactionId"]
    if payload["operationStatus"] == 1:
        outcome = Outcome.PAID
    else:
        outcome = {"0": Outcome.PENDING, "3": Outcome.EXPIRED}.get(str(payload["operationStatus"]), Outcome.FAILED)
    return CallbackEvent(
        event_id=f"ekwanza:{transaction}:{payload['operationStatus']}",
        merchant_transaction_id=transaction,
        provider_operation_id=payload.get("ekwanzaTransactionId", ""),
        outcome=outcome,
        amount=Decimal(str(payload.get("operationData", {}).get("amount", "0"))),
    )
