"""A helper returns whether the HMAC fits, and the caller rejects."""

import hashlib
import hmac
import os

from app.models import Payment, db
from flask import Blueprint, abort, request

bp = Blueprint("hooks", __name__)


def is_authentic(raw, header):
    secret = os.environ.get("PAYSTACK_SECRET_KEY")
    if not secret or not header:
        return False
    digest = hmac.new(secret.encode(), raw, hashlib.sha512).hexdigest()
    return hmac.compare_digest(digest, header)


@bp.route("/paystack/webhook", methods=["POST"])
def paystack_webhook():
    if not is_authentic(request.get_data(), request.headers.get("x-paystack-signature")):
        abort(401)
    event = request.get_json()
    payment = Payment.query.filter_by(reference=event["data"]["reference"]).first()
    payment.state = "paid"
    db.session.commit()
    return "", 200
