"""PayPal answers 200 whatever it thinks of the event: only the body of its answer says whether it is genuine."""

import json

import requests
from flask import Flask, request

from .models import Membership, db

app = Flask(__name__)


@app.post("/paypal/webhook")
def paypal_webhook():  # ekz: EKZ201
    event = json.loads(request.data)
    answer = requests.post(
        "https://api-m.paypal.com/v1/notifications/verify-webhook-signature",
        json={"webhook_id": app.config["PAYPAL_WEBHOOK_ID"], "webhook_event": event},
        timeout=10,
    )
    if answer.status_code != 200:
        return "", 400
    Membership.query.filter_by(paypal_id=event["resource"]["id"]).update({"active": True})
    db.session.commit()
    return "", 200
