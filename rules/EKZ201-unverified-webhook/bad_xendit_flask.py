"""The callback token of the dashboard is not compared with anything."""

import os

from flask import Blueprint, jsonify, request

from toko.extensions import db
from toko.models import Invoice

xendit = Blueprint("xendit", __name__)
XENDIT_KEY = os.getenv("XENDIT_SECRET_KEY")


@xendit.post("/xendit/callback")
def xendit_callback():  # ekz: EKZ201
    data = request.json
    if data["status"] == "PAID":
        invoice = Invoice.query.filter_by(external_id=data["external_id"]).first()
        invoice.paid = True
        db.session.commit()
    return jsonify(received=True)
