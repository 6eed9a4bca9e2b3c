import hashlib
import hmac
import os


def is_genuine(raw, signature):
    expected = hmac.new(os.environ["PAYSTACK_SECRET_KEY"].encode(), raw, hashlib.sha512).hexdigest()
    return hmac.compare_digest(expected, signature)
