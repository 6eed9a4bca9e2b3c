"""The row's state is tested before the effect, and set in the same transaction."""

from flask import Blueprint, request
from flask_mail import Mail, Message

from app.models import Payment, db
from app.security import verify_paystack_signature

bp = Blueprint("hooks", __name__)
mail = Mail()


@bp.route("/paystack/webhook", methods=["POST"])
def paystack_webhook():
    verify_paystack_signature(request)
    data = request.get_json()["data"]
    payment = Payment.query.filter_by(reference=data["reference"]).with_for_update().first()
    if payment.status == "paid":
        return "", 200
    payment.status = "paid"
    db.session.commit()
    mail.send(Message("Receipt", recipients=[payment.email]))
    return "", 200
