import os

import mercadopago
from flask import Blueprint, redirect

from .models import Pagamento, Pedido, db

bp = Blueprint("pagamentos", __name__)
sdk = mercadopago.SDK(os.environ["MP_ACCESS_TOKEN"])


def guardar(pedido, resposta):
    db.session.add(Pagamento(pedido_id=pedido.id, preferencia=resposta["id"]))
    db.session.commit()


@bp.post("/pedidos/<int:pedido_id>/pagar")
def pagar(pedido_id):
    pedido = Pedido.query.get_or_404(pedido_id)
    items = [{"title": "Pedido", "quantity": 1, "unit_price": pedido.total}]
    answer = sdk.preference().create({"items": items})
    guardar(pedido, answer["response"])
    return redirect(answer["response"]["init_point"])
