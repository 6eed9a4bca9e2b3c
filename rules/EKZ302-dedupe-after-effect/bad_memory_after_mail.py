"""The mail is sent first, and the reference is put into the set afterwards."""

from flask import Blueprint, request
from flask_mail import Mail, Message

from app.security import verify_paystack_signature

bp = Blueprint("hooks", __name__)
mail = Mail()
done = set()


@bp.route("/paystack/webhook", methods=["POST"])
def paystack_webhook():  # ekz: EKZ302
    verify_paystack_signature(request)
    data = request.get_json()["data"]
    mail.send(Message("Receipt", recipients=[data["customer"]["email"]]))
    done.add(data["reference"])
    return "", 200
