"""An STK callback credits the sum that it names, whoever sent it."""

from flask import Blueprint, jsonify, request

from app.extensions import db
from app.models import Payment

bp = Blueprint("mpesa", __name__, url_prefix="/mpesa")


@bp.route(
    "/callback",
    methods=["POST"],
)
def stk_callback():  # ekz: EKZ201
    callback = request.get_json()["Body"]["stkCallback"]
    payment = Payment.query.filter_by(checkout_id=callback["CheckoutRequestID"]).first()
    if str(callback["ResultCode"]) == "0":
        payment.status = "completed"
    db.session.commit()
    return jsonify({"ResultCode": 0, "ResultDesc": "Accepted"})
