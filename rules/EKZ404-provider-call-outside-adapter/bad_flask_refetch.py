"""The adapter normalises, and this route asks for the raw payment."""

import mercadopago
from flask import Blueprint, current_app

from pagos.mercadopago_adapter import MercadoPagoAdapter
from pagos.models import Pedido, db

pagos = Blueprint("pagos", __name__)
adapter = MercadoPagoAdapter()


@pagos.post("/pedidos/<int:pk>/comprobar")
def comprobar(pk):
    sdk = mercadopago.SDK(current_app.config["MP_ACCESS_TOKEN"])
    pedido = db.session.get(Pedido, pk)
    pago = sdk.payment().get(pedido.pago_id)  # ekz: EKZ404
    pedido.detalle = pago["response"]["status_detail"]
    db.session.commit()
    return {}
