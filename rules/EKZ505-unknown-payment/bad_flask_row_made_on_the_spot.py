from flask import Flask, jsonify, request

from .models import Payment, db

app = Flask(__name__)


@app.post("/mpesa/callback")
def mpesa_callback():
    callback = request.get_json()["Body"]["stkCallback"]
    payment = Payment.query.filter_by(checkout_id=callback["CheckoutRequestID"]).first()
    if payment is None:
        payment = Payment(checkout_id=callback["CheckoutRequestID"], status="paid")
        db.session.add(payment)  # ekz: EKZ505
        db.session.commit()
    return jsonify(ResultCode=0)
