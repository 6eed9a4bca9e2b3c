"""`not a == b`, over several lines, in a helper."""

import hashlib
import hmac
import os


def razorpay_signature_ok(order_id, payment_id, signature):
    if not (  # the two ids are signed together
        hmac.compare_digest(hmac.new(
            os.environ["RAZORPAY_KEY_SECRET"].encode(),
            f"{order_id}|{payment_id}".encode(),
            hashlib.sha256,
        ).hexdigest().encode(),
        (signature or "").encode())
    ):
        return False
    return True
