"""A variable holds the float, is checked, and becomes minor units."""

import os

import requests
from flask import Blueprint, abort

from app.models import Invoice

bp = Blueprint("pay", __name__)


@bp.route("/invoices/<int:number>/pay", methods=["POST"])
def pay(number):
    invoice = Invoice.query.get_or_404(number)
    total = float(invoice.total)  # ekz: EKZ102
    if total <= 0:
        abort(409)
    body = {"email": invoice.email, "amount": int(total * 100), "reference": f"inv-{number}"}
    answer = requests.post(
        "https://api.paystack.co/transaction/initialize",
        json=body,
        headers={"Authorization": f"Bearer {os.environ['PAYSTACK_SECRET_KEY']}"},
        timeout=10,
    )
    return answer.json()["data"]
