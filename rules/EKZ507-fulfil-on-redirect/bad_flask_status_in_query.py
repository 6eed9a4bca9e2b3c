import os

import mercadopago
from flask import Blueprint, redirect, request, url_for

from .models import Pedido, db

bp = Blueprint("pedidos", __name__)
sdk = mercadopago.SDK(os.environ["MP_ACCESS_TOKEN"])


@bp.route("/pagamento/retorno")
def retorno():  # ekz: EKZ507
    pedido = Pedido.query.get_or_404(request.args["external_reference"])
    if request.args.get("collection_status") == "approved":
        pedido.status = "pago"
        db.session.commit()
    return redirect(url_for("pedidos.ver", pedido_id=pedido.id))
