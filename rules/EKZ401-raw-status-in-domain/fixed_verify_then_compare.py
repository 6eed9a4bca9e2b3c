"""The return page asks Paystack and compares its word on the spot."""

import os

import requests
from flask import Blueprint, redirect, request
from payment_status import PaymentStatus, normalise_paystack_status

from app.models import Order, db

bp = Blueprint("shop", __name__)


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
