"""The open checkout id is used up by the payment: a second delivery finds no row that waits for it."""

import hmac
import os

from flask import Blueprint, abort, jsonify, request

from .extensions import db, mail
from flask_mail import Message

mpesa = Blueprint("mpesa", __name__, url_prefix="/mpesa")


class Invoice(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(120))
    paid = db.Column(db.Boolean, default=False)
    checkout_request_id = db.Column(db.String(60), unique=True, nullable=True)
    receipt = db.Column(db.String(20), unique=True, nullable=True)


@mpesa.post("/callback/<token>")
def stk_callback(token):
    if not hmac.compare_digest(token, os.environ["MPESA_CALLBACK_TOKEN"]):
        abort(403)
    callback = request.get_json()["Body"]["stkCallback"]
    invoice = (
        Invoice.query.with_for_update()
        .filter_by(checkout_request_id=callback["CheckoutRequestID"], paid=False)
        .first()
    )
    if invoice is None or str(callback["ResultCode"]) != "0":
        return jsonify(ResultCode=0, ResultDesc="Accepted")

    items = {item["Name"]: item.get("Value") for item in callback["CallbackMetadata"]["Item"]}
    invoice.checkout_request_id = None
    invoice.receipt = items["MpesaReceiptNumber"]
    invoice.paid = True
    db.session.commit()
    mail.send(Message("Receipt", recipients=[invoice.email], body=f"Paid with {invoice.receipt}"))
    return jsonify(ResultCode=0, ResultDesc="Accepted")
