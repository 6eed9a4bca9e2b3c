"""The return page asks Paystack and compares its word on the spot."""

import os
from enum import Enum

import requests
from flask import Blueprint, redirect, request

from app.models import Order, db

bp = Blueprint("shop", __name__)


class PaymentStatus(Enum):
    """What a provider's status means to us."""

    PENDING = "pending"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"


_PAYSTACK_STATUSES = {
    "pending": PaymentStatus.PENDING,
    "ongoing": PaymentStatus.PENDING,
    "processing": PaymentStatus.PENDING,
    "queued": PaymentStatus.PENDING,
    "otp": PaymentStatus.PENDING,
    "send_otp": PaymentStatus.PENDING,
    "send_pin": PaymentStatus.PENDING,
    "pay_offline": PaymentStatus.PENDING,
    "success": PaymentStatus.PAID,
    "successful": PaymentStatus.PAID,
    "approved": PaymentStatus.PAID,
    "failed": PaymentStatus.FAILED,
    "reversed": PaymentStatus.FAILED,
    "abandoned": PaymentStatus.FAILED,
    "declined": PaymentStatus.FAILED,
}


def normalise_paystack_status(raw: object) -> PaymentStatus:
    """Paystack's status in our own words; one that nobody knows is pending, never paid."""
    return _PAYSTACK_STATUSES.get(str(raw).lower(), PaymentStatus.PENDING)


@bp.route("/paid")
def paid():
    reference = request.args["reference"]
    reply = requests.get(
        f"https://api.paystack.co/transaction/verify/{reference}",
        headers={"Authorization": f"Bearer {os.environ['PAYSTACK_SECRET_KEY']}"},
        timeout=10,
    ).json()
    if normalise_paystack_status(reply["data"]["status"]) is PaymentStatus.PAID:
        order = Order.query.filter_by(reference=reference).first()
        order.state = "paid"
        db.session.commit()
    return redirect("/orders")
