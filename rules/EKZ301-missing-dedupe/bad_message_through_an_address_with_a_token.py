"""The gateway for messages has its token in the path: what is posted there is sent all the same, and each time."""

import os

import mercadopago
import requests
from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)
sdk = mercadopago.SDK(os.environ["MP_ACCESS_TOKEN"])


class Reserva(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    codigo = db.Column(db.String(20), unique=True)
    telefone = db.Column(db.String(20))
    situacao = db.Column(db.String(20), default="pendente")


def avisar(telefone, texto):
    endereco = f"https://mensagens.example/instances/{os.environ['INSTANCE']}/token/{os.environ['CHAVE']}/send-text"
    resposta = requests.post(endereco, json={"phone": telefone, "message": texto}, timeout=20)
    resposta.raise_for_status()


@app.post("/webhook/mercadopago")
def webhook_mercadopago():  # ekz: EKZ301
    pagamento = sdk.payment().get(request.get_json()["data"]["id"])["response"]
    reserva = Reserva.query.filter_by(codigo=pagamento["external_reference"]).first_or_404()
    if pagamento["status"] == "approved":
        reserva.situacao = "paga"
        db.session.commit()
        avisar(reserva.telefone, f"A reserva {reserva.codigo} está paga.")
    return "", 204
