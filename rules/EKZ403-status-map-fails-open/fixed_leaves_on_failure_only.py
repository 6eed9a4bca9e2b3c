"""The handler leaves on the failures that it knows, and pays for the rest."""

from flask import Blueprint, jsonify, request
from payment_status import PaymentStatus, normalise_mpesa_status

from shop.models import Payment, db

mpesa = Blueprint("mpesa", __name__)


@mpesa.post("/callback")
def stk_callback():
    callback = request.get_json()["Body"]["stkCallback"]
    payment = Payment.query.filter_by(checkout_id=callback["CheckoutRequestID"]).first_or_404()
    if callback["ResultCode"] == 1032:
        payment.status = "cancelled"
        db.session.commit()
        return jsonify({"ResultCode": 0})
    if normalise_mpesa_status(callback["ResultCode"]) is not PaymentStatus.PAID:
        return jsonify({"ResultCode": 0})
    payment.status = "completed"
    db.session.commit()
    return jsonify({"ResultCode": 0})
