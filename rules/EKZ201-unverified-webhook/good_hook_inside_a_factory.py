"""Hook and route stand in the function that makes the application: the one goes before the other."""

import hashlib
import hmac
import os

from flask import Flask, abort, request
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Order(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    reference = db.Column(db.String(40), unique=True)
    status = db.Column(db.String(12), default="pending")


def create_app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
    db.init_app(app)

    @app.before_request
    def only_signed():
        expected = hmac.new(os.environ["PAYSTACK_SECRET_KEY"].encode(), request.get_data(), hashlib.sha512).hexdigest()
        if not hmac.compare_digest(expected, request.headers.get("x-paystack-signature", "")):
            abort(401)

    @app.post("/webhooks/paystack")
    def paystack_webhook():
        order = Order.query.filter_by(reference=request.get_json()["data"]["reference"]).first_or_404()
        order.status = "paid"
        db.session.commit()
        return "", 204

    return app
