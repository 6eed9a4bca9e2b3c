import requests
from flask import current_app


class MercadoPagoClient:
    api = "https://api.mercadopago.com"

    def _call(self, method, path, body=None):
        headers = {"Authorization": f"Bearer {current_app.config['MP_ACCESS_TOKEN']}"}
        answer = requests.request(method, f"{self.api}{path}", json=body, headers=headers, timeout=30)
        answer.raise_for_status()
        return answer.json()

    def payment(self, payment_id):
        return self._call("GET", f"/v1/payments/{payment_id}")
