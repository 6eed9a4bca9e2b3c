import os

import requests
from flask import Blueprint, jsonify, request

from .models import Payment, Product, db

bp = Blueprint("delivery", __name__)


def stk_push(phone, amount):
    answer = requests.post(
        "https://api.safaricom.co.ke/mpesa/stkpush/v1/processrequest",
        json={"Amount": amount, "PhoneNumber": phone, "AccountReference": "Shop"},
        headers={"Authorization": f"Bearer {os.environ['MPESA_TOKEN']}"},
        timeout=30,
    )
    return answer.json()


@bp.post("/products/<int:product_id>/pay")
def pay(product_id):  # ekz: EKZ501
    product = Product.query.get_or_404(product_id)
    answer = stk_push(request.json["phone"], 350)
    payment = Payment(product=product.id, amount=350, checkout_id=answer["CheckoutRequestID"])
    db.session.add(payment)
    db.session.commit()
    return jsonify(payment=payment.id)
