import base64
import hashlib
import hmac
import os

KEY = os.environ["EKWANZA_API_KEY"]
REGISTRATION = os.environ["EKWANZA_MERCHANT_REGISTRATION_NUMBER"]
TOKEN = os.environ["EKWANZA_NOTIFICATION_TOKEN"]


def is_genuine(payload, given):
    text = f"{payload['code']}{payload['operationCode']}{REGISTRATION}{TOKEN}"
    digest = hmac.new(KEY.encode(), text.encode(), hashlib.sha256).digest()
    return given == digest.hex() or given == base64.b64encode(digest).decode()  # ekz: EKZ203
