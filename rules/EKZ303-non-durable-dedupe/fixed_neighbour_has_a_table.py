"""Orders are registered in a table; the gift cards next to them are only remembered by the process."""

import os

import stripe
from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import IntegrityError

app = Flask(__name__)
db = SQLAlchemy(app)


class SeenEvent(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    event_id = db.Column(db.String(80), unique=True)


class Order(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    session = db.Column(db.String(80), unique=True)
    points = db.Column(db.Integer, default=0)


class GiftCard(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    session = db.Column(db.String(80), unique=True)
    balance = db.Column(db.Integer, default=0)


def is_new(event) -> bool:
    try:
        db.session.add(SeenEvent(event_id=event["id"]))
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        return False
    return True


@app.post("/stripe/orders")
def order_webhook():
    event = stripe.Webhook.construct_event(
        request.get_data(), request.headers["Stripe-Signature"], os.environ["STRIPE_WEBHOOK_SECRET"]
    )
    if not is_new(event):
        return "", 200
    order = Order.query.filter_by(session=event["data"]["object"]["id"]).first_or_404()
    order.points += 10
    db.session.commit()
    return "", 200


@app.post("/stripe/gift-cards")
def gift_card_webhook():
    event = stripe.Webhook.construct_event(
        request.get_data(), request.headers["Stripe-Signature"], os.environ["STRIPE_WEBHOOK_SECRET"]
    )
    if not is_new(event):
        return "", 200
    card = GiftCard.query.filter_by(session=event["data"]["object"]["id"]).first_or_404()
    card.balance += event["data"]["object"]["amount_total"]
    db.session.commit()
    return "", 200
