"""The status of an HTTP answer is no status of a payment."""

import os

import requests
from flask import Blueprint, jsonify

bp = Blueprint("shop", __name__)


@bp.route("/pay/<int:order>", methods=["POST"])
def pay(order):
    reply = requests.post(
        "https://api.paystack.co/transaction/initialize",
        json={"amount": 500000, "email": "a@shop.example", "metadata": {"order": order}},
        headers={"Authorization": f"Bearer {os.environ['PAYSTACK_SECRET_KEY']}"},
        timeout=10,
    )
    if reply.status_code != 200:
        return jsonify({"status": "failed"}), 502
    return jsonify({"status": "success", "url": reply.json()["data"]["authorization_url"]})
