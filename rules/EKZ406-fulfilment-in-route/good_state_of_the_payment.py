"""Recording what the provider said is the route's own work."""

from flask import Blueprint, request

from shop.extensions import db
from shop.models import Payment
from shop.tasks import deliver

mpesa = Blueprint("mpesa", __name__)


@mpesa.post("/callback")
def stk_callback():
    callback = request.get_json()["Body"]["stkCallback"]
    payment = Payment.query.filter_by(checkout_id=callback["CheckoutRequestID"]).with_for_update().one()
    if payment.status == "pending" and str(callback["ResultCode"]) == "0":
        payment.status = "paid"
        db.session.commit()
        deliver.delay(payment.id)
    return {"ResultCode": 0}
