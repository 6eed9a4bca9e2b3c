import os

import mercadopago


class MercadoPagoClient:
    def __init__(self):
        self.sdk = mercadopago.SDK(os.environ["MP_ACCESS_TOKEN"])

    def preferencia(self, pedido, volta):
        corpo = {
            "items": [{"title": f"Pedido {pedido.id}", "quantity": 1, "unit_price": str(pedido.total)}],
            "external_reference": str(pedido.id),
            "back_urls": {"success": volta},
        }
        return self.sdk.preference().create(corpo)["response"]

    def aprovado(self, pagamento_id):
        return self.sdk.payment().get(pagamento_id)["response"]["status"] == "approved"
