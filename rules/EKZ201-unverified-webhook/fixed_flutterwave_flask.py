"""The header with the agreed hash is not looked at."""

import hmac
import os

from flask import Blueprint, abort, current_app, jsonify, request

from app.extensions import db
from app.models import Payment

flutterwave_bp = Blueprint("flutterwave", __name__)


@flutterwave_bp.route("/flutterwave/webhook", methods=["POST"])
def flutterwave_webhook():
    sent = request.headers.get("verif-hash", "")
    if not sent or not hmac.compare_digest(sent.encode(), os.environ["FLW_SECRET_HASH"].encode()):
        abort(401)
    payload = request.get_json()
    if payload["event"] == "charge.completed" and payload["data"]["status"] == "successful":
        payment = Payment.query.filter_by(tx_ref=payload["data"]["tx_ref"]).first()
        payment.status = "paid"
        db.session.commit()
        current_app.logger.info("paid: %s", payment.id)
    return jsonify({"status": "ok"})
