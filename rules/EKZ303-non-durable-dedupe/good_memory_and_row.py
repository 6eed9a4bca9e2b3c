"""The set saves a query; the row's state is what guards."""

from flask import Blueprint, request

from app.models import Payment, db
from app.security import verify_paystack_signature

bp = Blueprint("hooks", __name__)
seen = set()


@bp.route("/paystack/webhook", methods=["POST"])
def paystack_webhook():
    verify_paystack_signature(request)
    reference = request.get_json()["data"]["reference"]
    if reference in seen:
        return "", 200
    payment = Payment.query.filter_by(reference=reference).with_for_update().first()
    if payment.status != "paid":
        payment.status = "paid"
        payment.user.credits += payment.credits
        db.session.commit()
    seen.add(reference)
    return "", 200
