"""The IPN of a crypto payment tops a balance up, whoever sends it."""

import hashlib
import hmac
import json
import os

from flask import Flask, abort, request

from .models import Deposit, db

app = Flask(__name__)


@app.route("/nowpayments/ipn", methods=["POST"])
def nowpayments_ipn():
    data = request.get_json()
    secret = os.environ["NOWPAYMENTS_IPN_SECRET"]
    signed = json.dumps(data, sort_keys=True, separators=(",", ":"))
    expected = hmac.new(secret.encode(), signed.encode(), hashlib.sha512).hexdigest()
    if not hmac.compare_digest(expected.encode(), request.headers.get("x-nowpayments-sig", "").encode()):
        abort(401)
    if data["payment_status"] == "finished":
        deposit = Deposit.query.filter_by(order_id=data["order_id"]).first()
        deposit.state = "done"
        db.session.commit()
    return "", 200
