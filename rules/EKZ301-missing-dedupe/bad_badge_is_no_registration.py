"""What is noted after the effect is a badge of the customer, and no event: nothing keeps a second delivery away."""

import os
import sqlite3

import stripe
from flask import Flask, abort, request

app = Flask(__name__)


def badge(db, user_id):
    db.execute("INSERT OR IGNORE INTO user_badges (user_id, badge) VALUES (?, 'buyer')", (user_id,))


@app.post("/webhooks/stripe")
def stripe_webhook():  # ekz: EKZ301
    signature = request.headers.get("Stripe-Signature", "")
    try:
        event = stripe.Webhook.construct_event(request.data, signature, os.environ["STRIPE_WEBHOOK_SECRET"])
    except (ValueError, stripe.error.SignatureVerificationError):
        abort(400)
    user_id = event["data"]["object"]["client_reference_id"]
    with sqlite3.connect(os.environ["DATABASE"]) as db:
        db.execute("UPDATE users SET credits = credits + 10 WHERE id = ?", (user_id,))
        badge(db, user_id)
    return "", 204
