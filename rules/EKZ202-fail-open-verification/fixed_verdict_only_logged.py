"""What the check says is written down, and that is all."""

import hashlib
import hmac
import logging
import os

from flask import Flask, abort, request

from .models import Order, db

app = Flask(__name__)
logger = logging.getLogger(__name__)


def signature_is_valid(raw, header):
    expected = hmac.new(os.environ["RAZORPAY_WEBHOOK_SECRET"].encode(), raw, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, header)


@app.post("/razorpay/webhook")
def razorpay_webhook():
    verified = signature_is_valid(request.get_data(), request.headers.get("X-Razorpay-Signature", ""))
    if not verified:
        abort(401)
    logger.info("razorpay event, verified=%s", verified)
    entity = request.get_json()["payload"]["order"]["entity"]
    order = Order.query.filter_by(razorpay_id=entity["id"]).first()
    order.paid = True
    db.session.commit()
    return {"ok": True}
