"""The payment's row is locked, and a payment that is already settled is left alone."""

import hashlib
import hmac
import os

from flask import Flask, abort, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Payment(db.Model):
    reference = db.Column(db.String(40), primary_key=True)
    wallet_id = db.Column(db.ForeignKey("wallet.id"))
    amount = db.Column(db.Integer)
    status = db.Column(db.String(12), default="pending")


class Wallet(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    balance = db.Column(db.Integer, default=0)


@app.post("/paystack/webhook")
def paystack_webhook():
    digest = hmac.new(os.environ["PAYSTACK_SECRET_KEY"].encode(), request.get_data(), hashlib.sha512).hexdigest()
    if not hmac.compare_digest(digest, request.headers.get("x-paystack-signature", "")):
        abort(401)
    event = request.get_json()
    if event["event"] == "charge.success":
        payment = Payment.query.with_for_update().filter_by(reference=event["data"]["reference"]).first_or_404()
        if payment.status == "paid":
            return "", 200
        payment.status = "paid"
        db.session.get(Wallet, payment.wallet_id).balance += payment.amount
        db.session.commit()
    return "", 200
