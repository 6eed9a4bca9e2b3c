"""The payment is fetched for the order's number, and whether it was approved is never asked."""

import os

import mercadopago
from flask import Flask, request
from models import Order, db

app = Flask(__name__)
sdk = mercadopago.SDK(os.environ["MERCADOPAGO_ACCESS_TOKEN"])


@app.post("/webhooks/mercadopago")
def mercadopago_webhook():  # ekz: EKZ201
    notification = request.get_json()
    if notification["type"] == "payment":
        payment = sdk.payment().get(notification["data"]["id"])["response"]
        order = Order.query.filter_by(number=payment["external_reference"]).first_or_404()
        order.status = "paid"
        db.session.commit()
    return "", 200
