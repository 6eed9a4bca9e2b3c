from flask import Blueprint, request

from .models import Order, db

payments = Blueprint("payments", __name__)


@payments.post("/paystack/webhook")
def paystack_webhook():
    event = request.get_json()
    if event["event"] == "charge.success":
        order = Order.query.filter_by(reference=event["data"]["reference"]).first_or_404()
        order.status = "paid"
        db.session.commit()
    return ""
