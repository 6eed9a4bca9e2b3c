"""The plan's key comes from the client, its price from a table in the source."""

import requests
from flask import Flask, abort, jsonify, request

app = Flask(__name__)
PLANS = {"basic": 150000, "pro": 450000}


@app.route("/subscribe", methods=["POST"])
def subscribe():
    plan = request.json["plan"]
    if plan not in PLANS:
        abort(400)
    payload = {"email": request.json["email"], "amount": PLANS[plan]}
    reply = requests.post("https://api.paystack.co/transaction/initialize", json=payload, timeout=10)
    return jsonify(reply.json())
