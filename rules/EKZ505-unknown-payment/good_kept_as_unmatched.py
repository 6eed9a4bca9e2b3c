from flask import Flask, jsonify, request

from .models import Payment, UnmatchedCallback, db

app = Flask(__name__)


@app.post("/mpesa/<secret>/callback")
def mpesa_callback(secret):
    callback = request.get_json()["Body"]["stkCallback"]
    payment = Payment.query.filter_by(checkout_id=callback["CheckoutRequestID"]).first()
    if not payment:
        db.session.add(UnmatchedCallback(checkout_id=callback["CheckoutRequestID"], raw=str(callback)))
        db.session.commit()
        return jsonify(ResultCode=0)
    payment.result = callback["ResultDesc"]
    db.session.commit()
    return jsonify(ResultCode=0)
