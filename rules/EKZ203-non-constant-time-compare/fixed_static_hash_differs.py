"""Flutterwave's shared secret is compared with !=."""

import hmac
import os

from flask import Flask, abort, request

app = Flask(__name__)


@app.route("/flutterwave/webhook", methods=["POST"])
def flutterwave_webhook():
    signature = request.headers.get("verif-hash")
    if not signature or not hmac.compare_digest(signature.encode(), (os.getenv("FLW_SECRET_HASH") or "").encode()):
        abort(401)
    return "", 200
