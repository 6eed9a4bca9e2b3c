from flask import request

from ..models import Order, db
from . import hooks


@hooks.route("/flutterwave", methods=["POST"])
def flutterwave():  # ekz: EKZ201
    event = request.get_json()
    if event["event"] == "charge.completed":
        order = Order.query.filter_by(reference=event["data"]["tx_ref"]).first_or_404()
        order.status = "paid"
        db.session.commit()
    return "", 204
