"""A Paystack webhook adds to the wallet each time the same charge is reported."""

import hashlib
import hmac
import os

from flask import Flask, abort, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Wallet(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120), unique=True)
    balance = db.Column(db.Integer, default=0)


@app.post("/paystack/webhook")
def paystack_webhook():  # ekz: EKZ301
    digest = hmac.new(os.environ["PAYSTACK_SECRET_KEY"].encode(), request.get_data(), hashlib.sha512).hexdigest()
    if not hmac.compare_digest(digest, request.headers.get("x-paystack-signature", "")):
        abort(401)
    event = request.get_json()
    if event["event"] == "charge.success":
        data = event["data"]
        wallet = Wallet.query.filter_by(email=data["customer"]["email"]).first_or_404()
        wallet.balance += data["amount"]
        db.session.commit()
    return "", 200
