"""A payout that failed is given back to the wallet: with each result that M-Pesa sends again, once more."""

import os
from decimal import Decimal

from flask import Blueprint, abort, jsonify, request
from sqlalchemy.orm import relationship

from .extensions import db

bp = Blueprint("mpesa", __name__, url_prefix="/mpesa")


class Wallet(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    balance = db.Column(db.Numeric(12, 2), default=Decimal(0))


class Payout(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    conversation_id = db.Column(db.String(40), unique=True)
    amount = db.Column(db.Numeric(12, 2))
    status = db.Column(db.String(20), default="sent")
    wallet_id = db.Column(db.ForeignKey("wallet.id"))
    wallet = relationship(Wallet)


@bp.post("/b2c/result")
def b2c_result():  # ekz: EKZ301
    if request.remote_addr not in os.environ["MPESA_ADDRESSES"].split(","):
        abort(403)
    result = request.get_json()["Result"]
    payout = Payout.query.filter_by(conversation_id=result["ConversationID"]).first_or_404()
    if str(result["ResultCode"]) == "0":
        payout.status = "done"
    else:
        payout.status = "failed"
        payout.wallet.balance += payout.amount
    db.session.commit()
    return jsonify(ResultCode=0, ResultDesc="Accepted")
