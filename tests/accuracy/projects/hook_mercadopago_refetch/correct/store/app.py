from flask import Flask, request

from store.mercadopago_client import get_payment, is_paid
from store.orders import mark_paid

app = Flask(__name__)


@app.route("/webhook/mercadopago", methods=["POST"])
def mercadopago_webhook():
    payment = get_payment(request.get_json()["data"]["id"])
    if is_paid(payment):
        mark_paid(payment["external_reference"])
    return "", 200
