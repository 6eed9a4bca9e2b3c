"""A provider that nobody named here was asked: what it answered goes into a column of floating point."""

import os

import requests
from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)


class Transaction(db.Model):
    reference = db.Column(db.String(36), primary_key=True)
    paid_amount = db.Column(db.Float, nullable=False)  # ekz: EKZ102
    done = db.Column(db.Boolean, default=False)


@app.get("/verify_payment")
def verify_payment():
    reference = request.args["reference"]
    answer = requests.get(
        f"https://api.acme.example/transaction/verify/{reference}",
        headers={"Authorization": f"Bearer {os.environ['ACME_KEY']}"},
        timeout=10,
    ).json()
    if answer["data"]["status"] != "success":
        return jsonify({"paid": False}), 402
    db.session.add(Transaction(reference=reference, paid_amount=answer["data"]["amount"], done=True))
    db.session.commit()
    return jsonify({"paid": True})
