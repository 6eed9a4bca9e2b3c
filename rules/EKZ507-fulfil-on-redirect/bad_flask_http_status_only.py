"""That the provider's server answered with 200 says nothing of the payment."""

import os

import requests
from flask import Blueprint, redirect, request
from models import Order, db

shop = Blueprint("shop", __name__)


@shop.get("/payment/callback")
def payment_callback():  # ekz: EKZ507
    reference = request.args["reference"]
    answer = requests.get(
        f"https://api.paystack.co/transaction/verify/{reference}",
        headers={"Authorization": f"Bearer {os.environ['PAYSTACK_SECRET_KEY']}"},
        timeout=10,
    )
    if answer.status_code != 200:
        return redirect("/payment/failed")
    order = Order.query.filter_by(reference=reference).first_or_404()
    order.status = "paid"
    db.session.commit()
    return redirect(f"/orders/{order.id}")
