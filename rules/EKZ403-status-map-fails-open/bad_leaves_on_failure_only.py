"""The handler leaves on the failures that it knows, and pays for the rest."""

from flask import Blueprint, jsonify, request

from shop.models import Payment, db

mpesa = Blueprint("mpesa", __name__)


@mpesa.post("/callback")
def stk_callback():
    callback = request.get_json()["Body"]["stkCallback"]
    payment = Payment.query.filter_by(checkout_id=callback["CheckoutRequestID"]).first_or_404()
    if callback["ResultCode"] == 1032:  # ekz: EKZ403
        payment.status = "cancelled"
        db.session.commit()
        return jsonify({"ResultCode": 0})
    payment.status = "completed"
    db.session.commit()
    return jsonify({"ResultCode": 0})
