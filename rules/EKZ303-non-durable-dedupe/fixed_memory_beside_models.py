"""A dictionary in the process remembers the references; the members are in the database next to it."""

import hashlib
import hmac
import os

from flask import Blueprint, current_app, jsonify, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import IntegrityError

db = SQLAlchemy()
hooks = Blueprint("hooks", __name__)


class Member(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120), unique=True)
    points = db.Column(db.Integer, default=0)


class WebhookEvent(db.Model):
    """An event of a payment provider that was handled, once: the key is unique."""

    event_id = db.Column(db.String(255), primary_key=True)


@hooks.post("/paystack")
def paystack_webhook():
    body = request.get_data()
    digest = hmac.new(os.environ["PAYSTACK_SECRET_KEY"].encode(), body, hashlib.sha512).hexdigest()
    if not hmac.compare_digest(digest, request.headers.get("x-paystack-signature", "")):
        return jsonify(error="signature"), 401
    event = request.get_json()
    if event["event"] != "charge.success":
        return jsonify(ok=True)
    reference = event["data"]["reference"]
    db.session.add(WebhookEvent(event_id=reference))
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        current_app.logger.info("seen before: %s", reference)
        return jsonify(ok=True)
    member = Member.query.filter_by(email=event["data"]["customer"]["email"]).first_or_404()
    member.points += event["data"]["amount"] // 100
    db.session.commit()
    return jsonify(ok=True)
