"""A flag that only a successful check sets."""

import os

import stripe
from flask import Blueprint, request

from app.models import Order, db

bp = Blueprint("stripe", __name__)


@bp.route("/stripe/webhook", methods=["POST"])
def stripe_webhook():
    verified = False
    event = None
    try:
        event = stripe.Webhook.construct_event(
            request.data, request.headers.get("Stripe-Signature"), os.environ["STRIPE_WEBHOOK_SECRET"]
        )
        verified = True
    except (ValueError, stripe.error.SignatureVerificationError):
        print("rejected")
    if not verified:
        return "", 400
    order = Order.query.get(event["data"]["object"]["client_reference_id"])
    order.state = "paid"
    db.session.commit()
    return "", 200
