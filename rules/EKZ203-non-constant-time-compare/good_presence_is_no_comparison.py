"""Whether a header is there may be asked with == None."""

import os

import stripe
from flask import Flask, request

app = Flask(__name__)


@app.route("/stripe/webhook", methods=["POST"])
def stripe_webhook():
    signature = request.headers.get("Stripe-Signature")
    if signature == None or signature == "":  # noqa: E711
        return "", 400
    stripe.Webhook.construct_event(request.data, signature, os.environ["STRIPE_WEBHOOK_SECRET"])
    return "", 200
