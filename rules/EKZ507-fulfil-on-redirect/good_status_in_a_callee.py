"""The status is tested where the order is settled."""

import stripe
from flask import Blueprint, redirect, request
from models import Order, db

pages = Blueprint("pages", __name__)


def settle(session):
    order = Order.query.get_or_404(session.metadata["order_id"])
    if session.payment_status == "paid":
        order.status = "paid"
    db.session.commit()
    return order


@pages.get("/success")
def success():
    order = settle(stripe.checkout.Session.retrieve(request.args["session_id"]))
    return redirect(f"/orders/{order.id}")
