"""A key in Redis expires, and the event is new again."""

import os

import redis
from flask import Flask, request
from flask_mail import Mail, Message

from app.security import verify_paystack_signature

app = Flask(__name__)
mail = Mail(app)
store = redis.Redis.from_url(os.environ["REDIS_URL"])


@app.route("/paystack/webhook", methods=["POST"])
def paystack_webhook():  # ekz: EKZ303
    verify_paystack_signature(request)
    data = request.get_json()["data"]
    if not store.set(data["reference"], 1, nx=True, ex=600):
        return "", 200
    mail.send(Message("Licence", recipients=[data["customer"]["email"]]))
    return "", 200
