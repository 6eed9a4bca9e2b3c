import stripe
from flask import Blueprint, current_app, request

from tools.events import process

hooks = Blueprint("hooks", __name__)


@hooks.post("/stripe/webhook")
def stripe_webhook():  # ekz: EKZ302
    try:
        event = stripe.Webhook.construct_event(
            request.get_data(), request.headers["Stripe-Signature"], current_app.config["STRIPE_WEBHOOK_SECRET"]
        )
    except (ValueError, stripe.error.SignatureVerificationError):
        return "", 400
    process(event)
    return "", 200
