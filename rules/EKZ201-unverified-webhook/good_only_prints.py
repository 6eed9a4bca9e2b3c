"""A webhook that only prints acts on nothing."""

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.route("/mpesa/callback", methods=["POST"])
def mpesa_callback():
    data = request.get_json()
    print("callback:", data["Body"]["stkCallback"]["ResultDesc"])
    return jsonify({"ResultCode": 0, "ResultDesc": "Accepted"})
