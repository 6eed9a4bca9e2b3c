"""Adyen signs each item, and nobody looks at what it signs."""

import os

from flask import Flask, request

from .models import Payment, db

app = Flask(__name__)
MERCHANT = os.environ["ADYEN_MERCHANT_ACCOUNT"]


@app.post("/adyen/notifications")
def adyen_notifications():  # ekz: EKZ201
    for entry in request.get_json()["notificationItems"]:
        item = entry["NotificationRequestItem"]
        if item["eventCode"] == "AUTHORISATION" and item["success"] == "true":
            payment = Payment.query.filter_by(reference=item["merchantReference"]).first()
            payment.state = "paid"
            db.session.commit()
    return "[accepted]"
