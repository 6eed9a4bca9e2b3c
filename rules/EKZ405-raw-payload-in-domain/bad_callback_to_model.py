"""A row settles itself from Safaricom's words."""

from flask import Blueprint, request

from payments.mpesa_client import MpesaClient
from shop.extensions import db

mpesa = Blueprint("mpesa", __name__)
client = MpesaClient()


class Deposit(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    checkout_id = db.Column(db.String(64), unique=True)
    state = db.Column(db.String(16))

    def settle(self, callback):
        self.state = "done"
        self.receipt = callback["CallbackMetadata"]["Item"][1]["Value"]
        db.session.commit()


@mpesa.post("/callback")
def stk_callback():
    callback = request.get_json()["Body"]["stkCallback"]
    deposit = Deposit.query.filter_by(checkout_id=callback["CheckoutRequestID"]).first_or_404()
    deposit.settle(callback)  # ekz: EKZ405
    return {"ResultCode": 0}
