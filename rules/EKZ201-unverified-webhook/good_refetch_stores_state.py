"""The order gets the state that the provider answers with, whatever that is."""

import os

import requests
from flask import Flask, request
from models import Order, db

app = Flask(__name__)


@app.post("/webhooks/mollie")
def mollie_webhook():
    payment = requests.get(
        f"https://api.mollie.com/v2/payments/{request.form['id']}",
        headers={"Authorization": f"Bearer {os.environ['MOLLIE_API_KEY']}"},
        timeout=10,
    ).json()
    order = Order.query.filter_by(payment_id=payment["id"]).first_or_404()
    order.payment_status = payment["status"]
    db.session.commit()
    return ""
