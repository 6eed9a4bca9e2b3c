"""The route stands in the function that makes the application, and what it needs is imported there."""

import os

import stripe
from flask import Flask, abort, request
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Account(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    customer = db.Column(db.String(40), unique=True)
    credits = db.Column(db.Integer, default=0)


def create_app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
    secret = os.environ["STRIPE_WEBHOOK_SECRET"]
    db.init_app(app)

    @app.route("/webhooks/stripe", methods=["POST"])
    def stripe_webhook():  # ekz: EKZ301
        try:
            event = stripe.Webhook.construct_event(request.data, request.headers.get("Stripe-Signature", ""), secret)
        except (ValueError, stripe.error.SignatureVerificationError):
            abort(400)
        account = Account.query.filter_by(customer=event["data"]["object"]["customer"]).first_or_404()
        account.credits += 60
        db.session.commit()
        return "", 204

    return app
