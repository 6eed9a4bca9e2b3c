"""The body lies in another module; the client's amount is put into it before it is sent."""

import requests
from config import DARAJA_BODY, DARAJA_HEADERS, DARAJA_URL
from flask import Flask, jsonify, request

app = Flask(__name__)


def push(phone, amount):
    """Ask M-Pesa for a payment."""
    DARAJA_BODY["PhoneNumber"] = phone
    DARAJA_BODY["Amount"] = str(amount)
    return requests.post(DARAJA_URL, json=DARAJA_BODY, headers=DARAJA_HEADERS, timeout=10).json()


@app.post("/mpesa/pay")
def pay_with_mpesa():
    answer = push(request.form["phone"], request.form["amount"])  # ekz: EKZ101
    return jsonify(answer)
