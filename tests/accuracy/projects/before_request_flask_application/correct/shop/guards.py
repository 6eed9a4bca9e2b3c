import hashlib
import hmac
import os

from flask import abort, request

SECRET = os.environ["PAYSTACK_SECRET_KEY"].encode()


def signed():
    if request.path.startswith("/pay/paystack/"):
        expected = hmac.new(SECRET, request.get_data(), hashlib.sha512).hexdigest()
        if not hmac.compare_digest(expected, request.headers.get("x-paystack-signature", "")):
            abort(401)


def install(app):
    app.before_request(signed)
