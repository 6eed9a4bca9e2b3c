"""The library gets the body that the framework parsed, written anew."""

import json

import razorpay
from flask import Flask, current_app, request

from shop.models import Order, db

app = Flask(__name__)


@app.post("/razorpay/webhook")
def razorpay_webhook():
    client = razorpay.Client(auth=(current_app.config["RAZORPAY_KEY"], current_app.config["RAZORPAY_SECRET"]))
    text = json.dumps(request.get_json(), separators=(",", ":"))
    signature = request.headers.get("X-Razorpay-Signature", "")
    client.utility.verify_webhook_signature(text, signature, current_app.config["WEBHOOK_SECRET"])  # ekz: EKZ204
    entity = request.get_json()["payload"]["payment"]["entity"]
    Order.query.filter_by(razorpay_order=entity["order_id"]).update({"status": "paid"})
    db.session.commit()
    return "", 204
