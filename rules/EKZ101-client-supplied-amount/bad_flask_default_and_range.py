"""A default and a range check do not make the client's number the server's."""

import os

import requests
from flask import Blueprint, jsonify, request

bp = Blueprint("payments", __name__)


@bp.route("/initialize", methods=["POST"])
def initialize():
    data = request.get_json()
    amount = float(data.get("amount", 10))
    if amount < 1 or amount > 100000:
        return jsonify({"error": "amount out of range"}), 400
    payload = {"email": data["email"], "amount": int(amount * 100)}
    response = requests.post(  # ekz: EKZ101
        "https://api.paystack.co/transaction/initialize",
        json=payload,
        headers={"Authorization": f"Bearer {os.environ['PAYSTACK_SECRET_KEY']}"},
        timeout=10,
    )
    return jsonify(response.json())
