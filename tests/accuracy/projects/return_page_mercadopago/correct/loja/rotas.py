from flask import Blueprint, redirect, render_template, request, url_for

from .models import Pedido, db
from .provedores.mercadopago_client import MercadoPagoClient

bp = Blueprint("loja", __name__)


@bp.post("/pedidos/<int:pedido_id>/pagar")
def pagar(pedido_id):
    pedido = Pedido.query.get_or_404(pedido_id)
    resposta = MercadoPagoClient().preferencia(pedido, url_for("loja.retorno", pedido_id=pedido.id, _external=True))
    pedido.preferencia = resposta["id"]
    db.session.commit()
    return redirect(resposta["init_point"])


@bp.get("/pedidos/<int:pedido_id>/pagamento/retorno")
def retorno(pedido_id):
    pedido = Pedido.query.get_or_404(pedido_id)
    if MercadoPagoClient().aprovado(request.args["payment_id"]):
        pedido.estado = "pago"
        db.session.commit()
    return render_template("obrigado.html", pedido=pedido)
