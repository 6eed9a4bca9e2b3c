import hmac
import os

from flask import Flask, abort, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import IntegrityError

app = Flask(__name__)
db = SQLAlchemy(app)


class CallbackEvent(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    reference = db.Column(db.String(60), unique=True)


class Payment(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    tx_ref = db.Column(db.String(60), unique=True)
    status = db.Column(db.String(12))


@app.post("/webhooks/flutterwave")
def flutterwave_webhook():
    if not hmac.compare_digest(request.headers.get("verif-hash", ""), os.environ["FLW_SECRET_HASH"]):
        abort(401)
    event = request.get_json()
    if event["data"]["status"] != "successful":
        return "", 200
    try:
        db.session.add(CallbackEvent(reference=event["data"]["tx_ref"]))
        db.session.commit()
    except IntegrityError:
        return "", 200
    payment = Payment.query.filter_by(tx_ref=event["data"]["tx_ref"]).first_or_404()
    payment.status = "paid"
    db.session.commit()
    return "", 200
