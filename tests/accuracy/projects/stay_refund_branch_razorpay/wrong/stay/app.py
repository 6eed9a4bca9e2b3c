import json
import os

import razorpay
from flask import Flask, abort, request

from stay.bookings import confirm, refund

app = Flask(__name__)
client = razorpay.Client(auth=(os.environ["RAZORPAY_KEY_ID"], os.environ["RAZORPAY_KEY_SECRET"]))


@app.route("/razorpay/webhook", methods=["POST"])
def razorpay_webhook():  # ekz: EKZ301
    body = request.get_data(as_text=True)
    try:
        client.utility.verify_webhook_signature(
            body, request.headers["X-Razorpay-Signature"], os.environ["RAZORPAY_WEBHOOK_SECRET"]
        )
    except razorpay.errors.SignatureVerificationError:
        abort(400)
    event = json.loads(body)
    match event["event"]:
        case "payment.captured":
            confirm(event["payload"]["payment"]["entity"]["order_id"])
        case "refund.processed":
            refund(event["payload"]["refund"]["entity"]["payment_id"])
    return "", 200
