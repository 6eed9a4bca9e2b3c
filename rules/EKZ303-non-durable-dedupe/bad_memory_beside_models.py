"""A dictionary in the process remembers the references; the members are in the database next to it."""

import hashlib
import hmac
import os

from flask import Blueprint, current_app, jsonify, request
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()
hooks = Blueprint("hooks", __name__)
handled = {}


class Member(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120), unique=True)
    points = db.Column(db.Integer, default=0)


@hooks.post("/paystack")
def paystack_webhook():  # ekz: EKZ303
    body = request.get_data()
    digest = hmac.new(os.environ["PAYSTACK_SECRET_KEY"].encode(), body, hashlib.sha512).hexdigest()
    if not hmac.compare_digest(digest, request.headers.get("x-paystack-signature", "")):
        return jsonify(error="signature"), 401
    event = request.get_json()
    if event["event"] != "charge.success":
        return jsonify(ok=True)
    reference = event["data"]["reference"]
    if reference in handled:
        current_app.logger.info("seen before: %s", reference)
        return jsonify(ok=True)
    handled[reference] = True
    member = Member.query.filter_by(email=event["data"]["customer"]["email"]).first_or_404()
    member.points += event["data"]["amount"] // 100
    db.session.commit()
    return jsonify(ok=True)
