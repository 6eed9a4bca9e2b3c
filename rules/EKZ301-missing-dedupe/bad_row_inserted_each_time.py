"""Every delivery inserts another payment row."""

from flask import Blueprint, jsonify, request

from app.models import Payment, db
from app.security import verify_paystack_signature

bp = Blueprint("hooks", __name__)


@bp.route("/paystack/webhook", methods=["POST"])
def paystack_webhook():  # ekz: EKZ301
    verify_paystack_signature(request)
    data = request.get_json()["data"]
    db.session.add(Payment(reference=data["reference"], amount=data["amount"]))
    db.session.commit()
    return jsonify({"ok": True})
