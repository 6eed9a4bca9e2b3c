"""The page that waits for the customer's PIN."""

from flask import Blueprint, jsonify
from flask_login import login_required

from shop.models import Payment, db
from shop.mpesa_client import MpesaClient
from shop.tokens import mpesa_token

shop = Blueprint("shop", __name__)
client = MpesaClient()


@shop.get("/payments/<int:pk>/state")
@login_required
def state(pk):
    payment = db.get_or_404(Payment, pk)
    if payment.state == "pending":
        answer = client.stk_query(payment.checkout_id, mpesa_token())
        if answer.get("ResultCode") == "0":  # ekz: EKZ401, EKZ402
            payment.state = "paid"
        elif answer.get("ResultCode") in ("1032", "1037"):  # ekz: EKZ401, EKZ402
            payment.state = "failed"
        db.session.commit()
    return jsonify(state=payment.state)
