"""Stock is released in a function, tickets are issued in the route."""

from flask import Blueprint, request

from shop.extensions import db
from shop.models import Stock, Ticket

mpesa = Blueprint("mpesa", __name__)


def release(reference):
    stock = Stock.query.filter_by(reference=reference).one()
    stock.reserved -= 1
    db.session.commit()


@mpesa.post("/callback")
def stk_callback():
    callback = request.get_json()["Body"]["stkCallback"]
    if str(callback["ResultCode"]) == "0":
        db.session.add(Ticket(code=callback["CheckoutRequestID"]))  # ekz: EKZ406
        db.session.commit()
    else:
        release(callback["CheckoutRequestID"])
    return {"ResultCode": 0}
