import hashlib
import hmac
import os

from flask import Flask, abort, request

from lessons.minutes import add_minutes

app = Flask(__name__)


@app.post("/paystack/events")
def paystack_events():
    expected = hmac.new(os.environ["PAYSTACK_SECRET_KEY"].encode(), request.get_data(), hashlib.sha512).hexdigest()
    if not hmac.compare_digest(expected, request.headers.get("x-paystack-signature", "")):
        abort(401)
    event = request.get_json()
    if event["event"] == "charge.success":
        add_minutes(event["data"]["reference"], event["data"]["metadata"]["student"])
    return "", 200
