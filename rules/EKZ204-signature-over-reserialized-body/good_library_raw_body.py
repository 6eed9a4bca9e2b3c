"""The library gets the bytes as they came; what is stored is written anew."""

import json

import razorpay
from flask import Flask, current_app, request

from shop.models import Order, WebhookLog, db

app = Flask(__name__)


@app.post("/razorpay/webhook")
def razorpay_webhook():
    client = razorpay.Client(auth=(current_app.config["RAZORPAY_KEY"], current_app.config["RAZORPAY_SECRET"]))
    signature = request.headers.get("X-Razorpay-Signature", "")
    client.utility.verify_webhook_signature(request.get_data(as_text=True), signature, current_app.config["SECRET"])
    db.session.add(WebhookLog(payload=json.dumps(request.get_json())))
    entity = request.get_json()["payload"]["payment"]["entity"]
    Order.query.filter_by(razorpay_order=entity["order_id"]).update({"status": "paid"})
    db.session.commit()
    return "", 204
