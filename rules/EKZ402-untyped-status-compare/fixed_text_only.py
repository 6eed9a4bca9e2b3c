"""M-Pesa's result code is compared with a text."""

from flask import Blueprint, jsonify, request

from app.models import Payment, db

bp = Blueprint("mpesa", __name__)


@bp.route("/mpesa/callback", methods=["POST"])
def callback():
    stk = request.get_json()["Body"]["stkCallback"]
    payment = Payment.query.filter_by(checkout_id=stk["CheckoutRequestID"]).first()
    payment.state = "paid" if str(stk.get("ResultCode")) == "0" else "failed"
    db.session.commit()
    return jsonify({"ResultCode": 0})
