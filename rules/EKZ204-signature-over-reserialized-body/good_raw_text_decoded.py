import hashlib
import hmac
import os

from flask import Flask, abort, request

from .models import Payment, db

app = Flask(__name__)


def genuine(body, signature):
    key = os.environ["RAZORPAY_WEBHOOK_SECRET"].encode()
    return hmac.compare_digest(hmac.new(key, body.encode(), hashlib.sha256).hexdigest(), signature)


@app.post("/webhooks/razorpay")
def razorpay_webhook():
    body = request.get_data(as_text=True)
    if not genuine(body, request.headers.get("X-Razorpay-Signature", "")):
        abort(401)
    entity = request.get_json()["payload"]["payment"]["entity"]
    Payment.query.filter_by(order_id=entity["order_id"]).update({"status": "paid"})
    db.session.commit()
    return "", 200
