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
        payment.state = client.state_of(payment.checkout_id, mpesa_token())
        db.session.commit()
    return jsonify(state=payment.state)
