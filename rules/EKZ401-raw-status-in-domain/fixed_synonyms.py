"""A set of synonyms in a service is still the providers' vocabulary."""

from flask import Blueprint, request
from payment_status import PaymentStatus, normalise_flutterwave_status

from app.models import Payment, db
from app.security import verify_flutterwave_signature

bp = Blueprint("hooks", __name__)


def settle(data):
    payment = Payment.query.filter_by(tx_ref=data["tx_ref"]).first()
    if normalise_flutterwave_status(data["status"]) is PaymentStatus.PAID:
        payment.state = "paid"
        db.session.commit()


@bp.route("/flutterwave/webhook", methods=["POST"])
def flutterwave_webhook():
    verify_flutterwave_signature(request)
    settle(request.get_json()["data"])
    return "", 200
