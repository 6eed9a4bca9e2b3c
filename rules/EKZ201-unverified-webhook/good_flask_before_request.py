"""The blueprint checks each request before its routes see it."""

import hashlib
import hmac
import os

from flask import Blueprint, abort, request
from models import Payment, db

bp = Blueprint("paystack", __name__)


@bp.before_request
def check():
    exp = hmac.new(os.environ["PAYSTACK_SECRET"].encode(), request.get_data(), hashlib.sha512).hexdigest()
    if not hmac.compare_digest(exp, request.headers.get("x-paystack-signature", "")):
        abort(401)


@bp.post("/webhook")
def hook():
    event = request.get_json()
    p = Payment.query.filter_by(ref=event["data"]["reference"]).first()
    p.status = "paid"
    db.session.commit()
    return ""
