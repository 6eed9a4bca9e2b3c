import hashlib
import hmac
import json
import os


def is_genuine(event, signature):
    text = json.dumps(event, separators=(",", ":")).encode()
    key = os.environ["PAYSTACK_SECRET_KEY"].encode()
    expected = hmac.new(key, text, hashlib.sha512).hexdigest()  # ekz: EKZ204
    return hmac.compare_digest(expected, signature)
