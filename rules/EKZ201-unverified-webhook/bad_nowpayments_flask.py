"""The IPN of a crypto payment tops a balance up, whoever sends it."""

from flask import Flask, request

from .models import Deposit, db

app = Flask(__name__)


@app.route("/nowpayments/ipn", methods=["POST"])
def nowpayments_ipn():  # ekz: EKZ201
    data = request.get_json()
    if data["payment_status"] == "finished":
        deposit = Deposit.query.filter_by(order_id=data["order_id"]).first()
        deposit.state = "done"
        db.session.commit()
    return "", 200
