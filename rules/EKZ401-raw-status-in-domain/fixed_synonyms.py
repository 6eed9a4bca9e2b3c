"""A set of synonyms in a service is still the providers' vocabulary."""

from enum import Enum

from flask import Blueprint, request

from app.models import Payment, db
from app.security import verify_flutterwave_signature

bp = Blueprint("hooks", __name__)


class PaymentStatus(Enum):
    """What a provider's status means to us."""

    PENDING = "pending"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"


_FLUTTERWAVE_STATUSES = {
    "pending": PaymentStatus.PENDING,
    "new": PaymentStatus.PENDING,
    "02": PaymentStatus.PENDING,
    "successful": PaymentStatus.PAID,
    "success": PaymentStatus.PAID,
    "completed": PaymentStatus.PAID,
    "succeeded": PaymentStatus.PAID,
    "00": PaymentStatus.PAID,
    "failed": PaymentStatus.FAILED,
    "error": PaymentStatus.FAILED,
    "cancelled": PaymentStatus.FAILED,
    "voided": PaymentStatus.FAILED,
}


def normalise_flutterwave_status(raw: object) -> PaymentStatus:
    """Flutterwave's status in our own words; one that nobody knows is pending, never paid."""
    return _FLUTTERWAVE_STATUSES.get(str(raw).lower(), PaymentStatus.PENDING)


def settle(data):
    payment = Payment.query.filter_by(tx_ref=data["tx_ref"]).first()
    if normalise_flutterwave_status(data["status"]) is PaymentStatus.PAID:
        payment.state = "paid"
        db.session.commit()


@bp.route("/flutterwave/webhook", methods=["POST"])
def flutterwave_webhook():
    verify_flutterwave_signature(request)
    settle(request.get_json()["data"])
    return "", 200
