"""The helper says yes when there is no secret."""

import hashlib
import hmac
import os

from flask import Flask, abort, request

from app.models import Payment, db

app = Flask(__name__)


def verify_signature(raw, header):
    secret = os.getenv("PAYSTACK_SECRET_KEY")
    if not secret:
        return False
    return hmac.compare_digest(hmac.new(secret.encode(), raw, hashlib.sha512).hexdigest(), header or "")


@app.route("/paystack/webhook", methods=["POST"])
def paystack_webhook():
    if not verify_signature(request.get_data(), request.headers.get("x-paystack-signature")):
        abort(401)
    payment = Payment.query.filter_by(reference=request.get_json()["data"]["reference"]).first()
    payment.state = "paid"
    db.session.commit()
    return "", 200
