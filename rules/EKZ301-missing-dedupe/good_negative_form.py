"""The effect only happens inside `if payment.status != "PAID"`."""

from flask import Blueprint, request

from app.models import Payment, db
from app.security import verify_paystack_signature

bp = Blueprint("hooks", __name__)


@bp.route("/paystack/webhook", methods=["POST"])
def paystack_webhook():
    verify_paystack_signature(request)
    payment = Payment.query.filter_by(reference=request.get_json()["data"]["reference"]).with_for_update().first()
    if payment.status != "PAID":
        payment.status = "PAID"
        payment.user.credits += payment.credits
        db.session.commit()
    return "", 200
