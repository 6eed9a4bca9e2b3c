"""A helper gives the verified event or an error, never both."""

import os

import stripe
from flask import Flask, jsonify, request
from models import Order, db

app = Flask(__name__)


def parse():
    try:
        return stripe.Webhook.construct_event(request.data, request.headers["Stripe-Signature"], os.environ["S"]), None
    except Exception as e:
        return None, str(e)


@app.route("/webhook", methods=["POST"])
def hook():
    event, err = parse()
    if err:
        return jsonify(error=err), 400
    o = Order.query.filter_by(pi=event["data"]["object"]["id"]).first()
    o.status = "paid"
    db.session.commit()
    return ""
