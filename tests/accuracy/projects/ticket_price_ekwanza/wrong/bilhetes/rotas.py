from flask import Blueprint, current_app, jsonify, request

from bilhetes.adapters.ekwanza import cobrar
from bilhetes.base import sessao
from bilhetes.models import Evento, Pedido

rotas = Blueprint("rotas", __name__)


@rotas.post("/eventos/<int:evento_id>/comprar")
def comprar(evento_id):
    dados = request.json
    with sessao() as db:
        evento = db.get(Evento, evento_id)
        pedido = Pedido(evento_id=evento.id, telefone=dados["telefone"])
        db.add(pedido)
        db.commit()
        valor = int(dados["quantidade"]) * int(dados["valor"])
        cobranca = cobrar(valor, f"PED{pedido.id:012d}", pedido.telefone, current_app.config["EKZ"])  # ekz: EKZ101
        pedido.charge_id = cobranca["id"]
        db.commit()
    return jsonify(pedido=pedido.id)
