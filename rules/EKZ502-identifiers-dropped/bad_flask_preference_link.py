import os

import mercadopago
from flask import Blueprint, redirect

from .models import Pedido

bp = Blueprint("pagamentos", __name__)
sdk = mercadopago.SDK(os.environ["MP_ACCESS_TOKEN"])


@bp.post("/pedidos/<int:pedido_id>/pagar")
def pagar(pedido_id):
    pedido = Pedido.query.get_or_404(pedido_id)
    items = [{"title": "Pedido", "quantity": 1, "unit_price": pedido.total}]
    answer = sdk.preference().create({"items": items, "auto_return": "approved"})  # ekz: EKZ502
    return redirect(answer["response"]["init_point"])
