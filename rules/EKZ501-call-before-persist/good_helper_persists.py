import os
import uuid

import requests
from flask import Blueprint, jsonify, request

from .models import Payment, Plan, db

bp = Blueprint("plans", __name__)


def _create_pending_tx(plan, email):
    payment = Payment(plan_id=plan.id, email=email, amount=plan.price, reference=uuid.uuid4().hex, status="pending")
    db.session.add(payment)
    db.session.commit()
    return payment


@bp.post("/plans/<int:plan_id>/subscribe")
def subscribe(plan_id):
    plan = Plan.query.get_or_404(plan_id)
    payment = _create_pending_tx(plan, request.json["email"])
    answer = requests.post(
        "https://api.paystack.co/transaction/initialize",
        json={"email": payment.email, "amount": payment.amount, "reference": payment.reference},
        headers={"Authorization": f"Bearer {os.environ['PAYSTACK_SECRET_KEY']}"},
        timeout=20,
    )
    payment.access_code = answer.json()["data"]["access_code"]
    db.session.commit()
    return jsonify(answer.json()["data"])
