"""`not a == b`, over several lines, in a helper."""

import hashlib
import hmac
import os


def razorpay_signature_ok(order_id, payment_id, signature):
    if not (  # the two ids are signed together
        hmac.new(  # ekz: EKZ203
            os.environ["RAZORPAY_KEY_SECRET"].encode(),
            f"{order_id}|{payment_id}".encode(),
            hashlib.sha256,
        ).hexdigest()
        == signature
    ):
        return False
    return True
