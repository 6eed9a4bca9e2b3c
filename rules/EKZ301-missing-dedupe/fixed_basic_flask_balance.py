"""A Paystack webhook adds to the wallet each time the same charge is reported."""

import hashlib
import hmac
import os

from flask import Flask, abort, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import IntegrityError

app = Flask(__name__)
db = SQLAlchemy(app)


class Wallet(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120), unique=True)
    balance = db.Column(db.Integer, default=0)


class WebhookEvent(db.Model):
    """An event of a payment provider that was handled, once: the key is unique."""

    event_id = db.Column(db.String(255), primary_key=True)


@app.post("/paystack/webhook")
def paystack_webhook():
    digest = hmac.new(os.environ["PAYSTACK_SECRET_KEY"].encode(), request.get_data(), hashlib.sha512).hexdigest()
    if not hmac.compare_digest(digest, request.headers.get("x-paystack-signature", "")):
        abort(401)
    event = request.get_json()
    if event["event"] == "charge.success":
        data = event["data"]
        wallet = Wallet.query.filter_by(email=data["customer"]["email"]).first_or_404()
        db.session.add(WebhookEvent(event_id=f"paystack:{data['reference']}"))
        try:
            db.session.flush()
        except IntegrityError:
            db.session.rollback()
            return "", 200
        wallet.balance += data["amount"]
        db.session.commit()
    return "", 200
