import hmac
import os

from flask import Blueprint, abort, jsonify, request

from chama.savings import contribution_arrived

mpesa = Blueprint("mpesa", __name__, url_prefix="/mpesa")
ACCEPTED = {"ResultCode": 0, "ResultDesc": "Accepted"}


def _ours(token):
    return hmac.compare_digest(token, os.environ["MPESA_CALLBACK_TOKEN"])


@mpesa.post("/callback/<token>")
def stk_callback(token):
    if not _ours(token):
        abort(404)
    callback = request.get_json()["Body"]["stkCallback"]
    items = callback.get("CallbackMetadata", {}).get("Item", [])
    receipt = next((item["Value"] for item in items if item["Name"] == "MpesaReceiptNumber"), None)
    if receipt:
        contribution_arrived(callback["CheckoutRequestID"], receipt)
    return jsonify(ACCEPTED)
