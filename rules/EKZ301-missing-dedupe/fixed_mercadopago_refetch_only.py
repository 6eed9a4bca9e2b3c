"""Asking MercadoPago again proves that the payment is real, not that it is new."""

import os

import mercadopago
from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import IntegrityError

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)
sdk = mercadopago.SDK(os.environ["MP_ACCESS_TOKEN"])


class Aluno(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    nome = db.Column(db.String(80))
    creditos = db.Column(db.Integer, default=0)


class WebhookEvent(db.Model):
    """An event of a payment provider that was handled, once: the key is unique."""

    event_id = db.Column(db.String(255), primary_key=True)


@app.route("/notificacoes/mercadopago", methods=["POST"])
def notificacao_mercadopago():
    aviso = request.get_json(silent=True) or {}
    if aviso.get("type") != "payment":
        return "", 204
    pagamento = sdk.payment().get(aviso["data"]["id"])["response"]
    if pagamento["status"] == "approved":
        aluno = db.session.get(Aluno, int(pagamento["external_reference"]))
        db.session.add(WebhookEvent(event_id=f"mercadopago:{aviso['data']['id']}"))
        try:
            db.session.flush()
        except IntegrityError:
            db.session.rollback()
            return "", 204
        aluno.creditos += 10
        db.session.commit()
    return "", 204
