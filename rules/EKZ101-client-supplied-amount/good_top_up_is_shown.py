"""What the customer reads on the phone says that the sum is theirs to choose."""

import requests
from flask import Blueprint, jsonify, request, session

bp = Blueprint("daraja", __name__)
PUSH = "https://api.safaricom.co.ke/mpesa/stkpush/v1/processrequest"


@bp.post("/push")
def push():
    body = {
        "Amount": int(request.get_json()["amount"]),
        "PhoneNumber": session["phone"],
        "AccountReference": "MYWIFI",
        "TransactionDesc": "Wallet top-up",
    }
    return jsonify(requests.post(PUSH, json=body, timeout=20).json())
