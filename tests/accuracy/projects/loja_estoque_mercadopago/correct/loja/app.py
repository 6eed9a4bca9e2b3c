import os

import mercadopago
from flask import Flask, request

from loja.estoque import baixar

app = Flask(__name__)
sdk = mercadopago.SDK(os.environ["MP_ACCESS_TOKEN"])


@app.route("/webhooks/mercadopago", methods=["POST"])
def mercadopago_webhook():
    data = request.get_json(silent=True) or {}
    if data.get("type") != "payment":
        return "", 200
    payment = sdk.payment().get(data["data"]["id"])["response"]
    if payment.get("date_approved"):
        baixar(payment["external_reference"])
    return "", 200
