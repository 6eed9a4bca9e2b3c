from flask import Flask, request

from store.mercadopago_client import is_paid
from store.orders import mark_paid

app = Flask(__name__)


@app.route("/webhook/mercadopago", methods=["POST"])
def mercadopago_webhook():  # ekz: EKZ201
    data = request.get_json()["data"]
    if is_paid(data):
        mark_paid(data["external_reference"])
    return "", 200
