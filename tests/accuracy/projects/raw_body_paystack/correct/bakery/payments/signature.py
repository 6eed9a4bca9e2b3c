import hashlib
import hmac
import os


def is_genuine(raw, signature):
    key = os.environ["PAYSTACK_SECRET_KEY"].encode()
    expected = hmac.new(key, raw, hashlib.sha512).hexdigest()
    return hmac.compare_digest(expected, signature)
