"""A set of synonyms in a service is still the providers' vocabulary."""

from flask import Blueprint, request

from app.models import Payment, db
from app.security import verify_flutterwave_signature

bp = Blueprint("hooks", __name__)


def settle(data):
    payment = Payment.query.filter_by(tx_ref=data["tx_ref"]).first()
    if data["status"] in ("successful", "success", "completed"):  # ekz: EKZ401
        payment.state = "paid"
        db.session.commit()


@bp.route("/flutterwave/webhook", methods=["POST"])
def flutterwave_webhook():
    verify_flutterwave_signature(request)
    settle(request.get_json()["data"])
    return "", 200
