"""The adapter maps the words; business code compares the local enum."""

import enum
import os

import requests
from flask import Blueprint, redirect, request

from app.models import Order, db

bp = Blueprint("shop", __name__)


class State(enum.Enum):
    PAID = "paid"
    PENDING = "pending"
    FAILED = "failed"


class PaystackGateway:
    WORDS = {"success": State.PAID, "failed": State.FAILED}

    def state_of(self, reference):
        url = f"https://api.paystack.co/transaction/verify/{reference}"
        headers = {"Authorization": f"Bearer {os.environ['PAYSTACK_SECRET_KEY']}"}
        return self.WORDS.get(requests.get(url, headers=headers, timeout=10).json()["data"]["status"], State.PENDING)


@bp.route("/paid")
def paid():
    if PaystackGateway().state_of(request.args["reference"]) is State.PAID:
        order = Order.query.filter_by(reference=request.args["reference"]).first()
        order.state = "paid"
        db.session.commit()
    return redirect("/orders")
