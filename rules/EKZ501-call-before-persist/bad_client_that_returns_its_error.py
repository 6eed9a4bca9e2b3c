"""The client answers with an error of its own where the call failed; the row is stored when it did not."""

import os

import requests
from flask import Flask, jsonify, request
from flask_pymongo import PyMongo

from .plans import PLANS

app = Flask(__name__)
mongo = PyMongo(app)


def stk_push(phone, amount):
    """Ask M-Pesa for a payment."""
    try:
        answer = requests.post(
            "https://api.safaricom.co.ke/mpesa/stkpush/v1/processrequest",
            json={"PhoneNumber": phone, "Amount": amount},
            headers={"Authorization": f"Bearer {os.environ['MPESA_TOKEN']}"},
            timeout=10,
        )
        return answer.json()
    except requests.RequestException as error:
        return {"error": str(error)}


@app.post("/subscribe")
def subscribe():  # ekz: EKZ501
    admin = mongo.db.admins.find_one({"_id": request.form["admin"]})
    plan = PLANS[request.form["plan"]]
    answer = stk_push(admin["phone"], plan["price"])
    if "error" in answer:
        return jsonify(answer), 502
    mongo.db.subscription_payments.insert_one({"admin": admin["_id"], "checkout": answer["CheckoutRequestID"]})
    return jsonify({"ok": True})
