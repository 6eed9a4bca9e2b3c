"""Adyen signs each item, and nobody looks at what it signs."""

import base64
import hashlib
import hmac
import os

from flask import Flask, abort, request

from .models import Payment, db

app = Flask(__name__)
MERCHANT = os.environ["ADYEN_MERCHANT_ACCOUNT"]


@app.post("/adyen/notifications")
def adyen_notifications():
    for entry in request.get_json()["notificationItems"]:
        item = entry["NotificationRequestItem"]
        secret = os.environ["ADYEN_HMAC_KEY"]
        signed = (
            f'{item.get("pspReference", "")}:'
            f'{item.get("originalReference", "")}:'
            f'{item.get("merchantAccountCode", "")}:'
            f'{item.get("merchantReference", "")}:'
            f'{item.get("amount", {}).get("value", "")}:'
            f'{item.get("amount", {}).get("currency", "")}:'
            f'{item.get("eventCode", "")}:'
            f'{item.get("success", "")}'
        )
        expected = base64.b64encode(hmac.new(bytes.fromhex(secret), signed.encode(), hashlib.sha256).digest())
        if not hmac.compare_digest(expected, item.get("additionalData", {}).get("hmacSignature", "").encode()):
            abort(401)
        if item["eventCode"] == "AUTHORISATION" and item["success"] == "true":
            payment = Payment.query.filter_by(reference=item["merchantReference"]).first()
            payment.state = "paid"
            db.session.commit()
    return "[accepted]"
