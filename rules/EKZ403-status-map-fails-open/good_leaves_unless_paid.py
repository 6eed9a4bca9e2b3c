"""The handler leaves on everything but the one code that means paid."""

from flask import Blueprint, jsonify, request

from shop.models import Payment, db

mpesa = Blueprint("mpesa", __name__)


@mpesa.post("/callback")
def stk_callback():
    callback = request.get_json()["Body"]["stkCallback"]
    payment = Payment.query.filter_by(checkout_id=callback["CheckoutRequestID"]).first_or_404()
    if callback["ResultCode"] == 1032:
        payment.status = "cancelled"
    elif str(callback["ResultCode"]) != "0":
        payment.status = "failed"
    else:
        payment.status = "completed"
    db.session.commit()
    return jsonify({"ResultCode": 0})
