"""The callback token of the dashboard is not compared with anything."""

import hmac
import os

from flask import Blueprint, abort, jsonify, request

from toko.extensions import db
from toko.models import Invoice

xendit = Blueprint("xendit", __name__)
XENDIT_KEY = os.getenv("XENDIT_SECRET_KEY")


@xendit.post("/xendit/callback")
def xendit_callback():
    sent = request.headers.get("x-callback-token", "")
    if not sent or not hmac.compare_digest(sent.encode(), os.environ["XENDIT_CALLBACK_TOKEN"].encode()):
        abort(401)
    data = request.json
    if data["status"] == "PAID":
        invoice = Invoice.query.filter_by(external_id=data["external_id"]).first()
        invoice.paid = True
        db.session.commit()
    return jsonify(received=True)
