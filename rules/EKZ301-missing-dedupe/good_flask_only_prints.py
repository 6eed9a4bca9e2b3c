"""A webhook that writes to the log, and nothing else, may run as often as it likes."""

import logging
import os

import razorpay
from flask import Blueprint, jsonify, request

log = logging.getLogger(__name__)
hooks = Blueprint("hooks", __name__)
client = razorpay.Client(auth=(os.environ["RAZORPAY_KEY_ID"], os.environ["RAZORPAY_KEY_SECRET"]))


@hooks.route("/razorpay/webhook", methods=["POST"])
def razorpay_webhook():
    client.utility.verify_webhook_signature(
        request.get_data(as_text=True),
        request.headers.get("X-Razorpay-Signature"),
        os.environ["RAZORPAY_WEBHOOK_SECRET"],
    )
    event = request.get_json()
    entity = event["payload"]["payment"]["entity"]
    if event["event"] == "payment.captured":
        print("captured", entity["id"])
    elif event["event"] == "payment.failed":
        log.warning("payment %s failed: %s", entity["id"], entity.get("error_description"))
    return jsonify(status="ok")
