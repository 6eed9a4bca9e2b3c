import hashlib
import hmac
import json
import os

from flask import Flask, abort, request

from .models import Payment, db

app = Flask(__name__)


def genuine(payload, signature):
    key = os.environ["RAZORPAY_WEBHOOK_SECRET"].encode()
    expected = hmac.new(key, json.dumps(payload).encode("utf-8"), hashlib.sha256).hexdigest()  # ekz: EKZ204
    return hmac.compare_digest(expected, signature)


@app.post("/webhooks/razorpay")
def razorpay_webhook():
    payload = request.get_json()
    if not genuine(payload, request.headers.get("X-Razorpay-Signature", "")):
        abort(401)
    entity = payload["payload"]["payment"]["entity"]
    Payment.query.filter_by(order_id=entity["order_id"]).update({"status": "paid"})
    db.session.commit()
    return "", 200
